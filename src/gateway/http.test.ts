// The HTTP door and who may knock: headers, caching, health, metrics, foreign hosts and origins on both transports.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { bedId } from '../model/ids.ts'
import { ask, type House, house, taking, watchT } from './harness.ts'
import { HEADERS } from './headers.ts'

let dist: string
let here: House
beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'wardlight-dist-'))
  mkdirSync(join(dist, 'assets'))
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Wardlight</title>')
  writeFileSync(join(dist, 'assets', 'worker-abc123.js'), 'self')
  writeFileSync(join(dist, 'icon.svg'), '<svg/>')
})
afterAll(() => rmSync(dist, { recursive: true, force: true }))
afterEach(() => here.close())

/** A raw request: fetch does not let a test choose its Host. */
function raw(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port: here.port, path, method, headers, agent: false }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
    sent.on('upgrade', (response, socket) => {
      socket.destroy()
      done({ status: response.statusCode ?? 0, body: '', headers: {} })
    })
    sent.on('error', fail)
    sent.end()
  })
}
const SOCKET = '/socket.io/?EIO=4&transport='
const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

test('the app by each of its paths, never stored; what carries a hash for ever', async () => {
  here = await house(1, { dist })
  for (const path of ['/', '/index.html', '/ward/4B', '/ward/4B/bed/4B-07', '/ward/a.b', '/patient/x', '/gallery', '/ward/4B?probe']) {
    const { status, body, headers } = await raw(path)
    expect([path, status, headers['cache-control']]).toEqual([path, 200, 'no-store'])
    expect(body).toContain('Wardlight')
  }
  expect((await raw('/assets/worker-abc123.js')).headers).toMatchObject({
    'cache-control': expect.stringContaining('immutable'),
    'content-type': expect.stringContaining('javascript'),
  })
  expect((await raw('/icon.svg')).headers['cache-control']).toBe('public, max-age=3600')
  for (const path of ['/assets/none.js', '/none.png', '/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'])
    expect([path, (await raw(path)).status]).toEqual([path, expect.toSatisfy((status: number) => status >= 400 && status < 500)])
  expect((await raw('/', {}, 'POST')).status).toBe(404)
})

test('strict headers on every answer, the worker and the refusals included', async () => {
  here = await house(1, { dist })
  const polling = `${SOCKET}polling`
  for (const path of ['/', '/assets/worker-abc123.js', '/healthz', '/metrics', '/none.png', polling]) {
    const { headers } = await raw(path)
    for (const [name, value] of Object.entries(HEADERS)) expect([path, name, headers[name]]).toEqual([path, name, value])
  }
  const policy = HEADERS['content-security-policy']!
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types wardlight',
  ])
    expect(policy).toContain(part)
  expect(policy).not.toMatch(/unsafe|\*/)
})

test('without a build the app says so, and the rest is there', async () => {
  here = await house(1)
  expect(await raw('/')).toMatchObject({ status: 503, body: expect.stringContaining('not-built') })
  expect((await raw('/healthz')).status).toBe(200)
})

test('a foreign name of the gateway is refused at every door', async () => {
  here = await house(1, { dist })
  for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.1'])
    for (const path of ['/', '/healthz', `${SOCKET}polling`]) expect((await raw(path, { host })).status).toBe(421)
  for (const host of ['localhost:1234', `127.0.0.1:${here.port}`, '[::1]:80']) expect((await raw('/', { host })).status).toBe(200)
})

test('a foreign origin, or none where a browser would name it, is refused on both transports', async () => {
  here = await house(1)
  const own = here.url
  const polling = (headers: Record<string, string>, method = 'GET') => raw(`${SOCKET}polling`, headers, method).then(({ status }) => status)
  const websocket = (headers: Record<string, string>) => raw(`${SOCKET}websocket`, { ...UPGRADE, ...headers }).then(({ status }) => status)
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', `https://127.0.0.1:${here.port}`, `${own}.evil.example`]) {
    expect([origin, await polling({ origin })]).toEqual([origin, 403])
    expect([origin, await websocket({ origin })]).toEqual([origin, 403])
  }
  expect(await websocket({})).toBe(403)
  expect(await websocket({ origin: own })).toBe(101)
  expect(await polling({})).toBe(200)
  expect(await polling({ 'sec-fetch-site': 'same-origin' })).toBe(200)
  expect(await polling({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  const { body } = await raw(`${SOCKET}polling`)
  const { sid } = JSON.parse(body.slice(1)) as { sid: string }
  expect(await raw(`${SOCKET}polling&sid=${sid}`, {}, 'POST')).toMatchObject({ status: 403 })
  await expect(here.connect({ origin: 'https://evil.example' })).rejects.toThrow()
  await expect(here.connect({ origin: 'https://evil.example', transports: ['polling'] })).rejects.toThrow()
  expect((await here.connect({ transports: ['polling'] })).connected).toBe(true)
})

test('an allowed origin may come, on both transports', async () => {
  here = await house(1, { allowOrigins: ['https://ward.example'] })
  expect((await here.connect({ origin: 'https://ward.example' })).connected).toBe(true)
  expect((await here.connect({ origin: 'https://ward.example', transports: ['polling'] })).connected).toBe(true)
  expect((await raw(`${SOCKET}polling`, { origin: 'https://ward.example' })).headers['access-control-allow-origin']).toBe(
    'https://ward.example',
  )
})

test('no more sockets than the gateway may serve', async () => {
  here = await house(1, { screens: 2 })
  await here.connect()
  await here.connect()
  await expect(here.connect()).rejects.toThrow()
})

test('healthz: well while frames leave, 503 when they stop', async () => {
  here = await house(1)
  here.clock.pass(1000)
  expect(await raw('/healthz')).toMatchObject({ status: 200 })
  const { now } = here.clock
  ;(here.clock as { now: unknown }).now = () => now() + 3000
  const { status, body } = await raw('/healthz')
  expect([status, JSON.parse(body)]).toMatchObject([503, { status: 'late', frameAgeMs: 3000, reportAgeMs: { test: 4000 } }])
})

test('health and metrics name no person, stay or bed', async () => {
  here = await house(3, { names: 'Amara <img src=x onerror=alert(1)>' })
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  expect(await ask(client, 'roster', { ward: 'T' })).toMatchObject({ people: [{ name: 'Amara <img src=x onerror=alert(1)>' }, {}, {}] })
  here.source.number('T-02', 'hr', 74)
  here.source.push({ bed: bedId('secret bed'), samples: [] })
  here.clock.pass(250)
  await taken.until(1)
  const texts = [(await raw('/metrics')).body, (await raw('/healthz')).body]
  for (const text of texts) for (const word of ['Amara', 'onerror', 'stay-T', 'T-01', 'T-02', 'secret']) expect(text).not.toContain(word)
  for (const name of [
    'wardlight_frame_age_seconds{ward="T"} 0',
    'wardlight_clients 1',
    'wardlight_reports_total{source="test"} 2',
    'wardlight_malformed_total{source="test",reason="bed"} 1',
    'wardlight_ring_frames{ward="T"} 1',
    'wardlight_event_loop_delay_seconds{quantile="0.99"}',
    'wardlight_sent_bytes_total',
  ])
    expect(texts[0]).toContain(name)
})
