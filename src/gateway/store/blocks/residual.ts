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
const unfold = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

const stepsOf = (data: Float64Array): Float64Array => data.map((value, i) => (i === 0 ? 0 : value - data[i - 1]!))

function residuals(data: Float64Array, steps: Float64Array, order: number, filters: Filters | null): Float64Array {
  const out = new Float64Array(data.length)
  const begin = filters ? beginOf(filters) : order
  for (let i = 0; i < data.length; i++) {
    const step = i === 0 ? data[0]! : steps[i]!
    if (i < begin) out[i] = fold(step)
    else if (filters) out[i] = fold(step - foresee(filters, steps, i))
    else out[i] = fold(order === 0 ? data[i]! : order === 1 ? step : step - (data[i - 1]! - data[i - 2]!))
  }
  return out
}

const histogram = new Uint32Array(FULL + 1)
/** Bits at `shift` low bits apart. */
function cost(values: Float64Array, shift: number): number {
  histogram.fill(0)
  const unit = 2 ** shift
  for (let i = 0; i < values.length; i++) {
    const high = Math.floor(values[i]! / unit)
    histogram[Math.min(FULL, high)]!++
  }
  let total = values.length * shift + histogram[FULL]! * LONG
  for (let i = 0; i <= FULL; i++) if (histogram[i]! > 0) total += histogram[i]! * Math.log2(values.length / histogram[i]!)
  return total
}
function bestShift(values: Float64Array): { readonly shift: number; readonly bits: number } {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const middle = Math.max(0, Math.floor(Math.log2(sum / Math.max(1, values.length) + 1)) - 5)
  let best = { shift: middle, bits: cost(values, middle) }
  for (const shift of [middle - 1, middle + 1]) {
    if (shift < 0 || shift > 30) continue
    const bits = cost(values, shift)
    if (bits < best.bits) best = { shift, bits }
  }
  return best
}

/** Whole numbers within ±2^31. The reader must know how many. `noise`: takes the low bits. */
export function writeResidual(sink: Sink, noise: Sink, data: Float64Array): void {
  if (data.length === 0) return
  const steps = stepsOf(data)
  const fitted = TAPS.flatMap((taps) => fitFilters(steps, taps) ?? [])
  const ways = [
    ...[0, 1, 2].map((order) => ({ kind: order, filters: null, values: residuals(data, steps, order, null) })),
    ...fitted.map((filters) => ({ kind: FITTED, filters, values: residuals(data, steps, 0, filters) })),
  ].map((way) => {
    const { shift, bits } = bestShift(way.values)
    return { ...way, shift, bits: bits + 32 * (way.filters?.calm.length ?? 0) }
  })
  const { kind, filters, values, shift } = ways.reduce((best, way) => (way.bits < best.bits ? way : best))
  sink.u8(kind)
  if (filters) writeFilters(sink, filters)
  sink.u8(shift)
  const unit = 2 ** shift
  for (const value of values) sink.u8(Math.min(FULL, Math.floor(value / unit)))
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
