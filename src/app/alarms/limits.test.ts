// Limits as they are typed: in the ward's unit and back, and what is wrong with them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMIT_KEYS, presetLimit } from '../../model/limits.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { VITALS } from '../../model/vitals.ts'
import { farWords, limitsInForce, limitTyped, typedOf, wrongTarget, wrongWords } from './limits.ts'

const OTHER = { pressure: 'kPa', temperature: '°F', glucose: 'mg/dL' } as const
const typed = (low: string, high: string) => ({ low, high, lowOff: low === '', highOff: high === '' })

test('every preset reads back as it is shown, in any unit', () => {
  for (const units of [UNITS_OF_TABLE, OTHER])
    for (const vital of LIMIT_KEYS)
      for (const population of ['adult', 'paediatric', 'neonate'] as const) {
        const shown = typedOf(vital, presetLimit(population, vital), units)
        expect(typedOf(vital, limitTyped(vital, shown, units), units), `${vital} ${population}`).toEqual(shown)
      }
})

test('in the table’s own unit nothing is rounded away', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LIMIT_KEYS), fc.double({ min: 0, max: 1, noNaN: true }), (vital, share) => {
      const [least, most] = VITALS[vital].plausible
      const text = (least + share * (most - least)).toFixed(VITALS[vital].digits)
      expect(limitTyped(vital, typed(text, ''), UNITS_OF_TABLE).low).toBeCloseTo(Number(text), 6)
    }),
  )
})

describe('what is wrong is said in words', () => {
  test.each<[string, string, string | null]>([
    ['50', '120', null],
    ['', '120', null],
    ['38,5', '120', null],
    ['fifty', '120', 'A limit must be a number, or off.'],
    ['5e1', '120', 'A limit must be a number, or off.'],
    [' ', '120', 'A limit must be a number, or off.'],
    ['120', '120', 'The low limit must be below the high one.'],
    ['130', '120', 'The low limit must be below the high one.'],
    ['50', '900', 'HR is measured from 0 to 350 bpm: a limit lies between.'],
  ])('%s to %s', (low, high, words) => {
    expect(wrongWords('adult', 'hr', limitTyped('hr', typed(low, high), UNITS_OF_TABLE), UNITS_OF_TABLE)).toBe(words)
  })
})

test('what will be seen all the time is said before it is set', () => {
  expect(farWords('adult', 'hr', { low: 35, high: 120 })).toMatch(/extreme/)
  expect(farWords('adult', 'hr', { low: null, high: 120 })).toMatch(/One of them/)
  expect(farWords('adult', 'hr', { low: 50, high: 120 })).toBeNull()
})

test('in force are the limits that were set here, else those of the preset', () => {
  const own = [{ vital: 'hr', low: 30, high: 165, extreme: true }] as const
  const rows = new Map(limitsInForce('paediatric', own, [{ vital: 'rr' }]).map((row) => [row.vital, row]))
  expect(rows.get('hr')).toEqual({ vital: 'hr', low: 30, high: 165, is: 'changed here, extreme' })
  expect(rows.get('rr')).toEqual({ vital: 'rr', ...presetLimit('paediatric', 'rr'), is: 'alarm off' })
  expect(rows.get('temp')).toMatchObject({ ...presetLimit('paediatric', 'temp'), is: null })
})

test('every preset is a limit that could alarm', () => {
  for (const vital of LIMIT_KEYS)
    for (const population of ['adult', 'paediatric', 'neonate'] as const)
      expect(wrongWords(population, vital, presetLimit(population, vital), UNITS_OF_TABLE), `${vital} ${population}`).toBeNull()
})
test('a limit that could not alarm is an alarm off, and one that could is none', () => {
  const wrong = (low: number | null, high: number | null) => wrongWords('adult', 'hr', { low, high }, UNITS_OF_TABLE)
  for (const [low, high] of [
    [null, null],
    [0, 350],
    [null, 300],
  ] as const)
    expect(wrong(low, high)).toContain('Alarm off…')
  for (const [low, high] of [
    [null, 120],
    [30, 350],
    [35, 160],
  ] as const)
    expect(wrong(low, high)).toBeNull()
})
test.each([
  [88, 92, null],
  [70, 85, null],
  [20, 30, 'An oxygen target lies between 70 and 100 %.'],
  [95, 101, 'An oxygen target lies between 70 and 100 %.'],
  [95, 90, 'The target’s lower end must be below its upper one.'],
  [Number.NaN, 90, 'An oxygen target is two numbers, from and to.'],
])('an oxygen target of %s to %s', (low, high, words) => {
  expect(wrongTarget({ low, high })).toBe(words)
})
