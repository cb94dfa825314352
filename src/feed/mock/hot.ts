// In which minutes of a bed's numbers something may have happened that a rule speaks of: where a limit of the stay's was crossed, or a heart
// or a chest was still. Generous: who looks there looks with the real rules.
import type { BroughtStay } from '../../model/census.ts'
import { LIMIT_KEYS, presetLimit } from '../../model/limits.ts'
import { WHYS } from '../../model/value.ts'
import { VITAL_KEYS, type VitalKey } from '../../model/vitals.ts'
import type { UnitColumns } from './columns.ts'
import { KNOWN } from './columns.ts'

/** The start of a minute and the signal. */
export interface Hot {
  readonly at: number
  readonly signal: VitalKey | 'rhythm'
}
const MINUTE = 60_000
const NO_BEAT = WHYS.indexOf('no-beat')
/** mV: of an alarm of ST [FACTS §2.7]. */
const ST = 0.2
const QUIET_RHYTHMS = ['sinus', 'paced', 'af', 'bigeminy', 'block', 'pvc']

type Line = { readonly low: number; readonly high: number }
/** The limits that a stay begins with. */
export function linesOf({ population, alarms }: Pick<BroughtStay, 'population' | 'alarms'>): ReadonlyMap<VitalKey, Line> {
  const limits = [
    ...LIMIT_KEYS.map((vital) => ({ vital, ...presetLimit(population, vital) })),
    ...(alarms?.target ? [{ vital: 'spo2' as const, low: presetLimit(population, 'spo2').low, high: alarms.target.high }] : []),
    ...(alarms?.limits ?? []),
  ]
  const lines = limits.map(({ vital, low, high }): [VitalKey, Line] => [
    vital,
    { low: low ?? Number.NEGATIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY },
  ])
  const st = VITAL_KEYS.filter((key) => key.startsWith('st-')).map((key): [VitalKey, Line] => [key, { low: -ST, high: ST }])
  return new Map([...lines, ...st])
}

export function columnsScanned(columns: readonly UnitColumns[], lines: ReadonlyMap<VitalKey, Line>): Hot[] {
  const found: Hot[] = []
  for (const { at, numbers, coded } of columns) {
    for (const { signal, rows, value, why } of numbers) {
      const line = lines.get(signal)
      if (!line || signal === 'pr') continue
      let last = Number.NEGATIVE_INFINITY
      for (let i = 0; i < value.length; i++) {
        const is = value[i]!
        const hot = why[i] === KNOWN ? is < line.low || is > line.high : signal === 'hr' && why[i] === NO_BEAT
        if (!hot) continue
        const minute = Math.floor(at[rows[i]!]! / MINUTE) * MINUTE
        if (minute !== last) found.push({ at: minute, signal })
        last = minute
      }
    }
    for (const one of coded)
      if (one.signal === 'rhythm' && one.value.is === 'known' && !QUIET_RHYTHMS.includes(one.value.value))
        found.push({ at: Math.floor(one.at / MINUTE) * MINUTE, signal: 'rhythm' })
  }
  return found
}
