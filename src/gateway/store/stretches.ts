// Stretches of a window in which nothing is known, and why; and those whose samples are marked.
import type { Gap, GapWhy, Marked, Span } from '../../model/history.ts'
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

const endOf = (sample: Sample): At => at(sample.kind === 'wave' ? sample.at + (sample.data.length * 1000) / sample.rate : sample.at)

/** `long` null: a reading now and then leaves no gap. `reasons`: in order, why nothing may have come. */
export function stretchesOf(
  found: readonly Sample[],
  window: Span,
  long: number | null,
  reasons: readonly Gap[],
): { readonly gaps: readonly Gap[]; readonly marked: readonly Marked[] } {
  const gaps: Gap[] = []
  const marked: Marked[] = []
  const held = long === null ? 0 : heldFor(long)
  for (const [i, sample] of found.entries()) {
    const end = endOf(sample)
    const next = found[i + 1]?.at ?? null
    const isLast = next === null || (long !== null && next - end > long)
    const until = at(isLast ? end + held : next)
    if (long !== null && next !== null && next - end > long) gaps.push(...explained(at(end + held), next, reasons))
    if ((sample.kind === 'number' || sample.kind === 'coded') && sample.value.is === 'unknown' && until > sample.at)
      gaps.push({ from: sample.at, to: until, why: sample.value.why })
    if (sample.quality && until > sample.at) marked.push({ from: sample.at, to: until, quality: sample.quality })
  }
  return {
    gaps: joined(gaps, window, (a, b) => a.why === b.why),
    marked: joined(marked, window, (a, b) => a.quality === b.quality),
  }
}
