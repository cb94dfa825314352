// Time in blocks of two minutes, and events in them: the rate of beats or breaths is summed to a phase that is whole at each
// border, so that any block can be computed alone and no interval jumps between two.
import { type At, after } from '../../model/units.ts'
import { blocks } from './random.ts'
import type { Course, Truth } from './truth.ts'

export const BLOCK = 120_000
/** Steps a second in which rates are summed. */
const STEPS = 4
export const STEP = 1000 / STEPS
export const STEP_COUNT = BLOCK / STEP

export interface Truths {
  /** The truth of the second that `t` lies in: seconds are counted from the epoch. */
  (t: number): Truth
  /** The 120 truths of a block. */
  block(index: number): readonly Truth[]
}

export function truthsOf(course: Course, epoch: At): Truths {
  const block = blocks((b: number) => Array.from({ length: BLOCK / 1000 }, (_, i) => course(after(epoch, b * BLOCK + i * 1000))))
  const truths = (t: number): Truth => {
    const second = Math.floor((t - epoch) / 1000)
    const b = Math.floor(second / 120)
    return block(b)[second - b * 120] as Truth
  }
  return Object.assign(truths, { block })
}

/** Phase within a block: `count` events, and where in the block (ms) a phase of 0…count is reached. */
export interface Phase {
  readonly count: number
  timeOf(phase: number): number
}

/**
 * Sums events a minute, one rate per step, and stretches the sum to a whole number. What is added fades out towards both borders
 * (1 − cos), so that the rate there is untouched: at most ±0.25 a minute on average, ±0.5 in the middle.
 */
export function phaseOf(rates: Float64Array, even = false): Phase {
  let total = 0
  let weighted = 0
  for (let i = 0; i < STEP_COUNT; i++) {
    const rate = rates[i] as number
    total += rate
    weighted += rate * (1 - Math.cos((2 * Math.PI * (i + 0.5)) / STEP_COUNT))
  }
  const perStep = 1 / (60 * STEPS)
  const wanted = even ? 2 * Math.round((total * perStep) / 2) : Math.round(total * perStep)
  const missing = wanted / perStep - total
  // With hardly any events the fading correction could turn the rate negative: then all of it is scaled.
  const fades = Math.abs(missing) * 2 < weighted * 0.9
  const sums = new Float64Array(STEP_COUNT + 1)
  for (let i = 0; i < STEP_COUNT; i++) {
    const rate = rates[i] as number
    const fade = (rate * (1 - Math.cos((2 * Math.PI * (i + 0.5)) / STEP_COUNT))) / (weighted || 1)
    const scaled = fades ? rate + missing * fade : total > 0 ? (rate * wanted) / (total * perStep) : 0
    sums[i + 1] = (sums[i] as number) + scaled * perStep
  }
  let at = 0
  return {
    count: wanted,
    timeOf(phase) {
      if (phase <= 0) return 0
      if (at > 0 && (sums[at] as number) >= phase) at = 0
      while (at < STEP_COUNT - 1 && (sums[at + 1] as number) < phase) at++
      const low = sums[at] as number
      const step = (sums[at + 1] as number) - low
      return (at + (step > 0 ? Math.min(1, (phase - low) / step) : 1)) * STEP
    },
  }
}

/** Index of the first element at or after `t` in a list sorted by `at`. */
export function lowerBound(list: readonly { readonly at: number }[], t: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((list[mid] as { at: number }).at < t) low = mid + 1
    else high = mid
  }
  return low
}

/** Elements of all blocks with `at` in [from, to). */
export function gather<T extends { readonly at: number }>(list: (block: number) => readonly T[], epoch: At, from: number, to: number): T[] {
  const only = Math.floor((from - epoch) / BLOCK)
  const last = Math.floor((to - epoch) / BLOCK)
  if (only === last) {
    const all = list(only)
    return all.slice(lowerBound(all, from), lowerBound(all, to))
  }
  const found: T[] = []
  for (let b = only; b <= last; b++) {
    const all = list(b)
    for (let i = lowerBound(all, from); i < all.length && (all[i] as T).at < to; i++) found.push(all[i] as T)
  }
  return found
}
