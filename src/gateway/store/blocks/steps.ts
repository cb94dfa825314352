// Coded states by the clock of their span, and events with times of their own (a beat is no report). The words are kept as texts, once a block.
import { CODED_KEYS, type Code, type CodedKey, EVENT_KEYS, type EventKey, type EventMark } from '../../../model/codes.ts'
import type { DeviceId } from '../../../model/ids.ts'
import { deviceId } from '../../../model/ids.ts'
import type { CodedSample, EventSample, Quality } from '../../../model/sample.ts'
import { signalAt, signalOf } from '../../../model/signals.ts'
import { type At, at as instant } from '../../../model/units.ts'
import { known, unknown, type Value, WHYS } from '../../../model/value.ts'
import { BadBlock, MOST_ROWS, Sink, type Tap } from './bytes.ts'
import type { Clock, Rows } from './clock.ts'
import { readWholes, writeWholes } from './columns.ts'
import { close, open } from './frame.ts'
import { bySource, commonOf, openPart, type Part } from './numbers.ts'
import { readTimes, writeTimes } from './times.ts'

const MOST_WORDS = 256

function writeWords(sink: Sink, words: readonly string[]): Map<string, number> {
  const list = [...new Set(words)].sort()
  sink.count(list.length)
  for (const word of list) sink.text(word)
  return new Map(list.map((word, index) => [word, index]))
}
const readWords = (tap: Tap): string[] => Array.from({ length: tap.count(MOST_WORDS) }, () => tap.text())
function word(words: readonly string[], index: number): string {
  const found = words[index]
  if (found === undefined) throw new BadBlock(`no word ${index}`)
  return found
}

/** Samples of one signal, merged. Known: the word's number from WHYS.length on; unknown: why. */
export function packCoded(samples: readonly CodedSample[], rows: Rows): Uint8Array {
  const sink = new Sink()
  sink.u8(signalOf(samples[0]!.signal).wire)
  const words = writeWords(
    sink,
    samples.flatMap(({ value }) => (value.is === 'known' ? [value.value] : [])),
  )
  const shares = bySource(samples, rows)
  sink.count(shares.length)
  for (const { index, list, places } of shares) {
    sink.u8(index)
    sink.count(list.length)
    writeWholes(sink, places)
    writeWholes(
      sink,
      Float64Array.from(list, ({ quality }) => quality),
    )
    // Reasons below 0, so that a reason more moves no word.
    writeWholes(
      sink,
      Float64Array.from(list, ({ value }) => (value.is === 'known' ? words.get(value.value)! : -1 - WHYS.indexOf(value.why))),
    )
  }
  return close('coded', sink)
}

interface CodedPart extends Part {
  /** Index in `words`; below 0: −1 − the index of the reason. */
  readonly states: Float64Array
}
function openCoded(
  clock: Clock,
  block: Uint8Array,
): { readonly signal: CodedKey; readonly words: readonly string[]; readonly parts: readonly CodedPart[] } {
  const tap = open('coded', block)
  const wire = tap.u8()
  const signal = signalAt(wire)?.key as CodedKey
  if (!CODED_KEYS.includes(signal)) throw new BadBlock(`no such coded state: ${wire}`)
  const words = readWords(tap)
  const parts = Array.from({ length: tap.count(255) }, () => {
    const part = openPart(tap, clock)
    return { ...part, states: readWholes(tap, part.count) }
  })
  tap.end()
  return { signal, words, parts }
}
function stateOf(words: readonly string[], state: number): Value<Code> {
  if (state >= 0) return known(word(words, state) as Code)
  const why = WHYS[-1 - state]
  if (why === undefined) throw new BadBlock(`no such reason: ${-1 - state}`)
  return unknown(why)
}

/** Throws BadBlock. */
export function codedSamples(clock: Clock, block: Uint8Array): CodedSample[] {
  const { signal, words, parts } = openCoded(clock, block)
  return parts.flatMap((part) =>
    Array.from(part.states, (state, i): CodedSample => ({ kind: 'coded', signal, value: stateOf(words, state), ...commonOf(part, i) })),
  )
}

/** A state of a source from an instant on; `until`: its last sample that said so. */
export interface CodedStep {
  readonly source: DeviceId
  readonly at: At
  readonly until: At
  readonly value: Value<Code>
  readonly quality: Quality
}
/** Samples of a source that say the same, one after another, in one. By time, then source. Throws BadBlock. */
export function codedSteps(clock: Clock, block: Uint8Array): CodedStep[] {
  const { words, parts } = openCoded(clock, block)
  const steps = parts.flatMap(({ section, rows, quality, states, count }) => {
    const timeOf = (i: number): At => instant(section.at[rows === null ? i : rows[i]!]!)
    const found: CodedStep[] = []
    for (let i = 0; i < count; ) {
      let end = i + 1
      while (end < count && states[end] === states[i] && quality[end] === quality[i]) end++
      found.push({ source: section.source, at: timeOf(i), until: timeOf(end - 1), value: stateOf(words, states[i]!), quality: quality[i]! })
      i = end
    }
    return found
  })
  return steps.sort((a, b) => a.at - b.at || (a.source < b.source ? -1 : 1))
}

/** Samples of one signal, merged. */
export function packEvents(samples: readonly EventSample[]): Uint8Array {
  const sink = new Sink()
  sink.u8(signalOf(samples[0]!.signal).wire)
  const words = writeWords(
    sink,
    samples.map(({ mark }) => mark),
  )
  const sources = [...new Set(samples.map(({ source }) => source))].sort()
  sink.count(sources.length)
  for (const source of sources) {
    const list = samples.filter((sample) => sample.source === source)
    sink.text(source)
    sink.count(list.length)
    const column = (of: (sample: EventSample) => number) => Float64Array.from(list, of)
    writeTimes(sink, {
      at: column(({ at }) => at),
      received: column(({ received }) => received),
      device: column(({ deviceTime }) => deviceTime ?? Number.NaN),
      seq: column(({ seq }) => seq),
    })
    writeWholes(
      sink,
      column(({ quality }) => quality),
    )
    writeWholes(
      sink,
      column(({ mark }) => words.get(mark)!),
    )
  }
  return close('events', sink)
}

/** Throws BadBlock. */
export function eventSamples(block: Uint8Array): EventSample[] {
  const tap = open('events', block)
  const wire = tap.u8()
  const signal = signalAt(wire)?.key as EventKey
  if (!EVENT_KEYS.includes(signal)) throw new BadBlock(`no such event: ${wire}`)
  const words = readWords(tap)
  const samples = Array.from({ length: tap.count(255) }, () => {
    const source: DeviceId = deviceId(tap.text())
    const count = tap.count(MOST_ROWS)
    const section = { source, ...readTimes(tap, count) }
    const part = { section, count, rows: null, quality: readWholes(tap, count) }
    return Array.from(
      readWholes(tap, count),
      (mark, i): EventSample => ({ kind: 'event', signal, mark: word(words, mark) as EventMark, ...commonOf(part, i) }),
    )
  }).flat()
  tap.end()
  return samples
}
