// Numbers of one signal over one span: of each source which rows of the clock, the quality, and the value as a whole number of the signal's
// resolution. What does not fit the resolution is kept as the double it is, what is unknown by its reason.
import type { RawNumbers } from '../../../model/history.ts'
import type { NumberSample } from '../../../model/sample.ts'
import { signalAt, signalOf } from '../../../model/signals.ts'
import { WHYS } from '../../../model/value.ts'
import { VITAL_KEYS, VITALS, type VitalKey } from '../../../model/vitals.ts'
import { BadBlock, MOST_ROWS, Sink, type Tap } from './bytes.ts'
import type { Clock, Rows, Section } from './clock.ts'
import { readExact, readWholes, writeExact, writeWholes } from './columns.ts'
import { close, open } from './frame.ts'

/** In place of a reason. */
const FITS = 0
const DOUBLE = 1
const UNKNOWN = 2
const KNOWN_WHY = 255
/** More digits than the table's are tried: a source may measure finer. */
const FINER = 4
const MOST_DIGITS = 12

const fits = (value: number, scale: number): boolean => {
  const whole = Math.round(value * scale)
  return Object.is(whole / scale, value) && Math.abs(whole) < 2 ** 40
}

/** The digits in which all but a few of the known values are whole numbers. */
function digitsOf(signal: VitalKey, values: ArrayLike<number> & Iterable<number>): number {
  const own = VITALS[signal].digits
  for (let digits = own; digits < own + FINER; digits++) {
    const scale = 10 ** digits
    let not = 0
    for (const value of values) if (!fits(value, scale)) not++
    if (not * 16 <= values.length) return digits
  }
  return own
}

const isVital = (key: string): key is VitalKey => Object.hasOwn(VITALS, key)
/** By source, in the order of the clock. */
export function bySource<S extends { readonly source: string }>(samples: readonly S[], clock: Clock): (readonly [number, readonly S[]])[] {
  const found = new Map<string, S[]>()
  for (const sample of samples) {
    const list = found.get(sample.source)
    if (list) list.push(sample)
    else found.set(sample.source, [sample])
  }
  return clock.flatMap(({ source }, index) => (found.has(source) ? [[index, found.get(source)!] as const] : []))
}

