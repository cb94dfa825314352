// NEWS2: each edge of each band, the worked examples of FACTS §1.3, the triggers of §1.2, and the range over what is missing.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  hasRisen,
  narrowing,
  PART_KEYS,
  type Parts,
  pointsOf,
  printed,
  type Range,
  rangeOf,
  rankOf,
  refusal,
  TRIGGER_KEYS,
  TRIGGERS,
  triggerOf,
  worse,
} from './scores.ts'
import { ANY, summands } from './scorestest.ts'
import { hours } from './units.ts'

const NORMAL = { rr: 16, spo2: 97, oxygen: 'air', sys: 120, pulse: 72, consciousness: 'A', temp: 36.8 } as const
const sum = (parts: Parts, scale: 1 | 2): number => rangeOf(parts, scale).low

// [FACTS §1.1] value:points, at each edge and a step to either side.
const EDGES = [
  ['rr', '7:3 8:3 9:1 10:1 11:1 12:0 13:0 19:0 20:0 21:2 22:2 23:2 24:2 25:3 26:3'],
  ['sys', '89:3 90:3 91:2 99:2 100:2 101:1 109:1 110:1 111:0 218:0 219:0 220:3 221:3'],
  ['pulse', '39:3 40:3 41:1 49:1 50:1 51:0 89:0 90:0 91:1 109:1 110:1 111:2 129:2 130:2 131:3'],
  ['temp', '34.9:3 35:3 35.1:1 35.9:1 36:1 36.1:0 37.9:0 38:0 38.1:1 38.9:1 39:1 39.1:2 39.2:2'],
] as const
const at = (text: string): readonly number[] => text.split(' ').map((edge) => Number(edge.split(':')[0]))
test.each(EDGES)('each edge of %s', (part, text) => {
  for (const scale of [1, 2] as const)
    expect(
      at(text)
        .map((value) => `${value}:${pointsOf({ ...NORMAL, [part]: value }, scale)[part]}`)
        .join(' '),
    ).toBe(text)
})

const SCALE_1 = '90:3 91:3 92:2 93:2 94:1 95:1 96:0 97:0 100:0'
test.each([
  [1, 'air', SCALE_1],
  [1, 'oxygen', SCALE_1],
  [2, 'air', '82:3 83:3 84:2 85:2 86:1 87:1 88:0 92:0 93:0 94:0 95:0 96:0 97:0 100:0'],
  [2, 'oxygen', '82:3 83:3 84:2 85:2 86:1 87:1 88:0 91:0 92:0 93:1 94:1 95:2 96:2 97:3 98:3'],
] as const)('each edge of saturation, scale %s on %s', (scale, oxygen, text) => {
  expect(
    at(text)
      .map((spo2) => `${spo2}:${pointsOf({ ...NORMAL, oxygen, spo2 }, scale).spo2}`)
      .join(' '),
  ).toBe(text)
})

test.each([
  ['A', 0],
  ['C', 3],
  ['V', 3],
  ['P', 3],
  ['U', 3],
] as const)('consciousness %s is %s', (consciousness, points) => {
  expect(pointsOf({ ...NORMAL, consciousness }, 1).consciousness).toBe(points)
})
test.each([
  ['air', 0],
  ['oxygen', 2],
] as const)('%s is %s', (oxygen, points) => {
  expect(pointsOf({ ...NORMAL, oxygen }, 1).oxygen).toBe(points)
})

