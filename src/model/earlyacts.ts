// TABLE: what a person may do about early warning: its schema, its words, what it asks of `may`, its record.
import type { AuditKind } from './audit.ts'
import { EARLY_NOTICES } from './earlynotices.ts'
import type { Action } from './may.ts'
import { cleanName } from './names.ts'
import { ObservationsAsked, ScaleAsked } from './observations.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(cleanName)
    .pipe(z.string().min(1).max(most))

/** What is answered to a notice: who was told, at what time (gateway time), and what will be done. */
const Told = { told: line(80), at: z.number().finite(), plan: line(200) }

/** `bed`: where the asker saw the stay. */
export const EarlyAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('observe'), stay: id, bed: id, set: ObservationsAsked }),
  z.strictObject({ act: z.literal('answer'), stay: id, bed: id, notice: z.enum(EARLY_NOTICES), ...Told }),
  z.strictObject({ act: z.literal('scale'), stay: id, bed: id, order: ScaleAsked }),
])
export type EarlyAct = z.infer<typeof EarlyAct>
export type EarlyActKey = EarlyAct['act']
export type EarlyActAsked = z.input<typeof EarlyAct>

interface Row {
  readonly words: string
  readonly action: Action
  readonly audit: AuditKind
}
export const EARLY_ACTS = {
  observe: { words: 'Chart observations', action: 'chart', audit: 'observations-charted' },
  answer: { words: 'Answer', action: 'chart', audit: 'notice-answered' },
  scale: { words: 'Order', action: 'order-scale', audit: 'scale-ordered' },
} as const satisfies Record<EarlyActKey, Row>
export const EARLY_ACT_KEYS = Object.keys(EARLY_ACTS) as readonly EarlyActKey[]
