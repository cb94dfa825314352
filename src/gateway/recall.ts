// Before a source starts: what it knows of the time before, and where its patients lie by the book.
import type { Clock, Source } from '../feed/source.ts'
import type { StayId } from '../model/ids.ts'
import type { Routed, Sample } from '../model/sample.ts'
import { type At, after, ms, seconds } from '../model/units.ts'
import type { CensusBook } from './census/census.ts'
import { TREND_STEP, TREND_STEPS } from './trend.ts'

/** An alarm of ST stands after 30 s of signal and 60 s of delay: so much is recalled of it, and a little. */
const RECENT = seconds(105)
/** Past reports taken in one go, so that the loop stays free. */
const PAST_SLICE = 256

/** Hands on what a source knows of the last half hour. */
export async function recallTrends(
  source: Source,
  { census, clock, take }: { census: CensusBook; clock: Clock; take: (stay: StayId, samples: readonly Sample[]) => void },
): Promise<void> {
  const now = clock.now()
  let taken = 0
  for (const report of source.past?.(after(now, -TREND_STEP * TREND_STEPS), now, ms(TREND_STEP)) ?? []) {
    for (const { stay, samples } of census.past(report)) take(stay, samples)
    if (++taken % PAST_SLICE === 0) await new Promise((done) => setImmediate(done))
  }
}

/** What stood at a source's patients just before the start stands at the start. */
export function* recentOf(
  source: Source,
  { census, clock }: { census: CensusBook; clock: Clock },
): Iterable<{ readonly at: At; readonly routed: readonly Routed[] }> {
  const now = clock.now()
  for (const report of source.recent?.(after(now, -RECENT), now) ?? []) {
    const at = report.samples[0]?.received ?? report.alarms?.[0]?.at
    if (at !== undefined) yield { at, routed: census.past(report) }
  }
}

/** A book that was kept may place a source's patients elsewhere than it brings them: those of a demo then lie there. */
export function placeBy(census: CensusBook, source: Source): void {
  const lying = [...census.book().lying].flatMap(([bed, id]) => {
    const record = census.book().stay.get(id)?.identity?.record
    return record ? [[record, bed] as const] : []
  })
  const found = new Map(lying)
  for (const { stay, record } of source.census.people) {
    const brought = source.census.stays.find(({ id }) => id === stay)?.bed
    if (record === undefined || brought === undefined || found.get(record) === brought) continue
    source.follow?.({ is: 'found', record, bed: found.get(record) ?? null })
  }
}
