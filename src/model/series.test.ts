// A series keeps what was put, in order; a thinned line paints the same pixels as the full one.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Columns, createSeries, thin } from './series.ts'
import { at } from './units.ts'

const samples = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 2000 }),
    fc.oneof({ weight: 9, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) }, fc.constant(Number.NaN)),
  ),
  {
    maxLength: 400,
  },
)

test('put in any order, samples come out in order of time, the newest kept', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 500 }), (given, capacity) => {
      const series = createSeries(capacity)
      for (const [when, value] of given) series.put(at(when), value)
      const out = series.window(at(0), at(3000))
      expect(out.at.length).toBe(series.length)
      expect(series.length).toBeLessThanOrEqual(capacity)
      for (let i = 1; i < out.at.length; i++) expect(out.at[i]!).toBeGreaterThan(out.at[i - 1]!)
      if (capacity < 500) return
      const truth = new Map(given)
      expect([...out.at]).toEqual([...truth.keys()].sort((a, b) => a - b))
      expect([...out.value]).toEqual([...out.at].map((when) => truth.get(when)))
    }),
  )
})

test('a full ring drops the oldest and counts it', () => {
  const series = createSeries(3)
  for (const when of [10, 20, 30, 40]) series.put(at(when), when)
  series.put(at(5), 5)
  expect([...series.window(at(0), at(99)).value]).toEqual([20, 30, 40])
  expect(series.dropped).toBe(2)
  expect(series.last()).toEqual({ at: 40, value: 40 })
})

test('a series without room is refused', () => {
  expect(() => createSeries(0)).toThrow(RangeError)
})

/** Rows covered in each pixel column by the line through known neighbours, as the span from lowest to highest. */
function painted({ at: time, value }: Columns, from: number, to: number, width: number): (readonly [number, number] | null)[] {
  const low = new Array<number>(width).fill(Number.POSITIVE_INFINITY)
  const high = new Array<number>(width).fill(Number.NEGATIVE_INFINITY)
  const scale = width / (to - from)
  const dot = (column: number, y: number): void => {
    if (column < 0 || column >= width) return
    low[column] = Math.min(low[column]!, y)
    high[column] = Math.max(high[column]!, y)
  }
  for (let i = 0; i < time.length; i++) {
    if (Number.isNaN(value[i]!)) continue
    const x1 = (time[i]! - from) * scale
    dot(Math.floor(x1), value[i]!)
    if (i + 1 === time.length || Number.isNaN(value[i + 1]!)) continue
    const x2 = (time[i + 1]! - from) * scale
    for (let column = Math.floor(x1) + 1; column <= Math.floor(x2); column++) {
      const y = value[i]! + ((value[i + 1]! - value[i]!) * (column - x1)) / (x2 - x1)
      dot(column - 1, y)
      dot(column, y)
    }
  }
  return low.map((lowest, column) => (lowest === Number.POSITIVE_INFINITY ? null : [lowest, high[column]!]))
}

test('the thinned line paints the same pixels as the full one', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 120 }), (given, width) => {
      const series = createSeries(1000)
      for (const [when, value] of given) series.put(at(when), value)
      const full = series.window(at(0), at(2001))
      const thinned = thin(full, at(0), at(2001), width)
      expect(painted(thinned, 0, 2001, width)).toEqual(painted(full, 0, 2001, width))
    }),
  )
})

test('thinning keeps at most four samples a column of a whole line, and every one-sample spike', () => {
  const count = 10_000
  const full = {
    at: Float64Array.from({ length: count }, (_, i) => i),
    value: Float64Array.from({ length: count }, (_, i) => (i % 997 === 0 ? 100 : Math.sin(i))),
  }
  const thinned = thin(full, at(0), at(count), 50)
  expect(thinned.at.length).toBeLessThanOrEqual(200)
  // Eleven spikes, no two in one column of 200 samples.
  expect(thinned.value.filter((value) => value === 100)).toHaveLength(11)
})

test('an absurd window is refused', () => {
  const empty = { at: new Float64Array(), value: new Float64Array() }
  expect(() => thin(empty, at(10), at(10), 100)).toThrow(RangeError)
  expect(() => thin(empty, at(0), at(10), 0)).toThrow(RangeError)
})
