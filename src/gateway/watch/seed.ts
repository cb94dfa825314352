// What sources bring of alarms at their start, as what a stay keeps: limits of its own, an oxygen target, alarms off by order, a confirmed age.

import { fitting } from '../../model/ages.ts'
import { type By, By as BySchema } from '../../model/book.ts'
import type { Census, Population } from '../../model/census.ts'
import type { StayId } from '../../model/ids.ts'
import { badLimit, type Override, type TargetOrder } from '../../model/limits.ts'
import { draft, type StayAlarms, type Stepped } from '../../model/stayalarms.ts'
import { type At, after, hours } from '../../model/units.ts'

/** What a stay begins with. */
export interface Brought {
  /** The stay's beginning. */
  readonly since: At
  readonly overrides: readonly Override[]
  readonly target: (TargetOrder & { readonly why: string }) | null
  /** All alarms are off by a physician's order, to be looked at again at `review`. */
  readonly order: { readonly by: By; readonly at: At; readonly review: At; readonly why: string } | null
  /** The limits of its age class are confirmed. */
  readonly confirmed: { readonly by: By; readonly at: At } | null
}

/**
 * By stay, where anything is brought: set at the stay's beginning, an order to be looked at again counted from `now`. Whoever is named was
 * named by the source. Throws a RangeError where a limit is none: better no start than one that never alarms.
 */
export function broughtAlarms({ stays }: Pick<Census, 'stays'>, now: At): ReadonlyMap<StayId, Brought> {
  const found = new Map<StayId, Brought>()
  for (const { id, since, alarms } of stays) {
    if (!alarms) continue
    const { by: name, why, limits = [], target, offHours, ageConfirmed } = alarms
    const by = BySchema.parse({ is: 'feed', id: 'feed', name })
    for (const limit of limits) {
      const bad = badLimit(limit.vital, limit)
      if (bad) throw new RangeError(`a limit of ${limit.vital} that a source brings is none: ${bad}`)
    }
    found.set(id, {
      since,
      overrides: limits.map(({ vital, low, high }) => ({ vital, low, high, by, at: since, why })),
      target: target ? { ...target, by, at: since, why } : null,
      order: offHours === undefined ? null : { by, at: now, review: after(now, hours(offHours)), why },
      confirmed: ageConfirmed ? { by, at: since } : null,
    })
  }
  return found
}

/** A stay begins with what was brought of it, each an entry of its journal. */
export function begunStay(
  state: StayAlarms,
  { since, overrides, target, order, confirmed }: Brought,
  { population, age }: { readonly population: Population; readonly age: number | null },
): Stepped {
  const on = draft(state, since)
  for (const one of overrides) on.care({ overrides: [...on.state().care.overrides, one] }, 'limits', one.by, one.why)
  if (target) on.care({ target }, 'target', target.by, target.why)
  if (order) on.care({ order }, 'ordered', order.by, order.why)
  if (confirmed) on.care({ age: { ...confirmed, fits: fitting(population, age) } }, 'age-confirmed', confirmed.by)
  return on.done()
}
