// An instant as ISO 8601 by a ward's clock, with how far that clock was ahead then: order is never lost, also in the hour that comes twice.
import { dayOf } from './calendar.ts'
import { aheadOf } from './zone.ts'

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

function offsetWords(ahead: number): string {
  const minutes = Math.round(Math.abs(ahead) / 60_000)
  return `${ahead < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** "2026-10-25T02:30:00.250+01:00". Throws a RangeError for a zone that is not known. */
export function isoIn(zone: string, t: number): string {
  const whole = Math.round(t)
  const ahead = aheadOf(zone, whole)
  const local = whole + ahead
  const { year, month, day } = dayOf(local)
  const rest = local - Math.floor(local / 86_400_000) * 86_400_000
  const clock = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1000) % 60].map((part) => pad(Math.floor(part))).join(':')
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${clock}.${pad(rest % 1000, 3)}${offsetWords(ahead)}`
}
