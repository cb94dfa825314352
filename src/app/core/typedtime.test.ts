// A time that is typed is the ward's, also in the nights in which its clock is set.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldOf, meantBy, typedTime } from './typedtime.ts'

const [BERLIN, LONDON, NEW_YORK, LORD_HOWE] = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe']
const ZONES = [BERLIN, LONDON, NEW_YORK, LORD_HOWE, 'America/St_Johns', 'Asia/Kathmandu', 'America/Santiago', 'UTC']

test.each<[zone: string, field: string, utc: string]>([
  ['UTC', '2026-11-25T12:00', '2026-11-25T12:00Z'],
  [BERLIN, '2026-11-25 12:00', '2026-11-25T11:00Z'],
  [BERLIN, '2026-07-01 0:30', '2026-06-30T22:30Z'],
  ['Asia/Kathmandu', ' 2026-11-25 12:00 ', '2026-11-25T06:15Z'],
  // Beside 25 October 2026, 03:00 summer time, which becomes 02:00.
  [BERLIN, '2026-10-25 01:59', '2026-10-24T23:59Z'],
  [BERLIN, '2026-10-25 03:00', '2026-10-25T02:00Z'],
  // Both of the 02:30 of that night, by offset and by name.
  [BERLIN, '2026-10-25 02:30 +02:00', '2026-10-25T00:30Z'],
  [BERLIN, '2026-10-25 02:30 CEST', '2026-10-25T00:30Z'],
  [BERLIN, '2026-10-25 02:30+1', '2026-10-25T01:30Z'],
  [BERLIN, '2026-10-25 02:30 UTC+0100', '2026-10-25T01:30Z'],
  [BERLIN, '2026-10-25 02:30 cet', '2026-10-25T01:30Z'],
  [LONDON, '2026-10-25 01:30 BST', '2026-10-25T00:30Z'],
  [LONDON, '2026-10-25 01:30 GMT', '2026-10-25T01:30Z'],
  [NEW_YORK, '2026-11-01 01:30 -04:00', '2026-11-01T05:30Z'],
  [NEW_YORK, '2026-11-01 01:30 −5', '2026-11-01T06:30Z'],
  // Half an hour back: 01:30 to 02:00 come twice.
  [LORD_HOWE, '2026-04-05 01:45 +11:00', '2026-04-04T14:45Z'],
  [LORD_HOWE, '2026-04-05 01:45 +10:30', '2026-04-04T15:15Z'],
  ['America/St_Johns', '2026-11-01 01:10 -3:30', '2026-11-01T04:40Z'],
  // An offset that is right is taken on any day.
  [BERLIN, '2026-11-25 12:00 +01:00', '2026-11-25T11:00Z'],
])('%s %s', (zone, field, utc) => expect(meantBy(zone, field)).toBe(Date.parse(utc)))

test.each<[zone: string, field: string, first: string, second: string, words: readonly string[]]>([
  [
    BERLIN,
    '2026-10-25 02:30',
    '2026-10-25T00:30Z',
    '2026-10-25T01:30Z',
    ['first 02:30, CEST (UTC+02:00)', 'second 02:30, CET (UTC+01:00)'],
  ],
  [LONDON, '2026-10-25 01:00', '2026-10-25T00:00Z', '2026-10-25T01:00Z', ['first 01:00, BST (UTC+01:00)', 'second 01:00, GMT (UTC+00:00)']],
  [NEW_YORK, '2026-11-01 01:59', '2026-11-01T05:59Z', '2026-11-01T06:59Z', ['first 01:59, UTC-04:00', 'second 01:59, UTC-05:00']],
  [LORD_HOWE, '2026-04-05 01:30', '2026-04-04T14:30Z', '2026-04-04T15:00Z', ['first 01:30, UTC+11:00', 'second 01:30, UTC+10:30']],
])('%s %s came twice: both are offered, and neither is taken for the other', (zone, field, first, second, words) => {
  const typed = typedTime(zone, field)
  if (typed.is !== 'twice') throw new Error(typed.is)
  expect(typed.at).toBe(null)
  expect(meantBy(zone, field)).toMatch(/came twice\. Choose which/)
  expect(typed.choices.map(({ at: time }) => time)).toEqual([Date.parse(first), Date.parse(second)])
  expect(typed.choices.map((one) => one.words)).toEqual(words)
  // What is chosen stands in the field, and means what was chosen; the choice stays offered.
  for (const choice of typed.choices) expect(typedTime(zone, choice.field)).toEqual({ ...typed, at: choice.at })
})

test.each<[zone: string, field: string, words: string]>([
  [BERLIN, '2026-03-29 02:30', 'There was no 02:30: the clocks went from 02:00 to 03:00.'],
  [LONDON, '2026-03-29 1:00', 'There was no 01:00: the clocks went from 01:00 to 02:00.'],
  [NEW_YORK, '2026-03-08 02:59', 'There was no 02:59: the clocks went from 02:00 to 03:00.'],
  [LORD_HOWE, '2026-10-04 02:15', 'There was no 02:15: the clocks went from 02:00 to 02:30.'],
  ['America/Santiago', '2026-09-06 00:30', 'There was no 00:30: the clocks went from 00:00 to 01:00.'],
  ['Pacific/Apia', '2011-12-30 12:00', 'There was no 12:00: the clocks went from 2011-12-30 00:00 to 2011-12-31 00:00.'],
  [BERLIN, '2026-10-25 02:30 +05:00', 'The ward’s clock was not +05:00 at 02:30 but CEST (UTC+02:00) or CET (UTC+01:00).'],
  [BERLIN, '2026-11-25 12:00 CEST', 'The ward’s clock was not CEST at 12:00 but CET (UTC+01:00).'],
  ['UTC', '2026-02-31 08:00', 'There is no 2026-02-31 08:00.'],
  ['UTC', '', 'Type a day and a time, as 2026-10-24 22:05.'],
  ['UTC', '2026-11-25 24:10', 'Type a day and a time, as 2026-10-24 22:05.'],
  ['UTC', '2026-13-25 12:00', 'Type a day and a time, as 2026-10-24 22:05.'],
])('%s "%s" is refused: %s', (zone, field, words) => expect(meantBy(zone, field)).toBe(words))

describe('property: what is shown comes back, each minute of the nights in which a clock is set, and of any other', () => {
  test.each(ZONES)('%s', (zone) => {
    const [begin, year] = [Date.UTC(2026, 0, 1), 366 * 1440]
    for (let time = begin; time < begin + year * 60_000; time += 1_800_000) expect(meantBy(zone, fieldOf(zone, time))).toBe(time)
    const anyMinute = fc.property(fc.nat(year), (minute) => {
      const time = begin + minute * 60_000
      expect(meantBy(zone, fieldOf(zone, time))).toBe(time)
    })
    fc.assert(anyMinute, { seed: 25, numRuns: 300 })
  })
})
