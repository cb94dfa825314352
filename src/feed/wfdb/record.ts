// A whole recording, of one segment or many: one time axis, one scale a signal, gaps where nothing was recorded [FACTS §5.3].
import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Hz, hz, type Ms, ms } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { type Place, WfdbError } from './error.ts'
import { FORMATS } from './formats.ts'
import { dateText, type Header, parseHeader, type SignalLine } from './header.ts'
import { NO_RAW, openSegment, type Segment } from './segment.ts'

export interface RecordSignal {
  readonly description: string
  readonly spf: number
  /** spf × fs. */
  readonly rate: Hz
  /** physical = (sample − baseline) / gain. */
  readonly gain: number
  readonly baseline: number
  /** As the header has it, null where absent. */
  readonly unit: string | null
  /** False where the gain is assumed. */
  readonly calibrated: boolean
  /** True where its columns are Int32Array. */
  readonly wide: boolean
  /** How many values its format has (4096 for 12 bits): a sample beyond the range was written modulo this. Null where it cannot matter. */
  readonly span: number | null
}

export type Column = Int16Array | Int32Array

export interface Recording {
  readonly name: string
  readonly header: Header
  /** Frames a second. */
  readonly fs: number
  readonly frames: number
  readonly duration: Ms
  readonly signals: readonly RecordSignal[]
  /** The recording's own date and time, as text. */
  readonly date: string | null
  /** Info strings of the header and of its first segment. */
  readonly info: readonly string[]
  /** Columns of frames [from, from + count), one a signal of count × spf samples; NO_SAMPLE where there is none. */
  read(from: number, count: number): readonly Column[]
  /** Closes its files; the next read opens them again. */
  close(): void
}

const HEADER_BYTES = 8_000_000

function loadHeader(folder: string, name: string, asked: Place | null): Header {
  const file = `${name}.hea`
  let text: string
  try {
    const path = join(folder, file)
    const { size } = statSync(path)
    if (size > HEADER_BYTES) throw new WfdbError('header', { file }, `${size} bytes are too many for a header`)
    text = readFileSync(path, 'latin1')
  } catch (error) {
    if (error instanceof WfdbError) throw error
    const why = (error as NodeJS.ErrnoException).code ?? 'error'
    throw new WfdbError('missing', asked ?? { file }, asked ? `cannot read ${file} (${why})` : `cannot read it in ${folder} (${why})`)
  }
  return parseHeader(text, file)
}

/** A stretch of the recording: samples of a segment, or a gap. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly segment: Segment | null
  /** For each signal of the recording the segment's signal and how its integers become ours. */
  readonly map: readonly ({ readonly index: number; readonly factor: number; readonly shift: number } | null)[]
}

const nth = (lines: readonly SignalLine[], index: number): number =>
  lines.slice(0, index).filter((line) => line.description === lines[index]?.description).length

/** Which signal of the segment is the layout's `index`th: by description; the same one twice counts in order. */
function match(layout: readonly SignalLine[], index: number, lines: readonly SignalLine[]): number {
  const wanted = layout[index]
  const alike = [...lines.keys()].filter((at) => lines[at]?.description === wanted?.description)
  return alike[nth(layout, index)] ?? -1
}

interface Part {
  readonly header: Header | null
  readonly from: number
  readonly frames: number
}

/** Segments in order with their place in time; a layout segment has no frames. */
function parts(folder: string, header: Header): readonly Part[] {
  if (!header.segments) return [{ header, from: 0, frames: header.frames }]
  let from = 0
  const all = header.segments.map((line): Part => {
    const start = from
    from += line.frames
    if (line.name === '~') return { header: null, from: start, frames: line.frames }
    const at = { file: header.file, line: line.line, field: [1, 'segment'] as const }
    const segment = loadHeader(folder, line.name, at)
    if (segment.segments) throw new WfdbError('layout', at, `${line.name} is itself in segments, which cannot nest`)
    if (Math.abs(segment.fs - header.fs) > 1e-6 * header.fs)
      throw new WfdbError(
        'layout',
        { file: segment.file, line: segment.line, field: [3, 'sampling frequency'] },
        `${segment.fs}, not ${header.fs}`,
      )
    if (segment.frames && line.frames && segment.frames !== line.frames)
      throw new WfdbError(
        'layout',
        { ...at, field: [2, 'number of samples'] },
        `${line.frames}, but ${segment.file} says ${segment.frames}`,
      )
    // A length that stands in the record only is tested against the file all the same.
    return { header: { ...segment, frames: segment.frames || line.frames }, from: start, frames: line.frames }
  })
  if (header.frames && from !== header.frames)
    throw new WfdbError(
      'layout',
      { file: header.file, line: header.line, field: [4, 'number of samples'] },
      `${header.frames}, but the segments hold ${from}`,
    )
  return all
}

/** The scale a signal is shown in: the layout's, else that of the first segment that has the signal. */
function scaleOf(layout: readonly SignalLine[], index: number, variable: boolean, data: readonly Header[]): SignalLine {
  const own = layout[index] as SignalLine
  if (!variable || own.calibrated) return own
  for (const header of data) {
    const found = header.signals[match(layout, index, header.signals)]
    if (found?.calibrated) return found
  }
  return own
}

/**
 * Opens a recording by the path of its header, with or without ".hea", and proves all its samples by their checksums,
 * in blocks of bounded size (a day of four leads takes some seconds). `prove` false leaves the proof out: for what is not played.
 * Throws a WfdbError that names file, line and field.
 */
