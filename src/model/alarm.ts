// The life of an alarm, pure: step(life, event, now). Detection (arming, delay, hysteresis) runs in sample time; claims and what is told of
// an alarm that nobody takes run in gateway time. What a rule found comes as a verdict: see judge/.
import { claimFor, TOLD, type Told, toldAfter } from './alarmpolicy.ts'
import { isWorse, PRIORITIES, type Priority } from './priority.ts'
import type { Side } from './rules.ts'
import { RULE_KEYS, type RuleKey, ruleOf } from './rules.ts'
import { type At, after, type Ms } from './units.ts'
import { VITAL_KEYS, type VitalKey } from './vitals.ts'
import { z } from './zod.ts'

/** What a rule's condition is at one instant of sample time. */
export interface Verdict {
  readonly at: At
  /** 'out': the condition holds. 'edge': it does not, but is not settled inside. 'unknown': nothing can be said. */
  readonly is: 'out' | 'edge' | 'in' | 'unknown'
  /** The signal has settled: without, nothing begins. */
  readonly armed: boolean
  /** One reading of a sparse signal is enough: 0 then. */
  readonly delay: Ms
  /** How long it must be inside before it has ended. */
  readonly settle: Ms
  /** Where the condition began before this sample: what a device or a counter of beats knows. */
  readonly since?: At
  readonly priority: Priority
  readonly vital: VitalKey | null
  readonly side: Side | null
  readonly value: number | null
  readonly limit: number | null
  /** Words for the rest of its message: names nobody (P9). */
  readonly say: Readonly<Record<string, string>>
  /** What another signal says: shown beside, never instead. */
  readonly evidence: string | null
}

const instant = z.custom<At>((value) => typeof value === 'number' && Number.isFinite(value))
const person = z.string().max(64)
export const Claim = z.object({ by: person, at: instant, until: instant })
export type Claim = z.infer<typeof Claim>

