// Ends of shifts on the ward's clock, also in the nights in which it is set. Pure.
import { BOOK } from '../../model/bookpolicy.ts'
import type { At } from '../../model/units.ts'
import { type Hour, nextAt } from '../../model/zone.ts'

/** TABLE: when shifts end (*design*: day, evening and night, with the long day's end). */
const ENDS = ['07:00', '15:00', '19:00', '23:00'] as const satisfies readonly Hour[]

export interface ShiftEnd {
  readonly hour: Hour
  readonly at: At
}

/** The next end of each, nearest first, as far as beds can be had ahead. */
export function shiftEnds(zone: string, now: At): readonly ShiftEnd[] {
  return ENDS.map((hour) => ({ hour, at: nextAt(zone, hour, now) }))
    .filter(({ at }) => at <= now + BOOK.dutyMost)
    .toSorted((a, b) => a.at - b.at)
}

/** The end that is meant most often: the first that is not about to come. */
const SOON = 2 * 3_600_000
export const usualEnd = (ends: readonly ShiftEnd[], now: At): ShiftEnd | null =>
  ends.find(({ at }) => at - now >= SOON) ?? ends.at(-1) ?? null
