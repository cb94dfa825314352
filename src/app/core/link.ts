// How the way to the gateway looks, from what was heard and when; and how long to wait before trying again. Pure, real time only.
import type { Link } from './view.ts'

/** Silence after which the link is late, and lost, ms. Ticks are 250 ms apart, so that lost shows within 5 s whatever the socket thinks. */
export const LATE = 1000
export const LOST = 4000

export interface Heard {
  /** When the last frame was applied, or the start where there was none (monotonic ms). */
  readonly last: number
  /** How old that frame was when applied, ms: what waited on the way is no news. */
  readonly lag: number
  /** Hidden, or awake again but without a frame made since. */
  readonly asleep: 'hidden' | 'waking' | null
  /** The gateway sent this screen away, and why. */
  readonly ended: string | null
}

/** Real ms without news. */
export const silence = (heard: Heard, mono: number): number => Math.max(0, mono - heard.last + heard.lag)

export function linkOf(heard: Heard, mono: number): Link {
  if (heard.ended !== null) return 'ended'
  if (heard.asleep === 'hidden') return 'asleep'
  const silent = silence(heard, mono)
  if (silent > LOST) return 'lost'
  if (heard.asleep) return 'asleep'
  return silent > LATE ? 'late' : 'live'
}

/** Real ms before the next try: spread by chance, so that many screens do not come back in one step. `random` in [0, 1). */
export function backoff(tries: number, random: number): number {
  const most = Math.min(2000, 400 * 2 ** Math.min(tries, 10))
  return 200 + random * (most - 200)
}

/** Real ms given to a try: thrice the quickest it ever took to connect; where it never did, every other try is a long one. */
export function patience(tries: number, connectTook: number | null): number {
  if (connectTook === null) return tries % 2 === 0 ? 2000 : 6000
  return Math.max(2000, Math.min(6000, 3 * connectTook))
}
