// While nothing can be kept: what ends sessions ends them all the same, and nobody is kept from the ward.
import { beforeEach, expect, test } from 'vitest'
import { type BareHouse, bareHouse, NOWHERE, withSecret } from '../barehouse.ts'
import { inWard } from '../harness.ts'
import type { Credentials } from './access.ts'
import type { Person } from './parts.ts'

let house: BareHouse
let nurse: Person
let here: Credentials
let elsewhere: Credentials
beforeEach(async () => {
  house = await bareHouse()
  nurse = await house.person('reed', [inWard('nurse')])
  here = withSecret(house, await house.signIn.password('reed', 'password', NOWHERE))
  elsewhere = withSecret(house, await house.signIn.password('reed', 'password', NOWHERE))
})
const code = (error: { code?: string }) => error.code

const ACTS: Readonly<Record<string, { act: () => Promise<unknown>; why: string; note: string }>> = {
  'a new password': {
    act: () => house.ask('POST /api/account/password', { before: 'password', password: 'otter lamp quarry' }, here),
    why: 'password-changed',
    note: 'secret-changed',
  },
  'a reset': {
    act: () => house.ask('POST /api/people/reset', { id: nurse.id, what: 'password' }, here),
    why: 'reset',
    note: 'secret-reset',
  },
  'a disabled account': {
    act: () => house.ask('POST /api/people/disable', { id: nurse.id, disabled: true }, here),
    why: 'disabled',
    note: 'person-changed',
  },
  'a grant taken away': {
    act: () => house.ask('POST /api/people/grants', { id: nurse.id, grants: [] }, here),
    why: 'grants-removed',
    note: 'grants-changed',
  },
}
test.each(Object.keys(ACTS))('%s ends sessions with the store down, says that it was not recorded, and is in the audit', async (what) => {
  const { act, why, note } = ACTS[what]!
  house.store.down = true
  expect(await act().catch(code)).toBe('store-down')
  expect(house.access.authority(elsewhere)).toMatchObject({ is: 'nobody', ended: { code: why } })
  expect(house.audit.events.filter(({ kind }) => kind === note)).toHaveLength(1)
})
test.each(Object.keys(ACTS))('%s: a screen is told why with the first word that it is told', async (what) => {
  const { act, why } = ACTS[what]!
  const told: unknown[] = []
  house.access.changed(() => told.push(house.access.authority(elsewhere)))
  await act()
  expect(told[0]).toMatchObject({ is: 'nobody', ended: { code: why } })
})
test('what is refused ends nothing and is no act', async () => {
  const house1 = await bareHouse()
  const only = await house1.person('teal', [{ ...inWard('administrator'), place: { of: 'house' } }])
  const own = withSecret(house1, await house1.signIn.begin(only, 'set-up', NOWHERE))
  for (const act of [
    house1.ask('POST /api/people/disable', { id: only.id, disabled: true }, own),
    house1.ask('POST /api/people/grants', { id: only.id, grants: [] }, own),
  ])
    expect(await act.catch(code)).toBe('last-administrator')
  expect(house1.access.who(own).is).toBe('person')
  expect(house1.audit.events.some(({ kind }) => kind === 'person-changed' || kind === 'grants-changed')).toBe(false)
})
test('people sign in, and go on after their hour, while nothing can be kept', async () => {
  house.store.down = true
  const { cookies } = await house.ask('POST /api/sign-in', { login: 'reed', password: 'password' }, NOWHERE)
  const own = withSecret(house, cookies.get('session')!)
  expect(house.access.who(own).is).toBe('person')
  for (let minute = 0; minute < 61; minute++) {
    house.clock.pass(60_000)
    const renewed = (await house.ask('POST /api/active', {}, own)).cookies.get('session')
    if (minute === 59) expect(renewed).toHaveLength(43)
  }
  expect(house.access.who(own).is).toBe('person')
})
