// The identity provider is down, hangs, or comes back changed: told by one code, while sessions, passwords, PINs and emergency access go on.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { inWard } from '../harness.ts'
import { type Browser, cookieNamed, type RealHouse, type Reply, startHouse } from '../realhouse.ts'
import { createHasher } from './secrets.ts'
import { comeBack, setOut, signOn, startProvider, type TestProvider } from './testprovider.ts'

let provider: TestProvider
let real: RealHouse
let logged: unknown[]
beforeEach(async () => {
  provider = await startProvider()
  provider.accounts.set('lark', { name: 'L. Lark', groups: ['ward-t-nurses'] })
  logged = []
})
afterEach(async () => {
  await real.close()
  await provider.close()
})

async function open(over: Parameters<TestProvider['config']>[0] = {}): Promise<void> {
  const log = { info() {}, warn() {}, error: (what: unknown) => void logged.push(what) }
  real = await startHouse({ deaf: true, demo: false, oidc: provider.config(over), log: log as never })
  provider.knows(real.url)
}
/** One code, no session. */
function refused(reply: Reply, browser: Browser): void {
  expect([reply.status, reply.body.code, reply.headers.getSetCookie()]).toEqual([502, 'identity-provider', []])
  expect(cookieNamed(browser, 'session')).toBe(undefined)
}

/** Somebody with a password and a PIN, and a station of the ward. */
async function nurse(): Promise<{ station: Browser; id: string }> {
  const { people, stations, cookies } = real.house.access
  const hasher = createHasher()
  const { id } = await people.make({
    name: 'N. Reed',
    login: 'reed',
    disabled: false,
    grants: [inWard('nurse', 'T', { from: at(0) })],
    password: await hasher.hash('otter lamp quarry'),
    once: null,
    pin: await hasher.hash('274916'),
    pinMisses: 0,
    totp: null,
    external: null,
  })
  const { secret } = await stations.enrol({ name: 'Desk', kind: 'ward-station', wards: ['T'], by: 'test' })
  const [name = '', value = ''] = cookies.write('station', secret).split(/[=;]/)
  return { station: real.browser(new Map([[name, value]])), id }
}

/** TABLE: how the provider is down, and how it takes part before. */
const DOWN: Readonly<Record<string, { start: (browser: Browser) => Promise<Reply>; timeout?: number }>> = {
  'closed before': {
    async start(browser) {
      await provider.close()
      real.clock.pass(5000)
      return browser.get('/api/oidc/start')
    },
  },
  'closed between start and return': {
    async start(browser) {
      const path = await setOut(real, browser, 'lark')
      await provider.close()
      return comeBack(real, browser, path)
    },
  },
  'hanging before': {
    timeout: 0.2,
    start(browser) {
      provider.hang()
      real.clock.pass(5000)
      return browser.get('/api/oidc/start')
    },
  },
  'hanging between start and return': {
    timeout: 0.2,
    async start(browser) {
      const path = await setOut(real, browser, 'lark')
      provider.hang()
      return comeBack(real, browser, path)
    },
  },
}

test.each(Object.entries(DOWN))(
  'a provider %s: told by one code; sessions, password, PIN and emergency access go on',
  async (_, { start, timeout = 5 }) => {
    await open({ timeout })
    const { station, id } = await nurse()
    const lark = real.browser()
    await signOn(real, lark, 'lark')
    const browser = real.browser()
    refused(await start(browser), browser)
    expect(logged).toMatchObject([{ place: 'identity-provider' }])
    // Her session goes on, and so does what her groups gave.
    expect((await lark.post('/api/active')).body.authority).toMatchObject({ is: 'person', name: 'L. Lark', roles: ['nurse'] })
    expect((await lark.post('/api/emergency', { ward: 'T', reason: 'arrest on the corridor' })).status).toBe(200)
    expect((await browser.post('/api/sign-in', { login: 'reed', password: 'otter lamp quarry' })).body.authority).toMatchObject({
      name: 'N. Reed',
    })
    expect((await station.post('/api/station/pin', { person: id, pin: '274916' })).body.authority).toMatchObject({ name: 'N. Reed' })
    await station.post('/api/sign-out')
    const opened = await station.post('/api/emergency', { ward: 'T', reason: 'arrest on the corridor', person: id, pin: '274916' })
    expect([opened.status, (await station.get('/api/me')).body.authority]).toEqual([200, expect.objectContaining({ name: 'N. Reed' })])
  },
)

test('once the provider is back, also with other doors, the next sign-in goes there; a person is told on a page, not in JSON', async () => {
  await open()
  await setOut(real, real.browser(), 'lark')
  const moved = { routes: { authorization: '/moved/auth', token: '/moved/token' } }
  provider.knows(real.url, moved)
  real.clock.pass(5000)
  const browser = real.browser()
  const to = new URL((await browser.get('/api/oidc/start')).headers.get('location')!)
  expect(to.pathname).toBe('/moved/auth')
  expect((await signOn(real, browser, 'lark')).status).toBe(200)
  const answer = await fetch(`${real.url}/api/oidc/callback?code=<b>&state=x`, { headers: { accept: 'text/html,*/*' } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
  const page = await answer.text()
  expect(page).toContain('Sign in with a local account')
  expect(page).not.toContain('<b>')
})
