// What changes while a hash is made: nobody is let in by a secret that is no longer the one, and no try is free because it came at the same time.
import { beforeEach, expect, test } from 'vitest'
import { POLICY } from '../../model/me.ts'
import { type BareHouse, bareHouse, hashed, NOWHERE, withSecret } from '../barehouse.ts'
import { inWard } from '../harness.ts'
import type { Credentials } from './access.ts'
import type { Person } from './parts.ts'

let house: BareHouse
let nurse: Person
let desk: Credentials
beforeEach(async () => {
  house = await bareHouse()
  nurse = await house.person('reed', [inWard('nurse')])
  const { station } = await house.access.stations.enrol({ name: 'Desk', kind: 'ward-station', wards: ['T'], by: 'test' })
  desk = { ...NOWHERE, station: station.id }
})
const code = (error: { code?: string }) => error.code
const sessions = () => house.access.sessions.of(nurse.id).length

const CHANGES: Readonly<Record<string, () => Promise<unknown>>> = {
  'the password is changed': () => house.access.people.change(nurse.id, { password: hashed('another') }, { why: 'password-changed' }),
  'the password is reset': () => house.access.people.change(nurse.id, { password: hashed('once'), once: null }, { why: 'reset' }),
  'the account is disabled': () => house.access.people.change(nurse.id, { disabled: true }),
  'the PIN is reset': () => house.access.people.change(nurse.id, { pin: null }, { why: 'reset' }),
  'the grant is taken away': () => house.access.people.change(nurse.id, { grants: [] }),
}

test.each(['the password is changed', 'the password is reset', 'the account is disabled'])('a sign-in under way as %s', async (what) => {
  const go = house.hold()
  const under = house.signIn.password('reed', 'password', NOWHERE).catch(code)
  await CHANGES[what]!()
  go()
  expect([await under, sessions()]).toEqual(['wrong-credentials', 0])
})
test.each(['the PIN is reset', 'the account is disabled', 'the grant is taken away'])('a PIN under way as %s', async (what) => {
  const go = house.hold()
  const under = house.signIn.pin(nurse.id, '274916', desk).catch(code)
  await CHANGES[what]!()
  go()
  expect([await under, sessions()]).toEqual(['wrong-pin', 0])
})
test('a password of one’s own that is on its way does not replace one that an administrator has just set', async () => {
  const own = withSecret(house, await house.signIn.password('reed', 'password', NOWHERE))
  const go = house.hold()
  const under = house.ask('POST /api/account/password', { before: 'password', password: 'otter lamp quarry' }, own).catch(code)
  await CHANGES['the password is reset']!()
  go()
  expect(await under).toBe('not-signed-in')
  expect(house.access.people.get(nurse.id)?.password).toBe(hashed('once'))
})
test('whoever vouches for a person, nobody disabled is let in', async () => {
  await house.access.people.change(nurse.id, { disabled: true })
  await expect(house.signIn.begin(nurse, 'single-sign-on', NOWHERE)).rejects.toMatchObject({ code: 'not-allowed' })
})

test('of many wrong PINs at once only five are looked at', async () => {
  const go = house.hold()
  // From several stations: one alone is slowed before.
  const many = []
  for (let at = 0; at < 3; at++) {
    const { station } = await house.access.stations.enrol({ name: `Desk ${at}`, kind: 'ward-station', wards: ['T'], by: 'test' })
    const there = { ...NOWHERE, station: station.id }
    for (let tries = 0; tries < 4; tries++) many.push(house.signIn.pin(nurse.id, '000111', there).catch(code))
  }
  go()
  const said = await Promise.all(many)
  expect(said.filter((one) => one === 'wrong-pin')).toHaveLength(POLICY.pinMisses - 1)
  // The last one that counts says so.
  expect(said.filter((one) => one === 'pin-locked')).toHaveLength(12 - POLICY.pinMisses + 1)
  expect(house.access.people.get(nurse.id)?.pinMisses).toBe(POLICY.pinMisses)
})
test('a right PIN is no miss', async () => {
  for (let miss = 0; miss < POLICY.pinMisses - 1; miss++) {
    house.clock.pass(120_000)
    expect(await house.signIn.pin(nurse.id, '000111', desk).catch(code)).toBe('wrong-pin')
  }
  house.clock.pass(120_000)
  expect(await house.signIn.pin(nurse.id, '274916', desk)).toHaveLength(43)
  expect(house.access.people.get(nurse.id)?.pinMisses).toBe(0)
})
