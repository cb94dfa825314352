// The newest samples of one wave in a typed array, found by running number: what never came stays a hole.

import type { Channel } from '../../model/facts.ts'
import type { WaveChunk } from '../../model/half.ts'
import type { WavePiece } from '../../model/history.ts'
import { type At, at } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import type { WaveRing } from './view.ts'

/** Seconds of gateway time kept of each wave. */
export const RING_SECONDS = 24
/** A chunk whose instant lies further than this from where its number puts it belongs to another count of samples, ms. */
const OTHER_COUNT = 1000

export interface Ring extends WaveRing {
  /**
   * Takes a chunk in any order and any number of times: a sample once known stays, a hole is filled when its sample comes,
   * numbers left out become holes, and a jump over the whole ring empties it. False where the chunk was of no use.
   */
  append(chunk: Pick<WaveChunk, 'at' | 'first' | 'data'>): boolean
  /** The line was cut: numbers left out before the next sample are a hole that what was kept may fill. */
  cut(): void
  /** Holes that a cut left, as far as they lie in the ring and are not filled yet. */
  cuts(): readonly Numbers[]
  /** Puts kept samples into such holes, and nowhere else: nothing that came is changed, and nothing gets newer. */
  fill(piece: WavePiece): void
}
/** Samples [from, to). */
export interface Numbers {
  readonly from: number
  readonly to: number
}

export function createRing(channel: Channel, keep = RING_SECONDS): Ring {
  const capacity = Math.max(16, Math.min(1 << 20, Math.ceil(channel.rate * keep)))
  const period = 1000 / channel.rate
  const samples = new Int32Array(capacity).fill(NO_SAMPLE)
  let first = 0
  let next = 0
  // Where the count and the clock meet: `anchor` was measured at `anchorAt`.
  let anchor = 0
  let anchorAt = 0
  let wasCut = false
  let holes: readonly Numbers[] = []
  /** 1: filled. Made when it is needed. */
  let filled: Uint8Array | null = null
  let fills = 0

  const timeOf = (sample: number): At => at(anchorAt + (sample - anchor) * period)
  const restart = (sample: number): void => {
    samples.fill(NO_SAMPLE)
    filled?.fill(0)
    holes = []
    first = sample
    next = sample
  }
  const put = (sample: number, value: number): void => {
    samples[sample % capacity] = value
    if (filled) filled[sample % capacity] = 0
  }
  const lacks = ({ from, to }: Numbers): boolean => {
    for (let sample = from; sample < to; sample++) if (samples[sample % capacity] === NO_SAMPLE) return true
    return false
  }
  const cuts = (): readonly Numbers[] => {
    holes = holes.flatMap(({ from, to }) => (to > first ? [{ from: Math.max(from, first), to }] : [])).filter(lacks)
    return holes
  }

  return {
    channel,
    get first() {
      return first
    },
    get next() {
      return next
    },
    valueAt: (sample) => (sample >= first && sample < next ? samples[sample % capacity]! : NO_SAMPLE),
    timeOf,
    sampleAt: (time) => Math.ceil((time - anchorAt) / period - 1e-6) + anchor,
    get fills() {
      return fills
    },
    filledAt: (sample) => filled !== null && sample >= first && sample < next && filled[sample % capacity] === 1,
    cut() {
      wasCut = true
    },
    cuts,
    fill({ at: start, data }) {
      let changed = false
      for (const { from, to } of cuts())
        for (let sample = from; sample < to; sample++) {
          const value = data[Math.round((timeOf(sample) - start) / period)] ?? NO_SAMPLE
          if (value === NO_SAMPLE || samples[sample % capacity] !== NO_SAMPLE) continue
          put(sample, value)
          filled ??= new Uint8Array(capacity)
          filled[sample % capacity] = 1
          changed = true
        }
      if (changed) fills += 1
    },
    append({ at: start, first: number, data }) {
      const end = number + data.length
      if (!Number.isSafeInteger(number) || number < 0 || !Number.isSafeInteger(end) || data.length === 0) return false
      const empty = next === first
      const astray = empty ? 0 : start - timeOf(number)
      const another = Math.abs(astray) > OTHER_COUNT
      const missed = wasCut && !empty && !another && number > next ? { from: Math.max(next, end - capacity), to: number } : null
      if (another) {
        // The source counts anew, or its clock was set: old samples cannot be put beside new ones. What is older is of no use.
        if (start + data.length * period <= timeOf(next - 1)) return false
        restart(number)
      } else if (empty || number - next >= capacity) restart(number)
      else if (end <= next - capacity) return false
      // A drift of less than half a sample leaves the picture where it is.
      if (next === first || (end > next && Math.abs(astray) > period / 2)) {
        anchor = number
        anchorAt = start
      }
      for (let hole = Math.max(next, number - capacity); hole < number; hole++) put(hole, NO_SAMPLE)
      const oldest = Math.max(next, end) - capacity
      for (let sample = Math.max(number, oldest); sample < end; sample++)
        if (sample >= next || samples[sample % capacity] === NO_SAMPLE) put(sample, data[sample - number]!)
      // Samples from before the first one kept widen the ring backwards: a replay brings them after newer ones.
      if (number < first) {
        const from = Math.max(number, oldest)
        for (let hole = Math.min(end, first); hole < first; hole++) if (hole >= oldest) put(hole, NO_SAMPLE)
        first = from
      }
      next = Math.max(next, end)
      // All that is shown of a long cut is its hole.
      if (missed && missed.from < first) first = missed.from
      if (missed) holes = [...holes, missed]
      wasCut = false
      first = Math.max(first, next - capacity)
      return true
    },
  }
}

type Meaning = Pick<Channel, 'signal' | 'rate' | 'gain' | 'baseline' | 'unit' | 'source'>
/** Whether samples of both mean the same. */
export const sameMeaning = (a: Meaning, b: Meaning): boolean =>
  a.signal === b.signal && a.rate === b.rate && a.gain === b.gain && a.baseline === b.baseline && a.unit === b.unit && a.source === b.source

/** Whether a ring of `a` may go on as one of `b`. */
export const sameChannel = (a: Channel, b: Channel): boolean => a.ch === b.ch && sameMeaning(a, b)
