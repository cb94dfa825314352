import { expect, test } from 'vitest'
import { isNarrow, meanPressure, pulsePressure, SHOCK_INDEX, shockIndex } from './derived.ts'

test.each([
  [110, 110, 1],
  [72, 120, 0.6],
  [72, 0, null],
  [0, 120, null],
  [null, 120, null],
  [72, null, null],
])('shock index of pulse %s over systolic %s', (pulse, sys, index) => {
  expect(shockIndex(pulse, sys)).toBe(index)
})
test('from 1.0 on it is a notice (WARD.md §7)', () => {
  expect([shockIndex(110, 110)! >= SHOCK_INDEX, shockIndex(109, 110)! >= SHOCK_INDEX]).toEqual([true, false])
})

test.each([
  [120, 80, 40],
  [82, 82, null],
  [82, 0, null],
  [null, 80, null],
])('pulse pressure of %s over %s', (sys, dia, pressure) => {
  expect(pulsePressure(sys, dia)).toBe(pressure)
})
test('narrow is under a quarter of the systolic [FACTS §1.4]', () => {
  expect([isNarrow(29, 120), isNarrow(30, 120)]).toEqual([true, false])
})

// [FACTS §10, trap 2]: the Philips sample's own mean of 90 stands; the formula would say 93.7.
test('the mean that a device measured is never replaced', () => {
  expect(meanPressure(117, 82, 90)).toEqual({ value: 90, estimated: false })
  expect(meanPressure(117, 82, null)?.value).toBeCloseTo(93.67, 2)
  expect(meanPressure(117, 82, 0)).toMatchObject({ estimated: true })
  expect(meanPressure(117, null, null)).toBeNull()
})
