import { expect, test } from 'vitest'
import { UNITS_OF_TABLE } from '../../../model/shownunits.ts'
import { marched, measure, measuredWords, opened, stepped } from './calipers.ts'
import { rulerOf } from './scale.ts'

const ruler = rulerOf('ecg-ii', 10, null)
const words = (a: [number, number], b: [number, number]) => {
  const [from, to] = [
    { at: a[0], mm: a[1] },
    { at: b[0], mm: b[1] },
  ]
  return measuredWords(measure({ a: from, b: to }, ruler), 'ecg-ii', ruler, UNITS_OF_TABLE)
}

test('time, rate and amplitude; the earlier handle is the start, whichever it is', () => {
  expect(words([1000, 20], [1800, 8])).toBe('800 ms · 75/min · +1.20 mV')
  expect(words([1800, 8], [1000, 20])).toBe('800 ms · 75/min · +1.20 mV')
  expect(words([1000, 8], [1600, 20])).toBe('600 ms · 100/min · −1.20 mV')
  expect(words([1000, 8], [1000, 8])).toBe('0 ms · –/min · +0.00 mV')
})

test('pressures in the ward’s unit; no amplitude without a scale', () => {
  const [a, b] = [
    { at: 0, mm: 20 },
    { at: 500, mm: 10 },
  ]
  const art = rulerOf('art', 10, null)
  expect(measuredWords(measure({ a, b }, art), 'art', art, UNITS_OF_TABLE)).toBe('500 ms · 120/min · +60.0 mmHg')
  expect(measuredWords(measure({ a, b }, art), 'art', art, { ...UNITS_OF_TABLE, pressure: 'kPa' })).toBe('500 ms · 120/min · +8.0 kPa')
  const pleth = rulerOf('pleth', 10, null)
  expect(measuredWords(measure({ a, b }, pleth), 'pleth', pleth, UNITS_OF_TABLE)).toBe('500 ms · 120/min')
})

test('keys: 4 ms and a quarter of a box, with Shift a small box of the paper; never out of the lane', () => {
  const at = (key: string, shift: boolean, speed: 25 | 50 = 25) => stepped({ at: 1000, mm: 0.1 }, key, shift, speed, ruler)
  expect(at('ArrowRight', false)).toEqual({ at: 1004, mm: 0.1 })
  expect(at('ArrowLeft', true)).toEqual({ at: 960, mm: 0.1 })
  expect(at('ArrowLeft', true, 50)).toEqual({ at: 980, mm: 0.1 })
  expect(at('ArrowUp', false)).toEqual({ at: 1000, mm: 0 })
  expect(at('ArrowDown', true)).toEqual({ at: 1000, mm: 1.1 })
  expect(at('Enter', false)).toBeNull()
})

test('they open on the two beats around the middle or nearest to it, else 800 ms apart, and march out to both sides', () => {
  const calipers = opened({ from: 0, to: 10_000 }, ruler)
  expect(measure(calipers, ruler).ms).toBe(800)
  const beats = opened({ from: 0, to: 10_000 }, ruler, [
    { from: 4000, to: 4620 },
    { from: 4620, to: 5300 },
  ])
  expect([beats.a.at, beats.b.at]).toEqual([4620, 5300])
  // The first half of the window is a gap.
  expect(
    opened({ from: 0, to: 10_000 }, ruler, [
      { from: 8000, to: 8700 },
      { from: 7400, to: 8000 },
    ]).a.at,
  ).toBe(7400)
  expect(marched(calipers, 0, 10_000).slice(0, 3)).toEqual([600, 1400, 2200])
  expect(marched(calipers, 0, 10_000)).not.toContain(calipers.a.at)
  expect(marched({ a: calipers.a, b: calipers.a }, 0, 10_000)).toEqual([])
})
