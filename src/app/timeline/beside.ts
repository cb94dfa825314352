// TABLE: windows that figures are compared with, one row each; and a window as a reader types it, by the ward's clock. Pure.
import { utc } from '../../model/calendar.ts'
import type { Span } from '../../model/history.ts'
import { type At, at, hours } from '../../model/units.ts'
import { aheadOf } from '../../model/zone.ts'

export interface Windows {
  /** The one that is looked at, and the second on the screen; null: there is one. */
  readonly first: Span
  readonly second: Span | null
  readonly typed: Span | null
}
interface Row {
  readonly words: string
  /** Beside a row of figures. */
  readonly row: string
  /** Null: there is none. */
  of(windows: Windows): Span | null
}
export const BESIDE = {
  none: { words: 'no second window', row: '', of: () => null },
  second: { words: 'the second window on the screen', row: 'second window', of: ({ second }) => second },
  before: {
    words: 'just before, as long',
    row: 'just before',
    of: ({ first: { from, to } }) => ({ from: at(from - (to - from)), to: from }),
  },
  day: {
    words: '24 h before',
    row: '24 h before',
    of: ({ first: { from, to } }) => ({ from: at(from - hours(24)), to: at(to - hours(24)) }),
  },
  typed: { words: 'from and to that I type', row: 'typed', of: ({ typed }) => typed },
} as const satisfies Record<string, Row>
export type Beside = keyof typeof BESIDE
export const BESIDE_KEYS = Object.keys(BESIDE) as readonly Beside[]

/** "2026-10-24 22:05": what the zone's clock shows, as it is typed: browsers' own fields show the hours of their land, AM and PM. */
export const fieldOf = (zone: string, time: number): string =>
  new Date(time + aheadOf(zone, time)).toISOString().slice(0, 16).replace('T', ' ')

const FIELD = /^\s*(\d{4})-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])[ T]+([01]?\d|2[0-3]):([0-5]\d)\s*$/
/** The instant at which the zone's clock shows it: of an hour that it shows twice the first, of one it leaves out the hour after. Null: no such time. */
export function instantOf(zone: string, field: string): At | null {
  const found = FIELD.exec(field)
  if (!found) return null
  const [year, month, day, hour, minute] = found.slice(1).map(Number) as [number, number, number, number, number]
  const shown = utc({ year, month, day }) + hour * 3_600_000 + minute * 60_000
  // The thirty-first of a month that has none would be another day.
  if (!Number.isFinite(shown) || new Date(shown).getUTCDate() !== day) return null
  // What the clock is ahead of UTC on the days about it: one of the two is right, else the hour is left out.
  const guesses = [aheadOf(zone, shown - hours(24)), aheadOf(zone, shown + hours(24))].map((ahead) => shown - ahead)
  return at(guesses.find((guess) => guess + aheadOf(zone, guess) === shown) ?? guesses[0]!)
}

/** A window of two fields, or in words why it is none. */
export function typedSpan(zone: string, fields: { readonly from: string; readonly to: string }, now: number): Span | string {
  const [from, to] = [instantOf(zone, fields.from), instantOf(zone, fields.to)]
  if (from === null || to === null) return 'Type a day and a time for both, as 2026-10-24 22:05.'
  if (to <= from) return 'The end must lie after the start.'
  if (from >= now) return 'This window has not begun yet.'
  return { from, to }
}
