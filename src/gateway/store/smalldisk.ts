// For tests: the writer's thread on a disk that is full, or may only be read, while it is told so. SQLite itself refuses then.
import { DatabaseSync } from 'node:sqlite'
import { Worker, type WorkerOptions, workerData } from 'node:worker_threads'

/** As large as SQLite lets a file grow. */
const BOUNDLESS = 4_294_967_294

const DISKS = { well: 0, 'disk-full': 1, 'read-only': 2 } as const

export interface SmallDisk {
  is(how: keyof typeof DISKS): void
  /** For the set-up of a store. */
  spawn(url: URL, options: WorkerOptions): Worker
}
export function smallDisk(): SmallDisk {
  const state = new Int32Array(new SharedArrayBuffer(4))
  return {
    is: (how) => void Atomics.store(state, 0, DISKS[how]),
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
    if (sql.startsWith('BEGIN')) {
      const how = Atomics.load(disk, 0)
      exec.call(
        this,
        `PRAGMA max_page_count = ${how === DISKS['disk-full'] ? 1 : BOUNDLESS}; PRAGMA query_only = ${how === DISKS['read-only'] ? 1 : 0}`,
      )
    }
    exec.call(this, sql)
  }
  await import('./writer.ts')
}
