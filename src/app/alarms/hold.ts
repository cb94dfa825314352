// Nothing moves under the finger: while a pointer is near the banner, or the focus is inside, each row keeps its place. Pure.
import type { AlarmRow } from './rows.ts'

export interface HeldRow {
  readonly row: AlarmRow
  /** It stands here only so that the others stay where they are: it is over or quiet, and nothing can be done with it. */
  readonly gone: boolean
}

/**
 * What the places show now. `held`: they keep their order; what has ended leaves its place empty but for its words, and a new alarm takes a
 * place only behind them, or that of one that is gone and not the one that is touched last. `all`: also those that have no place, since what
 * was paused is not over.
 */
export function placed(before: readonly HeldRow[], rows: readonly AlarmRow[], held: boolean, all = rows): readonly HeldRow[] {
  if (!held) return rows.map((row) => ({ row, gone: false }))
  const now = new Map(rows.map((row) => [row.key, row]))
  const quiet = new Map(all.map((row) => [row.key, row]))
  const kept = before.map(({ row }): HeldRow => {
    const same = now.get(row.key)
    now.delete(row.key)
    return same ? { row: same, gone: false } : { row: quiet.get(row.key) ?? row, gone: true }
  })
  return [...kept, ...[...now.values()].map((row) => ({ row, gone: false }))]
}
