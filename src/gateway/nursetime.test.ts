// Nurse-hours of a ward: a sum, bounded, and nobody's while the machine slept.
import { expect, test } from 'vitest'
import { wardId } from '../model/ids.ts'
import { at, hours, minutes } from '../model/units.ts'
import { createNurseTime } from './nursetime.ts'

const WARD = wardId('w')
function made() {
  const clock = { now: at(hours(1000)) }
  const nurses = { count: 2 }
  const time = createNurseTime({ now: () => clock.now, speed: 1, wards: () => [WARD], nurses: () => nurses.count })
  const go = (by: number): void => {
    clock.now = at(clock.now + by)
    time.look()
  }
  return { clock, nurses, time, go }
}

test('two nurses for half an hour are an hour; of another ward it is none', () => {
  const { clock, time, go } = made()
  for (let i = 0; i < 30; i++) go(minutes(1))
  expect(time.within(WARD, time.since, clock.now)).toBe(hours(1))
  expect(time.within(wardId('x'), time.since, clock.now)).toBe(0)
})

test('who signs out is counted no more, and a machine that slept counts five minutes at most', () => {
  const { clock, nurses, time, go } = made()
  go(minutes(1))
  nurses.count = 0
  go(minutes(1))
  nurses.count = 1
  go(hours(8))
  expect(time.within(WARD, time.since, at(clock.now + 1))).toBe(minutes(2 + 5))
})

test('three days are remembered, and what lies before the window is left out', () => {
  const { clock, time, go } = made()
  for (let i = 0; i < 5 * 24 * 12; i++) go(minutes(5))
  expect(time.within(WARD, time.since, clock.now)).toBeLessThanOrEqual(hours(2 * 72))
  expect(time.within(WARD, at(clock.now - hours(1)), clock.now)).toBeLessThanOrEqual(hours(2) + minutes(20))
  expect(time.within(WARD, at(clock.now - hours(1)), clock.now)).toBeGreaterThanOrEqual(hours(2))
})
