// What of a stay was kept long after its time: past that was filled in, a device that caught up. Who read that stretch before reads it again.
import { type Late, MOST, type Span } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import { at, seconds } from '../../model/units.ts'

/** What is kept within it comes as it should: a reader of the live edge sees it. */
export const IN_TIME = seconds(10)
/** A stretch grows by its neighbours up to so much. */
const GROWS = seconds(3600)

export interface LateBook {
  note(stay: StayId, span: Span): void
  /** In the order they came, by rising numbers; at most MOST.late. */
  of(stay: StayId): readonly Late[]
  forget(stay: StayId): void
}

/** `now`: gateway time. Numbers are times, so that they go on also after a restart. */
export function createLate(now: () => number): LateBook {
  const stays = new Map<StayId, Late[]>()
  return {
    note(stay, { from, to }) {
      if (!(to > from)) return
      const own = stays.get(stay) ?? []
      const last = own.at(-1)
      const n = Math.max((last?.n ?? 0) + 1, now())
      const grown = last && { n, from: at(Math.min(last.from, from)), to: at(Math.max(last.to, to)) }
      // What touches the newest one is told with it, under a number of its own: whoever has read that far reads both.
      if (last && grown && from <= last.to && to >= last.from && grown.to - grown.from <= GROWS) own[own.length - 1] = grown
      else own.push({ n, from, to })
      if (own.length > MOST.late) own.shift()
      stays.set(stay, own)
    },
    of: (stay) => stays.get(stay) ?? [],
    forget: (stay) => void stays.delete(stay),
  }
}
