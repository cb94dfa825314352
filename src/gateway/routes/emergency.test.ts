// Breaking the glass: a reason, an hour, a mark, a review; by who cares for patients, also with a PIN in one step; and how it ends.
import { afterEach, expect, test } from 'vitest'
import { PROTOCOL } from '../../model/frame.ts'
import { wardId } from '../../model/ids.ts'
import { may } from '../../model/may.ts'
import { POLICY } from '../../model/me.ts'
import { after } from '../../model/units.ts'
import { createHasher } from '../access/secrets.ts'
import { bareHouse, NOWHERE, withSecret } from '../barehouse.ts'
import { ask, inWard } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse | null = null
afterEach(async () => {
  await real?.close()
  real = null
})
const PASSWORD = 'otter lamp quarry'
const WATCH = { protocol: PROTOCOL, ward: 'T' }
const WHY = 'arrest on the corridor'

/** A nurse of another ward, at a browser that is no station. */
async function elsewhere(): Promise<{ house: RealHouse; nurse: Browser }> {
  const house = await startHouse()
  real = house
  const { people } = house.house.access
  const wren = people.byLogin('wren')!
  await people.change(wren.id, { password: await createHasher().hash(PASSWORD), grants: [inWard('nurse', 'elsewhere')] })
  const nurse = house.browser()
  expect((await nurse.post('/api/sign-in', { login: 'wren', password: PASSWORD })).status).toBe(200)
  return { house, nurse }
}

test('a reason, an hour, a mark, a review; nobody without a clinical role', { timeout: 60_000 }, async () => {
  const { house, nurse } = await elsewhere()
  const client = await nurse.connect()
  expect(await ask(client, 'watch', WATCH)).toMatchObject({ code: 'not-allowed' })
  expect((await nurse.post('/api/emergency', { ward: 'T', reason: 'short' })).body.code).toBe('bad-ask')
  expect((await nurse.post('/api/emergency', { ward: 'nowhere', reason: WHY })).body.code).toBe('no-such-ward')
  expect((await nurse.post('/api/emergency', { ward: 'T', reason: WHY })).status).toBe(200)
  expect((await ask(client, 'watch', WATCH)).is).toBe('snapshot')
  const { people } = (await ask(client, 'roster', { ward: 'T' })) as { people: { name: string | null }[] }
  expect(people.map(({ name }) => name)).toEqual(['Robin Test', 'Robin Test'])
  expect((await nurse.get('/api/me')).body.authority).toMatchObject({ emergencies: [{ ward: 'T', reason: WHY }] })
  const officer = house.browser()
  expect((await officer.demo('privacy-officer')).body.toReview).toBe(1)
  const { emergencies } = (await officer.get('/api/audit/emergencies')).body as { emergencies: { id: string }[] }
  expect((await officer.post('/api/audit/review', { id: emergencies[0]!.id, note: 'called the ward: it was so' })).status).toBe(200)
  expect((await officer.get('/api/me')).body.toReview).toBe(0)
  expect((await officer.post('/api/emergency', { ward: 'T', reason: 'I would like to look' })).status).toBe(403)
  for (let passed = 0; passed <= POLICY.emergency; passed += 60_000) {
    house.clock.pass(60_000)
    await nurse.post('/api/active')
  }
  expect(await ask(client, 'watch', WATCH).catch(() => ({ code: 'cut' }))).not.toMatchObject({ is: 'snapshot' })
})

test('ended by hand: by its own person or a reviewer and nobody else, at once, and in the audit', async () => {
  const { house, nurse } = await elsewhere()
  const begin = async () => ((await nurse.post('/api/emergency', { ward: 'T', reason: WHY })).body.emergency as { id: string }).id
  const id = await begin()
  const client = await nurse.connect()
  await ask(client, 'watch', WATCH)
  const gone = new Promise((done) => client.once('disconnect', done))
  const other = house.browser()
  await other.demo('physician')
  expect((await other.post('/api/emergency/end', { id })).body.code).toBe('no-such-emergency')
  expect((await nurse.post('/api/emergency/end', { id })).status).toBe(200)
  await gone
  expect(await ask(await nurse.connect(), 'watch', WATCH)).toMatchObject({ code: 'not-allowed' })
  expect((await nurse.post('/api/emergency/end', { id })).body.code).toBe('no-such-emergency')
  const officer = house.browser()
  await officer.demo('privacy-officer')
  expect((await officer.post('/api/emergency/end', { id: await begin() })).status).toBe(200)
  const { records } = (await officer.post('/api/audit', { kinds: ['emergency-begun', 'emergency-ended'] })).body as {
    records: { event: { kind: string } }[]
  }
  expect(records.map(({ event }) => event.kind)).toEqual(['emergency-ended', 'emergency-begun', 'emergency-ended', 'emergency-begun'])
})

