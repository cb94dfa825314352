// TABLE: how long what a stay produced is kept. What is over is pruned in slices by the writer, and what was pruned stays written down.
import { type At, after, hours, type Ms } from '../../model/units.ts'

const days = (count: number): Ms => hours(24 * count)

export interface Kept {
  /** Of a stay that goes on; null: all of it. */
  readonly during: Ms | null
  /** After its end. */
  readonly afterEnd: Ms
}
export const RETENTION = {
  wave: { during: hours(168), afterEnd: days(30) },
  /** Numbers, coded states and events. */
  slow: { during: null, afterEnd: days(30) },
} as const satisfies Record<string, Kept>
export type Retention = Record<keyof typeof RETENTION, Kept>

export interface Pruning {
  readonly wave: boolean
  /** All that lies before. */
  readonly before: At
}

/** What is over of a stay at `now`. `ended`: when it ended; null: it goes on. */
export function overdue(ended: At | null, now: At, table: Retention = RETENTION): readonly Pruning[] {
  return (['wave', 'slow'] as const).flatMap((what): Pruning[] => {
    const { during, afterEnd } = table[what]
    const wave = what === 'wave'
    if (ended !== null && now >= after(ended, afterEnd)) return [{ wave, before: now }]
    return during === null ? [] : [{ wave, before: after(now, -during) }]
  })
}
