// Each key that the banner names does what it says.
import { expect, test } from 'vitest'
import { pressed } from './keys.ts'
import { BACK, EDGE, within } from './windows.ts'

const NOW = Date.UTC(2026, 9, 24, 12)
const MOMENT = NOW - 3_600_000
const ALARMS = [
  { at: MOMENT - 50_000, high: true },
  { at: MOMENT - 20_000, high: false },
  { at: MOMENT + 40_000, high: true },
]

test.each<[key: string, shift: boolean, to: number | null]>([
  ['ArrowLeft', false, MOMENT - 1000],
  ['ArrowRight', false, MOMENT + 1000],
  ['ArrowLeft', true, MOMENT - 10_000],
  ['ArrowRight', true, MOMENT + 10_000],
  ['ArrowUp', false, MOMENT + 60_000],
  ['ArrowDown', false, MOMENT - 60_000],
  ['PageUp', false, MOMENT + 60_000],
  ['PageDown', false, MOMENT - 60_000],
  ['Home', false, NOW - BACK],
  ['End', false, NOW],
  ['Escape', false, null],
  ['Tab', true, null],
  ['constructor', false, null],
  ['x', false, null],
])('%s, with Shift %s', (key, shiftKey, to) => {
  expect(pressed({ key, shiftKey }, MOMENT, NOW, ALARMS)).toBe(to)
})

test.each(['p', 'P'])('%s goes to the high alarm before, N to the one after; where there is none nowhere', (key) => {
  const before = pressed({ key, shiftKey: false }, MOMENT, NOW, ALARMS)
  expect(before).not.toBeNull()
  expect(before!).toBeLessThan(MOMENT - 40_000)
  expect(pressed({ key: 'n', shiftKey: false }, MOMENT, NOW, ALARMS)!).toBeGreaterThan(MOMENT + 20_000)
  expect(pressed({ key, shiftKey: false }, MOMENT, NOW, [])).toBeNull()
})

test('End is held where the past ends, Home within its 72 hours', () => {
  expect(within(pressed({ key: 'End', shiftKey: false }, MOMENT, NOW, [])!, NOW)).toBe(NOW - EDGE)
  expect(within(pressed({ key: 'Home', shiftKey: false }, MOMENT, NOW, [])!, NOW)).toBe(NOW - BACK)
})
