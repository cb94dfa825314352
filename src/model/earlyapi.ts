// The contract of the doors about early warning: acts, and what was charted, ordered and answered of one stay.
import { EarlyAct } from './earlyacts.ts'
import { EARLY_NOTICES } from './earlynotices.ts'
import { Observations, Oxygen, ScaleOrder } from './observations.ts'
import { NUMBER_PARTS, type NumberPart } from './scores.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.number().finite()

export const EARLY_BODIES = {
  'POST /api/early': z.strictObject({ ask: EarlyAct }),
  'POST /api/early/chart': z.strictObject({ ward: id, stay: id }),
} as const

const Offered = z.object({ value: z.number(), at: instant })
/** What somebody answered to a notice. Kept; `name` of who did. */
export const NoticeAnswer = z.object({
  notice: z.enum(EARLY_NOTICES),
  since: instant,
  at: instant,
  by: z.string().max(120),
  told: z.string().max(80),
  toldAt: instant,
  plan: z.string().max(200),
})
export type NoticeAnswer = z.infer<typeof NoticeAnswer>

/** Sets, orders and answers shown at once, newest first. */
export const CHARTED = 50
export const EARLY_ANSWERS = {
  /** `recorded` false: done, and not recorded (P7). */
  'POST /api/early': z.object({ recorded: z.boolean() }),
  'POST /api/early/chart': z.object({
    /** Of each set its total; null: it has none, and `words` says why. */
    sets: z.array(z.object({ set: Observations, total: z.number().nullable(), words: z.string().max(120) })).max(CHARTED),
    orders: z.array(ScaleOrder).max(CHARTED),
    answers: z.array(NoticeAnswer).max(CHARTED),
    /** Newest of each number that the monitor brings, to be taken over; what is not fresh is not offered. */
    /** By which device oxygen is given, as it was last charted or sent; null: not known. */
    oxygen: Oxygen.nullable(),
    offered: z.partialRecord(z.enum(NUMBER_PARTS as [NumberPart, ...NumberPart[]]), Offered),
  }),
} as const
