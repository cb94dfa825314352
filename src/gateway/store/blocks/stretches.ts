// Gaps and marks of a window, from what its pieces say: open ends closed by what follows, silence between pieces, neighbours joined, clipped.
import type { Gap, Marked, Span } from '../../../model/history.ts'
import { at as instant } from '../../../model/units.ts'

/** `open`: it goes on to the sample that comes next, where that is not too far. 'cut': that sample may lie where it ends. */
export interface Stretch extends Span {
  readonly open: boolean | 'cut'
}

/** From a first to a last sample, known or not. */
export interface Covered {
  readonly from: number
  readonly to: number
}

const clip = <T extends Span>(list: readonly T[], { from, to }: Span): T[] =>
  list.flatMap((one) => {
    const cut = { ...one, from: instant(Math.max(one.from, from)), to: instant(Math.min(one.to, to)) }
    return cut.to > cut.from ? [cut] : []
  })

/** Neighbours that say the same are one; of two that overlap the first goes on. */
function joined<T extends Span>(list: readonly T[], same: (a: T, b: T) => boolean): T[] {
  const out: T[] = []
  for (const one of list.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = out.at(-1)
    if (last && one.from <= last.to && same(last, one)) out[out.length - 1] = { ...last, to: instant(Math.max(last.to, one.to)) }
    else if (last && one.from < last.to) {
      if (one.to > last.to) out.push({ ...one, from: last.to })
    } else out.push(one)
  }
  return out
}

/** Open ends put where the next sample is. `starts`: sorted. */
function closed<T extends Stretch>(list: readonly T[], starts: Float64Array, window: Span, silence: number): T[] {
  return list.map((one) => {
    if (!one.open) return one
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (starts[middle]! < one.to || (one.open === true && starts[middle] === one.to)) low = middle + 1
      else high = middle
    }
    const next = starts[low] ?? window.to
    return next >= one.to && next - one.to <= silence ? { ...one, to: instant(next) } : one
  })
}

/** Of roll-ups what lies within the intervals that are read; where it is cut off, the samples beside it go on. */
export const cutStretches = <T extends Stretch>(list: readonly T[], rolled: Span): (T | (Omit<T, 'open'> & Stretch))[] =>
  list.flatMap((one) => {
    if (one.from >= rolled.to || (one.to < rolled.from && !one.open) || one.to < rolled.from) return []
    const from = instant(Math.max(one.from, rolled.from))
    return [one.to > rolled.to ? { ...one, from, to: rolled.to, open: 'cut' as const } : { ...one, from }]
  })

/** What is not known of a window, and what is marked. `covered` in any order; a window without samples is one gap. */
export function stretchesOf(
  window: Span,
  covered: readonly Covered[],
  said: { readonly gaps: readonly (Stretch & Gap)[]; readonly marked: readonly (Stretch & Marked)[] },
  silence: number,
): { readonly gaps: Gap[]; readonly marked: Marked[] } {
  const list = covered.toSorted((a, b) => a.from - b.from)
  const starts = Float64Array.from(list, ({ from }) => from)
  const gaps = closed(said.gaps, starts, window, silence).map(({ from, to, why }): Gap => ({ from, to, why }))
  const marked = closed(said.marked, starts, window, silence).map(({ from, to, quality }): Marked => ({ from, to, quality }))
  let end: number = window.from
  const silent = (from: number): void => {
    if (from - end > silence || list.length === 0) gaps.push({ from: instant(end), to: instant(from), why: 'nothing-came' })
  }
  for (const one of list) {
    silent(one.from)
    end = Math.max(end, one.to)
  }
  silent(window.to)
  return {
    gaps: joined(clip(gaps, window), (a, b) => a.why === b.why),
    marked: joined(clip(marked, window), (a, b) => a.quality === b.quality),
  }
}
