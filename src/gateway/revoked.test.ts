// Revoked at random moments, by every way there is: within a second the last byte of the person's view has left, and none comes by resume.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeFrame, PROTOCOL } from '../model/frame.ts'
import { POLICY } from '../model/me.ts'
import { after } from '../model/units.ts'
import type { Authority } from '../model/wire.ts'
import { createHasher } from './access/secrets.ts'
import { ask, type Client, seeded } from './harness.ts'
import { type Browser, cookieNamed, type RealHouse, startHouse } from './realhouse.ts'

const RUNS = process.env.WARDLIGHT_SOAK ? 500 : 50
/** What only a person may be shown: the people of the harness's census. */
const PERSONAL = /Robin Test|1961-04-07|W-77-T/
const WITHIN = 1000
const PASSWORD = 'otter lamp quarry'
const NURSE = [{ role: 'nurse', ward: 'T', until: null }]

let real: RealHouse
let admin: Browser
let hashed: string
beforeAll(async () => {
  real = await startHouse()
  hashed = await createHasher().hash(PASSWORD)
  const { people } = real.house.access
  await people.change(people.byLogin('wren')!.id, { password: hashed })
  admin = real.browser()
  await admin.demo('administrator')
})
afterAll(() => real.close())

const ok = ({ status, body }: { status: number; body: object }): void => expect([status, body]).toEqual([200, expect.anything()])
const grants = (id: string, list: readonly object[]) => admin.post('/api/people/grants', { id, grants: list }).then(ok)
const disable = (id: string, disabled: boolean) => admin.post('/api/people/disable', { id, disabled }).then(ok)

interface Way {
  before?(own: Browser): Promise<unknown>
  by(own: Browser, person: string): Promise<unknown>
  undo?(person: string): Promise<unknown>
}
/** TABLE: the ways, as people and time do them; what is undone for the next run. */
const WAYS: Readonly<Record<string, Way>> = {
  'signs out': { by: (own) => own.post('/api/sign-out').then(ok) },
  'is disabled': { by: (_, person) => disable(person, true), undo: (person) => disable(person, false) },
  'loses the grant': { by: (_, person) => grants(person, []), undo: (person) => grants(person, NURSE) },
  'loses the grant by time': {
    async before() {
      const { people } = real.house.access
      const nurse = people.byLogin('wren')!
      const until = after(real.clock.real(), 15_000)
      await people.change(nurse.id, { grants: nurse.grants.map((grant) => ({ ...grant, until })) })
    },
    // Not to the millisecond: what time does is looked for four times a second.
    by: () => ticks(61),
    undo: (person) => grants(person, NURSE),
  },
  'changes the password elsewhere': {
    async by() {
      const other = real.browser()
      ok(await other.post('/api/sign-in', { login: 'wren', password: PASSWORD }))
      return other.post('/api/account/password', { before: PASSWORD, password: 'heron quarry lantern' }).then(ok)
    },
    undo: (id) => real.house.access.people.change(id, { password: hashed }, { why: 'reset' }),
  },
  'is reset': {
    by: (_, id) => admin.post('/api/people/reset', { id, what: 'password' }).then(ok),
    undo: (id) => real.house.access.people.change(id, { password: hashed, once: null }),
  },
  'ends it elsewhere': {
    async by(own) {
      const { sessions } = (await own.get('/api/sessions')).body as { sessions: { id: string; own: boolean }[] }
      const other = real.browser()
      ok(await other.demo('nurse'))
      return other.post('/api/sessions/end', { id: sessions.find((one) => one.own)?.id }).then(ok)
    },
  },
  rests: {
    async before(own) {
      const station = cookieNamed(own, 'station') !== undefined
      real.clock.pass(POLICY.idle[station ? 'ward-station' : 'workstation'] - 5000)
      ok(await admin.post('/api/active'))
    },
    by: () => ticks(21),
  },
}

