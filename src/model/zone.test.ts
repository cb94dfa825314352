import { expect, test } from 'vitest'
import { at } from './units.ts'
import { daily, hourIn, isZone, latest, nextAt } from './zone.ts'

const t = (text: string) => at(Date.parse(text))

test('the latest such hour before, in the zone', () => {
  expect(latest('Europe/London', '03:05', t('2026-11-22T14:00Z'))).toBe(t('2026-11-22T03:05Z'))
  expect(latest('Europe/London', '03:05', t('2026-11-22T03:04Z'))).toBe(t('2026-11-21T03:05Z'))
  expect(latest('Europe/London', '03:05', t('2026-11-22T03:05Z'))).toBe(t('2026-11-22T03:05Z'))
  expect(latest('Europe/London', '03:05', t('2026-07-22T14:00Z'))).toBe(t('2026-07-22T02:05Z'))
  expect(latest('Asia/Kathmandu', '03:05', t('2026-07-22T14:00Z'))).toBe(t('2026-07-21T21:20Z'))
  expect(latest('America/New_York', '20:00', t('2026-11-22T00:30Z'), 2)).toBe(t('2026-11-19T01:00Z') - 0)
})

test('across the change of the clocks the hour stays the hour', () => {
  expect(latest('Europe/London', '20:00', t('2026-10-25T12:00Z'))).toBe(t('2026-10-24T19:00Z'))
})

test('daily: each day once', () => {
  const days = daily('Europe/London', '07:12', t('2026-11-20T07:12Z'), t('2026-11-22T07:12Z'))
  expect(days).toEqual([t('2026-11-20T07:12Z'), t('2026-11-21T07:12Z')])
})

const NEXT: readonly (readonly [zone: string, hour: `${number}:${number}`, from: string, then: string])[] = [
  ['Europe/London', '10:42', '2026-11-22T10:30Z', '2026-11-22T10:42Z'],
  ['Europe/London', '10:42', '2026-11-22T10:42Z', '2026-11-23T10:42Z'],
  ['Europe/Berlin', '07:00', '2026-07-22T21:00Z', '2026-07-23T05:00Z'],
  // 02:30 is left out in Berlin on 29 March 2026: the clock jumps at 01:00Z.
  ['Europe/Berlin', '02:30', '2026-03-29T00:10Z', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '03:15', '2026-03-29T00:10Z', '2026-03-29T01:15Z'],
  // 02:30 comes twice on 25 October 2026: at 00:30Z and at 01:30Z.
  ['Europe/Berlin', '02:30', '2026-10-24T23:50Z', '2026-10-25T00:30Z'],
  ['Europe/Berlin', '02:30', '2026-10-25T00:40Z', '2026-10-25T01:30Z'],
  ['Europe/Berlin', '02:30', '2026-10-25T01:40Z', '2026-10-26T01:30Z'],
  ['Australia/Lord_Howe', '02:15', '2026-10-03T14:00Z', '2026-10-03T15:30Z'],
]
test.each(NEXT)('%s: the next %s after %s', (zone, hour, from, then) => {
  expect(nextAt(zone, hour, t(from))).toBe(t(then))
})

test('a zone that nobody knows is none', () => {
  expect([isZone('Europe/London'), isZone('Nowhere/Land')]).toEqual([true, false])
})

test.each([
  ['Europe/Berlin', '2026-03-29T00:59:59Z', '01:59'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', '03:00'],
  ['Asia/Kathmandu', '2026-06-01T18:20:00Z', '00:05'],
  ['UTC', '1969-12-31T23:59:00Z', '23:59'],
] as const)('in %s at %s it is %s', (zone, instant, shown) => {
  expect(hourIn(zone, at(Date.parse(instant)))).toBe(shown)
})
