// Samples of the past as packed spans, ready to be sealed: pure work, for any thread.
import type { Sample } from '../../model/sample.ts'
import { signalOf } from '../../model/signals.ts'
import type { Packed } from '../store/asks.ts'
import { packRaw } from '../store/codec.ts'
import { isWave, merged, startOf } from '../store/spans.ts'

/** Of one stay, in any order; whole spans together are packed best. */
export function packPast(samples: Iterable<Sample>): readonly Packed[] {
  const out: Packed[] = []
  for (const own of Map.groupBy(samples, (sample) => {
    const { wire } = signalOf(sample.signal)
    return `${wire} ${startOf(sample.at, isWave(wire))}`
  }).values()) {
    const { wire } = signalOf(own[0]!.signal)
    out.push({ signal: wire, start: startOf(own[0]!.at, isWave(wire)), bytes: packRaw(merged(own)) })
  }
  return out
}
