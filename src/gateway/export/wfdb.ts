// A window of a stay as WFDB records in a tar archive: waves as they were measured, numbers in a record of their own ("…n"). Names nobody.
import type { Span } from '../../model/history.ts'
import { signalOf } from '../../model/signals.ts'
import { VITAL_KEYS } from '../../model/vitals.ts'
import { NO_SAMPLE, type WaveKey } from '../../model/waves.ts'
import { type Exporting, type Part, shareOf } from './exporting.ts'
import { TAR_END } from './tar.ts'
import { headerOf, type Lane, recordLine, segmentFiles, signalLine, tarred } from './wfdbfile.ts'
import { numberReader, surveyNumbers } from './wfdbnumbers.ts'
import { descriptionOf, leading, place, type Run, recordsOf, type Stretch, survey, type WaveRecord } from './wfdbwaves.ts'

const NOTHING = new Uint8Array(0)
/** Shares of the work: looking what there is of numbers and of waves, writing waves, writing numbers. */
const LOOKED = { numbers: 0.1, waves: 0.3, written: 0.9 } as const

const plainName = (name: string): string => name.replace(/[^A-Za-z0-9_]+/g, '_')
const infoOf = ({ zone, demo, stay, bed }: Exporting): readonly string[] => [
  ...(demo ? ['DEMO: an invented patient'] : []),
  `Wardlight: stay ${stay.id}, bed ${bed}; base time by the clock of ${zone}`,
  'Secondary display: bedside alarms lead. Samples are as they were received; what was not known is invalid.',
]

interface Piece {
  readonly bytes: Uint8Array
  /** Of this record. */
  readonly share: number
}

async function* waveRecord(of: Exporting, record: WaveRecord, name: string): AsyncGenerator<Piece> {
  const { fs, columns, stretches } = record
  /** A gap begins behind the last frame that holds anything. */
  const frameOf = ({ from, runs }: Stretch): number => {
    const exact = ((from - record.at) * fs) / 1000
    return runs ? Math.floor(exact + 1e-6) : Math.ceil(exact - 1e-6)
  }
  const total = Math.max(1, Math.ceil(((stretches.at(-1)!.to - record.at) * fs) / 1000 - 1e-6))
  const edges = [...stretches.map(frameOf), total]
  const laneOf = (column: WaveRecord['columns'][number], run: Run): Lane => ({
    description: descriptionOf(column, columns),
    spf: Math.round(column.rate / fs),
    gain: run.gain,
    baseline: run.baseline,
    unit: run.unit,
    wide: run.wide,
  })
  /** Columns of a stretch with their lanes, those in 16 bits first. */
  const lanesOf = ({ runs }: Stretch) =>
    columns
      .flatMap((column) => {
        const run = runs?.find(({ signal, rate }) => signal === column.signal && rate === column.rate)
        return run ? [{ column, lane: laneOf(column, run) }] : []
      })
      .toSorted((a, b) => Number(a.lane.wide) - Number(b.lane.wide))

  const one = stretches.length === 1
  const names: { readonly name: string; readonly frames: number }[] = []
  for (const [nth, stretch] of stretches.entries()) {
    const [begin, end] = [edges[nth]!, edges[nth + 1]!]
    if (end <= begin) continue
    const own = one ? name : `${name}_${String(names.length + 1).padStart(4, '0')}`
    names.push({ name: stretch.runs ? own : '~', frames: end - begin })
    if (!stretch.runs) continue
    const lanes = lanesOf(stretch)
    const signals = [...new Set(lanes.map(({ column }) => column.signal))]
    const read = async (from: number, count: number): Promise<readonly Int32Array[]> => {
      const start = record.at + ((begin + from) * 1000) / fs
      const margin = 1000 / fs
      const span = { from: Math.max(of.from, start - margin), to: Math.min(of.to, start + ((count + 1) * 1000) / fs) } as Span
      const pieces = span.to > span.from ? await leading(of, span, signals) : []
      return lanes.map(({ column, lane }) => {
        const out = new Int32Array(count * lane.spf).fill(NO_SAMPLE)
        place(pieces, column, lane, start, out)
        return out
      })
    }
    const segment = {
      name: own,
      fs,
      frames: end - begin,
      at: record.at + (begin * 1000) / fs,
      zone: of.zone,
      made: of.made,
      lanes: lanes.map(({ lane }) => lane),
      read,
      info: one ? infoOf(of) : [],
    }
    for await (const { bytes, share } of segmentFiles(segment)) yield { bytes, share: (begin + share * (end - begin)) / total }
  }
  if (one) return
  const layout = columns.map((column) => {
    const run = stretches.flatMap(({ runs }) => runs ?? []).find(({ signal, rate }) => signal === column.signal && rate === column.rate)!
    return signalLine('~', 0, laneOf(column, run), 0, 0)
  })
  yield* plain(`${name}_layout.hea`, headerOf([`${name}_layout ${columns.length} ${fs} 0`, ...layout], []), of.made)
  const master = recordLine(`${name}/${names.length + 1}`, columns.length, fs, total, of.zone, record.at)
  const lines = [master, `${name}_layout 0`, ...names.map((segment) => `${segment.name} ${segment.frames}`)]
  yield* plain(`${name}.hea`, headerOf(lines, infoOf(of)), of.made)
}

function* plain(file: string, content: Uint8Array, made: number): Generator<Piece> {
  for (const bytes of tarred(file, content, made)) yield { bytes, share: 1 }
}

export async function* wfdbOf(of: Exporting): AsyncGenerator<Part> {
  const name = plainName(of.name)
  const signals = (await of.reading.extents(of.stay.id))
    .filter(({ from, to }) => from <= of.to && to >= of.from)
    .map(({ signal }) => signal)
  const vitals = VITAL_KEYS.filter((key) => signals.includes(key))
  const waves = signals.filter((signal): signal is WaveKey => signalOf(signal).kind === 'wave')

  let numbers: Awaited<ReturnType<ReturnType<typeof surveyNumbers>['next']>>['value']['found'] = null
  if (vitals.length > 0)
    for await (const { done, found } of surveyNumbers(of, vitals)) {
      numbers = found
      yield { bytes: NOTHING, done: done * LOOKED.numbers }
    }
  let runs: readonly Run[] = []
  if (waves.length > 0)
    for await (const step of survey(of, waves)) {
      runs = step.runs
      yield { bytes: NOTHING, done: LOOKED.numbers + shareOf(of, step.until) * (LOOKED.waves - LOOKED.numbers) }
    }
  const records = recordsOf(runs)
  for (const [nth, record] of records.entries()) {
    const own = nth === 0 ? name : `${name}_${nth + 1}r`
    const begin = LOOKED.waves + ((LOOKED.written - LOOKED.waves) * nth) / records.length
    for await (const { bytes, share } of waveRecord(of, record, own))
      yield { bytes, done: Math.min(LOOKED.written, begin + (share * (LOOKED.written - LOOKED.waves)) / records.length) }
  }
  if (numbers) {
    const { at, period, frames, lanes } = numbers
    const read = numberReader(of, numbers)
    const info = infoOf(of)
    const segment = { name: `${name}n`, fs: 1000 / period, frames, at, zone: of.zone, made: of.made, lanes, read, info }
    for await (const { bytes, share } of segmentFiles(segment))
      yield { bytes, done: Math.min(1, LOOKED.written + share * (1 - LOOKED.written)) }
  }
  yield { bytes: TAR_END, done: 1 }
}
