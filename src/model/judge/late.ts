// Breaches that came too late to be judged as now: told once, the worst of each signal and side, where they would have been an alarm.
import { hasLimit, type Limit, type LimitKey, limitHeld } from '../limits.ts'
import { RULE_KEYS, type RuleKey, ruleOf, type Side } from '../rules.ts'
import type { CodedSample, NumberSample } from '../sample.ts'
import { type At, minutes } from '../units.ts'
import type { VitalKey } from '../vitals.ts'
import type { Around, Late, LateRule, LateValue } from './around.ts'
import { cadenceIn, type Memory, shown } from './memory.ts'

export interface Lateness {
  /** Takes a sample that came late. */
  take(sample: NumberSample, around: Around): void
  /** Takes a rhythm that came late. */
  takeRhythm(sample: CodedSample): void
  /** What is known to have been, whatever is measured. */
  tell(late: LateRule): void
  empty(): readonly Late[]
}

interface Run {
  readonly from: At
  to: At
  worst: LateValue
}

/** The delay of the rule that this breach would have been. */
function delayOf(vital: VitalKey, side: Side): number {
  const rule = RULE_KEYS.find((key: RuleKey) => {
    const { condition } = ruleOf(key)
    return condition.is === 'limit' && condition.vitals.includes(vital) && (condition.side === side || condition.side === 'both')
  })
  return rule ? ruleOf(rule).delay : Number.POSITIVE_INFINITY
}

/** TABLE: rhythms that are told of though they came late. */
const RHYTHMS: Readonly<Record<string, RuleKey>> = Object.fromEntries([
  ['asystole', 'asystole'],
  ...RULE_KEYS.flatMap((key) => {
    const { condition } = ruleOf(key)
    return condition.is === 'rhythm' ? [[condition.code, key]] : []
  }),
])

export function createLateness(memory: Memory): Lateness {
  const runs = new Map<VitalKey, Run>()
  const found = new Map<string, LateValue>()
  const rules = new Map<RuleKey, LateRule>()
  let rhythm: { readonly code: string; readonly from: At; to: At } | null = null
  let limits: (vital: LimitKey) => Limit = () => ({ low: null, high: null })

  const sideOf = (vital: LimitKey, value: number): Side | null => {
    const { low, high } = limits(vital)
    return low !== null && value < low ? 'low' : high !== null && value > high ? 'high' : null
  }
  /** An alarm stands of the same: what came late is its beginning. */
  const stands = ({ vital, side }: LateValue): boolean => {
    const last = memory.numbers.get(vital)?.last.value
    return last?.is === 'known' && sideOf(vital as LimitKey, last.value) === side
  }

  return {
    take(sample, around) {
      const { signal, value, at, received } = sample
      if (!hasLimit(signal)) return
      limits = (vital) => limitHeld(around.population, around.overrides, vital)
      const number = value.is === 'known' ? shown(signal, value.value) : null
      const side = number === null ? null : sideOf(signal, number)
      if (number === null || side === null) {
        runs.delete(signal)
        return
      }
      const late: LateValue = { vital: signal, value: number, at, received, side, limit: limits(signal)[side]! }
      const before = runs.get(signal)
      const worse = (than: LateValue): boolean => (side === 'low' ? number < than.value : number > than.value)
      const goesOn = before && before.worst.side === side && at >= before.to
      const run: Run = goesOn ? before : { from: at, to: at, worst: late }
      run.to = at
      if (worse(run.worst)) run.worst = late
      runs.set(signal, run)
      const sparse = cadenceIn(around.facts.devices, sample) >= minutes(1)
      if (sparse || !around.continuous || at - run.from >= delayOf(signal, side)) {
        const key = `${signal} ${side}`
        const had = found.get(key)
        if (!had || (side === 'low' ? run.worst.value < had.value : run.worst.value > had.value)) found.set(key, run.worst)
      }
    },
    takeRhythm({ value, at, received }) {
      const code = value.is === 'known' ? value.value : null
      const rule = code === null ? undefined : RHYTHMS[code]
      if (code === null || rule === undefined) {
        rhythm = null
        return
      }
      rhythm = rhythm?.code === code && at >= rhythm.to ? rhythm : { code, from: at, to: at }
      rhythm.to = at
      if (at - rhythm.from >= ruleOf(rule).delay) rules.set(rule, { rule, at: rhythm.from, received })
    },
    tell(late) {
      if (!rules.has(late.rule)) rules.set(late.rule, late)
    },
    empty() {
      if (found.size === 0 && rules.size === 0) return []
      // A reading now and then stands for itself: it is late, whatever the newest says, for it is the newest.
      const all = [...found.values()].filter((late) => memory.numbers.get(late.vital)?.last.at === late.at || !stands(late))
      const said = [...rules.values()]
      found.clear()
      rules.clear()
      return [...all, ...said]
    },
  }
}
