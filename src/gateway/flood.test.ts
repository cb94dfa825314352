// What a hostile client sends over a socket: before sign-in, about a foreign ward, 10 MB, __proto__, a thousand a second. Neighbours notice nothing.
import { afterEach, expect, test } from 'vitest'
import { PROTOCOL } from '../model/frame.ts'
import { nobody } from '../model/may.ts'
import { SOCKET_DOORS } from './doors.ts'
import { ask, type Client, type House, house, inWard, taking, testAccess, watchT, whoHas } from './harness.ts'

let here: House
const lines: WebSocket[] = []
afterEach(async () => {
  for (const line of lines.splice(0)) line.close()
  await here.close()
})

/** A line without a client's manners: it sends what it is told, when it is told. */
interface Raw {
  readonly line: WebSocket
  readonly said: string[]
  readonly closed: Promise<void>
  send(text: string): void
  has(pattern: RegExp): Promise<void>
}
async function raw(cookie?: string): Promise<Raw> {
  const headers = { origin: here.url, ...(cookie !== undefined && { cookie }) }
  const line = new WebSocket(`${here.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { headers } as never)
  line.binaryType = 'arraybuffer'
  lines.push(line)
  const said: string[] = []
  line.addEventListener(
    'message',
    ({ data }) => void said.push(typeof data === 'string' ? data : Buffer.from(data as ArrayBuffer).toString('latin1')),
  )
  const closed = new Promise<void>((done) => line.addEventListener('close', () => done()))
  await new Promise<void>((done, fail) => {
    line.addEventListener('open', () => done())
    line.addEventListener('error', () => fail(new Error('not opened')))
  })
  return {
    line,
    said,
    closed,
    send: (text) => line.send(text),
    has: (pattern) => expect.poll(() => said.some((text) => pattern.test(text)), { timeout: 5000 }).toBe(true),
  }
}
const EVENTS = Object.keys(SOCKET_DOORS)
const bodyOf = (event: string, ward: string): object => ({
  ...(['wards', 'watch'].includes(event) && { protocol: PROTOCOL }),
  ...(!['wards', 'clock'].includes(event) && { ward }),
  ...(event === 'clock' && { sent: 0 }),
  ...(event === 'painted' && { epoch: 1, seq: 1 }),
  ...(event === 'opened' && { stay: 'stay-T-01', open: true }),
  ...(event === 'proved' && { canary: 'c', sounded: false }),
})
const passed = async (): Promise<number> => {
  const text = await (await fetch(`${here.url}/metrics`)).text()
  return [...text.matchAll(/^wardlight_doors_total\{door="socket:[^}]*answer="yes"\} (\d+)/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  )
}
/** A nurse who watches, and whose frames must come in order whatever the others do. */
async function neighbour(): Promise<{ frames(count: number): Promise<void>; client: Client }> {
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  return {
    client,
    async frames(count) {
      for (let tick = 0; tick < count; tick++) {
        here.source.number('T-01', 'hr', 60 + tick)
        here.clock.pass(250)
        await taken.until(taken.frames.length + 1)
      }
      const seqs = taken.decoded().map(({ seq }) => seq)
      expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index))
    },
  }
}
const nurse = whoHas([inWard('nurse')], { id: 'nurse' })

test.each([
  ['not even introduced', []],
  ['refused, and going on all the same', ['40']],
])('before sign-in, %s: no event passes a door and nothing of a ward is answered', async (_, first) => {
  here = await house(1, { access: testAccess(nurse, { stranger: nobody(true) }) })
  const near = await neighbour()
  const before = await passed()
  const stranger = await raw('stranger')
  for (const text of first) stranger.send(text)
  if (first.length > 0) await stranger.has(/^44.*not-signed-in/)
  for (let round = 0; round < 125; round++)
    for (const [index, event] of EVENTS.entries()) stranger.send(`42${index}${JSON.stringify([event, bodyOf(event, 'T')])}`)
  await near.frames(4)
  // The gateway cuts who speaks out of turn; what came before is all there is.
  await Promise.race([stranger.closed, new Promise((done) => setTimeout(done, 300))])
  for (const text of stranger.said) expect(text).toMatch(/^(0\{|2|44\{)/)
  expect(stranger.said.join()).not.toMatch(/T-01|stay-|Robin|snapshot/)
  expect(await passed()).toBe(before)
  expect(here.audit.events.filter(({ actor }) => actor.is === 'nobody')).toEqual([])
})

test('about a foreign ward every event is refused by the same code, whether the ward is there or not', async () => {
  const foreign = whoHas([inWard('nurse', 'U')], { id: 'foreign' })
  here = await house(2, { access: testAccess(nurse, { foreign }) })
  const near = await neighbour()
  const client = await here.connect({ cookie: 'foreign' })
  const heard: string[] = []
  client.onAny((event: string) => void heard.push(event))
  for (const ward of ['T', 'nowhere'])
    for (const event of EVENTS.filter((one) => !['wards', 'clock'].includes(one)))
      expect([event, ward, (await ask(client, event as never, bodyOf(event, ward))).code]).toEqual([event, ward, 'not-allowed'])
  expect(await ask(client, 'wards', { protocol: PROTOCOL })).toMatchObject({ wards: [] })
  await near.frames(3)
  await ask(client, 'clock', { sent: 0 })
  expect(heard.filter((event) => event !== 'authority')).toEqual([])
  expect(here.audit.events.filter(({ actor }) => actor.id === 'foreign')).toEqual([])
})

test('10 MB in one event cut their own socket alone; by long polling and by the API they are refused', async () => {
  here = await house(1, { access: testAccess(nurse, { big: nurse }) })
  const near = await neighbour()
  const big = await raw('big')
  big.send('40')
  await big.has(/^40\{/)
  const body = JSON.stringify(['watch', { protocol: PROTOCOL, ward: 'x'.repeat(10 * 1024 * 1024) }])
  big.send(`420${body}`)
  await big.closed
  expect(big.said.filter((text) => text.startsWith('43'))).toEqual([])
  const headers = { origin: here.url, cookie: 'big' }
  const polling = `${here.url}/socket.io/?EIO=4&transport=polling`
  const { sid } = JSON.parse((await (await fetch(polling, { headers })).text()).slice(1)) as { sid: string }
  const posted = await fetch(`${polling}&sid=${sid}`, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, body }).then(
    ({ status }) => status,
    () => 'cut',
  )
  expect([413, 'cut']).toContain(posted)
  await near.frames(3)
})

test('__proto__ and its like, as a field, a ward, a stay or an event, change nothing and are refused', async () => {
  here = await house(1, { access: testAccess(nurse, { odd: nurse }) })
  const odd = await raw('odd')
  odd.send('40')
  await odd.has(/^40\{/)
  let id = 0
  /** Text, as no object of ours could hold an own __proto__ so easily. */
  const sent = async (event: string, json: string): Promise<string> => {
    const number = ++id
    odd.send(`42${number}[${JSON.stringify(event)},${json}]`)
    await odd.has(new RegExp(`^43${number}\\[`))
    here.clock.pass(250)
    return /"code":"([a-z-]+)"/.exec(odd.said.find((text) => text.startsWith(`43${number}[`))!)?.[1] ?? 'answered'
  }
  expect(await sent('clock', '{"sent":0}')).toBe('answered')
  for (const json of [
    `{"protocol":${PROTOCOL},"ward":"T","__proto__":{"yes":true}}`,
    `{"__proto__":{"protocol":${PROTOCOL},"ward":"T"}}`,
    `{"protocol":${PROTOCOL},"ward":{"__proto__":"T"}}`,
  ])
    expect([json, await sent('watch', json)]).toEqual([json, expect.stringMatching(/^(bad-ask|wrong-protocol)$/)])
  expect(await sent('watch', `{"protocol":${PROTOCOL},"ward":"T","constructor":{"prototype":{"yes":true}}}`)).toBe('bad-ask')
  for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
    expect([name, await sent('watch', `{"protocol":${PROTOCOL},"ward":"${name}"}`)]).toEqual([name, 'not-allowed'])
    expect([name, await sent('opened', `{"ward":"T","stay":"${name}","open":true}`)]).toEqual([name, 'no-such-stay'])
    expect([name, await sent(name, '{}')]).toEqual([name, 'no-such-ask'])
  }
  expect(({} as { yes?: boolean }).yes).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
  const near = await neighbour()
  await near.frames(2)
})

test('a thousand a second for five seconds: few are answered, the others refused by code, each at once, and neighbours get every frame', async () => {
  here = await house(4, { access: testAccess(nurse, { loud: whoHas([inWard('nurse')], { id: 'loud' }) }) })
  const near = await neighbour()
  const loud = await here.connect({ cookie: 'loud' })
  const codes: string[] = []
  const all: Promise<unknown>[] = []
  for (let tick = 0; tick < 20; tick++) {
    for (let index = 0; index < 250; index++) {
      const event = ['watch', 'roster', 'trend', 'wards', 'clock'][index % 5]!
      all.push(ask(loud, event as never, bodyOf(event, 'T')).then(({ code }) => void codes.push(String(code))))
    }
    await near.frames(1)
  }
  await Promise.all(all)
  const refused = codes.filter((code) => code === 'too-many-asks').length
  expect(codes).toHaveLength(5000)
  // 40 at once and 5 a tick.
  expect(5000 - refused).toBeGreaterThanOrEqual(40)
  expect(5000 - refused).toBeLessThanOrEqual(40 + 21 * 5)
  expect(here.audit.events.filter(({ kind, actor }) => kind === 'names-read' && actor.id === 'loud').length).toBeLessThanOrEqual(145)
  // Who is loud is not cut for it, and may ask again.
  here.clock.pass(10_000)
  expect(await ask(loud, 'clock', { sent: 0 })).toHaveProperty('now')
})
