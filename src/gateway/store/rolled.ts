// Roll-ups of a window as they are sealed, with what is not sealed yet put in; where one does not open, the samples take its place.
import type { RawNumbers, Span } from '../../model/history.ts'
import type { WaveSample } from '../../model/sample.ts'
import { signalOf } from '../../model/signals.ts'
import { at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'
import {
  type NumberRolls,
  ROLLS,
  replaceRolls,
  rollNumbers,
  rollWaves,
  unpackNumberRolls,
  unpackWaveRolls,
  type WaveRolls,
} from './blocks/blocks.ts'
import { attempt, type Finder } from './found.ts'
import { replaceWaves } from './rollups.ts'
import type { StaysReader } from './stays.ts'

type RollKind = keyof typeof ROLLS
export const kindOf = (step: number): RollKind => (Object.keys(ROLLS) as RollKind[]).find((kind) => ROLLS[kind].step === step)!

interface Rolled<Rolls, Raw> {
  readonly rolls: readonly Rolls[]
  /** In the place of roll-ups that do not open. */
  readonly raws: readonly Raw[]
  readonly damaged: readonly Span[]
}

/** Blocks of roll-ups by their start; null: one does not open. */
function blocksOf<T>(
  stays: StaysReader,
  place: { readonly stay: string; readonly signal: number; readonly kind: RollKind },
  { from, to }: Span,
  unpack: (bytes: Uint8Array) => T,
  failed: () => void,
): Map<number, T | null> {
  const { span } = ROLLS[place.kind]
  return new Map(
    stays
      .blocks(place, Math.floor(from / span) * span, to)
      .map((row) => [row.start, attempt(() => unpack(stays.openBlock({ ...place, start: row.start }, row)), failed)]),
  )
}
const overlap = (one: Span, other: Span): Span | null => {
  const span = { from: at(Math.max(one.from, other.from)), to: at(Math.min(one.to, other.to)) }
  return span.to > span.from ? span : null
}

export function rolledNumbers(
  {
    stays,
    stay,
    finder,
    failed,
  }: { readonly stays: StaysReader; readonly stay: string; readonly finder: Finder; readonly failed: () => void },
  signal: VitalKey,
  step: number,
  within: Span,
): Rolled<NumberRolls, RawNumbers> {
  const kind = kindOf(step)
  const { span } = ROLLS[kind]
  const blocks = blocksOf(stays, { stay, signal: signalOf(signal).wire, kind }, within, unpackNumberRolls, failed)
  const raws: RawNumbers[] = []
  const damaged: Span[] = []
  for (const fresh of finder.fresh(signal)) {
    if (!overlap(fresh, within)) continue
    const start = Math.floor(fresh.from / span) * span
    const old = blocks.get(start)
    if (old === null) continue
    const found = finder.numbers(signal, fresh)
    damaged.push(...found.damaged)
    blocks.set(start, replaceRolls(old ?? null, fresh.from, fresh.to, rollNumbers(signal, found.parts, step)))
  }
  for (const [start, rolls] of blocks) {
    const part = rolls === null && overlap({ from: at(start), to: at(start + span) }, within)
    if (!part) continue
    const found = finder.numbers(signal, part)
    raws.push(...found.parts)
    damaged.push(...found.damaged)
  }
  return { rolls: [...blocks.values()].filter((one) => one !== null), raws, damaged }
}

export function rolledWaves(
  {
    stays,
    stay,
    finder,
    failed,
  }: { readonly stays: StaysReader; readonly stay: string; readonly finder: Finder; readonly failed: () => void },
  signal: WaveKey,
  step: number,
  within: Span,
): Rolled<WaveRolls, WaveSample> {
  const kind = kindOf(step)
  const { span } = ROLLS[kind]
  const blocks = blocksOf(stays, { stay, signal: signalOf(signal).wire, kind }, within, unpackWaveRolls, failed)
  const raws: WaveSample[] = []
  const damaged: Span[] = []
  const wavesIn = (part: Span): WaveSample[] => {
    const found = finder.samples(signal, part)
    damaged.push(...found.damaged)
    return found.parts.filter((sample) => sample.kind === 'wave')
  }
  for (const fresh of finder.fresh(signal)) {
    if (!overlap(fresh, within)) continue
    const start = Math.floor(fresh.from / span) * span
    const old = blocks.get(start)
    if (old === null) continue
    blocks.set(start, [...replaceWaves(old ?? [], fresh.from, fresh.to, rollWaves(signal, wavesIn(fresh), step))])
  }
  for (const [start, rolls] of blocks) {
    const part = rolls === null && overlap({ from: at(start), to: at(start + span) }, within)
    if (part) raws.push(...wavesIn(part))
  }
  return { rolls: [...blocks.values()].flatMap((one) => one ?? []), raws, damaged }
}
