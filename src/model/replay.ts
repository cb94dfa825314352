// What limits would have raised over values that are kept: episodes of a limit, counted. For proposals; what alarms do is judged elsewhere.
import type { Limit } from './limits.ts'
import { type At, type Ms, minutes } from './units.ts'

export interface Point {
  readonly at: At
  readonly value: number
}
export interface Episode {
  readonly from: At
  /** Of its last point outside. */
  readonly to: At
}
/** Beyond it what lies between two points is not known, and an episode ends: three of a trend's minutes. */
const GAP: Ms = minutes(3)

const outside = ({ low, high }: Limit, value: number): 'low' | 'high' | null => {
  if (low !== null && value < low) return 'low'
  return high !== null && value > high ? 'high' : null
}

/**
 * Episodes of a value outside of its limit, in order. `delay`: how long it must hold; a single point of a series that is sparser than the
 * delay is enough, as it stands for its whole step. `points` in order of time.
 */
export function episodes(points: readonly Point[], limit: Limit, delay: Ms, step: Ms = minutes(1)): readonly Episode[] {
  const found: Episode[] = []
  let run: { readonly side: 'low' | 'high'; readonly from: At; to: At } | null = null
  const close = (): void => {
    if (run && run.to + step - run.from > delay) found.push({ from: run.from, to: run.to })
    run = null
  }
  for (const { at, value } of points) {
    const side = outside(limit, value)
    if (run && (side !== run.side || at - run.to > GAP)) close()
    if (side === null) continue
    if (run) run.to = at
    else run = { side, from: at, to: at }
  }
  close()
  return found
}

export interface Compared {
  /** Alarms that the present limits, and the proposed ones, would have raised. */
  readonly present: number
  readonly proposed: number
  /** Of the present ones: which the proposed limits would not have raised at all; and raised by them alone. */
  readonly missed: number
  readonly more: number
  /** Points that there were. */
  readonly points: number
}
const meets = (a: Episode, others: readonly Episode[]): boolean => others.some((b) => a.from <= b.to && b.from <= a.to)

export function compare(points: readonly Point[], present: Limit, proposed: Limit, delay: Ms, step?: Ms): Compared {
  const before = episodes(points, present, delay, step)
  const after = episodes(points, proposed, delay, step)
  return {
    present: before.length,
    proposed: after.length,
    missed: before.filter((one) => !meets(one, after)).length,
    more: after.filter((one) => !meets(one, before)).length,
    points: points.length,
  }
}
