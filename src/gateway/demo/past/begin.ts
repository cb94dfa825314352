// At the start of a demo: whether its past is to be made, what of it is there at once, and the making beside all else.
import type { Source } from '../../../feed/source.ts'
import type { Book } from '../../../model/book.ts'
import type { Gap } from '../../../model/history.ts'
import type { StayId } from '../../../model/ids.ts'
import { type At, after, at, seconds } from '../../../model/units.ts'
import type { History } from '../../history/history.ts'
import type { Store } from '../../store/store.ts'
import { unlessDown } from '../../store/unkept.ts'
import { type EarlyOfStay, type EarlyRow, earlyChange, NOTHING_YET, withRow } from '../../watch/earlykept.ts'
import { notesThen, setsThen } from './charted.ts'
import { type Invented, wardOf } from './make.ts'
import { firstRow, isMade, loadPast, makePast, PAST, type PastBed, type PastProgress, rowChange } from './past.ts'
import { startMakers } from './threads.ts'

/** Two share what the live ward leaves of a small machine. */
const THREADS = 2
/** Live beds settle first. */
const WAIT = seconds(2)

export interface Past {
  /** Sets charted before the start, as early warning begins with them. */
  readonly early: ReadonlyMap<StayId, EarlyOfStay>
  /** When no gateway ran last night. */
  readonly downtimes: readonly Gap[]
  /** Makes what is to be made; resolves once nothing is left to make, or it was ended. */
  make(history: Pick<History, 'fillPacked'>, told: (progress: PastProgress) => void): Promise<void>
  progress(): PastProgress | null
  end(): void
}

export async function beginPast(setup: {
  readonly sources: readonly Source[]
  readonly store: Pick<Store, 'load' | 'write'>
  /** As it was kept, before this start. */
  readonly book: Pick<Book, 'stay'>
  readonly early: ReadonlyMap<StayId, EarlyOfStay>
  readonly real: () => At
  readonly failed: (error: unknown) => void
}): Promise<Past> {
  const { sources, store, book, early, real, failed } = setup
  let progress: PastProgress | null = null
  let ended = false
  const nothing: Past = { early, downtimes: [], make: async () => {}, progress: () => progress, end: () => {} }
  const invented: Invented | undefined = sources.find((source) => source.invented)?.invented
  const kept = await loadPast(store)
  const downtimes = kept ? [{ from: at(kept.gap.from), to: at(kept.gap.to), why: 'gateway-off' as const }] : []
  if (kept && (isMade(kept) || !invented)) return { ...nothing, downtimes }
  // A folder of before there was a past has stays already: theirs is not made up afterwards.
  if (!kept && (!invented || book.stay.size > 0)) return nothing
  const ward = wardOf(kept?.invented ?? invented!)
  const { gap, start } = ward
  const row = kept ?? firstRow(invented!, { from: gap.from, to: gap.to })
  const stays = ward.census.stays.filter(({ id }) => kept === null || book.stay.get(id)?.ended === null)
  const watched = new Set(ward.census.wards.filter(({ continuous }) => continuous).flatMap(({ beds }) => beds))
  const beds = stays.map(({ bed, id, since }): PastBed => ({ bed, stay: id, since, watched: watched.has(bed) }))

  let sets: readonly EarlyRow[] = []
  if (!kept) {
    const bedOf = new Map<string, string>(stays.map(({ id, bed }) => [id, bed]))
    const since = new Map<string, number>(stays.map((stay) => [stay.id, stay.since]))
    const rounds = ward
      .rounds(after(start, -PAST.all), start)
      .filter(({ stay, at: when }) => when >= since.get(stay)! && !(when >= gap.from && when < gap.to))
    sets = setsThen(rounds, start, (stay) => bedOf.get(stay)!)
    await unlessDown(
      store.write([
        rowChange(row, real()),
        ...sets.map((one) => earlyChange(one, at(one.kind === 'observations' ? one.content.at : start))),
        ...notesThen(ward),
      ]),
    )
  }
  const charted = new Map(early)
  for (const one of sets) {
    const own = charted.get(one.stay) ?? NOTHING_YET
    charted.set(one.stay, { ...withRow(own, one), n: one.n + 1 })
  }

  return {
    early: charted,
    downtimes: [{ ...gap, why: 'gateway-off' }],
    progress: () => progress,
    end: () => {
      ended = true
    },
    async make(history, told) {
      await new Promise((done) => setTimeout(done, WAIT).unref())
      if (ended) return
      const makers = startMakers(row.invented, THREADS)
      try {
        await makePast({
          store,
          history,
          makers,
          beds,
          row,
          real,
          told: (now) => {
            progress = now
            told(now)
          },
          ending: () => ended,
        })
      } catch (error) {
        if (progress) progress = { ...progress, state: 'failed' }
        if (!ended) failed(error)
      } finally {
        await makers.stop()
      }
    },
  }
}
