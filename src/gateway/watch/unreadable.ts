// A kept row of a stay's alarms that cannot be read any more: told as CHECK MONITOR, high until somebody looked, for it may have been anything.
import type { Found } from '../../model/staystep.ts'
import { type At, ms } from '../../model/units.ts'

const WORDS = 'kept alarm not readable: check patient, limits, orders'

export const unreadable = (now: At): Found => ({
  rule: 'device-unknown',
  of: 'kept',
  verdict: {
    at: now,
    is: 'out',
    armed: true,
    delay: ms(0),
    settle: ms(0),
    priority: 'high',
    vital: null,
    side: null,
    value: null,
    limit: null,
    say: { text: WORDS },
    evidence: null,
  },
})
