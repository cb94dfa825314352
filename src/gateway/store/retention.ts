// TABLE: how long what a stay produced is kept. What is over is pruned in slices by the writer, and what was pruned stays written down.
import type { GoneKey } from '../../model/history.ts'
import { type At, after, hours, type Ms } from '../../model/units.ts'
import type { RowKind } from './store.ts'

const days = (count: number): Ms => hours(24 * count)

export interface Kept {
  /** Of a stay that goes on; null: all of it. */
  readonly during: Ms | null
  /** After its end. */
  readonly afterEnd: Ms
}
interface KeptRows extends Kept {
  readonly during: null
  readonly rows: readonly RowKind[]
}
/** Rows of a stay, whole: of one that goes on all are kept. */
const ROWS = {
  /** What became of alarms, and what was set for them. What stands is no row of these: as long as one stands, nothing of ROWS is ended. */
  alarm: { during: null, afterEnd: days(30), rows: ['journal', 'watch'] },
  /** Notes, interventions, values by hand, and who looked when. */
  note: { during: null, afterEnd: days(30), rows: ['note', 'hand', 'look'] },
  /** Observations, and what was ordered and answered about them. */
  charted: { during: null, afterEnd: days(30), rows: ['observations', 'scale-order', 'notice-answer', 'early'] },
} as const satisfies Record<GoneKey, KeptRows>
export const RETENTION = {
  wave: { during: hours(168), afterEnd: days(30) },
  /** Numbers, coded states and events. */
  slow: { during: null, afterEnd: days(30) },
  ...ROWS,
} as const satisfies Record<string, Kept>
export type RetentionKey = keyof typeof RETENTION
export type Retention = Record<RetentionKey, Kept>
const KEYS = Object.keys(RETENTION) as RetentionKey[]

export const isRows = (what: RetentionKey): what is GoneKey => what in ROWS
export const rowsFor = (what: GoneKey): readonly RowKind[] => ROWS[what].rows

export interface Pruning {
  readonly what: RetentionKey
  /** All that lies before. */
  readonly before: At
}

/** What is over of a stay at `now`. `ended`: when it ended; null: it goes on. */
export function overdue(ended: At | null, now: At, table: Retention = RETENTION): readonly Pruning[] {
  return KEYS.flatMap((what): Pruning[] => {
    const { during, afterEnd } = table[what]
    if (ended !== null && now >= after(ended, afterEnd)) return [{ what, before: now }]
    return during === null || isRows(what) ? [] : [{ what, before: after(now, -during) }]
  })
}
