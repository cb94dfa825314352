// Samples of the past as packed spans, ready to be sealed: pure work, for any thread.
import type { Sample } from '../../model/sample.ts'
import type { Packed } from '../store/asks.ts'
import { bySpan, packAll } from '../store/spans.ts'

/** Of one stay, in any order; whole spans together are packed best. */
export const packPast = (samples: Iterable<Sample>): readonly Packed[] =>
  bySpan(samples).map(({ wave, start, samples: own }): Packed => ({ wave, start, samples: own.length, blocks: packAll(own, wave) }))

/** To be handed to another thread without a copy. */
export const buffersOf = (packed: readonly Packed[]): readonly ArrayBuffer[] =>
  packed.flatMap(({ blocks }) => [...blocks.values()].map(({ buffer }) => buffer as ArrayBuffer))
