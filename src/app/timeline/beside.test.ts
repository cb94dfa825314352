// A second window for figures: by the table, and as it is typed by the ward's clock.
import { describe, expect, test } from 'vitest'
import { at, hours } from '../../model/units.ts'
import { BESIDE, fieldOf, instantOf, typedSpan } from './beside.ts'

const BERLIN = 'Europe/Berlin'
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

describe('a time that is typed is the ward’s', () => {
  test.each<[zone: string, field: string, utc: string]>([
    ['UTC', '2026-11-25T12:00', '2026-11-25T12:00:00.000Z'],
    [BERLIN, '2026-11-25T12:00', '2026-11-25T11:00:00.000Z'],
    [BERLIN, '2026-07-01T00:30', '2026-06-30T22:30:00.000Z'],
    ['Asia/Kathmandu', ' 2026-11-25 12:00 ', '2026-11-25T06:15:00.000Z'],
    // 25 Oct 2026 03:00 summer time becomes 02:00: 02:30 is shown twice, the first counts.
    [BERLIN, '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    [BERLIN, '2026-10-25T03:30', '2026-10-25T02:30:00.000Z'],
    // 29 Mar 2026 02:00 becomes 03:00: 02:30 is left out.
    [BERLIN, '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    [BERLIN, '2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
  ])('%s %s', (zone, field, utc) => {
    expect(instantOf(zone, field)).toBe(Date.parse(utc))
  })
  test.each([BERLIN, 'America/St_Johns', 'Australia/Lord_Howe'])('what is shown comes back, every hour of a year: %s', (zone) => {
    for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += 7 * 3_600_000) {
      const field = fieldOf(zone, time)
      expect(fieldOf(zone, instantOf(zone, field)!)).toBe(field)
    }
  })
})

test.each<[from: string, to: string, words: RegExp]>([
  ['', '2026-11-25T12:00', /day and a time/],
  ['2026-11-25T12:00', 'yesterday', /day and a time/],
  ['2026-02-31 08:00', '2026-03-04 08:00', /day and a time/],
  ['2026-11-25 12:00', '2026-11-25 24:10', /day and a time/],
  ['2026-13-25 12:00', '2027-01-25 12:00', /day and a time/],
  ['2026-11-25T12:00', '2026-11-25T12:00', /after the start/],
  ['2026-11-25T12:00', '2026-11-25T11:00', /after the start/],
  ['2026-11-26T12:00', '2026-11-27T11:00', /not begun/],
])('from "%s" to "%s" is refused in words', (from, to, words) => {
  expect(typedSpan('UTC', { from, to }, T)).toMatch(words)
})
test('else it is a window', () => {
  expect(typedSpan('UTC', { from: '2026-11-25T08:00', to: '2026-11-25T10:00' }, T)).toEqual({ from: T - hours(4), to: T - hours(2) })
})
