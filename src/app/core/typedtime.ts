// A day and a time as a reader types them, by the ward's clock: in the hour that comes twice both are told apart by how far that clock was
// ahead of UTC, and a time that was left out is refused by name. Pure.
import { utc } from '../../model/calendar.ts'
import type { At } from '../../model/units.ts'
import { aheadOf, instantsOf, jumpOver } from '../../model/zone.ts'

/** What was typed. `at` of 'twice': null until it is said which. */
export type Typed =
  | { readonly is: 'once'; readonly at: At }
  | { readonly is: 'twice'; readonly at: At | null; readonly choices: readonly Choice[] }
  | { readonly is: 'wrong'; readonly words: string }
interface Choice {
  readonly at: At
  /** As it stands in the field. */
  readonly field: string
  readonly words: string
}

const pad = (value: number): string => String(value).padStart(2, '0')
/** "+01:00" */
function offsetOf(zone: string, time: number): string {
  const ahead = Math.round(aheadOf(zone, time) / 60_000)
  return `${ahead < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(ahead) / 60))}:${pad(Math.abs(ahead) % 60)}`
}
/** "CEST"; '' where the zone has no name but its offset. */
function nameOf(zone: string, time: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(time)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return /\d/.test(name) ? '' : name
}
const localOf = (zone: string, time: number): number => time + aheadOf(zone, time)
const shownOf = (local: number): string => new Date(local).toISOString().slice(0, 16).replace('T', ' ')

/**
 * "2026-10-24 22:05": what the zone's clock shows, as it is typed (browsers' own fields show the hours of their land, AM and PM); in the hour
 * that comes twice with its offset.
 */
export function fieldOf(zone: string, time: number): string {
  const local = Math.floor(localOf(zone, time) / 60_000) * 60_000
  return instantsOf(zone, local).length > 1 ? `${shownOf(local)} ${offsetOf(zone, time)}` : shownOf(local)
}

const FIELD =
  /^\s*(\d{4})-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])[ T]+([01]?\d|2[0-3]):([0-5]\d)\s*(?:(?:UTC|GMT)?([+\-−]\d{1,2}(?::?\d{2})?)|([A-Za-z]{2,5}))?\s*$/
/** "+1", "−3:30" as "+01:00", "-03:30". */
function offsetTyped(text: string): string {
  const [, sign, hour, minute] = /^(.)(\d{1,2}):?(\d{2})?$/.exec(text)!
  return `${sign === '+' ? '+' : '-'}${pad(Number(hour))}:${minute ?? '00'}`
}

/** What is meant by a field: an instant, two to choose of, or in words why it is none. */
export function typedTime(zone: string, field: string): Typed {
  const found = FIELD.exec(field)
  if (!found) return { is: 'wrong', words: 'Type a day and a time, as 2026-10-24 22:05.' }
  const [year, month, day, hour, minute] = found.slice(1, 6).map(Number) as [number, number, number, number, number]
  const [offset, name] = [found[6] === undefined ? null : offsetTyped(found[6]), found[7]?.toUpperCase() ?? null]
  const local = utc({ year, month, day }) + hour * 3_600_000 + minute * 60_000
  // The thirty-first of a month that has none would be another day.
  if (!Number.isFinite(local) || new Date(local).getUTCDate() !== day) return { is: 'wrong', words: `There is no ${found[0].trim()}.` }
  const clock = `${pad(hour)}:${pad(minute)}`
  const all = instantsOf(zone, local)
  if (all.length === 0) return { is: 'wrong', words: neverWords(zone, local, clock) }
  const said = offset !== null || name !== null
  const meant = all.find((one) => !said || offsetOf(zone, one) === offset || (name !== null && nameOf(zone, one).toUpperCase() === name))
  if (meant === undefined)
    return {
      is: 'wrong',
      words: `The ward’s clock was not ${found[6] ?? found[7]} at ${clock} but ${all.map((one) => tellOf(zone, one)).join(' or ')}.`,
    }
  if (all.length === 1) return { is: 'once', at: meant }
  const choices = all.map((one, i) => ({
    at: one,
    field: `${shownOf(local)} ${offsetOf(zone, one)}`,
    words: `${i === 0 ? 'first' : 'second'} ${clock}, ${tellOf(zone, one)}`,
  }))
  return { is: 'twice', at: said ? meant : null, choices }
}
/** "CEST (UTC+02:00)" */
function tellOf(zone: string, time: number): string {
  const [name, offset] = [nameOf(zone, time), `UTC${offsetOf(zone, time)}`]
  return name ? `${name} (${offset})` : offset
}
function neverWords(zone: string, local: number, clock: string): string {
  const jump = jumpOver(zone, local)
  const [before, after] = [shownOf(jump + aheadOf(zone, jump - 1)), shownOf(localOf(zone, jump))]
  const same = before.slice(0, 10) === after.slice(0, 10)
  return `There was no ${clock}: the clocks went from ${same ? before.slice(11) : before} to ${same ? after.slice(11) : after}.`
}

/** The instant; else in words what is wrong or to be chosen. */
export function meantBy(zone: string, field: string): At | string {
  const typed = typedTime(zone, field)
  if (typed.is === 'wrong') return typed.words
  return typed.at ?? 'The clocks went back: this time came twice. Choose which.'
}
