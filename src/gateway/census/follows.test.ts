// The demo's patients follow the ward book: behind the real edge nothing is refused, nothing is held, and every value is its patient's.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { handClock } from '../../feed/handclock.ts'
import { ICU } from '../../feed/mock/icu.ts'
import { createMock } from '../../feed/mock/mock.ts'
import { WARD_4B } from '../../feed/mock/ward4b.ts'
import type { Act } from '../../model/acts.ts'
import { type Book, bedOf, EMPTY_BOOK, stayIn } from '../../model/book.ts'
import { bedId, type StayId } from '../../model/ids.ts'
import { QUALITY, type Report } from '../../model/sample.ts'
import { after, at, minutes, seconds } from '../../model/units.ts'
import { createEdge } from '../edge.ts'
import { bedsideOf } from './bedside.ts'
import { createCensus, type Event } from './census.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const BY = { by: { is: 'person', id: 'nurse', name: 'R. Wren' }, staff: () => null } as const
/** A wall monitor, telemetry beside one, a patch, the bed where somebody is connected at minute 12, CO2, a clock that is ahead. */
const BEDS = ['4B-01', '4B-02', '4B-06', '4B-12', '4B-14', 'ICU-3', 'ICU-5'].map(bedId)
const WARDS = [WARD_4B, ICU].map((ward) => ({ ...ward, beds: ward.beds.filter(({ bed }) => BEDS.includes(bedId(bed))) }))

function running(seed: number, speed: number) {
  const mock = createMock({ seed, start, wards: WARDS })
  const hand = handClock(start, speed)
  const refused: string[] = []
  const events: Event[] = []
  let ids = 0
  const census = createCensus({
    book: EMPTY_BOOK,
    brought: [mock.census],
    now: hand.clock.now,
    speed,
    newId: () => `id-${ids++}`,
    keep: async () => {},
    failed: (place) => refused.push(place),
    count: () => {},
  })
  census.changed((change) => events.push(...change.events))
  const edge = createEdge({
    isBed: (bed) => census.book().bed.has(bedId(bed)),
    refused: (why) => refused.push(why),
    late: () => refused.push('late'),
    speed,
  })
  /** Values by whose monitor they came from, and whose they were taken for. */
  const wrong: string[] = []
  const got = new Map<StayId, number>()
  const take = (report: Report): void => {
    const checked = edge.check(report, hand.clock.now())
    for (const { stay, samples } of checked ? census.take(checked, 'mock') : []) {
      const record = census.book().stay.get(stay)?.identity?.record ?? null
      const charted = samples.every(({ quality }) => quality & QUALITY.manual)
      if (!charted && record !== report.patient) wrong.push(`${report.patient} for ${record} in ${report.bed}`)
      got.set(stay, (got.get(stay) ?? 0) + samples.length)
    }
  }
  mock.start(take, hand.clock)
  const act = (ask: Act): boolean => {
    const answer = census.act(ask, BY)
    const what = answer.is === 'done' ? bedsideOf(ask) : null
    if (what) mock.follow?.(what)
    return answer.is === 'done'
  }
  const pass = (real: number): void => {
    for (let gone = 0; gone < real; gone += 1000) {
      hand.pass(Math.min(1000, real - gone))
      census.tick()
    }
  }
  return { ...hand, pass, census, act, refused, events, wrong, got }
}

const stayAt = (book: Book, bed: string) => stayIn(book, bedId(bed))

test.each([1, 60])('at × %i over any moves, swaps, standbys and discharges', (speed) => {
  const step = fc.tuple(
    fc.integer({ min: 0, max: 200 }).map((ticks) => ticks * 25),
    fc.constantFrom('move', 'move', 'swap', 'standby', 'resume', 'discharge'),
    fc.constantFrom(...BEDS),
    fc.constantFrom(...BEDS),
    // Time since the last look, gateway ms.
    fc.integer({ min: 0, max: 20 * speed }),
  )
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 8 }), fc.integer({ min: 1, max: 7 }), (steps, seed) => {
      const { pass, idle, act, census, clock, refused, events, wrong, got } = running(seed, speed)
      const gone = new Set<StayId>()
      for (const [wait, what, from, to, late] of steps) {
        pass(wait)
        idle(late)
        const [one, other] = [stayAt(census.book(), from), stayAt(census.book(), to)]
        if (!one) continue
        const own = { stay: one.id, bed: from }
        if (what === 'move') act({ act: 'move', stay: one.id, from, to })
        else if (what === 'swap' && other) act({ act: 'swap', stay: one.id, from, with: other.id, to })
        else if (what === 'standby') act({ act: 'standby', ...own, reason: 'X-ray', back: after(clock.now(), minutes(5)) })
        else if (what === 'resume') act({ act: 'resume', ...own })
        else if (what === 'discharge' && act({ act: 'discharge', ...own })) gone.add(one.id)
      }
      pass(Math.max(26_000, seconds(90) / speed))
      expect(refused).toEqual([])
      expect(wrong).toEqual([])
      expect(events.filter(({ kind }) => kind === 'held')).toEqual([])
      got.clear()
      pass(2000)
      for (const stay of gone) expect(got.get(stay) ?? 0).toBe(0)
      for (const stay of census.book().stay.values()) {
        if (stay.ended || stay.away) continue
        const patch = stay.identity?.name === 'Marta Linden'
        if (!patch) expect(got.get(stay.id) ?? 0, `${stay.identity?.name} in ${bedOf(stay)}`).toBeGreaterThan(0)
      }
    }),
    { seed: 2, numRuns: 6 },
  )
})
