// Sources as a whole: where one that speaks for several beds falls silent, that is one alarm of the ward and not one of each bed.
import type { BedId } from '../../model/ids.ts'
import type { At } from '../../model/units.ts'

/** Nothing for twice its own gap, and at least so long, is silence; gateway ms [WARD §8.3]. */
const LEAST = 5000
/** Gaps from which its own is known, and below which none is. */
const GAPS = 32
const FEWEST = 3
/** One bed alone is that bed's alarm. */
const SEVERAL = 2

interface Feed {
  /** Silent since an earlier run: it is until it is heard. */
  before?: true
  last: At
  readonly gaps: number[]
  readonly beds: Set<BedId>
}
export interface Silent {
  readonly source: string
  readonly since: At
  readonly beds: readonly BedId[]
}
export interface Feeds {
  heard(source: string, bed: BedId, now: At): void
  /** It is stopped on purpose. */
  gone(source: string): void
  /** Sources that fell silent, each with those of its beds that are `watched`; `part`: already after such a part of their patience. */
  silent(now: At, watched: (bed: BedId) => boolean, part?: number): readonly Silent[]
}

/** `before`: sources that were silent when an earlier run ended. */
export function createFeeds(speed: number, before: Iterable<Silent> = []): Feeds {
  const feeds = new Map<string, Feed>()
  for (const { source, since, beds } of before) {
    const feed = feeds.get(source) ?? { before: true, last: since, gaps: [], beds: new Set() }
    for (const bed of beds) feed.beds.add(bed)
    feeds.set(source, feed)
  }
  // Reports come in bursts of real time: at a higher speed each stands for more.
  const floor = Math.max(LEAST, 2000 * speed)
  // The longest but one: what comes again is a habit, one silence is none.
  const patience = ({ gaps }: Feed): number =>
    gaps.length < FEWEST ? Number.POSITIVE_INFINITY : Math.max(floor, 2 * gaps.toSorted((a, b) => b - a)[1]!)
  return {
    heard(source, bed, now) {
      for (const [name, other] of feeds) if (other.before && name !== source) other.beds.delete(bed)
      const feed = feeds.get(source)
      if (!feed || feed.before) {
        feeds.set(source, { last: now, gaps: [], beds: new Set([bed]) })
        return
      }
      const gap = now - feed.last
      if (gap > 0) feed.gaps.push(gap)
      if (feed.gaps.length > GAPS) feed.gaps.shift()
      feed.last = now
      feed.beds.add(bed)
    },
    gone: (source) => void feeds.delete(source),
    silent(now, watched, part = 1) {
      return [...feeds].flatMap(([source, feed]): Silent[] => {
        if (!feed.before && now - feed.last < part * patience(feed)) return []
        const beds = [...feed.beds].filter(watched)
        return beds.length >= SEVERAL ? [{ source, since: feed.last, beds }] : []
      })
    },
  }
}
