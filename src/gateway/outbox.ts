// What waits for one socket, in bytes, and how a socket is cut even where its other end has stopped reading.
import type { Line } from './screen.ts'

/** The parts of the engine's objects that are used here; its types do not name them. */
interface Engine {
  readonly writeBuffer: readonly { readonly data?: unknown }[]
  readonly transport: {
    readonly name: string
    readonly socket?: { readonly bufferedAmount: number; readonly readyState: number; terminate(): void }
  }
  close(discard?: boolean): void
}
const engineOf = (line: Line): Engine => line.conn as unknown as Engine

/** Header and packet bytes about each message. */
const AROUND = 64
const CLOSED = 3
/** Milliseconds for a last word. */
const GRACE = 500
/** Milliseconds in which a good line has taken what was under way. */
const TAKEN = 250

const sizeOf = (data: unknown): number =>
  typeof data === 'string' ? data.length : data instanceof Uint8Array || data instanceof ArrayBuffer ? data.byteLength : 0

/** Bytes handed to the engine and to its WebSocket that the operating system has not taken. */
export function waitingFor(line: Line): number {
  const { writeBuffer, transport } = engineOf(line)
  let bytes = transport.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer) bytes += sizeOf(data) + AROUND
  return bytes
}

/** Closes the transport, so that the client sees a cut and may come back; by force where its bytes do not leave. */
export function cut(line: Line): void {
  const engine = engineOf(line)
  const { socket } = engine.transport
  engine.close()
  const timer = setTimeout(() => {
    if (socket && socket.readyState !== CLOSED) socket.terminate()
    engine.close(true)
  }, GRACE)
  timer.unref()
}

/** Cuts a line that is too slow to have taken what was under way: what waits for it was meant for somebody who is here no more. */
export function cutIfHeldBack(line: Line): void {
  if (waitingFor(line) === 0) return
  setTimeout(() => waitingFor(line) > 0 && cut(line), TAKEN).unref()
}
