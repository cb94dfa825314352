// A thread of its own that looks through the files of the store once, after the start: however large they are, nothing waits for it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { constants } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { openReadable } from './database.ts'
import { HOUSE_FILE, STAYS_FILE } from './master.ts'

export interface Checked {
  readonly file: string
  /** Why it is not whole, as SQLite says it; null: it is. */
  readonly wrong: string | null
}

/** The structure of a file, not what its seals hold: those tell when they are opened. */
function check(folder: string, file: string): Checked {
  try {
    const db = openReadable(join(folder, file), [constants.SQLITE_PRAGMA])
    try {
      const found = String(Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0])
      return { file, wrong: found === 'ok' ? null : found.slice(0, 200) }
    } finally {
      db.close()
    }
  } catch (error) {
    return { file, wrong: error instanceof Error ? error.message : String(error) }
  }
}

const { folder } = workerData as { readonly folder: string }
parentPort?.postMessage([STAYS_FILE, HOUSE_FILE].filter((file) => existsSync(join(folder, file))).map((file) => check(folder, file)))
