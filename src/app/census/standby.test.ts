// When somebody is expected back, by minutes and by the ward's clock.
import { expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { backAt, hourTyped, waitWords } from './standby.ts'

const now = at(Date.parse('2026-03-28T22:40:00Z'))
const iso = (back: Parameters<typeof backAt>[0], zone = 'Europe/Berlin') => {
  const found = backAt(back, zone, now)
  return found === null ? null : new Date(found).toISOString()
}

test.each([
  [{ by: 'wait', minutes: 20 }, '2026-03-28T23:00:00.000Z'],
  [{ by: 'clock', hour: '23:55' }, '2026-03-28T22:55:00.000Z'],
  // The hour that this night leaves out is the instant at which the clock jumps over it.
  [{ by: 'clock', hour: '02:30' }, '2026-03-29T01:00:00.000Z'],
  [{ by: 'clock', hour: '07:00' }, '2026-03-29T05:00:00.000Z'],
  [{ by: 'clock', hour: '' }, null],
  [{ by: 'clock', hour: '25:00' }, null],
] as const)('%o', (back, expected) => expect(iso(back)).toBe(expected))

test('an hour as it is typed', () => {
  expect(['1', '14', '143', '1430', '14:30', '14305', '14:', 'x'].map(hourTyped)).toEqual([
    '1',
    '14',
    '14:3',
    '14:30',
    '14:30',
    '14:30',
    '14',
    '',
  ])
})
test('minutes and hours', () => expect([10, 60, 120].map(waitWords)).toEqual(['10 min', '1 h', '2 h']))
