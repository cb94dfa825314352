// A screen that does not read, and one that paints late: their bytes stay bounded, the neighbours feel nothing.
import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { decodeFrame, HELD } from '../model/frame.ts'
import { LIMITS } from '../model/wire.ts'
import { ask, type Client, type House, house, taking, watchT } from './harness.ts'

// Megabytes pass through the kernel until it takes no more.
vi.setConfig({ testTimeout: 30_000 })

let here: House
afterEach(() => here.close())

/** The TCP socket below a client: paused, it takes nothing more than the kernel does. */
const tcp = (client: Client) => (client.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket

const turn = () => new Promise((done) => setImmediate(done))

test('a client that does not read holds at most 1 MB, is cut with a reason, and harms no neighbour', async () => {
  here = await house(16)
  const [slow, neighbour] = [await here.connect(), await here.connect()]
  const taken = taking(neighbour)
  await ask(slow, 'watch', watchT)
  await ask(neighbour, 'watch', watchT)
  tcp(slow).pause()
  let most = 0
  let gone = false
  let ticks = 0
  let pulses = 0
  // About 0.5 MB a frame fills what the kernel takes for the paused side.
  while (!gone && ticks < 800) {
    for (let bed = 1; pulses === 0 && bed <= 16; bed++) here.source.wave(`T-${String(bed).padStart(2, '0')}`, 16_000)
    here.source.number('T-01', 'hr', 60 + (ticks % 40))
    here.clock.pass(250)
    ticks++
    await taken.until(ticks)
    await turn()
    const { clients } = here.gateway.health().body as { clients: number }
    const metrics = await (await fetch(`${here.url}/metrics`)).text()
    most = Math.max(most, Number(/wardlight_waiting_bytes_max (\d+)/.exec(metrics)?.[1]))
    pulses = Number(/wardlight_screens\{ward="T",mode="pulse"\} (\d+)/.exec(metrics)?.[1])
    gone = clients === 1
  }
  expect(gone).toBe(true)
  expect(most).toBeLessThanOrEqual(LIMITS.waiting + 64 * 1024)
  const frames = taken.decoded()
  expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_, i) => frames[0]!.seq + i))
  expect(frames.every(({ parts }) => parts.every(({ held }) => held === 0))).toBe(true)
  expect(await here.gateway.metrics.total('evicted', { reason: 'silent' })).toBe(1)
  expect(await here.gateway.metrics.total('dropped', { what: 'held frame' })).toBeGreaterThan(0)
})

/** Ticks of frames so large that the kernel takes no more for the paused side, and ticks after them. */
const FILLING = 26
const TICKS = 80

/**
 * So many screens, some of which read nothing: by how many ticks each frame was late at each of the others, in order, and what it held.
 * Each asks after each tick, and what was sent before the answer must have come before it.
 */
async function crowd(screens: number, paused: number): Promise<{ late: number[]; told: string[][] }> {
  here = await house(16)
  const clients = await Promise.all(Array.from({ length: screens }, () => here.connect()))
  const steady = clients.slice(paused)
  const told = steady.map((client) => {
    const seen: string[] = []
    client.on('frame', (bytes) => {
      const { seq } = decodeFrame(new Uint8Array(bytes))
      seen.push(`${seq} ${createHash('sha1').update(new Uint8Array(bytes)).digest('hex')}`)
    })
    return seen
  })
  const [{ seq: first }] = (await Promise.all(clients.map((client) => ask(client, 'watch', watchT)))) as unknown as [{ seq: number }]
  for (const client of clients.slice(0, paused)) tcp(client).pause()
  const late: number[] = []
  for (let tick = 1; tick <= TICKS; tick++) {
    for (let bed = 1; bed <= 16; bed++) here.source.wave(`T-${String(bed).padStart(2, '0')}`, tick <= FILLING ? 16_000 : 62)
    here.source.number('T-01', 'hr', 60 + (tick % 40))
    here.clock.pass(250)
    await Promise.all(steady.map((client) => ask(client, 'clock', { sent: tick })))
    for (const seen of told) late.push(first + tick - Number.parseInt(seen.at(-1) ?? String(first), 10))
  }
  expect(here.gateway.health().body).toMatchObject({ clients: screens })
  expect((await here.gateway.metrics.total('dropped', { what: 'held waves' })) > 0).toBe(paused > 0)
  await here.close()
  return { late: late.toSorted((a, b) => a - b), told }
}

