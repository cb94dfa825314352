// Ends of shifts, also in the night in which the clock is set.
import { expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { shiftEnds, usualEnd } from './shift.ts'

const ends = (zone: string, now: string) =>
  shiftEnds(zone, at(Date.parse(now))).map(({ hour, at: t }) => `${hour} ${new Date(t).toISOString()}`)

test('the next ends within a shift and the handover, nearest first', () => {
  expect(ends('Europe/London', '2026-01-10T14:10:00Z')).toEqual([
    '15:00 2026-01-10T15:00:00.000Z',
    '19:00 2026-01-10T19:00:00.000Z',
    '23:00 2026-01-10T23:00:00.000Z',
  ])
})
test('over the night in which the clock is put back, the night is an hour longer', () => {
  expect(ends('Europe/Berlin', '2026-10-24T17:30:00Z')).toEqual(['23:00 2026-10-24T21:00:00.000Z', '07:00 2026-10-25T06:00:00.000Z'])
})
test('proposed is the end that is not about to come', () => {
  const now = at(Date.parse('2026-01-10T14:10:00Z'))
  expect(usualEnd(shiftEnds('UTC', now), now)?.hour).toBe('19:00')
  expect(usualEnd([], now)).toBe(null)
})
