// What SECURITY.md says of accounts and of what is written down about them, where no other test holds it.
import { TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PASSWORD } from '../model/me.ts'
import { type Browser, cookieNamed, type RealHouse, startHouse } from './realhouse.ts'

let real: RealHouse
beforeEach(async () => {
  real = await startHouse({ demo: false })
})
afterEach(() => real.close())
const FIRST = 'violet harbour ladder'
const NEW = 'otter lamp quarry'
const codeOf = (secret: string): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: real.clock.real() })
const is = async (browser: Browser) => ((await browser.get('/api/me')).body.authority as { is: string }).is

async function administrator(): Promise<Browser> {
  const browser = real.browser()
  await browser.post('/api/set-up', { code: real.house.setUpCode, name: 'A. Teal', login: 'teal', password: FIRST })
  const { secret } = (await browser.post('/api/account/second-factor/begin')).body as { secret: string }
  await browser.post('/api/account/second-factor/confirm', { code: codeOf(secret) })
  return browser
}
async function nurse(by: Browser): Promise<{ id: string; browser: Browser }> {
  const grants = [{ role: 'nurse', ward: 'T', until: null }]
  const { id, once } = (await by.post('/api/people', { name: 'N. Reed', login: 'reed', grants })).body as { id: string; once: string }
  const browser = real.browser()
  await browser.post('/api/sign-in', { login: 'reed', password: once })
  await browser.post('/api/account/password', { before: once, password: FIRST })
  return { id, browser }
}

test('no account ships', async () => {
  expect(real.house.access.people.all()).toEqual([])
  for (const [login, password] of [
    ['admin', 'admin'],
    ['administrator', 'administrator'],
    ['root', 'password'],
    ['wardlight', 'wardlight'],
  ])
    expect((await real.browser().post('/api/sign-in', { login, password })).body.code).toBe('wrong-credentials')
})

test('a password has at least 12 characters, wants the one before, and ends all other sessions', async () => {
  const { browser } = await nurse(await administrator())
  const other = real.browser()
  await other.post('/api/sign-in', { login: 'reed', password: FIRST })
  expect([await is(browser), await is(other)]).toEqual(['person', 'person'])
  const change = (before: string, password: string) => browser.post('/api/account/password', { before, password })
  expect((await change(FIRST, 'k7'.padEnd(PASSWORD.least - 1, 'qz'))).body.code).toBe('bad-ask')
  expect((await change('not the one before', NEW)).body.code).toBe('wrong-credentials')
  expect((await change(FIRST, NEW)).status).toBe(200)
  expect([await is(browser), await is(other)]).toEqual(['person', 'nobody'])
  expect((await other.get('/api/me')).body.authority).toMatchObject({ ended: { code: 'password-changed' } })
})

test('each sign-in has a new secret, and the session before it in this browser is over', async () => {
  const { browser } = await nurse(await administrator())
  const name = cookieNamed(browser, 'session')!
  const before = new Map(browser.cookies)
  await browser.post('/api/sign-in', { login: 'reed', password: FIRST })
  expect(browser.cookies.get(name)).not.toBe(before.get(name))
  expect([await is(browser), await is(real.browser(before))]).toEqual(['person', 'nobody'])
})

test('one’s own sessions are listed, and ended one by one; those of others are not there', async () => {
  const teal = await administrator()
  const { browser } = await nurse(teal)
  const other = real.browser()
  await other.post('/api/sign-in', { login: 'reed', password: FIRST })
  const list = async (of: Browser) => (await of.get('/api/sessions')).body.sessions as { id: string; own: boolean }[]
  const [own, elsewhere] = (await list(browser)).toSorted((a, b) => Number(b.own) - Number(a.own))
  expect([own?.own, elsewhere?.own]).toEqual([true, false])
  expect((await teal.post('/api/sessions/end', { id: elsewhere!.id })).body.code).toBe('no-such-session')
  expect((await browser.post('/api/sessions/end', { id: elsewhere!.id })).status).toBe(200)
  expect([await is(browser), await is(other)]).toEqual(['person', 'nobody'])
})

test('an administrator’s reset of a password ends all sessions and leaves the second factor', async () => {
  const teal = await administrator()
  const grants = [{ role: 'privacy-officer', ward: null, until: null }]
  const { id, once } = (await teal.post('/api/people', { name: 'M. Gull', login: 'gull', grants })).body as { id: string; once: string }
  const gull = real.browser()
  await gull.post('/api/sign-in', { login: 'gull', password: once })
  await gull.post('/api/account/password', { before: once, password: NEW })
  const { secret } = (await gull.post('/api/account/second-factor/begin')).body as { secret: string }
  expect((await gull.post('/api/account/second-factor/confirm', { code: codeOf(secret) })).body.next).toBe(null)
  const reset = (await teal.post('/api/people/reset', { id, what: 'password' })).body as { once: string }
  expect(await is(gull)).toBe('nobody')
  expect(real.house.access.people.get(id)?.totp).toMatchObject({ confirmed: true, secret })
  expect((await real.browser().post('/api/sign-in', { login: 'gull', password: NEW })).body.code).toBe('wrong-credentials')
  const again = (await real.browser().post('/api/sign-in', { login: 'gull', password: reset.once })).body
  expect(again.next).not.toBe(null)
})

test('sign-ins, misses, ends and refused emergencies are written down, and nothing that was typed', async () => {
  const teal = await administrator()
  const { browser } = await nurse(teal)
  // As happens: the password in the field of the name.
  await real.browser().post('/api/sign-in', { login: 'my secret password', password: 'another secret' })
  await real.browser().post('/api/sign-in', { login: 'reed', password: 'another secret' })
  await browser.post('/api/sign-out')
  expect((await teal.post('/api/emergency', { ward: 'T', reason: 'I would like to look' })).status).toBe(403)
  const records = () => real.house.audit.query({ limit: 200 })
  const kinds = async () => (await records()).map(({ event }) => `${event?.kind} ${event?.outcome} ${event?.actor.name}`)
  for (const line of [
    'signed-in done N. Reed',
    'sign-in-failed failed unknown login',
    'sign-in-failed failed N. Reed',
    'signed-out done N. Reed',
    'refused refused A. Teal',
    'secret-changed done N. Reed',
  ])
    await expect.poll(kinds).toContain(line)
  const text = JSON.stringify(await records())
  for (const typed of ['secret password', 'another secret', FIRST, 'argon2']) expect(text).not.toContain(typed)
})
