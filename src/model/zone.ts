// A ward's clock as instants: hours of the wall clock in an IANA zone, also in the nights in which it is set.
import { utc } from './calendar.ts'
import { type At, at } from './units.ts'

export type Hour = `${number}:${number}`
const DAY = 86_400_000
const QUARTER = 900_000

/** Zones change at quarters of an hour: what was once asked of Intl, which is slow, is kept, and forgotten when it is much. */
const asked = new Map<string, number>()
const KEPT = 2000
const ZONES = 50

/** How far the zone's clock is ahead of UTC at `t`, ms. Throws a RangeError for a zone that is not known. */
export function aheadOf(zone: string, t: number): number {
  const quarter = Math.floor(t / QUARTER) * QUARTER
  const key = `${zone} ${quarter}`
  let ahead = asked.get(key)
  if (ahead === undefined) {
    ahead = askedOfIntl(zone, quarter)
    if (asked.size >= KEPT) asked.clear()
    asked.set(key, ahead)
  }
  return ahead
}

/** To make one costs many times what it costs to ask it. */
const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    if (formats.size >= ZONES) formats.clear()
    formats.set(zone, format)
  }
  return format
}

function askedOfIntl(zone: string, t: number): number {
  const parts = formatOf(zone).formatToParts(t)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const day = utc({ year: of('year'), month: of('month'), day: of('day') })
  return day + of('hour') * 3_600_000 + of('minute') * 60_000 - t
}

export function isZone(zone: string): boolean {
  try {
    aheadOf(zone, 0)
    return true
  } catch {
    return false
  }
}

/** "03:10": what the zone's clock shows. */
export function hourIn(zone: string, t: number): string {
  const minute = Math.floor(((((t + aheadOf(zone, t)) % DAY) + DAY) % DAY) / 60_000)
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

const minutesOf = (hour: Hour): number => {
  const [h = 0, m = 0] = hour.split(':').map(Number)
  return h * 60 + m
}

/** The latest instant not after `before` at which the zone's clock shows `hour`; `days` days earlier where asked. */
export function latest(zone: string, hour: Hour, before: At, days = 0): At {
  const ahead = aheadOf(zone, before)
  let local = Math.floor((before + ahead) / DAY) * DAY + minutesOf(hour) * 60_000
  if (local - ahead > before) local -= DAY
  local -= days * DAY
  return at(local - aheadOf(zone, local - ahead))
}

/** Every instant in [from, to) at which the zone's clock shows `hour`. */
export function daily(zone: string, hour: Hour, from: At, to: At): At[] {
  const found: At[] = []
  for (let days = 0; ; days++) {
    const t = latest(zone, hour, at(to - 1), days)
    if (t < from) return found.reverse()
    found.push(t)
  }
}

/**
 * The next instant after `from` at which the zone's clock shows `hour`. An hour that comes twice is its first still ahead; one that is left
 * out in spring is the instant at which the clock jumps over it: nobody is expected later than was meant.
 */
export function nextAt(zone: string, hour: Hour, from: At): At {
  const wanted = minutesOf(hour) * 60_000
  const today = Math.floor((from + aheadOf(zone, from)) / DAY) * DAY
  for (let day = 0; day < 3; day++) {
    const local = today + day * DAY + wanted
    const fits = instantsOf(zone, local)
    const next = fits.find((t) => t > from) ?? (fits.length === 0 ? jumpOver(zone, local) : from)
    if (next > from) return next
  }
  return at(from + DAY)
}

const offsetsAbout = (zone: string, local: number): readonly number[] => [
  ...new Set([aheadOf(zone, local - DAY), aheadOf(zone, local + DAY)]),
]
/** Instants at which the zone's clock shows `local` (as if it were UTC), in order: two of an hour that comes twice, none of one left out. */
export const instantsOf = (zone: string, local: number): readonly At[] =>
  offsetsAbout(zone, local)
    .map((ahead) => at(local - ahead))
    .filter((t) => t + aheadOf(zone, t) === local)
    .toSorted((a, b) => a - b)
/** The instant at which the zone's clock jumps over `local`, which it never shows. */
export function jumpOver(zone: string, local: number): At {
  const offsets = offsetsAbout(zone, local)
  return at(jumpBetween(zone, local - Math.max(...offsets) - DAY / 2, local - Math.min(...offsets) + DAY / 2))
}

/** The instant in (from, to] at which the zone's offset becomes another. */
function jumpBetween(zone: string, from: number, to: number): number {
  const start = Math.ceil(from / QUARTER) * QUARTER
  const before = aheadOf(zone, start)
  for (let t = start; t <= to; t += QUARTER) if (aheadOf(zone, t) !== before) return t
  return to
}
