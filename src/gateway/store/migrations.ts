// TABLE: the schemas of the store's three files, one forward step a version. A step that was shipped is never changed: add one below it.
import type { DatabaseSync } from 'node:sqlite'
import { openWritable, transaction } from './database.ts'
import { KeyError } from './master.ts'

export interface Step {
  /** What it does, for a person. */
  readonly words: string
  /** Never one that needs a key: content stays sealed while its table changes. */
  readonly sql: string
}

export interface Schema {
  /** How a person calls the file. */
  readonly name: string
  /** Stands in the file's header, so that no other file is taken for it. */
  readonly application: number
  /** Bytes of a page of a new file; SQLite's own choice where it is not said. */
  readonly page?: number
  readonly steps: readonly Step[]
}

export const HOUSE: Schema = {
  name: 'database',
  application: 0x57_4c_68_6f,
  steps: [
    {
      words: 'rows of all kinds; id is a keyed hash, size counts the bytes of content, content is sealed',
      sql: `CREATE TABLE row (
        kind INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, changed REAL NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL,
        PRIMARY KEY (kind, id)
      ) STRICT, WITHOUT ROWID`,
    },
    {
      words: 'the stay under whose key a row is sealed: a random id; null for the house’s own',
      sql: 'ALTER TABLE row ADD COLUMN stay TEXT',
    },
    {
      words: 'copies of the key store: when, to where, by which user of the machine, and a hash of what was copied; of no patient',
      sql: `CREATE TABLE copy (
        number INTEGER PRIMARY KEY AUTOINCREMENT, made REAL NOT NULL, place TEXT NOT NULL, maker TEXT NOT NULL, fingerprint TEXT
      ) STRICT`,
    },
    {
      words: 'rows of stays that the policy of retention ended, and how many of them the audit was told of; rows are found by their stay',
      sql: `CREATE TABLE pruned (
          stay TEXT NOT NULL, what INTEGER NOT NULL, rows INTEGER NOT NULL, told INTEGER NOT NULL, pruned REAL NOT NULL,
          PRIMARY KEY (stay, what)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX row_stay ON row (stay, kind, changed)`,
    },
  ],
}

/**
 * Wrapped keys stand in a table of their own, whose rows are only ever appended, or overwritten by zeros of the same size: so SQLite never
 * moves one to another page and leaves a copy in the old one. Counters and times, whose size varies, stand elsewhere.
 */
export const KEYS: Schema = {
  name: 'key store',
  application: 0x57_4c_6b_79,
  steps: [
    {
      words:
        'wrapped keys, whose they are, how often they sealed, which stays were ended, and a sealed mark by which the master key is known',
      sql: `CREATE TABLE slot (slot INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
        CREATE TABLE key (
          kind INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, slot INTEGER NOT NULL UNIQUE, made REAL NOT NULL, seals INTEGER NOT NULL,
          PRIMARY KEY (kind, id, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE ended (id BLOB PRIMARY KEY, changed REAL NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE mark (version INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT`,
    },
  ],
}

/**
 * What stays produced. In clear stand a stay's random id, a signal's number, times, sizes and versions. `head`: as it came, a row a commit and
 * span; `block`: all of one span of a wave, or of all that is none, and roll-ups of a signal; `pruned`: what the policy of retention ended.
 * Rows of head and block are appended in the order of their numbers: pages then fill up, and none is split.
 */
export const STAYS: Schema = {
  name: 'store of stays',
  application: 0x57_4c_73_74,
  // A block's last part shares a page with no other's mostly: with pages of 4096 bytes a twelfth of a file of waves would be empty.
  page: 2048,
  steps: [
    {
      words: 'samples as they came, sealed blocks of them, and what was pruned',
      sql: `CREATE TABLE head (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, stay TEXT NOT NULL, wave INTEGER NOT NULL, start REAL NOT NULL, content BLOB NOT NULL
        ) STRICT;
        CREATE INDEX head_place ON head (stay, wave, start);
        CREATE TABLE block (
          number INTEGER PRIMARY KEY, stay TEXT NOT NULL, signal INTEGER NOT NULL, kind INTEGER NOT NULL, start REAL NOT NULL,
          version INTEGER NOT NULL, content BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX block_place ON block (stay, signal, kind, start);
        CREATE TABLE pruned (
          number INTEGER PRIMARY KEY, stay TEXT NOT NULL, signal INTEGER NOT NULL, since REAL NOT NULL, until REAL NOT NULL, blocks INTEGER NOT NULL,
          told INTEGER NOT NULL, pruned REAL NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX pruned_place ON pruned (stay, signal)`,
    },
  ],
}

const numberOf = (db: DatabaseSync, pragma: 'user_version' | 'application_id'): number => {
  const row: unknown = db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]
  if (typeof row !== 'number') throw new Error(`no ${pragma}`)
  return row
}

/** The schema's version in the file: 0 where it is empty. Throws a KeyError where it is another's, or newer than this program. Writes nothing. */
export function schemaVersion(db: DatabaseSync, { name, application, steps }: Schema): number {
  let version: number
  let empty: boolean
  try {
    version = numberOf(db, 'user_version')
    empty = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables === 0
  } catch (error) {
    throw new KeyError(`the ${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (empty && version === 0) return 0
  if (numberOf(db, 'application_id') !== application) throw new KeyError(`the ${name} is not one of Wardlight's: nothing was overwritten`)
  if (version > steps.length)
    throw new KeyError(
      `the ${name} has schema ${version}, and this Wardlight knows ${steps.length}: start the newer one. Nothing was overwritten`,
    )
  return version
}

/** Each step in one transaction with the version's number: whatever ends the process, the file is whole in the old version or the new. */
export function migrate(db: DatabaseSync, schema: Schema): void {
  for (let version = schemaVersion(db, schema); version < schema.steps.length; version++) {
    transaction(db, () => {
      db.exec(schema.steps[version]!.sql)
      db.exec(`PRAGMA application_id = ${schema.application}; PRAGMA user_version = ${version + 1}`)
    })
  }
}

export function openMigrated(file: string | null, schema: Schema, journal: 'WAL' | 'PERSIST'): DatabaseSync {
  const db = openWritable(file)
  try {
    // Before the journal is chosen: that writes into the file.
    schemaVersion(db, schema)
    if (schema.page !== undefined) db.exec(`PRAGMA page_size = ${schema.page}`)
    db.exec(`PRAGMA journal_mode = ${journal}`)
    migrate(db, schema)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
