// The last 24 hours of each stay's numbers by the minute: lowest, highest and median, in memory and bounded. For proposals of limits, which
// say what they would have raised and missed.
import type { StayId } from '../model/ids.ts'
import { hasLimit, type LimitKey } from '../model/limits.ts'
import { QUALITY, type Sample } from '../model/sample.ts'
import { type At, at } from '../model/units.ts'
import { VITALS } from '../model/vitals.ts'

export const DAY_STEP = 60_000
export const DAY_STEPS = 1440
/** Values of one minute that its median is made of; a faster signal is told by the first of them. */
const IN_STEP = 64
/** Stays remembered; beyond, the one that has been silent for longest is forgotten. 256 stays of 8 vitals are about 50 MB. */
export const MOST_STAYS = 256

interface Line {
  /** Number of the minute that each place holds; −1 for none. */
  readonly step: Int32Array
  readonly low: Float32Array
  readonly high: Float32Array
  readonly median: Float32Array
  /** Values of the minute that runs. */
  open: number
  readonly values: number[]
}
export interface MinutePoint {
  readonly at: At
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface DayTrends {
  take(stay: StayId, samples: Iterable<Sample>): void
  /** A point a minute that had any value, oldest first, of the 24 h before `now`. `at`: the start of its minute. */
  points(stay: StayId, vital: LimitKey, now: At): readonly MinutePoint[]
  forget(stay: StayId): void
  /** Stays dropped because there were too many. */
  dropped(): number
}

const column = () => new Float32Array(DAY_STEPS)
const newLine = (): Line => ({
  step: new Int32Array(DAY_STEPS).fill(-1),
  low: column(),
  high: column(),
  median: column(),
  open: -1,
  values: [],
})
/** Lower of the two in the middle: a value that was measured. */
const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!
const DOUBT = QUALITY.questionable | QUALITY.motion | QUALITY.weakPulse | QUALITY.second

export function createDayTrends(): DayTrends {
  /** In the order in which they were heard of last. */
  const stays = new Map<StayId, Map<LimitKey, Line>>()
  let dropped = 0

  function lineOf(stay: StayId, vital: LimitKey): Line {
    const lines = stays.get(stay) ?? new Map<LimitKey, Line>()
    stays.delete(stay)
    stays.set(stay, lines)
    if (stays.size > MOST_STAYS) {
      stays.delete(stays.keys().next().value!)
      dropped++
    }
    const line = lines.get(vital) ?? newLine()
    lines.set(vital, line)
    return line
  }

  function add(line: Line, when: At, value: number): void {
    const step = Math.floor(when / DAY_STEP)
    const place = step % DAY_STEPS
    if (line.step[place]! > step) return
    if (line.step[place] !== step) {
      line.step[place] = step
      line.low[place] = value
      line.high[place] = value
      line.median[place] = value
      if (step > line.open) {
        line.open = step
        line.values.length = 0
      }
    }
    line.low[place] = Math.min(line.low[place]!, value)
    line.high[place] = Math.max(line.high[place]!, value)
    // A minute that has passed keeps its median: what comes late is seen in its lowest and highest.
    if (step !== line.open || line.values.length >= IN_STEP) return
    line.values.push(value)
    line.median[place] = medianOf(line.values)
  }

  return {
    take(stay, samples) {
      for (const sample of samples) {
        if (sample.kind !== 'number' || sample.value.is !== 'known' || !hasLimit(sample.signal) || sample.quality & DOUBT) continue
        add(lineOf(stay, sample.signal), sample.at, sample.value.value)
      }
    },
    points(stay, vital, now) {
      const line = stays.get(stay)?.get(vital)
      if (!line) return []
      const last = Math.floor(now / DAY_STEP)
      const scale = 10 ** VITALS[vital].digits
      // Kept in 32 bits: told in the digits that a vital is shown with.
      const told = (value: number): number => Math.round(value * scale) / scale
      const found: MinutePoint[] = []
      for (let step = last - DAY_STEPS + 1; step <= last; step++) {
        const place = step % DAY_STEPS
        if (line.step[place] !== step) continue
        found.push({
          at: at(step * DAY_STEP),
          value: told(line.median[place]!),
          low: told(line.low[place]!),
          high: told(line.high[place]!),
        })
      }
      return found
    },
    forget: (stay) => void stays.delete(stay),
    dropped: () => dropped,
  }
}
