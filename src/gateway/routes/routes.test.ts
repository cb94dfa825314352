// The API as a browser meets it: sign-in, hand-over, people, emergency, audit; each refusal by its code.

import { TOTP } from 'otpauth'
import { afterEach, expect, test } from 'vitest'
import { PROTOCOL } from '../../model/frame.ts'
import { POLICY } from '../../model/me.ts'
import { after } from '../../model/units.ts'
import { ask, discharge } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
afterEach(() => real.close())
type Person = { id: string; name: string; login: string; sessions: number }
const peopleOf = async (browser: Browser) => (await browser.get('/api/people')).body.people as Person[]
const PASSWORD = 'violet harbour ladder'

const PIN = async (browser: Browser): Promise<string> => String((await browser.get('/api/me')).body.demoPin)
async function wren(browser: Browser): Promise<string> {
  const { people } = (await browser.get('/api/station/people')).body as { people: Person[] }
  return people.find(({ name }) => name === 'R. Wren')!.id
}
/** A house without demo, with its first administrator signed in. */
async function setUp(): Promise<{ browser: Browser; secret: string }> {
  real = await startHouse({ demo: false, folder: null, keys: 'f0e1d2c3b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff' })
  const browser = real.browser()
  expect((await browser.get('/api/me')).body.setUp).toBe(true)
  const made = await browser.post('/api/set-up', { code: real.house.setUpCode, name: 'A. Teal', login: 'teal', password: PASSWORD })
  expect(made.body.next).toBe('enrol-second-factor')
  const { secret } = (await browser.post('/api/account/second-factor/begin')).body as { secret: string }
  expect((await browser.get('/api/people')).status).toBe(401)
  const me = await browser.post('/api/account/second-factor/confirm', { code: codeOf(secret) })
  expect(me.body).toMatchObject({ next: null, authority: { is: 'person', roles: ['administrator'] } })
  return { browser, secret }
}
const NOBODY = {
  name: 'Nobody',
  disabled: false,
  grants: [],
  password: null,
  once: null,
  pin: null,
  pinMisses: 0,
  totp: null,
  external: null,
} as const
const codeOf = (secret: string): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: real.clock.real() })

test('the first administrator: one code, once; then a second factor at each sign-in, each code good once', async () => {
  const { browser, secret } = await setUp()
  expect(
    (await real.browser().post('/api/set-up', { code: real.house.setUpCode, name: 'B', login: 'other', password: PASSWORD })).body.code,
  ).toBe('no-set-up')
  await browser.post('/api/sign-out')
  const again = real.browser()
  expect((await again.post('/api/sign-in', { login: 'TEAL', password: PASSWORD })).body.next).toBe('second-factor')
  expect((await again.get('/api/people')).status).toBe(401)
  expect((await again.post('/api/second-factor', { code: codeOf(secret) })).body.code).toBe('wrong-code')
  real.clock.pass(60_000)
  expect((await again.post('/api/second-factor', { code: codeOf(secret) })).body.next).toBe(null)
  expect((await peopleOf(again)).map(({ login }) => login)).toEqual(['teal'])
})

test('a login that is taken does not use up the code; a clock that is set back does not open the set-up again', async () => {
  real = await startHouse({ demo: false, folder: null, keys: 'f0e1d2c3b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff' })
  const { people } = real.house.access
  const [taken] = [await people.make({ ...NOBODY, name: 'Taken', login: 'taken' })]
  const browser = real.browser()
  const make = (login: string) =>
    browser.post('/api/set-up', { code: real.house.setUpCode, name: 'A. Teal', login, password: PASSWORD }).then(({ body }) => body)
  expect((await make('taken')).code).toBe('login-taken')
  expect((await make('teal')).next).toBe('enrol-second-factor')
  expect((await make('another')).code).toBe('no-set-up')
  const teal = people.byLogin('teal')!
  await people.change(teal.id, { grants: teal.grants.map((grant) => ({ ...grant, from: after(real.clock.real(), 86_400_000) })) })
  expect([people.administered(), (await real.browser().get('/api/me')).body.setUp]).toEqual([true, false])
  expect((await people.change(teal.id, { disabled: true }).catch((error) => error)).code).toBe('last-administrator')
  expect(taken.disabled).toBe(false)
})

