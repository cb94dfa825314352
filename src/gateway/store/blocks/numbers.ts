// Numbers of one signal over one span: of each source which rows of the clock, the quality, and the value as a whole number of the signal's
// resolution. What does not fit the resolution is kept as the double it is, what is unknown by its reason.
import type { RawNumbers } from '../../../model/history.ts'
import type { NumberSample, Sample } from '../../../model/sample.ts'
import { signalAt, signalOf } from '../../../model/signals.ts'
import { WHYS } from '../../../model/value.ts'
import { VITAL_KEYS, VITALS, type VitalKey } from '../../../model/vitals.ts'
import { BadBlock, MOST_ROWS, Sink, type Tap } from './bytes.ts'
import type { Clock, Rows, Section } from './clock.ts'
import { type Even, isEven, laid, readLazily, writeWholes } from './columns.ts'
import { KNOWN, readDecimals, writeDecimals } from './decimals.ts'
import { evenly } from './even.ts'
import { close, open } from './frame.ts'

const isVital = (key: string): key is VitalKey => Object.hasOwn(VITALS, key)
interface Share<S> {
  /** Of the source's section. */
  readonly index: number
  readonly list: readonly S[]
  readonly places: Float64Array
}
/** By source, in the order of the clock. */
export function bySource<S extends Sample>(samples: readonly S[], { clock, placesOf }: Rows): Share<S>[] {
  const places = placesOf(samples)
  const first = samples[0]!.source
  if (samples.every(({ source }) => source === first))
    return [{ index: clock.findIndex(({ source }) => source === first), list: samples, places }]
  return clock.flatMap(({ source }, index) => {
    const own = Array.from(samples.keys()).filter((i) => samples[i]!.source === source)
    return own.length ? [{ index, list: own.map((i) => samples[i]!), places: Float64Array.from(own, (i) => places[i]!) }] : []
  })
}

/** Samples of one signal, merged; `rows` of all samples of the span. */
export function packNumbers(samples: readonly NumberSample[], rows: Rows): Uint8Array {
  const { signal } = samples[0]!
  const sink = new Sink()
  sink.u8(signalOf(signal).wire)
  const shares = bySource(samples, rows)
  sink.count(shares.length)
  for (const { index, list, places } of shares) {
    const count = list.length
    const [values, qualities, why] = [new Float64Array(count), new Float64Array(count), new Uint8Array(count).fill(KNOWN)]
    for (let i = 0; i < count; i++) {
      const { value, quality } = list[i]!
      qualities[i] = quality
      if (value.is === 'known') values[i] = value.value
      else why[i] = WHYS.indexOf(value.why)
    }
    sink.u8(index)
    sink.count(count)
    writeWholes(sink, places)
    writeWholes(sink, qualities)
    writeDecimals(sink, values, why, VITALS[signal].digits)
  }
  return close('numbers', sink)
}

/** The same of one source's column: NaN is unknown by `why`, `rows` are those of the clock's section `index`. */
export function packColumn({
  signal,
  index,
  rows,
  value,
  why,
  quality,
}: {
  readonly signal: VitalKey
  readonly index: number
  readonly rows: Float64Array
  readonly value: Float64Array
  readonly why: Uint8Array
  readonly quality: Uint8Array
}): Uint8Array {
  const sink = new Sink()
  sink.u8(signalOf(signal).wire)
  sink.count(1)
  sink.u8(index)
  sink.count(value.length)
  writeWholes(sink, rows)
  writeWholes(sink, Float64Array.from(quality))
  writeDecimals(sink, value, why, VITALS[signal].digits)
  return close('numbers', sink)
}

export interface Part {
  readonly section: Section
  readonly count: number
  /** All rows of the section, or which. */
  readonly rows: Float64Array | null
  readonly quality: Uint8Array | Float64Array
}
/** The beginning of every source's part of a block. */
export function openPart(tap: Tap, clock: Clock): Part {
  const section = clock[tap.u8()]
  if (!section) throw new BadBlock('of a source that its clock does not know')
  const count = tap.count(MOST_ROWS)
  const column = readLazily(tap, count)
  const length = section.at.length
  const all = isEven(column) && column.first === 0 && column.step === 1 && count === length
  const rows = all ? null : isEven(column) ? laid(column, count) : column
  for (let i = 0; rows !== null && i < count; i++)
    if (!(rows[i]! >= 0 && rows[i]! < length && Number.isInteger(rows[i]!))) throw new BadBlock('of a row that its clock does not have')
  const quality = readLazily(tap, count)
  return {
    section,
    count,
    rows,
    quality: !isEven(quality) ? quality : isByte(quality) ? evenly(quality.first, count) : laid(quality, count),
  }
}
const isByte = ({ first, step }: Even): boolean => step === 0 && Number.isInteger(first) && first >= 0 && first < 256

interface Opened {
  readonly signal: VitalKey
  readonly parts: readonly (Part & { readonly value: Float64Array; readonly why: Uint8Array })[]
}
function openNumbers(clock: Clock, block: Uint8Array): Opened {
  const tap = open('numbers', block)
  const wire = tap.u8()
  const key = signalAt(wire)?.key
  if (key === undefined || !isVital(key) || !VITAL_KEYS.includes(key)) throw new BadBlock(`no such number: ${wire}`)
  const parts = Array.from({ length: tap.count(255) }, () => {
    const part = openPart(tap, clock)
    return { ...part, ...readDecimals(tap, part.count) }
  })
  tap.end()
  return { signal: key, parts }
}

const pick = (column: Float64Array, rows: Float64Array | null): Float64Array => {
  if (rows === null) return column
  const picked = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!
  return picked
}

/** Columns, one entry a source, each in time order; those of one span may share their times. Throws BadBlock. */
export function unpackNumbers(clock: Clock, block: Uint8Array): RawNumbers[] {
  const { signal, parts } = openNumbers(clock, block)
  return parts.map(({ section, rows, quality, value, why }) => ({
    signal,
    source: section.source,
    at: pick(section.at, rows),
    received: pick(section.received, rows),
    value,
    why,
    quality: quality instanceof Uint8Array ? quality : new Uint8Array(quality),
  }))
}

/** What every sample of a row has in common. */
export const commonOf = ({ section, rows, quality }: Part, i: number) => {
  const row = rows === null ? i : rows[i]!
  const device = section.device[row]!
  return {
    at: section.at[row] as NumberSample['at'],
    received: section.received[row] as NumberSample['received'],
    source: section.source,
    seq: section.seq[row]!,
    quality: quality[i]!,
    ...(Number.isNaN(device) ? {} : { deviceTime: device }),
  }
}

export function numberSamples(clock: Clock, block: Uint8Array): NumberSample[] {
  const { signal, parts } = openNumbers(clock, block)
  return parts.flatMap((part) =>
    Array.from(part.value, (value, i): NumberSample => {
      const why = part.why[i]!
      return {
        kind: 'number',
        signal,
        value: why === KNOWN ? { is: 'known', value } : { is: 'unknown', why: WHYS[why]! },
        ...commonOf(part, i),
      }
    }),
  )
}
