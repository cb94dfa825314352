// The past of the ward book: after any day of admissions, corrections, moves, standbys, shifts and discharges the book as it stood at an
// instant is the book that was there at that instant.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ActAsked } from '../../model/acts.ts'
import { type Book, bedOf, type Changed, Duty, EMPTY_BOOK, edited, KeptDevice, KeptStay, KeptWard, placeOf } from '../../model/book.ts'
import { bookAt, dutyAt, dutyKnownSince, populationsOf, stayAt, turnsIn } from '../../model/bookpast.ts'
import { BOOK } from '../../model/bookpolicy.ts'
import { bedId, type StayId } from '../../model/ids.ts'
import { ageOf } from './bedfacts.ts'
import { BEDS, T0, testCensus } from './censustest.ts'
import { alikeIn } from './register.ts'

const RUNS = process.env.WARDLIGHT_SOAK ? 2000 : 100
const bed = fc.constantFrom(...BEDS)
const patient = fc.record({
  name: fc.constantFrom('Ada Vale', 'Ada Vail', 'Bo Hill', 'Cy Marsh'),
  born: fc.constantFrom('1960-05-01', '1971-02-03'),
  population: fc.constantFrom('adult' as const, 'paediatric' as const, 'neonate' as const),
  paced: fc.constantFrom('yes' as const, 'no' as const),
})
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant('admit' as const), bed, patient }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('correct' as const), bed, patient }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom('move' as const, 'swap' as const), bed, to: bed }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom('standby' as const, 'resume' as const, 'discharge' as const), bed }) },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('assign' as const), bed, nurse: fc.constantFrom('wren', 'heron', null), hours: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('hear' as const), bed, says: fc.constantFrom(undefined, 'W-1', 'W-9') }) },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('confirm' as const), bed, answer: fc.constantFrom('same' as const, 'nobody' as const) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const ROWS = { ward: KeptWard, stay: KeptStay, device: KeptDevice, duty: Duty } as const
/** As it comes back from the store. */
const readBack = (book: Book): Book =>
  edited(
    EMPTY_BOOK,
    (Object.keys(ROWS) as (keyof typeof ROWS)[]).flatMap((section) =>
      [...book[section]].map(([id, row]) => ({ section, id, row: ROWS[section].parse(JSON.parse(JSON.stringify(row))) }) as Changed),
    ),
  )

/** What a ward's screen tells of the book. */
const told = (book: Book, now: number) => ({
  beds: BEDS.map((one) => {
    const id = bedId(one)
    const stay = book.stay.get(book.lying.get(id) ?? ('' as StayId)) ?? null
    const duty = dutyAt(book.duty.get(id), now)
    return {
      nurse: duty && [duty.nurse.id, duty.buddy?.id],
      stay: stay && {
        id: stay.id,
        population: stay.population,
        age: ageOf(stay, now as never),
        name: stay.identity?.name,
        paced: stay.paced,
        admitted: stay.admitted,
        away: stay.away,
        bed: bedOf(stay),
      },
      held: [...book.device.values()].flatMap(({ id: device, hold, ...rest }) =>
        hold && placeOf(rest).bed === id ? [[device, hold.why, hold.since]] : [],
      ),
    }
  }),
  alike: ['A', 'B'].map((ward) => [...alikeIn(book, ward as never)]),
})

