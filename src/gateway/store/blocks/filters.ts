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
/** The usual is found from about so many places. */
const SAMPLED = 1024

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

/** At [a][b], a ≤ b: the products of the steps `a` and `b` places before each place of the runs, summed; a row has `taps` + 1. */
function productsOf(steps: Float64Array, runs: readonly number[], taps: number): Float64Array {
  const size = taps + 1
  const sums = new Float64Array(size * size)
  for (let run = 0; run < runs.length; run += 2)
    for (let back = 0; back < size; back++) {
      let sum = 0
      for (let i = runs[run]!; i < runs[run + 1]!; i++) sum += steps[i]! * steps[i - back]!
      sums[back]! += sum
    }
  // One further back is the same run a place earlier: only its ends differ.
  for (let a = 1; a < size; a++)
    for (let b = a; b < size; b++) {
      let sum = sums[(a - 1) * size + b - 1]!
      for (let run = 0; run < runs.length; run += 2) {
        const [from, to] = [runs[run]!, runs[run + 1]!]
        sum += steps[from - a]! * steps[from - b]! - steps[to - a]! * steps[to - b]!
      }
      sums[a * size + b] = sum
    }
  return sums
}

/** The best `taps` weights by these products of as many or more; null where one is too large. */
function weightsOf(sums: Float64Array, most: number, taps: number): Int32Array | null {
  const matrix = new Float64Array(taps * taps)
  for (let a = 0; a < taps; a++)
    for (let b = a; b < taps; b++) matrix[a * taps + b] = matrix[b * taps + a] = sums[(a + 1) * (most + 1) + b + 1]!
  const weights = Int32Array.from(solve(matrix, sums.slice(1, taps + 1), taps), (weight) => Math.round(weight * SCALE))
  return weights.every((weight) => Math.abs(weight) <= MOST_WEIGHT) ? weights : null
}

/** Of each length, shortest first, what can be fitted. */
export function fitFilters(steps: Float64Array, lengths: readonly number[]): Filters[] {
  const count = steps.length
  const beginning = (taps: number): number => Math.max(LOOK, taps) + 1
  const fitting = lengths.filter((taps) => count >= beginning(taps) + 8 * taps)
  const longest = fitting.at(-1)
  if (longest === undefined) return []
  const begin = beginning(longest)
  const each = Math.ceil((count - begin) / SAMPLED)
  const sampled = new Float64Array(Math.ceil((count - begin) / each))
  for (let i = 0; i < sampled.length; i++) sampled[i] = livelinessAt(steps, begin + i * each)
  const border = Math.floor(LIVELY * sampled.sort()[sampled.length >> 1]!)
  const most = JUMP * (border + LOOK)
  /** Begin and end of each run, in turn. */
  const [calmRuns, livelyRuns]: [number[], number[]] = [[], []]
  let open: number[] | null = null
  for (let i = begin; i < count; i++) {
    const size = livelinessAt(steps, i)
    const own = size > most || Math.abs(steps[i]!) > most ? null : size > border ? livelyRuns : calmRuns
    if (own === open) continue
    open?.push(i)
    own?.push(i)
    open = own
  }
  open?.push(count)
  const [calmSums, livelySums] = [productsOf(steps, calmRuns, longest), productsOf(steps, livelyRuns, longest)]
  return fitting.flatMap((taps) => {
    const [calm, lively] = [weightsOf(calmSums, longest, taps), weightsOf(livelySums, longest, taps)]
    return calm && lively ? { border, calm, lively } : []
  })
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
