// Threads that make the past, each asked one job at a time.
import { Worker } from 'node:worker_threads'
import type { Invented, Job, Made } from './make.ts'

export interface Makers {
  readonly count: number
  make(thread: number, job: Job): Promise<Made>
  stop(): Promise<void>
}
type Told = { readonly id: number; readonly made: Made } | { readonly id: number; readonly failed: string }

export function startMakers(invented: Invented, count: number): Makers {
  let asked = 0
  const threads = Array.from({ length: count }, (_, i) => {
    const waiting = new Map<number, { done(made: Made): void; fail(error: Error): void }>()
    let gone: Error | null = null
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: invented, env: {}, execArgv: [], name: `past ${i}` })
    const end = (error: Error): void => {
      gone = error
      for (const { fail } of waiting.values()) fail(error)
      waiting.clear()
    }
    worker.on('message', (told: Told) => {
      const one = waiting.get(told.id)
      waiting.delete(told.id)
      if ('made' in told) one?.done(told.made)
      else one?.fail(new Error(told.failed))
    })
    worker.on('error', end)
    worker.on('exit', () => end(new Error('a thread that makes the past has ended')))
    worker.unref()
    return {
      worker,
      ask: (job: Job): Promise<Made> =>
        new Promise((done, fail) => {
          if (gone) {
            fail(gone)
            return
          }
          const id = ++asked
          waiting.set(id, { done, fail })
          worker.postMessage({ id, job })
        }),
    }
  })
  return {
    count,
    make: (thread, job) => threads[thread]!.ask(job),
    async stop() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }
}