test('people: a password for once, one’s own, grants, the last administrator, disable ends all', async () => {
  const { browser } = await setUp()
  const made = (await browser.post('/api/people', { name: 'N. Reed', login: 'reed', grants: [{ role: 'nurse', ward: 'T', until: null }] }))
    .body as { id: string; once: string }
  expect((await browser.post('/api/people', { name: 'X', login: 'reed', grants: [] })).body.code).toBe('login-taken')
  expect(
    (await browser.post('/api/people', { name: 'X', login: 'x1', grants: [{ role: 'nurse', ward: 'nowhere', until: null }] })).body.code,
  ).toBe('no-such-ward')
  const nurse = real.browser()
  expect((await nurse.post('/api/sign-in', { login: 'reed', password: made.once })).body.next).toBe('change-password')
  expect((await nurse.connect().catch((error: { data?: { code: string } }) => error.data)) as unknown).toMatchObject({
    code: 'not-signed-in',
  })
  expect((await nurse.post('/api/account/password', { before: made.once, password: 'reedreedreed' })).body.code).toBe('weak-password')
  expect((await nurse.post('/api/account/password', { before: made.once, password: 'otter lamp quarry' })).body.next).toBe(null)
  expect((await real.browser().post('/api/sign-in', { login: 'reed', password: made.once })).body.code).toBe('wrong-credentials')
  expect((await nurse.post('/api/account/pin', { password: 'otter lamp quarry', pin: '123456' })).body.code).toBe('weak-pin')
  expect((await nurse.post('/api/account/pin', { password: 'otter lamp quarry', pin: '274916' })).status).toBe(200)
  const [teal] = (await peopleOf(browser)).filter(({ login }) => login === 'teal')
  expect((await browser.post('/api/people/disable', { id: teal!.id, disabled: true })).body.code).toBe('last-administrator')
  expect((await browser.post('/api/people/grants', { id: teal!.id, grants: [] })).body.code).toBe('last-administrator')
  expect((await nurse.get('/api/people')).status).toBe(403)
  await browser.post('/api/people/disable', { id: made.id, disabled: true })
  expect((await nurse.get('/api/me')).body.authority).toMatchObject({ is: 'nobody', ended: { code: 'disabled' } })
  expect((await real.browser().post('/api/sign-in', { login: 'reed', password: 'otter lamp quarry' })).body.code).toBe('wrong-credentials')
})

test('a grant on one stay, until a day: given, shown, kept when others change, and no more than that', async () => {
  const { browser } = await setUp()
  const { wards } = (await browser.get('/api/wards')).body as { wards: { id: string }[] }
  expect(wards.map(({ id }) => id)).toContain('T')
  const until = after(real.clock.real(), 3_600_000)
  const give = (grants: readonly object[], login = 'x1') => browser.post('/api/people', { name: 'N. Reed', login, grants })
  const one = { role: 'physician', ward: null, stay: 'stay-T-01', until }
  for (const [wrong, code] of [
    [{ ...one, ward: 'T' }, 'bad-ask'],
    [{ ...one, role: 'administrator' }, 'bad-ask'],
    [{ ...one, stay: undefined }, 'bad-ask'],
    [{ ...one, stay: 'stay-of-nobody' }, 'no-such-stay'],
  ] as const)
    expect([wrong, (await give([wrong])).body.code]).toEqual([wrong, code])
  const { id, once } = (await give([one], 'reed')).body as { id: string; once: string }
  const shown = async () => ((await browser.get('/api/people')).body.people as { id: string; grants: object[] }[]).find((p) => p.id === id)!
  expect((await shown()).grants).toMatchObject([{ role: 'physician', ward: null, stay: 'stay-T-01', until }])
  // When the patient has gone it can still be kept, with others.
  discharge(real, 'T-01')
  expect((await browser.post('/api/people/grants', { id, grants: [one, { role: 'nurse', ward: 'T', until: null }] })).status).toBe(200)
  expect((await browser.post('/api/people/grants', { id, grants: [{ ...one, stay: 'stay-T-02' }] })).status).toBe(200)
  const doctor = real.browser()
  await doctor.post('/api/sign-in', { login: 'reed', password: once })
  expect((await doctor.post('/api/account/password', { before: once, password: 'otter lamp quarry' })).body.next).toBe(null)
  const client = await doctor.connect()
  const { people } = (await ask(client, 'roster', { ward: 'T' })) as { people: { stay: string; name: string | null }[] }
  expect(people.map(({ stay, name }) => [stay, name])).toEqual([['stay-T-02', 'Robin Test']])
})

