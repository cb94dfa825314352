// A worker's side of the asks: says that it is ready, takes all that waits at once, answers each, and closes when told.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { Refused } from '../errors.ts'
import type { Ask, Failed, First, Start, Told } from './asks.ts'
import { faultOf } from './faults.ts'
import { KeyError } from './master.ts'
import { Unsealable } from './seal.ts'
import type { AuditSecrets } from './store.ts'

export interface Waiting {
  readonly ask: Ask
  /** `moved`: buffers of the answer that need not be copied: the thread has them no more. */
  answer(value: unknown, moved?: readonly ArrayBuffer[]): void
  fail(error: unknown): void
}
/** Handed all that came in since the last time, in order. Answers or fails each. */
export type Work = (waiting: readonly Waiting[]) => void

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const failed = (error: unknown): Failed => {
  const code = error instanceof Refused ? error.code : error instanceof Unsealable ? null : 'store-down'
  return { code, message: words(error), fault: faultOf(error) }
}

export interface Served {
  readonly secrets: AuditSecrets | null
  readonly work: Work
  /** A slice of what can wait, done between asks: true where there is more. Throws nothing. */
  readonly rest?: () => boolean
  close(): void
}

/** Throws away nothing: an error of `start` is the thread's first word, and its end. */
export function serve(start: (how: Start) => Served): void {
  const port = parentPort
  if (!port) throw new Error('not a worker')
  const first = (word: First) => port.postMessage(word)
  let begun: Served
  try {
    begun = start(workerData as Start)
  } catch (error) {
    first(error instanceof KeyError ? { refused: error.message } : { broken: words(error) })
    return
  }
  const { secrets, work, rest = () => false, close } = begun
  let resting = false
  let closed = false
  // Asks that came meanwhile are taken before the next slice.
  const slice = (): void => {
    if (resting || closed) return
    resting = true
    setImmediate(() => {
      resting = false
      if (!closed && rest()) slice()
    })
  }
  gather(port, (waiting) => {
    work(waiting.filter(({ ask }) => ask.is !== 'close'))
    const last = waiting.find(({ ask }) => ask.is === 'close')
    if (!last) return slice()
    closed = true
    close()
    last.answer(null)
    port.close()
  })
  first({ ready: secrets })
}

/** Messages that came while the thread was busy are all delivered before the next immediate: they become one piece of work. */
function gather(port: MessagePort, work: Work): void {
  let waiting: Waiting[] = []
  port.on('message', ({ id, ask }: { id: number; ask: Ask }) => {
    const tell = (told: Told) => port.postMessage(told)
    waiting.push({
      ask,
      answer: (answer, moved = []) => port.postMessage({ id, answer } satisfies Told, moved),
      fail: (error) => tell({ id, failed: failed(error) }),
    })
    if (waiting.length > 1) return
    setImmediate(() => {
      const all = waiting
      waiting = []
      work(all)
    })
  })
}
