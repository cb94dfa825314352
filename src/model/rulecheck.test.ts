// The tables of alarms agree with each other; and where one did not, it would be found.
import { expect, test } from 'vitest'
import { POLICY } from './alarmpolicy.ts'
import { contradictions } from './rulecheck.ts'
import { HIDES, RULES, type Rule } from './rules.ts'
import { minutes, seconds } from './units.ts'

const tables = { rules: RULES as Readonly<Record<string, Rule>>, hides: HIDES, policy: POLICY }

test('no row contradicts another', () => {
  expect(contradictions(tables)).toEqual([])
})

const rule = (key: keyof typeof RULES, over: Partial<Rule>) => ({
  ...tables,
  rules: { ...tables.rules, [key]: { ...RULES[key], ...over } as Rule },
})
/** A table with one row spoilt, and what is found. */
const SPOILT: readonly (readonly [Parameters<typeof contradictions>[0], string])[] = [
  [rule('hr-high', { delay: minutes(11) }), 'hr-high: its delay lies outside of its range'],
  [rule('leads', { latch: 'sight' }), 'leads: a technical alarm latches'],
  [rule('obs-due', { priority: 'medium' }), 'obs-due: a notice has the priority of an alarm'],
  [rule('temp', { priority: 'notice' }), 'temp: an alarm has the priority of a notice'],
  [rule('desat', { latch: 'none' }), 'desat: a high alarm does not latch'],
  [rule('vf', { priority: 'medium' }), 'vf: an arrest is not high'],
  [rule('temp', { tile: '' }), 'temp: it says nothing'],
  [rule('pause', { condition: { is: 'no-beat', least: seconds(4), below: seconds(3), beats: 1 } }), 'pause: it ends before it begins'],
  [rule('desat', { vitals: ['pi'] }), 'desat: there is no limit of pi'],
  [{ ...tables, hides: { ...HIDES, 'hr-low': ['asystole'] } }, 'hr-low: it hides itself'],
  [{ ...tables, hides: { nobody: ['hr-low'] } }, 'hiding: there is no rule nobody'],
  [{ ...tables, policy: { silence: { default: 9, least: 1, most: 3 } } }, 'policy silence: its default lies outside of its range'],
]
test.each(SPOILT)('a row that contradicts is found %#', (spoilt, words) => {
  expect(contradictions(spoilt)).toContain(words)
})
