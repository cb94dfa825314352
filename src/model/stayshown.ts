// The alarms of a stay as frames tell them: what stands and is not hidden, worst first, and what quiets it. Names nobody: ids only (P9).
import { ageClass, fitting } from './ages.ts'
import type { Alarm } from './alarm.ts'
import type { AlarmShown, BedAlarms, ScoreShown } from './alarmshown.ts'
import type { Population } from './census.ts'
import { isExtreme } from './limits.ts'
import { byPriority } from './priority.ts'
import { beneathFeed, hider, isHeard, silenceOf } from './quieting.ts'
import { RULE_KEYS, type RuleKey } from './rules.ts'
import { keyOf, type StayAlarms } from './stayalarms.ts'
import type { At } from './units.ts'

export interface ShownContext {
  readonly now: At
  readonly population: Population
  readonly age: number | null
  /** Somebody is meant to watch: else a breach is a task, and silent. */
  readonly continuous: boolean
  /** 'gone': the ward's own alarm tells that the source of this bed is gone. 'soon': all of it is quiet, and that will be told in a moment. */
  readonly feed: 'gone' | 'soon' | null
  /** Who has the bed in this shift has a buddy: else nobody is told as that. */
  readonly buddy?: boolean
  readonly arming: readonly RuleKey[]
  readonly notWatched: readonly string[]
  readonly score: ScoreShown | null
  /** Whether what this key names is on the disk; null: what is set for the stay. */
  readonly recorded: (key: string | null) => boolean
}

const place = new Map(RULE_KEYS.map((key, index) => [key, index]))
/** Worst first; of those alike what goes on before what ended, then as in the table, then the older. */
const byWeight = (a: Alarm, b: Alarm): number =>
  byPriority(a.priority, b.priority) ||
  Number(a.phase !== 'active') - Number(b.phase !== 'active') ||
  place.get(a.rule)! - place.get(b.rule)! ||
  a.raised - b.raised

export function alarmShown(
  { of: _, due: __, inside: ___, seen: ____, waits: _____, claim, ...alarm }: Alarm,
  silence: AlarmShown['silence'],
  over: Pick<AlarmShown, 'sounds' | 'recorded'>,
): AlarmShown {
  return { ...alarm, say: { ...alarm.say }, claim: claim && { ...claim }, silence, ...over }
}

const MOST = { alarms: 64, limits: 32 } as const
const timed = <T extends { by: { id: string }; at: At; until: At }>(one: T | null) => one && { by: one.by.id, at: one.at, until: one.until }

/** Under 16 the limits of an age class wait for a named person's word [FACTS §2.7]. */
export const agesUnconfirmed = ({ care }: StayAlarms, population: Population, age: number | null): boolean =>
  (population === 'paediatric' || population === 'neonate' || ['newborn', 'infant', 'child'].includes(ageClass(age))) &&
  care.age?.fits !== fitting(population, age)

export function stayShown(state: StayAlarms, context: ShownContext): BedAlarms {
  const { now, population, age, continuous, feed, buddy = false, arming, notWatched, score, recorded } = context
  const { care } = state
  const shown: AlarmShown[] = []
  let hidden = 0
  const all = [...state.lives.values()].flatMap((life) => (life.alarm ? [{ life, alarm: life.alarm }] : []))
  for (const { life, alarm } of all.toSorted((a, b) => byWeight(a.alarm, b.alarm))) {
    const silence = silenceOf(care, alarm, now)
    if (silence === 'alarm-off') continue
    if (
      hider(state, life) ||
      (feed === 'gone' && beneathFeed(alarm.rule)) ||
      (feed === 'soon' && alarm.rule === 'no-data') ||
      shown.length >= MOST.alarms
    )
      hidden++
    else {
      const sounds = continuous && silence === 'none' && isHeard(alarm)
      const told = alarm.told === 'buddy' && !buddy ? 'ward' : alarm.told
      shown.push(alarmShown({ ...alarm, told }, silence, { sounds, recorded: recorded(keyOf(alarm)) }))
    }
  }
  return {
    of: 'bed',
    alarms: shown,
    hidden,
    silence: timed(care.silence),
    pause: timed(care.pause),
    off: care.off.map(({ vital, by, at, review }) => ({ vital, by: by.id, at, review })),
    order: care.order && { by: care.order.by.id, at: care.order.at, review: care.order.review },
    limits: care.overrides
      .map(({ vital, low, high }) => ({ vital, low, high, extreme: isExtreme(population, vital, { low, high }) }))
      .slice(0, MOST.limits),
    confirmAge: agesUnconfirmed(state, population, age),
    target: care.target && { low: care.target.low, high: care.target.high },
    arming: [...arming].slice(0, 64),
    notWatched: [...notWatched].slice(0, 8),
    score,
    help: timed(care.help),
    recorded: recorded(null),
  }
}
