// The command as a person types it, and the doors as a stranger tries them.
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runCommand, startGateway } from './gateway.ts'
import { expect, main, openWard, test } from './story.ts'

test('--help explains every option', async () => {
  const { code, out, err } = await runCommand('--help')
  expect([code, err]).toEqual([0, ''])
  for (const option of ['--port', '--data', '--beds', '--speed', '--seed', '--replay', '--allow-origin']) expect(out).toContain(option)
})

test('what cannot start says why in one line and ends with an error', async ({ gateway }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-start-'))
  const holder = await startGateway('--data', folder)
  const WRONG: readonly (readonly [args: string[], words: RegExp])[] = [
    [['--ports', '1'], /no such option: --ports/],
    [['--beds', 'many'], /--beds wants a whole number from 4 to 128, not "many"/],
    [['--speed', '0'], /--speed wants/],
    [['--port', String(gateway.port)], new RegExp(`port ${gateway.port} is in use`)],
    [['--replay', path.join(folder, 'nothing')], /cannot read the recording .*nothing\.hea: ENOENT/],
    [['--port', '0', '--data', folder], /is in use by another gateway \(process \d+\)/],
  ]
  const answers = await Promise.all(WRONG.map(async ([args, words]) => ({ args, words, ...(await runCommand(...args)) })))
  for (const { args, words, code, out, err } of answers) {
    expect([args, code, out]).toEqual([args, 1, ''])
    expect(err).toMatch(/^wardlight: [^\n]+\n$/)
    expect(err).toMatch(words)
  }
  expect(await holder.stop()).toBe(0)
  rmSync(folder, { recursive: true })
})

test('the page runs under strict headers, and nothing on it breaks them', async ({ page, gateway }) => {
  const broken: string[] = []
  await page.exposeFunction('broke', (what: string) => broken.push(what))
  await page.addInitScript(() => {
    const report = (window as unknown as { broke(what: string): void }).broke
    document.addEventListener('securitypolicyviolation', (event) => report(`${event.violatedDirective} ${event.blockedURI}`))
  })
  const answer = (await page.goto(`${gateway.url}/ward/4B/bed/4B-01`))!
  const headers = answer.headers()
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).not.toContain('unsafe')
  for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
    expect(policy).toContain(part)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await page.keyboard.press('s')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto(`${gateway.url}/gallery`)
  await expect(page.locator('article').first()).toBeAttached()
  expect(broken).toEqual([])
})

/** Status of a request as any program may make it. */
const ask = (port: number, target: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = http.get({ port, host: '127.0.0.1', path: target, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    request.on('upgrade', (answer, socket) => {
      socket.destroy()
      resolve(answer.statusCode ?? 0)
    })
    request.on('error', reject)
  })
const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
const POLLING = '/socket.io/?EIO=4&transport=polling'
const SOCKET = '/socket.io/?EIO=4&transport=websocket'

test('a foreign page is refused on both transports, a foreign name everywhere', async ({ gateway: { port, url } }) => {
  const foreign = { origin: 'https://evil.example' }
  const rows: readonly (readonly [target: string, headers: Record<string, string>, status: number])[] = [
    [SOCKET, { ...UPGRADE, origin: url }, 101],
    [SOCKET, { ...UPGRADE, ...foreign }, 403],
    [SOCKET, { ...UPGRADE }, 403],
    [POLLING, { origin: url }, 200],
    [POLLING, foreign, 403],
    [POLLING, { 'sec-fetch-site': 'cross-site' }, 403],
    ['/', { host: 'evil.example' }, 421],
    ['/healthz', { host: 'evil.example' }, 421],
    [POLLING, { host: 'evil.example', origin: 'http://evil.example' }, 421],
    [SOCKET, { ...UPGRADE, host: 'evil.example', origin: 'http://evil.example' }, 421],
    ['/', {}, 200],
  ]
  for (const [target, headers, status] of rows)
    expect([target, headers, await ask(port, target, headers)]).toEqual([target, headers, status])
})

test.describe(() => {
  test.use({ allowed: /WebSocket|blocked|net::ERR|Content Security|Failed to load|Refused|TrustedHTML/ })
  test('the policy is enforced, not only sent', async ({ page, gateway }) => {
    await openWard(page, gateway.url, '4B')
    const directive = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective))
          new Image().src = 'https://elsewhere.example/x.png'
        }),
    )
    expect(directive).toBe('img-src')
    // No text becomes markup by mistake: the sinks for it are shut.
    const sink = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<p>markup</p>'
        return 'open'
      } catch (error) {
        return (error as Error).name
      }
    })
    expect(sink).toBe('TypeError')
  })

  test('a page of another site gets no socket, in a real browser', async ({ page, gateway }) => {
    const site = http.createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<title>elsewhere</title>'))
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
    const { port } = site.address() as { port: number }
    await page.goto(`http://127.0.0.1:${port}/`)
    const outcome = await page.evaluate(
      (target) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(target)
          socket.onopen = () => resolve('open')
          socket.onerror = () => resolve('refused')
        }),
      `ws://127.0.0.1:${gateway.port}${SOCKET}`,
    )
    expect(outcome).toBe('refused')
    const read = await page.evaluate(
      (target) =>
        fetch(target).then(
          () => 'read',
          () => 'refused',
        ),
      `${gateway.url}${POLLING}`,
    )
    expect(read).toBe('refused')
    site.close()
  })
})
