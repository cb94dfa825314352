// Calipers: two handles, each at a time and a height; between them time, rate and amplitude.
import { converted, type DisplayUnits, inUnit } from '../../../model/shownunits.ts'
import { WAVES, type WaveKey } from '../../../model/waves.ts'
import { type Ruler, type Speed, valueAt } from './scale.ts'
import type { Stretch } from './trace.ts'
import { signed } from './words.ts'

/** `mm`: below the upper edge of the lane that is measured. */
export interface Handle {
  readonly at: number
  readonly mm: number
}
export interface Calipers {
  readonly a: Handle
  readonly b: Handle
}
export type Which = keyof Calipers

export interface Measured {
  /** Never negative, whole ms. */
  readonly ms: number
  /** Per minute, were it one cycle; null: no time lies between. */
  readonly rate: number | null
  /** From the earlier handle to the later, in the wave's unit. */
  readonly amplitude: number
}

export function measure({ a, b }: Calipers, { mmPerUnit }: Pick<Ruler, 'mmPerUnit'>): Measured {
  const [first, second] = a.at <= b.at ? [a, b] : [b, a]
  const ms = Math.round(second.at - first.at)
  return { ms, rate: ms === 0 ? null : Math.round(60_000 / ms), amplitude: (first.mm - second.mm) / mmPerUnit + 0 }
}

/** "800 ms · 75/min · +1.2 mV"; no amplitude where the lane has no scale. */
export function measuredWords(
  { ms, rate, amplitude }: Measured,
  signal: WaveKey,
  { kind }: Pick<Ruler, 'kind'>,
  units: DisplayUnits,
): string {
  const { unit } = WAVES[signal]
  const tall =
    kind === 'own'
      ? null
      : kind === 'ecg'
        ? `${signed2(amplitude)} mV`
        : `${signed(converted(amplitude, unit, units))} ${inUnit(unit, units)}`
  return [`${ms} ms`, rate === null ? '–/min' : `${rate}/min`, tall].filter((one) => one !== null).join(' · ')
}
const signed2 = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`

/** TABLE: keys of a handle: a fine step, with Shift a small box. In ms by the speed, and in mm. */
const STEPS: Readonly<Record<string, readonly [time: number, height: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const FINE_MS = 4
const FINE_MM = 0.25

/** The handle after a key; null: the key is none of a handle's. */
export function stepped(handle: Handle, key: string, shift: boolean, speed: Speed, { mm }: Pick<Ruler, 'mm'>): Handle | null {
  const step = STEPS[key]
  if (!step) return null
  const [time, height] = step
  return {
    at: handle.at + time * (shift ? 1000 / speed : FINE_MS),
    mm: clamp(handle.mm + height * (shift ? 1 : FINE_MM), mm),
  }
}
export const clamp = (mm: number, most: number): number => Math.max(0, Math.min(most, mm))

/** What one handle is at, for a screen reader: value without a unit of time. */
export const heightWords = ({ mm }: Handle, ruler: Ruler): string =>
  ruler.kind === 'own' ? '' : `${signed2(valueAt(mm, ruler))} ${ruler.unit}`

/** Where calipers open: on the two beats around the middle of what is seen, else 800 ms apart; across the lane's middle. */
export function opened({ from, to }: Stretch, { mm }: Pick<Ruler, 'mm'>, intervals: readonly Stretch[] = []): Calipers {
  const middle = Math.round((from + to) / 2)
  // Of the intervals the one around the middle, or the nearest to it: a window may begin in a gap.
  const away = (one: Stretch): number => Math.max(one.from - middle, middle - one.to, 0)
  const beats = intervals.toSorted((a, b) => away(a) - away(b))[0]
  const [first, second] = beats ? [beats.from, beats.to] : [middle - 400, middle + 400]
  return { a: { at: Math.round(first), mm: mm * 0.25 }, b: { at: Math.round(second), mm: mm * 0.75 } }
}

/** March-out: the distance of the handles repeated to either side of them, while it is seen. */
export function marched({ a, b }: Calipers, from: number, to: number): readonly number[] {
  const step = Math.abs(b.at - a.at)
  if (step < 100) return []
  const out: number[] = []
  const first = Math.min(a.at, b.at)
  for (let at = first + Math.ceil((from - first) / step) * step; at < to; at += step)
    if (Math.abs(at - a.at) > 1 && Math.abs(at - b.at) > 1) out.push(at)
  return out
}
