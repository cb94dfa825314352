// TABLE: policy of alarms, each default with the range it may be changed within here; no ward sets its own [WARD §9, *design*]. Gateway time: at
// a demo's higher speed a claim, a silence or a pause is so much shorter for who pressed it.
import { isWorse, type Priority } from './priority.ts'
import { type RuleKey, ruleOf } from './rules.ts'
import { hours, type Ms, minutes, seconds } from './units.ts'

interface Setting {
  readonly default: Ms
  readonly least: Ms
  readonly most: Ms
  readonly words: string
}
const CLAIM = [seconds(30), minutes(30)] as const
const setting = (words: string, standard: Ms, [least, most]: readonly [Ms, Ms]): Setting => ({ words, default: standard, least, most })

export const POLICY = {
  'claim-arrest': setting('a claim of an arrest lapses', seconds(60), CLAIM),
  'claim-high': setting('a claim of another high alarm lapses', minutes(2), CLAIM),
  'claim-medium': setting('a claim of a medium alarm lapses', minutes(5), CLAIM),
  'claim-technical': setting('a claim of a technical alarm lapses', minutes(15), CLAIM),
  'untaken-arrest': setting('an arrest that nobody took goes to every screen', seconds(15), [seconds(10), seconds(60)]),
  'untaken-high-buddy': setting('a high alarm that nobody took goes to the buddy', seconds(30), [seconds(15), minutes(2)]),
  'untaken-high': setting('a high alarm that nobody took goes to the charge nurse', seconds(60), [seconds(30), minutes(5)]),
  'untaken-high-every': setting('… and to every ward', seconds(120), [seconds(60), minutes(10)]),
  'untaken-medium-buddy': setting('a medium alarm that nobody took goes to the buddy', seconds(150), [seconds(30), minutes(10)]),
  'untaken-medium': setting('a medium alarm that nobody took goes to the charge nurse', minutes(5), [minutes(1), minutes(15)]),
  'untaken-no-data-buddy': setting('no data that nobody took goes to the buddy', seconds(30), [seconds(15), minutes(2)]),
  'untaken-no-data': setting('no data that nobody took goes to the charge nurse', seconds(60), [seconds(30), minutes(5)]),
  silence: setting('Silence of a bed', minutes(2), [minutes(1), minutes(3)]),
  pause: setting('Pause for care', minutes(2), [minutes(1), minutes(3)]),
  'off-review': setting('an alarm that is off is looked at again', hours(12), [hours(1), hours(24)]),
  help: setting('a call for help stands', minutes(5), [minutes(1), minutes(15)]),
} as const satisfies Record<string, Setting>

/** How long a claim of this alarm holds. */
export function claimFor(rule: RuleKey, priority: Priority): Ms {
  const { kind, arrest } = ruleOf(rule)
  if (arrest) return POLICY['claim-arrest'].default
  if (kind !== 'physiological') return POLICY['claim-technical'].default
  return POLICY[isWorse(priority, 'medium') ? 'claim-high' : 'claim-medium'].default
}

/**
 * Who is told of an alarm that nobody took: the ward; the buddy of who has the bed, then the charge nurse, too; every ward. The priority never
 * changes by waiting.
 */
export const TOLD = ['ward', 'buddy', 'charge', 'every'] as const
export type Told = (typeof TOLD)[number]
type Step = readonly [keyof typeof POLICY, Told]
/** TABLE: by which setting who is told, the farthest first. */
const STEPS = {
  arrest: [['untaken-arrest', 'every']],
  'no-data': [
    ['untaken-no-data', 'charge'],
    ['untaken-no-data-buddy', 'buddy'],
  ],
  high: [
    ['untaken-high-every', 'every'],
    ['untaken-high', 'charge'],
    ['untaken-high-buddy', 'buddy'],
  ],
  medium: [
    ['untaken-medium', 'charge'],
    ['untaken-medium-buddy', 'buddy'],
  ],
  none: [],
} as const satisfies Record<string, readonly Step[]>
function stepsOf(rule: RuleKey, priority: Priority): readonly Step[] {
  const { kind, arrest } = ruleOf(rule)
  if (arrest) return STEPS.arrest
  if (rule === 'no-data' && !isWorse('medium', priority)) return STEPS['no-data']
  if (priority === 'high') return STEPS.high
  return priority === 'medium' && kind === 'physiological' ? STEPS.medium : STEPS.none
}
export const toldAfter = (rule: RuleKey, priority: Priority, waited: number): Told =>
  stepsOf(rule, priority).find(([key]) => waited >= POLICY[key].default)?.[1] ?? 'ward'
