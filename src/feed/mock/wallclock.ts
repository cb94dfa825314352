// Hours of the ward's clock as instants: the demo's past hangs on "03:05 last night", not on hours before the start.
import { type At, at } from '../../model/units.ts'

export type Hour = `${number}:${number}`
const DAY = 86_400_000

const QUARTER = 900_000

/** Zones change at quarters of an hour: what was once asked of Intl, which is slow, is kept, and forgotten when it is much. */
const asked = new Map<string, number>()
const KEPT = 2000

/** How far the zone's clock is ahead of UTC at `t`, ms. */
function aheadOf(zone: string, t: At): number {
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

function askedOfIntl(zone: string, t: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(t)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - t
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
  return at(local - aheadOf(zone, at(local - ahead)))
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
