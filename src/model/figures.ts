// Figures of one number over a window: of every sample, none thinned. A value holds until the next one, and no longer than a few of its
// usual distances: what is beyond is missing, and counts neither inside nor outside of a limit. Pure.

import { HOLE_WHYS, type Hole, type RawNumbers } from './history.ts'
import { hasLimit } from './limits.ts'
import { median } from './median.ts'
import { QUALITY } from './sample.ts'
import type { LimitStep } from './story.ts'
import { minutes } from './units.ts'
import { VITALS, type VitalKey } from './vitals.ts'
import { z } from './zod.ts'

/** A value holds so many usual distances at most, and never longer than this; a spot reading does not hold. */
const HOLDS = 3
export const LONGEST_HOLD = minutes(5)
/** The usual distance: the shortest of so many before. */
const DISTANCES = 4

/** One number in force from an instant on; null: none. */
export interface TargetStep {
  readonly from: number
  readonly low: number | null
}

const instant = z.number()
export const Slope = z.object({
  /** Theil–Sen of means of `bin` ms, an hour; 95 % interval by Sen. */
  perHour: z.number(),
  low: z.number(),
  high: z.number(),
  bin: z.number(),
  bins: z.number().int(),
})
export type Slope = z.infer<typeof Slope>
export const Figures = z.object({
  from: instant,
  to: instant,
  /** Known values. */
  count: z.number().int(),
  min: z.object({ value: z.number(), at: instant }).nullable(),
  median: z.number().nullable(),
  max: z.object({ value: z.number(), at: instant }).nullable(),
  /** Of the window, 0–1; null of spot readings, which leave no gap. */
  missing: z.number().nullable(),
  /** Shares of the window, 0–1, of which something was kept and cannot be read any more. */
  lost: z.array(z.object({ why: z.enum(HOLE_WHYS), share: z.number() })).max(HOLE_WHYS.length),
  /** ms beyond the limits in force then; null: spot readings, or there was none. */
  below: z.number().nullable(),
  above: z.number().nullable(),
  /** ms below the oxygen target in force then. */
  belowTarget: z.number().nullable(),
  /** Longest stretch below its low limit without a break. */
  longest: z.object({ from: instant, to: instant, lowest: z.number() }).nullable(),
  slope: Slope.nullable(),
})
export type Figures = z.infer<typeof Figures>

interface Setup {
  readonly signal: VitalKey
  readonly from: number
  readonly to: number
  /** Of this signal, in order. */
  readonly limits: readonly LimitStep[]
  readonly targets: readonly TargetStep[]
}
interface Sample {
  readonly at: number
  /** NaN: unknown. */
  readonly value: number
}

/** Samples of all sources that led, in order. */
export function ledIn(raw: readonly RawNumbers[]): Sample[] {
  const found: Sample[] = []
  for (const { at, value, quality } of raw)
    for (let i = 0; i < at.length; i++) if (!(quality[i]! & QUALITY.second)) found.push({ at: at[i]!, value: value[i]! })
  return found.sort((a, b) => a.at - b.at)
}

/** What is in force as time goes on: asked in order. */
export function following<T extends { readonly from: number }>(steps: readonly T[]): (when: number) => T | null {
  let next = 0
  return (when) => {
    while (next < steps.length && steps[next]!.from <= when) next++
    return steps[next - 1] ?? null
  }
}

/** When the next of them is in force: asked in order. */
function changing(steps: readonly { readonly from: number }[]): (when: number) => number {
  let next = 0
  return (when) => {
    while (next < steps.length && steps[next]!.from <= when) next++
    return steps[next]?.from ?? Number.POSITIVE_INFINITY
  }
}

const SLOPE_BINS = 120
const FEW_BINS = 8

