// A fact of a ward as a whole, as the verdict of its rule.
import type { Verdict } from '../../model/alarm.ts'
import { ruleOf } from '../../model/rules.ts'
import type { Found } from '../../model/staystep.ts'
import { type At, at } from '../../model/units.ts'

const NOTHING: Pick<Verdict, 'vital' | 'side' | 'limit' | 'evidence'> = { vital: null, side: null, limit: null, evidence: null }

/** `since`: since when it is true; null: it is not. */
export const wardVerdict = (rule: Found['rule'], now: At, since: At | null, value: number | null, say: Verdict['say']): Verdict => {
  const { delay, priority } = ruleOf(rule)
  const is = since === null ? 'in' : 'out'
  return { at: now, is, armed: true, delay, settle: at(0) as never, ...(since !== null && { since }), priority, value, say, ...NOTHING }
}
