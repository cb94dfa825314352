// The integers of a wave as what a predictor fails to foresee: the difference, the difference of differences, or filters fitted to the span,
// whichever leaves least; a byte a sample for zstd's entropy coder, with low bits packed beside it where noise needs more.
import { BadBlock, type Sink, type Tap } from './bytes.ts'
import { beginOf, type Filters, fitFilters, foresee, readFilters, writeFilters } from './filters.ts'

/** Lengths of filters that are tried. */
const TAPS = [4, 16] as const
const FULL = 255
/** A sample that does not fit a byte costs about so many bits more. */
const LONG = 24
const FITTED = 8

const fold = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
/** The lowest bit of a whole number below 2^53 is the same after it was cut to 32. */
const unfold = (value: number): number => (value & 1 ? -(value + 1) / 2 : value / 2)

function stepsOf(data: Float64Array): Float64Array {
  const steps = new Float64Array(data.length)
  for (let i = 1; i < data.length; i++) steps[i] = data[i]! - data[i - 1]!
  return steps
}

/** The first one has nothing before it, and is as it is. */
function residuals(data: Float64Array, steps: Float64Array, order: number): Float64Array {
  const out = new Float64Array(data.length)
  out[0] = fold(data[0]!)
  for (let i = 1; i < data.length; i++)
    out[i] = fold(order === 0 ? data[i]! : order === 1 || i === 1 ? steps[i]! : steps[i]! - steps[i - 1]!)
  return out
}
function filtered(data: Float64Array, steps: Float64Array, filters: Filters): Float64Array {
  const begin = Math.min(data.length, beginOf(filters))
  const out = new Float64Array(data.length)
  out[0] = fold(data[0]!)
  for (let i = 1; i < begin; i++) out[i] = fold(steps[i]!)
  for (let i = begin; i < data.length; i++) out[i] = fold(steps[i]! - foresee(filters, steps, i))
  return out
}

const histogram = new Uint32Array(FULL + 1)
/** Bits at `shift` low bits apart. */
function cost(values: Float64Array, shift: number): number {
  histogram.fill(0)
  const part = 2 ** -shift
  for (let i = 0; i < values.length; i++) {
    const high = values[i]! * part
    histogram[high < FULL ? high | 0 : FULL]!++
  }
  let total = values.length * shift + histogram[FULL]! * LONG
  for (let i = 0; i <= FULL; i++) if (histogram[i]! > 0) total += histogram[i]! * Math.log2(values.length / histogram[i]!)
  return total
}
/** Low bits by which the usual value fits well into a byte. */
function usualShift(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return Math.max(0, Math.floor(Math.log2(sum / Math.max(1, values.length) + 1)) - 5)
}

/** Whole numbers within ±2^31. The reader must know how many. `noise`: takes the low bits. */
export function writeResidual(sink: Sink, noise: Sink, data: Float64Array): void {
  if (data.length === 0) return
  const steps = stepsOf(data)
  const ways = [
    ...[0, 1, 2].map((order) => ({ kind: order, filters: null, values: residuals(data, steps, order) })),
    ...fitFilters(steps, TAPS).map((filters) => ({ kind: FITTED, filters, values: filtered(data, steps, filters) })),
  ].map((way) => {
    const shift = usualShift(way.values)
    return { ...way, shift, bits: cost(way.values, shift) + 32 * (way.filters?.calm.length ?? 0) }
  })
  const { kind, filters, values, shift: usual } = ways.reduce((best, way) => (way.bits < best.bits ? way : best))
  const shifts = [usual - 1, usual, usual + 1].filter((shift) => shift >= 0 && shift <= 30)
  const costs = shifts.map((shift) => cost(values, shift))
  const shift = shifts[costs.indexOf(Math.min(...costs))]!
  sink.u8(kind)
  if (filters) writeFilters(sink, filters)
  sink.u8(shift)
  const unit = 2 ** shift
  const high = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) high[i] = Math.min(FULL, Math.floor(values[i]! / unit))
  sink.raw(high)
  for (const value of values) if (value >= FULL * unit) sink.count(Math.floor(value / unit) - FULL)
  writeLow(noise, values, shift)
}

/** The lowest `shift` bits of each, packed. */
function writeLow(sink: Sink, values: Float64Array, shift: number): void {
  if (shift === 0) return
  const unit = 2 ** shift
  let [held, count] = [0, 0]
  for (const value of values) {
    held += (value % unit) * 2 ** count
    count += shift
    for (; count >= 8; count -= 8) {
      sink.u8(held % 256)
      held = Math.floor(held / 256)
    }
  }
  if (count > 0) sink.u8(held)
}
function readLow(tap: Tap, values: Float64Array, shift: number): void {
  if (shift === 0) return
  const bytes = tap.raw(Math.ceil((values.length * shift) / 8))
  const unit = 2 ** shift
  let [held, count, next] = [0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    for (; count < shift; count += 8) held += bytes[next++]! * 2 ** count
    values[i] = values[i]! * unit + (held % unit)
    held = Math.floor(held / unit)
    count -= shift
  }
}

export function readResidual(tap: Tap, noise: Tap, count: number): Float64Array {
  const data = new Float64Array(count)
  if (count === 0) return data
  const kind = tap.u8()
  if (kind > 2 && kind !== FITTED) throw new BadBlock(`no such predictor: ${kind}`)
  const filters = kind === FITTED ? readFilters(tap) : null
  const shift = tap.u8()
  if (shift > 34) throw new BadBlock(`${shift} low bits`)
  const bytes = tap.raw(count)
  for (let i = 0; i < count; i++) data[i] = bytes[i] === FULL ? FULL + tap.count() : bytes[i]!
  readLow(noise, data, shift)
  const begin = filters ? beginOf(filters) : kind
  const steps = new Float64Array(filters ? count : 0)
  for (let i = 0; i < count; i++) {
    const rest = unfold(data[i]!)
    const before = i > 0 ? data[i - 1]! : 0
    if (i < begin) data[i] = before + rest
    else if (filters) data[i] = before + foresee(filters, steps, i) + rest
    else data[i] = rest + (kind === 0 ? 0 : kind === 1 ? before : 2 * before - data[i - 2]!)
    if (filters && i > 0) steps[i] = data[i]! - before
  }
  return data
}
