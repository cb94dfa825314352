// Journals folded to bars, steps and marks: by tables, and what must hold of any journal.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMIT_KEYS, presetLimit } from './limits.ts'
import { T0, testStay, WREN } from './staytest.ts'
import { barsOf, careMarks, limitAt, limitSteps, type Telling } from './storyfold.ts'

const TELLING: Telling = { zone: 'Europe/London', bedAt: () => 'T-01', names: true }
const LOW = { priority: 'medium' as const, value: 84 }
type Own = ReturnType<typeof testStay>
const ADULT = [{ from: T0, population: 'adult' as const }]

test.each<[string, (own: Own) => void, object]>([
  ['stands', (own) => own.judge('spo2-low', LOW), { from: T0, to: null, takenAt: null, unseen: false, priority: 'medium' }],
  [
    'taken, and over',
    (own) => {
      own.judge('spo2-low', LOW)
      own.wait(10_000)
      own.claim('spo2-low')
      own.wait(10_000)
      own.judge('spo2-low', { is: 'in' })
    },
    { from: T0, to: T0 + 20_000, takenAt: T0 + 10_000, takenBy: 'R. Wren', unseen: false },
  ],
  [
    'ended, and nobody saw it',
    (own) => {
      own.judge('asystole', { priority: 'high' })
      own.wait(5000)
      own.judge('asystole', { is: 'in' })
      own.wait(60_000)
    },
    { from: T0, to: T0 + 5000, takenAt: null, unseen: true },
  ],
  [
    'ended, and seen later',
    (own) => {
      own.judge('asystole', { priority: 'high' })
      own.wait(5000)
      own.judge('asystole', { is: 'in' })
      own.wait(60_000)
      own.claim('asystole')
    },
    { from: T0, to: T0 + 5000, takenAt: T0 + 65_000, takenBy: 'R. Wren', unseen: false },
  ],
  [
    'became worse',
    (own) => {
      own.judge('spo2-low', LOW)
      own.wait(10_000)
      own.judge('spo2-low', { ...LOW, priority: 'high' })
    },
    { from: T0, to: null, priority: 'high' },
  ],
])('an alarm that %s is one bar', (_, happens, bar) => {
  const own = testStay()
  happens(own)
  const bars = barsOf(own.entries, TELLING)
  expect(bars).toHaveLength(1)
  expect(bars[0]).toMatchObject(bar)
})

test('one that comes again is two bars, and without names nobody is named', () => {
  const own = testStay()
  for (let i = 0; i < 2; i++) {
    own.judge('spo2-low', LOW)
    own.claim('spo2-low')
    own.wait(1000)
    own.judge('spo2-low', { is: 'in' })
    own.wait(1000)
  }
  const bars = barsOf(own.entries, { ...TELLING, names: false })
  expect(bars.map(({ to, takenBy }) => [to, takenBy])).toEqual([
    [T0 + 1000, null],
    [T0 + 3000, null],
  ])
})

test('limits changed and put back: three steps, and off is none', () => {
  const own = testStay()
  own.wait(60_000)
  own.act({ act: 'limits', vital: 'hr', low: 45, high: 130, reason: 'athlete' })
  own.wait(60_000)
  own.act({ act: 'off', vital: 'hr', reason: 'electrodes changed' })
  own.wait(60_000)
  own.act({ act: 'on', vital: 'hr' })
  own.act({ act: 'limits', vital: 'hr', preset: true, low: null, high: null, reason: 'as before' })
  const steps = limitSteps(own.entries, ADULT, T0, true).filter(({ vital }) => vital === 'hr')
  expect(steps.map(({ from, low, high, by }) => [(from - T0) / 60_000, low, high, by])).toEqual([
    [0, 50, 120, null],
    [1, 45, 130, WREN.name],
    [2, null, null, WREN.name],
    [3, 50, 120, WREN.name],
  ])
  expect(limitAt(steps, 'hr', T0 + 90_000)).toMatchObject({ low: 45, high: 130 })
  const marks = careMarks(own.entries, TELLING).map(({ is, words, at, to }) => [is, words, at - T0, to && to - T0])
  expect(marks).toEqual([
    ['limits', 'HR 45–130 bpm: athlete', 60_000, null],
    ['alarm-off', 'HR alarm off: electrodes changed', 120_000, 180_000],
    ['limits', 'limits of the population again: as before', 180_000, null],
  ])
})

test('limits of each time are those of whom the patient was told to be then; what was set goes on', () => {
  const own = testStay()
  own.wait(120_000)
  own.act({ act: 'limits', vital: 'hr', low: 45, high: 130, reason: 'athlete' })
  const told = [...ADULT, { from: T0 + 60_000, population: 'paediatric' as const }, { from: T0 + 180_000, population: 'neonate' as const }]
  const steps = limitSteps(own.entries, told, T0, true)
  const of = (vital: string) => steps.filter((step) => step.vital === vital).map(({ from, low, high, by }) => [from - T0, low, high, by])
  expect(of('hr')).toEqual([
    [0, 50, 120, null],
    [60_000, 75, 160, null],
    [120_000, 45, 130, WREN.name],
  ])
  // Of the pulse nothing was set: it follows the heart's rate.
  expect(of('pr')).toEqual(of('hr'))
  expect(of('spo2')).toEqual([
    [0, 90, null, null],
    [180_000, 85, 95, null],
  ])
})

test('a pause is a span that ends by itself', () => {
  const own = testStay()
  own.act({ act: 'pause', on: true })
  expect(careMarks(own.entries, TELLING)).toMatchObject([{ is: 'pause', at: T0, to: null, by: 'R. Wren' }])
  own.wait(200_000)
  expect(careMarks(own.entries, TELLING)).toMatchObject([{ is: 'pause', at: T0, to: T0 + 120_000 }])
})

test('whatever is set, steps of a vital follow one another, differ, and begin with the preset', () => {
  const vital = fc.constantFrom('hr' as const, 'spo2' as const, 'rr' as const)
  const act = fc.oneof(
    fc.record({
      act: fc.constant('limits' as const),
      vital,
      low: fc.integer({ min: 1, max: 90 }),
      high: fc.integer({ min: 91, max: 99 }),
      reason: fc.constant('x'),
    }),
    fc.record({ act: fc.constant('off' as const), vital, reason: fc.constant('x') }),
    fc.record({ act: fc.constant('on' as const), vital }),
    fc.record({ act: fc.constant('order-off' as const), reason: fc.constant('x') }),
    fc.record({ act: fc.constant('order-on' as const) }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(act, fc.integer({ min: 0, max: 5000 })), { maxLength: 12 }), (acts) => {
      const own = testStay()
      for (const [one, then] of acts) {
        own.act(one as never)
        own.wait(then)
      }
      const steps = limitSteps(own.entries, ADULT, T0 as never, true)
      for (const key of LIMIT_KEYS) {
        const mine = steps.filter((step) => step.vital === key)
        expect(mine.length).toBeGreaterThan(0)
        if (mine[0]!.by === null) expect(mine[0]).toMatchObject(presetLimit('adult', key))
        for (const [i, step] of mine.entries()) {
          const before = mine[i - 1]
          if (!before) continue
          expect(step.from).toBeGreaterThan(before.from)
          expect([step.low, step.high]).not.toEqual([before.low, before.high])
        }
      }
    }),
    { numRuns: 60 },
  )
})