test(`the book as it stood at each instant of any day is what was there (soak: ${RUNS} runs)`, () => {
  let corrected = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.integer({ min: 1, max: 3_000_000 })), { minLength: 3, maxLength: 25 }), (steps) => {
      const own = testCensus()
      const there = new Map<number, ReturnType<typeof told>>()
      let records = 0
      const ask = (one: Step): ActAsked | null => {
        const stay = own.lying(one.bed) ?? 'none'
        if (one.is === 'admit' || one.is === 'correct') {
          const { name, born, population, paced } = one.patient
          const identity = { name, born, sex: 'F' as const, record: `W-${++records}`, reason: '' }
          const same = { bed: one.bed, identity, population, paced, pregnant: 'no' as const, meant: true }
          return one.is === 'admit' ? { act: 'admit', stay: own.lying(one.bed), sure: true, ...same } : { act: 'correct', stay, ...same }
        }
        if (one.is === 'move') return { act: 'move', stay, from: one.bed, to: one.to }
        if (one.is === 'swap') return { act: 'swap', stay, from: one.bed, with: own.lying(one.to) ?? 'none', to: one.to }
        if (one.is === 'standby') return { act: 'standby', stay, bed: one.bed, reason: 'CT', back: own.now + 600_000 }
        if (one.is === 'resume' || one.is === 'discharge') return { act: one.is, stay, bed: one.bed }
        if (one.is === 'confirm') return { act: 'confirm', device: `wall-${one.bed}`, bed: one.bed, answer: one.answer }
        if (one.is !== 'assign') return null
        const until = own.now + 1_800_000 * (one.hours + 1)
        const seen = Object.fromEntries(BEDS.map((id) => [id, own.census.book().duty.get(bedId(id))?.nurse.id ?? null]))
        return { act: 'assign', ward: one.bed[0]!, beds: [one.bed], nurse: one.nurse, buddy: null, until, seen, sure: true }
      }
      for (const [one, wait] of steps) {
        own.now = (own.now + wait) as typeof own.now
        if (one.is === 'hear') own.hear(`wall-${one.bed}`, one.bed, one.says === undefined ? {} : { patient: one.says })
        const asked = ask(one)
        if (asked && own.act(asked).is === 'done' && one.is === 'correct') corrected++
        there.set(own.now, told(own.census.book(), own.now))
      }
      // Also as it is read back from the store.
      const { kept } = own
      for (const book of [own.census.book(), readBack(kept())])
        for (const [when, then] of there) expect([when, told(bookAt(book, when), when)]).toEqual([when, then])
      // Between two turns nothing changed.
      const turns = [T0 - 1, ...turnsIn(kept(), T0 - 1, own.now)]
      for (const [i, turn] of turns.entries()) {
        const end = (turns[i + 1] ?? own.now + 1) - 1
        expect(told(bookAt(kept(), end), end).beds.map(({ nurse, stay }) => [nurse, stay?.name, stay?.away, stay?.bed])).toEqual(
          told(bookAt(kept(), turn), turn).beds.map(({ nurse, stay }) => [nurse, stay?.name, stay?.away, stay?.bed]),
        )
      }
    }),
    { numRuns: RUNS },
  )
  expect(corrected).toBeGreaterThan(0)
})

test('limits of each time are those of the population as it was told then; before, the oldest stands', () => {
  const own = testCensus()
  const id = own.admit('A-1', 'Ada Vale', 'W-1') as StayId
  const correct = (population: 'paediatric' | 'neonate') => {
    own.now = (own.now + 60_000) as typeof own.now
    const identity = { name: 'Ada Vale', born: '1960-05-01', sex: 'F' as const, record: 'W-1', reason: '' }
    own.act({ act: 'correct', stay: id, bed: 'A-1', identity, population, paced: 'no', pregnant: 'no', meant: true })
  }
  correct('paediatric')
  correct('neonate')
  const stay = own.kept().stay.get(id)!
  expect(populationsOf(stay)).toEqual(
    [
      { from: T0, population: 'unknown' },
      { from: T0 + 60_000, population: 'paediatric' },
      { from: T0 + 120_000, population: 'neonate' },
    ].map((one, i) => (i === 0 ? { ...one, population: stayAt(stay, T0)!.population } : one)),
  )
  expect(stayAt(stay, T0 + 90_000)!.population).toBe('paediatric')
})

test('who had a bed: given back is nobody’s from then on; before the book began, and beyond what is kept, it is not known', () => {
  const own = testCensus()
  const take = (nurse: string | null) =>
    own.act({
      act: 'assign',
      ward: 'A',
      beds: ['A-1'],
      nurse,
      buddy: null,
      until: own.now + 3_600_000,
      seen: { 'A-1': 'wren' },
      sure: true,
    })
  take('wren')
  own.now = (own.now + 60_000) as typeof own.now
  take(null)
  const duty = () => own.kept().duty.get(bedId('A-1'))
  expect([T0 - 1, T0, T0 + 59_999, T0 + 60_000].map((when) => dutyAt(duty(), when)?.nurse.id ?? null)).toEqual([null, 'wren', 'wren', null])
  expect(dutyKnownSince(own.kept(), bedId('A-1'))).toBe(T0)
  for (let i = 0; i <= BOOK.duties + 2; i++) {
    own.now = (own.now + 1000) as typeof own.now
    take('wren')
  }
  expect(duty()!.before).toHaveLength(BOOK.duties)
  expect(dutyKnownSince(own.kept(), bedId('A-1'))).toBeGreaterThan(T0)
})
