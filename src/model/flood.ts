// A flood is judged against the ward's own rate of the day: what is usual in an ICU is much on a quiet ward. In a flood a list may fold what
// is not high; high alarms are never folded, and tiles neither fold nor move.
import type { Priority } from './priority.ts'
import { type At, minutes } from './units.ts'

/** Counted in pieces of so long, over a day [10 alarms in 10 min: mem, EEMUA 191; rest *design*]. */
const PIECE = minutes(10)
const PIECES = 144
const LEAST = 10
/** How far above the usual it begins, and down to how far it ends, in standard deviations of a count by chance (√mean). */
const BEGINS = 3
const ENDS = 1
/** A ward known for less is judged by LEAST alone. */
const KNOWN = 6

/** How far back instants are needed. */
export const FLOOD_DAY = PIECE * (PIECES + 1)

export interface Flood {
  readonly on: boolean
  /** Alarms of the last piece, and what is usual in one; null: not known yet. */
  readonly count: number
  readonly usual: number | null
}
export const NO_FLOOD: Flood = { on: false, count: 0, usual: null }

/**
 * `raised`: when alarms were raised, in any order. `since`: since when the ward is watched. `before`: as it was judged last, so that it
 * does not flicker.
 */
export function floodOf(raised: readonly At[], since: At, now: At, before: Flood): Flood {
  const pieces = Math.max(0, Math.min(PIECES, Math.floor((now - PIECE - since) / PIECE)))
  const past = now - PIECE
  let count = 0
  let earlier = 0
  for (const at of raised) {
    if (at > now) continue
    if (at > past) count++
    else if (at > past - pieces * PIECE) earlier++
  }
  const usual = pieces < KNOWN ? null : earlier / pieces
  const above = (times: number): number => (usual === null ? 0 : usual + times * Math.sqrt(usual))
  const on = count >= (before.on ? LEAST / 2 : LEAST) && count > above(before.on ? ENDS : BEGINS)
  return { on, count, usual }
}

/** Rows as a list may show them in a flood: worst first as they came, the others as one count each priority. High ones always stand. */
export function folded<T extends { readonly priority: Priority }>(
  rows: readonly T[],
  { on }: Pick<Flood, 'on'>,
): { readonly shown: readonly T[]; readonly folded: ReadonlyMap<Priority, number> } {
  if (!on) return { shown: rows, folded: new Map() }
  const counts = new Map<Priority, number>()
  const shown = rows.filter(({ priority }) => {
    if (priority === 'high') return true
    counts.set(priority, (counts.get(priority) ?? 0) + 1)
    return false
  })
  return { shown, folded: counts }
}
