// TABLE: what a condition of each kind means. A new kind is a row here, its type in rules.ts, and rows in the tests.
import type { Condition, RuleKey } from '../rules.ts'
import { judgeNoBreath } from './breath.ts'
import { judgeDevice } from './device.ts'
import { judgeFact } from './facts.ts'
import { judgeCapture, judgeNoBeat, judgeRhythm } from './heart.ts'
import { judgeDeep, judgeExtreme, judgeLimit, judgeTarget } from './limit.ts'
import { judgeNoPulse } from './line.ts'
import type { Judged, Seen } from './seen.ts'
import { judgeSt } from './st.ts'

type Kinds = {
  readonly [K in Condition['is']]: (seen: Seen, key: RuleKey, condition: Extract<Condition, { is: K }>) => readonly Judged[]
}
const KINDS: Kinds = {
  limit: judgeLimit,
  extreme: judgeExtreme,
  deep: judgeDeep,
  'over-target': judgeTarget,
  rhythm: judgeRhythm,
  'no-beat': judgeNoBeat,
  'no-breath': judgeNoBreath,
  'no-pulse': judgeNoPulse,
  st: judgeSt,
  'no-capture': judgeCapture,
  device: judgeDevice,
  fact: judgeFact,
}

export const judgeBy = (seen: Seen, key: RuleKey, condition: Condition): readonly Judged[] =>
  (KINDS[condition.is] as (seen: Seen, key: RuleKey, condition: Condition) => readonly Judged[])(seen, key, condition)
