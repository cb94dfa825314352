// A ward's own delays: how long a condition must hold there before it alarms. Each within what its rule permits; none of a high alarm.
import { RULE_KEYS, type RuleKey, ruleOf } from './rules.ts'
import { type Ms, ms } from './units.ts'
import { z } from './zod.ts'

export type WardDelays = Readonly<Partial<Record<RuleKey, Ms>>>

const isRule = (key: string): key is RuleKey => (RULE_KEYS as readonly string[]).includes(key)

/** Whether a ward may wait so long, ms, with this rule. */
function isPermitted(key: string, delay: number): boolean {
  if (!isRule(key)) return false
  const { kind, priority, delays } = ruleOf(key)
  const isSettable = kind === 'physiological' && (priority === 'medium' || priority === 'low')
  return isSettable && delay >= delays[0] && delay <= delays[1]
}
const permittedOf = (given: Readonly<Record<string, number>>): WardDelays =>
  Object.fromEntries(Object.entries(given).flatMap(([key, delay]) => (isPermitted(key, delay) ? [[key, ms(delay)]] : [])))

/** As a person asks for them: one outside of its range is refused. */
export const AskedDelays = z
  .record(z.string(), z.number().finite())
  .refine((given) => Object.entries(given).every(([key, delay]) => isPermitted(key, delay)), 'a delay outside of what its rule permits')
  .transform(permittedOf)
/** As they were kept, or a source brings them: one that no rule permits (any more) is the table's again. */
export const KeptDelays = z.record(z.string(), z.number().finite()).transform(permittedOf)
