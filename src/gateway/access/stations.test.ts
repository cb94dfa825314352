// A station beneath its person: it never goes dark, nothing of a session leaves it, and a wall display is told no name.
import { beforeEach, expect, test } from 'vitest'
import { wardId } from '../../model/ids.ts'
import type { StationKind } from '../../model/may.ts'
import { GATEWAY, type Grant, may, type Role } from '../../model/may.ts'
import { after, at } from '../../model/units.ts'
import { type BareHouse, bareHouse, NOWHERE, withSecret } from '../barehouse.ts'
import { inWard } from '../harness.ts'
import type { Credentials } from './access.ts'

let house: BareHouse
beforeEach(async () => {
  house = await bareHouse()
})
const code = (error: { code?: string }) => error.code
async function enrolled(kind: StationKind = 'ward-station', wards: readonly string[] = ['T', 'U']): Promise<Credentials> {
  const { station } = await house.access.stations.enrol({ name: 'Desk', kind, wards, by: 'test' })
  return { ...NOWHERE, station: station.id }
}
async function seated(desk: Credentials, login: string, grants: readonly Grant[]): Promise<Credentials> {
  await house.person(login, grants)
  return withSecret(house, await house.signIn.password(login, 'password', desk), desk)
}
const can = (credentials: Credentials, action: 'watch' | 'see-initials' | 'see-names', ward: string): boolean =>
  may(house.access.who(credentials), action, { of: 'ward', ward: wardId(ward) }, house.clock.real()).yes

test('a nurse with a grant on one of two wards sees the other as the station does', async () => {
  const own = await seated(await enrolled(), 'reed', [inWard('nurse', 'T')])
  expect([can(own, 'see-names', 'T'), can(own, 'watch', 'U'), can(own, 'see-initials', 'U'), can(own, 'see-names', 'U')]).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(house.access.authority(own)).toMatchObject({ is: 'person', roles: ['nurse'], asStation: ['U'] })
  expect(house.access.actor(own).roles).toEqual(['nurse'])
  expect(can(own, 'watch', 'V')).toBe(false)
})
test.each([
  ['a nurse of another ward', [inWard('nurse', 'V')], true],
  ['who has no grant', [], true],
  ['who only administers the house', [{ ...inWard('administrator' as Role), place: { of: 'house' as const } }], false],
])('%s at a ward station', async (_, grants, watches) => {
  // A second administrator, so that the only one is not asked for.
  const own = await seated(await enrolled(), 'reed', grants)
  await house.access.sessions.change(house.access.sessionOf(own)!.id, { next: null })
  expect([house.access.who(own).is, can(own, 'watch', 'T'), can(own, 'see-names', 'T')]).toEqual(['person', watches, false])
})

test('a grant that was taken away, or ran out, gives the screen back to the station at once, with the word why', async () => {
  const desk = await enrolled()
  const until = after(house.clock.real(), 60_000)
  const own = await seated(desk, 'reed', [inWard('nurse', 'T'), inWard('nurse', 'U', { until })])
  const lone = withSecret(house, await house.signIn.password('reed', 'password', NOWHERE))
  const told: unknown[] = []
  house.access.changed(() => told.push(house.access.authority(own).ended?.code))
  house.clock.pass(60_000)
  expect(told).toContain('grants-ended')
  expect(house.access.authority(own)).toMatchObject({ is: 'station', ended: { message: expect.stringContaining('REED was signed out') } })
  expect([can(own, 'watch', 'T'), can(own, 'see-initials', 'U')]).toEqual([true, true])
  expect(house.access.authority(lone)).toMatchObject({ is: 'nobody', ended: { code: 'grants-ended' } })
  // Signed in again with what is left, it does not end again.
  const again = withSecret(house, await house.signIn.password('reed', 'password', desk), desk)
  house.clock.pass(1000)
  expect([house.access.who(again).is, can(again, 'see-names', 'T'), can(again, 'see-names', 'U')]).toEqual(['person', true, false])
  // Renewed under other ids they are the same grants; one more takes nothing away.
  const { id } = house.access.who(again)
  await house.access.people.change(id, { grants: [inWard('nurse', 'T', { id: 'other' }), inWard('nurse', 'V')] })
  expect(house.access.who(again).is).toBe('person')
  await house.access.people.change(id, { grants: [inWard('nurse', 'V')] })
  expect(house.access.authority(again)).toMatchObject({ is: 'station', ended: { code: 'grants-removed' } })
})

