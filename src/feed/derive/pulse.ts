// Finds pulses in a plethysmogram or a pressure wave as it streams: the sum of rising slopes over a short window against
// a running level, after Zong et al., Computers in Cardiology 2003 [mem]; own code, own constants [design].
import { lowpass } from './biquad.ts'

export interface Pulse {
  /** Running sample number of the foot. */
  readonly at: number
  /** Lowest, highest and mean value of the pulse that ended at this foot, in samples' units; null at the first. */
  readonly ended: { readonly low: number; readonly high: number; readonly mean: number; readonly length: number } | null
}

export interface PulseFinder {
  /** Takes the next samples (`none` marks invalid ones). Returns the feet found, in order. */
  push(data: ArrayLike<number>, none: number): readonly Pulse[]
}

const WINDOW = 0.17
const REFRACTORY = 0.3
const LEARN = 3

/** @param rate samples a second, 30 or more. */
export function findPulses(rate: number): PulseFinder {
  const window = Math.max(2, Math.round(WINDOW * rate))
  const rises = new Float64Array(window)
  let smooth = lowpass(8, rate)
  // For the extremes: keeps the shape of the peak, takes off spikes.
  let shape = lowpass(20, rate)
  let [n, bad, held, before] = [0, 0, 0, Number.NaN]
  let [sum, slot] = [0, 0]
  let settle = Math.round(0.3 * rate)
  let [learning, top] = [Math.round(LEARN * rate), 0]
  let level = 0
  let [above, crossed, peak] = [false, Number.NEGATIVE_INFINITY, 0]
  let pulse: { from: number; low: number; high: number; total: number; count: number } | null = null

  const restart = (): void => {
    smooth = lowpass(8, rate)
    shape = lowpass(20, rate)
    rises.fill(0)
    ;[sum, before, settle, above] = [0, Number.NaN, Math.round(0.3 * rate), false]
    crossed = Number.NEGATIVE_INFINITY
    pulse = null
  }

  const one = (value: number, out: Pulse[]): void => {
    if (Number.isNaN(before)) {
      // The filter starts at rest at the first value, not at zero.
      for (let index = 0; index < rate; index++) {
        smooth(value)
        shape(value)
      }
    }
    const y = smooth(value)
    const fine = shape(value)
    const rise = Number.isNaN(before) ? 0 : Math.max(0, y - before)
    before = y
    sum += rise - (rises[slot] ?? 0)
    rises[slot] = rise
    slot = (slot + 1) % window
    if (pulse) {
      pulse.low = Math.min(pulse.low, fine)
      pulse.high = Math.max(pulse.high, fine)
      pulse.total += value
      pulse.count++
    }
    if (settle > 0) {
      settle--
      return
    }
    if (learning > 0) {
      top = Math.max(top, sum)
      if (--learning === 0) level = top
      return
    }
    if (above) {
      peak = Math.max(peak, sum)
      if (sum < 0.3 * level || sum < 0.5 * peak) {
        above = false
        // One swing of the arm must not lift the level over the pulses that follow.
        level += 0.2 * (Math.min(peak, 2 * level) - level)
      }
    } else if (sum > 0.5 * level && n - crossed > REFRACTORY * rate && level > 0) {
      ;[above, crossed, peak] = [true, n, sum]
      const ended =
        pulse && pulse.count > 0 ? { low: pulse.low, high: pulse.high, mean: pulse.total / pulse.count, length: pulse.count } : null
      out.push({ at: Math.max(0, n - Math.round(0.08 * rate)), ended })
      pulse = { from: n, low: fine, high: fine, total: 0, count: 0 }
    }
    // Nothing for long: the pulse may have become weak; the level sinks by half a second.
    if (n - crossed > 2 * rate) {
      level *= 0.5 ** (1 / rate)
      if (pulse && n - pulse.from > 3 * rate) pulse = null
    }
  }

  return {
    push(data, none) {
      const out: Pulse[] = []
      for (let index = 0; index < data.length; index++, n++) {
        const value = data[index] ?? none
        if (value === none) {
          if (++bad >= 0.2 * rate && !Number.isNaN(before)) restart()
          if (bad < 0.2 * rate && !Number.isNaN(before)) one(held, out)
          continue
        }
        bad = 0
        held = value
        one(value, out)
      }
      return out
    },
  }
}
