// A series of numbers or a wave as FHIR SampledData: equal steps, "E" where nothing is known, a new one where the steps break [FACTS §3.5].
import type { RawNumbers, WavePiece } from '../../model/history.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { numberText } from './exporting.ts'

export interface Series {
  readonly from: number
  readonly to: number
  /** ms. */
  readonly period: number
  readonly data: string
  /** Known values. */
  readonly known: number
  readonly quality: number
}
/** So many missing steps are told as "E"; more end the series. */
const MOST_MISSING = 60
/** A sample lies at most so far from its step, as a share of it. */
const OFF = 0.3

/** The distance that most neighbours keep, whole ms; null where there are none. */
export function usualStep(at: ArrayLike<number>): number | null {
  const steps = new Map<number, number>()
  for (let i = 1; i < at.length; i++) {
    const step = Math.round(at[i]! - at[i - 1]!)
    if (step > 0) steps.set(step, (steps.get(step) ?? 0) + 1)
  }
  return [...steps].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? null
}

/** Every sample is in exactly one series, at its step. */
export function seriesOf({ at, value, quality }: Pick<RawNumbers, 'at' | 'value' | 'quality'>): readonly Series[] {
  const period = usualStep(at) ?? 1000
  const out: Series[] = []
  let words: string[] = []
  let [begin, known, bits] = [0, 0, 0]
  const end = (): void => {
    if (words.length > 0)
      out.push({ from: begin, to: begin + (words.length - 1) * period, period, data: words.join(' '), known, quality: bits })
    words = []
    known = 0
  }
  for (let i = 0; i < at.length; i++) {
    const exact = (at[i]! - begin) / period
    const step = Math.round(exact)
    const fits = words.length > 0 && step >= words.length && step - words.length <= MOST_MISSING && Math.abs(exact - step) <= OFF
    if (!fits || quality[i] !== bits) {
      end()
      begin = at[i]!
      bits = quality[i]!
    } else while (words.length < step) words.push('E')
    const one = value[i]!
    if (!Number.isNaN(one)) known++
    words.push(Number.isNaN(one) ? 'E' : numberText(one))
  }
  end()
  return out
}

/** Integers as they were measured: value = data × factor + origin. */
export const waveData = ({ data }: Pick<WavePiece, 'data'>): string => {
  const words: (number | 'E')[] = []
  for (const raw of data) words.push(raw === NO_SAMPLE ? 'E' : raw)
  return words.join(' ')
}

/** Pieces of one wave that follow each other, joined up to `most` samples. */
export function joinedPieces(pieces: readonly WavePiece[], most: number): readonly WavePiece[] {
  const out: WavePiece[][] = []
  let next = Number.NaN
  let length = 0
  for (const piece of pieces) {
    const head = out.at(-1)?.[0]
    const same =
      head &&
      head.signal === piece.signal &&
      head.source === piece.source &&
      head.rate === piece.rate &&
      head.gain === piece.gain &&
      head.baseline === piece.baseline &&
      head.unit === piece.unit &&
      head.quality === piece.quality &&
      Math.abs(piece.at - next) <= 500 / piece.rate &&
      length + piece.data.length <= most
    if (same) out.at(-1)!.push(piece)
    else {
      out.push([piece])
      length = 0
    }
    length += piece.data.length
    next = piece.at + (piece.data.length * 1000) / piece.rate
  }
  return out.map((group) => {
    if (group.length === 1) return group[0]!
    const data = new Int32Array(group.reduce((sum, piece) => sum + piece.data.length, 0))
    let place = 0
    for (const piece of group) {
      data.set(piece.data, place)
      place += piece.data.length
    }
    return { ...group[0]!, data }
  })
}
