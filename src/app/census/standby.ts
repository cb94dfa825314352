// When somebody is expected back, as it is chosen: in minutes from now, or by the ward's clock. Pure.
import { BOOK } from '../../model/bookpolicy.ts'
import { type At, after, minutes } from '../../model/units.ts'
import { type Hour, nextAt } from '../../model/zone.ts'

/** Minutes from now. */
export const WAITS = [10, 20, 30, 60, 120] as const

export type Back = { readonly by: 'wait'; readonly minutes: number } | { readonly by: 'clock'; readonly hour: string }

/** null: no time yet, or further ahead than anybody may be away. */
export function backAt(back: Back, zone: string, now: At): At | null {
  if (back.by === 'wait') return after(now, minutes(back.minutes))
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(back.hour)) return null
  const at = nextAt(zone, back.hour as Hour, now)
  return at - now > BOOK.standbyMost ? null : at
}

/** What is typed as an hour, with its colon as soon as it is due: "14", "14:3", "14:30". */
export function hourTyped(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 4)
  return digits.length > 2 ? `${digits.slice(0, 2)}:${digits.slice(2)}` : digits
}

/** "20 min", "2 h" */
export const waitWords = (wait: number): string => (wait < 60 ? `${wait} min` : `${wait / 60} h`)
