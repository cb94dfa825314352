// TABLE: limits from a patient's own value, as monitors publish them [FACTS §2.7: MINDN, VS30, DRAEG]. A proposal for a person, never more.
import type { Population } from './census.ts'
import { type Limit, type LimitKey, presetLimit } from './limits.ts'

/** null: the formula changes nothing at this value. */
type Formula = (value: number) => Limit | null
interface Row {
  readonly grown: Formula
  readonly newborn: Formula
  readonly source: string
}
const within =
  (low: (v: number) => number, high: (v: number) => number): Formula =>
  (value) => ({ low: low(value), high: high(value) })
const about = (less: number, more: number): Formula =>
  within(
    (v) => v - less,
    (v) => v + more,
  )
/** Newborn: so much below and above, and never beyond what the formula itself allows. */
const newborn = (less: number, least: number, more: number, most: number): Formula =>
  within(
    (v) => Math.max(v - less, least),
    (v) => Math.min(v + more, most),
  )
/** Systolic, diastolic, mean: 0.68 · value + a, 0.86 · value + b. */
const pressure = (a: number, b: number): Formula =>
  within(
    (v) => 0.68 * v + a,
    (v) => 0.86 * v + b,
  )

const rate: Row = {
  grown: within(
    (v) => Math.max(0.8 * v, 40),
    (v) => Math.min(1.25 * v, 240),
  ),
  newborn: newborn(30, 90, 40, 200),
  source: 'MINDN',
}
const systolic: Row = { grown: pressure(10, 38), newborn: newborn(15, 45, 15, 105), source: 'MINDN' }
const diastolic: Row = { grown: pressure(6, 32), newborn: newborn(15, 20, 15, 80), source: 'MINDN' }
const mean: Row = { grown: pressure(8, 35), newborn: newborn(15, 35, 15, 95), source: 'MINDN' }
const temperature = about(0.5, 0.5)
/** Steps at 32, 35, 45 and 48 mmHg: at 35 and 45 both sides say the same. */
const carbon: Formula = (value) => {
  if (value < 32 || value > 48) return null
  if (value < 35) return { low: 29, high: 41 }
  return value > 45 ? { low: 39, high: 51 } : { low: value - 6, high: value + 6 }
}

/** Vitals without a row have no formula: glucose. SpO₂: only its low limit is the value's [DRAEG; MINDN and Philips leave both]. */
const ROWS: Readonly<Partial<Record<LimitKey, Row>>> = {
  hr: rate,
  pr: rate,
  rr: {
    grown: within(
      (v) => Math.max(0.5 * v, 6),
      (v) => Math.min(1.5 * v, 30),
    ),
    newborn: newborn(10, 30, 25, 85),
    source: 'MINDN',
  },
  'nibp-sys': systolic,
  'nibp-dia': diastolic,
  'nibp-mean': mean,
  'art-sys': systolic,
  'art-dia': diastolic,
  'art-mean': mean,
  temp: { grown: temperature, newborn: temperature, source: 'MINDN, VS30' },
  etco2: { grown: carbon, newborn: carbon, source: 'VS30' },
}
const SATURATION: Pick<Row, 'source'> & { readonly share: number } = { share: 0.95, source: 'DRAEG' }

export interface Calculated extends Limit {
  readonly source: string
}
/** By the formula alone, not rounded and without guard rails. null: it has none, or changes nothing at this value. */
export function calculated(population: Exclude<Population, 'unknown'>, vital: LimitKey, value: number): Calculated | null {
  if (vital === 'spo2') {
    const { share, source } = SATURATION
    return { low: share * value, high: presetLimit(population, vital).high, source }
  }
  const row = ROWS[vital]
  const limit = row?.[population === 'neonate' ? 'newborn' : 'grown'](value)
  return row && limit ? { ...limit, source: row.source } : null
}
export const hasFormula = (vital: LimitKey): boolean => vital === 'spo2' || ROWS[vital] !== undefined
