// Placeholder.
import type { Verdict } from '../alarm.ts'
import type { Population } from '../census.ts'
import type { BedFacts } from '../facts.ts'
import { hasLimit, limitOf, type Override } from '../limits.ts'
import { RULE_KEYS, type RuleKey, ruleOf } from '../rules.ts'
import type { DeviceAlarm, Sample } from '../sample.ts'
import type { At, Ms } from '../units.ts'

export interface Around {
  readonly population: Population
  readonly overrides: readonly Override[]
  readonly target: { readonly low: number; readonly high: number } | null
  readonly paced: boolean
  readonly facts: BedFacts
  readonly continuous: boolean
  readonly speed: number
  readonly delays?: Partial<Record<RuleKey, Ms>>
}
export interface Found {
  readonly rule: RuleKey
  readonly of: string
  readonly verdict: Verdict
}
export interface Late {
  readonly of: string
  readonly verdict: Verdict
}
export interface Judge {
  hear(samples: readonly Sample[], alarms: readonly DeviceAlarm[], around: Around, now: At): readonly Found[]
  tick(around: Around, now: At): readonly Found[]
  late(): readonly Late[]
  arming(): readonly RuleKey[]
  notWatched(around: Around, now: At): readonly string[]
  reset(): void
}
export function createJudge(): Judge {
  const last = new Map<string, { value: number; at: At }>()
  const found = (around: Around, now: At): Found[] =>
    RULE_KEYS.flatMap((rule): Found[] => {
      const { condition, delay, priority } = ruleOf(rule)
      if (condition.is !== 'limit' || condition.side === 'both') return []
      const vital = condition.vitals[0]!
      const got = last.get(vital)
      if (!got || !hasLimit(vital)) return []
      const { low, high } = limitOf(around.population, around.overrides, vital)
      const limit = condition.side === 'low' ? low : high
      if (limit === null) return []
      const out = condition.side === 'low' ? got.value < limit : got.value > limit
      return [
        {
          rule,
          of: '',
          verdict: {
            at: now,
            is: out ? 'out' : 'in',
            armed: true,
            delay,
            settle: condition.settle,
            priority,
            vital,
            side: condition.side,
            value: got.value,
            limit,
            say: {},
            evidence: null,
          },
        },
      ]
    })
  return {
    hear(samples, _, around, now) {
      for (const sample of samples)
        if (sample.kind === 'number' && sample.value.is === 'known') last.set(sample.signal, { value: sample.value.value, at: sample.at })
      return found(around, now)
    },
    tick: found,
    late: () => [],
    arming: () => [],
    notWatched: () => [],
    reset: () => last.clear(),
  }
}
