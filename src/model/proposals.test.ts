// Proposed limits: the published formulae with their worked values, guard rails, refusals, and what they would have raised and missed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { POPULATIONS } from './census.ts'
import { calculated } from './formulae.ts'
import { isExtreme, LIMIT_KEYS, type LimitKey, presetLimit, railsOf } from './limits.ts'
import { type NO_PROPOSAL, type ProposalAsked, propose, railed, type ScoreNow } from './proposals.ts'
import { compare, episodes } from './replay.ts'
import { at, minutes, seconds } from './units.ts'
import { VITALS } from './vitals.ts'

// FACTS §2.7: the table, and its worked values HR 72, SYS 120, newborn HR 140.
test.each([
  ['adult', 'hr', 72, 57.6, 90, 'MINDN'],
  ['paediatric', 'hr', 45, 40, 56.25, 'MINDN'],
  ['adult', 'pr', 200, 160, 240, 'MINDN'],
  ['neonate', 'hr', 140, 110, 180, 'MINDN'],
  ['neonate', 'hr', 110, 90, 150, 'MINDN'],
  ['neonate', 'hr', 170, 140, 200, 'MINDN'],
  ['adult', 'rr', 16, 8, 24, 'MINDN'],
  ['adult', 'rr', 10, 6, 15, 'MINDN'],
  ['adult', 'rr', 24, 12, 30, 'MINDN'],
  ['neonate', 'rr', 45, 35, 70, 'MINDN'],
  ['adult', 'nibp-sys', 120, 91.6, 141.2, 'MINDN'],
  ['adult', 'art-dia', 70, 53.6, 92.2, 'MINDN'],
  ['adult', 'nibp-mean', 85, 65.8, 108.1, 'MINDN'],
  ['neonate', 'nibp-sys', 65, 50, 80, 'MINDN'],
  ['neonate', 'nibp-dia', 30, 20, 45, 'MINDN'],
  ['neonate', 'art-mean', 85, 70, 95, 'MINDN'],
  ['adult', 'temp', 37.2, 36.7, 37.7, 'MINDN, VS30'],
  ['adult', 'etco2', 33, 29, 41, 'VS30'],
  ['adult', 'etco2', 35, 29, 41, 'VS30'],
  ['adult', 'etco2', 40, 34, 46, 'VS30'],
  ['adult', 'etco2', 45, 39, 51, 'VS30'],
  ['adult', 'etco2', 47, 39, 51, 'VS30'],
  ['adult', 'spo2', 96, 91.2, null, 'DRAEG'],
  ['neonate', 'spo2', 92, 87.4, 95, 'DRAEG'],
] as const)('%s %s %d → %d, %d [%s]', (population, vital, value, low, high, source) => {
  const found = calculated(population, vital, value)!
  expect(found.source).toBe(source)
  expect(found.low).toBeCloseTo(low, 6)
  if (high === null) expect(found.high).toBeNull()
  else expect(found.high).toBeCloseTo(high, 6)
})
test.each([31.9, 48.1])('EtCO₂ %d: no change [VS30]', (value) => expect(calculated('adult', 'etco2', value)).toBeNull())
test('glucose has no formula', () => expect(calculated('adult', 'glucose', 5)).toBeNull())

test('rounded half up as on a chart: HR 72 → 58 and 90, SYS 120 → 92 and 141; the rails then hold the high one at 100', () => {
  expect(railed('adult', 'nibp-sys', { low: 91.6, high: 141.2 })).toEqual({ low: 92, high: 141, railed: [] })
  expect(railed('adult', 'hr', { low: 57.6, high: 90 })).toEqual({ low: 58, high: 100, railed: ['high'] })
})

const WELL: ScoreNow = { charted: 1, overdue: false, running: { low: 1, high: 4 }, refused: null }
const NOW = at(minutes(1440))
const minute = (value: number, from = 0, to = 1440) => Array.from({ length: to - from }, (_, i) => ({ at: at(minutes(from + i)), value }))
const asked = (over: Partial<ProposalAsked> = {}): ProposalAsked => {
  const vital: LimitKey = over.vital ?? 'hr'
  return {
    vital,
    population: 'adult',
    limit: presetLimit('adult', vital),
    delay: seconds(10),
    points: minute(72),
    now: NOW,
    score: WELL,
    alarmed: false,
    target: false,
    ...over,
  }
}

test('a proposal says its value, its limits, its source and the day that it was held against', () => {
  const points = [...minute(72, 0, 600), ...minute(125, 600, 605), ...minute(72, 605, 700), ...minute(54, 700, 702), ...minute(72, 702)]
  expect(propose(asked({ points }))).toEqual({
    is: 'proposed',
    value: 72,
    low: 58,
    high: 100,
    railed: ['high'],
    source: 'MINDN',
    compared: { present: 1, proposed: 2, missed: 0, more: 1, points: 1440 },
  })
})

