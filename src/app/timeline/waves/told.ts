// The waves of a window in words: for who cannot see them, and under them for all. Pure.
import { WAVES } from '../../../model/waves.ts'
import { type Interval, rhythmOf, rhythmWords } from './beats.ts'
import { holesOf } from './holes.ts'
import type { Lane } from './strips.ts'
import type { Stretch } from './trace.ts'
import { gapWords, secondIn } from './words.ts'

/** Hours that waves are kept [design: retention]. */
const KEPT_HOURS = 168
const HOUR = 3_600_000
/** A hole that is told; a shorter one is seen only. ms */
const TOLD = 200
const MOST_HOLES = 3

/** `until`: what is missing after it has not come yet.  "14:05:00 to 14:05:12: 76/min by 13 beats, RR 780 to 800 ms. II, Pleth. Pleth 14:05:03 to 14:05:06 PROBE OFF." */
export function windowWords(
  lanes: readonly Lane[],
  intervals: readonly Interval[],
  { from, to }: Stretch,
  zone: string,
  until = to,
): string {
  const holes = lanes.flatMap(({ signal, pieces, gaps }) =>
    holesOf(pieces, gaps, { from, to: Math.min(to, until) })
      .filter((hole) => hole.to - hole.from >= TOLD)
      .map((hole) => `${WAVES[signal].label} ${secondIn(zone, hole.from)} to ${secondIn(zone, hole.to)} ${gapWords(hole.why)}`),
  )
  const more = holes.length > MOST_HOLES ? [`${holes.length - MOST_HOLES} more gaps`] : []
  return [
    `${secondIn(zone, from)} to ${secondIn(zone, to)}: ${rhythmWords(rhythmOf(intervals))}`,
    lanes.map(({ signal }) => WAVES[signal].label).join(', ') || 'no waves',
    ...holes.slice(0, MOST_HOLES),
    ...more,
  ].join('. ')
}

/** Why there is no wave at all. `why`: what the history says, in words. */
export function emptyWords(to: number, now: number | null, why: string | null): string {
  if (now !== null && to < now - KEPT_HOURS * HOUR) return `No waves are kept for this time: waves are kept ${KEPT_HOURS} h.`
  if (now !== null && to > now + 1000) return 'This has not come yet.'
  return why === null ? 'No waves came at this time.' : `Nothing came: ${why}.`
}
