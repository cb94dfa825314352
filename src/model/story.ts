// The contract of what is told of a stay beside its signals: who it is, alarms as bars, limits as they were in force, and marks in time.
import { ScoreShown } from './alarmshown.ts'
import { SEXES } from './book.ts'
import { POPULATIONS } from './census.ts'
import { GAP_WHYS, GONE_KEYS, MOST } from './history.ts'
import { LIMIT_KEYS, type LimitKey } from './limits.ts'
import { Observations, Oxygen } from './observations.ts'
import { PRIORITIES } from './priority.ts'
import { RULE_KEYS, type RuleKey } from './rules.ts'
import { DisplayUnits } from './shownunits.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(120)
const instant = z.number()
const by = z.string().max(120).nullable()

/** TABLE: marks beside the lanes. `words`: in the legend; `letter`: on the mark itself, so that it is not told by colour alone. */
export const MARKS = {
  note: { words: 'note', letter: 'N' },
  intervention: { words: 'intervention', letter: 'I' },
  observations: { words: 'observations', letter: 'O' },
  order: { words: 'order', letter: '℞' },
  limits: { words: 'limits changed', letter: 'L' },
  'alarm-off': { words: 'alarm off', letter: '×' },
  pause: { words: 'pause for care', letter: 'P' },
  moved: { words: 'moved', letter: 'M' },
  standby: { words: 'standby', letter: 'S' },
  admitted: { words: 'admitted', letter: 'A' },
  discharged: { words: 'discharged', letter: 'D' },
  answered: { words: 'notice answered', letter: '✓' },
} as const satisfies Record<string, { readonly words: string; readonly letter: string }>
export type MarkKey = keyof typeof MARKS
export const MARK_KEYS = Object.keys(MARKS) as [MarkKey, ...MarkKey[]]

/** Something that happened at an instant, or from one to another. `by`: null where names may not be seen. */
export const Mark = z.object({ is: z.enum(MARK_KEYS), id, at: instant, to: instant.nullable(), words: z.string().max(2200), by })
export type Mark = z.infer<typeof Mark>

/** One alarm from its raising to its end; `to` null: it stands. */
export const AlarmBar = z.object({
  id,
  rule: z.enum(RULE_KEYS as [RuleKey, ...RuleKey[]]),
  priority: z.enum(PRIORITIES),
  from: instant,
  to: instant.nullable(),
  /** The message as it was worst. */
  words: z.string().max(300),
  takenAt: instant.nullable(),
  takenBy: by,
  /** Latched or high, ended, and nobody said that it was seen. */
  unseen: z.boolean(),
})
export type AlarmBar = z.infer<typeof AlarmBar>

/** Limits in force from one instant to the next step of the same vital. Null: no limit, or the alarm was off. */
export const LimitStep = z.object({
  vital: z.enum(LIMIT_KEYS as [LimitKey, ...LimitKey[]]),
  from: instant,
  low: z.number().nullable(),
  high: z.number().nullable(),
  by,
  why: z.string().max(200).nullable(),
})
export type LimitStep = z.infer<typeof LimitStep>

