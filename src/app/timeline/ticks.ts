// Ticks of the time axis: whole hours of the ward's clock, also in the nights in which it is set. Pure.
import { type At, at } from '../../model/units.ts'
import { daily, hourIn } from '../../model/zone.ts'

export interface Tick {
  readonly at: At
  /** "22:30", with seconds where they differ, with the zone's name where the clock is set within the window. */
  readonly label: string
  /** "Wed 25 Nov" where a day begins, and at the first tick. */
  readonly day: string | null
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const QUARTER = 15 * MINUTE
/** TABLE: distances of ticks. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28].map((n) => n * DAY),
]

const formats = new Map<string, Intl.DateTimeFormat>()
function format(kind: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${kind} ${zone}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
    if (formats.size > 50) formats.clear()
    formats.set(key, made)
  }
  return made
}
/** "Wed 25 Nov" */
export const dayWords = (zone: string, time: number): string =>
  format('day', zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(time).replace(',', '')
const zoneWords = (zone: string, time: number): string =>
  format('zone', zone, { timeZoneName: 'short' })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone
/** "22:30:05" */
export const secondsIn = (zone: string, time: number): string =>
  `${hourIn(zone, time)}:${String(Math.floor((((time % MINUTE) + MINUTE) % MINUTE) / SECOND)).padStart(2, '0')}`

const minuteOfDay = (zone: string, time: number): number => {
  const [h = 0, m = 0] = hourIn(zone, time).split(':').map(Number)
  return h * 60 + m
}

function instants(zone: string, from: number, to: number, step: number): readonly number[] {
  const found: number[] = []
  if (step <= QUARTER) {
    // Zones are set by quarters of an hour: steps that divide one fall on the same minutes everywhere.
    for (let t = Math.ceil(from / step) * step; t <= to; t += step) found.push(t)
    return found
  }
  if (step >= DAY) {
    const days = daily(zone, '00:00', at(from), at(to + 1))
    return days.filter((_, i) => i % (step / DAY) === 0)
  }
  const minutes = step / MINUTE
  for (let t = Math.ceil(from / QUARTER) * QUARTER; t <= to; t += QUARTER) if (minuteOfDay(zone, t) % minutes === 0) found.push(t)
  return found
}

/** At most about `most` ticks in [from, to], oldest first. */
export function ticksOf(zone: string, from: number, to: number, most: number): readonly Tick[] {
  const step = STEPS.find((one) => (to - from) / one <= Math.max(1, most)) ?? STEPS.at(-1)!
  const set = zoneWords(zone, from) !== zoneWords(zone, to)
  let before = ''
  return instants(zone, from, to, step).map((time) => {
    const clock = step < MINUTE ? secondsIn(zone, time) : hourIn(zone, time)
    const day = dayWords(zone, time)
    const tick = { at: at(time), label: set ? `${clock} ${zoneWords(zone, time)}` : clock, day: day === before ? null : day }
    before = day
    return tick
  })
}

/** "Wed 25 Nov 22:30": a moment with its day, seconds where the window is short. */
export const momentWords = (zone: string, time: number, fine: boolean): string =>
  `${dayWords(zone, time)} ${fine ? secondsIn(zone, time) : hourIn(zone, time)}`

/** "Wed 25 Nov 11:11 – 23:11": the second day only where it is another. */
export const windowWords = (zone: string, { from, to }: { readonly from: number; readonly to: number }): string => {
  const fine = to - from < 10 * MINUTE
  const end = dayWords(zone, from) === dayWords(zone, to) ? (fine ? secondsIn(zone, to) : hourIn(zone, to)) : momentWords(zone, to, fine)
  return `${momentWords(zone, from, fine)} – ${end}`
}
