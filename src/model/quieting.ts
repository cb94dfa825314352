// What keeps an alarm of a stay from being shown or heard: a worse one, a claim, a silence, a pause, an order. Each by name, none by waiting.
import type { Alarm, Life } from './alarm.ts'
import type { SILENCES } from './alarmshown.ts'
import { hasLimit, type Override } from './limits.ts'
import { isAlarm, isWorse } from './priority.ts'
import { HIDES, type RuleKey, ruleOf } from './rules.ts'
import type { Care, StayAlarms } from './stayalarms.ts'
import type { At } from './units.ts'

/** All that a rule hides, through what it hides [WARD §8.5]. */
const beneath = new Map<RuleKey, ReadonlySet<RuleKey>>()
function hiddenBy(rule: RuleKey): ReadonlySet<RuleKey> {
  const known = beneath.get(rule)
  if (known) return known
  const found = new Set<RuleKey>()
  const todo = [...(HIDES[rule] ?? [])]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (found.has(next)) continue
    found.add(next)
    todo.push(...(HIDES[next] ?? []))
  }
  beneath.set(rule, found)
  return found
}
export const hides = (over: RuleKey, under: RuleKey): boolean => hiddenBy(over).has(under)

/** One silent device of several hides what is told of that device, and of no other. */
const isOver = (over: Pick<Alarm, 'rule' | 'of'>, under: Pick<Life, 'rule' | 'of'>): boolean =>
  hides(over.rule, under.rule) && (over.rule !== 'no-data' || over.of === '' || over.of === under.of)

/** A claim covers what is the same event: a lesser limit that it hides; never an arrest, nor what is wrong with a device. */
export const covers = (over: Pick<Alarm, 'rule' | 'of'>, under: Pick<Life, 'rule' | 'of'>): boolean => {
  const { kind, arrest } = ruleOf(under.rule)
  return kind === 'physiological' && !arrest && isOver(over, under)
}

/** The worse alarm beneath which this one is hidden; only what goes on hides. `feed`: the ward's own alarm of its source hides that of the bed. */
export function hider(state: Pick<StayAlarms, 'lives'>, life: Life): Alarm | null {
  for (const { alarm } of state.lives.values()) if (alarm?.phase === 'active' && isOver(alarm, life)) return alarm
  return null
}
export const beneathFeed = (rule: RuleKey): boolean => rule === 'no-data' || hides('no-data', rule)

/** Shown and heard whatever a physician ordered: it is about who lies there, or the patient asks [*design*]. */
const BEYOND_ORDERS: ReadonlySet<RuleKey> = new Set(['patient', 'call'])

/** Off by order, or with all vitals that it watches: an arrest only by order. */
export function isOff(care: Care, rule: RuleKey): boolean {
  if (care.order && !BEYOND_ORDERS.has(rule)) return true
  const { arrest, vitals } = ruleOf(rule)
  return !arrest && vitals.length > 0 && vitals.every((vital) => care.off.some((one) => one.vital === vital))
}
/** During a pause for care arrests show and sound, and so does who lies there, and what a device calls high without a word that is known here. */
export const isPaused = (care: Care, { rule, priority }: Pick<Alarm, 'rule' | 'priority'>, now: At): boolean =>
  care.pause !== null &&
  now < care.pause.until &&
  !ruleOf(rule).arrest &&
  !BEYOND_ORDERS.has(rule) &&
  !(rule === 'device-unknown' && priority === 'high')

/** What a silence covers: the very condition, no higher than it was. */
export const isCovered = ({ silence }: Care, { id, priority, raised }: Alarm, now: At): boolean =>
  // One that ended and is raised again has its name again where its device says since when.
  silence !== null &&
  now < silence.until &&
  raised <= silence.at &&
  silence.covers.some((one) => one.id === id && !isWorse(priority, one.priority))

export function silenceOf(care: Care, alarm: Alarm, now: At): (typeof SILENCES)[number] {
  if (isOff(care, alarm.rule)) return 'alarm-off'
  if (isPaused(care, alarm, now)) return 'alarm-paused'
  if (alarm.claim && now < alarm.claim.until) return 'acknowledged'
  return isCovered(care, alarm, now) ? 'audio-paused' : 'none'
}
/** Notices are heard once, by one soft tone; what is only to be seen never. */
export const isHeard = ({ phase, rule, priority }: Alarm): boolean =>
  (isAlarm(priority) || priority === 'notice') && (phase === 'active' || (phase === 'latched' && ruleOf(rule).latch === 'both'))

/** Limits as the judge is to hold values against: a vital whose alarm is off has none. */
export function limitsInForce({ overrides, off }: Care): readonly Override[] {
  if (off.length === 0) return overrides
  const without = off.flatMap(({ vital, by, at, why }): Override[] =>
    hasLimit(vital) ? [{ vital, low: null, high: null, by, at, why }] : [],
  )
  return [...without, ...overrides.filter(({ vital }) => !without.some((one) => one.vital === vital))]
}
