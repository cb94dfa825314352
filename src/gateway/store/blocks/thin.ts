// Tracks of a window, thinned to its width from roll-ups where columns are long enough and from samples elsewhere: the line, the gaps with their
// reasons, the marked stretches, the source.
import { GAP_WHYS, type Gap, type Marked, type NumberTrack, type RawNumbers, type Span, type WaveTrack } from '../../../model/history.ts'
import type { DeviceId } from '../../../model/ids.ts'
import type { WaveSample, WaveScale } from '../../../model/sample.ts'
import { at as instant } from '../../../model/units.ts'
import type { VitalKey } from '../../../model/vitals.ts'
import type { WaveKey } from '../../../model/waves.ts'
import { gather, type ThinPlan } from './columns4.ts'
import { KNOWN } from './decimals.ts'
import { sameOf } from './even.ts'
import { gapsOf, type Line, linesOf, longestOf, marksOf, placeOf, silenceOf, spacingOf } from './lines.ts'
import { type NumberRolls, type Rolls, rollColumns } from './rolls.ts'
import { type Covered, cutStretches, type Stretch, stretchesOf } from './stretches.ts'
import { byScale, WAVE_SILENCE, type WaveRolls, waveLine } from './waverolls.ts'

/** Cut where samples are silent for long: roll-ups may lie there. What covers the window tells silence. */
function apart<P extends { readonly line: Line }>(piece: P, silence: number): P[] {
  const { line } = piece
  if (line.at.length > 0 && longestOf(line) <= silence) return [piece]
  const found: P[] = []
  for (let i = 0; i < line.at.length; ) {
    let end = i + 1
    while (end < line.at.length && line.at[end]! - line.at[end - 1]! <= silence) end++
    const cut = <A extends Float64Array | Uint8Array>(column: A): A => column.subarray(i, end) as A
    const { at, value, why, quality, source } = line
    found.push({ ...piece, line: { ...line, at: cut(at), value: cut(value), why: cut(why), quality: cut(quality), source: cut(source) } })
    i = end
  }
  return found
}
const most = (counts: ReadonlyMap<DeviceId, number>): DeviceId | null =>
  [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? null

interface Pieces {
  readonly lines: readonly { readonly line: Line; readonly physical?: (value: number) => number }[]
  readonly rolls: readonly { readonly rolls: Rolls; readonly physical?: (value: number) => number }[]
}

/** Rows of what the plan reads from roll-ups. */
function rowsWithin<R extends Rolls>(rolls: R, { from, to }: Span): R {
  const [begin, end] = [placeOf(rolls.at, from), placeOf(rolls.at, to)]
  if (begin === 0 && end === rolls.at.length) return rolls
  return { ...rolls, ...rollColumns((column) => rolls[column].subarray(begin, end)) }
}

function thinPieces(plan: ThinPlan, { lines, rolls }: Pieces, silence: number) {
  const gathering = gather(plan)
  /** Who brought how much. */
  const counts = new Map<DeviceId, number>()
  const add = (source: DeviceId, count: number): void => void counts.set(source, (counts.get(source) ?? 0) + count)
  const gaps: (Stretch & Gap)[] = []
  const marked: (Stretch & Marked)[] = []
  const covered: Covered[] = []
  for (const { line, physical } of lines.flatMap((one) => apart(one, silence))) {
    gathering.line(line, physical)
    const whole = { from: instant(line.at[0]!), to: instant(line.at.at(-1)!) }
    covered.push(whole)
    // Most pieces are known throughout, and of one quality: nothing is to be looked for in them.
    const [why, quality] = [sameOf(line.why), sameOf(line.quality)]
    if (why !== KNOWN) gaps.push(...gapsOf(line, (index) => GAP_WHYS[index]!, silence))
    if (quality === null) marked.push(...marksOf(line, silence))
    else if (quality !== 0) marked.push({ ...whole, quality, open: true })
    if (why === KNOWN && line.sources.length === 1) {
      add(line.sources[0]!, line.why.length)
      continue
    }
    const brought = new Float64Array(line.sources.length)
    for (let i = 0; i < line.why.length; i++) if (line.why[i] === KNOWN) brought[line.source[i]!]!++
    line.sources.forEach((source, i) => {
      if (brought[i]! > 0) add(source, brought[i]!)
    })
  }
  const { rolled } = plan
  for (const piece of rolled ? rolls : []) {
    const rows = rowsWithin(piece.rolls, rolled!)
    const unknown = cutStretches(
      piece.rolls.gaps.filter(({ why }) => why !== 'nothing-came'),
      rolled!,
    )
    gathering.rolls(rows, piece.physical)
    // Silence is no sample; that between intervals is found by what they cover.
    gaps.push(
      ...unknown,
      ...piece.rolls.gaps.filter(({ why, from, to }) => why === 'nothing-came' && from >= rolled!.from && to < rolled!.to),
    )
    covered.push(...unknown)
    marked.push(...cutStretches(piece.rolls.marked, rolled!))
    const brought = new Float64Array(rows.sources.length)
    for (let i = 0; i < rows.at.length; i++) {
      const count = rows.count[i]!
      if (count === 0) continue
      brought[rows.source[i]!]! += count
      covered.push({ from: rows.firstAt[i]!, to: rows.lastAt[i]! })
    }
    rows.sources.forEach((source, i) => {
      if (brought[i]! > 0) add(source, brought[i]!)
    })
  }
  const stretches = stretchesOf(plan, covered, { gaps, marked }, silence)
  return { source: most(counts), ...stretches, ...gathering.done(stretches.gaps) }
}

/** `raws` and `rolls` of one signal, apart from each other in time; `raws` of all sources. What lies outside the plan is not looked at. `usual`: ms between two samples, where it is known. */
export function thinNumbers(
  signal: VitalKey,
  plan: ThinPlan,
  { raws, rolls }: { readonly raws: readonly RawNumbers[]; readonly rolls: readonly NumberRolls[] },
  usual?: number,
): NumberTrack {
  const lines = linesOf(raws, plan.from, plan.to)
  const spacing =
    usual ??
    rolls.reduce(
      (most, one) => one.spacing.reduce((a, b) => Math.max(a, b), most),
      lines.reduce((most, line) => Math.max(most, spacingOf(line)), 0),
    )
  return {
    kind: 'number',
    signal,
    ...thinPieces(
      plan,
      { lines: lines.map((line) => ({ line })), rolls: rolls.map((one) => ({ rolls: one })) },
      silenceOf(signal, spacing),
    ),
  }
}

const inUnit =
  ({ gain, baseline }: WaveScale) =>
  (value: number): number =>
    (value - baseline) / gain

/** A wave in its unit. `samples` and `rolls` apart from each other in time. */
export function thinWaves(
  signal: WaveKey,
  plan: ThinPlan,
  { samples, rolls }: { readonly samples: readonly WaveSample[]; readonly rolls: readonly WaveRolls[] },
): WaveTrack {
  const lines = byScale(samples).map(([scale, list]) => ({ line: waveLine(list, plan.from, plan.to), physical: inUnit(scale) }))
  const pieces = { lines, rolls: rolls.map((one) => ({ rolls: one, physical: inUnit(one) })) }
  return { kind: 'wave', signal, ...thinPieces(plan, pieces, WAVE_SILENCE) }
}
