// The tables of alarms hold together; rows that contradict another are found.
import { expect, test } from 'vitest'
import { POLICY } from './alarmpolicy.ts'
import { presetLimit } from './limits.ts'
import { HIDES, RULES } from './rules.ts'
import { checkTables, contradictions, type Tables } from './rulescheck.ts'
import { ms } from './units.ts'

const HERE: Tables = { rules: RULES, hides: HIDES, limit: presetLimit, policy: POLICY }
const rule = (key: keyof typeof RULES, over: object): Tables => ({ ...HERE, rules: { ...RULES, [key]: { ...RULES[key], ...over } } })

test('our own hold', () => {
  expect(contradictions(HERE)).toEqual([])
  expect(() => checkTables()).not.toThrow()
})

test.each([
  ['rule hr-high: a delay of 700000 ms', rule('hr-high', { delay: ms(700_000) })],
  ['rule asystole: an arrest that is not high', rule('asystole', { priority: 'medium' })],
  ['rule probe: technical alarms never latch', rule('probe', { latch: 'sight' })],
  ['rule late: a notice is of priority notice', rule('late', { priority: 'low' })],
  ['rule desat: a notice is of priority notice', rule('desat', { priority: 'notice' })],
  ['rule temp: no such arming: constructor', rule('temp', { arming: 'constructor' })],
  ['rule temp: no such vital: tmp', rule('temp', { vitals: ['tmp'] })],
  ['rule pause: a pause that is shorter', rule('pause', { condition: { is: 'no-beat', least: ms(3000), below: ms(3000), beats: 1 } })],
  ['hides vf: no such rule: vtt', { ...HERE, hides: { ...HIDES, vf: ['vtt'] } }],
  ['hides vf: it hides itself', { ...HERE, hides: { ...HIDES, pause: ['vf'] } }],
  ['limit hr of adult: limit-low-above-high', { ...HERE, limit: () => ({ low: 90, high: 80 }) }],
  [
    'limit glucose of neonate: beyond its rails',
    { ...HERE, limit: (p, v) => (v === 'glucose' ? { low: 1, high: null } : presetLimit(p, v)) },
  ],
  ['policy silence: 400000 is not within', { ...HERE, policy: { ...POLICY, silence: { ...POLICY.silence, default: 400_000 } } }],
] as readonly (readonly [string, Tables])[])('%s', (words, tables) => {
  expect(contradictions(tables).join('\n')).toContain(words)
  expect(() => checkTables(tables)).toThrow(RangeError)
})
