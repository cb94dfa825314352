// All samples of a span that are no waves, as blocks by wire number with the clock they share; and back, each as it came.
import type { CodedSample, EventSample, NumberSample, Sample } from '../../../model/sample.ts'
import { signalAt } from '../../../model/signals.ts'
import { BadBlock, MOST_BYTES, Sink } from './bytes.ts'
import { CLOCK, openClock, packClock, rowsOf } from './clock.ts'
import { close, open } from './frame.ts'
import { inOrder, mergeSignals } from './merge.ts'
import { numberSamples, packNumbers } from './numbers.ts'
import { codedSamples, eventSamples, packCoded, packEvents } from './steps.ts'

/** Blocks of one span by wire number; the clock under CLOCK, absent where nothing needs it. */
export type Blocks = ReadonlyMap<number, Uint8Array>

/** Of samples in any order, with or without duplicates; waves are refused. The same samples always give the same bytes. */
export function packSpan(samples: readonly Sample[]): Map<number, Uint8Array> {
  const signals = mergeSignals(samples)
  const kinds = new Map([...signals].map(([wire]) => [wire, signalAt(wire)!.kind]))
  const clocked = [...signals].filter(([wire]) => kinds.get(wire) !== 'event')
  const rows = rowsOf(clocked.map(([, list]) => list))
  const blocks = new Map<number, Uint8Array>()
  for (const [wire, list] of signals) {
    const kind = kinds.get(wire)!
    if (kind === 'wave') throw new RangeError('waves have blocks of their own')
    if (kind === 'number') blocks.set(wire, packNumbers(list as readonly NumberSample[], rows))
    else if (kind === 'coded') blocks.set(wire, packCoded(list as readonly CodedSample[], rows))
    else blocks.set(wire, packEvents(list as readonly EventSample[]))
  }
  if (clocked.length) blocks.set(CLOCK, packClock(rows.clock))
  return blocks
}

/** All blocks of a span as one, to be sealed. */
export function closeSpan(blocks: Blocks): Uint8Array {
  const sink = new Sink()
  sink.count(blocks.size)
  for (const [wire, bytes] of [...blocks].toSorted(([a], [b]) => a - b)) {
    sink.u8(wire)
    sink.count(bytes.length)
    sink.raw(bytes)
  }
  return close('span', sink)
}
/** Throws BadBlock. */
export function openSpan(bytes: Uint8Array): Blocks {
  const tap = open('span', bytes)
  const blocks = new Map(
    Array.from({ length: tap.count(256) }, (): readonly [number, Uint8Array] => [tap.u8(), tap.raw(tap.count(MOST_BYTES))]),
  )
  tap.end()
  return blocks
}

/** Everything, ordered by time, source, running number and signal. Throws BadBlock; reads the signals given, not only whole spans. */
export function unpackSpan(blocks: Blocks): Sample[] {
  const bytes = blocks.get(CLOCK)
  const clock = bytes ? openClock(bytes) : []
  const samples: Sample[] = []
  for (const [wire, block] of blocks) {
    if (wire === CLOCK) continue
    const signal = signalAt(wire)
    if (!signal || signal.kind === 'wave') throw new BadBlock(`no signal ${wire} of a span`)
    const read =
      signal.kind === 'number' ? numberSamples(clock, block) : signal.kind === 'coded' ? codedSamples(clock, block) : eventSamples(block)
    for (const sample of read) {
      if (sample.signal !== signal.key) throw new BadBlock(`${sample.signal} where ${signal.key} was asked for`)
      samples.push(sample)
    }
  }
  return samples.sort(inOrder)
}
