// Two filters that foresee a wave's next step from its last ones: one for calm stretches, which are mostly noise, and one for lively ones, the
// complexes. Both are fitted to the span by least squares, then rounded: whoever reads reckons in whole numbers and foresees the same.
import { BadBlock, type Sink, type Tap } from './bytes.ts'

/** Weights are whole numbers of 2^−12, of not more than ±8. */
const SCALE = 4096
const MOST_WEIGHT = 8 * SCALE
const MOST_TAPS = 32
/** Steps that tell how lively it is. */
const LOOK = 4
/** Lively: so many times the usual. */
const LIVELY = 2
/** A step so many times over the border is no shape to be learned. */
const JUMP = 32

export interface Filters {
  /** Sum of the last steps' sizes above which it is lively. */
  readonly border: number
  readonly calm: Int32Array
  readonly lively: Int32Array
}

const livelinessAt = (steps: Float64Array, i: number): number =>
  Math.abs(steps[i - 1]!) + Math.abs(steps[i - 2]!) + Math.abs(steps[i - 3]!) + Math.abs(steps[i - 4]!)

/** The first sample that is foreseen: before it there are too few steps. */
export const beginOf = ({ calm }: Filters): number => Math.max(LOOK, calm.length) + 1

/** The step to sample i. `steps[n]`: from sample n − 1 to n, known up to i − 1. */
export function foresee({ border, calm, lively }: Filters, steps: Float64Array, i: number): number {
  const weights = livelinessAt(steps, i) > border ? lively : calm
  let sum = SCALE / 2
  for (let j = 0; j < weights.length; j++) sum += weights[j]! * steps[i - 1 - j]!
  return Math.floor(sum / SCALE)
}

/** Gauss, of a symmetric matrix in rows of `taps`. */
function solve(matrix: Float64Array, right: Float64Array, taps: number): Float64Array {
  for (let i = 0; i < taps; i++) matrix[i * taps + i]! += 1e-3 * (matrix[i * taps + i]! + 1)
  for (let i = 0; i < taps; i++)
    for (let j = i + 1; j < taps; j++) {
      const part = matrix[j * taps + i]! / matrix[i * taps + i]!
      for (let k = i; k < taps; k++) matrix[j * taps + k]! -= part * matrix[i * taps + k]!
      right[j]! -= part * right[i]!
    }
  const found = new Float64Array(taps)
  for (let i = taps - 1; i >= 0; i--) {
    let rest = right[i]!
    for (let k = i + 1; k < taps; k++) rest -= matrix[i * taps + k]! * found[k]!
    found[i] = rest / matrix[i * taps + i]!
  }
  return found
}

/** null: nothing to fit. */
export function fitFilters(steps: Float64Array, taps: number): Filters | null {
  const count = steps.length
  const begin = Math.max(LOOK, taps) + 1
  if (count < begin + 8 * taps) return null
  const liveliness = new Float64Array(count - begin)
  for (let i = begin; i < count; i++) liveliness[i - begin] = livelinessAt(steps, i)
  const border = Math.floor(LIVELY * liveliness.toSorted()[liveliness.length >> 1]!)
  const fitOne = (wanted: boolean): Int32Array | null => {
    const matrix = new Float64Array(taps * taps)
    const right = new Float64Array(taps)
    const most = JUMP * (border + LOOK)
    for (let i = begin; i < count; i++) {
      const size = liveliness[i - begin]!
      if (size > border !== wanted || size > most || Math.abs(steps[i]!) > most) continue
      for (let a = 0; a < taps; a++) {
        const step = steps[i - 1 - a]!
        right[a]! += step * steps[i]!
        for (let b = a; b < taps; b++) matrix[a * taps + b]! += step * steps[i - 1 - b]!
      }
    }
    for (let a = 0; a < taps; a++) for (let b = 0; b < a; b++) matrix[a * taps + b] = matrix[b * taps + a]!
    const weights = Int32Array.from(solve(matrix, right, taps), (weight) => Math.round(weight * SCALE))
    return weights.every((weight) => Math.abs(weight) <= MOST_WEIGHT) ? weights : null
  }
  const [calm, lively] = [fitOne(false), fitOne(true)]
  return calm && lively ? { border, calm, lively } : null
}

export function writeFilters(sink: Sink, { border, calm, lively }: Filters): void {
  sink.count(border)
  sink.count(calm.length)
  for (const weight of calm) sink.whole(weight)
  for (const weight of lively) sink.whole(weight)
}
export function readFilters(tap: Tap): Filters {
  const border = tap.count()
  const taps = tap.count(MOST_TAPS)
  const weights = (): Int32Array =>
    Int32Array.from({ length: taps }, () => {
      const weight = tap.whole()
      if (Math.abs(weight) > MOST_WEIGHT) throw new BadBlock(`a weight of ${weight}`)
      return weight
    })
  return { border, calm: weights(), lively: weights() }
}
