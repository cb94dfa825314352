// The command as it is typed: what it prints, on which stream, and how it ends.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'

// A process of its own each time, on whatever else the machine is doing.
vi.setConfig({ testTimeout: 30_000 })

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

function start(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...said }))
  const ready = async (): Promise<string> => {
    while (!said.out.includes('ready at'))
      await Promise.race([once(child.stdout, 'data'), ended.then(({ err }) => Promise.reject(new Error(err)))])
    return /Wardlight is ready at (http:\/\/127\.0\.0\.1:\d+)\n/.exec(said.out)![1]!
  }
  return { child, ended, ready }
}
const run = (...args: string[]) => start(...args).ended

test('--help explains every option and starts nothing', async () => {
  const { code, out, err } = await run('--help')
  expect([code, err]).toEqual([0, ''])
  for (const option of ['--port', '--data', '--beds', '--speed', '--seed', '--replay', '--allow-origin']) expect(out).toContain(option)
})

test.each([
  [['--colour'], 'no such option: --colour'],
  [['--beds', '3'], '--beds wants a whole number from 4 to 128'],
  [['--replay', '/nowhere/record'], 'cannot read the recording /nowhere/record.hea: ENOENT'],
  [['--check', '--replay', '/nowhere/record?loop'], 'cannot read the recording /nowhere/record.hea: ENOENT'],
  [['--check', '--replay', '/nowhere/record?backwards'], 'unknown option "backwards"'],
  [['--data', '/dev/null/kept'], 'the data folder /dev/null/kept cannot be used: ENOTDIR'],
  // Where the system lets nobody make a folder, not even root.
  [['--data', '/proc/wardlight/kept'], 'the data folder /proc/wardlight/kept cannot be used: E'],
])('%j: one clear line and a non-zero exit', async (args, message) => {
  const { code, out, err } = await run(...args)
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^wardlight: [^\n]+\n$/)
  expect(err).toContain(message)
})

test('--check of what is right says nothing', async () => {
  expect(await run('--check', '--beds', '64')).toEqual({ code: 0, out: '', err: '' })
})

test('a port in use is said in one line', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const { code, err } = await run('--port', String(port))
  server.close()
  expect(code).toBe(1)
  expect(err).toBe(`wardlight: port ${port} is in use; choose another with --port, or 0 for any free one\n`)
})

test('it gets ready, holds its folder against a second one, and ends well on SIGTERM', async () => {
  const base = mkdtempSync(join(tmpdir(), 'wardlight-main-'))
  const folder = join(base, 'kept')
  try {
    const first = start('--port', '0', '--data', folder)
    const url = await first.ready()
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    const second = await run('--port', '0', '--data', folder)
    expect(second).toMatchObject({
      code: 1,
      err: `wardlight: the data folder ${folder} is in use by another gateway (process ${first.child.pid})\n`,
    })
    first.child.kill('SIGTERM')
    expect(await first.ended).toMatchObject({ code: 0, err: '' })
    expect(existsSync(join(folder, 'gateway.pid'))).toBe(false)
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})
