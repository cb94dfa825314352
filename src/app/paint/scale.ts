// How a wave's physical values become heights in its band: true millivolts, a fixed pressure scale, or a slow and bounded own scale.
import { converted, type DisplayUnits, inUnit } from '../../model/shownunits.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'

/** mm/mV steps; the next lower is taken, and said, where a band is too low for the one that was asked for. */
export const GAINS = [20, 10, 5, 2.5, 1.25] as const
/** A band must hold so many mV; the isoelectric line lies at this share from its top. */
const ECG_SPAN = 2.1
const ECG_ZERO = 0.62
/** An ECG that stays so far off its centre is a recording with an offset: it is centred anew, mV. */
const ECG_OFF = 0.4
/** Low and high of a free wave fill this share of the band at most. */
const FILL = 0.86
/** A scale stands so long before it may shrink, by this share a time, and never below this share of the largest amplitude seen. */
const BUCKET = 2000
const BUCKETS = 5
const SHRINK = 0.75
const LEAST = 0.35
/** Of its new height a scale that was left keeps so much free beyond what left it. */
const SPARE = 0.12

/** The gain that fits: at most the one asked for. */
export function gainFor(asked: number, bandMm: number): number {
  const fits = GAINS.filter((gain) => gain <= asked && gain * ECG_SPAN <= bandMm)
  return fits[0] ?? (GAINS.at(-1) as number)
}

export interface Span {
  /** Values at the lower and upper edge of the band. */
  readonly low: number
  readonly high: number
}
export interface Scale {
  span(): Span
  /** Widens a scale of its own so that it holds values from `low` to `high`; true where it did: what was drawn by it is to be drawn again. */
  reach(low: number, high: number): boolean
  /** Takes note of a value drawn at an instant (ms, in real or virtual time alike). */
  see(value: number, at: number): void
}

const fixed = (span: Span): Scale => ({ span: () => span, reach: () => false, see() {} })

/** The ECG's scale: `bandMm` high, `gain` mm/mV. `first`: values seen before, for a recording that stands off zero. */
function ecg(bandMm: number, gain: number, first: readonly number[]): Scale {
  const height = bandMm / gain
  const about = (centre: number): Span => ({ low: centre - height * (1 - ECG_ZERO), high: centre + height * ECG_ZERO })
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const start = first.length > 0 && Math.abs(mean(first)) > ECG_OFF ? mean(first) : 0
  let span = about(start)
  let centre = start
  let sum = 0
  let count = 0
  let since = Number.NaN
  return {
    span: () => span,
    reach: () => false,
    see(value, at) {
      if (Number.isNaN(since)) since = at
      sum += value
      count += 1
      if (at - since < 2 * BUCKET) return
      const seen = sum / count
      if (Math.abs(seen - centre) > ECG_OFF) {
        centre = seen
        span = about(centre)
      }
      sum = 0
      count = 0
      since = at
    },
  }
}

/**
 * A scale of its own for pleth and respiration. It widens at once where the wave would leave it, and shrinks slowly, after 10 s, to no less than
 * a third of the largest amplitude seen: a pulse that grows weak is seen to grow weak [design].
 */
function free(first: readonly number[]): Scale {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of first) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const around = (from: number, to: number, least: number): Span => {
    const middle = (from + to) / 2
    const half = Math.max((to - from) / 2 / FILL, least / 2, 1e-9)
    return { low: middle - half, high: middle + half }
  }
  let span: Span = low <= high ? around(low, high, 0) : { low: -1, high: 1 }
  let started = low <= high
  let largest = started ? span.high - span.low : 0
  let buckets: { low: number; high: number }[] = []
  let since = Number.NaN
  let now = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }
  return {
    span: () => span,
    reach(low, high) {
      if (started && low >= span.low && high <= span.high) return false
      // Room to spare, so that a wave that climbs does not ask for more at each step.
      const spare = (Math.max(high, span.high) - Math.min(low, span.low)) * SPARE
      if (started) span = { low: low < span.low ? low - spare : span.low, high: high > span.high ? high + spare : span.high }
      else span = around(low, high, 0)
      started = true
      largest = Math.max(largest, span.high - span.low)
      return true
    },
    see(value, at) {
      if (Number.isNaN(since)) since = at
      now.low = Math.min(now.low, value)
      now.high = Math.max(now.high, value)
      if (at - since < BUCKET) return
      buckets = [...buckets.slice(1 - BUCKETS), now]
      const seen = { low: Math.min(...buckets.map((one) => one.low)), high: Math.max(...buckets.map((one) => one.high)) }
      const range = span.high - span.low
      if (!started || now.low < span.low || now.high > span.high) {
        // Off the scale: widened to all of the last 10 s, since one bucket holds only a part of a slow breath.
        span = around(seen.low, seen.high, started ? Math.min(range, largest) : 0)
        started = true
      } else if (buckets.length === BUCKETS && (seen.high - seen.low) / FILL < range * SHRINK) {
        span = around(seen.low, seen.high, Math.max(range * SHRINK, largest * LEAST))
        buckets = []
      }
      largest = Math.max(largest, span.high - span.low)
      since = at
      now = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }
    },
  }
}

/** What stands beside a fixed scale, in the unit that the ward shows: "120", "−5", "16", "5.3". */
export function scaleWords(signal: WaveKey, value: number, units: DisplayUnits): string {
  const { unit } = WAVES[signal]
  const shown = converted(value, unit, units)
  const digits = inUnit(unit, units) === unit ? 0 : 1
  return shown.toFixed(digits).replace(/\.0$/, '').replace(/^-0$/, '0').replace('-', '−')
}

/** The scale of a wave in a band `bandMm` high. `first`: valid values of the last seconds, by which a free scale starts. */
export function scaleFor(signal: WaveKey, bandMm: number, gain: number, first: readonly number[]): Scale {
  const { scale, span } = WAVES[signal]
  switch (scale) {
    case 'ecg':
      return ecg(bandMm, gainFor(gain, bandMm), first)
    case 'pressure':
    case 'co2':
      return fixed(span ? { low: span[0], high: span[1] } : { low: 0, high: 1 })
    case 'free':
      return free(first)
    default:
      return scale satisfies never
  }
}
