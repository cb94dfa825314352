// The contract of the doors that reckon with a stay's numbers: figures of a window, what happened since an hour, and the table.
import { Figures } from './figures.ts'
import { Cell, INTERVALS, PAGE, STATISTIC_KEYS } from './numbertable.ts'
import { Since } from './since.ts'
import { VITAL_KEYS, type VitalKey } from './vitals.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(120)
const instant = z.number()
const vital = z.enum(VITAL_KEYS as [VitalKey, ...VitalKey[]])
const window = z.strictObject({ from: instant, to: instant })

/** Signals of one ask. */
const SIGNALS = 16
export const READING_BODIES = {
  /** `other`: a second window beside the first, of the reader's choice. */
  'POST /api/stay/figures': z.strictObject({ stay: id, window, other: window.optional(), signals: z.array(vital).min(1).max(SIGNALS) }),
  'POST /api/stay/since': z.strictObject({ stay: id, from: instant, to: instant }),
  /** The page that ends at or before `to`. */
  'POST /api/stay/table': z.strictObject({
    stay: id,
    from: instant,
    to: instant,
    interval: z.enum(INTERVALS),
    statistic: z.enum(STATISTIC_KEYS),
    signals: z.array(vital).min(1).max(SIGNALS),
  }),
} as const

export const READING_ANSWERS = {
  /** `of` and `other` in the order of the signals. `alarms`: raised about the signal within the window. */
  'POST /api/stay/figures': z.object({
    signals: z
      .array(
        z.object({
          signal: vital,
          of: Figures,
          /** null: they are no longer kept. */
          alarms: z.number().int().nullable(),
          other: Figures.nullable(),
          otherAlarms: z.number().int().nullable(),
        }),
      )
      .max(SIGNALS),
  }),
  'POST /api/stay/since': Since,
  'POST /api/stay/table': z.object({
    /** Newest first; cells in the order of the signals, null where nothing was known. `words`: of a set of observations. */
    rows: z
      .array(z.object({ from: instant, to: instant, words: z.string().max(300).nullable(), cells: z.array(Cell.nullable()).max(SIGNALS) }))
      .max(PAGE),
    /** `to` of the next, older page; null: this is the last. */
    older: instant.nullable(),
  }),
} as const
