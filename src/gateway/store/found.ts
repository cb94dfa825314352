// What is kept of a stay within a window: blocks and head together, each sample once, in order; what does not open is told.
import { GAP_WHYS, type RawNumbers, type Span } from '../../model/history.ts'
import type { NumberSample, Sample } from '../../model/sample.ts'
import { type SignalKey, signalOf } from '../../model/signals.ts'
import { at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { CLOCK, type Clock, openClock, unpackNumbers, unpackSamples } from './blocks/blocks.ts'
import { mergeOne } from './blocks/merge.ts'
import { isWaveWire, spanOf, startOf, unpackAll } from './spans.ts'
import type { BlockRow, StaysReader } from './stays.ts'

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
  const rowsOf = (signal: number, wave: boolean, within: Span): ReadonlyMap<number, BlockRow> =>
    new Map(stays.blocks({ stay, signal, kind: 'raw' }, startOf(within.from, wave), within.to).map((row) => [row.start, row]))
  const bytesOf = (signal: number, row: BlockRow): Uint8Array => stays.openBlock({ stay, signal, kind: 'raw', start: row.start }, row)

  const clocks = new Map<number, { readonly bytes: Uint8Array; readonly clock: Clock }>()
  /** Shared by all signals of a span. */
  function clockOf(start: number): { readonly bytes: Uint8Array; readonly clock: Clock } | null {
    const known = clocks.get(start)
    if (known) return known
    const row = stays.blocks({ stay, signal: CLOCK, kind: 'raw' }, start, start + 1)[0]
    if (!row) return null
    const bytes = bytesOf(CLOCK, row)
    const opened = { bytes, clock: openClock(bytes) }
    clocks.set(start, opened)
    return opened
  }
  function sealed(signal: number, wave: boolean, row: BlockRow): readonly Sample[] {
    const clock = wave ? null : clockOf(row.start)
    return unpackAll(new Map([...(clock ? [[CLOCK, clock.bytes] as const] : []), [signal, bytesOf(signal, row)]]), wave)
  }

  /** `quick` reads a block with nothing in the head beside it; `slow` makes the same of samples. */
  function find<Part>(
    key: SignalKey,
    within: Span,
    slow: (samples: readonly Sample[]) => readonly Part[],
    quick?: (signal: number, row: BlockRow) => readonly Part[],
  ): Found<Part> {
    const { wire } = signalOf(key)
    const wave = isWaveWire(wire)
    const length = spanOf(wave)
    const inside = (start: number): boolean => start < within.to && start + length > within.from
    const { spans, damaged: broken } = headOf(wave)
    const rows = rowsOf(wire, wave, within)
    const damaged = new Set(broken.filter(inside))
    const parts: Part[] = []
    const starts = new Set([...[...spans].flatMap(([start, span]) => (span.has(key) && inside(start) ? [start] : [])), ...rows.keys()])
    for (const start of [...starts].sort((a, b) => a - b)) {
      const row = rows.get(start)
      const fresh = spans.get(start)?.get(key) ?? []
      const read =
        row && (quick && fresh.length === 0 ? () => quick(wire, row) : () => slow(mergeOne([...sealed(wire, wave, row), ...fresh])))
      const part = read && attempt(read, failed)
      if (part === null) damaged.add(start)
      for (const one of part ?? slow(mergeOne(fresh))) parts.push(one)
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
        (wire, row) => unpackNumbers(clockOf(row.start)?.clock ?? [], bytesOf(wire, row)),
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
