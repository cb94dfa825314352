// Why nothing came: what the store knows of it (no gateway ran, a block does not open, waves were pruned) in the place of "nothing came".
import type { Gap, GapWhy, Span } from '../../model/history.ts'
import { type At, at } from '../../model/units.ts'

/** Between two explanations so short a rest belongs to them, ms: the last report before, the first after. */
const REST = 15_000

/** From `from` to `to` nothing came: what the reasons explain of it, and the rest. `reasons` in order. */
function explained({ from, to }: Span, reasons: readonly Gap[]): readonly Gap[] {
  const gaps: Gap[] = []
  let done: At = from
  const rest = (until: At, why: GapWhy): void => {
    if (until > done) gaps.push({ from: done, to: until, why })
    done = at(Math.max(done, until))
  }
  for (const reason of reasons) {
    if (reason.to <= done || reason.from >= to) continue
    if (reason.from - done > REST) rest(reason.from, 'nothing-came')
    rest(at(to - reason.to > REST ? reason.to : to), reason.why)
  }
  rest(to, 'nothing-came')
  return gaps
}

/** Sorted, apart from each other: each "nothing came" by its reasons. */
export const explain = (gaps: readonly Gap[], reasons: readonly Gap[]): readonly Gap[] =>
  reasons.length === 0 ? gaps : gaps.flatMap((gap) => (gap.why === 'nothing-came' ? explained(gap, reasons) : [gap]))