/** Takes slices one after another: of the window, and of so long before it as a value may hold, which tells how it begins. */
export function createFigures({ signal, from, to, limits, targets }: Setup): {
  take(samples: readonly Sample[]): void
  /** `holes`: of this signal, all that were met. */
  done(holes?: readonly Hole[]): Figures
} {
  const { clock, cadence } = VITALS[signal]
  const spot = clock === 'spot'
  let distances: readonly number[] = []
  const limitAt = following(limits)
  const targetAt = following(targets)
  const [limitEnds, targetEnds] = [changing(limits), changing(targets)]
  const bin = Math.max(60_000, Math.ceil((to - from) / SLOPE_BINS / 60_000) * 60_000)
  const bins = new Map<number, { sum: number; count: number }>()
  const counts = new Map<number, number>()
  let count = 0
  let [known, below, above, belowTarget] = [0, 0, 0, 0]
  let [hadLow, hadHigh] = [false, false]
  let hadTarget = false
  let min: Figures['min'] = null
  let max: Figures['max'] = null
  let longest: Figures['longest'] = null
  let run: { from: number; to: number; lowest: number } | null = null
  let last: Sample | null = null

  /** What the last sample held for, up to `until`. */
  function hold(until: number): void {
    if (!last || Number.isNaN(last.value)) {
      run = null
      return
    }
    const { at, value } = last
    const usual = Math.max(cadence, distances.length === 0 ? 0 : Math.min(...distances))
    const end = Math.min(until, at + Math.min(LONGEST_HOLD, HOLDS * usual), to)
    const begin = Math.max(at, from)
    const long = Math.max(0, end - begin)
    if (long === 0) return
    known += long
    for (let start = begin; start < end; ) {
      const [limit, target] = [limitAt(start), targetAt(start)]
      // A value that goes on is held against what is set anew.
      const until = Math.min(end, limitEnds(start), targetEnds(start))
      judge(value, start, until, limit, target)
      start = until
    }
  }
  function judge(value: number, start: number, until: number, limit: LimitStep | null, target: TargetStep | null): void {
    const long = until - start
    hadLow ||= limit !== null && limit.low !== null
    hadHigh ||= limit !== null && limit.high !== null
    hadTarget ||= target !== null && target.low !== null
    if (limit !== null && limit.high !== null && value > limit.high) above += long
    if (target !== null && target.low !== null && value < target.low) belowTarget += long
    if (limit !== null && limit.low !== null && value < limit.low) {
      below += long
      run =
        run && run.to === start
          ? { from: run.from, to: until, lowest: Math.min(run.lowest, value) }
          : { from: start, to: until, lowest: value }
      if (!longest || run.to - run.from > longest.to - longest.from) longest = run
    } else run = null
  }

  return {
    take(samples) {
      for (const sample of samples) {
        if (sample.at >= to) continue
        hold(sample.at)
        if (last && sample.at > last.at) distances = [...distances.slice(1 - DISTANCES), sample.at - last.at]
        last = sample
        const { at, value } = sample
        if (Number.isNaN(value) || at < from) continue
        count++
        counts.set(value, (counts.get(value) ?? 0) + 1)
        if (!min || value < min.value) min = { value, at }
        if (!max || value > max.value) max = { value, at }
        const place = Math.floor((at - from) / bin)
        const own = bins.get(place)
        if (own) {
          own.sum += value
          own.count++
        } else bins.set(place, { sum: value, count: 1 })
      }
    },
    done(holes = []) {
      hold(to)
      const span = to - from
      const limited = !spot && hasLimit(signal)
      const missing = spot || span <= 0 ? null : Math.min(1, Math.max(0, 1 - known / span))
      const most = missing ?? 1
      return {
        from,
        to,
        count,
        min,
        median: middleOf(counts, count),
        max,
        missing,
        lost: span <= 0 ? [] : lostOf(holes, from, to).map(({ why, share }) => ({ why, share: Math.min(most, share) })),
        below: limited && hadLow ? below : null,
        above: limited && hadHigh ? above : null,
        belowTarget: signal === 'spo2' && hadTarget ? belowTarget : null,
        longest: signal === 'spo2' && limited ? longest : null,
        slope: slopeOf(bins, bin, Math.min(cadence, bin)),
      }
    },
  }
}

/** What came into the same stretch after all is not weighed here: of a whole the share is at most what is missing. */
function lostOf(holes: readonly Hole[], from: number, to: number): Figures['lost'] {
  return HOLE_WHYS.flatMap((why) => {
    const long = holes.reduce((sum, one) => sum + (one.why === why ? Math.max(0, Math.min(to, one.to) - Math.max(from, one.from)) : 0), 0)
    return long > 0 ? [{ why, share: Math.min(1, long / (to - from)) }] : []
  })
}

function middleOf(counts: ReadonlyMap<number, number>, count: number): number | null {
  if (count === 0) return null
  const sorted = [...counts].toSorted((a, b) => a[0] - b[0])
  const nth = (n: number): number => {
    let passed = 0
    for (const [value, times] of sorted) {
      passed += times
      if (passed > n) return value
    }
    return sorted.at(-1)![0]
  }
  return (nth((count - 1) >> 1) + nth(count >> 1)) / 2
}

/** Theil–Sen of the means of bins in which a quarter at least is known (medians of whole numbers would hide a slow change); its 95 % interval by the ranks of Sen (1968) [mem]. */
function slopeOf(bins: ReadonlyMap<number, { readonly sum: number; readonly count: number }>, bin: number, cadence: number): Slope | null {
  const enough = Math.max(1, bin / cadence / 4)
  const points = [...bins].filter(([, one]) => one.count >= enough).map(([place, { sum, count }]) => [place, sum / count] as const)
  const n = points.length
  if (n < FEW_BINS) return null
  const slopes: number[] = []
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) slopes.push((points[j]![1] - points[i]![1]) / (points[j]![0] - points[i]![0]))
  slopes.sort((a, b) => a - b)
  // Of Kendall's S without ties.
  const width = 1.96 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const rank = (at: number): number => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(at)))]!
  const hour = 3_600_000 / bin
  return {
    perHour: median(slopes) * hour,
    low: rank((slopes.length - width) / 2) * hour,
    high: rank((slopes.length + width) / 2 - 1) * hour,
    bin,
    bins: n,
  }
}
