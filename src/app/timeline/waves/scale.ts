// The paper that waves are drawn on: millimetres a second, millimetres a unit, and what a screen has of them.
// ECG paper: small boxes of 1 mm, large ones of 5 mm; 25 mm/s makes them 40 and 200 ms, 10 mm/mV 0.1 and 0.5 mV [mem].
import { WAVES, type WaveKey } from '../../../model/waves.ts'
import { ASSUMED_PX_PER_MM } from '../../page/calibration.ts'
import type { Seen } from './trace.ts'

export const SPEEDS = [25, 50] as const
export type Speed = (typeof SPEEDS)[number]
export const ECG_GAINS = [5, 10, 20] as const
export type EcgGain = (typeof ECG_GAINS)[number]
export const BOX = { small: 1, large: 5 } as const

/** A window of time on paper. `pxPerMm` null: this screen is not calibrated, and CSS's own millimetre is taken. */
export interface Paper {
  readonly from: number
  readonly speed: Speed
  readonly pxPerMm: number | null
}
export const pxPerMmOf = (pxPerMm: number | null): number => pxPerMm ?? ASSUMED_PX_PER_MM
export const mmOf = (ms: number, speed: number): number => (ms / 1000) * speed
export const xOf = (time: number, { from, speed, pxPerMm }: Paper): number => mmOf(time - from, speed) * pxPerMmOf(pxPerMm)
export const timeOf = (x: number, { from, speed, pxPerMm }: Paper): number => from + (x / pxPerMmOf(pxPerMm) / speed) * 1000
/** What fits in so many pixels, ms. */
export const spanOf = (px: number, paper: Omit<Paper, 'from'>): number => timeOf(px, { ...paper, from: 0 })

/** How a lane is scaled: values at its lower and upper edge, its height, and what a reader must know of it. */
export interface Ruler {
  readonly low: number
  readonly high: number
  readonly mm: number
  readonly mmPerUnit: number
  /** Values that are written at the ruler. */
  readonly ticks: readonly number[]
  readonly unit: string
  /** Where the ECG's zero was moved to, because the recording stands off it; else 0. */
  readonly base: number
  readonly kind: 'ecg' | 'fixed' | 'own'
}

/** TABLE: an ECG lane by its gain, mm: below and above zero, whole large boxes. */
const ECG_LANES: Readonly<Record<EcgGain, readonly [below: number, above: number]>> = { 5: [5, 15], 10: [10, 20], 20: [20, 30] }
const FIXED_MM = 30
const FIXED_PARTS = 3
const OWN_MM = 20
/** An ECG whose median lies so far off zero is a recording with an offset, mV. */
const OFF = 0.4
/** A wave with a scale of its own fills this share of its lane. */
const FILL = 0.86

function ecg(gain: EcgGain, seen: Seen | null): Ruler {
  const [below, above] = ECG_LANES[gain]
  // In whole large boxes, so that zero stays on a thick line.
  const box = BOX.large / gain
  const base = seen && Math.abs(seen.middle) > OFF ? Math.round(seen.middle / box) * box : 0
  return {
    low: base - below / gain,
    high: base + above / gain,
    mm: below + above,
    mmPerUnit: gain,
    ticks: [base],
    unit: 'mV',
    base,
    kind: 'ecg',
  }
}

function fixed(signal: WaveKey, [low, usual]: readonly [number, number], seen: Seen | null): Ruler {
  // A pressure beyond its scale is shown on twice the scale, and not cut off.
  let high = usual
  for (let times = 0; seen && seen.high > high && times < 4; times++) high = low + 2 * (high - low)
  const part = (high - low) / FIXED_PARTS
  const ticks: number[] = []
  for (let tick = Math.ceil(low / part) * part; tick <= high + 1e-9; tick += part) ticks.push(tick + 0)
  return { low, high, mm: FIXED_MM, mmPerUnit: FIXED_MM / (high - low), ticks, unit: WAVES[signal].unit, base: 0, kind: 'fixed' }
}

function own(signal: WaveKey, seen: Seen | null): Ruler {
  const middle = seen ? (seen.low + seen.high) / 2 : 0
  const half = Math.max(seen ? (seen.high - seen.low) / 2 / FILL : 1, 1e-9)
  return {
    low: middle - half,
    high: middle + half,
    mm: OWN_MM,
    mmPerUnit: OWN_MM / (2 * half),
    ticks: [],
    unit: WAVES[signal].unit,
    base: 0,
    kind: 'own',
  }
}

/** The ruler of a wave. `seen`: what is known of the stretch around; by it a scale of its own is found. */
export function rulerOf(signal: WaveKey, gain: EcgGain, seen: Seen | null): Ruler {
  const { scale, span } = WAVES[signal]
  if (scale === 'ecg') return ecg(gain, seen)
  return span === null ? own(signal, seen) : fixed(signal, span, seen)
}

/** Millimetres below the lane's upper edge. */
export const mmDown = (value: number, { high, mmPerUnit }: Ruler): number => (high - value) * mmPerUnit
export const valueAt = (mm: number, { high, mmPerUnit }: Ruler): number => high - mm / mmPerUnit
