// The running score: medians, what holds how long, what expires when the band rises, and the words of a range.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NURSE, T0 } from './booktest.ts'
import { lastTotal, type Observations, type ScaleOrder } from './observations.ts'
import { setOf } from './observationstest.ts'
import { type Memory, medianOf, NO_MEMORY, type Readings, type Running, type RunningAsk, running, runningWords } from './running.ts'
import { PART_KEYS, type PartKey, type Parts, rangeOf } from './scores.ts'
import { createSeries } from './series.ts'
import { type At, after, at, minutes, seconds } from './units.ts'

const ADULT = { age: 74, pregnant: 'no' } as const
const later = (min: number): At => after(T0, minutes(min))
const clock = (when: At): string => `+${(when - T0) / 60_000}`

/** What the monitor brings at an instant, all of it measured then. */
const now = (when: At, values: Partial<Record<'rr' | 'spo2' | 'pulse' | 'sys' | 'temp', number>>): Readings =>
  Object.fromEntries(Object.entries(values).map(([part, value]) => [part, { value, at: when }]))
const WELL = { rr: 16, spo2: 97, pulse: 72 }

interface Told {
  readonly sets?: readonly Observations[]
  readonly orders?: readonly ScaleOrder[]
  readonly memory?: Memory
  readonly patient?: RunningAsk['patient']
}
function look(when: At, monitor: Readings, { sets = [setOf({})], orders = [], memory = NO_MEMORY, patient = ADULT }: Told = {}) {
  const charted = lastTotal(sets, patient, orders)
  return running({ now: when, patient, sets, orders, monitor, charted, memory })
}
const total = (score: Running): string | null => (score.is === 'score' ? `${score.low}–${score.high}` : null)
const gone = (score: Running): readonly PartKey[] => (score.is === 'score' ? score.missing.map(({ part }) => part) : [])

describe('the median of minutes', () => {
  const of = (values: readonly number[], cadence = 10, wait = 0) => {
    const series = createSeries(400)
    for (const [index, value] of values.entries()) series.put(at(T0 + index * 1000), value)
    return medianOf(series, seconds(cadence), at(T0 + (values.length - 1) * 1000 + wait))
  }
  test('of what is known: gaps and zeros are no values', () => {
    expect(of([20, Number.NaN, 0, 22, 90])).toEqual({ value: 22, at: at(T0 + 4000) })
    expect(of([20, 22, 24, 26])?.value).toBe(23)
    expect(of([20, 22, 24, 0])?.at).toBe(T0 + 2000)
  })
  test('too little is none', () => {
    expect([of([]), of([Number.NaN, Number.NaN, Number.NaN]), of([20, 22])]).toEqual([null, null, null])
    expect(of([20], 60)?.value).toBe(20)
  })
  test('what is older than five minutes does not count', () => {
    expect(of([20, 20, 20, 30, 30, 30], 10, 300_000 - 2000)?.value).toBe(30)
    expect(of([20, 20, 20], 10, 300_001)).toBeNull()
  })
})

describe('what is charted and what the monitor brings, together', () => {
  test('a full set and live numbers: one figure', () => {
    const { score } = look(later(5), now(later(5), { ...WELL, pulse: 95 }))
    expect(total(score)).toBe('1–1')
    expect(score.is === 'score' && runningWords(score, clock)).toBe('1')
  })
  test('nothing charted: a range, and consciousness narrows it most', () => {
    const { score } = look(later(5), now(later(5), { ...WELL, sys: 120, temp: 36.9 }), { sets: [] })
    expect(total(score)).toBe('0–5')
    expect(score.is === 'score' && runningWords(score, clock)).toBe('0–5; consciousness not taken yet')
  })
  test('the newer of two counts, part by part', () => {
    const sets = [setOf({ at: later(10), temp: { value: 39.5, from: 'typed' } })]
    expect(total(look(later(11), now(later(5), { temp: 36.9 }), { sets }).score)).toBe('2–2')
    expect(total(look(later(11), now(later(11), { temp: 36.9 }), { sets }).score)).toBe('0–0')
  })
  test('a zero of the monitor is no value: what was charted before it stands', () => {
    expect(total(look(later(5), now(later(5), { rr: 0, spo2: 0, pulse: 0, sys: 0, temp: 0 })).score)).toBe('0–0')
  })
  test('scale 2 counts from its order on', () => {
    const orders: ScaleOrder[] = [{ scale: 2, target: { low: 88, high: 92 }, by: NURSE, at: later(4) }]
    const spo2 = (when: At) => look(when, now(when, { ...WELL, spo2: 89 }), { orders }).score
    expect([spo2(later(3)), spo2(later(5))]).toMatchObject([
      { scale: 1, points: { spo2: 3 } },
      { scale: 2, points: { spo2: 0 } },
    ])
  })
})

// [FACTS §1.6]: minutes after the set at which each part is still counted, and at which not, where the score asks for 12 h.
test.each([
  ['rr', 15],
  ['spo2', 15],
  ['pulse', 15],
  ['sys', 240],
  ['temp', 720],
  ['consciousness', 720],
  ['oxygen', 720],
] as const)('%s holds %s minutes', (part, holds) => {
  const others = (when: At): Readings => {
    const { [part as 'rr']: _, ...rest } = { ...now(when, { ...WELL, sys: 120, temp: 36.8 }), oxygen: { value: 'air' as const, at: when } }
    return rest
  }
  expect(gone(look(later(holds), others(later(holds))).score)).not.toContain(part)
  expect(gone(look(later(holds + 1), others(later(holds + 1))).score)).toContain(part)
})

