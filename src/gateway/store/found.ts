// What is kept of a stay within a window: blocks and head together, each sample once, in order; what does not open is told.
import { GAP_WHYS, type RawNumbers, type Span } from '../../model/history.ts'
import type { NumberSample, Sample } from '../../model/sample.ts'
import { type SignalKey, signalOf } from '../../model/signals.ts'
import { at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { type Blocks, CLOCK, type Clock, openClock, openSpan, unpackNumbers, unpackSamples } from './blocks/blocks.ts'
import { mergeOne } from './blocks/merge.ts'
import { isWaveWire, SLOW, spanOf, startOf, unpackAll } from './spans.ts'
import type { StaysReader } from './stays.ts'

export interface Found<Part> {
  readonly parts: readonly Part[]
  /** Spans that do not open, in order. */
  readonly damaged: readonly Span[]
}
export interface Finder {
  /** One entry a span and source. */
  numbers(signal: VitalKey, within?: Span): Found<RawNumbers>
  samples(signal: SignalKey, within?: Span): Found<Sample>
  /** Spans of which not all is sealed yet. */
  fresh(signal: SignalKey): readonly Span[]
}

/** Bytes of opened spans that one ask may hold at once. */
const MOST_HELD = 64 * 2 ** 20

interface Head {
  /** Of each span and signal what came, in the order it came. */
  readonly spans: ReadonlyMap<number, ReadonlyMap<SignalKey, readonly Sample[]>>
  readonly damaged: readonly number[]
}

/** Over one state of the file: the caller reads within one transaction. `failed` is called for each row that does not open. Throws key-gone. */
export function findIn(stays: StaysReader, stay: string, { from, to }: Span, failed: () => void): Finder {
  const heads = new Map<boolean, Head>()
  function headOf(wave: boolean): Head {
    const known = heads.get(wave)
    if (known) return known
    const spans = new Map<number, Map<SignalKey, Sample[]>>()
    const damaged: number[] = []
    for (const row of stays.head(stay, wave, startOf(from, wave), to)) {
      const plain = attempt(() => unpackSamples(stays.openHead({ stay, wave, start: row.start }, row)), failed)
      const span = spans.get(row.start) ?? new Map<SignalKey, Sample[]>()
      spans.set(row.start, span)
      if (plain === null) damaged.push(row.start)
      for (const sample of plain ?? []) {
        const own = span.get(sample.signal)
        if (own) own.push(sample)
        else span.set(sample.signal, [sample])
      }
    }
    const head = { spans, damaged }
    heads.set(wave, head)
    return head
  }
  /** What is sealed of a span, opened; null: it does not open. */
  interface Opened {
    readonly start: number
    readonly blocks: Blocks | null
  }
  function sealedIn(row: number, within: Span, open: (bytes: Uint8Array) => Blocks): readonly Opened[] {
    const place = { stay, signal: row, kind: 'raw' } as const
    return stays
      .blocks(place, startOf(within.from, isWaveWire(row)), within.to)
      .map((one) => ({ start: one.start, blocks: attempt(() => open(stays.openBlock({ ...place, start: one.start }, one)), failed) }))
  }
  /** By what was asked for: all signals of a window lie in the same rows. */
  const slow = new Map<string, readonly Opened[]>()
  let held = 0
  function slowIn(within: Span): readonly Opened[] {
    const name = `${within.from} ${within.to}`
    const known = slow.get(name)
    if (known) return known
    const opened = sealedIn(SLOW, within, openSpan)
    for (const { blocks } of opened) for (const bytes of blocks?.values() ?? []) held += bytes.length
    if (held <= MOST_HELD) slow.set(name, opened)
    return opened
  }
  const clocks = new WeakMap<Blocks, Clock>()
  /** Shared by all signals of a span. */
  function clockOf(blocks: Blocks): Clock {
    const known = clocks.get(blocks)
    if (known) return known
    const bytes = blocks.get(CLOCK)
    const clock = bytes ? openClock(bytes) : []
    clocks.set(blocks, clock)
    return clock
  }
  /** Of one signal alone. */
  const alone = (blocks: Blocks, wire: number): Blocks => new Map([...blocks].filter(([one]) => one === wire || one === CLOCK))

  /** `quick` reads blocks with nothing in the head beside them; `fromSamples` makes the same of samples. */
  function find<Part>(
    key: SignalKey,
    within: Span,
    fromSamples: (samples: readonly Sample[]) => readonly Part[],
    quick?: (wire: number, blocks: Blocks) => readonly Part[],
  ): Found<Part> {
    const { wire } = signalOf(key)
    const wave = isWaveWire(wire)
    const length = spanOf(wave)
    const inside = (start: number): boolean => start < within.to && start + length > within.from
    const { spans, damaged: broken } = headOf(wave)
    const sealed = new Map<number, Blocks>()
    const damaged = new Set(broken.filter(inside))
    for (const { start, blocks } of wave ? sealedIn(wire, within, (bytes) => new Map([[wire, bytes]])) : slowIn(within)) {
      if (blocks === null) damaged.add(start)
      else if (blocks.has(wire)) sealed.set(start, blocks)
    }
    const parts: Part[] = []
    const starts = new Set([...[...spans].flatMap(([start, span]) => (span.has(key) && inside(start) ? [start] : [])), ...sealed.keys()])
    for (const start of [...starts].sort((a, b) => a - b)) {
      const blocks = sealed.get(start)
      const fresh = spans.get(start)?.get(key) ?? []
      const read =
        blocks &&
        (quick && fresh.length === 0
          ? () => quick(wire, blocks)
          : () => fromSamples(mergeOne([...unpackAll(alone(blocks, wire), wave), ...fresh])))
      const part = read && attempt(read, failed)
      if (part === null) damaged.add(start)
      for (const one of part ?? fromSamples(mergeOne(fresh))) parts.push(one)
    }
    return {
      parts,
      damaged: [...damaged].sort((a, b) => a - b).map((start) => ({ from: at(start), to: at(start + length) })),
    }
  }
  const window = { from, to }
  return {
    numbers: (signal, within = window) =>
      find(
        signal,
        within,
        (samples) => columnsOf(signal, samples),
        (wire, blocks) => unpackNumbers(clockOf(blocks), blocks.get(wire)!),
      ),
    samples: (signal, within = window) => find(signal, within, (samples) => samples),
    fresh(signal) {
      const wave = isWaveWire(signalOf(signal).wire)
      const starts = [...headOf(wave).spans].flatMap(([start, span]) => (span.has(signal) ? [start] : []))
      return starts.map((start) => ({ from: at(start), to: at(start + spanOf(wave)) }))
    },
  }
}

/** One entry a source. */
function columnsOf(signal: VitalKey, samples: readonly Sample[]): readonly RawNumbers[] {
  const own = samples.filter((one): one is NumberSample => one.kind === 'number')
  return [...Map.groupBy(own, ({ source }) => source)].map(
    ([source, of]): RawNumbers => ({
      signal,
      source,
      at: Float64Array.from(of, (one) => one.at),
      received: Float64Array.from(of, ({ received }) => received),
      value: Float64Array.from(of, ({ value }) => (value.is === 'known' ? value.value : Number.NaN)),
      why: Uint8Array.from(of, ({ value }) => (value.is === 'known' ? 255 : GAP_WHYS.indexOf(value.why))),
      quality: Uint8Array.from(of, ({ quality }) => quality),
    }),
  )
}

/** null: it does not open. A key that is gone goes on to the caller. */
export function attempt<T>(act: () => T, failed: () => void): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'key-gone') throw error
    failed()
    return null
  }
}
