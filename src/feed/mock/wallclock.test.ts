import { expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { daily, latest } from './wallclock.ts'

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
