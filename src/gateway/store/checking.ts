// Has the files of the store looked through after the start, for as long as is bearable.
import { Worker } from 'node:worker_threads'
import type { Checked } from './checker.ts'
import type { Log } from './thread.ts'

/** Milliseconds after which it is given up, and told so. */
const PATIENCE = 15 * 60_000

export interface Checking {
  /** null: not known yet, or given up. */
  done(): readonly Checked[] | null
  stop(): Promise<void>
}

/** `told` once, if ever. */
export function startChecking(folder: string, log: Log, told: (checked: readonly Checked[]) => void): Checking {
  let result: readonly Checked[] | null = null
  const worker = new Worker(new URL('./checker.ts', import.meta.url), { workerData: { folder }, env: {}, execArgv: [], name: 'checker' })
  worker.unref()
  const timer = setTimeout(() => {
    log.warn({ after: PATIENCE }, 'the files of the store could not be looked through in time')
    void worker.terminate()
  }, PATIENCE)
  timer.unref()
  worker.on('message', (checked: readonly Checked[]) => {
    result = checked
    told(checked)
  })
  worker.on('error', (error: unknown) => log.error({ err: error }, 'the files of the store could not be looked through'))
  worker.on('exit', () => clearTimeout(timer))
  return {
    done: () => result,
    async stop() {
      clearTimeout(timer)
      await worker.terminate()
    },
  }
}
