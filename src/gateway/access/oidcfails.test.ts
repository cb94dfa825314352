// Single sign-on as it must fail: ways back that did not begin here, tokens that were tampered with, people who may not. Each is one code
// and no session, and nothing that is secret gets out.
import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../model/audit.ts'
import { gatewayEvent } from '../audit/openaudit.ts'
import { type Browser, cookieNamed, type RealHouse, type Reply, startHouse } from '../realhouse.ts'
import { createSingleSignOn } from './oidc.ts'
import { comeBack, setOut, signOn, startProvider, type TestProvider } from './testprovider.ts'
import { THROTTLE } from './throttle.ts'

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
const person = (subject: string) => real.house.access.people.byExternal(provider.issuer, subject)
/** One code, no session. */
function refused(reply: Reply, browser: Browser): void {
  expect([reply.status, reply.body.code, reply.headers.getSetCookie()]).toEqual([502, 'identity-provider', []])
  expect(cookieNamed(browser, 'session')).toBe(undefined)
}
async function audit(kind: AuditEvent['kind']): Promise<AuditEvent[]> {
  await real.house.audit.note(gatewayEvent('started', real.clock.real(), 'real'))
  return (await real.house.audit.query({ kinds: [kind], limit: 100 })).flatMap(({ event }) => event ?? [])
}
const changed = (path: string, change: (query: URLSearchParams) => void): string => {
  const url = new URL(path, real.url)
  change(url.searchParams)
  return url.pathname + url.search
}
const FORGED = 'A'.repeat(43)

/** TABLE: what is done to the way back before it is gone. */
const WAYS: Readonly<Record<string, (path: string, browser: Browser) => string | Promise<string>>> = {
  'a forged state': (path) => changed(path, (query) => query.set('state', FORGED)),
  'no state': (path) => changed(path, (query) => query.delete('state')),
  'two states': (path) => changed(path, (query) => query.append('state', query.get('state')!)),
  'the state of another': async (path) => {
    const other = new URL(await setOut(real, real.browser(), 'lark'), real.url).searchParams.get('state')!
    return changed(path, (query) => query.set('state', other))
  },
  'a forged code': (path) => changed(path, (query) => query.set('code', FORGED)),
  'no code': (path) => changed(path, (query) => query.delete('code')),
  'the code of another': async (path) => {
    const other = new URL(await setOut(real, real.browser(), 'lark'), real.url).searchParams.get('code')!
    return changed(path, (query) => query.set('code', other))
  },
  'the issuer of another': (path) => changed(path, (query) => query.set('iss', 'http://localhost:1')),
  'no issuer': (path) => changed(path, (query) => query.delete('iss')),
  nothing: () => '/api/oidc/callback',
  'an error': (path) => changed(path, (query) => query.set('error', 'server_error')),
  'no cookie': (path, browser) => {
    browser.cookies.delete(cookieNamed(browser, 'passing')!)
    return path
  },
  'a forged cookie': (path, browser) => {
    browser.cookies.set(cookieNamed(browser, 'passing')!, FORGED)
    return path
  },
  'a cookie without form': (path, browser) => {
    browser.cookies.set(cookieNamed(browser, 'passing')!, 'x'.repeat(5000))
    return path
  },
  'the cookie of another': async (path, browser) => {
    const other = real.browser()
    await setOut(real, other, 'lark')
    browser.cookies.set(cookieNamed(browser, 'passing')!, other.cookies.get(cookieNamed(other, 'passing')!)!)
    return path
  },
  'more than ten minutes': (path) => {
    real.clock.pass(10 * 60_000 + 1)
    return path
  },
}

test.each(Object.entries(WAYS))('a way back with %s is refused, and is used up', async (_, act) => {
  await open()
  const browser = real.browser()
  const path = await setOut(real, browser, 'lark')
  const passing = new Map(browser.cookies)
  refused(await comeBack(real, browser, await act(path, browser)), browser)
  expect(person('lark')).toBe(undefined)
  // What was sent by whoever held the cookie is good no more, also when put right.
  if ([...passing].every(([name, value]) => browser.cookies.get(name) === value)) refused(await comeBack(real, browser, path), browser)
})

test('just within ten minutes it is taken, and a second time it is not', async () => {
  await open()
  const browser = real.browser()
  const path = await setOut(real, browser, 'lark')
  const again = real.browser(browser.cookies)
  real.clock.pass(10 * 60_000)
  expect((await comeBack(real, browser, path)).status).toBe(200)
  refused(await comeBack(real, again, path), again)
  expect((await browser.get('/api/me')).body.authority).toMatchObject({ is: 'person' })
})

const part = (token: unknown, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split('.')[index]!, 'base64url').toString()) as Record<string, unknown>
const coded = (what: object): string => Buffer.from(JSON.stringify(what)).toString('base64url')
const reclaimed = (token: unknown, over: object): string => String(token).replace(/\.[^.]+\./, `.${coded({ ...part(token, 1), ...over })}.`)

