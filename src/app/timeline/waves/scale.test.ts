import { expect, test } from 'vitest'
import { ASSUMED_PX_PER_MM } from '../../page/calibration.ts'
import { mmDown, rulerOf, spanOf, timeOf, valueAt, xOf } from './scale.ts'

// A 24 inch screen of 1920 × 1080 is 531.4 mm wide.
const pxPerMm = 1920 / 531.4

test.each([
  [25, 200, 5],
  [25, 40, 1],
  [50, 200, 10],
  [50, 1000, 50],
] as const)('at %i mm/s %i ms are %i mm by the screen’s own millimetre [FACTS: ECG paper]', (speed, ms, mm) => {
  expect(xOf(1000 + ms, { from: 1000, speed, pxPerMm })).toBeCloseTo(mm * pxPerMm, 9)
  expect(xOf(1000 + ms, { from: 1000, speed, pxPerMm: null })).toBeCloseTo(mm * ASSUMED_PX_PER_MM, 9)
})

test('pixels lead back to the time, and a window of 531.4 mm holds 21.3 s at 25 mm/s', () => {
  const paper = { from: 5000, speed: 25, pxPerMm } as const
  expect(timeOf(xOf(7777, paper), paper)).toBeCloseTo(7777, 6)
  expect(spanOf(1920, paper)).toBeCloseTo(21_256, 6)
})

test.each([5, 10, 20] as const)('1 mV is %i mm, zero lies on a thick line, and a lane is whole large boxes', (gain) => {
  const ruler = rulerOf('ecg-ii', gain, null)
  expect(mmDown(0, ruler) - mmDown(1, ruler)).toBeCloseTo(gain, 9)
  expect(mmDown(0, ruler) % 5).toBeCloseTo(0, 9)
  expect(ruler.mm % 5).toBe(0)
  expect(valueAt(mmDown(0.7, ruler), ruler)).toBeCloseTo(0.7, 9)
})

test('a recording that stands off zero keeps its gain; the middle line says where it is', () => {
  const ruler = rulerOf('ecg-ii', 10, { low: 1.4, high: 3.1, middle: 1.9 })
  expect(ruler).toMatchObject({ base: 2, mmPerUnit: 10 })
  expect(mmDown(2, ruler) % 5).toBeCloseTo(0, 9)
  expect(rulerOf('ecg-ii', 10, { low: -0.2, high: 1.5, middle: 0.1 }).base).toBe(0)
})

test('a pressure has its fixed scale, and twice of it where it would leave it', () => {
  expect(rulerOf('art', 10, { low: 60, high: 120, middle: 80 })).toMatchObject({ low: 0, high: 180, ticks: [0, 60, 120, 180], mm: 30 })
  expect(rulerOf('art', 10, { low: 60, high: 220, middle: 80 })).toMatchObject({ low: 0, high: 360, ticks: [0, 120, 240, 360] })
  expect(rulerOf('cvp-wave', 10, null).ticks).toEqual([0, 10, 20])
})

test('a wave with no scale fills its lane and keeps inside of it', () => {
  const ruler = rulerOf('pleth', 10, { low: -2, high: 6, middle: 0 })
  expect(ruler.kind).toBe('own')
  expect(mmDown(6, ruler)).toBeGreaterThan(0)
  expect(mmDown(-2, ruler)).toBeLessThan(ruler.mm)
  expect(rulerOf('pleth', 10, { low: 3, high: 3, middle: 3 }).mmPerUnit).toBeGreaterThan(0)
})
