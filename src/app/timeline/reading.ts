// What a lane reads at the cursor: the nearest value with its time, or why there is none. Pure.

import type { Gap } from '../../model/history.ts'
import { shownIn, shownUnit } from '../../model/shownunits.ts'
import { HAND_VALUES } from '../../model/story.ts'
import { at } from '../../model/units.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { LANES, type LaneKey } from './lanes.ts'
import type { Source } from './source.ts'
import { oxygenWords, scoreWords } from './steps.ts'
import { firstAt, type Piece } from './tiles.ts'
import { gapWords } from './words.ts'

export interface Reading {
  readonly text: string
  readonly unit: string
  /** When it was measured; null: nothing was. */
  readonly at: number | null
}
const NONE: Reading = { text: '--', unit: '', at: null }

/** The known value nearest to `time`, no farther than `within`; after it no farther than `after`. */
export function nearest(
  pieces: readonly Piece[],
  time: number,
  within: number,
  after = within,
): { readonly at: number; readonly value: number } | null {
  let best: { at: number; value: number } | null = null
  for (const { at, value, from, to } of pieces) {
    if (to < time - within || from > time + within) continue
    const start = firstAt(at, time)
    for (const step of [-1, 1])
      for (let i = step < 0 ? start - 1 : start; i >= 0 && i < at.length; i += step) {
        const far = Math.abs(at[i]! - time)
        if (far > (step < 0 ? within : after) || (best !== null && far >= Math.abs(best.at - time))) break
        if (Number.isNaN(value[i]!)) continue
        best = { at: at[i]!, value: value[i]! }
        break
      }
  }
  return best
}

type Span = Parameters<Source['windows']['pieces']>[1]
/** Charted by hand, and not every hour: such a value stands so long beside the cursor. */
const BY_HAND = 12 * 3_600_000
/** Spot readings stand until the next one: they are looked for far back. */
const within = (signal: VitalKey, length: number): number =>
  VITALS[signal].clock === 'spot' ? Math.max(length / 20, 3_600_000) : Math.max(length / 100, 65_000)
/** A value that stands until the next is one of before; a hand that points at its mark may be so far beside it: two pixels, about. */
const beside = (length: number): number => length / 500
/** What of a signal lies about the cursor: the whole window is not gone through with each move. */
const about = (source: Source, signal: VitalKey, span: Span, time: number): readonly Piece[] => {
  const length = span.to - span.from
  const reach = within(signal, length)
  return source.windows.pieces(signal, { from: at(time - reach), to: at(time + reach + 1) }, length)
}
/** A gap at this moment. One that goes on where the last answer ended goes on: nothing was told since that would end it. */
const gapAt = (pieces: readonly Piece[], time: number): Gap | null => {
  for (const { gaps, until, to: end } of pieces)
    for (const gap of gaps) if (gap.from <= time && (time < gap.to || (until < end && gap.to >= until))) return gap
  return null
}

function ofSignals(source: Source, signals: readonly VitalKey[], span: Span, time: number): Reading | null {
  const length = span.to - span.from
  const found = signals.map((signal) => {
    const pieces = about(source, signal, span, time)
    const spot = VITALS[signal].clock === 'spot'
    // Of three that belong together one may be unknown by itself.
    if (!spot && gapAt(pieces, time)) return null
    return nearest(pieces, time, within(signal, length), spot ? beside(length) : undefined)
  })
  const first = found[0]
  if (!first) return null
  const text = signals.map((signal, i) => (found[i] ? shownIn(signal, found[i].value, source.units) : '--'))
  const [sys, dia, mean] = text
  const unit = shownUnit(signals[0]!, source.units)
  return {
    text: signals.length === 3 ? `${sys}/${dia}` : (sys ?? '--'),
    unit: signals.length === 3 ? `(${mean}) ${unit}` : unit,
    at: first.at,
  }
}

