// Alarms as frames tell them: absolute, a bed's or a ward's, naming nobody (P9). Who has one goes by an id whose name comes by roster.
import { Alarm } from './alarm.ts'
import { TOLD } from './alarmpolicy.ts'
import { LIMIT_KEYS, type LimitKey } from './limits.ts'
import { RULE_KEYS, type RuleKey } from './rules.ts'
import { PART_KEYS, type PartKey, REFUSALS, type RefusalKey, TRIGGER_KEYS, type TriggerKey } from './scores.ts'
import { VITAL_KEYS, type VitalKey } from './vitals.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
const instant = z.number().finite()
const count = z.number().int().min(0)
const rules = z.enum(RULE_KEYS as [RuleKey, ...RuleKey[]])

/** What keeps an alarm from sounding, worst first: as `data-silence` says it [DESIGN §5; FACTS §2.1]. */
export const SILENCES = ['none', 'acknowledged', 'audio-paused', 'audio-off', 'alarm-paused', 'alarm-off'] as const

export const AlarmShown = z.object({
  /** Unique within its stay or ward. */
  id: Alarm.shape.id,
  rev: count,
  rule: rules,
  priority: Alarm.shape.priority,
  phase: Alarm.shape.phase,
  vital: Alarm.shape.vital,
  side: Alarm.shape.side,
  value: z.number().nullable(),
  limit: z.number().nullable(),
  worst: z.number().nullable(),
  say: Alarm.shape.say,
  evidence: Alarm.shape.evidence,
  since: instant,
  raised: instant,
  lastKnown: instant.nullable(),
  ended: instant.nullable(),
  claim: z.object({ by: id, at: instant, until: instant }).nullable(),
  told: z.enum(TOLD),
  again: count,
  silence: z.enum(SILENCES),
  /** It is to be heard now: the gateway says so, the screen obeys. */
  sounds: z.boolean(),
  /** 'done, not recorded' (P7). */
  recorded: z.boolean(),
})
export type AlarmShown = z.infer<typeof AlarmShown>

export const LimitShown = z.object({
  vital: z.enum(LIMIT_KEYS as [LimitKey, ...LimitKey[]]),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Beyond the rails of its population. */
  extreme: z.boolean(),
})
export type LimitShown = z.infer<typeof LimitShown>

const Timed = z.object({ by: id, at: instant, until: instant })
const part = z.enum(PART_KEYS as [PartKey, ...PartKey[]])
const trigger = z.enum(TRIGGER_KEYS as [TriggerKey, ...TriggerKey[]])
/** Early warning as a tile tells it: the charted and the running score, never mixed. */
export const ScoreShown = z.object({
  /** Of the newest full set. `due` null: its score asks for continuous watching, nobody is called to the next. */
  charted: z
    .object({ total: count, at: instant, scale: z.union([z.literal(1), z.literal(2)]), trigger, due: instant.nullable() })
    .nullable(),
  /** `missing`: what it lacks and when that was last seen; `narrow`: which of them would narrow it most. */
  running: z
    .object({
      low: count,
      high: count,
      trigger,
      missing: z.array(z.object({ part, seen: instant.nullable() })).max(PART_KEYS.length),
      narrow: part.nullable(),
    })
    .nullable(),
  /** Scale that is ordered now. */
  scale: z.union([z.literal(1), z.literal(2)]),
  /** Why there is no score at all. */
  refused: z.enum(Object.keys(REFUSALS) as [RefusalKey, ...RefusalKey[]]).nullable(),
  shockIndex: z.number().nullable(),
  /** mmHg. `estimated`: by the formula, where no device gave one. */
  map: z.object({ value: z.number(), estimated: z.boolean() }).nullable(),
  pulsePressure: z.number().nullable(),
  /** When the pressure was measured by which these are computed; null where there are none. */
  pressureAt: instant.nullable(),
})
export type ScoreShown = z.infer<typeof ScoreShown>

/** Nothing charted, nothing brought. */
export const NO_SCORE: ScoreShown = {
  charted: null,
  running: null,
  scale: 1,
  refused: null,
  shockIndex: null,
  map: null,
  pulsePressure: null,
  pressureAt: null,
}

/** All of a bed's alarms and what quiets them. */
export const BedAlarms = z.object({
  of: z.literal('bed'),
  /** Worst first; `hidden` more stand beneath worse ones. */
  alarms: z.array(AlarmShown).max(64),
  hidden: count,
  /** By a person at this bed; the time left counts down on every screen. */
  silence: Timed.nullable(),
  pause: Timed.nullable(),
  /** Vitals whose alarms are off, until when they are looked at again. */
  off: z.array(z.object({ vital: z.enum(VITAL_KEYS as [VitalKey, ...VitalKey[]]), by: id, at: instant, review: instant })).max(32),
  /** All alarms of the stay are off by a physician's order. */
  order: z.object({ by: id, at: instant, review: instant }).nullable(),
  /** Only those that are not the preset's. */
  limits: z.array(LimitShown).max(32),
  /** The limits of this age class wait for a named person's word. */
  confirmAge: z.boolean(),
  /** An ordered oxygen target, %. */
  target: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** Rules that do not watch yet, and vitals that nothing watches. */
  arming: z.array(rules).max(64),
  notWatched: z.array(z.string().max(40)).max(8),
  score: ScoreShown.nullable(),
  /** Somebody called for help here. */
  help: Timed.nullable(),
  recorded: z.boolean(),
})
export type BedAlarms = z.infer<typeof BedAlarms>

/** An alarm of another ward, told here: nobody took it, or somebody calls for help. */
export const Elsewhere = z.object({
  ward: id,
  name: z.string().max(120),
  bed: z.string().max(24),
  why: z.enum(['untaken', 'help', 'not-watched', 'not-heard']),
  /** null: a call for help. */
  alarm: AlarmShown.nullable(),
  since: instant,
})
export type Elsewhere = z.infer<typeof Elsewhere>

/** What stands for a ward as a whole. */
export const WardAlarms = z.object({
  of: z.literal('ward'),
  alarms: z.array(AlarmShown).max(16),
  elsewhere: z.array(Elsewhere).max(64),
  /** The alarm path was proven last, and how long it took from the synthetic event to the screen's word, ms of real time. */
  proven: z.object({ at: instant, took: z.number().min(0) }).nullable(),
  /** A canary on its way: the screen that sounds ticks once and says that it did. */
  canary: z.object({ id, at: instant }).nullable(),
  /** A confirming screen was heard within the last 30 s. */
  watched: z.boolean(),
  /** Nothing is kept since then. */
  unrecordedSince: instant.nullable(),
  /** More alarms in ten minutes than is usual in this ward (null: not known yet): lists may fold what is not high. */
  flood: z.object({ count, usual: z.number().min(0).nullable() }).nullable(),
})
export type WardAlarms = z.infer<typeof WardAlarms>
export const AlarmsPart = z.discriminatedUnion('of', [BedAlarms, WardAlarms])
export type AlarmsPart = z.infer<typeof AlarmsPart>

export const NO_ALARMS: BedAlarms = {
  of: 'bed',
  alarms: [],
  hidden: 0,
  silence: null,
  pause: null,
  off: [],
  order: null,
  limits: [],
  confirmAge: false,
  target: null,
  arming: [],
  notWatched: [],
  score: null,
  help: null,
  recorded: true,
}
export const NO_WARD_ALARMS: WardAlarms = {
  of: 'ward',
  alarms: [],
  elsewhere: [],
  proven: null,
  canary: null,
  watched: true,
  unrecordedSince: null,
  flood: null,
}
