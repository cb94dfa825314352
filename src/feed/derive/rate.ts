// The rate from the last beats, or why there is none: never 0 in silence.
import { known, type Unknown, unknown, type Value } from '../../model/value.ts'

export interface Rate {
  /** A beat at `time` (s since the start of the stream). */
  beat(time: number): void
  /** Beats a minute at `time` (s), or unknown `silent` where there was no beat for long. */
  value(time: number, silent: Unknown['why']): Value<number>
  /** How much the last intervals differ from their median, 0 regular … 1; 1 where there are too few. */
  unrest(time: number): number
  /** Forgets all beats. */
  clear(): void
}

/** Beats of this time count (s): as monitors average [design]. */
const SPAN = 10
/** No beat for so long, or for three of the last intervals: no rate (s) [design]. */
const SILENCE = 3
const FEWEST = 4

/** At most 64 beats are kept. */
export function rateOf(): Rate {
  let beats: number[] = []
  const intervals = (time: number): number[] => {
    const recent = beats.filter((beat) => beat > time - SPAN && beat <= time)
    return recent.slice(1).map((beat, index) => beat - (recent[index] ?? beat))
  }
  const median = (values: number[]): number => {
    const sorted = values.toSorted((a, b) => a - b)
    const half = sorted.length >> 1
    return sorted.length % 2 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
  }
  return {
    beat(time) {
      beats = [...beats.slice(-63), time]
    },
    value(time, silent) {
      const gaps = intervals(time)
      const last = beats.at(-1) ?? Number.NEGATIVE_INFINITY
      if (gaps.length < FEWEST - 1 || time - last > SILENCE) return unknown(silent)
      const middle = median(gaps)
      // The mean of the intervals near the median: a missed or doubled beat counts neither way, in AF most count.
      const near = gaps.filter((gap) => gap > 0.6 * middle && gap < 1.6 * middle)
      return known(60 / (near.reduce((sum, gap) => sum + gap, 0) / near.length))
    },
    unrest(time) {
      const gaps = intervals(time)
      if (gaps.length < FEWEST - 1) return 1
      const middle = median(gaps)
      return Math.min(1, median(gaps.map((gap) => Math.abs(gap - middle))) / middle)
    },
    clear() {
      beats = []
    },
  }
}
