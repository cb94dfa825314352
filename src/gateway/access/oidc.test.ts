// Single sign-on against a real provider: who comes in, with which grants, for how long, at which screen. The provider is on `localhost`,
// the gateway on 127.0.0.1: of the gateway's cookies only the Lax one comes along on the way back.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../model/audit.ts'
import { gatewayEvent } from '../audit/openaudit.ts'
import { ask, inWard, watchT } from '../harness.ts'
import { type Browser, cookieNamed, type RealHouse, startHouse } from '../realhouse.ts'
import type { Person } from './parts.ts'
import { type Jar, setOut, signOn, startProvider, type TestProvider } from './testprovider.ts'

let provider: TestProvider
let real: RealHouse
beforeEach(async () => {
  provider = await startProvider()
  provider.accounts.set('lark', { name: 'L. Lark', preferred_username: 'Lark', groups: ['ward-t-nurses', 'choir'] })
})
afterEach(async () => {
  await real.close()
  await provider.close()
})

async function open(over: Parameters<TestProvider['config']>[0] = {}, own: Parameters<TestProvider['knows']>[1] = {}): Promise<void> {
  real = await startHouse({ deaf: true, demo: false, oidc: provider.config(over) })
  provider.knows(real.url, own)
}
const DAY = 86_400_000
const people = () => real.house.access.people
const person = (subject: string): Person => people().byExternal(provider.issuer, subject)!
/** Roles and wards of a person's grants that run. */
const may = (subject: string): string[] =>
  person(subject)
    .grants.filter(({ until }) => until === null || real.clock.real() < until)
    .map(({ role, place }) => `${role} ${place.of === 'ward' ? place.ward : place.of}`)
const me = async (browser: Browser) => (await browser.get('/api/me')).body as { next: string | null; authority: Record<string, unknown> }
async function audit(kind: AuditEvent['kind']): Promise<(string | null)[]> {
  // What was noted before this one is kept once it is.
  await real.house.audit.note(gatewayEvent('started', real.clock.real(), 'real'))
  const found = await real.house.audit.query({ kinds: [kind], limit: 100 })
  return found.flatMap(({ event }) => (event ? [event.why] : []))
}
const make = (login: string, grants: Person['grants'], over: Partial<Person> = {}): Promise<Person> =>
  people().make({
    name: login,
    login,
    disabled: false,
    grants,
    password: null,
    once: null,
    pin: null,
    pinMisses: 0,
    totp: null,
    external: null,
    ...over,
  })

test('a person signs in, by the code flow with PKCE, and has exactly the roles of the table; unknown groups give nothing', async () => {
  await open()
  provider.accounts.set('owl', { name: 'O. Owl', groups: ['choir', '__proto__', 'constructor', 'WARD-T-NURSES'] })
  const browser = real.browser()
  const begun = await browser.get('/api/oidc/start')
  const to = new URL(begun.headers.get('location')!)
  expect([to.origin, begun.status]).toEqual([provider.issuer, 303])
  expect(Object.fromEntries(to.searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    redirect_uri: `${real.url}/api/oidc/callback`,
  })
  const back = await signOn(real, browser, 'lark')
  expect(back.status).toBe(200)
  expect(await me(browser)).toMatchObject({ next: null, authority: { is: 'person', name: 'L. Lark', roles: ['nurse'] } })
  expect(may('lark')).toEqual(['nurse T'])
  expect(person('lark')).toMatchObject({ login: 'lark', password: null, external: { issuer: provider.issuer, subject: 'lark' } })
  const other = real.browser()
  await signOn(real, other, 'owl')
  expect(await me(other)).toMatchObject({ authority: { is: 'person', name: 'O. Owl', roles: [] } })
  expect(may('owl')).toEqual([])
  expect(await ask(await other.connect(), 'watch', watchT)).toMatchObject({ code: 'not-allowed' })
  expect((await other.post('/api/emergency', { ward: 'T', reason: 'I would like to look' })).body.code).toBe('not-allowed')
  expect(await audit('person-made')).toEqual(expect.arrayContaining(['single sign-on: nurse T', 'single sign-on: none']))
  expect(await audit('signed-in')).toContain('single-sign-on')
})