export function openRecord(path: string, prove = true): Recording {
  const [folder, name] = [dirname(path), basename(path).replace(/\.hea$/, '')]
  const header = loadHeader(folder, name, null)
  const pieces = parts(folder, header)
  const variable = header.segments !== null && pieces[0]?.frames === 0 && pieces[0].header !== null
  const described = pieces.find((piece) => piece.header)?.header
  if (!described) throw new WfdbError('layout', { file: header.file, line: header.line }, 'holds no signals, only gaps')
  const layout = described.signals
  const data = pieces.slice(variable ? 1 : 0).filter((piece) => piece.header !== null)
  const headers = data.map((piece) => piece.header as Header)
  if (described.nsig !== header.nsig)
    throw new WfdbError(
      'layout',
      { file: header.file, line: header.line, field: [2, 'number of signals'] },
      `${header.nsig}, but ${described.file} has ${described.nsig}`,
    )

  const scales = layout.map((_, index) => scaleOf(layout, index, variable, headers))
  let wide = layout.map(() => false)
  const mapOf = (segment: Header): Stretch['map'] =>
    layout.map((line, index) => {
      const at = match(layout, index, segment.signals)
      const own = segment.signals[at]
      const scale = scales[index] as SignalLine
      const place = (field: readonly [number, string]): Place => ({ file: segment.file, line: own?.line ?? segment.line, field })
      if (!own) {
        if (variable) return null
        throw new WfdbError('layout', place([2, 'number of signals']), `signal "${line.description}" is missing in this segment`)
      }
      if (own.spf !== line.spf) throw new WfdbError('layout', place([2, 'samples per frame']), `${own.spf}, not ${line.spf} as before`)
      if (own.units !== scale.units && (own.units ?? 'mV') !== (scale.units ?? 'mV'))
        throw new WfdbError('layout', place([3, 'units']), `"${own.units ?? 'mV'}", not "${scale.units ?? 'mV'}" as before`)
      const factor = scale.gain / own.gain
      const shift = scale.baseline - own.baseline * factor
      if (factor !== 1 || shift !== 0 || FORMATS.get(own.format)?.wide) wide = wide.map((was, nr) => was || nr === index)
      return { index: at, factor, shift }
    })

  const stretches: Stretch[] = []
  let frames = 0
  for (const piece of pieces) {
    if (variable && piece === pieces[0]) continue
    const segment = piece.header && openSegment(folder, piece.header)
    try {
      if (prove) segment?.verify()
    } finally {
      segment?.close()
    }
    const length = header.segments ? piece.frames : (segment?.frames ?? 0)
    stretches.push({ from: piece.from, to: piece.from + length, segment, map: piece.header ? mapOf(piece.header) : [] })
    frames = piece.from + length
  }
  if (frames <= 0)
    throw new WfdbError('layout', { file: header.file, line: header.line, field: [4, 'number of samples'] }, 'the recording is empty')

  const signals = layout.map((line, index): RecordSignal => {
    const { gain, baseline, units, calibrated } = scales[index] as SignalLine
    const rate = hz(line.spf * header.fs)
    const range = wide[index] ? undefined : FORMATS.get(line.format)?.range
    const span = range ? range[1] - range[0] + 1 : null
    return { description: line.description, spf: line.spf, rate, gain, baseline, unit: units, calibrated, wide: wide[index] ?? false, span }
  })

  let open: Segment | null = null
  const use = (segment: Segment): Segment => {
    if (open !== segment) open?.close()
    open = segment
    return segment
  }
  const find = (frame: number): number => {
    let [low, high] = [0, stretches.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((stretches[middle]?.to ?? 0) <= frame) low = middle + 1
      else high = middle
    }
    return low
  }
  const read = (from: number, count: number): readonly Column[] => {
    const out = signals.map(({ spf, wide: big }) => (big ? new Int32Array(count * spf) : new Int16Array(count * spf)).fill(NO_SAMPLE))
    for (let at = find(Math.max(0, from)); at < stretches.length; at++) {
      const stretch = stretches[at] as Stretch
      if (stretch.from >= from + count) break
      const [first, last] = [Math.max(from, stretch.from), Math.min(from + count, stretch.to)]
      if (!stretch.segment || last <= first) continue
      const columns = use(stretch.segment).read(first - stretch.from, last - first)
      for (const [index, line] of stretch.map.entries()) {
        const [column, target, spf] = [line && columns[line.index], out[index], layout[index]?.spf ?? 1]
        if (!line || !column || !target) continue
        const offset = (first - from) * spf
        for (let nr = 0; nr < column.length; nr++) {
          const raw = column[nr] ?? NO_RAW
          if (raw === NO_RAW) continue
          const value = line.factor === 1 && line.shift === 0 ? raw : Math.round(raw * line.factor + line.shift)
          // In wider formats the value that means "none" to us may be a true one: it is moved by one count.
          target[offset + nr] = value === NO_SAMPLE ? NO_SAMPLE + 1 : value
        }
      }
    }
    return out
  }
  const info = [...header.info, ...(header.segments ? described.info : [])]
  const date = dateText(header)
  return {
    name,
    header,
    fs: header.fs,
    frames,
    duration: ms((frames / header.fs) * 1000),
    signals,
    date,
    info,
    read,
    close: () => open?.close(),
  }
}
