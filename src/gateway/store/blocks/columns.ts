// A column of whole numbers in few bytes: steps, steps of steps or plain, whichever has least in it, divided by what all have in common,
// laid out by planes of bytes for zstd. Doubles that are whole numbers, or whole 4096ths of one, are such a column too.
import { BadBlock, type Sink, type Tap } from './bytes.ts'

const EVEN = 0 // one step throughout
const LAID = 1 // + 3 × how (0–3)
const DOUBLES = 255
/** Values further from the first than this are written as doubles. */
const FAR = 2 ** 45
const FULL = 255
/** Below, bits may be shifted. */
const SMALL = 2 ** 31
/** Of so many values one may be too long for a byte, before a second plane is cheaper. */
const SELDOM = 16

const fold = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
const unfold = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

function common(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

const histogram = new Uint32Array(256)
/** Bits that an ideal coder would need for the bytes of these values, from the lowest byte up. */
function bits(values: Float64Array, most: number): number {
  let total = 0
  for (let unit = 1; unit <= most || unit === 1; unit *= 256) {
    histogram.fill(0)
    if (most < SMALL) for (let i = 0; i < values.length; i++) histogram[(values[i]! / unit) & 255]!++
    else for (let i = 0; i < values.length; i++) histogram[Math.floor(values[i]! / unit) % 256]!++
    for (let i = 0; i < 256; i++) if (histogram[i]! > 0) total += histogram[i]! * Math.log2(values.length / histogram[i]!) + 8
  }
  return total
}

/** Values whole, within ±2^53. The reader must know how many they are. */
export function writeWholes(sink: Sink, values: Float64Array): void {
  const count = values.length
  if (count === 0) return
  const first = values[0]!
  let step = 0
  let even = true
  let far = 0
  for (let i = 1; i < count; i++) {
    const by = values[i]! - values[i - 1]!
    if (i === 1) step = by
    else if (by !== step) even = false
    far = Math.max(far, Math.abs(values[i]! - first))
  }
  if (far > FAR) {
    writeDoubles(sink, values)
    return
  }
  if (even) {
    sink.u8(EVEN)
    sink.f64(first)
    if (count > 1) sink.whole(step)
    return
  }
  let divisor = 0
  for (let i = 1; i < count && divisor !== 1; i++) divisor = common(Math.abs(values[i]! - first), divisor)
  let lowest = 0
  for (let i = 1; i < count; i++) lowest = Math.min(lowest, (values[i]! - first) / divisor)
  const ways = [new Float64Array(count), new Float64Array(count), new Float64Array(count)] as const
  const most: [number, number, number] = [0, 0, 0]
  let [before, stepBefore] = [0, 0]
  for (let i = 0; i < count; i++) {
    const value = (values[i]! - first) / divisor
    const by = value - before
    ways[0][i] = value - lowest
    ways[1][i] = fold(by)
    ways[2][i] = fold(by - stepBefore)
    most[0] = Math.max(most[0], value - lowest)
    most[1] = Math.max(most[1], ways[1][i]!)
    most[2] = Math.max(most[2], ways[2][i]!)
    before = value
    stepBefore = by
  }
  const costs = ways.map((way, i) => bits(way, most[i]!))
  const way = costs[0]! <= costs[1]! && costs[0]! <= costs[2]! ? 0 : costs[1]! <= costs[2]! ? 1 : 2
  sink.u8(LAID + way)
  sink.f64(first)
  sink.count(divisor)
  if (way === 0) sink.whole(lowest)
  writePlanes(sink, ways[way]!, most[way]!)
}

/** A column of one step throughout, which need not be laid out to be known. */
export interface Even {
  readonly first: number
  readonly step: number
}
export const isEven = (column: Even | Float64Array): column is Even => !(column instanceof Float64Array)

export function readWholes(tap: Tap, count: number): Float64Array {
  const column = readLazily(tap, count)
  return isEven(column) ? laid(column, count) : column
}
export function laid({ first, step }: Even, count: number): Float64Array {
  const values = new Float64Array(count)
  if (first !== 0 || step !== 0) for (let i = 0; i < count; i++) values[i] = first + i * step
  return values
}

export function readLazily(tap: Tap, count: number): Even | Float64Array {
  if (count === 0) return new Float64Array(0)
  const kind = tap.u8()
  if (kind === DOUBLES) return readDoubles(tap, count)
  const first = tap.f64()
  if (kind === EVEN) return { first, step: count > 1 ? tap.whole() : 0 }
  const way = kind - LAID
  if (way < 0 || way > 2) throw new BadBlock(`no such column: ${kind}`)
  const divisor = tap.count()
  const lowest = way === 0 ? tap.whole() : 0
  const values = new Float64Array(count)
  const bytes = shortOf(tap, count)
  if (bytes && way === 1) {
    // Most columns of values: small steps, each a byte.
    let sum = 0
    for (let i = 0; i < count; i++) {
      const folded = bytes[i]!
      sum += (folded >> 1) ^ -(folded & 1)
      values[i] = first + sum * divisor
    }
    return values
  }
  if (bytes) values.set(bytes)
  else readPlanes(tap, values)
  if (way === 0) for (let i = 0; i < count; i++) values[i] = first + (values[i]! + lowest) * divisor
  else if (way === 1) {
    let sum = 0
    for (let i = 0; i < count; i++) {
      const folded = values[i]!
      sum += folded < SMALL ? (folded >> 1) ^ -(folded & 1) : unfold(folded)
      values[i] = first + sum * divisor
    }
  } else {
    let [sum, step] = [0, 0]
    for (let i = 0; i < count; i++) {
      step += unfold(values[i]!)
      sum += step
      values[i] = first + sum * divisor
    }
  }
  return values
}

/** Values not below 0: their bytes, the lowest of all first; or a byte each with the few long ones behind. */
export function writePlanes(sink: Sink, values: Float64Array, most: number): void {
  let long = 0
  for (let i = 0; i < values.length; i++) if (values[i]! >= FULL) long++
  if (long * SELDOM <= values.length) {
    sink.u8(0)
    for (let i = 0; i < values.length; i++) sink.u8(Math.min(FULL, values[i]!))
    for (let i = 0; i < values.length; i++) if (values[i]! >= FULL) sink.count(values[i]! - FULL)
    return
  }
  let planes = 1
  for (let unit = 256; unit <= most; unit *= 256) planes++
  sink.u8(planes)
  for (let plane = 0, unit = 1; plane < planes; plane++, unit *= 256)
    for (let i = 0; i < values.length; i++) sink.u8(Math.floor(values[i]! / unit) % 256)
}

/** A byte each, and none of them long; null: planes are to be read. */
function shortOf(tap: Tap, count: number): Uint8Array | null {
  const begin = tap.position
  const bytes = tap.u8() === 0 ? tap.raw(count) : null
  if (bytes && !bytes.includes(FULL)) return bytes
  tap.position = begin
  return null
}

export function readPlanes(tap: Tap, values: Float64Array): void {
  const count = values.length
  const planes = tap.u8()
  if (planes > 7) throw new BadBlock(`${planes} planes`)
  if (planes === 0) {
    const bytes = tap.raw(count)
    for (let i = 0; i < count; i++) values[i] = bytes[i] === FULL ? FULL + tap.count() : bytes[i]!
    return
  }
  for (let plane = 0, unit = 1; plane < planes; plane++, unit *= 256) {
    const bytes = tap.raw(count)
    for (let i = 0; i < count; i++) values[i]! += bytes[i]! * unit
  }
}

/** Doubles bit by bit. */
function writeDoubles(sink: Sink, values: Float64Array): void {
  sink.u8(DOUBLES)
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  for (let plane = 0; plane < 8; plane++) for (let i = 0; i < values.length; i++) sink.u8(bytes[8 * i + plane]!)
}
function readDoubles(tap: Tap, count: number): Float64Array {
  const planes = tap.raw(8 * count)
  const bytes = new Uint8Array(8 * count)
  for (let plane = 0; plane < 8; plane++) for (let i = 0; i < count; i++) bytes[8 * i + plane] = planes[plane * count + i]!
  return new Float64Array(bytes.buffer)
}

/** Parts of a millisecond that a double of this century holds exactly. */
export const UNITS = [1, 4096] as const
/** The unit in which all values are whole numbers, or null. −0 is no whole number: it would come back as 0. */
export function unitOf(...columns: readonly Float64Array[]): number | null {
  const fits = (unit: number) =>
    columns.every((values) => {
      for (let i = 0; i < values.length; i++) {
        const value = values[i]! * unit
        if (!Number.isSafeInteger(value) || Object.is(value, -0)) return false
      }
      return true
    })
  return UNITS.find(fits) ?? null
}

/** Any doubles, back bit by bit (all kinds of NaN are one). */
export function writeExact(sink: Sink, values: Float64Array): void {
  const unit = unitOf(values)
  sink.u8(unit === null ? 0 : UNITS.indexOf(unit as 1) + 1)
  if (unit === null) writeDoubles(sink, values)
  else writeWholes(sink, unit === 1 ? values : values.map((value) => value * unit))
}
export function readExact(tap: Tap, count: number): Float64Array {
  const kind = tap.u8()
  if (kind === 0) {
    if (tap.u8() !== DOUBLES) throw new BadBlock('doubles are expected')
    return readDoubles(tap, count)
  }
  const unit = UNITS[kind - 1]
  if (unit === undefined) throw new BadBlock(`no such unit: ${kind}`)
  const values = readWholes(tap, count)
  if (unit !== 1) for (let i = 0; i < count; i++) values[i]! /= unit
  return values
}