/** A note or an intervention. A correction is a new entry that names the one it corrects, which stays. */
export const NOTE_KINDS = ['note', 'intervention'] as const
export const NOTE_WORDS = { note: 'Note', intervention: 'Intervention' } as const satisfies Record<(typeof NOTE_KINDS)[number], string>
/** Letters of a note. */
export const NOTE_LETTERS = 2000
const noteText = z.string().trim().min(1).max(NOTE_LETTERS)
/** TABLE: values charted by hand as numbers with their own points: [name, unit, LOINC [mem], plausible range [design], digits]. */
export const HAND_VALUES = {
  lactate: ['Lactate', 'mmol/L', '2524-7', [0, 40], 1],
  potassium: ['Potassium', 'mmol/L', '2823-3', [1, 12], 1],
  haemoglobin: ['Haemoglobin', 'g/L', '718-7', [10, 300], 0],
} as const satisfies Record<string, readonly [string, string, string, readonly [number, number], number]>
export type HandValue = keyof typeof HAND_VALUES
export const HAND_KEYS = Object.keys(HAND_VALUES) as [HandValue, ...HandValue[]]
export const Note = z.object({
  id,
  kind: z.enum(NOTE_KINDS),
  /** When it happened; `written`: when it was written down. */
  at: instant,
  written: instant,
  text: z.string().max(NOTE_LETTERS),
  by,
  corrects: id.nullable(),
  /** By a later entry. */
  corrected: id.nullable(),
})
export type Note = z.infer<typeof Note>
export const HandPoint = z.object({
  id,
  value: z.enum(HAND_KEYS),
  at: instant,
  written: instant,
  number: z.number(),
  by,
  corrects: id.nullable(),
  corrected: id.nullable(),
})
export type HandPoint = z.infer<typeof HandPoint>

export const STORY_BODIES = {
  'POST /api/stay/story': z.strictObject({ stay: id, from: instant, to: instant }),
  'POST /api/stay/note': z.strictObject({ stay: id, kind: z.enum(NOTE_KINDS), at: instant, text: noteText, corrects: id.optional() }),
  'POST /api/stay/hand': z.strictObject({ stay: id, value: z.enum(HAND_KEYS), at: instant, number: z.number(), corrects: id.optional() }),
} as const

export const STORY_ANSWERS = {
  'POST /api/stay/story': z.object({
    now: instant,
    patient: z.object({
      stay: id,
      bed: z.string().max(24),
      ward: id,
      wardName: z.string().max(120),
      zone: z.string().max(64),
      units: DisplayUnits,
      /** Null: NOT ADMITTED, or not for this person. */
      name: z.string().max(400).nullable(),
      initials: z.string().max(12).nullable(),
      age: z.number().nullable(),
      sex: z.enum(SEXES).nullable(),
      population: z.enum(POPULATIONS),
      reason: z.string().max(400).nullable(),
      record: z.string().max(32).nullable(),
      since: instant,
      ended: instant.nullable(),
    }),
    oxygen: Oxygen.nullable(),
    target: z.object({ low: z.number(), high: z.number() }).nullable(),
    score: ScoreShown.nullable(),
    alarms: z.array(AlarmBar).max(5000),
    limits: z.array(LimitStep).max(2000),
    marks: z.array(Mark).max(5000),
    sets: z.array(z.object({ set: Observations, total: z.number().nullable(), words: z.string().max(120) })).max(1000),
    /** Running NEWS2 as the numbers had it, by the quarter of an hour. */
    running: z.array(z.object({ at: instant, low: z.number(), high: z.number() })).max(4000),
    notes: z.array(Note).max(2000),
    hand: z.array(HandPoint).max(2000),
    off: z.array(z.object({ from: instant, to: instant, why: z.enum(GAP_WHYS) })).max(1000),
    /** Stretches that were kept long after their time: what was read of them before is read again. */
    late: z.array(z.object({ n: z.number(), from: instant, to: instant })).max(MOST.late),
    /** Of a demo's first start: how much of its past is made, 0–1; null: nothing is being made. */
    making: z.number().min(0).max(1).nullable(),
    /** No longer kept: of these nothing told is not nothing happened. */
    gone: z.array(z.enum(GONE_KEYS)).max(GONE_KEYS.length),
    /** When this person last looked at this stay before now; null: never. */
    lookedBefore: instant.nullable(),
    /** More there was than fits: the oldest are left out. */
    more: z.boolean(),
  }),
  'POST /api/stay/note': z.object({ id, recorded: z.boolean() }),
  'POST /api/stay/hand': z.object({ id, recorded: z.boolean() }),
} as const
export type Story = z.infer<(typeof STORY_ANSWERS)['POST /api/stay/story']>
