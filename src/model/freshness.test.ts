// The looks of DESIGN P1: late > 2 ×, stale > 3 ×, none > 10 × the cadence, never before 3, 5 and 15 s.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FRESHNESS, freshness, nextChange, spotLook } from './freshness.ts'
import { at, minutes, ms, seconds } from './units.ts'

const ROWS = [
  // cadence, age, look
  [1, 0, 'live'],
  [1, 3, 'live'],
  [1, 3.001, 'late'],
  [1, 5, 'late'],
  [1, 5.001, 'stale'],
  [1, 15, 'stale'],
  [1, 15.001, 'none'],
  [2, 4.001, 'late'],
  [2, 6.001, 'stale'],
  [2, 20, 'stale'],
  [2, 20.001, 'none'],
  [60, 120, 'live'],
  [60, 121, 'late'],
  [60, 181, 'stale'],
  [60, 600, 'stale'],
  [60, 601, 'none'],
  [0.25, 2.9, 'live'],
] as const

test.each(ROWS)('each %s s, %s s old: %s', (cadence, age, look) => {
  expect(freshness(at(0), seconds(cadence), at(age * 1000))).toBe(look)
})

test('in sped-up time the floors stay real time', () => {
  expect(freshness(at(0), seconds(1), at(100_000), 60)).toBe('live')
  expect(freshness(at(0), seconds(1), at(181_000), 60)).toBe('late')
})

test('a value never grows fresher, and changes exactly when it is said to', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 3_600_000 }), fc.integer({ min: 0, max: 40_000_000 }), (cadence, age) => {
      const look = freshness(at(0), ms(cadence), at(age))
      expect(FRESHNESS.indexOf(freshness(at(0), ms(cadence), at(age + 1000)))).toBeGreaterThanOrEqual(FRESHNESS.indexOf(look))
      const next = nextChange(at(0), ms(cadence), at(age))
      if (look === 'none') {
        expect(next).toBe(Number.POSITIVE_INFINITY)
        return
      }
      expect(freshness(at(0), ms(cadence), at(next))).toBe(look)
      expect(freshness(at(0), ms(cadence), at(next + 1))).not.toBe(look)
    }),
  )
})

test.each([
  // every (min), age (min), look
  [30, 40, 'plain'],
  [30, 41, 'dimmed'],
  [30, 60, 'dimmed'],
  [30, 61, 'struck'],
  [30, 240, 'struck'],
  [30, 241, 'blank'],
  [180, 300, 'dimmed'],
  [180, 361, 'blank'],
  [5, 15, 'plain'],
  [5, 16, 'struck'],
] as const)('a cuff reading ordered each %s min, %s min old: %s', (every, age, look) => {
  expect(spotLook(at(0), minutes(every), at(age * 60_000))).toBe(look)
})
