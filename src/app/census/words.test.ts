// Times with their days, and a date of birth read back.
import { expect, test } from 'vitest'
import { bornWords, dayTimeIn, timeIn } from './words.ts'

const now = Date.parse('2026-02-03T00:30:00Z')
test.each([
  ['today by the ward’s clock, not by UTC', 'Europe/Berlin', '2026-02-02T23:10:00Z', '00:10'],
  ['yesterday there', 'Europe/London', '2026-02-02T23:10:00Z', '2 Feb 23:10'],
  ['another year', 'Europe/London', '2025-12-31T14:05:00Z', '31 Dec 2025 14:05'],
] as const)('%s', (_, zone, at, words) => expect(timeIn(zone, now)(Date.parse(at))).toBe(words))

test('without a gateway time each time has its day and year', () => {
  expect(timeIn('UTC', null)(now)).toBe('3 Feb 2026 00:30')
  expect(dayTimeIn('UTC', now)).toBe('3 Feb 2026 00:30')
})
test('a date of birth is read back in words', () => {
  expect([bornWords('1958-03-12'), bornWords('2016-04-05')]).toEqual(['12 March 1958', '5 April 2016'])
})
