// A worker of the audit as the main thread holds it: begun when it is first told something, and begun anew where it has ended.
import { Worker, type WorkerOptions } from 'node:worker_threads'

export type Spawn = (url: URL, options: WorkerOptions) => Worker

export interface Held<To> {
  tell(message: To): void
  alive(): boolean
  /** Ends it for good. */
  end(): Promise<void>
}

export function holdWorker<To, From>(setup: {
  readonly name: string
  readonly url: URL
  readonly data: unknown
  readonly spawn: Spawn | undefined
  readonly heard: (message: From) => void
  /** It ended unasked: nothing it was told since its last word was done for sure. */
  readonly ended: (why: string) => void
}): Held<To> {
  const { name, url, data, heard, ended, spawn = (from, options) => new Worker(from, options) } = setup
  let worker: Worker | null = null

  function begin(): Worker {
    // Nothing of the gateway's environment or its command line is the worker's business.
    const made = spawn(url, { workerData: data, env: {}, execArgv: [], name })
    let why = 'it ended'
    made.on('message', heard)
    made.on('error', (error: unknown) => {
      why = error instanceof Error ? error.message : String(error)
    })
    made.on('exit', () => {
      if (worker !== made) return
      worker = null
      ended(`the ${name} of the audit ended: ${why}`)
    })
    return made
  }
  return {
    tell(message) {
      worker ??= begin()
      worker.postMessage(message)
    },
    alive: () => worker !== null,
    async end() {
      const last = worker
      worker = null
      await last?.terminate()
    },
  }
}