// [FACTS §1.3]
const EXAMPLES = [
  ['normal', 16, 97, 'air', 1, 120, 72, 'A', 36.8, '0+0+0+0+0+0+0', 0, 'zero'],
  ['five low edges', 11, 95, 'air', 1, 110, 50, 'A', 36.0, '1+1+0+1+1+0+1', 5, 'medium'],
  ['high edges', 21, 96, 'air', 1, 111, 91, 'A', 38.1, '2+0+0+0+1+0+1', 4, 'low'],
  ['one red only', 16, 97, 'air', 1, 89, 72, 'A', 37.0, '0+0+0+3+0+0+0', 3, 'single'],
  ['new confusion only', 18, 96, 'air', 1, 130, 88, 'C', 37.2, '0+0+0+0+0+3+0', 3, 'single'],
  ['sepsis', 26, 92, 'oxygen', 1, 98, 118, 'A', 38.9, '3+2+2+2+2+0+1', 12, 'high'],
  ['COPD on air', 22, 90, 'air', 2, 132, 96, 'A', 37.1, '2+0+0+0+1+0+0', 3, 'low'],
  ['COPD 28 %', 22, 90, 'oxygen', 2, 132, 96, 'A', 37.1, '2+0+2+0+1+0+0', 5, 'medium'],
  ['COPD over-oxygenated', 14, 98, 'oxygen', 2, 130, 84, 'A', 36.9, '0+3+2+0+0+0+0', 5, 'medium'],
  ['the same on scale 1', 14, 98, 'oxygen', 1, 130, 84, 'A', 36.9, '0+0+2+0+0+0+0', 2, 'low'],
  ['scale 2, 97 on air', 18, 97, 'air', 2, 128, 80, 'A', 36.7, '0+0+0+0+0+0+0', 0, 'zero'],
  ['opioid', 7, 88, 'oxygen', 1, 101, 58, 'P', 36.2, '3+3+2+1+0+3+0', 12, 'high'],
  ['maximum', 8, 83, 'oxygen', 1, 90, 131, 'U', 35.0, '3+3+2+3+3+3+3', 20, 'high'],
  ['systolic 220', 20, 96, 'air', 1, 220, 90, 'A', 38.0, '0+0+0+3+0+0+0', 3, 'single'],
  ['temperature 39.0', 20, 96, 'air', 1, 111, 90, 'A', 39.0, '0+0+0+0+0+0+1', 1, 'low'],
  ['cold and slow', 12, 96, 'air', 1, 111, 40, 'A', 35.0, '0+0+0+0+3+0+3', 6, 'medium'],
  ['edges of scale 2', 24, 87, 'oxygen', 2, 219, 130, 'V', 39.1, '2+1+2+0+2+3+2', 12, 'high'],
  ['scale 2, 93 on oxygen', 20, 93, 'oxygen', 2, 111, 51, 'A', 36.1, '0+1+2+0+0+0+0', 3, 'low'],
] as const
for (const [name, rr, spo2, oxygen, scale, sys, pulse, consciousness, temp, terms, total, trigger] of EXAMPLES)
  test(name, () => {
    const parts = { rr, spo2, oxygen, sys, pulse, consciousness, temp }
    const points = pointsOf(parts, scale)
    expect(PART_KEYS.map((part) => points[part]).join('+')).toBe(terms)
    expect(rangeOf(parts, scale)).toEqual({ low: total, high: total })
    expect(triggerOf(total, Object.values(points).includes(3))).toBe(trigger)
  })

// [FACTS §1.2]: precedence, interval (h), within (min).
test.each([
  [0, false, 'zero', 12, null],
  [1, false, 'low', 4, null],
  [4, false, 'low', 4, null],
  [3, true, 'single', 1, null],
  [4, true, 'single', 1, null],
  [5, false, 'medium', 1, 60],
  [5, true, 'medium', 1, 60],
  [6, true, 'medium', 1, 60],
  [7, false, 'high', 1, 30],
  [20, true, 'high', 1, 30],
] as const)('a total of %s, a single 3: %s → %s', (total, three, key, every, within) => {
  expect(triggerOf(total, three)).toBe(key)
  expect(TRIGGERS[key].every).toBe(hours(every))
  expect(TRIGGERS[key].within).toBe(within === null ? null : within * 60_000)
  expect(TRIGGERS[key].continuous).toBe(total >= 7)
})
test('triggers stand in order, and the worse of two is the later', () => {
  expect(TRIGGER_KEYS.map(rankOf)).toEqual([0, 1, 2, 3, 4])
  expect([hasRisen('zero', 'low'), hasRisen('low', 'single'), hasRisen('medium', 'medium'), hasRisen('high', 'low')]).toEqual([
    false,
    true,
    false,
    false,
  ])
  expect([worse('low', 'single'), worse('high', 'medium'), worse('zero', 'zero')]).toEqual(['single', 'high', 'zero'])
})

// [FACTS §1.1, §1.6]: half up to the printed decimals; zero and what cannot be are no values.
test.each([
  ['temp', 38.04, 38],
  ['temp', 38.05, 38.1],
  ['temp', 35.04, 35],
  ['temp', 35.05, 35.1],
  ['temp', 4, null],
  ['rr', 8.5, 9],
  ['rr', 24.49, 24],
  ['rr', 0, null],
  ['spo2', 91.5, 92],
  ['spo2', 0, null],
  ['spo2', 101, null],
  ['pulse', 0.4, null],
  ['pulse', -3, null],
  ['sys', Number.NaN, null],
  ['sys', 100.5, 101],
] as const)('%s %s is scored as %s', (part, value, scored) => {
  expect(printed(part, value)).toBe(scored)
})
test('zeros widen the range and never score 3', () => {
  const zeros = { ...NORMAL, rr: 0, spo2: 0, sys: 0, pulse: 0, temp: 0 }
  expect(rangeOf(zeros, 1)).toEqual({ low: 0, high: 15 })
  expect(pointsOf(zeros, 1)).toMatchObject({ rr: null, spo2: null, sys: null, pulse: null, temp: null, consciousness: 0 })
})

