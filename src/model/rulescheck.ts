// Whether the tables of rules and limits hold together: asked at the start, and what contradicts another is refused.

import { POLICY } from './alarmpolicy.ts'
import { badLimit, LIMIT_KEYS, type Limit, type LimitKey, presetLimit, railsOf } from './limits.ts'
import { ARMING, HIDES, RULES, type Rule } from './rules.ts'
import { VITALS } from './vitals.ts'

const POPULATIONS = ['adult', 'paediatric', 'neonate'] as const
export interface Tables {
  readonly rules: Readonly<Record<string, Rule>>
  readonly hides: Readonly<Partial<Record<string, readonly string[]>>>
  readonly limit: (population: (typeof POPULATIONS)[number], vital: LimitKey) => Limit
  readonly policy: Readonly<Record<string, { readonly default: number; readonly least: number; readonly most: number }>>
}

/** What contradicts another in these tables, in words; nothing where they hold. */
export function contradictions({ rules, hides, limit, policy }: Tables): readonly string[] {
  const wrong: string[] = []
  for (const [key, rule] of Object.entries(rules)) {
    const [least, most] = rule.delays
    const say = (words: string): void => void wrong.push(`rule ${key}: ${words}`)
    if (!(rule.delay >= least && rule.delay <= most)) say(`a delay of ${rule.delay} ms is not within ${least}–${most}`)
    if (rule.arrest && rule.priority !== 'high') say('an arrest that is not high')
    if (rule.kind === 'technical' && rule.latch !== 'none') say('technical alarms never latch')
    if ((rule.kind === 'notice') !== (rule.priority === 'notice')) say('a notice is of priority notice, and nothing else is')
    if (rule.kind === 'physiological' && rule.of !== 'stay') say('only a stay has a physiological alarm')
    if (!Object.hasOwn(ARMING, rule.arming)) say(`no such arming: ${rule.arming}`)
    for (const vital of rule.vitals) if (!Object.hasOwn(VITALS, vital)) say(`no such vital: ${vital}`)
    const { condition } = rule
    if ('settle' in condition && condition.settle < 0) say('it settles in less than nothing')
    if ('inside' in condition && condition.inside < 0) say('inside by less than nothing')
    if (condition.is === 'no-beat' && condition.below !== null && condition.below <= condition.least)
      say('a pause that is shorter than itself')
  }
  const hidden = (from: string, seen: readonly string[]): readonly string[] =>
    (hides[from] ?? []).flatMap((key) => (seen.includes(key) ? [key] : [key, ...hidden(key, [...seen, key])]))
  for (const [key, list] of Object.entries(hides)) {
    for (const other of [key, ...(list ?? [])]) if (!Object.hasOwn(rules, other)) wrong.push(`hides ${key}: no such rule: ${other}`)
    if (hidden(key, [key]).includes(key)) wrong.push(`hides ${key}: it hides itself`)
  }
  for (const population of POPULATIONS)
    for (const vital of LIMIT_KEYS) {
      const { low, high } = limit(population, vital)
      const bad = badLimit(vital, { low, high })
      if (bad) wrong.push(`limit ${vital} of ${population}: ${bad}`)
      const [lowest, , , highest] = railsOf(population, vital)
      if ((low !== null && low < lowest) || (high !== null && high > highest))
        wrong.push(`limit ${vital} of ${population}: beyond its rails`)
    }
  for (const [key, { default: standard, least, most }] of Object.entries(policy))
    if (!(standard >= least && standard <= most)) wrong.push(`policy ${key}: ${standard} is not within ${least}–${most}`)
  return wrong
}

const HERE: Tables = {
  rules: RULES,
  hides: HIDES,
  limit: presetLimit,
  policy: POLICY,
}
/** Throws a RangeError where a row of our own tables contradicts another. */
export function checkTables(tables: Tables = HERE): void {
  const wrong = contradictions(tables)
  if (wrong.length > 0) throw new RangeError(`alarm tables contradict themselves: ${wrong.join('; ')}`)
}