test('of 20 screens one reads nothing: the others get the same bytes, none of them later', async () => {
  const alone = await crowd(19, 0)
  const beside = await crowd(20, 1)
  const p99 = ({ late }: { late: readonly number[] }) => late[Math.floor(late.length * 0.99)]
  expect(beside.late).toHaveLength(19 * TICKS)
  expect([p99(beside), beside.late.at(-1)]).toEqual([p99(alone), 0])
  const [whole] = alone.told
  const first = Number.parseInt(whole![0]!, 10)
  expect(whole!.map((line) => Number.parseInt(line, 10) - first)).toEqual(Array.from({ length: TICKS }, (_, i) => i))
  for (const seen of [...alone.told, ...beside.told]) expect(seen).toEqual(whole)
})

test('a screen that paints late gets state without waves, by name, then pulses, and after painting a snapshot and all', async () => {
  here = await house(2)
  const client = await here.connect()
  const taken = taking(client)
  const { epoch, seq } = (await ask(client, 'watch', watchT)) as { epoch: number; seq: number }
  const paint = async (ofSeq: number) => {
    client.emit('painted', { ward: 'T', epoch, seq: ofSeq })
    await ask(client, 'clock', { sent: 0 })
  }
  await paint(seq)
  const run = async (ticks: number) => {
    for (let i = 0; i < ticks; i++) {
      here.source.wave('T-01', 62)
      here.source.number('T-02', 'hr', 70 + (i % 5))
      here.clock.pass(250)
    }
    await ask(client, 'clock', { sent: 0 })
  }
  await run(40)
  const first = taken.decoded()
  const held = first.map(({ parts }) => parts.reduce((bits, part) => bits | part.held, 0))
  expect(held.slice(0, 8)).toEqual(Array(8).fill(0))
  expect(held.slice(9, 16)).toEqual(Array(7).fill(HELD.waves))
  expect(held.at(-1)).toBe(HELD.waves | HELD.state)
  // Each header names the one sent before it, so that what was held back is no gap.
  first.forEach((frame, i) => void (i > 0 && expect(frame.prev).toBe(first[i - 1]!.seq)))

  await paint(first.at(-1)!.seq)
  await run(1)
  expect(taken.snapshots).toHaveLength(1)
  const count = taken.frames.length
  await run(4)
  await taken.until(count + 4)
  const after = taken.frames.slice(count).map(decodeFrame)
  expect(after[0]!.prev).toBe(taken.snapshots[0]!.seq)
  expect(after.every(({ parts }) => parts.length === 2 && parts.every((part) => part.held === 0))).toBe(true)
})

test('a long time away on a large ward: resumed state is whole, older waves are left out by name', async () => {
  here = await house(64)
  const steady = await here.connect()
  const all = taking(steady)
  const { epoch, seq } = (await ask(steady, 'watch', watchT)) as { epoch: number; seq: number }
  const beds = Array.from({ length: 64 }, (_, i) => `T-${String(i + 1).padStart(2, '0')}`)
  for (let i = 0; i < 60; i++) {
    for (const bed of beds) {
      here.source.wave(bed, 125)
      here.source.number(bed, 'hr', 60 + (i % 30))
    }
    here.clock.pass(250)
    await turn()
  }
  await all.until(60)
  const back = await here.connect()
  const later = taking(back)
  expect(await ask(back, 'watch', { ...watchT, resume: { epoch, seq } })).toMatchObject({ is: 'resumed', frames: 60 })
  await later.until(60)
  const frames = later.decoded()
  expect(later.frames.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(LIMITS.waiting / 2 + 64 * 1024)
  expect(frames.every(({ parts }) => parts.length === 64 && parts.every(({ state }) => state))).toBe(true)
  const withWaves = frames.map(({ parts }) => parts.every(({ waves }) => waves))
  expect(withWaves[0]).toBe(false)
  expect(withWaves.at(-1)).toBe(true)
  expect(withWaves.lastIndexOf(false)).toBe(withWaves.indexOf(true) - 1)
})
