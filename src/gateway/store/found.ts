// What is kept of signals of a stay within a window: blocks and head together, each sample once, in order; what does not open is told.
import type { Span } from '../../model/history.ts'
import type { Sample } from '../../model/sample.ts'
import { type SignalKey, signalOf } from '../../model/signals.ts'
import { at } from '../../model/units.ts'
import { unpackHead, unpackRaw } from './codec.ts'
import { isWave, merged, spanOf, startOf } from './spans.ts'
import type { StaysReader } from './stays.ts'

export interface Found {
  readonly samples: readonly Sample[]
  /** Spans of blocks that do not open, in order. */
  readonly damaged: readonly Span[]
}

/** Of each asked signal. One state of the file: the caller reads in one transaction. Throws key-gone. */
export function findSamples(
  stays: StaysReader,
  stay: string,
  signals: readonly SignalKey[],
  { from, to }: Span,
  failed: () => void,
): ReadonlyMap<SignalKey, Found> {
  const out = new Map<SignalKey, Found>()
  for (const wave of [false, true]) {
    const asked = new Map(signals.map((key) => [key, signalOf(key).wire] as const).filter(([, wire]) => isWave(wire) === wave))
    if (asked.size === 0) continue
    const length = spanOf(wave)
    // A piece of a wave that begins in the span before may reach into the window.
    const first = startOf(from, wave) - (wave ? length : 0)
    const broken: Span[] = []
    const lists = new Map<SignalKey, Sample[][]>([...asked.keys()].map((key) => [key, []]))
    for (const row of stays.head(stay, wave, first, to)) {
      const plain = attempt(() => unpackHead(stays.openHead({ stay, wave, start: row.start }, row)), failed)
      if (plain === null) broken.push({ from: at(row.start), to: at(row.start + length) })
      else for (const sample of plain) lists.get(sample.signal)?.push([sample])
    }
    for (const [key, signal] of asked) {
      const damaged: Span[] = [...broken]
      const place = { stay, signal, kind: 'raw' } as const
      // What was sealed came first.
      const sealed: Sample[][] = []
      for (const row of stays.blocks(place, first, to)) {
        const plain = attempt(() => unpackRaw(stays.openBlock({ ...place, start: row.start }, row)), failed)
        if (plain === null) damaged.push({ from: at(row.start), to: at(row.start + length) })
        else sealed.push([...plain])
      }
      out.set(key, { samples: bySpan([...sealed, ...lists.get(key)!], wave), damaged })
    }
  }
  return out
}

/** A number of a sample is its own within one span alone. */
function bySpan(lists: readonly (readonly Sample[])[], wave: boolean): Sample[] {
  const spans = Map.groupBy(lists.flat(), ({ at: when }) => startOf(when, wave))
  return [...spans].toSorted(([a], [b]) => a - b).flatMap(([, own]) => merged(own))
}

/** null: it does not open. A key that is gone goes on to the caller. */
function attempt<T>(act: () => T, failed: () => void): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'key-gone') throw error
    failed()
    return null
  }
}
