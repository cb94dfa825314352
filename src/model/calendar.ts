// Days of the Gregorian calendar as milliseconds since 1970 in UTC, by arithmetic alone: nothing here can read a clock.
const DAY = 86_400_000
/** Days of 400 years, and from 0000-03-01 to 1970-01-01. */
const ERA = 146_097
const EPOCH = 719_468

export interface Day {
  readonly year: number
  /** 1–12. */
  readonly month: number
  readonly day: number
}

/** Midnight UTC of a day. Months and days beyond their range run on into the next, as a calendar's do. */
export function utc({ year, month, day }: Day): number {
  const months = year * 12 + month - 1
  const [y, m] = [Math.floor((months - 2) / 12), (((months - 2) % 12) + 12) % 12]
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * m + 2) / 5) + day - 1
  const days = era * ERA + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - EPOCH
  return days * DAY
}

/** The day in UTC that an instant falls on. */
export function dayOf(time: number): Day {
  const days = Math.floor(time / DAY) + EPOCH
  const era = Math.floor(days / ERA)
  const ofEra = days - era * ERA
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const m = Math.floor((5 * ofYear + 2) / 153)
  const month = m < 10 ? m + 3 : m - 9
  return { year: year + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * m + 2) / 5) + 1 }
}