test('two administrators who remove each other at once: one of them stays', async () => {
  const { browser } = await setUp()
  const { id } = (
    await browser.post('/api/people', { name: 'B. Rail', login: 'rail', grants: [{ role: 'administrator', ward: null, until: null }] })
  ).body as { id: string }
  const { people } = real.house.access
  const [teal] = people.all().filter(({ login }) => login === 'teal')
  const done = await Promise.allSettled([people.change(teal!.id, { disabled: true }), people.change(id, { grants: [] })])
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(people.administered()).toBe(true)
})

test('nobody is told whether an account is there, and a guesser waits without a hash', async () => {
  const { browser } = await setUp()
  await browser.post('/api/people', { name: 'N. Reed', login: 'reed', grants: [] })
  const known = await real.browser().post('/api/sign-in', { login: 'reed', password: 'wrong' })
  const unknown = await real.browser().post('/api/sign-in', { login: 'nobody-here', password: 'wrong' })
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  const codes: unknown[] = []
  for (let tries = 0; tries < 12; tries++)
    codes.push((await real.browser().post('/api/sign-in', { login: 'guessed', password: 'wrong' })).body.code)
  expect(codes.filter((code) => code === 'wrong-credentials')).toHaveLength(5)
  expect(codes.at(-1)).toBe('too-many-tries')
})

test('a station changes hands by PIN; five misses ask for the password; an unenrolled browser has no PIN', async () => {
  real = await startHouse()
  const station = real.browser()
  await station.demo('physician')
  await station.post('/api/sign-out')
  expect((await station.get('/api/me')).body.authority).toMatchObject({ is: 'station' })
  const [person, pin] = [await wren(station), await PIN(station)]
  expect((await station.post('/api/station/pin', { person, pin })).body).toMatchObject({
    authority: { is: 'person', name: 'R. Wren', station: { kind: 'ward-station' } },
  })
  expect((await real.browser().post('/api/station/pin', { person, pin })).status).toBe(401)
  const wrong = pin === '999111' ? '111999' : '999111'
  for (let miss = 0; miss < POLICY.pinMisses; miss++) {
    real.clock.pass(120_000)
    const last = miss === POLICY.pinMisses - 1
    expect((await station.post('/api/station/pin', { person, pin: wrong })).body.code).toBe(last ? 'pin-locked' : 'wrong-pin')
  }
  expect((await station.post('/api/station/pin', { person, pin })).body.code).toBe('pin-locked')
})

test('a wall display signs nobody in, whatever session its browser has, and is told no name', async () => {
  real = await startHouse()
  const wall = real.browser()
  expect((await wall.demo('wall-display')).body.authority).toMatchObject({ is: 'wall-display', station: { kind: 'wall-display' } })
  expect((await wall.get('/api/station/people')).body.code).toBe('not-a-station')
  expect((await wall.post('/api/station/pin', { person: 'x', pin: '274916' })).body.code).toBe('not-a-station')
  expect((await wall.post('/api/sign-in', { login: 'wren', password: PASSWORD })).body.code).toBe('wall-display')
  const nurse = real.browser()
  await nurse.demo('nurse')
  const here = real.browser(new Map([...nurse.cookies, ...wall.cookies]))
  for (const [path, body] of [
    ['/api/account/password', { before: PASSWORD, password: 'otter lamp quarry' }],
    ['/api/account/second-factor/begin', {}],
    ['/api/account/second-factor/confirm', { code: '123456' }],
  ] as const)
    expect([path, (await here.post(path, body)).status]).toEqual([path, 403])
  const me = await here.get('/api/me')
  expect(me.body).toMatchObject({ authority: { is: 'wall-display', ended: null }, account: null, next: null })
})

