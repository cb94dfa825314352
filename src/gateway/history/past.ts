// Samples of the past as packed spans, ready to be sealed: pure work, for any thread.
import type { Sample } from '../../model/sample.ts'
import type { Packed } from '../store/asks.ts'
import { isWave, packAll, startOf } from '../store/spans.ts'

/** Of one stay, in any order; whole spans together are packed best. */
export function packPast(samples: Iterable<Sample>): readonly Packed[] {
  const spans = Map.groupBy(samples, (sample) => `${isWave(sample)} ${startOf(sample.at, isWave(sample))}`)
  return [...spans.values()].map((own): Packed => {
    const wave = isWave(own[0]!)
    return { wave, start: startOf(own[0]!.at, wave), blocks: packAll(own, wave) }
  })
}

/** To be handed to another thread without a copy. */
export const buffersOf = (packed: readonly Packed[]): readonly ArrayBuffer[] =>
  packed.flatMap(({ blocks }) => [...blocks.values()].map(({ buffer }) => buffer as ArrayBuffer))
