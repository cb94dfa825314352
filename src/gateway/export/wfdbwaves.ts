// Waves of a window as a WFDB record: what there is of them first, then its segments. One scale a segment; a long gap is a null segment.
import type { Span, WavePiece } from '../../model/history.ts'
import { QUALITY, type WaveScale } from '../../model/sample.ts'
import { type At, at, minutes } from '../../model/units.ts'
import { NO_SAMPLE, WAVES, type WaveKey } from '../../model/waves.ts'
import type { Exporting } from './exporting.ts'
import { slicesOf } from './exporting.ts'
import type { Lane } from './wfdbfile.ts'

/** Waves are read in such slices. */
export const WAVE_SLICE = minutes(1)
/** Shorter stretches without any wave are invalid samples, longer ones a null segment. */
const LONG_GAP = minutes(1)
const MOST_SPF = 1000

/** A stretch of one wave in one scale. */
export interface Run extends WaveScale, Span {
  readonly signal: WaveKey
  readonly wide: boolean
}
const sameScale = (a: WaveScale, b: WaveScale): boolean =>
  a.rate === b.rate && a.gain === b.gain && a.baseline === b.baseline && a.unit === b.unit

/** Waves that led, as they are read slice by slice. */
export async function leading({ reading, stay }: Exporting, span: Span, signals: readonly WaveKey[]): Promise<readonly WavePiece[]> {
  const pieces = await reading.waves({ stay: stay.id, ...span, signals })
  return pieces.filter(({ quality }) => (quality & QUALITY.second) === 0)
}

/** Where the last valid sample of a piece ends; null: none is. A source that fell silent says so by invalid samples: they lengthen nothing. */
function validTo({ at: from, rate, data }: WavePiece): At | null {
  let count = data.length
  while (count > 0 && data[count - 1] === NO_SAMPLE) count--
  return count === 0 ? null : at(from + (count * 1000) / rate)
}

/** What there is of the waves of the window, oldest first; says after each slice how far it is. */
export async function* survey(
  of: Exporting,
  signals: readonly WaveKey[],
): AsyncGenerator<{ readonly until: At; readonly runs: readonly Run[] }> {
  const runs: Run[] = []
  const last = new Map<WaveKey, number>()
  for (const slice of slicesOf(of, WAVE_SLICE * 10)) {
    for (const piece of await leading(of, slice, signals)) {
      const { signal, rate, gain, baseline, unit, data } = piece
      const end = validTo(piece)
      if (end === null) continue
      const wide = data instanceof Int32Array
      const before = runs[last.get(signal) ?? -1]
      if (before && sameScale(before, piece) && before.wide === wide && piece.at - before.to < LONG_GAP)
        runs[last.get(signal)!] = { ...before, to: at(Math.max(before.to, end)) }
      else {
        last.set(signal, runs.length)
        runs.push({ signal, rate, gain, baseline, unit, wide, from: piece.at, to: end })
      }
    }
    yield { until: slice.to, runs }
  }
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
/** Frames a second at which each of the rates is a whole number of samples a frame; null where a frame would become too large. */
function frameRate(rates: readonly number[]): number | null {
  const thousandths = rates.map((rate) => Math.round(rate * 1000))
  if (rates.length === 1) return rates[0]!
  if (rates.some((rate, i) => Math.abs(rate * 1000 - thousandths[i]!) > 1e-6)) return null
  const fs = thousandths.reduce(gcd) / 1000
  return rates.every((rate) => rate / fs <= MOST_SPF) ? fs : null
}

/** One column of a record: a signal at a rate. */
export interface Column {
  readonly signal: WaveKey
  readonly rate: number
}
export interface Stretch extends Span {
  /** null: nothing there. */
  readonly runs: readonly Run[] | null
}
export interface WaveRecord {
  readonly fs: number
  readonly at: At
  readonly columns: readonly Column[]
  readonly stretches: readonly Stretch[]
}

/** Stretches in which every column keeps its scale, and long gaps between them. */
function stretchesOf(runs: readonly Run[]): readonly Stretch[] {
  const out: Stretch[] = []
  for (const run of runs.toSorted((a, b) => a.from - b.from)) {
    const open = out.at(-1)
    const clash = open?.runs?.some(
      (other) => other.signal === run.signal && other.rate === run.rate && !(sameScale(other, run) && other.wide === run.wide),
    )
    if (open?.runs && !clash && run.from - open.to < LONG_GAP) {
      const known = open.runs.some(({ signal, rate }) => signal === run.signal && rate === run.rate)
      out[out.length - 1] = { from: open.from, to: at(Math.max(open.to, run.to)), runs: known ? open.runs : [...open.runs, run] }
      continue
    }
    const from = open && run.from < open.to ? run.from : open && run.from - open.to >= LONG_GAP ? run.from : (open?.to ?? run.from)
    if (open && from > open.to) out.push({ from: open.to, to: from, runs: null })
    // Others that still go on when this one changes its scale go on in the new stretch.
    const going = open && open.to > from ? (open.runs ?? []).filter((other) => other.signal !== run.signal || other.rate !== run.rate) : []
    if (open && open.to > from) out[out.length - 1] = { ...open, to: from }
    out.push({ from, to: at(Math.max(run.to, going.length > 0 ? (open?.to ?? run.to) : run.to)), runs: [...going, run] })
  }
  return out
}

/** As few records as the rates allow, columns in the order of the table of waves. */
export function recordsOf(runs: readonly Run[]): readonly WaveRecord[] {
  const rates = [...new Set(runs.map(({ rate }) => rate as number))].toSorted((a, b) => b - a)
  const groups: number[][] = []
  for (const rate of rates) {
    const group = groups.find((one) => frameRate([...one, rate]) !== null)
    if (group) group.push(rate)
    else groups.push([rate])
  }
  return groups.map((group) => {
    const own = runs.filter(({ rate }) => group.includes(rate))
    const columns = (Object.keys(WAVES) as WaveKey[]).flatMap((signal) =>
      group.filter((rate) => own.some((run) => run.signal === signal && run.rate === rate)).map((rate): Column => ({ signal, rate })),
    )
    const stretches = stretchesOf(own)
    return { fs: frameRate(group)!, at: stretches[0]!.from, columns, stretches }
  })
}

/** A name of the column that is another for the same wave at another rate. */
export function descriptionOf({ signal, rate }: Column, columns: readonly Column[]): string {
  const first = columns.find((column) => column.signal === signal)
  return first?.rate === rate ? WAVES[signal].label : `${WAVES[signal].label} at ${rate} Hz`
}

/** Puts pieces into a column whose sample 0 is measured at `from`; what is in another scale is told in the lane's. */
export function place(pieces: readonly WavePiece[], column: Column, lane: Lane, from: number, out: Int32Array): void {
  const { rate } = column
  let end = Number.NaN
  for (const piece of pieces) {
    if (piece.signal !== column.signal || piece.rate !== rate) continue
    const { data, gain, baseline } = piece
    let start = Math.round(((piece.at - from) * rate) / 1000)
    // A device's clock is not ours: one sample more or less between two chunks that follow each other is none.
    if (Math.abs(start - end) === 1) start = end
    end = start + data.length
    const same = gain === lane.gain && baseline === lane.baseline
    for (let i = Math.max(0, -start); i < data.length && start + i < out.length; i++) {
      const raw = data[i]!
      if (raw === NO_SAMPLE) continue
      out[start + i] = same ? raw : Math.round(((raw - baseline) / gain) * lane.gain + lane.baseline)
    }
  }
}
