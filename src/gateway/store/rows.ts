// Rows of the database: sealed as they are written, opened as they are read. Statements are prepared and values bound, always.
import type { DatabaseSync } from 'node:sqlite'
import { at } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { RowChange } from './asks.ts'
import type { KeyReader, KeyWriter, Owner } from './keys.ts'
import { Unsealable } from './seal.ts'
import { ROW_KINDS, type Row, type RowKind, type Where } from './store.ts'

/** A row put in another's place, or an older one under a newer number, does not open. */
const aboutRow = (kind: number, id: Uint8Array, version: number): string =>
  `wardlight row ${kind} ${Buffer.from(id).toString('hex')} ${version}`

/** Inside the caller's transaction. */
export function writeRows(db: DatabaseSync, keys: KeyWriter, changes: readonly RowChange[]): void {
  const find = db.prepare('SELECT version FROM row WHERE kind = ? AND id = ?')
  const remove = db.prepare('DELETE FROM row WHERE kind = ? AND id = ?')
  const put = db.prepare(
    `INSERT INTO row (kind, id, version, changed, size, content, stay) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, changed = excluded.changed, size = excluded.size,
      content = excluded.content, stay = excluded.stay`,
  )
  for (const { kind, id, content, changed, stay } of changes) {
    const number = ROW_KINDS[kind]
    const hash = keys.hash(`row ${number} ${id}`)
    if (content === null) {
      remove.run(number, hash)
      continue
    }
    const version = Number(find.get(number, hash)?.version ?? 0) + 1
    const plain = Buffer.from(`[${JSON.stringify(id)},${content}]`)
    const sealed = keys.seal(ownerOf(stay), plain, aboutRow(number, hash, version), changed)
    put.run(number, hash, version, changed, sealed.length, sealed, stay ?? null)
  }
}

/** Oldest change first. One row that does not open fails the whole: a table with a hole would pass for the truth. */
export function loadRows(db: DatabaseSync, keys: KeyReader, kind: RowKind, where?: Where): readonly Row[] {
  const number = ROW_KINDS[kind]
  const all = 'SELECT id, version, changed, content, stay FROM row WHERE kind = ?'
  const found = where
    ? db
        .prepare(`${all} AND stay IS ? AND changed >= ? AND changed < ? ORDER BY changed, id`)
        .iterate(number, where.stay, where.from, where.to)
    : db.prepare(`${all} ORDER BY changed, id`).iterate(number)
  const rows: Row[] = []
  for (const { id: hash, version, changed, content, stay } of found) {
    if (!(hash instanceof Uint8Array) || !(content instanceof Uint8Array)) throw new Unsealable(`a row of kind ${kind} is not one`)
    const owner = ownerOf(typeof stay === 'string' ? stay : undefined)
    const row = opened(keys, owner, kind, hash, Number(version), content)
    if (row) rows.push({ ...row, version: Number(version), changed: at(Number(changed)) })
  }
  return rows
}

const ownerOf = (stay: string | undefined): Owner => (stay === undefined ? 'house' : { stay })

/** null: its key was ended, and so was the row. */
function opened(
  keys: KeyReader,
  owner: Owner,
  kind: RowKind,
  hash: Uint8Array,
  version: number,
  content: Uint8Array,
): Pick<Row, 'id' | 'content'> | null {
  try {
    const plain = Buffer.from(keys.open(owner, content, aboutRow(ROW_KINDS[kind], hash, version)))
    const [id, value] = JSON.parse(plain.toString()) as [string, unknown]
    return { id, content: value }
  } catch (error) {
    if (owner !== 'house' && error instanceof Refused && error.code === 'key-gone') return null
    throw error instanceof Unsealable
      ? new Unsealable(`a row of kind ${kind} does not open: it was changed, moved or sealed elsewhere`)
      : error
  }
}
