// The steps of a first installation, by what the gateway knows.
import { expect, test } from 'vitest'
import { type Begun, nextStep, STEP_KEYS, STEPS, waits } from './begin.ts'

const NEW: Begun = { secondFactor: false, wards: 0, carers: 0, stations: 0, watched: false }
const all = { secondFactor: true, wards: 1, carers: 2, stations: 1, watched: true }

test.each([
  [NEW, 'factor'],
  [{ ...NEW, secondFactor: true }, 'ward'],
  [{ ...all, carers: 0 }, 'people'],
  // A station may be left out.
  [{ ...all, stations: 0, watched: false }, 'wave'],
  [{ ...all, stations: 0 }, null],
  [all, null],
] as const)('%#: next is %s', (begun, key) => expect(nextStep(begun)).toBe(key))

test('what asks for a ward waits for one', () => {
  expect(STEP_KEYS.filter((key) => waits(key, NEW))).toEqual(['people', 'station', 'wave'])
  expect(STEP_KEYS.filter((key) => waits(key, all))).toEqual([])
  expect(STEP_KEYS.filter((key) => STEPS[key].done(all))).toEqual(STEP_KEYS)
})
