// Beat to beat by the QRS marks of the device: the distance from each beat to the next, never across a hole.
import type { EventTrack } from '../../../model/history.ts'
import type { Stretch } from './trace.ts'

type Beat = EventTrack['events'][number]
export interface Interval {
  readonly from: number
  readonly to: number
  /** Of the beat that ends it. */
  readonly mark: Beat['mark']
  /** Whole ms. */
  readonly rr: number
  /** Whole beats a minute. */
  readonly rate: number
}

/** A pacing spike is a mark, not a beat [codes.ts]. */
export const isBeat = ({ mark }: Beat): boolean => mark !== 'spike' && mark !== 'insp'

/** Intervals that lie in the stretch at least in part. `holes`: where no beat could have been found. */
export function intervalsOf(events: readonly Beat[], holes: readonly Stretch[], { from, to }: Stretch): readonly Interval[] {
  const beats = events.filter(isBeat)
  const found: Interval[] = []
  for (const [i, beat] of beats.entries()) {
    const before = beats[i - 1]
    if (!before || beat.at <= before.at || beat.at <= from || before.at >= to) continue
    if (holes.some((hole) => hole.from < beat.at && hole.to > before.at)) continue
    const rr = beat.at - before.at
    found.push({ from: before.at, to: beat.at, mark: beat.mark, rr: Math.round(rr), rate: Math.round(60_000 / rr) })
  }
  return found
}

export interface Rhythm {
  readonly beats: number
  /** Beats a minute by the mean interval. */
  readonly rate: number
  readonly shortest: number
  readonly longest: number
}
/** Null: there are not two beats with nothing missing between them. */
export function rhythmOf(intervals: readonly Interval[]): Rhythm | null {
  if (intervals.length === 0) return null
  const all = intervals.map(({ rr }) => rr)
  const mean = intervals.reduce((sum, { from, to }) => sum + to - from, 0) / intervals.length
  return { beats: intervals.length + 1, rate: Math.round(60_000 / mean), shortest: Math.min(...all), longest: Math.max(...all) }
}

/** "76/min by 13 beats, RR 620 to 810 ms" */
export const rhythmWords = (rhythm: Rhythm | null): string =>
  rhythm === null ? 'no beats marked here' : `${rhythm.rate}/min by ${rhythm.beats} beats, RR ${rhythm.shortest} to ${rhythm.longest} ms`
