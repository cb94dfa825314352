// Sessions and their cookies on a fake clock: rest, longest time, rotation, forged and replayed secrets, a clock that was set back.

import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { POLICY } from '../../model/me.ts'
import { at } from '../../model/units.ts'
import { fakeClock, START } from '../harness.ts'
import { cookieNamed, type RealHouse, startHouse } from '../realhouse.ts'
import { createHasher } from './secrets.ts'

let real: RealHouse
afterEach(() => real.close())
const is = async (browser: ReturnType<RealHouse['browser']>) => ((await browser.get('/api/me')).body.authority as { is: string }).is

test('a nurse at a ward station is signed out after 15 min without a touch, the station stays; elsewhere after 2', async () => {
  real = await startHouse({ deaf: true })
  const station = real.browser()
  await station.demo('nurse')
  const { people, stations } = real.house.access
  await people.change(people.byLogin('wren')!.id, { password: await createHasher().hash('otter lamp quarry') })
  const signedIn = async (cookies: ReadonlyMap<string, string> = new Map()) => {
    const browser = real.browser(cookies)
    expect((await browser.post('/api/sign-in', { login: 'wren', password: 'otter lamp quarry' })).status).toBe(200)
    return browser
  }
  const lone = await signedIn()
  // A personal workstation is enrolled, and rests as shortly.
  const { secret } = await stations.enrol({ name: 'Office', kind: 'workstation', wards: ['T'], by: 'test' })
  const office = await signedIn(new Map([[cookieNamed(station, 'station')!, secret]]))
  expect([await is(station), await is(lone), await is(office)]).toEqual(['person', 'person', 'person'])
  real.clock.pass(POLICY.idle.workstation - 1000)
  expect([await is(lone), await is(office)]).toEqual(['person', 'person'])
  real.clock.pass(1500)
  expect([await is(station), await is(lone), await is(office)]).toEqual(['person', 'nobody', 'station'])
  expect((await station.post('/api/active')).status).toBe(200)
  real.clock.pass(POLICY.idle['ward-station'] - 1000)
  expect((await station.post('/api/active')).status).toBe(200)
  real.clock.pass(POLICY.idle['ward-station'] - 1000)
  expect(await is(station)).toBe('person')
  real.clock.pass(1500)
  const me = (await station.get('/api/me')).body
  expect(me).toMatchObject({
    authority: { is: 'station', ended: { code: 'idle', message: expect.stringContaining('R. Wren') } },
    idleIn: null,
  })
})

test('however much it is touched, a session ends after its longest time', async () => {
  real = await startHouse({ deaf: true })
  const browser = real.browser()
  await browser.demo('nurse')
  for (let passed = 0; passed < POLICY.absolute - 600_000; passed += 600_000) {
    real.clock.pass(600_000)
    await browser.post('/api/active')
  }
  expect(await is(browser)).toBe('person')
  real.clock.pass(600_000)
  expect(await is(browser)).toBe('station')
})

test('the secret is renewed each hour; the one before serves for what was under way, and later ends the session', async () => {
  real = await startHouse({ deaf: true })
  const browser = real.browser()
  await browser.demo('nurse')
  const name = cookieNamed(browser, 'session')!
  const first = browser.cookies.get(name)!
  for (let step = 0; step < 7; step++) {
    real.clock.pass(600_000)
    await browser.post('/api/active')
  }
  expect(browser.cookies.get(name)).not.toBe(first)
  const replaying = real.browser(new Map([...browser.cookies, [name, first]]))
  expect(await is(replaying)).not.toBe('nobody')
  real.clock.pass(31_000)
  expect(await is(replaying)).toBe('station')
  expect(await is(browser)).toBe('station')
})

test('forged, cut, foreign and ended secrets are nobody’s', async () => {
  real = await startHouse({ deaf: true })
  const browser = real.browser()
  await browser.demo('nurse')
  const name = cookieNamed(browser, 'session')!
  const secret = browser.cookies.get(name)!
  const forged = [
    secret.slice(1),
    `${secret}A`,
    secret.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
    '',
    'x'.repeat(5000),
    '__proto__',
    `${secret}"`,
  ]
  for (const value of forged) expect([value.length, await is(real.browser(new Map([[name, value]])))]).toEqual([value.length, 'nobody'])
  const other = real.browser(new Map([[name.replace(/wardlight-.{8}/, 'wardlight-00000000'), secret]]))
  expect(await is(other)).toBe('nobody')
  // The same name twice: one put over the other.
  expect((await real.browser().get('/api/me', { cookie: `${name}=${secret}; ${name}=${secret}` })).body.authority).toMatchObject({
    is: 'nobody',
  })
  const { headers } = await browser.post('/api/sign-out')
  expect(headers.get('clear-site-data')).toBe('"cache", "storage"')
  expect(await is(real.browser(new Map([[name, secret]])))).toBe('nobody')
})

test('a session’s cookie that is copied away from its station is nobody’s', async () => {
  real = await startHouse({ deaf: true })
  const station = real.browser()
  await station.demo('nurse')
  const copy = real.browser(new Map([...station.cookies].filter(([name]) => !name.endsWith('-station'))))
  expect([await is(station), await is(copy)]).toEqual(['person', 'nobody'])
  expect((await copy.get('/api/sessions')).body.code).toBe('not-signed-in')
})

test('cookies are strict, hidden from scripts, and of this host alone', async () => {
  real = await startHouse({ deaf: true })
  const { headers } = await real.browser().demo('nurse')
  for (const cookie of headers.getSetCookie())
    expect(cookie).toMatch(/^__Host-wardlight-[0-9a-f]{8}(-station)?=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Strict$/)
  expect(headers.getSetCookie()).toHaveLength(2)
})

test('sessions outlive a start, and none outlives a clock that was set back a day', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardlight-sessions-'))
  const keys = randomBytes(32).toString('hex')
  const clockAt = (ahead: number) => {
    const clock = fakeClock()
    return { ...clock, now: () => at(clock.now() + ahead), real: () => at(clock.real() + ahead) }
  }
  real = await startHouse({ deaf: true, folder, keys, clock: clockAt(0) })
  const browser = real.browser()
  await browser.demo('nurse')
  await real.close()
  real = await startHouse({ deaf: true, folder, keys, clock: clockAt(60_000) })
  expect(await is(real.browser(browser.cookies))).toBe('person')
  await real.close()
  real = await startHouse({ deaf: true, folder, keys, clock: clockAt(-86_400_000) })
  expect(await is(real.browser(browser.cookies))).toBe('station')
  expect(START).toBeGreaterThan(0)
})
