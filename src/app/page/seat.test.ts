// What a screen says of who sits at it.
import { expect, test } from 'vitest'
import type { Authority } from '../../model/wire.ts'
import { emergencyWords, namelessWords, seatOf, seesNames } from './seat.ts'

const desk = { name: 'Desk 1', kind: 'ward-station' } as const
const of = (more: Partial<Authority>): Authority => ({
  is: 'person',
  name: 'R. Wren',
  roles: ['nurse'],
  station: null,
  emergencies: [],
  ended: null,
  ...more,
})

test.each<[string, Authority | null, string | null]>([
  ['a nurse in a browser of her own', of({}), 'R. Wren | nurse | sign-out'],
  ['two roles', of({ roles: ['nurse', 'charge-nurse'] }), 'R. Wren | nurse, charge nurse | sign-out'],
  ['without a role', of({ roles: [] }), 'R. Wren | no role | sign-out'],
  ['at a station', of({ station: desk }), 'R. Wren | nurse · Desk 1 | lock, L'],
  [
    'a locked station',
    of({ is: 'station', name: 'Desk 1', roles: ['station'], station: desk }),
    'STATION Desk 1 | locked, initials only | take-over, L',
  ],
  [
    'a wall display',
    of({ is: 'wall-display', name: 'Hall', roles: ['wall-display'], station: { name: 'Hall', kind: 'wall-display' } }),
    'WALL DISPLAY | Hall | null',
  ],
  ['nobody', of({ is: 'nobody', name: 'nobody', roles: [] }), null],
  ['nothing told yet', null, null],
])('%s', (_, authority, words) => {
  const seat = seatOf(authority)
  expect(seat && `${seat.who} | ${seat.more} | ${seat.act}${seat.handsOver ? ', L' : ''}`).toBe(words)
})

test('only a person sees names, and where none stands it is said why', () => {
  const station = of({ is: 'station', station: desk })
  expect([of({}), station, of({ is: 'wall-display' }), null].map(seesNames)).toEqual([true, false, false, false])
  expect(namelessWords(station, null)).toBe('initials only: take over to see names')
  expect(namelessWords(of({}), 'audit-down')).toBe('name not shown: the audit cannot be written')
  expect(namelessWords(of({}), null)).toBe('name not known')
  expect(namelessWords(of({}), null, true)).toBe('initials only: this ward is not one of yours')
})

test('an emergency says its end in the zone of the ward, and its reason', () => {
  const emergency = { id: 'e', ward: '4B', until: Date.UTC(2026, 10, 24, 13, 5), reason: 'cardiac arrest in 12' }
  expect(emergencyWords(emergency, 'Europe/Berlin')).toBe('until 14:05: cardiac arrest in 12, recorded and reviewed')
})