describe('a worse score asks for newer parts', () => {
  const C = [setOf({ consciousness: 'C' })]
  test('after one hour at a single 3 nothing charted holds longer', () => {
    expect(gone(look(later(60), now(later(60), WELL), { sets: C }).score)).toEqual([])
    const { score } = look(later(61), now(later(61), WELL), { sets: C })
    expect(gone(score)).toEqual(['oxygen', 'sys', 'consciousness', 'temp'])
    expect(total(score)).toBe('0–11')
  })
  test('and the band does not fall by knowing less', () => {
    const { score } = look(later(61), now(later(61), WELL), { sets: C })
    expect(score.is === 'score' && score.trigger).toBe('single')
  })
  test('four hours at a total of 1–4', () => {
    const sets = [setOf({ pulse: { value: 95, from: 'monitor' } })]
    const monitor = (when: At) => now(when, { ...WELL, pulse: 95, sys: 120 })
    expect(gone(look(later(240), monitor(later(240)), { sets }).score)).toEqual([])
    expect(gone(look(later(241), monitor(later(241)), { sets }).score)).toEqual(['oxygen', 'consciousness', 'temp'])
  })
})

describe('when the band rises', () => {
  const WORSE = { rr: 26, spo2: 95, pulse: 95, sys: 120 }
  test('consciousness and oxygen are asked for anew', () => {
    const before = look(later(5), now(later(5), WELL))
    const { score } = look(later(20), now(later(20), WORSE), { memory: before.memory })
    expect(gone(score)).toEqual(['oxygen', 'consciousness'])
    expect(total(score)).toBe('5–10')
    expect(score.is === 'score' && runningWords(score, clock)).toBe('5–10; consciousness last seen +0')
  })
  test('they stay asked for when the band falls again, until they are seen', () => {
    const risen = look(later(20), now(later(20), WORSE))
    const fallen = look(later(30), now(later(30), WELL), { memory: risen.memory })
    expect(gone(fallen.score)).toEqual(['oxygen', 'consciousness'])
    const sets = [setOf({}), setOf({ at: later(31), temp: null, sys: null, oxygen: null })]
    const seen = look(later(32), now(later(32), WELL), { sets, memory: fallen.memory })
    expect(gone(seen.score)).toEqual(['oxygen'])
  })
  test('seen at that band they hold, without a full set', () => {
    const risen = look(later(20), now(later(20), WORSE))
    const sets = [setOf({}), setOf({ at: later(21), rr: null, spo2: null, sys: null, pulse: null, temp: null })]
    const seen = look(later(22), now(later(22), WORSE), { sets, memory: risen.memory })
    expect(gone(seen.score)).toEqual([])
    expect(total(seen.score)).toBe('5–5')
  })
  test('from 0 to 1–4 no risk rises: nothing is asked for', () => {
    const before = look(later(1), now(later(1), WELL))
    const { score } = look(later(20), now(later(20), { ...WELL, pulse: 115 }), { memory: before.memory })
    expect([gone(score), total(score)]).toEqual([[], '2–2'])
  })
})

describe('no score', () => {
  test.each([
    [{ age: 9, pregnant: 'no' }, 'under-16'],
    [{ age: 27, pregnant: 'yes' }, 'pregnant'],
    [{ age: null, pregnant: 'unknown' }, 'age-unknown'],
  ] as const)('%j: %s', (patient, why) => {
    expect(look(later(5), now(later(5), WELL), { patient }).score).toEqual({ is: 'refused', why })
  })
  test('sedated, until somebody says otherwise', () => {
    const sedated = setOf({ at: later(1), consciousness: 'not-assessable' })
    expect(look(later(5), now(later(5), WELL), { sets: [setOf({}), sedated] }).score).toEqual({ is: 'refused', why: 'sedated' })
    const awake = setOf({ at: later(3), consciousness: 'A' })
    expect(total(look(later(5), now(later(5), WELL), { sets: [setOf({}), sedated, awake] }).score)).toBe('0–0')
    expect(gone(look(later(722), now(later(722), WELL), { sets: [sedated] }).score)).toContain('consciousness')
  })
})

test('at any age of any part: the range of what holds, and no part counts beyond its time', () => {
  const ages = fc.record(
    Object.fromEntries(PART_KEYS.map((part) => [part, fc.integer({ min: 0, max: 900 })])) as Record<PartKey, fc.Arbitrary<number>>,
  )
  fc.assert(
    fc.property(ages, fc.integer({ min: 10, max: 30 }), fc.constantFrom('A', 'C'), (old, rr, consciousness) => {
      const end = later(900)
      const seen = (part: PartKey): At => after(end, -minutes(old[part]))
      const nothing = { consciousness: null, oxygen: null, rr: null, spo2: null, sys: null, pulse: null, temp: null }
      const full = setOf({ consciousness, rr: { value: rr, from: 'typed' } })
      const sets = PART_KEYS.map((part) => setOf({ ...nothing, at: seen(part), [part]: full[part] }))
      const { score } = look(end, {}, { sets })
      if (score.is !== 'score') throw new Error('a score was expected')
      const lost = new Set(gone(score))
      const parts: Parts = { rr, spo2: 97, oxygen: 'air', sys: 120, pulse: 72, consciousness, temp: 36.8 }
      const left = Object.fromEntries(PART_KEYS.map((part) => [part, lost.has(part) ? null : parts[part]])) as unknown as Parts
      expect(rangeOf(left, 1)).toEqual({ low: score.low, high: score.high })
      for (const part of PART_KEYS) if (old[part] > 720) expect(lost).toContain(part)
      for (const part of ['rr', 'spo2', 'pulse'] as const) expect(lost.has(part)).toBe(old[part] > 15)
    }),
    { numRuns: 300 },
  )
})
test('a value of the future is not believed', () => {
  expect(gone(look(T0, now(later(1), WELL), { sets: [] }).score)).toContain('rr')
})