test('cookies: a short Lax one on the way, gone when back; a strict session', async () => {
  await open()
  const browser = real.browser()
  const begun = (await browser.get('/api/oidc/start')).headers.getSetCookie()
  expect(begun).toEqual([
    expect.stringMatching(/^__Host-wardlight-[0-9a-f]{8}-passing=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; Secure; SameSite=Lax$/),
  ])
  const reply = await signOn(real, browser, 'lark')
  expect(reply.headers.getSetCookie().toSorted()).toEqual([
    expect.stringMatching(/^__Host-wardlight-[0-9a-f]{8}-passing=; Path=\/; Max-Age=0; HttpOnly; Secure; SameSite=Lax$/),
    expect.stringMatching(/^__Host-wardlight-[0-9a-f]{8}=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Strict$/),
  ])
  // A redirect would still be the provider's navigation, without the strict cookie: a page of ours goes on.
  expect([reply.status, reply.headers.get('content-type'), reply.headers.get('cache-control')]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-store',
  ])
  expect(cookieNamed(browser, 'passing')).toBe(undefined)
})

test('a group that is gone takes its roles at the next sign-in, from every session; what was granted here stays', async () => {
  await open()
  provider.accounts.set('lark', { name: 'L. Lark', groups: ['ward-t-nurses', 'pool'] })
  const first = real.browser()
  await signOn(real, first, 'lark')
  expect(may('lark')).toEqual(['nurse T', 'nurse U'])
  const [ofT] = person('lark').grants
  await people().change(person('lark').id, { grants: [...person('lark').grants, inWard('physician', 'V')] })
  const screen = await first.connect()
  expect(await ask(screen, 'watch', watchT)).toMatchObject({ is: 'snapshot' })
  const gone = new Promise((done) => screen.once('disconnect', done))
  await signOn(real, real.browser(), 'lark')
  expect(person('lark').grants.find(({ id }) => id === ofT!.id)?.from).toBe(ofT!.from)
  provider.accounts.set('lark', { name: 'L. Lark', groups: [] })
  await signOn(real, real.browser(), 'lark')
  expect(may('lark')).toEqual(['physician V'])
  expect(await me(first)).toMatchObject({ authority: { is: 'nobody', ended: { code: 'grants-removed' } } })
  await gone
  await expect(first.connect()).rejects.toMatchObject({ data: { code: 'not-signed-in' } })
  expect(await audit('grants-changed')).toContain('single sign-on: nurse T, nurse U, physician V → physician V')
})

test('who does not come back to the provider loses what its groups gave after the days of the table', async () => {
  await open({ days: 2 })
  await signOn(real, real.browser(), 'lark')
  await people().change(person('lark').id, { grants: [...person('lark').grants, inWard('physician', 'V')] })
  real.clock.pass(2 * DAY - 1)
  expect(may('lark')).toEqual(['nurse T', 'physician V'])
  real.clock.pass(1)
  expect(may('lark')).toEqual(['physician V'])
  await signOn(real, real.browser(), 'lark')
  expect(may('lark')).toEqual(['physician V', 'nurse T'])
})

test('an administrator who keeps the grants of a group does not make them lasting', async () => {
  await open()
  const teal = real.browser()
  const admin = await make('teal', [{ ...inWard('administrator'), place: { of: 'house' } }])
  const credentials = { session: null, station: null, address: '127.0.0.1', local: true }
  const { secret } = await real.house.access.sessions.begin({
    person: admin.id,
    by: 'password',
    next: null,
    strong: true,
    ...credentials,
  })
  const [name = '', value = ''] = real.house.access.cookies.write('session', secret).split(/[=;]/)
  teal.cookies.set(name, value)
  await signOn(real, real.browser(), 'lark')
  const { id, grants } = person('lark')
  const asked = [
    { role: 'nurse', ward: 'T', until: grants[0]!.until },
    { role: 'physician', ward: 'T', until: null },
  ]
  expect((await teal.post('/api/people/grants', { id, grants: asked })).status).toBe(200)
  provider.accounts.set('lark', { groups: [] })
  await signOn(real, real.browser(), 'lark')
  expect(may('lark')).toEqual(['physician T'])
  expect(person('lark').name).toBe('L. Lark')
})

test.each([
  ['two factors there', ['pwd', 'mfa'], { next: null, strong: true }],
  ['a key there', ['hwk'], { next: null, strong: true }],
  ['one factor there', ['pwd'], { next: 'enrol-second-factor', strong: false }],
  ['no word of it', undefined, { next: 'enrol-second-factor', strong: false }],
])('an administrator by %s', async (_, amr, { next, strong }) => {
  await open()
  provider.accounts.set('heron', { name: 'H. Heron', groups: ['it'], ...(amr && { amr }) })
  const browser = real.browser()
  await signOn(real, browser, 'heron')
  expect((await me(browser)).next).toBe(next)
  expect((await browser.get('/api/people')).status).toBe(strong ? 200 : 401)
})

