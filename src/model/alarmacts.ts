// TABLE: what a person may do about alarms: its schema, its words (WARD.md §10), what it asks of `may`, its record. None of them ever
// reaches the bedside monitor, and the dialogs say so.
import type { AuditKind } from './audit.ts'
import { LIMIT_KEYS, type LimitKey } from './limits.ts'
import type { Action } from './may.ts'
import { cleanName } from './names.ts'
import { PRIORITIES } from './priority.ts'
import { VITAL_KEYS, type VitalKey } from './vitals.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const alarm = z.string().min(1).max(120)
const priority = z.enum(PRIORITIES)
const reason = z.string().max(800).transform(cleanName).pipe(z.string().min(1).max(200))
const vital = z.enum(VITAL_KEYS as [VitalKey, ...VitalKey[]])
const limit = z.number().nullable()

/** `bed`: where the asker saw the stay. `priority`: of the alarm as it was shown: one that rose since is not hit. */
export const AlarmAct = z.discriminatedUnion('act', [
  /** `over`: also from a colleague who has it. */
  z.strictObject({ act: z.literal('claim'), stay: id, bed: id, alarm, priority, over: z.boolean().optional() }),
  z.strictObject({ act: z.literal('give'), stay: id, bed: id, alarm, priority, to: id }),
  /** Given back before it lapses: it sounds again. */
  z.strictObject({ act: z.literal('release'), stay: id, bed: id, alarm, priority }),
  /** What has ended is seen; one that is only last known is reset. */
  z.strictObject({ act: z.literal('seen'), stay: id, bed: id, alarm, priority }),
  z.strictObject({ act: z.literal('help'), stay: id, bed: id, on: z.boolean() }),
  z.strictObject({ act: z.literal('silence'), stay: id, bed: id, on: z.boolean() }),
  z.strictObject({ act: z.literal('pause'), stay: id, bed: id, on: z.boolean(), minutes: z.number().optional() }),
  z.strictObject({ act: z.literal('off'), stay: id, bed: id, vital, reason, hours: z.number().optional() }),
  z.strictObject({ act: z.literal('on'), stay: id, bed: id, vital }),
  z.strictObject({ act: z.literal('order-off'), stay: id, bed: id, reason, hours: z.number().optional() }),
  z.strictObject({ act: z.literal('order-on'), stay: id, bed: id, reason: reason.optional() }),
  /** `low`, `high` null: off. `preset`: put back to the ward's. */
  z.strictObject({
    act: z.literal('limits'),
    stay: id,
    bed: id,
    vital: z.enum(LIMIT_KEYS as [LimitKey, ...LimitKey[]]),
    low: limit,
    high: limit,
    preset: z.boolean().optional(),
    reason,
  }),
  /** `meant`: though the limits are not those of the age. */
  z.strictObject({ act: z.literal('confirm-age'), stay: id, bed: id, meant: z.boolean().optional() }),
  z.strictObject({ act: z.literal('target'), stay: id, bed: id, low: limit, high: limit, reason }),
  /** A ward's own alarm (feed, store, not on any screen): claimed as one of a stay is. */
  z.strictObject({ act: z.literal('claim-ward'), ward: id, alarm, priority }),
  /** The alarm path is to be proven now. */
  z.strictObject({ act: z.literal('prove'), ward: id }),
])
export type AlarmAct = z.infer<typeof AlarmAct>
export type AlarmActKey = AlarmAct['act']
export type AlarmActAsked = z.input<typeof AlarmAct>

interface Row {
  readonly words: string
  readonly action: Action
  readonly audit: AuditKind
}
export const ALARM_ACTS = {
  claim: { words: 'I have it', action: 'claim', audit: 'alarm-claimed' },
  give: { words: 'Give to…', action: 'claim', audit: 'alarm-given' },
  release: { words: 'Give back', action: 'claim', audit: 'alarm-released' },
  seen: { words: 'Seen', action: 'claim', audit: 'alarm-seen' },
  help: { words: 'Call for help', action: 'call-for-help', audit: 'help-called' },
  silence: { words: 'Silence 2 min', action: 'silence', audit: 'bed-silenced' },
  pause: { words: 'Pause for care 2 min', action: 'pause-alarms', audit: 'alarms-paused' },
  off: { words: 'Alarm off…', action: 'alarm-off', audit: 'alarm-off' },
  on: { words: 'Alarm on', action: 'alarm-off', audit: 'alarm-on' },
  'order-off': { words: 'Alarms off by order…', action: 'arrest-alarm-off', audit: 'alarms-off-ordered' },
  'order-on': { words: 'End the order…', action: 'arrest-alarm-off', audit: 'alarms-off-ended' },
  limits: { words: 'Limits here…', action: 'change-limits', audit: 'limits-changed' },
  'confirm-age': { words: 'Confirm for this age', action: 'change-limits', audit: 'limits-confirmed' },
  target: { words: 'Oxygen target…', action: 'order-target', audit: 'target-ordered' },
  'claim-ward': { words: 'I have it', action: 'claim-ward', audit: 'alarm-claimed' },
  prove: { words: 'Prove the alarm path', action: 'prove-path', audit: 'path-proven' },
} as const satisfies Record<AlarmActKey, Row>
export const ALARM_ACT_KEYS = Object.keys(ALARM_ACTS) as readonly AlarmActKey[]
