// The grammar of a recording's header file (.hea) [FACTS §5.1, WFDB header.5].
import { type Place, WfdbError } from './error.ts'

export interface SignalLine {
  /** Line of the header file it stands in, from 1. */
  readonly line: number
  /** File beside the header; '~' in a layout segment. */
  readonly file: string
  readonly format: number
  /** Samples per frame. */
  readonly spf: number
  /** Samples of this signal before time 0. */
  readonly skew: number
  /** Bytes before the first sample in the file. */
  readonly offset: number
  /** ADC units per physical unit, never 0. */
  readonly gain: number
  /** False where the header gives no gain and 200 is assumed. */
  readonly calibrated: boolean
  readonly baseline: number
  /** As written, null where absent: mV is then meant for waves. */
  readonly units: string | null
  readonly adcres: number
  readonly adczero: number
  readonly initval: number
  /** Low 16 bits of the sum of the samples; null where absent. */
  readonly checksum: number | null
  readonly blocksize: number
  readonly description: string
}

export interface SegmentLine {
  readonly line: number
  /** '~' for a gap. */
  readonly name: string
  readonly frames: number
}

export interface Header {
  /** Name of the header file, for messages. */
  readonly file: string
  readonly name: string
  /** Number of the record line. */
  readonly line: number
  /** Frames a second. */
  readonly fs: number
  readonly counterFs: number
  readonly baseCount: number
  readonly nsig: number
  /** Frames; 0 where unknown. */
  readonly frames: number
  /** Time of day of the first frame in milliseconds; null where absent. */
  readonly time: number | null
  readonly date: { readonly day: number; readonly month: number; readonly year: number } | null
  readonly signals: readonly SignalLine[]
  /** Null where the record is one segment. */
  readonly segments: readonly SegmentLine[] | null
  /** `#` lines before and among the signal lines. */
  readonly comments: readonly string[]
  /** `#` lines after the last signal line: age, sex, alarm label. */
  readonly info: readonly string[]
}

/** Bounds on what a header may ask for, so that a damaged one cannot eat the machine. */
const MOST = { signals: 256, segments: 100_000, spf: 10_000 } as const

const DIFFERENCE = 8

type Field = readonly [number, string]
interface Line {
  readonly text: string
  readonly place: Place
}

const refuse = (line: Line, field: Field | undefined, what: string): never => {
  throw new WfdbError('header', field ? { ...line.place, field } : line.place, what)
}

function number(line: Line, field: Field, text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) refuse(line, field, `not a number: "${text}"`)
  const value = Number(text)
  return Number.isFinite(value) ? value : refuse(line, field, `too large: "${text}"`)
}

function whole(line: Line, field: Field, text: string, low = Number.MIN_SAFE_INTEGER, high = Number.MAX_SAFE_INTEGER): number {
  if (!/^[+-]?\d+$/.test(text)) refuse(line, field, `not a whole number: "${text}"`)
  const value = Number(text)
  return value >= low && value <= high ? value : refuse(line, field, `out of range: "${text}"`)
}

/** Names of files and segments lie beside their header: no folder, no way out of it. */
function fileName(line: Line, field: Field, text: string): string {
  if (/[/\\\0]/.test(text) || text === '.' || text === '..' || text === '-') refuse(line, field, `not a file beside the header: "${text}"`)
  return text
}

/**
 * `HH:MM:SS[.sss]`, `MM:SS[.sss]` or `SS[.sss]` → milliseconds, null where it is none of these.
 * With one colon the parts are minutes and seconds: numerics records print `31:25.894` [FACTS §5.3].
 */
export function timeOfDay(text: string): number | null {
  const found = /^(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d+(?:\.\d*)?)$/.exec(text)
  if (!found) return null
  const [hours, mins, secs] = [Number(found[1] ?? 0), Number(found[2] ?? 0), Number(found[3])]
  if (hours > 24 || mins > 59 || (found[2] !== undefined && secs >= 60)) return null
  return Math.round((hours * 3600 + mins * 60 + secs) * 1000)
}

function date(line: Line, text: string): Header['date'] {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{1,5})$/.exec(text)
  const [day, month, year] = found ? [Number(found[1]), Number(found[2]), Number(found[3])] : [0, 0, 0]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days ? { day, month, year } : refuse(line, [6, 'date'], `not a date DD/MM/YYYY: "${text}"`)
}

interface RecordLine extends Omit<Header, 'signals' | 'segments' | 'comments' | 'info'> {
  readonly nseg: number | null
}

