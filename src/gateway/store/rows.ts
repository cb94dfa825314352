// Rows of the database: sealed as they are written, opened as they are read. Statements are prepared and values bound, always.
import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { at } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { LoadedRows, RowChange, Unopened } from './asks.ts'
import { HASH_BYTES, type KeyReader, type KeyWriter, type Owner } from './keys.ts'
import { Unsealable } from './seal.ts'
import { ROW_KINDS, type Row, type RowKind, type Where } from './store.ts'

/** A row put in another's place, or an older one under a newer number, does not open. */
const aboutRow = (kind: number, id: Uint8Array, version: number): string =>
  `wardlight row ${kind} ${Buffer.from(id).toString('hex')} ${version}`

/** A row that does not open stands under this kind once its place is taken by a new one: its bytes are kept, and it is counted still. */
const asideOf = (kind: number): number => -kind

/** Inside the caller's transaction. */
export function writeRows(db: DatabaseSync, keys: KeyWriter, changes: readonly RowChange[]): void {
  const find = db.prepare('SELECT version, content, stay FROM row WHERE kind = ? AND id = ?')
  find.setReadBigInts(true)
  const remove = db.prepare('DELETE FROM row WHERE kind = ? AND id = ?')
  const setAside = db.prepare('UPDATE row SET kind = ?, id = ? WHERE kind = ? AND id = ?')
  const put = db.prepare(
    `INSERT INTO row (kind, id, version, changed, size, content, stay) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, changed = excluded.changed, size = excluded.size,
      content = excluded.content, stay = excluded.stay`,
  )
  for (const { kind, id, content, changed, stay } of changes) {
    const number = ROW_KINDS[kind]
    const hash = keys.hash(`row ${number} ${id}`)
    const before = find.get(number, hash)
    // Nobody knows what it says: it is neither overwritten nor taken out.
    if (before && opened(keys, ownerOf(before.stay), number, hash, before) === 'damaged')
      setAside.run(asideOf(number), Buffer.concat([hash, randomBytes(ASIDE)]), number, hash)
    if (content === null) {
      remove.run(number, hash)
      continue
    }
    const last = Number(before?.version ?? 0)
    const version = Number.isSafeInteger(last + 1) ? last + 1 : 1
    const plain = Buffer.from(`[${JSON.stringify(id)},${content}]`)
    const sealed = keys.seal(ownerOf(stay), plain, aboutRow(number, hash, version), changed)
    put.run(number, hash, version, changed, sealed.length, sealed, stay ?? null)
  }
}
/** Bytes that tell two apart that stood in one place. */
const ASIDE = 8

/** Oldest change first. Those that do not open are left where they are, and told beside the others: a hole must not pass for the truth. */
export function loadRows(db: DatabaseSync, keys: KeyReader, kind: RowKind, where?: Where): LoadedRows {
  const number = ROW_KINDS[kind]
  const rows: Row[] = []
  const unopened: Unopened[] = []
  for (const wire of [number, asideOf(number)]) {
    const all = 'SELECT id, version, changed, content, stay FROM row WHERE kind = ?'
    const asked = db.prepare(
      where ? `${all} AND stay IS ? AND changed >= ? AND changed < ? ORDER BY changed, id` : `${all} ORDER BY changed, id`,
    )
    // Whatever a damaged number says, it can be read.
    asked.setReadBigInts(true)
    for (const found of where ? asked.iterate(wire, where.stay, where.from, where.to) : asked.iterate(wire)) {
      const { id: hash, version, changed, stay } = found
      const row = hash instanceof Uint8Array ? opened(keys, ownerOf(stay), wire, hash, found) : 'damaged'
      if (row === 'damaged')
        unopened.push({
          // The same once it was set aside.
          place: hash instanceof Uint8Array ? Buffer.from(hash).toString('hex', 0, HASH_BYTES) : String(hash),
          stay: typeof stay === 'string' ? stay : null,
        })
      else if (row) rows.push({ ...row, version: Number(version), changed: at(Number(changed)) })
    }
  }
  return { rows, unopened }
}

const ownerOf = (stay: unknown): Owner => (typeof stay === 'string' ? { stay } : 'house')

/** null: its key was ended, and so was the row. */
function opened(
  keys: KeyReader,
  owner: Owner,
  kind: number,
  hash: Uint8Array,
  { version, content }: Record<string, unknown>,
): Pick<Row, 'id' | 'content'> | 'damaged' | null {
  if (!(content instanceof Uint8Array)) return 'damaged'
  try {
    const plain = Buffer.from(keys.open(owner, content, aboutRow(kind, hash, Number(version))))
    const [id, value] = JSON.parse(plain.toString()) as [string, unknown]
    return { id, content: value }
  } catch (error) {
    if (error instanceof Unsealable) return 'damaged'
    if (!(error instanceof Refused) || error.code !== 'key-gone') throw error
    // A key that there never was is named by a damaged row.
    return owner !== 'house' && keys.isEnded(owner.stay) ? null : 'damaged'
  }
}
