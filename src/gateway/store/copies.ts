// The register of copies of the key store: a key is ended only where its copies are, so that each is written down before it is made.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { HOUSE_FILE } from './master.ts'
import { HOUSE, openMigrated } from './migrations.ts'

export interface KeyCopy {
  readonly number: number
  /** Real time, UTC ms. */
  readonly made: number
  /** Folder, as the machine that made it names it. */
  readonly place: string
  /** User of the machine, and the machine. */
  readonly by: string
  /** SHA-256 of the file, hex; null: it was begun, and whether it was made is not known. */
  readonly fingerprint: string | null
}

function within<T>(folder: string, act: (db: DatabaseSync) => T): T {
  const file = join(folder, HOUSE_FILE)
  if (!existsSync(file)) throw new Error(`${folder} holds no database in which a copy of keys is written down`)
  const db = openMigrated(file, HOUSE, 'WAL')
  try {
    return act(db)
  } finally {
    db.close()
  }
}

/** Written down as begun; returns its number. */
export const beginCopy = (folder: string, place: string, now: number): number =>
  within(folder, (db) => {
    const by = `${userInfo().username}@${hostname()}`
    return Number(db.prepare('INSERT INTO copy (made, place, maker) VALUES (?, ?, ?)').run(now, place, by).lastInsertRowid)
  })

/** The copy is there as `file`; returns its fingerprint. */
export const endCopy = (folder: string, number: number, file: string): string =>
  within(folder, (db) => {
    const fingerprint = createHash('sha256').update(readFileSync(file)).digest('hex')
    db.prepare('UPDATE copy SET fingerprint = ? WHERE number = ?').run(fingerprint, number)
    return fingerprint
  })

/** Nothing was made. */
export const dropCopy = (folder: string, number: number): void =>
  within(folder, (db) => void db.prepare('DELETE FROM copy WHERE number = ?').run(number))

/** Oldest first. */
export const listCopies = (folder: string): readonly KeyCopy[] =>
  within(folder, (db) =>
    db
      .prepare('SELECT number, made, place, maker, fingerprint FROM copy ORDER BY number')
      .all()
      .map(({ number, made, place, maker, fingerprint }) => ({
        number: Number(number),
        made: Number(made),
        place: String(place),
        by: String(maker),
        fingerprint: fingerprint === null ? null : String(fingerprint),
      })),
  )
