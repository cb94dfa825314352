// What each browser is shown, row by row; and how often a touch is told.
import { expect, test } from 'vitest'
import type { Me } from '../../model/me.ts'
import { mayTell, TOLD_EVERY } from './activity.ts'
import { gateOf } from './gate.ts'

const ME: Me = {
  authority: { is: 'nobody', name: 'nobody', roles: [], station: null, emergencies: [], ended: null },
  next: null,
  idleIn: null,
  endsIn: null,
  account: null,
  may: [],
  demo: false,
  demoPin: null,
  setUp: false,
  singleSignOn: null,
  toReview: 0,
}
const as = (is: Me['authority']['is']): Me['authority'] => ({ ...ME.authority, is })

test.each([
  ['nothing answered yet', null, 'wait'],
  ['nobody', ME, 'sign-in'],
  ['nobody in the demo', { ...ME, demo: true }, 'demo'],
  ['no account yet', { ...ME, setUp: true }, 'set-up'],
  ['a step to do', { ...ME, next: 'second-factor' }, 'second-factor'],
  ['a step to do in the demo', { ...ME, demo: true, next: 'change-password' }, 'change-password'],
  ['a person', { ...ME, authority: as('person') }, 'app'],
  ['a locked station', { ...ME, authority: as('station') }, 'app'],
  ['a wall display', { ...ME, authority: as('wall-display') }, 'app'],
] as const)('%s → %#', (_, me, expected) => {
  expect(gateOf(me)).toBe(expected)
})

test('a touch is told at once, then not before its time', () => {
  expect([mayTell(null, 0), mayTell(0, TOLD_EVERY - 1), mayTell(0, TOLD_EVERY)]).toEqual([true, false, true])
})
