// Ends rows of a stay that the policy of retention no longer keeps: a slice a call. In the same transaction it is counted of which stay they
// were, so that what was ended is told to the audit also by a gateway that begins after a crash.
import type { DatabaseSync } from 'node:sqlite'
import type { GoneKey } from '../../model/history.ts'
import type { GoneRows } from './asks.ts'
import { marks, transaction } from './database.ts'
import { rowsFor } from './retention.ts'
import { ROW_KINDS } from './store.ts'

/** Rows deleted in one transaction: between two of them all other asks are answered. */
const SLICE = 200
/** TABLE: numbers of what is pruned; they stand in clear and never change. */
const GONE_WIRES = { alarm: 1, note: 2, charted: 3 } as const satisfies Record<GoneKey, number>
const WIRES = Object.entries(GONE_WIRES) as [GoneKey, number][]

/** `untold`: rows of it that were ended, and of which the audit was not told yet. */
export function pruneRows(
  db: DatabaseSync,
  { stay, what, at }: { readonly stay: string; readonly what: GoneKey; readonly at: number },
): { readonly untold: number; readonly more: boolean } {
  const wire = GONE_WIRES[what]
  // Also what did not open and was set aside.
  const kinds = rowsFor(what).flatMap((kind) => [ROW_KINDS[kind], -ROW_KINDS[kind]])
  // Whoever has something to look after yet keeps all that is told of the stay.
  const stands = db.prepare('SELECT 1 FROM row WHERE stay = ? AND kind = ? LIMIT 1').get(stay, ROW_KINDS.alarm)
  const rows = stands
    ? []
    : db
        .prepare(`SELECT kind, id FROM row WHERE stay = ? AND kind IN (${marks(kinds)}) ORDER BY kind, changed LIMIT ${SLICE}`)
        .all(stay, ...kinds)
  if (rows.length > 0) {
    const drop = db.prepare('DELETE FROM row WHERE kind = ? AND id = ?')
    transaction(db, () => {
      for (const { kind, id } of rows) drop.run(Number(kind), id as Uint8Array)
      db.prepare(
        `INSERT INTO pruned (stay, what, rows, told, pruned) VALUES (?, ?, ?, 0, ?)
        ON CONFLICT (stay, what) DO UPDATE SET rows = rows + excluded.rows, pruned = excluded.pruned`,
      ).run(stay, wire, rows.length, at)
    })
  }
  const found = db.prepare('SELECT rows - told AS untold FROM pruned WHERE stay = ? AND what = ?').get(stay, wire)
  return { untold: Number(found?.untold ?? 0), more: rows.length === SLICE }
}

/** So many more of them are on record. */
export function tellPruned(
  db: DatabaseSync,
  { stay, what, rows }: { readonly stay: string; readonly what: GoneKey; readonly rows: number },
): null {
  db.prepare('UPDATE pruned SET told = min(rows, told + ?) WHERE stay = ? AND what = ?').run(rows, stay, GONE_WIRES[what])
  return null
}

export const prunedRows = (db: DatabaseSync): readonly GoneRows[] =>
  db
    .prepare('SELECT stay, what FROM pruned')
    .all()
    .flatMap((row) => WIRES.filter(([, wire]) => wire === row.what).map(([what]): GoneRows => ({ stay: String(row.stay), what })))
