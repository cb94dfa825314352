// A second window for figures: by the table, and as it is typed by the ward's clock.
import { expect, test } from 'vitest'
import { at, hours } from '../../model/units.ts'
import { BESIDE, typedSpan } from './beside.ts'

const T = Date.UTC(2026, 10, 25, 12)
const FIRST = { from: at(T), to: at(T + hours(4)) }
const given = { first: FIRST, second: { from: at(T - 5), to: at(T) }, typed: null }

test('each row is the window that it says', () => {
  expect(BESIDE.none.of()).toBeNull()
  expect(BESIDE.before.of(given)).toEqual({ from: T - hours(4), to: T })
  expect(BESIDE.day.of(given)).toEqual({ from: T - hours(24), to: T - hours(20) })
  expect(BESIDE.second.of(given)).toBe(given.second)
  expect(BESIDE.typed.of(given)).toBeNull()
})

test.each<[from: string, to: string, words: RegExp]>([
  ['', '2026-11-25T12:00', /^From: Type a day and a time/],
  ['2026-11-25T12:00', 'yesterday', /^To: Type a day and a time/],
  ['2026-02-31 08:00', '2026-03-04 08:00', /^From: There is no 2026-02-31/],
  ['2026-10-25 02:30', '2026-10-25 04:00', /^From: .*came twice/],
  ['2026-10-25 02:30 +01:00', '2026-10-25 02:45 +02:00', /after the start/],
  ['2026-03-29 01:30', '2026-03-29 02:30', /^To: There was no 02:30/],
  ['2026-11-25T12:00', '2026-11-25T12:00', /after the start/],
  ['2026-11-25T12:00', '2026-11-25T11:00', /after the start/],
  ['2026-11-26T12:00', '2026-11-27T11:00', /not begun/],
])('from "%s" to "%s" is refused in words', (from, to, words) => {
  expect(typedSpan('Europe/Berlin', { from, to }, T)).toMatch(words)
})
test('else it is a window', () => {
  expect(typedSpan('UTC', { from: '2026-11-25T08:00', to: '2026-11-25T10:00' }, T)).toEqual({ from: T - hours(4), to: T - hours(2) })
  // An hour by the clock that is two of the night, and one that is none.
  const autumn = Date.UTC(2026, 9, 25)
  expect(typedSpan('Europe/Berlin', { from: '2026-10-25 02:30 +02:00', to: '2026-10-25 02:30 +01:00' }, T)).toEqual({
    from: autumn + hours(0.5),
    to: autumn + hours(1.5),
  })
})
