// For tests: the writer's thread on a disk that is full while it is told so. SQLite itself refuses to let its files grow.
import { DatabaseSync } from 'node:sqlite'
import { Worker, type WorkerOptions, workerData } from 'node:worker_threads'

/** As large as SQLite lets a file grow. */
const BOUNDLESS = 4_294_967_294

export interface SmallDisk {
  full(is: boolean): void
  /** For the set-up of a store. */
  spawn(url: URL, options: WorkerOptions): Worker
}
export function smallDisk(): SmallDisk {
  const state = new Int32Array(new SharedArrayBuffer(4))
  return {
    full: (is) => void Atomics.store(state, 0, is ? 1 : 0),
    spawn: (url, options) =>
      url.pathname.endsWith('/writer.ts')
        ? new Worker(new URL(import.meta.url), { ...options, workerData: { ...(options.workerData as object), disk: state } })
        : new Worker(url, options),
  }
}

const disk = (workerData as { disk?: Int32Array } | null)?.disk
if (disk) {
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    // No smaller than it is: SQLite takes the size that it has.
    if (sql.startsWith('BEGIN')) exec.call(this, `PRAGMA max_page_count = ${Atomics.load(disk, 0) === 1 ? 1 : BOUNDLESS}`)
    exec.call(this, sql)
  }
  await import('./writer.ts')
}
