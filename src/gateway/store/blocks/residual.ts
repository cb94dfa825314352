// The integers of a wave as what a predictor fails to foresee: the difference, the difference of differences, or a filter fitted to the span
// (as FLAC does), whichever leaves least; a byte a sample for zstd's entropy coder, with low bits packed beside it where noise needs more.
import { BadBlock, type Sink, type Tap } from './bytes.ts'

const ORDERS = [2, 4, 8, 16] as const
/** Coefficients are whole numbers of 2^−SHIFT. */
const SHIFT = 12
const SCALE = 2 ** SHIFT
const FULL = 255
/** A sample that does not fit a byte costs about so many bits more. */
const LONG = 24
const FITTED = 8

const fold = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
const unfold = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

/** Levinson-Durbin: for each order of ORDERS the coefficients as whole numbers; none where the wave has nothing to fit. */
function fit(data: Float64Array): Int32Array[] {
  const most = ORDERS.at(-1)!
  if (data.length < 4 * most) return []
  let mean = 0
  for (const value of data) mean += value / data.length
  const windowed = data.map((value, i) => {
    const x = (2 * i + 1) / data.length - 1
    return (value - mean) * (1 - x * x)
  })
  const sums = new Float64Array(most + 1)
  for (let lag = 0; lag <= most; lag++) {
    let sum = 0
    for (let i = lag; i < windowed.length; i++) sum += windowed[i]! * windowed[i - lag]!
    sums[lag] = sum
  }
  if (!(sums[0]! > 0)) return []
  let error = sums[0]! * (1 + 1e-9)
  let a = new Float64Array(most)
  const found: Int32Array[] = []
  for (let i = 0; i < most && error > 0; i++) {
    let sum = sums[i + 1]!
    for (let j = 0; j < i; j++) sum -= a[j]! * sums[i - j]!
    const k = sum / error
    const next = a.slice()
    next[i] = k
    for (let j = 0; j < i; j++) next[j] = a[j]! - k * a[i - 1 - j]!
    a = next
    error *= 1 - k * k
    if (ORDERS.includes((i + 1) as 2)) {
      const whole = Int32Array.from(a.subarray(0, i + 1), (value) => Math.round(value * SCALE))
      if (whole.every((value) => Math.abs(value) < 2 ** 17)) found.push(whole)
    }
  }
  return found
}

/** Whole numbers throughout, so that every machine foresees the same. */
function foresee(data: Float64Array, coefficients: Int32Array, i: number): number {
  let sum = SCALE / 2
  for (let j = 0; j < coefficients.length; j++) sum += coefficients[j]! * data[i - 1 - j]!
  return Math.floor(sum / SCALE)
}

function residuals(data: Float64Array, order: number, coefficients: Int32Array | null): Float64Array {
  const out = new Float64Array(data.length)
  const start = coefficients ? coefficients.length : order
  for (let i = 0; i < data.length; i++) {
    const before = i > 0 ? data[i - 1]! : 0
    if (i < start) out[i] = fold(data[i]! - before)
    else if (coefficients) out[i] = fold(data[i]! - foresee(data, coefficients, i))
    else out[i] = fold(order === 0 ? data[i]! : order === 1 ? data[i]! - before : data[i]! - 2 * before + data[i - 2]!)
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

/** Whole numbers within ±2^31. The reader must know how many. */
export function writeResidual(sink: Sink, data: Float64Array): void {
  if (data.length === 0) return
  const fitted = fit(data)
  const ways = [
    ...[0, 1, 2].map((order) => ({ kind: order, coefficients: null, values: residuals(data, order, null) })),
    ...fitted.map((coefficients) => ({ kind: FITTED, coefficients, values: residuals(data, 0, coefficients) })),
  ].map((way) => {
    const { shift, bits } = bestShift(way.values)
    return { ...way, shift, bits: bits + 14 * (way.coefficients?.length ?? 0) }
  })
  const { kind, coefficients, values, shift } = ways.reduce((best, way) => (way.bits < best.bits ? way : best))
  sink.u8(kind)
  if (coefficients) {
    sink.count(coefficients.length)
    for (const value of coefficients) sink.whole(value)
  }
  sink.u8(shift)
  const unit = 2 ** shift
  for (const value of values) sink.u8(Math.min(FULL, Math.floor(value / unit)))
  for (const value of values) if (value >= FULL * unit) sink.count(Math.floor(value / unit) - FULL)
  writeLow(sink, values, shift)
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

export function readResidual(tap: Tap, count: number): Float64Array {
  const data = new Float64Array(count)
  if (count === 0) return data
  const kind = tap.u8()
  if (kind > 2 && kind !== FITTED) throw new BadBlock(`no such predictor: ${kind}`)
  const coefficients = kind === FITTED ? Int32Array.from({ length: tap.count(64) }, () => tap.whole()) : null
  const shift = tap.u8()
  if (shift > 34) throw new BadBlock(`${shift} low bits`)
  const bytes = tap.raw(count)
  for (let i = 0; i < count; i++) data[i] = bytes[i] === FULL ? FULL + tap.count() : bytes[i]!
  readLow(tap, data, shift)
  const start = coefficients ? coefficients.length : kind
  for (let i = 0; i < count; i++) {
    const rest = unfold(data[i]!)
    const before = i > 0 ? data[i - 1]! : 0
    if (i < start) data[i] = rest + before
    else if (coefficients) data[i] = rest + foresee(data, coefficients, i)
    else data[i] = rest + (kind === 0 ? 0 : kind === 1 ? before : 2 * before - data[i - 2]!)
  }
  return data
}
