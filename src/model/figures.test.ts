// Figures against the plain way: every millisecond of a small window asked by itself.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFigures } from './figures.ts'
import type { LimitStep } from './story.ts'

const SECOND = 1000
const limitStep = (from: number, low: number | null, high: number | null): LimitStep => ({
  vital: 'spo2',
  from,
  low,
  high,
  by: null,
  why: null,
})

/** What is in force at an instant, the plain way. */
const inForce = <T extends { readonly from: number }>(steps: readonly T[], when: number): T | undefined =>
  steps.filter(({ from }) => from <= when).at(-1)

test('figures are those of every tenth of a second by itself, however the samples are sliced', () => {
  const value = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 80, max: 100 }) }, { weight: 1, arbitrary: fc.constant(Number.NaN) })
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: 85, max: 95 }))), { maxLength: 3 })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), value), { maxLength: 30 }), steps, fc.nat(30), (given, limits, cut) => {
      let when = 0
      const samples = given.map(([step, one]) => {
        when += step * SECOND
        return { at: when, value: one }
      })
      const [from, to] = [5 * SECOND, 60 * SECOND]
      const sorted = limits.toSorted((a, b) => a[0] - b[0]).map(([at, low]) => limitStep(at * SECOND, low, 98))
      const all = [limitStep(0, 90, null), ...sorted]
      const targets = [{ from: 20 * SECOND, low: 92 }]
      const own = createFigures({ signal: 'spo2', from, to, limits: all, targets })
      own.take(samples.slice(0, cut))
      own.take(samples.slice(cut))
      const found = own.done()

      const inside = samples.filter(({ at }) => at >= from && at < to)
      let [known, below, above, belowTarget, run, longest] = [0, 0, 0, 0, 0, 0]
      for (let t = from; t < to; t += 100) {
        const before = samples.filter(({ at }) => at <= t)
        const last = before.at(-1)
        const distances = before
          .map(({ at }, i) => at - (before[i - 1]?.at ?? at))
          .slice(1)
          .slice(-4)
        const usual = Math.max(SECOND, distances.length > 0 ? Math.min(...distances) : 0)
        const holds = last !== undefined && !Number.isNaN(last.value) && t < last.at + 3 * usual
        const limit = inForce(all, t)
        const isBelow = holds && limit?.low != null && last.value < limit.low
        if (holds) known += 100
        if (isBelow) below += 100
        if (holds && limit?.high != null && last.value > limit.high) above += 100
        if (holds && (t >= 20 * SECOND ? 92 : 0) > last.value) belowTarget += 100
        run = isBelow ? run + 100 : 0
        longest = Math.max(longest, run)
      }
      const values = inside.map((one) => one.value).filter((one) => !Number.isNaN(one))
      expect(found.count).toBe(values.length)
      expect(found.missing).toBeCloseTo(1 - known / (to - from), 9)
      expect([found.min?.value ?? null, found.max?.value ?? null]).toEqual(
        values.length === 0 ? [null, null] : [Math.min(...values), Math.max(...values)],
      )
      const middle = values.toSorted((a, b) => a - b)
      expect(found.median).toBe(values.length === 0 ? null : (middle[(values.length - 1) >> 1]! + middle[values.length >> 1]!) / 2)
      expect([found.below ?? 0, found.above ?? 0]).toEqual([below, above])
      expect(found.belowTarget ?? 0).toBe(belowTarget)
      expect(found.longest ? found.longest.to - found.longest.from : 0).toBe(longest)
    }),
    { numRuns: 100 },
  )
})

const MINUTE = 60 * SECOND
const slope = (of: (minute: number) => number, minutes = 60) => {
  const own = createFigures({ signal: 'hr', from: 0, to: minutes * MINUTE, limits: [], targets: [] })
  own.take(Array.from({ length: minutes * 60 }, (_, i) => ({ at: i * SECOND, value: of(i / 60) })))
  return own.done().slope
}
test('a slope is an hour’s change, and one wild minute does not turn it', () => {
  const wild = slope((minute) => (minute >= 30 && minute < 31 ? 300 : 80 + Math.floor(minute) * 0.5))!
  expect(wild).toMatchObject({ bin: MINUTE, bins: 60 })
  expect(wild.perHour).toBeCloseTo(30, 6)
})
test('noise around nothing has an interval that holds zero', () => {
  let seed = 1
  const next = (): number => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }
  const noise = Array.from({ length: 60 }, () => next() * 10)
  const found = slope((minute) => 80 + noise[Math.floor(minute)]!)!
  expect(found.low).toBeLessThan(0)
  expect(found.high).toBeGreaterThan(0)
})
test('a few minutes have no slope', () => {
  expect(slope(() => 80, 5)).toBeNull()
})
test('a number that comes once a minute misses nothing, and after an hour without it the hour is missing', () => {
  const own = createFigures({ signal: 'spo2', from: 0, to: 120 * MINUTE, limits: [], targets: [] })
  own.take(Array.from({ length: 63 }, (_, i) => ({ at: (i - 3) * MINUTE, value: 96 })))
  // The last value holds for three minutes.
  const { count, missing } = own.done()
  expect(count).toBe(60)
  expect(missing).toBeCloseTo(58 / 120, 9)
})
test('a cuff leaves no gap and no time outside: of spot readings neither is told', () => {
  const own = createFigures({ signal: 'nibp-sys', from: 0, to: 3_600_000, limits: [], targets: [] })
  own.take([{ at: 0, value: 120 }])
  expect(own.done()).toMatchObject({ count: 1, missing: null, below: null, above: null, longest: null })
})

test('where only a high limit was in force, nothing is said of the time below', () => {
  const own = createFigures({ signal: 'spo2', from: 0, to: 60 * SECOND, limits: [limitStep(0, null, 95)], targets: [] })
  own.take(Array.from({ length: 60 }, (_, i) => ({ at: i * SECOND, value: i < 30 ? 96 : 60 })))
  expect(own.done()).toMatchObject({ below: null, above: 30 * SECOND, belowTarget: null, longest: null })
})
