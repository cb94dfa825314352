// Records in words, row by row.
import { expect, test } from 'vitest'
import type { AuditEvent } from '../../model/audit.ts'
import { eventWords, long } from './words.ts'

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
test.each([
  [{}, 'R. Wren (nurse) at the desk watched the ward 4B, with names, for 5 min'],
  [
    { purpose: 'emergency', stays: ['a', 'b'] },
    'R. Wren (nurse) at the desk watched the ward 4B, with names, for 5 min, 2 patients, EMERGENCY',
  ],
  [
    { kind: 'grants-changed', ward: null, until: null, names: false, stays: [], person: { id: 'q', name: 'P. Heron' } },
    'R. Wren (nurse) at the desk grants changed of P. Heron',
  ],
  [
    {
      kind: 'sign-in-failed',
      actor: { ...EVENT.actor, name: 'unknown login', roles: [], station: null },
      ward: null,
      until: null,
      names: false,
      stays: [],
      outcome: 'failed',
    },
    'unknown login sign-in failed, failed',
  ],
] as const)('%#', (over, expected) => {
  expect(eventWords({ ...EVENT, ...over } as AuditEvent)).toBe(expected)
})
test.each([
  [0, '0 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [7_500_000, '2 h 5 min'],
] as const)('%i ms is %s', (ms, words) => {
  expect(long(ms)).toBe(words)
})
