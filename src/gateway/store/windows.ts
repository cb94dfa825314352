// Answers what is asked of the history of a stay: thinned tracks, every number, waves as measured, and what there is.
import type { Extent, Gap, Hole, RawNumbers, Span, Track, WavePiece, WholeNumbers, WindowAsked } from '../../model/history.ts'
import type { WaveSample } from '../../model/sample.ts'
import { QUALITY } from '../../model/sample.ts'
import { SIGNALS, type SignalKey, signalOf } from '../../model/signals.ts'
import { at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'
import type { RawAsked } from './asks.ts'
import { cutNumbers, planThin, ROLLS, type ThinPlan, thinNumbers, thinWaves } from './blocks/blocks.ts'
import { extentOf } from './extents.ts'
import { type Finder, findIn } from './found.ts'
import { explain } from './gaps.ts'
import { cutWave, joinPieces } from './pieces.ts'
import { rolledNumbers, rolledWaves } from './rolled.ts'
import { ROLLED } from './rollups.ts'
import { rowOf } from './spans.ts'
import type { StaysReader } from './stays.ts'
import { thinCoded, thinEvents } from './steps.ts'

/** What a window is read with. */
export interface Sight {
  readonly stays: StaysReader
  readonly stay: string
  readonly finder: Finder
  /** Called for each row that does not open. */
  readonly failed: () => void
}
interface Read {
  readonly track: Track
  readonly damaged: readonly Span[]
}
const steps = (kind: 'number' | 'wave'): readonly number[] => ROLLED[kind].map((key) => ROLLS[key].step)

function numbers(sight: Sight, signal: VitalKey, plan: ThinPlan): Read {
  const raws: RawNumbers[] = []
  const damaged: Span[] = []
  for (const span of plan.raw) {
    const found = sight.finder.numbers(signal, span)
    raws.push(...found.parts.map((part) => cutNumbers(part, span.from, span.to)))
    damaged.push(...found.damaged)
  }
  if (plan.rolled === null) return { track: thinNumbers(signal, plan, { raws, rolls: [] }), damaged }
  const { from, to } = plan.rolled
  const rolled = rolledNumbers(sight, signal, plan.step!, plan.rolled)
  raws.push(...rolled.raws.map((part) => cutNumbers(part, from, to)))
  return { track: thinNumbers(signal, plan, { raws, rolls: rolled.rolls }), damaged: [...damaged, ...rolled.damaged] }
}

function waves(sight: Sight, signal: WaveKey, plan: ThinPlan): Read {
  const samples: WaveSample[] = []
  const damaged: Span[] = []
  for (const span of plan.raw) {
    const found = sight.finder.samples(signal, span)
    samples.push(...found.parts.flatMap((one) => (one.kind === 'wave' ? cutWave(one, span) : [])))
    damaged.push(...found.damaged)
  }
  if (plan.rolled === null) return { track: thinWaves(signal, plan, { samples, rolls: [] }), damaged }
  const rolled = rolledWaves(sight, signal, plan.step!, plan.rolled)
  samples.push(...rolled.raws.flatMap((one) => cutWave(one, plan.rolled!)))
  return { track: thinWaves(signal, plan, { samples, rolls: rolled.rolls }), damaged: [...damaged, ...rolled.damaged] }
}

function trackOf(sight: Sight, signal: SignalKey, asked: WindowAsked, raw: boolean): Read {
  const { kind } = signalOf(signal)
  const { from, to, width } = asked
  if (kind === 'number') return numbers(sight, signal as VitalKey, planThin(from, to, width, raw ? [] : steps(kind)))
  if (kind === 'wave') return waves(sight, signal as WaveKey, planThin(from, to, width, raw ? [] : steps(kind)))
  const { parts, damaged } = sight.finder.samples(signal, asked)
  return { track: kind === 'coded' ? thinCoded(signal as 'rhythm', parts, asked) : thinEvents(signal as 'beat', parts, asked), damaged }
}

/** What is there of the track; null: nothing is known of it in the window. */
function told({ track, damaged }: Read, pruned: Span | null, { from, to }: Span, downtimes: readonly Gap[]): Track | null {
  const damage = damaged.flatMap((span): Gap[] => (span.to > from && span.from < to ? [{ ...span, why: 'damaged' }] : []))
  const isEnded = pruned !== null && pruned.to > from && pruned.from < to
  if (track.source === null && track.gaps.every(({ why }) => why === 'nothing-came') && damage.length === 0 && !isEnded) return null
  const ended: readonly Gap[] = pruned ? [{ ...pruned, why: 'pruned' }] : []
  const reasons = [...damage, ...ended, ...downtimes].toSorted((a, b) => a.from - b.from)
  return { ...track, gaps: explain(track.gaps, reasons) }
}

export interface Windows {
  /** `raw`: of every sample, also where roll-ups would do. */
  window(asked: WindowAsked, downtimes: readonly Gap[], raw?: boolean): readonly Track[]
  numbers(asked: RawAsked): readonly RawNumbers[]
  /** With what of them does not open, or was pruned. */
  whole(asked: RawAsked): WholeNumbers
  waves(asked: RawAsked): readonly WavePiece[]
  extents(stay: string): readonly Extent[]
}

/** `failed`: called for each row that does not open. */
export function createWindows(stays: StaysReader, failed: () => void): Windows {
  const sightOf = (stay: string, span: Span): Sight => ({ stays, stay, failed, finder: findIn(stays, stay, span, failed) })
  function whole(asked: RawAsked): WholeNumbers {
    const { finder } = sightOf(asked.stay, asked)
    const inside = (span: Span, signal: SignalKey, why: Hole['why']): readonly Hole[] => {
      const [from, to] = [at(Math.max(span.from, asked.from)), at(Math.min(span.to, asked.to))]
      return to > from ? [{ signal, from, to, why }] : []
    }
    const numbers: RawNumbers[] = []
    const holes: Hole[] = []
    for (const signal of asked.signals) {
      if (signalOf(signal).kind !== 'number') continue
      const { parts, damaged } = finder.numbers(signal as VitalKey)
      numbers.push(...bySource(parts, asked))
      const pruned = stays.pruned(asked.stay, rowOf(signalOf(signal).wire))
      holes.push(...damaged.flatMap((span) => inside(span, signal, 'damaged')), ...(pruned ? inside(pruned, signal, 'pruned') : []))
    }
    return { numbers, holes }
  }
  return {
    window(asked, downtimes, raw = false) {
      const sight = sightOf(asked.stay, asked)
      return asked.signals.flatMap((signal) => {
        const pruned = stays.pruned(asked.stay, rowOf(signalOf(signal).wire))
        return told(trackOf(sight, signal, asked, raw), pruned, asked, downtimes) ?? []
      })
    },
    numbers: (asked) => whole(asked).numbers,
    whole,
    waves(asked) {
      const { finder } = sightOf(asked.stay, asked)
      return asked.signals.flatMap((signal) =>
        joinPieces(
          finder
            .samples(signal)
            .parts.flatMap((one) => (one.kind === 'wave' && !(one.quality & QUALITY.second) ? cutWave(one, asked) : [])),
        ),
      )
    },
    extents(stay) {
      const sight = sightOf(stay, { from: at(0), to: at(Number.MAX_SAFE_INTEGER) })
      return SIGNALS.flatMap(({ key }) => extentOf(sight, key) ?? [])
    },
  }
}

/** Of each source everything within the window. */
function bySource(parts: readonly RawNumbers[], { from, to }: Span): readonly RawNumbers[] {
  const inside = parts.map((part) => cutNumbers(part, from, to)).filter((part) => part.at.length > 0)
  return [...Map.groupBy(inside, ({ source }) => source).values()].map(
    (own): RawNumbers => ({
      signal: own[0]!.signal,
      source: own[0]!.source,
      at: whole(Float64Array, own, (part) => part.at),
      received: whole(Float64Array, own, (part) => part.received),
      value: whole(Float64Array, own, (part) => part.value),
      why: whole(Uint8Array, own, (part) => part.why),
      quality: whole(Uint8Array, own, (part) => part.quality),
    }),
  )
}
function whole<T extends Float64Array | Uint8Array>(
  kind: new (length: number) => T,
  parts: readonly RawNumbers[],
  of: (part: RawNumbers) => T,
): T {
  const column = new kind(parts.reduce((sum, part) => sum + of(part).length, 0))
  let place = 0
  for (const part of parts) {
    column.set(of(part), place)
    place += of(part).length
  }
  return column
}