test('a session at a station is nobody’s without the station, at another, and after it was ended', async () => {
  const desk = await enrolled()
  const other = await enrolled()
  const own = await seated(desk, 'reed', [inWard('nurse', 'T')])
  expect(house.access.who(own).is).toBe('person')
  expect(house.access.who({ ...own, station: null }).is).toBe('nobody')
  expect(house.access.who({ ...own, station: other.station }).is).toBe('station')
  expect(house.access.pending({ ...own, station: null })).toBe(false)
  await house.ask('POST /api/stations/end', { id: desk.station! }, NOWHERE)
  expect(house.access.authority({ ...own, station: null })).toMatchObject({ is: 'nobody', ended: { code: 'station-ended' } })
  expect(house.access.sessions.get(own.session!)).toBe(null)
})

test('when a station was last seen is known, to the minute', async () => {
  const desk = await enrolled()
  const seen = () => house.access.stations.get(desk.station!)?.seen
  const first = seen()
  house.clock.pass(30_000)
  house.access.who(desk)
  expect(seen()).toBe(first)
  house.clock.pass(40_000)
  house.access.who(desk)
  expect(seen()).toBe(house.clock.real())
})

test('a wall display: nobody signs in, a session that is there counts for nothing, and who left is not named', async () => {
  const wall = await enrolled('wall-display')
  const reed = await house.person('reed', [inWard('nurse', 'T')])
  const lone = withSecret(house, await house.signIn.password('reed', 'password', NOWHERE))
  expect(await house.signIn.password('reed', 'password', wall).catch(code)).toBe('wall-display')
  expect(await house.signIn.begin(reed, 'single-sign-on', wall).catch(code)).toBe('wall-display')
  expect(house.access.sessions.of(reed.id)).toHaveLength(1)
  const there = { ...lone, station: wall.station }
  expect([house.access.authority(there).is, house.access.sessionOf(there)]).toEqual(['wall-display', null])
  await house.access.sessions.end(lone.session!, 'signed-out')
  expect(house.access.authority(there)).toMatchObject({ is: 'wall-display', ended: null })
  expect(JSON.stringify(house.access.authority(there))).not.toMatch(/reed/i)
})

test('a clock that is put back while it runs ends every session, says by how much, and does not again for the same step', async () => {
  const desk = await enrolled()
  const own = await seated(desk, 'reed', [inWard('nurse', 'T')])
  house.clock.behind = 59_000
  house.clock.pass(1000)
  expect(house.access.who(own).is).toBe('person')
  house.clock.behind = 86_400_000
  house.clock.pass(1000)
  expect(house.access.authority(own)).toMatchObject({ is: 'station', ended: { code: 'clock' } })
  const steps = () => house.audit.events.filter(({ kind }) => kind === 'clock-stepped').map(({ why }) => why)
  expect(steps()).toEqual(['by 86400 s'])
  house.clock.behind = 86_000_000
  const again = withSecret(house, await house.signIn.password('reed', 'password', desk), desk)
  house.clock.pass(60_000)
  expect([house.access.who(again).is, steps().length]).toEqual(['person', 1])
  house.clock.behind += 120_000
  house.clock.pass(1000)
  expect([house.access.who(again).is, steps()[1]]).toEqual(['station', 'by 120 s'])
})
test('the gateway’s own actions are no station’s, whoever sits there', async () => {
  const own = await seated(await enrolled(), 'reed', [])
  expect(may(house.access.who(own), 'manage-people', GATEWAY, at(house.clock.real())).yes).toBe(false)
})
