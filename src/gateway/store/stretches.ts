// Stretches of a window in which nothing is known, and why; and those whose samples are marked.
import { GAP_WHYS, type Gap, type GapWhy, type Marked, type Span } from '../../model/history.ts'
import type { Sample } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'

/** More than so many usual distances without a sample are a gap, and never less than the floor, ms. */
const FACTOR = 3
const FLOOR = 5000

/** Clipped to the window, in order; what touches and says the same is one. */
export function joined<T extends Span>(spans: readonly T[], { from, to }: Span, same: (a: T, b: T) => boolean): readonly T[] {
  const out: T[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const clipped = { ...span, from: at(Math.max(span.from, from)), to: at(Math.min(span.to, to)) }
    if (clipped.to <= clipped.from) continue
    const last = out.at(-1)
    if (last && last.to >= clipped.from && same(last, clipped)) out[out.length - 1] = { ...last, to: at(Math.max(last.to, clipped.to)) }
    else out.push(clipped)
  }
  return out
}

/** The distance to the next that half of the samples keep; the longest that is no gap. */
export function longest(times: ArrayLike<number>): number {
  const steps = new Float64Array(Math.max(0, times.length - 1))
  for (let i = 0; i < steps.length; i++) steps[i] = times[i + 1]! - times[i]!
  const usual = steps.length === 0 ? FLOOR : steps.sort()[Math.floor(steps.length / 2)]!
  return Math.max(FLOOR, FACTOR * usual)
}
/** Of a `long` without samples so much belongs to the sample before. */
export const heldFor = (long: number): number => long / FACTOR

/** From `from` to `to` nothing came: what other spans explain of it, and the rest. */
export function explained(from: At, to: At, reasons: readonly Gap[]): readonly Gap[] {
  const gaps: Gap[] = []
  let done: At = from
  const rest = (until: At, why: GapWhy): void => {
    if (until > done) gaps.push({ from: done, to: until, why })
    done = at(Math.max(done, until))
  }
  for (const reason of reasons) {
    if (reason.to <= done || reason.from >= to) continue
    rest(reason.from, 'nothing-came')
    rest(at(Math.min(to, reason.to)), reason.why)
  }
  rest(to, 'nothing-came')
  return gaps
}

/** Samples of a window as columns, in order. */
export interface Points {
  readonly at: ArrayLike<number>
  /** Where a wave's piece ends; of all else its instant. */
  readonly end: ArrayLike<number>
  /** Index in GAP_WHYS; more than there are: it is known. */
  readonly why: ArrayLike<number>
  readonly quality: ArrayLike<number>
}

export function pointsOf(samples: readonly Sample[]): Points {
  return {
    at: Float64Array.from(samples, (one) => one.at),
    end: Float64Array.from(samples, (one) => (one.kind === 'wave' ? one.at + (one.data.length * 1000) / one.rate : one.at)),
    why: Uint8Array.from(samples, (one) =>
      (one.kind === 'number' || one.kind === 'coded') && one.value.is === 'unknown' ? GAP_WHYS.indexOf(one.value.why) : 255,
    ),
    quality: Uint8Array.from(samples, ({ quality }) => quality),
  }
}

export interface Stretches {
  readonly gaps: readonly Gap[]
  readonly marked: readonly Marked[]
}
/** `long` null: a reading now and then leaves no gap. `reasons`: in order, why nothing may have come. */
export function stretchesOf(
  { at: times, end, why, quality }: Points,
  window: Span,
  long: number | null,
  reasons: readonly Gap[],
): Stretches {
  const gaps: Gap[] = []
  const marked: Marked[] = []
  const held = long === null ? 0 : heldFor(long)
  for (let i = 0; i < times.length; i++) {
    const from = times[i]!
    const next = i + 1 < times.length ? times[i + 1]! : null
    const isHole = long !== null && next !== null && next - end[i]! > long
    const until = next === null || isHole ? end[i]! + held : next
    const reason = GAP_WHYS[why[i]!]
    if (reason !== undefined && until > from) longer(gaps, { from: at(from), to: at(until), why: reason }, (last) => last.why === reason)
    if (quality[i] && until > from)
      longer(marked, { from: at(from), to: at(until), quality: quality[i]! }, (last) => last.quality === quality[i])
    if (isHole) gaps.push(...explained(at(end[i]! + held), at(next), reasons))
  }
  return {
    gaps: joined(gaps, window, (a, b) => a.why === b.why),
    marked: joined(marked, window, (a, b) => a.quality === b.quality),
  }
}
/** Most stretches go on: they are joined as they are found. */
function longer<T extends Span>(spans: T[], span: T, same: (last: T) => boolean): void {
  const last = spans.at(-1)
  if (last && last.to >= span.from && same(last)) spans[spans.length - 1] = { ...last, to: at(Math.max(last.to, span.to)) }
  else spans.push(span)
}
