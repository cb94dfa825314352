// The answer to a sound test is kept, with who, where and how loud; while nothing can be kept it is said.
import { expect, test } from 'vitest'
import { bareHouse, NOWHERE, withSecret } from '../barehouse.ts'
import { inWard } from '../harness.ts'

const SENT = { screen: 'left', theme: 'general', volume: 0.6 } as const

test('heard or not: who, at which station, which sound', async () => {
  const house = await bareHouse()
  await house.person('reed', [inWard('nurse', 'T')])
  const { station } = await house.access.stations.enrol({ name: 'Desk', kind: 'ward-station', wards: ['T'], by: 'test' })
  const desk = withSecret(house, await house.signIn.password('reed', 'password', NOWHERE), { ...NOWHERE, station: station.id })
  const at = house.clock.now()
  expect((await house.ask('POST /api/sound-test', { ...SENT, heard: true }, desk)).said).toEqual({ at, kept: true })
  await house.ask('POST /api/sound-test', { ...SENT, heard: false }, { ...NOWHERE, station: station.id })
  const events = house.audit.events.filter(({ kind }) => kind === 'sound-tested')
  expect(events).toMatchObject([
    { outcome: 'done', actor: { name: 'REED', station: { name: 'Desk' } }, why: 'heard: theme general, volume 60 %, screen left' },
    { outcome: 'failed', actor: { is: 'station', name: 'Desk' }, why: 'NOT heard: theme general, volume 60 %, screen left' },
  ])
})

test('with the audit down the answer counts, and is marked as not recorded', async () => {
  const house = await bareHouse()
  house.audit.down = true
  expect((await house.ask('POST /api/sound-test', { ...SENT, heard: true }, NOWHERE)).said).toMatchObject({ kept: false })
  expect(house.audit.events).toMatchObject([{ kind: 'sound-tested', late: true }])
})
