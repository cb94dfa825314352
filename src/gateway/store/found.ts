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

/** `parts`: one entry a span. */
export interface Found<Part> {
  readonly parts: readonly Part[]
  /** Spans that do not open, in order. */
  readonly damaged: readonly Span[]
}
export interface Finder {
  /** Of each span one entry a source. */
  numbers(signal: VitalKey): Found<readonly RawNumbers[]>
  samples(signal: SignalKey): Found<readonly Sample[]>
}

interface Head {
  /** Of each span and signal what came, in the order it came. */
  readonly spans: ReadonlyMap<number, ReadonlyMap<SignalKey, readonly Sample[]>>
  readonly damaged: readonly number[]
}

/** Over one state of the file: the caller reads within one transaction. `failed` is called for each row that does not open. Throws key-gone. */
export function findIn(stays: StaysReader, stay: string, { from, to }: Span, failed: () => void): Finder {
  // A piece of a wave that begins in the span before may reach into the window.
  const firstOf = (wave: boolean): number => startOf(from, wave) - (wave ? spanOf(wave) : 0)
  const heads = new Map<boolean, Head>()
  function headOf(wave: boolean): Head {
    const known = heads.get(wave)
    if (known) return known
    const spans = new Map<number, Map<SignalKey, Sample[]>>()
    const damaged: number[] = []
    for (const row of stays.head(stay, wave, firstOf(wave), to)) {
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
  const rowsOf = (signal: number, wave: boolean): ReadonlyMap<number, BlockRow> =>
    new Map(stays.blocks({ stay, signal, kind: 'raw' }, firstOf(wave), to).map((row) => [row.start, row]))
  const bytesOf = (signal: number, row: BlockRow): Uint8Array => stays.openBlock({ stay, signal, kind: 'raw', start: row.start }, row)

  let clockRows: ReadonlyMap<number, BlockRow> | null = null
  const clocks = new Map<number, { readonly bytes: Uint8Array; readonly clock: Clock }>()
  /** Shared by all signals of a span. */
  function clockOf(start: number): { readonly bytes: Uint8Array; readonly clock: Clock } | null {
    const known = clocks.get(start)
    if (known) return known
    clockRows ??= rowsOf(CLOCK, false)
    const row = clockRows.get(start)
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
    slow: (samples: readonly Sample[]) => Part,
    quick?: (signal: number, row: BlockRow) => Part,
  ): Found<Part> {
    const { wire } = signalOf(key)
    const wave = isWaveWire(wire)
    const { spans, damaged: broken } = headOf(wave)
    const rows = rowsOf(wire, wave)
    const damaged = new Set(broken)
    const parts: Part[] = []
    const starts = new Set([...[...spans].filter(([, span]) => span.has(key)).map(([start]) => start), ...rows.keys()])
    for (const start of [...starts].sort((a, b) => a - b)) {
      const row = rows.get(start)
      const fresh = spans.get(start)?.get(key) ?? []
      const before =
        row && attempt(() => (quick && fresh.length === 0 ? { part: quick(wire, row) } : { samples: sealed(wire, wave, row) }), failed)
      if (before === null) damaged.add(start)
      if (before?.part !== undefined) parts.push(before.part)
      else parts.push(slow(mergeOne([...(before?.samples ?? []), ...fresh])))
    }
    const length = spanOf(wave)
    return {
      parts,
      damaged: [...damaged].sort((a, b) => a - b).map((start) => ({ from: at(start), to: at(start + length) })),
    }
  }
  return {
    numbers: (signal) =>
      find(
        signal,
        (samples) => columnsOf(signal, samples),
        (wire, row) => unpackNumbers(clockOf(row.start)?.clock ?? [], bytesOf(wire, row)),
      ),
    samples: (signal) => find(signal, (samples) => samples),
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
function attempt<T>(act: () => T, failed: () => void): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'key-gone') throw error
    failed()
    return null
  }
}
