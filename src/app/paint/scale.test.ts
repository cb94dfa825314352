import { expect, test } from 'vitest'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { gainFor, scaleFor, scaleWords } from './scale.ts'

const sine = (amplitude: number, seconds: number, from: number, scale: ReturnType<typeof scaleFor>, offset = 0) => {
  for (let time = 0; time < seconds * 1000; time += 8) scale.see(offset + amplitude * Math.sin(time / 120), from + time)
}
const height = (scale: ReturnType<typeof scaleFor>) => scale.span().high - scale.span().low

test('an ECG has its true scale where it fits, else the next lower gain', () => {
  expect(gainFor(10, 25)).toBe(10)
  expect(gainFor(20, 25)).toBe(10)
  expect(gainFor(10, 15)).toBe(5)
  expect(height(scaleFor('ecg-ii', 25, 10, []))).toBeCloseTo(2.5, 6)
})

test('pressures keep their fixed scale', () => {
  const scale = scaleFor('art', 20, 10, [])
  sine(200, 20, 0, scale)
  expect(scale.span()).toEqual({ low: 0, high: 180 })
})

test('the ends of a fixed scale are told in the ward’s unit', () => {
  const kPa = { ...UNITS_OF_TABLE, pressure: 'kPa' as const }
  const told = (units: typeof UNITS_OF_TABLE) => [
    scaleWords('art', 120, units),
    scaleWords('cvp-wave', -5, units),
    scaleWords('co2', 40, units),
  ]
  expect(told(UNITS_OF_TABLE)).toEqual(['120', '−5', '40'])
  expect(told(kPa)).toEqual(['16', '−0.7', '5.3'])
  expect(scaleWords('art', 0, kPa)).toBe('0')
})

test('a pulse that grows weak looks small for ten seconds and never fills the band again', () => {
  const scale = scaleFor('pleth', 20, 10, [-1, 1])
  const full = height(scale)
  sine(1, 12, 0, scale)
  expect(height(scale)).toBeCloseTo(full, 6)
  sine(0.1, 8, 12_000, scale)
  expect(height(scale)).toBeCloseTo(full, 6)
  sine(0.1, 600, 20_000, scale)
  expect(height(scale)).toBeLessThan(full)
  // A tenth of the amplitude stays below a third of the band.
  expect(0.2 / height(scale)).toBeLessThan(0.34)
})

test('a wave that leaves its scale is shown whole again', () => {
  const scale = scaleFor('pleth', 20, 10, [-1, 1])
  sine(3, 6, 0, scale)
  expect(scale.span().high).toBeGreaterThan(3)
  sine(3, 6, 6000, scale, 40)
  expect(scale.span().low).toBeLessThan(37)
  expect(scale.span().high).toBeGreaterThan(43)
})

test('a recording that stands off zero is centred, an ordinary ECG is not moved', () => {
  const ordinary = scaleFor('ecg-ii', 25, 10, [0, 0.1, 0, 1])
  const before = ordinary.span()
  sine(0.2, 20, 0, ordinary)
  expect(ordinary.span()).toEqual(before)
  const off = scaleFor('ecg-ii', 25, 10, [3, 3.1, 2.9])
  expect(off.span().low).toBeLessThan(3)
  expect(off.span().high).toBeGreaterThan(3)
})

test('a slow breath, longer than any one look at it, is not clipped once it was seen whole', () => {
  const scale = scaleFor('resp', 20, 10, [])
  const breath = (time: number): number => Math.sin((2 * Math.PI * time) / 7500)
  for (let time = 0; time < 60_000; time += 16) {
    scale.see(breath(time), time)
    if (time < 10_000) continue
    const { low, high } = scale.span()
    expect(breath(time)).toBeGreaterThanOrEqual(low)
    expect(breath(time)).toBeLessThanOrEqual(high)
  }
})

test('a free scale holds a value at once, and others are never moved by one', () => {
  const scale = scaleFor('pleth', 20, 10, [-1, 1])
  expect(scale.reach(-1, 1)).toBe(false)
  expect(scale.reach(0, 5)).toBe(true)
  expect(scale.span().high).toBeGreaterThan(5)
  // Room to spare: what climbs on a little does not ask again.
  expect(scale.reach(0, 5.3)).toBe(false)
  for (const signal of ['art', 'ecg-ii'] as const) expect(scaleFor(signal, 20, 10, []).reach(-500, 500)).toBe(false)
})
