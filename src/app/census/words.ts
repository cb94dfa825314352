// Times and people of the ward book in words. Pure.
import { clockTime } from '../core/words.ts'

const days = new Map<string, Intl.DateTimeFormat>()
/** "3 Feb 2026": a month by its name is not taken for a day. */
function dayIn(zone: string, at: number): string {
  let format = days.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' })
    days.set(zone, format)
  }
  return format.format(at)
}

/** "14:05" of the ward's day, else "3 Feb 14:05", of another year "31 Dec 2025 14:05": nobody takes yesterday's time for today's. */
export const timeIn =
  (zone: string, now: number | null) =>
  (at: number): string => {
    const [day, today] = [dayIn(zone, at), now === null ? '' : dayIn(zone, now)]
    if (day === today) return clockTime(at, zone)
    const year = / \d{4}$/
    return `${year.exec(day)?.[0] === year.exec(today)?.[0] ? day.replace(year, '') : day} ${clockTime(at, zone)}`
  }

/** Always with its day. */
export const dayTimeIn = (zone: string, at: number): string => `${dayIn(zone, at)} ${clockTime(at, zone)}`

/** "12 March 1958" for a date of birth YYYY-MM-DD: read back in words, so that day and month cannot be taken for each other. */
export function bornWords(born: string): string {
  const [year, month, day] = born.split('-').map(Number)
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, (month ?? 1) - 1, 1))
  return `${day} ${name} ${year}`
}
