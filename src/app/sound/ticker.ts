// A clock that goes on in a tab that is not looked at: timers of a page are slowed there, those of a worker are not.
const scope = self as unknown as { onmessage: ((event: MessageEvent<number>) => void) | null; postMessage(message: null): void }

scope.onmessage = ({ data: period }) => void setInterval(() => scope.postMessage(null), period)