const known = fc.record({
  rr: fc.integer({ min: 1, max: 60 }),
  spo2: fc.integer({ min: 60, max: 100 }),
  oxygen: fc.constantFrom('air', 'oxygen'),
  sys: fc.integer({ min: 40, max: 260 }),
  pulse: fc.integer({ min: 20, max: 200 }),
  consciousness: fc.constantFrom('A', 'C', 'V', 'P', 'U'),
  temp: fc.integer({ min: 320, max: 420 }).map((tenths) => tenths / 10),
})
const scales = fc.constantFrom(1, 2)
const missing = fc.subarray([...PART_KEYS])
const without = (parts: Parts, left: readonly string[]): Parts => ({ ...parts, ...Object.fromEntries(left.map((part) => [part, null])) })

/** All that the missing parts can be, tried out. */
function bruteForce(parts: Parts, scale: 1 | 2): Range {
  let totals: number[] = []
  const fill = (filled: Parts, rest: readonly (keyof Parts)[]): void => {
    const [part, ...others] = rest
    if (part === undefined) totals.push(summands(filled as Parameters<typeof summands>[0], scale).reduce((a, b) => a + b, 0))
    else for (const value of ANY[part]) fill({ ...filled, [part]: value }, others)
  }
  fill(
    parts,
    PART_KEYS.filter((part) => parts[part] === null),
  )
  totals = totals.toSorted((a, b) => a - b)
  return { low: totals[0]!, high: totals.at(-1)! }
}

test('any set scores as the chart written out another way', () => {
  fc.assert(
    fc.property(known, scales, (parts, scale) => {
      expect(Object.values(pointsOf(parts, scale))).toEqual(summands(parts, scale))
    }),
    { numRuns: 2000 },
  )
})

test('the range is that of all that the missing parts can be', () => {
  fc.assert(
    fc.property(known, scales, missing, (parts, scale, left) => {
      const partial = without(parts, left)
      expect(rangeOf(partial, scale)).toEqual(bruteForce(partial, scale))
    }),
    { numRuns: 300 },
  )
})

test('nothing that is found leaves more than the observation that narrows most promises', () => {
  fc.assert(
    fc.property(known, scales, missing, known, (parts, scale, left, found) => {
      const partial = without(parts, left)
      const best = narrowing(partial, scale)
      expect(best === null).toBe(left.length === 0)
      if (best === null) return
      const width = ({ low, high }: Range): number => high - low
      const worst = (part: keyof Parts): number =>
        Math.max(...ANY[part].map((value) => width(bruteForce({ ...partial, [part]: value }, scale))))
      expect(width(rangeOf({ ...partial, [best]: found[best] }, scale))).toBeLessThanOrEqual(worst(best))
      for (const part of left) expect(worst(best)).toBeLessThanOrEqual(worst(part))
    }),
    { numRuns: 40 },
  )
})
test('with saturation of 97 on scale 2, whether oxygen is given decides most', () => {
  const parts = { ...NORMAL, oxygen: null, consciousness: null } as const
  expect(rangeOf(parts, 2)).toEqual({ low: 0, high: 8 })
  expect(narrowing(parts, 2)).toBe('oxygen')
  expect(narrowing(parts, 1)).toBe('consciousness')
})

test.each([
  [15.99, 'no', 'under-16'],
  [16, 'no', null],
  [0, 'no', 'under-16'],
  [27, 'yes', 'pregnant'],
  [27, 'unknown', null],
  [null, 'no', 'age-unknown'],
  [Number.NaN, 'yes', 'age-unknown'],
  [12, 'yes', 'under-16'],
] as const)('age %s, pregnant %s: %s', (age, pregnant, why) => {
  expect(refusal({ age, pregnant })).toBe(why)
})
test('the most that it can be is 20', () => {
  const nothing = without(NORMAL, PART_KEYS)
  expect(rangeOf(nothing, 1)).toEqual({ low: 0, high: 20 })
  expect(sum(NORMAL, 1)).toBe(0)
})
