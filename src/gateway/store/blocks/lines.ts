// A signal's samples as one line in time, of the leading source at each instant; where it is unknown or silent, and where it is marked.
import { noneAfter } from '../../../model/freshness.ts'
import type { Gap, GapWhy, Marked, RawNumbers } from '../../../model/history.ts'
import type { DeviceId } from '../../../model/ids.ts'
import { QUALITY } from '../../../model/sample.ts'
import { at as instant } from '../../../model/units.ts'
import { WHYS } from '../../../model/value.ts'
import { VITALS, type VitalKey } from '../../../model/vitals.ts'
import { KNOWN } from './decimals.ts'
import { sameOf } from './even.ts'

/** `open`: what came to its end is not known here; it goes on to what follows. */
export interface OpenGap extends Gap {
  readonly open: boolean
}
export interface OpenMark extends Marked {
  readonly open: boolean
}
/** Samples in time order, of the leading source at each instant. `why`: KNOWN, or an index of GAP_WHYS. */
export interface Line {
  readonly at: Float64Array
  readonly value: Float64Array
  readonly why: Uint8Array
  readonly quality: Uint8Array
  /** Index in `sources`. */
  readonly source: Uint8Array
  readonly sources: readonly DeviceId[]
}

/**
 * No sample for so long breaks the line: the look "none" of model/freshness; longer where the source sends more seldom than the table says.
 * Spot readings are never continuous.
 */
export const silenceOf = (signal: VitalKey, spacing: number): number =>
  VITALS[signal].clock === 'spot' ? Number.POSITIVE_INFINITY : noneAfter(Math.max(spacing, VITALS[signal].cadence))

/** Of times that all signals of a span share. */
const spacings = new WeakMap<Float64Array, number>()
/** The usual time between two samples in whole seconds, as ms, of the first hundred; 0 where there are not two. */
export function spacingOf({ at }: Line): number {
  const known = spacings.get(at)
  if (known !== undefined) return known
  const between = new Float64Array(Math.min(100, Math.max(0, at.length - 1)))
  for (let i = 0; i < between.length; i++) between[i] = at[i + 1]! - at[i]!
  const spacing = Math.round((between.sort()[between.length >> 1] ?? 0) / 1000) * 1000
  spacings.set(at, spacing)
  return spacing
}
const longests = new WeakMap<Float64Array, number>()
/** The longest time from one sample to the next, ms; 0 where there are not two. */
export function longestOf({ at }: Line): number {
  const known = longests.get(at)
  if (known !== undefined) return known
  let longest = 0
  for (let i = 1; i < at.length; i++) longest = Math.max(longest, at[i]! - at[i - 1]!)
  longests.set(at, longest)
  return longest
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const INVALID = WHYS.indexOf('invalid')
const leads = (quality: number): boolean => (quality & QUALITY.second) === 0
// Loops, because all samples of a window pass them.
function allLead(quality: Uint8Array): boolean {
  const same = sameOf(quality)
  if (same !== null) return leads(same)
  for (let i = 0; i < quality.length; i++) if (!leads(quality[i]!)) return false
  return true
}

/** Those of [from, to) alone. */
export function cutNumbers(raw: RawNumbers, from: number, to: number): RawNumbers {
  const { at, received, value, why, quality } = raw
  const [begin, end] = [placeOf(at, from), placeOf(at, to)]
  if (begin === 0 && end === at.length) return raw
  const cut = <A extends Float64Array | Uint8Array>(column: A): A => column.subarray(begin, end) as A
  return { ...raw, at: cut(at), received: cut(received), value: cut(value), why: cut(why), quality: cut(quality) }
}
/** Of the first that is not before `when`. */
export function placeOf(sorted: Float64Array, when: number, begin = 0, end = sorted.length): number {
  let [low, high] = [begin, end]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < when) low = middle + 1
    else high = middle
  }
  return low
}
/** The same of one that is not far behind `begin`. */
export function placeNear(sorted: Float64Array, when: number, begin: number, end: number): number {
  let [low, step] = [begin, 1]
  while (low + step < end && sorted[low + step]! < when) {
    low += step
    step *= 2
  }
  return placeOf(sorted, when, low, Math.min(end, low + step))
}

const emptyLine = (length: number, sources: readonly DeviceId[]) => ({
  at: new Float64Array(length),
  value: new Float64Array(length),
  why: new Uint8Array(length),
  quality: new Uint8Array(length),
  source: new Uint8Array(length),
  sources,
})