function recordLine(line: Line): RecordLine {
  const [id = '', nsig = '', fs, nsamp, time, day, ...rest] = line.text.trim().split(/\s+/)
  if (rest.length) refuse(line, [7, 'end'], `unexpected: "${rest[0]}"`)
  const parts = id.split('/')
  if (parts.length > 2 || !parts[0]) refuse(line, [1, 'record name'], `not a record name: "${id}"`)
  const nseg = parts[1] === undefined ? null : whole(line, [1, 'number of segments'], parts[1], 1, MOST.segments)
  if (!nsig) refuse(line, [2, 'number of signals'], 'missing')
  const rates =
    /^([^/(]+)(?:\/([^(]+))?(?:\(([^)]*)\))?$/.exec(fs ?? '250') ?? refuse(line, [3, 'sampling frequency'], `not a rate: "${fs}"`)
  const rate = number(line, [3, 'sampling frequency'], rates[1] ?? '')
  if (rate <= 0) refuse(line, [3, 'sampling frequency'], `not above 0: "${fs}"`)
  return {
    file: line.place.file,
    line: line.place.line ?? 1,
    name: parts[0] ?? '',
    nseg,
    nsig: whole(line, [2, 'number of signals'], nsig, 0, MOST.signals),
    fs: rate,
    counterFs: rates[2] === undefined ? rate : number(line, [3, 'counter frequency'], rates[2]),
    baseCount: rates[3] === undefined ? 0 : number(line, [3, 'base counter'], rates[3]),
    frames: nsamp === undefined ? 0 : whole(line, [4, 'number of samples'], nsamp, 0),
    time: time === undefined ? null : (timeOfDay(time) ?? refuse(line, [5, 'time'], `not a time HH:MM:SS: "${time}"`)),
    date: day === undefined ? null : date(line, day),
  }
}

/** `FORMAT[xSPF][:SKEW][+OFFSET]` */
function layout(line: Line, text: string): Pick<SignalLine, 'format' | 'spf' | 'skew' | 'offset'> {
  const found = /^([^x:+]+)(?:x([^:+]*))?(?::([^+]*))?(?:\+(.*))?$/.exec(text) ?? refuse(line, [2, 'format'], `not a format: "${text}"`)
  const part = (at: number, name: string, fallback: number, low: number, high: number): number =>
    found[at] === undefined ? fallback : whole(line, [2, name], found[at], low, high)
  return {
    format: whole(line, [2, 'format'], found[1] ?? '', 0, 9999),
    spf: part(2, 'samples per frame', 1, 1, MOST.spf),
    skew: part(3, 'skew', 0, 0, 10_000_000),
    offset: part(4, 'byte offset', 0, 0, Number.MAX_SAFE_INTEGER),
  }
}

function signalLine(line: Line): SignalLine {
  const fields = line.text.trim().split(/\s+/)
  const [file = '', fmt, gainText, adcresText, adczeroText, initText, sumText, blockText] = fields
  if (fmt === undefined) refuse(line, [2, 'format'], 'missing')
  const shape = layout(line, fmt ?? '')
  const scale = /^([^(/]+)(?:\(([^)]*)\))?(?:\/(.+))?$/.exec(gainText ?? '0') ?? refuse(line, [3, 'gain'], `not a gain: "${gainText}"`)
  const gain = number(line, [3, 'gain'], scale[1] ?? '')
  const adczero = adczeroText === undefined ? 0 : whole(line, [5, 'adczero'], adczeroText)
  const adcres = adcresText === undefined ? 0 : whole(line, [4, 'adcres'], adcresText, 0, 64)
  return {
    line: line.place.line ?? 0,
    file: fileName(line, [1, 'file'], file),
    ...shape,
    gain: gain === 0 ? 200 : gain,
    calibrated: gain !== 0,
    baseline: scale[2] === undefined ? adczero : whole(line, [3, 'baseline'], scale[2]),
    units: scale[3] ?? null,
    adcres: adcres || (shape.format === DIFFERENCE ? 10 : 12),
    adczero,
    initval: initText === undefined ? adczero : whole(line, [6, 'initval'], initText),
    // Written signed or unsigned: both mean the same 16 bits.
    checksum: sumText === undefined ? null : whole(line, [7, 'checksum'], sumText, -32768, 65535),
    blocksize: blockText === undefined ? 0 : whole(line, [8, 'blocksize'], blockText, 0),
    description: fields.slice(8).join(' '),
  }
}

function segmentLine(line: Line): SegmentLine {
  const [name = '', frames, ...rest] = line.text.trim().split(/\s+/)
  if (frames === undefined) refuse(line, [2, 'number of samples'], 'missing')
  if (rest.length) refuse(line, [3, 'end'], `unexpected: "${rest[0]}"`)
  return {
    line: line.place.line ?? 0,
    name: fileName(line, [1, 'segment'], name),
    frames: whole(line, [2, 'number of samples'], frames ?? '', 0),
  }
}

/**
 * Reads the text of a header file. `file` is its name, for messages.
 * Throws a WfdbError 'header' that names line and field.
 */
export function parseHeader(text: string, file: string): Header {
  let record: RecordLine | undefined
  const [signals, segments]: [SignalLine[], SegmentLine[]] = [[], []]
  const [comments, info]: [string[], string[]] = [[], []]
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const missing = (): number => (record ? (record.nseg ?? record.nsig) - (record.nseg === null ? signals : segments).length : 1)
  for (const [index, raw] of lines.entries()) {
    const line: Line = { text: raw, place: { file, line: index + 1 } }
    if (!raw.trim()) continue
    if (raw.trimStart().startsWith('#')) (missing() > 0 ? comments : info).push(raw.trim().slice(1).trim())
    else if (!record) record = recordLine(line)
    else if (missing() <= 0) refuse(line, undefined, `unexpected line after the last ${record.nseg === null ? 'signal' : 'segment'}`)
    else if (record.nseg === null) signals.push(signalLine(line))
    else segments.push(segmentLine(line))
  }
  if (!record) throw new WfdbError('header', { file, line: 1 }, 'no record line')
  if (missing() > 0) {
    const what = record.nseg === null ? `${record.nsig} signals, ${signals.length}` : `${record.nseg} segments, ${segments.length}`
    throw new WfdbError('header', { file, line: lines.length }, `ends too early: the record line announces ${what} are described`)
  }
  const { nseg, ...rest } = record
  return { ...rest, signals, segments: nseg === null ? null : segments, comments, info }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** "10/10/2896 00:31:25", as the recording says it; null where it says nothing. Never a date of ours. */
export function dateText(header: Pick<Header, 'time' | 'date'>): string | null {
  const { time, date: day } = header
  const parts = day ? [`${two(day.day)}/${two(day.month)}/${String(day.year).padStart(4, '0')}`] : []
  if (time !== null) {
    const secs = Math.floor(time / 1000)
    parts.push([secs / 3600, (secs / 60) % 60, secs % 60].map((part) => two(Math.floor(part))).join(':'))
  }
  return parts.join(' ') || null
}
