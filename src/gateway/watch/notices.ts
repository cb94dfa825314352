// Notices of the ward book as the alarm hub takes them: a soft tone once, a line in the history, over by itself. The tile tells them in its own
// words.
import type { KeptStay } from '../../model/book.ts'
import type { BedFacts, NoticeKey } from '../../model/facts.ts'
import { ruleOf } from '../../model/rules.ts'
import type { Found } from '../../model/staystep.ts'
import { type At, at, ms } from '../../model/units.ts'

type Rule = Extract<Found['rule'], NoticeKey>
/** TABLE: rules by the notice of the same name, and the words for their holes. */
const SAYS: Readonly<Partial<Record<Rule, (facts: BedFacts, stay: KeptStay) => Readonly<Record<string, string>>>>> = {
  'standby-over': ({ away }) => ({ text: away?.reason ?? '', taken: String(away?.back ?? '') }),
  'not-admitted': (_, { population }) => ({ text: population }),
}

export function foundNotices(facts: BedFacts, stay: KeptStay, now: At): readonly Found[] {
  return (Object.entries(SAYS) as [Rule, NonNullable<(typeof SAYS)[Rule]>][]).map(([rule, say]): Found => {
    const notice = facts.notices.find(({ key }) => key === rule)
    const plain = { at: now, armed: true, delay: ms(0), settle: ms(0), vital: null, side: null, value: null, limit: null, evidence: null }
    const { priority } = ruleOf(rule)
    const is = notice ? 'out' : 'in'
    return {
      rule,
      of: '',
      verdict: { ...plain, priority, is, say: notice ? say(facts, stay) : {}, ...(notice && { since: at(notice.since) }) },
    }
  })
}