test.each([
  ['alarm-stands', { alarmed: true }],
  ['news2-high', { score: { charted: 5, overdue: false, running: { low: 1, high: 2 }, refused: null } }],
  ['news2-high', { score: { charted: 2, overdue: false, running: { low: 5, high: 8 }, refused: null } }],
  ['news2-unknown', { score: { charted: null, overdue: false, running: { low: 2, high: 5 }, refused: null } }],
  ['news2-unknown', { score: { charted: null, overdue: false, running: null, refused: null } }],
  ['news2-unknown', { score: { charted: 3, overdue: true, running: { low: 4, high: 12 }, refused: null } }],
  ['news2-none', { score: { charted: 0, overdue: false, running: { low: 0, high: 0 }, refused: 'other' } }],
  ['age-unknown', { population: 'unknown' }],
  ['target-ordered', { vital: 'spo2', target: true, points: minute(92) }],
  ['no-formula', { vital: 'glucose', points: minute(5) }],
  ['too-few-values', { points: minute(72, 0, 1400) }],
  ['value-not-usual', { vital: 'etco2', points: minute(30) }],
  ['rails-leave-none', { points: minute(36) }],
  ['no-change', { limit: { low: 58, high: 100 } }],
] as const satisfies readonly (readonly [keyof typeof NO_PROPOSAL, Partial<ProposalAsked>])[])('refused: %s', (why, over) => {
  expect(propose(asked(over))).toEqual({ is: 'refused', why })
})
test.each([
  ['4 charted', { charted: 4, overdue: false, running: null, refused: null }],
  ['4 charted, running 3–6 as consciousness is missing', { charted: 4, overdue: false, running: { low: 3, high: 6 }, refused: null }],
  ['3 charted and the next one overdue, running 0–4', { charted: 3, overdue: true, running: { low: 0, high: 4 }, refused: null }],
  ['none charted, running 0–4', { charted: null, overdue: false, running: { low: 0, high: 4 }, refused: null }],
  ['a child, for whom NEWS2 is not', { charted: null, overdue: false, running: null, refused: 'child' }],
] as const)('not refused: %s', (_, score) => expect(propose(asked({ score })).is).toBe('proposed'))

test('no proposal passes the guard rails, is extreme, turned over or on the wrong side of the patient; unwell gets none', () => {
  const score = fc.record({
    charted: fc.option(fc.integer({ min: 0, max: 20 })),
    overdue: fc.boolean(),
    running: fc.option(
      fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })).map(([low, more]) => ({ low, high: low + more })),
    ),
    refused: fc.constantFrom(null, 'child' as const, 'other' as const),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...LIMIT_KEYS),
      fc.constantFrom(...POPULATIONS),
      fc.double({ min: 0, max: 1, noNaN: true }),
      score,
      fc.boolean(),
      (vital, population, part, score, alarmed) => {
        const [least, most] = VITALS[vital].plausible
        const value = least + part * (most - least)
        const said = propose(
          asked({ vital, population, score, alarmed, limit: presetLimit(population, vital), points: minute(value, 1400) }),
        )
        if (said.is === 'refused') return
        expect(alarmed).toBe(false)
        expect(score.refused).not.toBe('other')
        if (score.refused === null) expect(Math.max(score.charted ?? 0, score.running?.low ?? 0)).toBeLessThan(5)
        const [lowest, highestLow, lowestHigh, highest] = railsOf(population, vital)
        if (said.low !== null) expect(said.low >= lowest && said.low <= highestLow && said.low <= value).toBe(true)
        if (said.high !== null) expect(said.high >= lowestHigh && said.high <= highest && said.high >= value).toBe(true)
        if (said.low !== null && said.high !== null) expect(said.low).toBeLessThan(said.high)
        expect(isExtreme(population, vital, said)).toBe(false)
      },
    ),
    { numRuns: 1000 },
  )
})

const s = (...values: (number | null)[]) => values.flatMap((value, i) => (value === null ? [] : [{ at: at(seconds(i)), value }]))
const LIMIT = { low: 50, high: 120 }
test.each([
  ['holds as long as its delay', [60, 130, 130, 130, 60], 2, 1],
  ['over before its delay', [60, 130, 130, 60], 2, 0],
  ['on its limit is inside', [120, 50, 120, 50], 0, 0],
  ['from one side to the other is two', [130, 130, 130, 40, 40, 40], 1, 2],
  ['one reading is enough without delay', [130], 0, 1],
] as const)('episodes: %s', (_, values, delay, count) => {
  expect(episodes(s(...values), LIMIT, seconds(delay), seconds(1)).length).toBe(count)
})
test('over a gap nothing goes on', () => {
  const points = [...minute(130, 0, 2), ...minute(130, 6, 8)]
  expect(episodes(points, LIMIT, seconds(10))).toHaveLength(2)
})
test('wider limits raise no more than narrower ones miss: compared with itself nothing is missed or more', () => {
  const points = fc.array(fc.integer({ min: 30, max: 150 }), { maxLength: 200 }).map((values) => s(...values))
  fc.assert(
    fc.property(points, fc.nat({ max: 5 }), (given, delay) => {
      const same = compare(given, LIMIT, LIMIT, seconds(delay), seconds(1))
      expect(same).toEqual({ present: same.present, proposed: same.present, missed: 0, more: 0, points: given.length })
      // Outside of the wider is outside of the narrower: nothing is raised by the wider alone.
      expect(compare(given, LIMIT, { low: 40, high: 130 }, seconds(delay), seconds(1)).more).toBe(0)
    }),
  )
})