/** Kept as it stands; every change of it is a line of the journal. */
export const Alarm = z.object({
  id: z.string().max(120),
  rule: z.enum(RULE_KEYS as [RuleKey, ...RuleKey[]]),
  /** Which of several of one rule: a line, a lead, a device. */
  of: z.string().max(64),
  phase: z.enum(['active', 'latched', 'unseen']),
  priority: z.enum(PRIORITIES),
  vital: z.enum(VITAL_KEYS as [VitalKey, ...VitalKey[]]).nullable(),
  side: z.enum(['low', 'high']).nullable(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  worst: z.number().nullable(),
  say: z.record(z.string(), z.string().max(200)),
  evidence: z.string().max(200).nullable(),
  /** Sample time at which the condition began, and at which it had held for its delay; gateway time at which it was raised. */
  since: instant,
  due: instant,
  raised: instant,
  /** Since when its value is unknown: it stands as last known. */
  lastKnown: instant.nullable(),
  /** Since when it is inside; null: it is not. */
  inside: instant.nullable(),
  ended: instant.nullable(),
  claim: Claim.nullable(),
  /** Who has it, first. */
  seen: z.object({ by: person, at: instant }).nullable(),
  /** Since when it waits for somebody. */
  waits: instant,
  told: z.enum(TOLD),
  /** How often it had come and gone before without anybody having seen it. */
  again: z.number().int().min(0),
  /** Grows with each change: an act names the one that was shown. */
  rev: z.number().int().min(0),
})
export type Alarm = z.infer<typeof Alarm>

/** One rule at one stay (or ward): whether it watches, whether something is pending, and the alarm that stands. */
export interface Life {
  readonly rule: RuleKey
  readonly of: string
  readonly armed: boolean
  /** Sample time since when the condition holds without a break: pending. */
  readonly out: At | null
  readonly alarm: Alarm | null
}
export type Phase = 'arming' | 'quiet' | 'pending' | Alarm['phase']
export const newLife = (rule: RuleKey, of = ''): Life => ({ rule, of, armed: false, out: null, alarm: null })
export function phaseOf({ armed, out, alarm }: Life): Phase {
  if (alarm) return alarm.phase
  if (out !== null) return 'pending'
  return armed ? 'quiet' : 'arming'
}

export type LifeEvent =
  | { readonly is: 'judged'; readonly verdict: Verdict }
  /** Somebody has it. */
  | { readonly is: 'claim'; readonly by: string; readonly until?: At }
  /** A person saw what had ended; or resets one that is only last known. */
  | { readonly is: 'seen'; readonly by: string }
  /** Time passed: claims lapse, untaken alarms are told to more. */
  | { readonly is: 'time' }
  /** Standby, discharge, alarm off: nothing of it stands, and arming begins anew. */
  | { readonly is: 'stop' }

/** How it ended is told by the journal; `id` of an alarm is unique within its stay. */
const idOf = (rule: RuleKey, of: string, since: At, raised: At): string => `${rule}${of && `.${of}`}@${since}+${raised - since}`

/** Words as a row and a frame hold them: whatever a device calls itself, an alarm is told. */
const TEXT = 200
const fit = (words: string): string => (words.length > TEXT ? `${words.slice(0, TEXT - 1)}…` : words)
const said = ({ say, evidence }: Pick<Verdict, 'say' | 'evidence'>): Pick<Alarm, 'say' | 'evidence'> => ({
  say: Object.fromEntries(Object.entries(say).map(([key, words]) => [key, fit(words)])),
  evidence: evidence && fit(evidence),
})

const changed = (life: Life, alarm: Alarm | null): Life => ({ ...life, alarm: alarm && { ...alarm, rev: alarm.rev + 1 } })

function raise(life: Life, verdict: Verdict, now: At, out: At): Life {
  const { rule, of, alarm: before } = life
  const { priority, vital, side, value, limit, delay } = verdict
  const alarm: Alarm = {
    id: idOf(rule, of, out, now),
    rule,
    of,
    phase: 'active',
    priority,
    vital,
    side,
    value,
    limit,
    worst: value,
    ...said(verdict),
    since: out,
    due: after(out, delay),
    raised: now,
    lastKnown: null,
    inside: null,
    ended: null,
    claim: null,
    seen: null,
    waits: now,
    told: 'ward',
    again: before ? before.again + 1 : 0,
    rev: 0,
  }
  return { ...life, out, alarm }
}

const worse = (side: Side | null, a: number, b: number): boolean => (side === 'low' ? a < b : a > b)

/** An alarm whose condition holds on. Worse is a change, another value alone is none; out at the other side is a new alarm. */
function goesOn(life: Life, alarm: Alarm, verdict: Verdict, now: At): Life {
  const { value, priority, vital, side, limit } = verdict
  if (side !== null && alarm.side !== null && side !== alarm.side) return raise(life, verdict, now, verdict.at)
  // The worst of another number of the same line is of that number.
  const before = vital === alarm.vital ? alarm.worst : null
  const worst = value !== null && (before === null || worse(side, value, before)) ? value : before
  const rises = isWorse(priority, alarm.priority)
  const next: Alarm = {
    ...alarm,
    vital,
    side,
    value,
    limit,
    worst,
    ...said(verdict),
    priority: rises ? priority : alarm.priority,
    lastKnown: null,
    inside: null,
  }
  // A claim does not cover a higher condition.
  if (rises) return changed(life, { ...next, claim: null, seen: null, waits: now, told: 'ward' })
  const same = worst === alarm.worst && vital === alarm.vital && limit === alarm.limit && alarm.lastKnown === null && alarm.inside === null
  return same ? { ...life, alarm: next } : changed(life, next)
}

function ends(life: Life, alarm: Alarm, now: At): Life {
  const { latch } = ruleOf(alarm.rule)
  const over = { ...life, out: null }
  // Who has it saw it.
  if (latch === 'none' || alarm.seen) return { ...over, alarm: null }
  const phase = latch === 'unseen' && alarm.priority !== 'high' ? 'unseen' : 'latched'
  return changed(over, { ...alarm, phase, ended: now, claim: null, lastKnown: null })
}

function judged(life: Life, verdict: Verdict, now: At): Life {
  const { at, is, armed, delay, settle, since } = verdict
  const { alarm } = life
  if (alarm?.phase === 'active') {
    if (is === 'out') return goesOn({ ...life, armed: true }, alarm, verdict, now)
    if (is === 'unknown') {
      if (ruleOf(alarm.rule).kind !== 'physiological') return { ...life, out: null, armed: false, alarm: null }
      if (alarm.lastKnown !== null) return life
      return changed({ ...life, armed: false }, { ...alarm, lastKnown: now, inside: null })
    }
    // What is said of it stays what was outside: a value inside beside its limit would be false.
    const known = { ...alarm, lastKnown: null }
    const inside = is === 'in' ? (alarm.inside ?? at) : null
    if (inside !== null && at - inside >= settle) return ends({ ...life, armed }, known, now)
    const same = alarm.lastKnown === null && alarm.inside === inside
    return same ? { ...life, armed, alarm: known } : changed({ ...life, armed }, { ...known, inside })
  }
  if (!armed || is === 'unknown') return life.armed === armed && life.out === null ? life : { ...life, armed, out: null }
  if (is !== 'out') return life.armed && life.out === null ? life : { ...life, armed: true, out: null }
  const out = life.out ?? since ?? at
  return at - out >= delay ? raise({ ...life, armed: true }, verdict, now, out) : { ...life, armed: true, out }
}

function time(life: Life, now: At): Life {
  const { alarm } = life
  if (!alarm) return life
  // Nobody has it any more: whoever comes next has to see it.
  if (alarm.claim && now >= alarm.claim.until)
    return changed(life, { ...alarm, claim: null, seen: null, waits: alarm.claim.until, told: 'ward' })
  if (alarm.claim || alarm.phase === 'unseen') return life
  const told: Told = toldAfter(alarm.rule, alarm.priority, now - alarm.waits)
  return told === alarm.told ? life : changed(life, { ...alarm, told })
}

/** The life after this event. The same object where nothing changed. */
export function step(life: Life, event: LifeEvent, now: At): Life {
  const { alarm } = life
  switch (event.is) {
    case 'judged':
      return judged(life, event.verdict, now)
    case 'time':
      return time(life, now)
    case 'claim': {
      if (!alarm) return life
      const seen = alarm.seen ?? { by: event.by, at: now }
      // What has ended is seen by it.
      if (alarm.phase !== 'active') return { ...life, alarm: null }
      const until = event.until ?? after(now, claimFor(alarm.rule, alarm.priority))
      return changed(life, { ...alarm, claim: { by: event.by, at: now, until }, seen })
    }
    case 'seen':
      if (!alarm) return life
      // What had ended is seen; if it is pending again, that goes on.
      if (alarm.phase !== 'active') return { ...life, alarm: null }
      if (alarm.lastKnown !== null) return { ...life, out: null, alarm: null }
      // It goes on, and is to be taken.
      return life
    case 'stop':
      return life.armed || life.out !== null || alarm ? newLife(life.rule, life.of) : life
    default:
      return event satisfies never
  }
}