test('while it runs, watching is written down each minute instead of each five', async () => {
  const { house, nurse } = await elsewhere()
  await nurse.post('/api/emergency', { ward: 'T', reason: WHY })
  const usual = house.browser()
  await usual.demo('physician')
  const [inNeed, other] = [await nurse.connect(), await usual.connect()]
  await ask(inNeed, 'watch', WATCH)
  await ask(other, 'watch', WATCH)
  for (let minute = 0; minute < 3; minute++) {
    house.clock.pass(POLICY.watchedEmergency + 1000)
    await nurse.post('/api/active')
  }
  const officer = house.browser()
  await officer.demo('privacy-officer')
  const { records } = (await officer.post('/api/audit', { kinds: ['watched'], ward: 'T' })).body as {
    records: { event: { purpose: string; actor: { name: string }; at: number; until: number } }[]
  }
  // Each begins with a record of its own; these are the intervals.
  const intervals = records.filter(({ event }) => event.until > event.at)
  expect(intervals.map(({ event }) => [event.actor.name, event.purpose])).toEqual(Array.from({ length: 3 }, () => ['R. Wren', 'emergency']))
  for (const { event } of intervals) expect(event.until - event.at).toBeLessThan(POLICY.watchedEmergency + 2000)
})

test('a locked station: login, PIN and reason in one step open the ward for a nurse who has no grant here', async () => {
  const house = await startHouse()
  real = house
  const { people } = house.house.access
  const station = house.browser()
  await station.demo('physician')
  await station.post('/api/sign-out')
  const pin = String((await station.get('/api/me')).body.demoPin)
  await people.change(people.byLogin('wren')!.id, { grants: [inWard('nurse', 'elsewhere')] })
  expect(((await station.get('/api/station/people')).body.people as { name: string }[]).map(({ name }) => name)).not.toContain('R. Wren')
  const open = (person: string, given: string) => station.post('/api/emergency', { ward: 'T', reason: WHY, person, pin: given })
  expect((await open('wren', pin === '583920' ? '583921' : '583920')).body.code).toBe('wrong-pin')
  expect((await open('plover', pin)).body.code).toBe('wrong-pin')
  expect((await open('nobody', pin)).body.code).toBe('wrong-pin')
  expect((await station.get('/api/me')).body.authority).toMatchObject({ is: 'station' })
  expect((await station.post('/api/station/pin', { person: people.byLogin('wren')!.id, pin })).body.code).toBe('wrong-pin')
  expect((await open('wren', pin)).status).toBe(200)
  const me = (await station.get('/api/me')).body
  expect(me.authority).toMatchObject({ is: 'person', name: 'R. Wren', roles: ['nurse'], emergencies: [{ ward: 'T' }] })
  expect(me.authority).not.toHaveProperty('asStation')
  const client = await station.connect()
  expect((await ask(client, 'watch', WATCH)).is).toBe('snapshot')
  expect((await ask(client, 'roster', { ward: 'T' })).people).toMatchObject([{ name: 'Robin Test' }, { name: 'Robin Test' }])
  // Elsewhere than at a station a PIN opens nothing.
  expect((await house.browser().post('/api/emergency', { ward: 'T', reason: WHY, person: 'wren', pin })).status).toBe(401)
})

test('four at once for one person, and none by a clinical grant that has run out', async () => {
  const house = await bareHouse()
  const until = after(house.clock.real(), 30_000)
  const nurse = await house.person('reed', [inWard('nurse', 'elsewhere', { until })])
  const own = withSecret(house, await house.signIn.password('reed', 'password', NOWHERE))
  const open = () => house.ask('POST /api/emergency', { ward: 'T', reason: WHY }, own)
  for (let count = 0; count < 4; count++) await open()
  await expect(open()).rejects.toMatchObject({ code: 'too-many-asks' })
  const [first] = house.access.emergencies.running(nurse.id)
  await house.ask('POST /api/emergency/end', { id: first!.id }, own)
  await open()
  house.clock.pass(60_000)
  const again = withSecret(house, await house.signIn.password('reed', 'password', NOWHERE))
  expect(house.access.emergencies.running(nurse.id)).toHaveLength(4)
  expect(may(house.access.who(again), 'watch', { of: 'ward', ward: wardId('T') }, house.clock.real()).yes).toBe(false)
})
test('with nothing that can be kept the glass breaks all the same', async () => {
  const house = await bareHouse()
  await house.person('reed', [inWard('nurse', 'elsewhere')])
  const { station } = await house.access.stations.enrol({ name: 'Desk', kind: 'ward-station', wards: ['T'], by: 'test' })
  const desk = { ...NOWHERE, station: station.id }
  house.store.down = true
  const { cookies } = await house.ask('POST /api/emergency', { ward: 'T', reason: WHY, person: 'reed', pin: '274916' }, desk)
  const own = withSecret(house, cookies.get('session')!, desk)
  expect(may(house.access.who(own), 'see-names', { of: 'ward', ward: wardId('T') }, house.clock.real()).yes).toBe(true)
})
