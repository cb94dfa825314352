// Ends what the policy of retention no longer keeps: a slice a call, and beside it what was ended, when, of which stay and span; and of how much
// of it the audit was told, so that a gateway that begins after a crash tells the rest.
import type { DatabaseSync } from 'node:sqlite'
import { ROLLS } from './blocks/blocks.ts'
import { marks, transaction } from './database.ts'
import { KINDS, SLOW_WIRES, WAVE_WIRES } from './spans.ts'

/** Blocks deleted in one transaction: between two of them all other asks are answered. */
const SLICE = 200

/** Whole roll-ups lie before it, or none of them. */
const edgeOf = (before: number, wave: boolean): number => {
  const span = wave ? ROLLS.second.span : ROLLS.quarter.span
  return Math.floor(before / span) * span
}

/** `untold`: blocks that were ended, and of which the audit was not told yet. */
export function prune(
  db: DatabaseSync,
  { stay, wave, before, at }: { readonly stay: string; readonly wave: boolean; readonly before: number; readonly at: number },
): { readonly untold: number; readonly more: boolean } {
  const wires = wave ? WAVE_WIRES : SLOW_WIRES
  const edge = edgeOf(before, wave)
  const find = db.prepare(
    `SELECT number, signal, kind, start FROM block WHERE stay = ? AND start < ? AND signal IN (${marks(wires)}) LIMIT ${SLICE}`,
  )
  const drop = db.prepare('DELETE FROM block WHERE number = ?')
  const tell = db.prepare(
    `INSERT INTO pruned (stay, signal, since, until, blocks, told, pruned) VALUES (?, ?, ?, ?, 1, 0, ?)
    ON CONFLICT (stay, signal) DO UPDATE SET since = min(since, excluded.since), until = max(until, excluded.until),
      blocks = blocks + 1, pruned = excluded.pruned`,
  )
  const rows = find.all(stay, edge, ...wires)
  if (rows.length > 0)
    transaction(db, () => {
      for (const { number, signal, kind, start } of rows) {
        drop.run(Number(number))
        if (kind === KINDS.raw) tell.run(stay, Number(signal), Number(start), edge, at)
      }
    })
  const found = db
    .prepare(`SELECT sum(blocks - told) AS untold FROM pruned WHERE stay = ? AND signal IN (${marks(wires)})`)
    .get(stay, ...wires)
  return { untold: Number(found?.untold ?? 0), more: rows.length === SLICE }
}

/** All that was ended of it is on record. */
export function tellPrunedBlocks(db: DatabaseSync, { stay, wave }: { readonly stay: string; readonly wave: boolean }): null {
  const wires = wave ? WAVE_WIRES : SLOW_WIRES
  db.prepare(`UPDATE pruned SET told = blocks WHERE stay = ? AND signal IN (${marks(wires)})`).run(stay, ...wires)
  return null
}
