// What there is of a signal of a stay: from roll-ups, where there are any, and what is not sealed yet; of all else from the samples.
import type { Extent } from '../../model/history.ts'
import type { Sample } from '../../model/sample.ts'
import { type SignalKey, signalOf } from '../../model/signals.ts'
import { at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { NO_SAMPLE, type WaveKey } from '../../model/waves.ts'
import { ROLLS } from './blocks/blocks.ts'
import type { Rolls } from './blocks/rolls.ts'
import { rolledNumbers, rolledWaves } from './rolled.ts'
import { ROLLED } from './rollups.ts'
import type { Sight } from './windows.ts'

const ALWAYS = { from: at(0), to: at(Number.MAX_SAFE_INTEGER) }

export function extentOf(sight: Sight, signal: SignalKey): Extent | null {
  const { kind } = signalOf(signal)
  const step = ROLLS[ROLLED[kind].at(-1) ?? 'quarter'].step
  if (kind === 'number') {
    const { rolls } = rolledNumbers(sight, signal as VitalKey, step, ALWAYS)
    return ofRolls(signal, rolls)
  }
  if (kind === 'wave') {
    const { rolls } = rolledWaves(sight, signal as WaveKey, step, ALWAYS)
    return ofRolls(signal, rolls)
  }
  return ofSamples(signal, sight.finder.samples(signal).parts)
}

function ofRolls(signal: SignalKey, all: readonly Rolls[]): Extent | null {
  const sources = new Set(all.flatMap((rolls) => rolls.sources))
  let [from, to, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (const rolls of all)
    for (let i = 0; i < rolls.at.length; i++) {
      count += rolls.count[i]!
      from = Math.min(from, rolls.count[i]! > 0 ? rolls.firstAt[i]! : rolls.at[i]!)
      to = Math.max(to, rolls.count[i]! > 0 ? rolls.lastAt[i]! : rolls.at[i]!)
    }
  return to < from ? null : { signal, sources: [...sources], from: at(from), to: at(to), count }
}

function ofSamples(signal: SignalKey, samples: readonly Sample[]): Extent | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) return null
  let count = 0
  for (const one of samples)
    if (one.kind === 'wave') for (const value of one.data) count += value === NO_SAMPLE ? 0 : 1
    else if (one.kind === 'event' || one.value.is === 'known') count++
  return { signal, sources: [...new Set(samples.map(({ source }) => source))], from: first.at, to: last.at, count }
}
