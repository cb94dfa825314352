// When samples were measured and came, and their running numbers: columns of one source's rows, the lag and the clock's offset apart from the time.
import { BadBlock, type Sink, type Tap } from './bytes.ts'
import { isEven, laid, readExact, readLazily, readWholes, UNITS, unitOf, writeExact, writeWholes } from './columns.ts'

/** Columns of equal length. `device`: what the device's clock said; NaN: it has none. */
export interface Times {
  readonly at: Float64Array
  readonly received: Float64Array
  readonly device: Float64Array
  readonly seq: Float64Array
}

const minus = (a: Float64Array, b: Float64Array, unit: number): Float64Array => a.map((value, i) => value * unit - b[i]! * unit)
const safe = (values: Float64Array): boolean => values.every((value) => Number.isSafeInteger(value))

export function writeTimes(sink: Sink, { at, received, device, seq }: Times): void {
  const own = device.map((value) => (Number.isNaN(value) ? 0 : 1))
  const told = device.filter((value) => !Number.isNaN(value))
  const base = at.filter((_, i) => own[i] === 1)
  const fits = unitOf(at, received, told)
  const [lag, ahead] = fits === null ? [at, at] : [minus(received, at, fits), minus(told, base, fits)]
  const unit = safe(lag) && safe(ahead) ? fits : null
  sink.u8(unit === null ? 0 : UNITS.indexOf(unit as 1) + 1)
  writeWholes(sink, own)
  if (unit === null) for (const column of [at, received, told]) writeExact(sink, column)
  else {
    writeWholes(sink, unit === 1 ? at : at.map((value) => value * unit))
    writeWholes(sink, lag)
    writeWholes(sink, ahead)
  }
  writeExact(sink, seq)
}

export function readTimes(tap: Tap, count: number): Times {
  const kind = tap.u8()
  const unit = kind === 0 ? null : UNITS[kind - 1]
  if (unit === undefined) throw new BadBlock(`no such unit: ${kind}`)
  const column = readLazily(tap, count)
  if (isEven(column) && column.first === 0 && column.step === 0 && unit === 1) {
    // No device clock, whole milliseconds: what comes of most sources.
    const at = readWholes(tap, count)
    const received = readWholes(tap, count)
    for (let i = 0; i < count; i++) received[i]! += at[i]!
    return { at, received, device: new Float64Array(count).fill(Number.NaN), seq: readExact(tap, count) }
  }
  const own = isEven(column) ? laid(column, count) : column
  let told = 0
  for (let i = 0; i < count; i++) if (own[i] === 1) told++
  let [at, received, clocks]: Float64Array[] = []
  if (unit === null) [at, received, clocks] = [readExact(tap, count), readExact(tap, count), readExact(tap, told)]
  else [at, received, clocks] = [readWholes(tap, count), readWholes(tap, count), readWholes(tap, told)]
  const device = new Float64Array(count)
  for (let i = 0, next = 0; i < count; i++) {
    if (unit !== null) received![i]! += at![i]!
    device[i] = own[i] !== 1 ? Number.NaN : unit === null ? clocks![next++]! : clocks![next++]! + at![i]!
    if (unit !== null && unit !== 1) {
      at![i]! /= unit
      received![i]! /= unit
      device[i]! /= unit
    }
  }
  return { at: at!, received: received!, device, seq: readExact(tap, count) }
}
