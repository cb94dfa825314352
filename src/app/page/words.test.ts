import { expect, test } from 'vitest'
import { counter } from '../core/words.ts'
import { apart, clockIn, clockWords, zoneName } from './words.ts'

test('times that last', () => {
  expect(counter(8_900)).toBe('0:08')
  expect(counter(750_000)).toBe('12:30')
  expect(counter(3_723_000)).toBe('1:02:03')
  expect(counter(-5)).toBe('0:00')
})

test('clocks apart', () => {
  expect(apart(24 * 60_000)).toBe('24 min')
  expect(apart(-125 * 60_000)).toBe('2 h 5 min')
  expect(apart(86_400_000)).toBe('1 day')
})

test('a wrong clock is told in both directions, a right one is not', () => {
  expect(clockWords(24 * 60_000)).toBe("This computer's clock is 24 min ahead; times shown are the gateway's")
  expect(clockWords(-24 * 60_000)).toContain('24 min behind')
  expect(clockWords(119_000)).toBeNull()
  expect(clockWords(null)).toBeNull()
})

test('the clock is the ward’s, 24 hours, and an unknown zone says UTC', () => {
  const at = Date.UTC(2026, 0, 1, 23, 5, 9)
  expect(clockIn('Europe/Zurich')(at)).toBe('00:05:09')
  expect(clockIn('Nowhere/Land')(at)).toBe('23:05:09')
  expect(['Europe/London', 'Europe/Zurich', 'Nowhere/Land'].map((zone) => zoneName(zone, at))).toEqual(['GMT', 'CET', 'UTC'])
  expect(zoneName('Europe/London', Date.UTC(2026, 6, 1))).toBe('BST')
})
