// The link of a timeline: its window, a second one beside it, the lanes and the cursor, as search parameters. Pure.
import { wrongWindow } from '../../model/history.ts'
import { type At, at, hours } from '../../model/units.ts'
import { isLane, type LaneKey } from './lanes.ts'
import type { View } from './moves.ts'

/** A window as a link tells it: from one instant to another, or the last so many milliseconds; 'stay': all of it. */
export type Told = { readonly from: At; readonly to: At } | { readonly last: number } | 'stay'
export interface LinkState {
  readonly window: Told | null
  readonly beside: Told | null
  /** Null: as this person keeps them. */
  readonly lanes: readonly LaneKey[] | null
  readonly cursor: At | null
}

const instant = (text: string | null | undefined): At | null => {
  if (text == null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(text)) return null
  const time = Date.parse(text)
  return Number.isFinite(time) ? at(time) : null
}
/** Instants in UTC: a link reads the same in every zone and on both sides of a change of clocks. */
const printed = (time: number): string => new Date(Math.round(time)).toISOString().replace(/\.000Z$/, 'Z')

function told(text: string | null): Told | null {
  if (text === null) return null
  if (text === 'stay') return 'stay'
  const last = /^(\d+(?:\.\d+)?)(h|min|s)$/.exec(text)
  if (last) {
    const span = Number(last[1]) * { h: hours(1), min: 60_000, s: 1000 }[last[2] as 'h' | 'min' | 's']
    return wrongWindow({ from: 0, to: span }) === null ? { last: span } : null
  }
  const [from, to] = text.split('..').map(instant)
  return from != null && to != null && wrongWindow({ from, to }) === null ? { from, to } : null
}

/** What a link says; anything that it does not say rightly is as if not said. */
export function parseLink(search: string): LinkState {
  const query = new URLSearchParams(search)
  const lanes = query.get('lanes')?.split(',').filter(isLane)
  return {
    window: told(query.get('window')),
    beside: told(query.get('beside')),
    lanes: lanes && lanes.length > 0 ? [...new Set(lanes)] : null,
    cursor: instant(query.get('cursor')),
  }
}

const span = (ms: number): string => {
  const whole = Math.round(ms / 1000)
  return whole % 3600 === 0 ? `${whole / 3600}h` : whole % 60 === 0 ? `${whole / 60}min` : `${whole}s`
}
export const printWindow = ({ from, to, live }: View): string => (live ? span(to - from) : `${printed(from)}..${printed(to)}`)

/** The search part with these in place of what it said; what is not of this page stays. */
export function printLink(
  search: string,
  state: {
    readonly window: View
    readonly beside: View | null
    readonly lanes: readonly LaneKey[] | null
    readonly cursor: number | null
  },
): string {
  const query = new URLSearchParams(search)
  const set = (key: string, value: string | null): void => (value === null ? query.delete(key) : query.set(key, value))
  set('window', printWindow(state.window))
  set('beside', state.beside && printWindow(state.beside))
  set('lanes', state.lanes?.join(',') ?? null)
  set('cursor', state.cursor === null ? null : printed(state.cursor))
  // Colons and commas are allowed in a query, and a link is read by people.
  return `?${query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`
}
