// FOUND LATE: a breach that came too late to be judged as now. It never sounds as if it were now; it stands until somebody saw it.
import type { Late } from '../../model/judge/judge.ts'
import { ruleOf } from '../../model/rules.ts'
import type { Found } from '../../model/staystep.ts'
import { type At, ms } from '../../model/units.ts'
import { VITALS } from '../../model/vitals.ts'

/** Found, and over as it is found: what stands is "ended, not seen". */
export function foundLate(late: Late, now: At): readonly Found[] {
  const { priority } = ruleOf('late')
  const times = { taken: String(late.at), received: String(late.received) }
  const own =
    'rule' in late
      ? { of: late.rule, vital: null, value: null, side: null, limit: null, name: ruleOf(late.rule).tile.replace(/ *\{.*/, '') }
      : { of: late.vital, vital: late.vital, value: late.value, side: late.side, limit: late.limit, name: VITALS[late.vital].name }
  const { of, name, ...rest } = own
  const verdict = { armed: true, delay: ms(0), settle: ms(0), priority, ...rest, say: { name, ...times }, evidence: null }
  return [
    { rule: 'late', of, verdict: { ...verdict, at: now, is: 'out', since: late.at } },
    { rule: 'late', of, verdict: { ...verdict, at: now, is: 'in' } },
  ]
}
