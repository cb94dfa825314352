// The contract of the doors about alarms: acts and the history.
import { AlarmAct } from './alarmacts.ts'
import { PRIORITIES } from './priority.ts'
import { RULE_KEYS, type RuleKey } from './rules.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.number().finite()
const count = z.number().int().min(0)
const pin = z.string().regex(/^\d{6,12}$/)
const rule = z.enum(RULE_KEYS as [RuleKey, ...RuleKey[]])

export const ALARM_BODIES = {
  /**
   * `seen`: the frame that the asker's screen painted last, and of which ward; without, of the ward that is acted on. One that is not in sync
   * is refused. With `person` and `pin` as an act on the ward book.
   */
  'POST /api/alarm': z.strictObject({
    ask: AlarmAct,
    seen: z.strictObject({ ward: id.optional(), epoch: count, seq: count }),
    person: id.optional(),
    pin: pin.optional(),
  }),
  /** Newest first. `stay` null: of the whole ward. */
  'POST /api/alarms/history': z.strictObject({
    ward: id,
    stay: id.nullable(),
    from: instant,
    to: instant,
    rules: z.array(rule).max(64).optional(),
    priorities: z.array(z.enum(PRIORITIES)).max(5).optional(),
  }),
} as const

/** One line of the journal: what became of an alarm, or what somebody did. */
export const JournalLine = z.object({
  stay: id.nullable(),
  bed: z.string().max(24),
  at: instant,
  what: z.string().max(40),
  rule: rule.nullable(),
  priority: z.enum(PRIORITIES).nullable(),
  /** The message as it stood. */
  words: z.string().max(300),
  by: z.string().max(120).nullable(),
  why: z.string().max(200).nullable(),
})
export type JournalLine = z.infer<typeof JournalLine>

export const ALARM_ANSWERS = {
  'POST /api/alarm': z.object({ recorded: z.boolean() }),
  'POST /api/alarms/history': z.object({
    lines: z.array(JournalLine).max(2000),
    more: z.boolean(),
    lost: count,
    /** Beds of stays of that time whose alarms are no longer kept. */
    gone: z.array(z.string().max(24)).max(1000),
  }),
} as const