test.each([
  ['another subject', (token: unknown) => reclaimed(token, { sub: 'owl' })],
  ['groups added', (token: unknown) => reclaimed(token, { groups: ['it'] })],
  ['a second factor added', (token: unknown) => reclaimed(token, { amr: ['mfa'] })],
  ['another issuer', (token: unknown) => reclaimed(token, { iss: 'http://localhost:1' })],
  ['another audience', (token: unknown) => reclaimed(token, { aud: 'other' })],
  ['another nonce', (token: unknown) => reclaimed(token, { nonce: FORGED })],
  ['its time over', (token: unknown) => reclaimed(token, { exp: 1000 })],
  ['no signature', (token: unknown) => `${coded({ alg: 'none' })}.${String(token).split('.')[1]}.`],
  ['an empty signature', (token: unknown) => `${String(token).split('.').slice(0, 2).join('.')}.`],
  ['a key of nobody', (token: unknown) => String(token).replace(/^[^.]+/, coded({ ...part(token, 0), kid: 'other' }))],
  ['no ID token', () => undefined],
])('an ID token with %s is refused', async (_, change) => {
  await open()
  provider.tamper = (answer) => {
    answer.id_token = change(answer.id_token)
  }
  const browser = real.browser()
  refused(await signOn(real, browser, 'lark'), browser)
  expect(real.house.access.people.all()).toEqual([])
})

test('who gives up at the provider, or is disabled here, does not come in; both are written down', async () => {
  await open()
  const browser = real.browser()
  refused(await comeBack(real, browser, await setOut(real, browser, null)), browser)
  await signOn(real, real.browser(), 'lark')
  const { people, sessions } = real.house.access
  const { id, grants } = person('lark')!
  await people.change(id, { disabled: true })
  await sessions.endAll(id, 'disabled')
  provider.accounts.set('lark', { name: 'Renamed', groups: ['it'], amr: ['mfa'] })
  const reply = await signOn(real, browser, 'lark')
  expect([reply.status, reply.body.code, reply.headers.getSetCookie()]).toEqual([403, 'not-allowed', []])
  expect(person('lark')).toMatchObject({ name: 'L. Lark', grants, disabled: true })
  expect(sessions.of(id)).toEqual([])
  expect((await audit('sign-in-failed')).map(({ actor, outcome, why }) => [actor.name, outcome, why])).toEqual([
    ['L. Lark', 'failed', 'single-sign-on'],
    ['unknown login', 'failed', 'single sign-on'],
  ])
})

test('neither verifier, secret, code nor token leaves to browser, log or audit', async () => {
  await open()
  const browser = real.browser()
  const begun = await browser.get('/api/oidc/start')
  const seen = JSON.stringify([[...begun.headers], [...browser.cookies]])
  let token = ''
  provider.tamper = (answer) => {
    token = String(answer.id_token)
  }
  const path = await setOut(real, browser, 'lark')
  const reply = await comeBack(real, browser, path)
  provider.tamper = (answer) => {
    answer.id_token = reclaimed(answer.id_token, { nonce: FORGED })
  }
  refused(await signOn(real, real.browser(), 'lark'), real.browser())
  const secrets = provider.asked.flatMap(({ body }) => {
    const { code_verifier, code } = JSON.parse(body) as Record<string, string>
    return [code_verifier!, code!]
  })
  expect(secrets).toHaveLength(4)
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43,}$/)
  const kept = JSON.stringify([await audit('signed-in'), await audit('sign-in-failed'), await audit('person-made')])
  expect(logged).toHaveLength(1)
  const errors = inspect(logged, { depth: 10 })
  expect(errors).not.toContain('lark')
  const out = [seen, JSON.stringify([[...reply.headers], reply.body]), kept, errors].join()
  for (const secret of [...secrets, token.split('.')[2]!, 'a secret of the client']) expect(out).not.toContain(secret)
})

test('a flood of failures does not fill the audit, and nobody else’s sign-in waits for it', async () => {
  await open()
  for (let flood = 0; flood < 100; flood++) {
    const other = real.browser()
    await other.get('/api/oidc/start')
    refused(await comeBack(real, other, '/api/oidc/callback?state=x&code=y'), other)
  }
  expect((await audit('sign-in-failed')).length).toBe(THROTTLE.address.free)
  expect((await signOn(real, real.browser(), 'lark')).status).toBe(200)
  expect((await real.browser().post('/api/sign-in', { login: 'reed', password: 'wrong' })).body.code).toBe('wrong-credentials')
})

test('a flood of ways from one address pushes out its own, not those of others', async () => {
  await open()
  const { people } = real.house.access
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
  const single = createSingleSignOn({ config: provider.config(), people, real: real.clock.real, random, failed: () => {} })
  const from = (address: string) => ({ session: null, station: null, address, local: false })
  /** The handle of a way, and how it comes back. */
  async function way(address: string) {
    const { url, handle } = await single.start(real.url, from(address))
    const get = async () => ({ status: 303, body: {}, text: '', headers: new Headers({ location: url }) })
    return { handle, come: async () => new URL(await setOut(real, { get }, 'lark'), real.url).searchParams }
  }
  const [mine, theirs] = [await way('10.0.0.1'), await way('10.0.0.2')]
  const [query, other] = [await mine.come(), await theirs.come()]
  for (let flood = 0; flood < 1100; flood++) await single.start(real.url, from('10.0.0.2'))
  expect((await single.finish(real.url, query, mine.handle)).person.name).toBe('L. Lark')
  await expect(single.finish(real.url, other, theirs.handle)).rejects.toMatchObject({ code: 'identity-provider' })
})
