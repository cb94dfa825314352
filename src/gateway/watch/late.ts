// FOUND LATE: a breach that came too late to be judged as now. It never sounds as if it were now; it stands until somebody saw it.
import type { Late } from '../../model/judge/judge.ts'
import { ruleOf } from '../../model/rules.ts'
import type { Found } from '../../model/staystep.ts'
import { type At, ms } from '../../model/units.ts'
import { VITALS } from '../../model/vitals.ts'

/** Found, and over as it is found: what stands is "ended, not seen". */
export function foundLate({ vital, value, at, received, side, limit }: Late, now: At): readonly Found[] {
  const say = { name: VITALS[vital].name, taken: String(at), received: String(received) }
  const { priority } = ruleOf('late')
  const verdict = { armed: true, delay: ms(0), settle: ms(0), priority, vital, side, value, limit, say, evidence: null }
  return [
    { rule: 'late', of: vital, verdict: { ...verdict, at: now, is: 'out', since: at } },
    { rule: 'late', of: vital, verdict: { ...verdict, at: now, is: 'in' } },
  ]
}