test('the last administrator of the house is one of its own, and a provider takes back what it gave', async () => {
  await open()
  provider.accounts.set('heron', { name: 'H. Heron', groups: ['it'], amr: ['mfa'] })
  const browser = real.browser()
  await signOn(real, browser, 'heron')
  // The provider's administrator does not close the way of the set-up code, nor let the house's own be removed.
  expect((await browser.get('/api/me')).body.setUp).toBe(true)
  const own = await make('teal', [{ ...inWard('administrator'), place: { of: 'house' } }])
  expect((await browser.get('/api/me')).body.setUp).toBe(false)
  expect((await browser.post('/api/people/disable', { id: own.id, disabled: true })).body.code).toBe('last-administrator')
  provider.accounts.set('heron', { name: 'H. Heron', groups: [], amr: ['mfa'] })
  expect((await signOn(real, real.browser(), 'heron')).status).toBe(200)
  expect([may('heron'), (await browser.get('/api/people')).status]).toEqual([[], 401])
})

test.each([
  ['the ID token', { conformIdTokenClaims: false }, ['ward-t-nurses'], ['nurse T']],
  ['userinfo', { conformIdTokenClaims: true }, ['ward-t-nurses', 'ward-t-nurses', 'pool'], ['nurse T', 'nurse U']],
  ['one text', { conformIdTokenClaims: false }, 'ward-t-doctors', ['physician T']],
  ['no list of texts', { conformIdTokenClaims: false }, { 'ward-t-nurses': true }, []],
  ['numbers', { conformIdTokenClaims: true }, [1, null, ['ward-t-nurses']], []],
])('groups in %s', async (_, own, groups, expected) => {
  await open({}, own)
  provider.accounts.set('lark', { name: 'L. Lark', groups })
  expect((await signOn(real, real.browser(), 'lark')).status).toBe(200)
  expect(may('lark')).toEqual(expected)
})

test('nobody comes into an account by its name: neither a local one nor another subject’s', async () => {
  await open()
  const local = await make('lark', [inWard('physician')])
  const host = new URL(provider.issuer).host
  await make(`lark@${host}`, [])
  provider.accounts.set('LARK', { name: 'Other', preferred_username: 'lark', groups: [] })
  const long = 'x'.repeat(80)
  for (const subject of ['lark', 'LARK', `${long}1`, `${long}2`]) expect((await signOn(real, real.browser(), subject)).status).toBe(200)
  expect(people().get(local.id)).toEqual(local)
  expect(person('lark').id).not.toBe(person('LARK').id)
  expect(may('LARK')).toEqual([])
  const logins = people()
    .all()
    .map(({ login }) => login)
  expect(new Set(logins).size).toBe(6)
  for (const login of logins) expect(login).toMatch(/^.{2,64}$/)
  expect((await real.browser().post('/api/sign-in', { login: person('lark').login, password: 'x' })).body.code).toBe('wrong-credentials')
})

test('at a station: the one before is signed out there, the station stays, and the provider asks who it is', async () => {
  await open()
  const { secret, station } = await real.house.access.stations.enrol({ name: 'Desk', kind: 'ward-station', wards: ['T'], by: 'test' })
  const [name = '', value = ''] = real.house.access.cookies.write('station', secret).split(/[=;]/)
  provider.accounts.set('owl', { name: 'O. Owl', groups: ['ward-t-doctors'] })
  const [browser, jar]: [Browser, Jar] = [real.browser(new Map([[name, value]])), new Map()]
  await signOn(real, browser, 'lark', jar)
  expect(await me(browser)).toMatchObject({ authority: { name: 'L. Lark', station: { name: 'Desk' } } })
  const before = real.browser(browser.cookies)
  // With the provider's cookies of the nurse before: without a question it would be her again.
  await signOn(real, browser, 'owl', jar)
  expect(await me(browser)).toMatchObject({ authority: { name: 'O. Owl' } })
  expect(await me(before)).toMatchObject({ authority: { is: 'station', ended: { code: 'handed-over' } } })
  expect(real.house.access.sessions.of(person('lark').id)).toEqual([])
  expect(real.house.access.sessions.of(person('owl').id)).toMatchObject([{ station: station.id, by: 'single-sign-on' }])
})

test('elsewhere the provider may know the person again; a PIN needs a sign-in of just now', async () => {
  await open()
  const [browser, jar]: [Browser, Jar] = [real.browser(), new Map()]
  await signOn(real, browser, 'lark', jar)
  await setOut(real, browser, null, jar)
  const pin = { password: '', pin: '274916' }
  expect((await browser.post('/api/account/pin', pin)).status).toBe(200)
  for (let minutes = 0; minutes < 6; minutes++) {
    real.clock.pass(60_000)
    await browser.post('/api/active')
  }
  expect((await browser.post('/api/account/pin', pin)).body.code).toBe('sign-in-again')
})