/** The samples of all sources that led, as one line, within [from, to). */
export function lineOf(raws: readonly RawNumbers[], from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): Line {
  const cut = raws.map((raw) => cutNumbers(raw, from, to)).filter(({ at }) => at.length > 0)
  const sources = [...new Set(cut.map(({ source }) => source))].sort(text)
  cut.sort((a, b) => a.at[0]! - b.at[0]! || text(a.source, b.source))
  const line = emptyLine(
    cut.reduce((sum, { at }) => sum + at.length, 0),
    sources,
  )
  let count = 0
  let tidy = true
  for (const { at, value, why, quality, source } of cut) {
    const place = sources.indexOf(source)
    for (let i = 0; i < at.length; i++) {
      if (!leads(quality[i]!)) continue
      if (count > 0 && at[i]! < line.at[count - 1]!) tidy = false
      line.at[count] = at[i]!
      line.value[count] = value[i]!
      line.why[count] = why[i] === KNOWN && Number.isNaN(value[i]!) ? INVALID : why[i]!
      line.quality[count] = quality[i]!
      line.source[count] = place
      count++
    }
  }
  const short = shortened(line, count)
  return tidy ? short : sorted(short)
}

/** As lineOf, in as many pieces as come in order by themselves: nothing is copied. */
export function linesOf(raws: readonly RawNumbers[], from: number, to: number): Line[] {
  const cut = raws.map((raw) => cutNumbers(raw, from, to)).filter(({ at }) => at.length > 0)
  cut.sort((a, b) => a.at[0]! - b.at[0]! || text(a.source, b.source))
  const apart = cut.every((raw, i) => i === 0 || cut[i - 1]!.at.at(-1)! < raw.at[0]!)
  if (!apart || !cut.every(({ quality }) => allLead(quality))) return [lineOf(cut)]
  const none = new Uint8Array(cut.reduce((most, { at }) => Math.max(most, at.length), 0))
  return cut.map(({ at, value, why, quality, source }) => ({
    at,
    value,
    why,
    quality,
    source: none.subarray(0, at.length),
    sources: [source],
  }))
}
const shortened = (line: Line, count: number): Line =>
  count === line.at.length
    ? line
    : {
        at: line.at.subarray(0, count),
        value: line.value.subarray(0, count),
        why: line.why.subarray(0, count),
        quality: line.quality.subarray(0, count),
        source: line.source.subarray(0, count),
        sources: line.sources,
      }
function sorted(line: Line): Line {
  const order = Uint32Array.from(line.at.keys()).sort((a, b) => line.at[a]! - line.at[b]! || line.source[a]! - line.source[b]! || a - b)
  const out = emptyLine(order.length, line.sources)
  for (const column of ['at', 'value', 'why', 'quality', 'source'] as const)
    order.forEach((place, i) => {
      out[column][i] = line[column][place]!
    })
  return out
}

/** Stretches of unknown samples and of silence between samples. */
export function gapsOf({ at, why }: Line, whyOf: (index: number) => GapWhy, silence: number): OpenGap[] {
  const gaps: OpenGap[] = []
  for (let i = 0; i < at.length; ) {
    let end = i + 1
    while (end < at.length && why[end] === why[i] && at[end]! - at[end - 1]! <= silence) end++
    const open = end === at.length
    const silent = !open && at[end]! - at[end - 1]! > silence
    if (why[i] !== KNOWN)
      gaps.push({ from: instant(at[i]!), to: instant(open || silent ? at[end - 1]! : at[end]!), why: whyOf(why[i]!), open })
    if (silent) gaps.push({ from: instant(at[end - 1]!), to: instant(at[end]!), why: 'nothing-came', open: false })
    i = end
  }
  return gaps
}

/** Stretches of one quality that is not plain. */
export function marksOf({ at, quality }: Line, silence: number): OpenMark[] {
  const marks: OpenMark[] = []
  for (let i = 0; i < at.length; ) {
    let end = i + 1
    while (end < at.length && quality[end] === quality[i] && at[end]! - at[end - 1]! <= silence) end++
    const open = end === at.length
    const silent = !open && at[end]! - at[end - 1]! > silence
    if (quality[i] !== 0)
      marks.push({ from: instant(at[i]!), to: instant(open || silent ? at[end - 1]! : at[end]!), quality: quality[i]!, open })
    i = end
  }
  return marks
}
