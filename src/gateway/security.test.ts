// What SECURITY.md says of HTTP, TLS and rates, where no other test holds it.
import { request as clear } from 'node:http'
import { request as secure } from 'node:https'
import { connect } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { type House, house, inWard, testAccess, whoHas } from './harness.ts'
import { addressOf } from './hop.ts'
import { type RealHouse, startHouse } from './realhouse.ts'
import type { Routes } from './routes/route.ts'
import { testCertificate } from './testcert.ts'

let here: { close(): Promise<void> } | undefined
afterEach(async () => {
  await here?.close()
  here = undefined
})
const open = async (...args: Parameters<typeof house>): Promise<House> => {
  const made = await house(...args)
  here = made
  return made
}
const openReal = async (...args: Parameters<typeof startHouse>): Promise<RealHouse> => {
  const made = await startHouse(...args)
  here = made
  return made
}

interface Said {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, unknown>>
}
const get = (url: string, headers: Record<string, string> = {}): Promise<Said> =>
  new Promise((done, fail) => {
    const send = url.startsWith('https:') ? secure : clear
    const sent = send(url, { headers, agent: false, rejectUnauthorized: false }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
    sent.on('error', fail)
    sent.end()
  })
const HSTS = 'strict-transport-security'

test('it speaks TLS 1.2 and 1.3, nothing before them, and nothing in clear on the same port', async () => {
  const { port } = await open(1, { tls: testCertificate() })
  const spoken = (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> =>
    new Promise((done) => {
      const socket = connect(
        { host: '127.0.0.1', port, rejectUnauthorized: false, minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' },
        () => {
          done(socket.getProtocol())
          socket.destroy()
        },
      )
      socket.on('error', () => done(null))
    })
  expect([await spoken('TLSv1.1'), await spoken('TLSv1.2'), await spoken('TLSv1.3')]).toEqual([null, 'TLSv1.2', 'TLSv1.3'])
  await expect(get(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
})

test('behind TLS, or a trusted proxy that has it, every answer asks for TLS for a year; in clear none does', async () => {
  const { port } = await open(1, { tls: testCertificate() })
  for (const path of ['/healthz', '/', '/none.png'])
    expect([path, (await get(`https://127.0.0.1:${port}${path}`)).headers[HSTS]]).toEqual([path, 'max-age=31536000; includeSubDomains'])
  await here?.close()
  const proxied = await open(1, { trustProxy: true })
  expect((await get(`${proxied.url}/healthz`, { 'x-forwarded-proto': 'https' })).headers[HSTS]).toBeDefined()
  expect((await get(`${proxied.url}/healthz`)).headers[HSTS]).toBeUndefined()
  await here?.close()
  const plain = await open(1)
  expect((await get(`${plain.url}/healthz`, { 'x-forwarded-proto': 'https' })).headers[HSTS]).toBeUndefined()
})

test('every body names its type and its charset, and no answer of the API is stored', async () => {
  const { url, browser } = await openReal()
  const nurse = browser()
  await nurse.demo('nurse')
  const polling = '/socket.io/?EIO=4&transport=polling'
  const cookie = [...nurse.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  for (const path of ['/healthz', '/metrics', '/', '/none.png', '/api/me', '/api/people', '/api/nothing', polling])
    for (const headers of [{ cookie }, { cookie, host: 'evil.example' }]) {
      const { body, headers: told } = await get(url + path, headers)
      const of = [path, headers.host]
      if (body !== '')
        expect([...of, told['content-type']]).toEqual([
          ...of,
          expect.stringMatching(/^[a-z]+\/[a-z-]+(; version=[\d.]+)?; charset=(utf|UTF)-8$/),
        ])
      if (path.startsWith('/api/')) expect([...of, told['cache-control']]).toEqual([...of, 'no-store'])
    }
})

test('X-Forwarded-* counts behind a trusted proxy alone, and then its last hop', async () => {
  const headers = { 'x-forwarded-for': '10.9.9.9, 10.1.1.1', 'x-forwarded-proto': 'http, https' }
  expect(addressOf({ headers, peer: '127.0.0.1' }, false)).toEqual({ address: '127.0.0.1', local: true, secure: false })
  expect(addressOf({ headers, peer: '10.0.0.7' }, false)).toEqual({ address: '10.0.0.7', local: false, secure: false })
  expect(addressOf({ headers, peer: '127.0.0.1' }, true)).toEqual({ address: '10.1.1.1', local: false, secure: true })
  expect(addressOf({ headers: {}, peer: '127.0.0.1' }, true)).toEqual({ address: '127.0.0.1', local: false, secure: false })
  const { house: real, browser } = await openReal()
  await browser().post('/api/sign-in', { login: 'guess', password: 'wrong' }, { 'x-forwarded-for': '10.9.9.9' })
  const from = async () => (await real.audit.query({ kinds: ['sign-in-failed'], limit: 1 }))[0]?.event?.actor.address
  await expect.poll(from).toBe('127.0.0.1')
})

test('a person and an address are held to their rates, which fill again', async () => {
  const { browser, clock } = await openReal()
  const nurse = browser()
  await nurse.demo('nurse')
  const codes = async (of: ReturnType<typeof browser>, count: number) => {
    const all = await Promise.all(Array.from({ length: count }, () => of.get('/api/sessions')))
    return all.filter(({ body }) => body.code === 'too-many-asks').length
  }
  expect(await codes(nurse, 60)).toBe(0)
  expect(await codes(nurse, 20)).toBeGreaterThan(10)
  clock.pass(3000)
  expect(await codes(nurse, 50)).toBe(0)
  // Nobody has no rate but that of the address.
  expect(await codes(browser(), 300)).toBeGreaterThan(10)
})

test('one person has at most 48 sockets; another one still comes in', async () => {
  const other = whoHas([inWard('nurse')], { id: 'other' })
  const made = await open(1, { access: testAccess(undefined, { other }) })
  const all = await Promise.allSettled(Array.from({ length: 50 }, () => made.connect()))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(48)
  expect((await made.connect({ cookie: 'other' })).connected).toBe(true)
})

test('refusals are counted by code', async () => {
  const made = await open(1)
  const counted = () => made.gateway.metrics.total('refused', { code: 'foreign-origin' })
  expect(await counted()).toBe(0)
  await made.connect({ origin: 'https://evil.example' }).catch(() => {})
  expect(await counted()).toBe(1)
  expect((await get(`${made.url}/metrics`)).body).toContain('wardlight_asks_refused_total{code="foreign-origin"} 1')
})

test('what goes wrong inside is answered by code, counted by place, and nothing of it is told', async () => {
  const real = await startHouse()
  const routes: Routes = {
    ...real.house.routes,
    'GET /api/me'() {
      throw new Error('secret of the inside')
    },
    async 'GET /api/wards'() {
      await Promise.reject(new Error('secret of the inside'))
    },
  }
  const access = testAccess()
  const made = await open(1, { routes, access, cookies: real.house.access.cookies })
  for (const path of ['/api/me', '/api/wards']) {
    const { status, body } = await get(made.url + path)
    expect([status, JSON.parse(body).code]).toEqual([500, 'no-handler'])
    expect(body).not.toMatch(/secret|inside|\.ts|at /)
    expect(await made.gateway.metrics.total('errors', { place: `http:GET ${path}` })).toBe(1)
  }
  await real.close()
})
