// TABLE: what is true of a bed's signals and devices by name: the technical rules [WARD §8.3]. Those of a house, a ward or a score are
// judged elsewhere under their own names.
import type { Condition, RuleKey } from '../rules.ts'
import { batteryFact, clockFact, noDataFact, offFact } from './devices.ts'
import { leadsFact, noiseFact, rateFact } from './ecg.ts'
import { frozenFact } from './frozen.ts'
import { co2LineFact, dampedFact, flushFact, implausibleFact, nibpDueFact, nibpFailedFact } from './lines.ts'
import { cuffArmFact, perfusionFact, probeFact } from './probe.ts'
import { type Judged, NOTHING, one, type Seen } from './seen.ts'

export type Fact = (seen: Seen, key: RuleKey) => readonly Judged[]

/** The monitor names another patient: until a person answers. */
const patientFact: Fact = (seen, key) => {
  const notice = seen.around.facts.notices.find((each) => each.key === 'patient')
  return one(seen, key, notice ? { is: 'out', since: notice.since as typeof seen.clock } : { is: 'in' })
}

const FACTS: Readonly<Record<string, Fact>> = {
  patient: patientFact,
  'no-data': noDataFact,
  leads: leadsFact,
  'ecg-noise': noiseFact,
  probe: probeFact,
  perf: perfusionFact,
  'cuff-arm': cuffArmFact,
  'nibp-failed': nibpFailedFact,
  'nibp-due': nibpDueFact,
  'art-damped': dampedFact,
  'art-flush': flushFact,
  'co2-line': co2LineFact,
  frozen: frozenFact,
  implausible: implausibleFact,
  disagree: rateFact,
  battery: batteryFact,
  'device-off': offFact,
  clock: clockFact,
}
export const isJudgedFact = (fact: string): boolean => Object.hasOwn(FACTS, fact)

export const judgeFact = (seen: Seen, key: RuleKey, { fact }: Extract<Condition, { is: 'fact' }>): readonly Judged[] =>
  FACTS[fact]?.(seen, key) ?? NOTHING
