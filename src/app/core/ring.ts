// The newest samples of one wave in a typed array, found by running number: what never came stays a hole.

import type { Channel } from '../../model/facts.ts'
import type { WaveChunk } from '../../model/half.ts'
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

  const timeOf = (sample: number): At => at(anchorAt + (sample - anchor) * period)
  const restart = (sample: number): void => {
    samples.fill(NO_SAMPLE)
    first = sample
    next = sample
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
    append({ at: start, first: number, data }) {
      const end = number + data.length
      if (!Number.isSafeInteger(number) || number < 0 || !Number.isSafeInteger(end) || data.length === 0) return false
      const empty = next === first
      const astray = empty ? 0 : start - timeOf(number)
      if (!empty && Math.abs(astray) > OTHER_COUNT) {
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
      for (let hole = Math.max(next, number - capacity); hole < number; hole++) samples[hole % capacity] = NO_SAMPLE
      const oldest = Math.max(next, end) - capacity
      for (let sample = Math.max(number, oldest); sample < end; sample++) {
        const place = sample % capacity
        if (sample >= next || samples[place] === NO_SAMPLE) samples[place] = data[sample - number]!
      }
      // Samples from before the first one kept widen the ring backwards: a replay brings them after newer ones.
      if (number < first) {
        const from = Math.max(number, oldest)
        for (let hole = Math.min(end, first); hole < first; hole++) if (hole >= oldest) samples[hole % capacity] = NO_SAMPLE
        first = from
      }
      next = Math.max(next, end)
      first = Math.max(first, next - capacity)
      return true
    },
  }
}

/** Whether a ring of `a` may go on as one of `b`. */
export const sameChannel = (a: Channel, b: Channel): boolean =>
  a.ch === b.ch &&
  a.signal === b.signal &&
  a.rate === b.rate &&
  a.gain === b.gain &&
  a.baseline === b.baseline &&
  a.unit === b.unit &&
  a.source === b.source
