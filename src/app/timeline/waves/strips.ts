// A strip on paper: how its time is broken into rows, and how its lanes lie, in millimetres. Pure.
import type { Gap, WavePiece } from '../../../model/history.ts'
import { WAVE_KEYS, type WaveKey } from '../../../model/waves.ts'
import { type EcgGain, mmOf, type Ruler, rulerOf } from './scale.ts'
import { piecesOf, type Stretch, seenOf } from './trace.ts'

/** 10 s before an alarm to 10 s after. */
export const AROUND = 10_000
export const stripAround = (at: number): Stretch => ({ from: at - AROUND, to: at + AROUND })

/** Left of the grid: label, ruler and calibration pulse. Above it: the time. */
export const MARGIN = { left: 16, top: 5, right: 1 } as const

/** Rows of whole seconds that fit in so many millimetres, the last one shorter; never less than a second. */
export function rowsOfStrip({ from, to }: Stretch, speed: number, widthMm: number): readonly Stretch[] {
  const fits = Math.max(1, Math.floor((widthMm - MARGIN.left - MARGIN.right) / speed)) * 1000
  const count = Math.max(1, Math.ceil((to - from) / fits))
  return Array.from({ length: count }, (_, i) => ({ from: from + i * fits, to: Math.min(to, from + (i + 1) * fits) }))
}

export interface Lane {
  readonly signal: WaveKey
  readonly ruler: Ruler
  readonly pieces: readonly WavePiece[]
  readonly gaps: readonly Gap[]
  /** Upper edge, mm below the first lane's. */
  readonly top: number
}
/** Reasons of a wave's holes, as the history tells them. */
export type GapsOf = Partial<Record<WaveKey, readonly Gap[]>>

/** A lane a wave, in the order of the table, one below the other. `seen`: the stretch that a wave's own scale is made for. */
export function lanesOf(
  pieces: readonly WavePiece[],
  gaps: GapsOf,
  gain: EcgGain,
  seen: Stretch,
  only?: readonly WaveKey[],
): readonly Lane[] {
  let top = 0
  const signals = WAVE_KEYS.filter((key) => (only ? only.includes(key) : pieces.some(({ signal }) => signal === key)))
  return signals.map((signal) => {
    const own = piecesOf(pieces, signal)
    const ruler = rulerOf(signal, gain, seenOf(own, seen))
    const lane = { signal, ruler, pieces: own, gaps: gaps[signal] ?? [], top }
    top += ruler.mm
    return lane
  })
}
export const heightOf = (lanes: readonly Lane[]): number => lanes.reduce((sum, { ruler }) => sum + ruler.mm, 0)
export const widthOf = ({ from, to }: Stretch, speed: number): number => mmOf(to - from, speed)
