// Values as whole numbers of a resolution; what does not fit it as the double it is, what is unknown by its reason.
import { WHYS } from '../../../model/value.ts'
import { BadBlock, type Sink, type Tap } from './bytes.ts'
import { isEven, readExact, readLazily, readWholes, writeExact, writeWholes } from './columns.ts'
import { evenly } from './even.ts'

const FITS = 0
const DOUBLE = 1
const UNKNOWN = 2
/** In place of a reason where the value is known. */
export const KNOWN = 255
/** More digits than the table's are tried: a source may measure finer. */
const FINER = 4
const MOST_DIGITS = 12

const fits = (value: number, scale: number): boolean => {
  const whole = Math.round(value * scale)
  return Object.is(whole / scale, value) && Math.abs(whole) < 2 ** 40 && !Object.is(whole, -0)
}

/** The digits, not fewer than `own`, in which all but a few of the values are whole numbers. */
export function digitsOf(own: number, values: Float64Array, why: Uint8Array): number {
  for (let digits = own; digits < own + FINER; digits++) {
    const scale = 10 ** digits
    let not = 0
    for (let i = 0; i < values.length; i++) if (why[i] === KNOWN && !fits(values[i]!, scale)) not++
    if (not * 16 <= values.length) return digits
  }
  return own
}

/** `why`: KNOWN, or the index of its reason. */
export function writeDecimals(sink: Sink, values: Float64Array, why: Uint8Array, own: number): void {
  const digits = digitsOf(own, values, why)
  const scale = 10 ** digits
  const kinds = new Float64Array(values.length)
  const wholes = new Float64Array(values.length)
  const doubles: number[] = []
  let before = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (why[i] !== KNOWN) kinds[i] = UNKNOWN + why[i]!
    else if (fits(value, scale)) before = Math.round(value * scale)
    else {
      kinds[i] = DOUBLE
      doubles.push(value)
    }
    wholes[i] = before
  }
  sink.u8(digits)
  writeWholes(sink, kinds)
  writeWholes(sink, wholes)
  writeExact(sink, Float64Array.from(doubles))
}

/** Unknown: NaN. */
export function readDecimals(tap: Tap, count: number): { readonly value: Float64Array; readonly why: Uint8Array } {
  const digits = tap.u8()
  if (digits > MOST_DIGITS) throw new BadBlock(`${digits} digits`)
  const scale = 10 ** digits
  const kinds = readLazily(tap, count)
  const value = readWholes(tap, count)
  if (isEven(kinds) && kinds.first === FITS && kinds.step === 0) {
    if (scale !== 1) for (let i = 0; i < count; i++) value[i]! /= scale
    readExact(tap, 0)
    return { value, why: evenly(KNOWN, count) }
  }
  const why = new Uint8Array(count).fill(KNOWN)
  const kindAt = isEven(kinds) ? (i: number): number => kinds.first + i * kinds.step : (i: number): number => kinds[i]!
  let many = 0
  for (let i = 0; i < count; i++) if (kindAt(i) === DOUBLE) many++
  const doubles = readExact(tap, many)
  for (let i = 0, next = 0; i < count; i++) {
    const kind = kindAt(i)
    if (kind === FITS) value[i]! /= scale
    else if (kind === DOUBLE) value[i] = doubles[next++]!
    else {
      if (!(kind >= UNKNOWN && kind - UNKNOWN < WHYS.length && Number.isInteger(kind)))
        throw new BadBlock(`no such reason: ${kind - UNKNOWN}`)
      value[i] = Number.NaN
      why[i] = kind - UNKNOWN
    }
  }
  return { value, why }
}
