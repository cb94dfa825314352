// What a reader does with a window of time: pan, zoom, a preset, to a moment, to the live edge. Pure.
import type { Span } from '../../model/history.ts'
import { type At, at, hours, seconds } from '../../model/units.ts'

/** A window. `live`: its end is now, and goes on with it. */
export interface View extends Span {
  readonly live: boolean
}
/** From where to where a reader can look: the stay, to now. */
export type Bounds = Span

/** Shortest and longest window. */
const SHORTEST = seconds(20)
/** TABLE: the lengths one key or one touch away; null: the whole stay. */
export const PRESETS = [
  { key: '1', words: '1 h', span: hours(1) },
  { key: '2', words: '4 h', span: hours(4) },
  { key: '3', words: '12 h', span: hours(12) },
  { key: '4', words: '24 h', span: hours(24) },
  { key: '5', words: '72 h', span: hours(72) },
  { key: '6', words: 'Stay', span: null },
] as const
export type Preset = (typeof PRESETS)[number]

const longest = ({ from, to }: Bounds): number => Math.max(SHORTEST, to - from)
/** Inside the bounds, its length kept where it fits. At the end of them it follows. */
function placed(from: number, span: number, bounds: Bounds): View {
  const length = Math.min(Math.max(span, SHORTEST), Math.max(longest(bounds), hours(72)))
  // A window longer than the stay lies at its end.
  const first = bounds.to - length < bounds.from ? bounds.to - length : Math.max(from, bounds.from)
  const start = Math.min(first, bounds.to - length)
  return { from: at(start), to: at(start + length), live: start + length >= bounds.to }
}

export const panned = (view: Span, by: number, bounds: Bounds): View => placed(view.from + by, view.to - view.from, bounds)
/** `by` below 1: nearer. `on` keeps its place on the screen. */
export function zoomed(view: Span, by: number, on: number, bounds: Bounds): View {
  const span = view.to - view.from
  const length = Math.min(Math.max(span * by, SHORTEST), Math.max(longest(bounds), hours(72)))
  return placed(on - ((on - view.from) / span) * length, length, bounds)
}
/** The end of the window stays, unless it follows. */
export const preset = (view: View, { span }: Preset, bounds: Bounds): View =>
  span === null
    ? placed(bounds.from, bounds.to - bounds.from, bounds)
    : view.live
      ? placed(bounds.to - span, span, bounds)
      : zoomed(view, span / (view.to - view.from), (view.from + view.to) / 2, bounds)
export const atStart = (view: Span, bounds: Bounds): View => placed(bounds.from, view.to - view.from, bounds)
export const atEnd = (view: Span, bounds: Bounds): View => placed(bounds.to, view.to - view.from, bounds)
/** A moment in the middle, unless it is in sight with room around it. */
export function broughtIn(view: View, moment: At, bounds: Bounds): View {
  const span = view.to - view.from
  if (moment > view.from + span * 0.05 && moment < view.to - span * 0.05) return view
  return placed(moment - span / 2, span, bounds)
}
/** The same window a while later. */
export const carried = (view: View, now: At): View => (view.live ? { ...view, from: at(now - (view.to - view.from)), to: now } : view)
/** The preset that this window is of. */
export const presetOf = (view: Span, bounds: Bounds): Preset | undefined => {
  const same = (span: number): boolean => Math.abs(view.to - view.from - span) < Math.max(1000, span / 200)
  return PRESETS.find(({ span }) => (span === null ? same(bounds.to - bounds.from) : same(span)))
}
