// Which rules a signal touches: those of its vitals, and a few that look at more.
import { RULE_KEYS, type RuleKey, ruleOf } from '../rules.ts'
import type { SignalKey } from '../signals.ts'

/** TABLE: signals that a rule looks at beside its vitals. */
const BESIDE: Readonly<Partial<Record<RuleKey, readonly SignalKey[]>>> = {
  vf: ['rhythm'],
  vt: ['rhythm'],
  af: ['rhythm'],
  asystole: ['hr', 'beat', 'rhythm', 'leads', 'ecg-i', 'ecg-ii', 'ecg-iii', 'ecg-v', 'ecg-mcl1'],
  pause: ['beat', 'rhythm', 'leads', 'ecg-i', 'ecg-ii', 'ecg-iii', 'ecg-v', 'ecg-mcl1'],
  pacer: ['hr', 'beat', 'rhythm', 'leads', 'ecg-ii'],
  'brady-x': ['pr'],
  'tachy-x': ['pr'],
  apnoea: ['breath', 'resp'],
  'spo2-high-o2': ['o2-flow', 'o2-device'],
}

const TOUCHED = new Map<SignalKey, RuleKey[]>()
for (const key of RULE_KEYS) {
  const { of, kind, condition, vitals } = ruleOf(key)
  if (of !== 'stay' || kind !== 'physiological' || condition.is === 'fact' || condition.is === 'device') continue
  // 'vitals' of a rhythm say whose "alarm off" it is: what is judged of it is the device's word.
  const own = condition.is === 'rhythm' ? [] : vitals
  for (const signal of new Set<SignalKey>([...own, ...(BESIDE[key] ?? [])])) {
    const list = TOUCHED.get(signal)
    if (list) list.push(key)
    else TOUCHED.set(signal, [key])
  }
}
const NONE: readonly RuleKey[] = []
export const touchedBy = (signal: SignalKey): readonly RuleKey[] => TOUCHED.get(signal) ?? NONE
