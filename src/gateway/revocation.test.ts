// Revoked at a random moment: within a second the last byte of the person's view has gone out, and none comes by resume.
import { afterEach, expect, test } from 'vitest'
import { nobody } from '../model/may.ts'
import { ask, type Client, type House, house, inWard, taking, testAccess, watchT, whoHas } from './harness.ts'

let here: House
afterEach(() => here.close())

const nurse = whoHas([inWard('nurse')], { id: 'nurse' })
const station = whoHas([inWard('station')], { is: 'station', id: 'station', name: 'the desk' })
const elsewhere = whoHas([inWard('nurse', 'U')], { id: 'elsewhere' })

test.each([
  ['nobody', nobody(true), 'not-signed-in'],
  ['a nurse of another ward', elsewhere, 'not-allowed'],
])('away as it happens, and then %s: nothing by resume', async (_, next, code) => {
  const access = testAccess(nurse, { away: nurse })
  here = await house(2, { access })
  const client = await here.connect({ cookie: 'away' })
  const { epoch, seq } = (await ask(client, 'watch', watchT)) as { epoch: number; seq: number }
  client.disconnect()
  here.source.number('T-01', 'hr', 60)
  access.set('away', next)
  here.clock.pass(500)
  const after = await here.connect({ cookie: 'away' }).catch((error: { data?: { code?: string } }) => error.data?.code ?? 'refused')
  if (typeof after === 'string') return expect(after).toBe(code)
  expect(await ask(after, 'watch', { ...watchT, resume: { epoch, seq } })).toMatchObject({ code })
  expect(await ask(after, 'roster', { ward: 'T' })).toMatchObject({ code })
  return undefined
})

test('a person’s screen becomes the station’s at once: told so, frames go on, names do not', async () => {
  const access = testAccess(nurse, { desk: nurse })
  here = await house(2, { access })
  const client = await here.connect({ cookie: 'desk' })
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  expect((await ask(client, 'roster', { ward: 'T' })).people).toMatchObject([
    { name: 'Robin Test', born: '1961-04-07' },
    { name: 'Robin Test' },
  ])
  const told = new Promise((done) => client.once('authority', done))
  access.set('desk', station)
  expect(await told).toMatchObject({ is: 'station' })
  here.clock.pass(250)
  await taken.until(1)
  const { people } = (await ask(client, 'roster', { ward: 'T' })) as { people: object[] }
  expect(people).toEqual(
    [0, 1].map((index) => ({
      stay: `stay-T-0${index + 1}`,
      initials: 'RT',
      name: null,
      sex: null,
      born: null,
      record: null,
      reason: null,
      teaches: null,
    })),
  )
})

test('of two wards one is lost under the same roles: cut at once, without waiting for a frame', async () => {
  const access = testAccess(nurse, { desk: whoHas([inWard('nurse'), inWard('nurse', 'U')], { id: 'desk' }) })
  here = await house(1, { access })
  const client = await here.connect({ cookie: 'desk' })
  await ask(client, 'watch', watchT)
  const gone = new Promise((done) => client.once('disconnect', done))
  access.set('desk', whoHas([inWard('nurse', 'U'), inWard('nurse', 'V')], { id: 'desk' }))
  await gone
})

test('on a browser that is nobody’s it is told why, and cut', async () => {
  const access = testAccess(nurse, { lone: nurse })
  here = await house(1, { access })
  const client = await here.connect({ cookie: 'lone' })
  await ask(client, 'watch', watchT)
  const heard: unknown[] = []
  client.on('authority', (authority) => heard.push(authority))
  const evicted = new Promise((done) => client.once('evicted', done))
  access.set('lone', nobody(true))
  expect(await evicted).toMatchObject({ reason: 'signed-out', message: 'Signed out: this screen is not monitoring.' })
  expect(heard).toMatchObject([{ is: 'nobody', ended: { message: 'The test ended it.' } }])
})

test('while the audit is down names are refused, values go on, and an emergency is queued', async () => {
  const access = testAccess(nurse, { glass: whoHas([inWard('nurse', 'T', { id: 'e', purpose: 'emergency' })], { id: 'glass' }) })
  here = await house(1, { access })
  here.audit.down = true
  const client = await here.connect()
  const taken = taking(client)
  expect((await ask(client, 'watch', watchT)).is).toBe('snapshot')
  expect(await ask(client, 'roster', { ward: 'T' })).toMatchObject({ code: 'audit-down' })
  here.clock.pass(250)
  await taken.until(1)
  const inNeed = await here.connect({ cookie: 'glass' })
  expect((await ask(inNeed, 'roster', { ward: 'T' })).people).toMatchObject([{ name: 'Robin Test' }])
  expect(here.audit.events.filter(({ kind }) => kind === 'names-read')).toMatchObject([{ late: true, purpose: 'emergency' }])
})

/** The TCP socket below a client: paused, it takes nothing more than the kernel does. */
const tcp = (client: Client) => (client.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket

test('what still waits on a slow line for who was here does not arrive after them', async () => {
  const access = testAccess(nurse, { desk: nurse })
  here = await house(16, { access })
  const client = await here.connect({ cookie: 'desk' })
  const taken = taking(client)
  const told: unknown[] = []
  client.on('authority', (authority) => told.push(authority))
  const gone = new Promise((done) => client.once('disconnect', done))
  await ask(client, 'watch', watchT)
  tcp(client).pause()
  for (let waits = 0; waits < 100_000; ) {
    for (let bed = 1; bed <= 16; bed++) here.source.wave(`T-${String(bed).padStart(2, '0')}`, 16_000)
    here.clock.pass(250)
    await new Promise((done) => setImmediate(done))
    waits = Number(/wardlight_waiting_bytes_max (\d+)/.exec(await (await fetch(`${here.url}/metrics`)).text())?.[1])
  }
  const sent = here.gateway.health().body as { clients: number }
  expect(sent.clients).toBe(1)
  access.set('desk', station)
  // Cut by force within a second, without the reader's help.
  await expect.poll(() => (here.gateway.health().body as { clients: number }).clients, { timeout: 1000 }).toBe(0)
  tcp(client).resume()
  await gone
  expect(told).toEqual([])
  expect(taken.frames.length).toBeGreaterThan(0)
})
