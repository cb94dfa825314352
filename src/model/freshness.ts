// How fresh a value looks, by the age of its sample against gateway time (P1): the socket being open proves nothing.
import { type At, between, type Ms, seconds } from './units.ts'

export const FRESHNESS = ['live', 'late', 'stale', 'none'] as const
export type Freshness = (typeof FRESHNESS)[number]

/** late > 2 ×, stale > 3 ×, none > 10 × the cadence, never before 3, 5 and 15 s [DESIGN P1]. */
const STEPS = [
  { look: 'none', times: 10, floor: seconds(15) },
  { look: 'stale', times: 3, floor: seconds(5) },
  { look: 'late', times: 2, floor: seconds(3) },
] as const

/**
 * The look of a value measured at `measured`, with one sample expected each `cadence`.
 * `speed`: virtual seconds a real second; the floors are real time, for they cover the way to the screen.
 */
export function freshness(measured: At, cadence: Ms, now: At, speed = 1): Freshness {
  const age = between(measured, now)
  for (const { look, times, floor } of STEPS) if (age > Math.max(times * cadence, floor * speed)) return look
  return 'live'
}

/** From this silence on nothing is known of a signal, ms: the look "none". */
export function noneAfter(cadence: number): number {
  const [{ times, floor }] = STEPS
  return Math.max(times * cadence, floor)
}

/** When a value measured at `measured` changes its look next after `now`; Infinity once it is none. */
export function nextChange(measured: At, cadence: Ms, now: At, speed = 1): number {
  let next = Number.POSITIVE_INFINITY
  for (const { times, floor } of STEPS) {
    const when = measured + Math.max(times * cadence, floor * speed)
    if (when >= now) next = Math.min(next, when)
  }
  return next
}

/** A spot reading (NIBP, glucose): plain until interval + 10 min, dimmed to twice the interval, then struck, blank not before 4 h. */
export type SpotLook = 'plain' | 'dimmed' | 'struck' | 'blank'
const OVERDUE = seconds(600)
const BLANK = seconds(4 * 3600)
export function spotLook(measured: At, interval: Ms, now: At): SpotLook {
  const age = between(measured, now)
  const struck = Math.max(2 * interval, interval + OVERDUE)
  if (age > Math.max(BLANK, struck)) return 'blank'
  if (age > struck) return 'struck'
  return age > interval + OVERDUE ? 'dimmed' : 'plain'
}
/** The same four looks by name of freshness, for `data-freshness`. */
export const SPOT_FRESHNESS: Record<SpotLook, Freshness> = { plain: 'live', dimmed: 'late', struck: 'stale', blank: 'none' }
