// Notices of early warning: who was told, when, and with what plan must be answered by a person. No alarms: an unanswered one never
// vanishes because a value came back, only by an answer or by the full set that it asks for [WARD §8.4].
import { SHOCK_INDEX } from './derived.ts'
import { dueAt, type Total } from './observations.ts'
import type { Running } from './running.ts'
import { rankOf, type TriggerKey, worse } from './scores.ts'
import { type At, after, between, minutes } from './units.ts'

/** TABLE: notice of each trigger that asks for one; null: none. */
const OF_TRIGGER = { zero: null, low: null, single: 'news2-3', medium: 'news2-5', high: 'news2-7' } as const satisfies Record<
  TriggerKey,
  string | null
>
export const EARLY_NOTICES = ['news2-7', 'news2-5', 'news2-3', 'obs-due', 'shock-index'] as const
export const isEarlyNotice = (rule: string): rule is EarlyNotice => (EARLY_NOTICES as readonly string[]).includes(rule)
export type EarlyNotice = (typeof EARLY_NOTICES)[number]

/** With more parts missing than this a running score is too little to call somebody: its alarms do [design]. */
const MOST_MISSING = 3
/** Better for so long, it has passed: a score that goes up and down between two bands is one event [design]. */
const PASSED = minutes(30)
/** Observations that somebody said are late are called for again after so long [design]. */
const AGAIN = minutes(30)
/** A shock index back under this has passed [design]. */
const CALM = SHOCK_INDEX * 0.9

interface OfScore {
  readonly trigger: TriggerKey
  readonly since: At
  /** Which score says so. The charted one is a total; the running one asks for a full set first. */
  readonly by: 'charted' | 'running'
  readonly answered: boolean
  /** Since when the score asks for less; null: it does not. */
  readonly better: At | null
}
interface OfShock {
  readonly since: At
  readonly index: number
  readonly pressure: number | null
  readonly answered: boolean
}
/** What is remembered between two looks. */
export interface Called {
  readonly score: OfScore | null
  readonly shock: OfShock | null
  /** Until when nobody is called to the observations that are due. */
  readonly lateUntil: At | null
}
export const NOTHING_CALLED: Called = { score: null, shock: null, lateUntil: null }

export interface Shock {
  readonly index: number
  /** Pulse pressure, mmHg, and the systolic it belongs to. */
  readonly pressure: number | null
}
export interface CallAsk {
  readonly now: At
  readonly charted: Total | null
  readonly running: Running
  readonly shock: Shock | null
}

function scoreNext(before: OfScore | null, { now, charted, running }: CallAsk): OfScore | null {
  // Nobody is scored any more: what was called of a score that was none has passed; who is sedated now must still be answered for.
  if (running.is === 'refused') return running.why === 'sedated' ? before : null
  const live = running.missing.length > MOST_MISSING ? 'zero' : running.trigger
  const set = charted?.trigger ?? 'zero'
  const present = worse(set, live)
  const by = rankOf(set) >= rankOf(live) ? 'charted' : 'running'
  const calls = OF_TRIGGER[present] !== null
  if (!before || rankOf(present) > rankOf(before.trigger))
    return calls ? { trigger: present, since: now, by, answered: false, better: null } : null
  const fullSet = charted !== null && charted.at > before.since
  if (rankOf(present) === rankOf(before.trigger)) return { ...before, by: fullSet ? by : before.by, better: null }
  // The full set that was asked for says that it is less.
  if (fullSet && before.by === 'running')
    return calls ? { trigger: present, since: now, by, answered: before.answered, better: null } : null
  const better = before.better ?? now
  if (!before.answered || between(better, now) < PASSED) return { ...before, better }
  return calls ? { ...before, trigger: present, by, better: null } : null
}

function shockNext(before: OfShock | null, { now, shock, running }: CallAsk): OfShock | null {
  if (!hasShockIndex(running)) return null
  if (before) {
    if (!shock) return before
    if (before.answered && shock.index < CALM) return null
    return before.answered || shock.index <= before.index ? before : { ...before, ...shock }
  }
  return shock && shock.index >= SHOCK_INDEX ? { ...shock, since: now, answered: false } : null
}

/** A child's shock index is another one. */
export const hasShockIndex = (running: Running): boolean =>
  running.is === 'score' || (running.why !== 'under-16' && running.why !== 'age-unknown')

export const called = (before: Called, ask: CallAsk): Called => ({
  score: scoreNext(before.score, ask),
  shock: shockNext(before.shock, ask),
  lateUntil: before.lateUntil !== null && ask.now >= before.lateUntil ? null : before.lateUntil,
})

/** What a person answers to a notice: all of its kind that stand are answered by it. */
export function answered(before: Called, notice: EarlyNotice, now: At): Called {
  if (notice === 'obs-due') return { ...before, lateUntil: after(now, AGAIN) }
  if (notice === 'shock-index') return { ...before, shock: before.shock && { ...before.shock, answered: true } }
  return { ...before, score: before.score && { ...before.score, answered: true } }
}

export interface Standing {
  readonly notice: EarlyNotice
  readonly since: At
}
/** Those that wait for an answer, the worst first: at most one of the score. */
export function standing({ score, shock, lateUntil }: Called, charted: Total | null, now: At): readonly Standing[] {
  const due = charted && dueAt(charted)
  const ofScore = score && !score.answered ? OF_TRIGGER[score.trigger] : null
  return [
    ...(score && ofScore ? [{ notice: ofScore, since: score.since }] : []),
    ...(due !== null && now > due && lateUntil === null ? [{ notice: 'obs-due' as const, since: due }] : []),
    ...(shock && !shock.answered ? [{ notice: 'shock-index' as const, since: shock.since }] : []),
  ]
}
