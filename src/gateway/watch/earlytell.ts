// Tells the score and the notices of early warning where no alarms are told beside them.
import { type AlarmShown, type BedAlarms, NO_ALARMS } from '../../model/alarmshown.ts'
import type { EarlyFact, EarlyView } from './early.ts'

const noticeOf = ({ notice, since, value, say }: EarlyFact): AlarmShown => ({
  id: `${notice}@${since}`,
  rev: 0,
  rule: notice,
  priority: 'notice',
  phase: 'active',
  vital: null,
  side: null,
  value,
  limit: null,
  worst: null,
  say: { ...say },
  evidence: null,
  since,
  raised: since,
  lastKnown: null,
  ended: null,
  claim: null,
  told: 'ward',
  again: 0,
  silence: 'none',
  sounds: true,
  recorded: true,
})
export const earlyAlarms = ({ score, facts }: EarlyView): BedAlarms => ({ ...NO_ALARMS, score, alarms: facts.map(noticeOf) })