export function readingOf(key: LaneKey, source: Source, span: Span, time: number): Reading {
  const { draw, signals, hand } = LANES[key]
  const { story } = source
  if (draw === 'oxygen') {
    const step = source.oxygen.findLast(({ from }) => from <= time)
    if (!step) return NONE
    // The amount is what is read; the device stands beneath.
    const [, amount, device] = /^((?:[\d.]+ (?:L\/min|%) ?)+)(.*)$/.exec(oxygenWords(step)) ?? [null, oxygenWords(step), '']
    return { text: amount?.trim() ?? '', unit: device ?? '', at: step.from }
  }
  if (draw === 'score') {
    const cell = story?.running.findLast(({ at: when }) => when <= time && when > time - 1_800_000)
    return cell ? { text: scoreWords(cell), unit: 'running', at: cell.at } : NONE
  }
  if (draw === 'hand') {
    const stands = ({ at: when }: { readonly at: number }): boolean => when <= time + beside(span.to - span.from) && time - when <= BY_HAND
    const points = story?.hand.filter((one) => one.value === hand && one.corrected === null && stands(one)) ?? []
    const near = points.toSorted((a, b) => b.at - a.at)[0]
    return near && hand ? { text: near.number.toFixed(HAND_VALUES[hand][4]), unit: HAND_VALUES[hand][1], at: near.at } : NONE
  }
  const groups: readonly (readonly VitalKey[])[] =
    draw === 'range' ? Array.from({ length: signals.length / 3 }, (_, i) => signals.slice(i * 3, i * 3 + 3)) : signals.map((one) => [one])
  // In a gap the reason is the reading: a value beside it is not of this moment. Another signal of the lane may have one that is.
  let gap: Reading | null = null
  for (const group of groups) {
    const [first] = group
    if (!first) continue
    const pieces = VITALS[first].clock === 'spot' ? [] : about(source, first, span, time)
    const found = gapAt(pieces, time)
    if (found) {
      gap ??= { text: gapWords(found.why), unit: '', at: null }
      // A second rate stands in only where the first has none at all.
      if (draw === 'line' && pieces.some((piece) => piece.at.length > 0)) return gap
      continue
    }
    const reading = ofSignals(source, group, span, time)
    // A pulse rate that stands in for a heart rate says what it is.
    if (reading) return draw === 'line' && group !== groups[0] ? { ...reading, unit: `${VITALS[first].label} ${reading.unit}` } : reading
  }
  return gap ?? NONE
}

/** What a screen reader is told of a lane in the window: lowest, highest, last, what is missing. */
export function summaryOf(key: LaneKey, source: Source, span: Span, clock: (time: number) => string): string {
  const { name, signals } = LANES[key]
  const first = signals.find((signal) => source.windows.pieces(signal, span).some(({ at }) => at.length > 0))
  if (!first) return `${name}: ${readingOf(key, source, span, span.to).text}`
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let last: { at: number; value: number } | null = null
  let missing = 0
  let gaps = 0
  for (const piece of source.windows.pieces(first, span)) {
    for (let i = firstAt(piece.at, span.from); i < piece.at.length && piece.at[i]! < span.to; i++) {
      const value = piece.value[i]!
      if (Number.isNaN(value)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
      last = { at: piece.at[i]!, value }
    }
    for (const gap of piece.gaps) {
      const length = Math.min(gap.to, span.to) - Math.max(gap.from, span.from)
      if (length <= 0) continue
      missing += length
      gaps++
    }
  }
  if (last === null) return `${name}: no value in this window`
  const show = (value: number): string => shownIn(first, value, source.units)
  const share = Math.round((missing / (span.to - span.from)) * 100)
  return `${name}: lowest ${show(low)}, highest ${show(high)}, last ${show(last.value)} ${shownUnit(first, source.units)} at ${clock(last.at)}; ${
    gaps === 0 ? 'nothing missing' : `${gaps} ${gaps === 1 ? 'gap' : 'gaps'}, ${share} % missing`
  }`
}
