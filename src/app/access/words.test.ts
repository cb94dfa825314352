// Records in words, row by row.
import { expect, test } from 'vitest'
import type { AuditEvent } from '../../model/audit.ts'
import { actorWords, grantWords, long, whatWords, whyWords } from './words.ts'

const EVENT: AuditEvent = {
  kind: 'watched',
  at: 0,
  until: 300_000,
  actor: { is: 'person', id: 'p', name: 'R. Wren', roles: ['nurse'], station: { id: 's', name: 'the desk' }, address: null },
  outcome: 'done',
  purpose: 'treatment',
  ward: '4B',
  stays: ['a'],
  person: null,
  why: null,
  names: true,
  late: false,
}
const BARE = { ward: null, until: null, names: false, stays: [] } as const
test.each([
  [{}, 'watched the ward 4B, with names, for 5 min'],
  [{ purpose: 'emergency', stays: ['a', 'b'] }, 'watched the ward 4B, with names, for 5 min, 2 patients, EMERGENCY'],
  [{ ...BARE, kind: 'grants-changed', person: { id: 'q', name: 'P. Heron' } }, 'grants changed: P. Heron'],
  [{ ...BARE, kind: 'sign-in-failed', outcome: 'failed' }, 'sign-in failed'],
  [{ ...BARE, kind: 'refused', ward: '4B', outcome: 'refused' }, 'was refused, ward 4B'],
  [{ ...BARE, kind: 'audit-verified', outcome: 'failed' }, 'verified the audit, failed'],
] as const)('%#', (over, expected) => {
  expect(whatWords({ ...EVENT, ...over } as AuditEvent)).toBe(expected)
})
test.each([
  [{}, 'nurse, at the desk'],
  [{ roles: [], station: null }, ''],
  [{ is: 'station', roles: ['station'] }, 'enrolled screen, nobody signed in'],
] as const)('who: %#', (over, expected) => {
  expect(actorWords({ ...EVENT.actor, ...over } as AuditEvent['actor'])).toBe(expected)
})
test.each([
  [null, ''],
  ['demo at a ward-station', 'a click in the demo, at a ward station'],
  ['pin at a workstation', 'PIN, at a workstation'],
  ['handed-over', 'handed over to the next person'],
  ['fell in the hall', 'fell in the hall'],
  ['she fell at a bed', 'she fell at a bed'],
] as const)('why: %s', (why, words) => {
  expect(whyWords(why)).toBe(words)
})
test.each([
  [[], ''],
  [[['administrator', null]], 'administrator'],
  [
    [
      ['nurse', '4B'],
      ['physician', '4B'],
      ['nurse', 'ICU'],
    ],
    'nurse on 4B, ICU; physician on 4B',
  ],
] as const)('grants: %#', (rows, words) => {
  expect(grantWords(rows.map(([role, ward]) => ({ role, ward, until: null })))).toBe(words)
})
test('a grant with an end says so', () => {
  expect(grantWords([{ role: 'nurse', ward: '4B', until: Date.UTC(2026, 10, 25, 12) }])).toBe('nurse on 4B until 25 Nov 2026')
})
test.each([
  [0, 'less than 1 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [7_500_000, '2 h 5 min'],
] as const)('%i ms is %s', (ms, words) => {
  expect(long(ms)).toBe(words)
})