/** Everything that a socket got, as the engine took it from the wire. */
interface Heard {
  readonly at: number
  readonly bytes: Uint8Array | null
  readonly text: string
}
function listen(client: Client): { readonly heard: Heard[]; readonly authority: Authority[]; readonly gone: Promise<unknown> } {
  const heard: Heard[] = []
  const authority: Authority[] = []
  client.io.engine.on('packet', ({ data }: { data?: unknown }) => {
    const bytes = data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? new Uint8Array(data as ArrayBuffer) : null
    heard.push({ at: real.clock.real(), bytes, text: Buffer.from((bytes ?? String(data ?? '')) as Uint8Array).toString('utf8') })
  })
  client.on('authority', (one) => void authority.push(one))
  return { heard, authority, gone: new Promise((done) => client.once('disconnect', done)) }
}
const isFrame = ({ bytes }: Heard): boolean => {
  try {
    return bytes !== null && decodeFrame(bytes).ward === 'T'
  } catch {
    return false
  }
}
/** Ticks with new numbers, each given time to arrive: the gateway's answer over HTTP comes after what it wrote before. */
async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick++) {
    real.source.number('T-01', 'hr', 60 + tick)
    real.clock.pass(250)
    await fetch(`${real.url}/health`)
  }
}

test(`revoked at ${RUNS} random moments, live or away, at a station or not (soak)`, { timeout: RUNS * 1000 }, async () => {
  const random = seeded(3)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const nurse = real.house.access.people.byLogin('wren')
  const seen = new Map<string, number>()
  for (let run = 0; run < RUNS; run++) {
    const way = pick(Object.keys(WAYS))
    const at = pick(['station', 'lone'] as const)
    const how = pick(['live', 'away', 'asking'] as const)
    const words = `run ${run}: ${way}, ${at}, ${how}`
    seen.set(`${at} ${how}`, (seen.get(`${at} ${how}`) ?? 0) + 1)
    // What one person and one address may ask fills up again.
    real.clock.pass(10_000)
    ok(await admin.post('/api/active'))
    const own = real.browser()
    if (at === 'station') ok(await own.demo('nurse'))
    else ok(await own.post('/api/sign-in', { login: 'wren', password: PASSWORD }))
    await WAYS[way]!.before?.(own)
    const client = await own.connect()
    const spy = listen(client)
    const watched = (await ask(client, 'watch', { protocol: PROTOCOL, ward: 'T' })) as { epoch: number; seq: number }
    expect((await ask(client, 'roster', { ward: 'T' })).people, words).toMatchObject([{ name: 'Robin Test' }, { name: 'Robin Test' }])
    await ticks(1 + Math.floor(random() * 3))
    real.clock.pass(Math.floor(random() * 250))
    if (how === 'away') {
      client.disconnect()
      await spy.gone
      await ticks(1)
    }
    const asked = how === 'asking' ? ask(client, 'roster', { ward: 'T' }).catch(() => null) : null
    await WAYS[way]!.by(own, nurse!.id)
    await asked
    const from = real.clock.real()
    const before = spy.heard.length
    await ticks(8)

    const later = spy.heard.slice(before)
    expect(
      later.filter(({ text }) => PERSONAL.test(text)),
      words,
    ).toEqual([])
    const stays = at === 'station'
    if (stays && how !== 'away') {
      expect(spy.authority.at(-1), words).toMatchObject({ is: 'station', ended: { code: expect.anything() } })
      expect(later.some(isFrame), words).toBe(true)
    } else {
      expect(later.filter((one) => one.at > from + WITHIN || isFrame(one)).length, words).toBe(0)
      await spy.gone
    }
    client.disconnect()

    const back = await own.connect().catch((error: { data?: { code?: string } }) => error.data?.code ?? String(error))
    if (typeof back === 'string') expect([back, stays], words).toEqual(['not-signed-in', false])
    else {
      const again = listen(back)
      const resumed = await ask(back, 'watch', { protocol: PROTOCOL, ward: 'T', resume: { epoch: watched.epoch, seq: watched.seq } })
      const roster = await ask(back, 'roster', { ward: 'T' })
      await ticks(2)
      expect(
        again.heard.filter(({ text }) => PERSONAL.test(text)),
        words,
      ).toEqual([])
      expect([resumed.code, roster.is, stays], words).toEqual([undefined, 'roster', true])
      back.disconnect()
    }
    await WAYS[way]!.undo?.(nurse!.id)
  }
  // Every mix came up.
  expect(seen.size).toBe(6)
})
