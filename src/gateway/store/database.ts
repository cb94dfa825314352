// Opens a SQLite file of the store: readable by its owner alone, durable, deleted content overwritten.
import { closeSync, openSync } from 'node:fs'
import { constants, DatabaseSync } from 'node:sqlite'
import { KeyError } from './master.ts'

/** Places in a statement for the values of a list. */
export const marks = (list: readonly unknown[]): string => list.map(() => '?').join()

/** Older ones can lose a commit of a WAL that is being reset (sqlite.org/wal.html, "WAL-reset bug"). */
const OLDEST = [3, 51, 3] as const
/** Milliseconds to wait for another connection of this process. */
const PATIENCE = 1000

function assertVersion(): void {
  const [major = 0, minor = 0, patch = 0] = (process.versions.sqlite ?? '').split('.').map(Number)
  const [a, b, c] = OLDEST
  const old = major !== a ? major < a : minor !== b ? minor < b : patch < c
  if (old) throw new KeyError(`this Node brings SQLite ${process.versions.sqlite}, and ${OLDEST.join('.')} or newer is needed`)
}

/** null is memory. temp_store: no copy of a page goes to a temporary file. Changes no byte of a file that is there. */
export function openWritable(file: string | null): DatabaseSync {
  assertVersion()
  // SQLite makes files as the umask says, and gives journals the mode of their database.
  if (file !== null) closeSync(openSync(file, 'a', 0o600))
  const db = new DatabaseSync(file ?? ':memory:', { timeout: PATIENCE, allowExtension: false })
  db.enableDefensive(true)
  db.exec('PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY')
  return db
}

/**
 * May do nothing but SELECT: what the reader is asked cannot change a byte, whatever it is asked. `more`: actions beside (a transaction, so that
 * several questions are answered of one state; a pragma that checks).
 */
export function openReadable(file: string, more: readonly number[] = []): DatabaseSync {
  assertVersion()
  const db = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE, allowExtension: false })
  const allowed: readonly number[] = [constants.SQLITE_SELECT, constants.SQLITE_READ, ...more]
  db.setAuthorizer((action) => (allowed.includes(action) ? constants.SQLITE_OK : constants.SQLITE_DENY))
  return db
}

/** All of `act` or none of it. */
export function transaction<T>(db: DatabaseSync, act: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = act()
    db.exec('COMMIT')
    return result
  } catch (error) {
    // SQLite rolls some failures back itself (a full disk, for one).
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** Bytes of the log that are worth a turn. */
const LOGGED = 4 * 2 ** 20
/** So many times as much, and the commit that made it so moves it after all. */
const MOST = 8

/**
 * Moves what was committed from the log into the file, where it is enough: to be done between commits, for SQLite by itself lets now and then
 * one of them wait for it.
 */
export function createCheckpoint(db: DatabaseSync): () => void {
  const pages = LOGGED / Number(db.prepare('PRAGMA page_size').get()?.page_size)
  db.exec(`PRAGMA wal_autocheckpoint = ${MOST * pages}`)
  const stands = db.prepare('PRAGMA wal_checkpoint(NOOP)')
  const move = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  return () => {
    try {
      const { log, checkpointed } = stands.get() as { log: number; checkpointed: number }
      if (log - checkpointed >= pages) move.get()
    } catch {
      // What was committed is in the log; what is wrong with the file, the next commit tells.
    }
  }
}