/** Samples of one signal, merged; `rows` of all samples of the span. */
export function packNumbers(samples: readonly NumberSample[], rows: Rows): Uint8Array {
  const { signal } = samples[0]!
  const sink = new Sink()
  sink.u8(signalOf(signal).wire)
  const digits = digitsOf(
    signal,
    samples.flatMap(({ value }) => (value.is === 'known' ? [value.value] : [])),
  )
  sink.u8(digits)
  const scale = 10 ** digits
  const sections = bySource(samples, rows.clock)
  sink.count(sections.length)
  for (const [index, list] of sections) {
    sink.u8(index)
    sink.count(list.length)
    const kinds = new Float64Array(list.length)
    const wholes = new Float64Array(list.length)
    const doubles: number[] = []
    let before = 0
    list.forEach(({ value }, i) => {
      if (value.is === 'unknown') kinds[i] = UNKNOWN + WHYS.indexOf(value.why)
      else if (fits(value.value, scale)) before = Math.round(value.value * scale)
      else {
        kinds[i] = DOUBLE
        doubles.push(value.value)
      }
      wholes[i] = before
    })
    writeWholes(sink, Float64Array.from(list, rows.rowOf))
    writeWholes(
      sink,
      Float64Array.from(list, ({ quality }) => quality),
    )
    writeWholes(sink, kinds)
    writeWholes(sink, wholes)
    writeExact(sink, Float64Array.from(doubles))
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
  const isKnown = (one: number): boolean => !Number.isNaN(one)
  const digits = digitsOf(signal, value.every(isKnown) ? value : value.filter(isKnown))
  sink.u8(digits)
  const scale = 10 ** digits
  sink.count(1)
  sink.u8(index)
  sink.count(value.length)
  const kinds = new Float64Array(value.length)
  const wholes = new Float64Array(value.length)
  const doubles: number[] = []
  let before = 0
  for (let i = 0; i < value.length; i++) {
    const one = value[i]!
    if (Number.isNaN(one)) kinds[i] = UNKNOWN + why[i]!
    else if (fits(one, scale)) before = Math.round(one * scale)
    else {
      kinds[i] = DOUBLE
      doubles.push(one)
    }
    wholes[i] = before
  }
  writeWholes(sink, rows)
  writeWholes(sink, Float64Array.from(quality))
  writeWholes(sink, kinds)
  writeWholes(sink, wholes)
  writeExact(sink, Float64Array.from(doubles))
  return close('numbers', sink)
}

export interface Part {
  readonly section: Section
  readonly rows: Float64Array
  readonly quality: Float64Array
  readonly count: number
}
/** The beginning of every source's part of a block. */
export function openPart(tap: Tap, clock: Clock): Part {
  const section = clock[tap.u8()]
  if (!section) throw new BadBlock('of a source that its clock does not know')
  const count = tap.count(MOST_ROWS)
  const rows = readWholes(tap, count)
  const length = section.at.length
  for (let i = 0; i < count; i++)
    if (!(rows[i]! >= 0 && rows[i]! < length && Number.isInteger(rows[i]!))) throw new BadBlock('of a row that its clock does not have')
  return { section, rows, quality: readWholes(tap, count), count }
}

/** Columns of a part, and which of its known values are NaN by nature (`kinds`). */
function readValues(tap: Tap, count: number, scale: number) {
  const kinds = readWholes(tap, count)
  const value = readWholes(tap, count)
  let many = 0
  for (let i = 0; i < count; i++) if (kinds[i] === DOUBLE) many++
  const doubles = readExact(tap, many)
  const why = new Uint8Array(count)
  for (let i = 0, next = 0; i < count; i++) {
    const kind = kinds[i]!
    if (kind === FITS) value[i]! /= scale
    else if (kind === DOUBLE) value[i] = doubles[next++]!
    else if (kind - UNKNOWN < WHYS.length && kind > DOUBLE) value[i] = Number.NaN
    else throw new BadBlock(`no such reason: ${kind - UNKNOWN}`)
    why[i] = kind < UNKNOWN ? KNOWN_WHY : kind - UNKNOWN
  }
  return { value, why }
}

interface Opened {
  readonly signal: VitalKey
  readonly parts: readonly (Part & { readonly value: Float64Array; readonly why: Uint8Array })[]
}
function openNumbers(clock: Clock, block: Uint8Array): Opened {
  const tap = open('numbers', block)
  const wire = tap.u8()
  const key = signalAt(wire)?.key
  if (key === undefined || !isVital(key) || !VITAL_KEYS.includes(key)) throw new BadBlock(`no such number: ${wire}`)
  const digits = tap.u8()
  if (digits > MOST_DIGITS) throw new BadBlock(`${digits} digits`)
  const parts = Array.from({ length: tap.count(255) }, () => {
    const part = openPart(tap, clock)
    return { ...part, ...readValues(tap, part.count, 10 ** digits) }
  })
  tap.end()
  return { signal: key, parts }
}

const pick = (column: Float64Array, rows: Float64Array): Float64Array => {
  const picked = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!
  return picked
}

/** Columns, one entry a source, each in time order. Throws BadBlock. */
export function unpackNumbers(clock: Clock, block: Uint8Array): RawNumbers[] {
  const { signal, parts } = openNumbers(clock, block)
  return parts.map(({ section, rows, quality, value, why }) => ({
    signal,
    source: section.source,
    at: pick(section.at, rows),
    received: pick(section.received, rows),
    value,
    why,
    quality: Uint8Array.from(quality),
  }))
}

/** What every sample of a row has in common. */
export const commonOf = ({ section, rows, quality }: Part, i: number) => {
  const row = rows[i]!
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
        value: why === KNOWN_WHY ? { is: 'known', value } : { is: 'unknown', why: WHYS[why]! },
        ...commonOf(part, i),
      }
    }),
  )
}
