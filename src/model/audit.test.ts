// The table of kinds, and that a record holds what it must and nothing it must not.
import { expect, test } from 'vitest'
import { AUDIT_KIND_KEYS, AUDIT_KINDS, AuditEvent } from './audit.ts'

const EVENT: AuditEvent = {
  kind: 'names-read',
  at: 1_790_000_000_000,
  actor: { is: 'person', id: 'p1', name: 'R. Wren', roles: ['nurse'], station: { id: 's1', name: 'desk' }, address: '127.0.0.1' },
  outcome: 'done',
  purpose: 'treatment',
  ward: '4B',
  stays: ['stay-1'],
  person: null,
  why: null,
  until: null,
  names: true,
  late: false,
}

test('numbers of kinds are unique and fit two bytes', () => {
  const numbers = Object.values(AUDIT_KINDS).map(({ number }) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const number of numbers) expect(number > 0 && number < 65_536 && Number.isInteger(number)).toBe(true)
})

test.each(AUDIT_KIND_KEYS)('%s fits the record and has words without a capital', (kind) => {
  expect(AuditEvent.parse({ ...EVENT, kind })).toEqual({ ...EVENT, kind })
  expect(AUDIT_KINDS[kind].words).toMatch(/^[a-z]/)
})

test.each([
  ['a value', { value: 84 }],
  ['an unknown kind', { kind: 'peeked' }],
  ['no actor', { actor: null }],
  ['a time that is none', { at: Number.NaN }],
  ['too many stays', { stays: Array.from({ length: 257 }, () => 's') }],
])('refuses %s', (_, over) => {
  expect(AuditEvent.safeParse({ ...EVENT, ...over }).success).toBe(false)
})
