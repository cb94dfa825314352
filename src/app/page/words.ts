// Times, counts and link states in words, as WARD.md §10 has them.
import type { Held, Link } from '../core/view.ts'

/** "24 min", "2 h 5 min", "1 day 3 h": how far two clocks are apart, ms of either sign. */
export function apart(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'}${hours > 0 ? ` ${hours} h` : ''}`
  return hours > 0 ? `${hours} h${rest > 0 ? ` ${rest} min` : ''}` : `${minutes} min`
}

/** A clock that is wrong by more than this is told, ms. */
export const CLOCK_WRONG = 120_000
/** The banner for a wrong computer clock, null where it is right or not known. `offset`: this computer minus gateway, ms. */
export const clockWords = (offset: number | null): string | null =>
  offset === null || Math.abs(offset) <= CLOCK_WRONG
    ? null
    : `This computer's clock is ${apart(offset)} ${offset > 0 ? 'ahead' : 'behind'}; times shown are the gateway's`

/** Symbol and word of each link state: shape and text, never colour alone. */
export const LINK_WORDS: Record<Link, { readonly symbol: string; readonly word: string }> = {
  live: { symbol: '●', word: 'live' },
  late: { symbol: '◐', word: 'late' },
  lost: { symbol: '▲', word: 'lost' },
  asleep: { symbol: '◌', word: 'asleep' },
  ended: { symbol: '■', word: 'ended' },
}

/** The zone's name as it stands beside a clock at this instant: "GMT", "CET"; UTC where the zone is not known. */
export function zoneName(zone: string, at: number): string {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(at)
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
  } catch {
    return 'UTC'
  }
}

/** What a slow line keeps from this screen, in words; null: nothing. */
export const HELD_WORDS: Record<Held, string | null> = { none: null, waves: 'waves held', state: 'values held' }

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** Writes an instant as a 24 h clock with seconds in a zone; UTC where the zone is not known. `zoneName` says which. */
export function clockIn(zone: string): (at: number) => string {
  const make = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  try {
    const format = make(zone)
    return (at) => format.format(at)
  } catch {
    const format = make('UTC')
    return (at) => format.format(at)
  }
}