test('the demo’s one click is for this machine alone', async () => {
  real = await startHouse()
  const { credentials } = real.house.access
  const post = (local: boolean) =>
    real.house.routes['POST /api/demo']({ as: 'nurse' }, {
      credentials: credentials({ cookie: undefined, address: '10.0.0.1', local }),
      cookie: { set: () => {} },
    } as never)
  await expect(post(false)).rejects.toMatchObject({ code: 'no-demo' })
  expect(await post(true)).toMatchObject({ authority: { is: 'person' } })
})

test('who looked at this patient; and reading the audit is in it', async () => {
  real = await startHouse()
  const nurse = real.browser()
  await nurse.demo('nurse')
  const client = await nurse.connect()
  const ask = (event: string, what: unknown) =>
    (client.timeout(5000) as unknown as { emitWithAck(e: string, w: unknown): Promise<{ is: string }> }).emitWithAck(event, what)
  await ask('watch', { protocol: PROTOCOL, ward: 'T' })
  await ask('roster', { ward: 'T' })
  client.emit('opened', { ward: 'T', stay: 'stay-T-01', open: true })
  await ask('clock', { sent: 0 })
  real.clock.pass(40_000)
  client.emit('opened', { ward: 'T', stay: 'stay-T-01', open: false })
  await ask('clock', { sent: 0 })
  real.clock.pass(POLICY.watched)
  const officer = real.browser()
  await officer.demo('privacy-officer')
  const report = (await officer.post('/api/audit/patient', { stay: 'stay-T-01' })).body as {
    lines: { name: string; what: string; long: number | null; names: boolean }[]
  }
  const of = (words: string) => report.lines.find(({ what }) => what.includes(words))
  expect(of('opened this patient')).toMatchObject({ name: 'R. Wren', long: 40_000, names: true })
  expect(of('watched the ward')).toMatchObject({ name: 'R. Wren', names: true })
  expect(of('names of the ward')).toMatchObject({ name: 'R. Wren' })
  expect(of('looked up who')).toMatchObject({ name: 'M. Dunlin' })
  const other = (await officer.post('/api/audit/patient', { stay: 'stay-T-02' })).body as { lines: { what: string }[] }
  expect(other.lines.some(({ what }) => what.includes('opened'))).toBe(false)
  expect((await nurse.post('/api/audit', {})).status).toBe(403)
  expect((await officer.post('/api/audit/verify')).body).toMatchObject({ is: 'whole' })
  expect((await officer.post('/api/audit/fhir', {})).body).toMatchObject({ resourceType: 'Bundle' })
})

test('bad input is refused by code, says where, and never echoes a value', async () => {
  real = await startHouse()
  const browser = real.browser()
  await browser.demo('nurse')
  const secret = 'hunter2-very-secret'
  const answer = await browser.post('/api/account/password', { before: secret, password: 7, more: secret })
  expect([answer.status, answer.body.code]).toEqual([400, 'bad-ask'])
  expect(JSON.stringify(answer.body)).not.toContain(secret)
  expect((await browser.post('/api/sign-in', '{"login": ')).body.code).toBe('bad-ask')
  expect((await browser.post('/api/sign-in', { login: 'a'.repeat(20_000), password: 'x' })).body.code).toBe('too-large')
  expect((await browser.post('/api/sign-in', '{"__proto__":{"login":"x"},"constructor":1}')).body.code).toBe('bad-ask')
  expect((await browser.get('/api/nothing')).status).toBe(404)
  expect((await fetch(`${real.url}/api/me`, { method: 'DELETE' })).status).toBe(404)
})

test.each([
  ['foreign', { origin: 'https://evil.example' }],
  ['null', { origin: 'null' }],
])('an origin that is %s changes nothing', async (_, headers) => {
  real = await startHouse()
  expect((await real.browser().post('/api/demo', { as: 'nurse' }, headers)).body.code).toBe('foreign-origin')
  const without = await fetch(`${real.url}/api/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"as":"nurse"}',
  })
  expect([without.status, without.headers.getSetCookie()]).toEqual([403, []])
  const read = await real.browser().get('/api/me', { 'sec-fetch-site': 'cross-site' })
  expect(read.body.code).toBe('foreign-origin')
})
