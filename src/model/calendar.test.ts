import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageAt, ageClass, ageTold, ageWords, dayFrom, mismatch } from './ages.ts'
import { dayOf, utc } from './calendar.ts'
import { at } from './units.ts'

test('days are those of the calendar that everybody else has', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5.5e13, max: 8e13 }), (time) => {
      const date = new Date(time)
      const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
      expect(dayOf(time)).toEqual(day)
      expect(utc(day)).toBe(Date.UTC(day.year, day.month - 1, day.day))
    }),
  )
  expect(utc({ year: 2024, month: 14, day: 30 })).toBe(Date.UTC(2024, 13, 30))
})

const t = (text: string) => at(Date.parse(text))
const AGES: readonly (readonly [born: string, now: string, age: number | null, words: string, kind: string])[] = [
  ['1959-11-26', '2026-11-25T12:00Z', 66, '66 y', 'adult'],
  ['1959-11-25', '2026-11-25T12:00Z', 67, '67 y', 'adult'],
  // The day before the birthday a child is still one.
  ['2010-11-26', '2026-11-25T23:59Z', 15, '15 y', 'child'],
  ['2010-11-26', '2026-11-26T00:00Z', 16, '16 y', 'adult'],
  ['2008-02-29', '2026-02-28T12:00Z', 17, '17 y', 'adult'],
  ['2008-02-29', '2026-03-01T00:00Z', 18, '18 y', 'adult'],
  ['2026-11-01', '2026-11-25T12:00Z', 0, '24 d', 'newborn'],
  ['2026-04-01', '2026-11-25T12:00Z', 0, '7 mo', 'infant'],
  ['2025-10-01', '2026-11-25T12:00Z', 1, '13 mo', 'child'],
  ['2026-11-26', '2026-11-25T12:00Z', null, 'age unknown', 'unknown'],
  ['2026-02-30', '2026-11-25T12:00Z', null, 'age unknown', 'unknown'],
  ['1889-01-01', '2026-11-25T12:00Z', null, 'age unknown', 'unknown'],
  ['yesterday', '2026-11-25T12:00Z', null, 'age unknown', 'unknown'],
]
test.each(AGES)('born %s, on %s: %s', (born, now, age, words, kind) => {
  const found = ageAt(born, t(now))
  expect(found === null ? null : Math.floor(found)).toBe(age)
  expect([ageWords(found), ageClass(found)]).toEqual([words, kind])
})

test('what is told of an age has the same words and class, and no more than they say', () => {
  const same = (age: number) => {
    const told = ageTold(age)
    expect([ageWords(told), ageClass(told), ageTold(told)]).toEqual([ageWords(age), ageClass(age), told])
  }
  fc.assert(fc.property(fc.double({ min: 0, max: 130, noNaN: true }), same))
  fc.assert(fc.property(fc.double({ min: 0, max: 2.1, noNaN: true }), same))
  for (let day = 0; day <= 800; day++) for (const age of [day / 365.25, day / 365, day / 366, day / 12]) same(age)
  expect([76.54408932648401, 16, 15.99].map(ageTold)).toEqual([76, 16, 15])
  expect([ageTold(1.51), ageTold(0.0411)]).toEqual([ageTold(1.58), ageTold(0.0437)])
  expect([ageTold(null), ageTold(-1), ageTold(Number.NaN)]).toEqual([null, null, null])
})

test('limits that are plainly not of this age are a mismatch; unknown says nothing', () => {
  expect([
    mismatch('adult', 9),
    mismatch('paediatric', 9),
    mismatch('adult', null),
    mismatch('unknown', 9),
    mismatch('adult', 0.01),
  ]).toEqual([true, false, false, false, true])
  expect(dayFrom('2024-02-29')).toEqual({ year: 2024, month: 2, day: 29 })
})
