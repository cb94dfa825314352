// A real gateway and real sockets: what is watched, what comes after a cut, who is let in, and how it ends.
import { afterEach, expect, test } from 'vitest'
import { PROTOCOL } from '../model/frame.ts'
import { decodeState, decodeWaves } from '../model/half.ts'
import { bedId } from '../model/ids.ts'
import { at } from '../model/units.ts'
import { known, unknown } from '../model/value.ts'
import { Snapshot } from '../model/wire.ts'
import { admit, ask, discharge, type House, house, START, stateOf, taking, wallOf, watchT } from './harness.ts'

let here: House
afterEach(() => here.close())

test('watch → snapshot → frames in sequence', async () => {
  here = await house(4)
  here.source.number('T-02', 'hr', 74)
  const client = await here.connect()
  const taken = taking(client)
  const answer = Snapshot.parse(await ask(client, 'watch', watchT))
  expect(answer.beds.map(({ id }) => id)).toEqual(['T-01', 'T-02', 'T-03', 'T-04'])
  expect(answer.beds[1]?.stay?.id).toBe('stay-T-02')
  expect(stateOf(answer).get(1)?.entries).toMatchObject([{ signal: 'hr', value: known(74), at: START, source: 0 }])
  expect(stateOf(answer).get(0)?.facts?.presence).toBe('occupied')

  for (let i = 0; i < 8; i++) {
    here.source.wave('T-01', 62)
    here.clock.pass(250)
  }
  await taken.until(8)
  const frames = taken.decoded()
  expect(frames.map(({ seq }) => seq - answer.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(frames.every(({ prev, seq, epoch, rev }) => prev === seq - 1 && epoch === answer.epoch && rev === answer.rev)).toBe(true)
  const chunks = frames.flatMap(({ parts }) => parts.flatMap(({ waves }) => (waves ? [...decodeWaves(waves)] : [])))
  expect(chunks.map(({ first }) => first)).toEqual([0, 62, 124, 186, 248, 310, 372, 434])
})

test('beds with nothing new send no part, and an unchanged frame still leaves', async () => {
  here = await house(3)
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  here.source.number('T-03', 'spo2', 97)
  here.clock.pass(500)
  await taken.until(2)
  expect(taken.decoded().map(({ parts }) => parts.map(({ bed }) => bed))).toEqual([[2], []])
})

test('what cannot wait leaves at once, but never within 20 ms of the frame before', async () => {
  here = await house(2)
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  here.source.number('T-01', 'spo2', 97)
  here.clock.pass(300)
  await taken.until(1)
  here.source.number('T-01', 'spo2', unknown('probe-off'))
  await taken.until(2)
  here.source.number('T-01', 'spo2', 96)
  here.source.number('T-02', 'spo2', 96)
  here.clock.pass(19)
  here.clock.pass(1)
  await taken.until(3)
  const [, second, third] = taken.decoded()
  expect(decodeState(second!.parts[0]!.state!).entries[0]?.value).toEqual(unknown('probe-off'))
  expect(third!.now - second!.now).toBe(20)
  expect(third!.parts.map(({ bed }) => bed)).toEqual([0, 1])
})

test('facts are whole, and leave at once', async () => {
  here = await house(2)
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  here.source.push({ bed: bedId('T-01'), samples: [], facts: { notes: ['not assessable: sedated'] } })
  await taken.until(1)
  const { facts } = decodeState(taken.decoded()[0]!.parts[0]!.state!)
  expect(facts).toMatchObject({ presence: 'occupied', notes: ['not assessable: sedated'], channels: [{ signal: 'ecg-ii' }] })
})

test('resume within the ring: byte for byte what was missed', async () => {
  here = await house(4)
  const steady = await here.connect()
  const all = taking(steady)
  const { epoch } = await ask(steady, 'watch', watchT)
  const run = (ticks: number) => {
    for (let i = 0; i < ticks; i++) {
      here.source.wave('T-01', 62)
      here.source.number('T-02', 'hr', 70 + i)
      here.clock.pass(250)
    }
  }
  const first = await here.connect()
  const before = taking(first)
  await ask(first, 'watch', watchT)
  run(5)
  await before.until(5)
  first.disconnect()
  run(40)
  const second = await here.connect()
  const later = taking(second)
  const answer = await ask(second, 'watch', { ...watchT, resume: { epoch, seq: before.decoded().at(-1)!.seq } })
  expect(answer).toMatchObject({ is: 'resumed', frames: 40 })
  run(3)
  await Promise.all([later.until(43), all.until(48)])
  expect(later.frames.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(
    all.frames.slice(5).map((bytes) => Buffer.from(bytes).toString('hex')),
  )
})

test('resume out of the ring, of another run, or from the future: a snapshot', async () => {
  here = await house(2)
  const client = await here.connect()
  const { epoch, seq } = (await ask(client, 'watch', watchT)) as { epoch: number; seq: number }
  here.clock.pass(250 * 200)
  const watch = (resume: { epoch: number; seq: number }) => ask(client, 'watch', { ...watchT, resume })
  expect(await watch({ epoch, seq: seq + 150 })).toMatchObject({ is: 'resumed', frames: 50 })
  expect(await watch({ epoch, seq: seq + 200 })).toMatchObject({ is: 'resumed', frames: 0 })
  expect(await watch({ epoch, seq })).toMatchObject({ is: 'snapshot', seq: seq + 200 })
  expect(await watch({ epoch, seq: seq + 201 })).toMatchObject({ is: 'snapshot' })
  expect(await watch({ epoch: epoch + 1, seq: seq + 199 })).toMatchObject({ is: 'snapshot' })
})

test('discharged during a cut: gone after the resync, and no late report brings the stay back', async () => {
  here = await house(3)
  here.source.number('T-02', 'hr', 80)
  const client = await here.connect()
  const taken = taking(client)
  const { epoch, seq } = (await ask(client, 'watch', watchT)) as { epoch: number; seq: number }
  const other = await here.connect()
  const others = taking(other)
  await ask(other, 'watch', watchT)
  client.disconnect()

  discharge(here, 'T-02')
  here.clock.pass(2)
  here.source.number('T-02', 'hr', 81)
  here.clock.pass(250)
  await others.until(1)
  expect(others.snapshots).toHaveLength(1)
  expect(others.snapshots[0]?.beds[1]?.stay).toBeNull()
  expect(others.decoded()[0]).toMatchObject({ rev: others.snapshots[0]!.rev, prev: others.snapshots[0]!.seq })

  const back = await here.connect()
  const answer = Snapshot.parse(await ask(back, 'watch', { ...watchT, resume: { epoch, seq } }))
  expect(answer.beds[1]?.stay).toBeNull()
  expect(stateOf(answer).get(1)?.entries).toEqual([])
  expect(stateOf(answer).get(1)?.facts?.presence).toBe('empty')
  expect(await here.gateway.metrics.total('routing', { what: 'unrouted' })).toBe(1)
  expect(taken.frames).toHaveLength(0)
})

test('a patient connected to an empty bed has a stay at once, NOT ADMITTED, by the preset of the ward', async () => {
  here = await house(2, { empty: true })
  const client = await here.connect()
  const taken = taking(client)
  const first = Snapshot.parse(await ask(client, 'watch', watchT))
  expect(first.beds[1]?.stay).toBeNull()
  here.source.number('T-02', 'spo2', unknown('probe-off'))
  here.clock.pass(250)
  await taken.until(1)
  expect(taken.snapshots).toEqual([])
  here.source.number('T-02', 'hr', 90)
  here.clock.pass(250)
  await taken.until(3)
  expect(taken.snapshots.at(-1)?.beds[1]?.stay).toMatchObject({ population: 'adult', age: null })
  const told = [...stateOf(taken.snapshots.at(-1)!).values()][1]!
  expect(told.facts).toMatchObject({ presence: 'occupied', marks: ['not-admitted'], notices: [{ key: 'not-admitted' }] })
  const entries = taken
    .decoded()
    .flatMap(({ parts }) => parts.flatMap(({ bed, state }) => (bed === 1 && state ? decodeState(state).entries : [])))
  expect(entries).toMatchObject([{ signal: 'hr', value: known(90) }])
})

test('the next patient in a bed: values, orders, trend and waves of the one before are gone, and none come after', async () => {
  const bed = bedId('T-01')
  const sample = (time: number) => ({
    kind: 'number' as const,
    signal: 'spo2' as const,
    value: known(91),
    source: wallOf('T-01'),
    quality: 0,
    seq: 1,
    at: at(time),
    received: at(time),
  })
  here = await house(1, { past: [{ bed, samples: [sample(START - 60_000)] }] })
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  here.source.number('T-01', 'hr', 42)
  here.source.wave('T-01', 62)
  here.clock.pass(250)
  await taken.until(1)
  expect(await ask(client, 'trend', { ward: 'T' })).toMatchObject({ rows: [{ vital: 'hr' }, { vital: 'spo2' }].map(() => ({})) })
  here.source.wave('T-01', 62)
  discharge(here, 'T-01')
  // What was measured before the next one lay there, and comes after.
  const late = { at: here.clock.now(), received: here.clock.now() }
  here.clock.pass(250)
  admit(here, 'T-01', 'Ada Next')
  here.source.number('T-01', 'hr', 43, late)
  here.clock.pass(250)
  await taken.until(3)
  const swapped = taken.snapshots.at(-1)!
  expect(swapped.beds[0]?.stay?.id).not.toBe('stay-T-01')
  const frames = taken
    .decoded()
    .slice(2)
    .flatMap(({ parts }) => parts)
  const told = [stateOf(swapped).get(0)!, ...frames.flatMap(({ state }) => (state ? [decodeState(state)] : []))]
  for (const { entries, events, facts } of told) {
    expect([entries, events]).toEqual([[], []])
    if (facts) expect(facts).toMatchObject({ presence: 'occupied', marks: [], notes: [], devices: [{ id: 'wall-T-01' }] })
  }
  expect(frames.every(({ waves }) => waves === null)).toBe(true)
  expect(await ask(client, 'trend', { ward: 'T' })).toMatchObject({ rows: [] })
  expect(await ask(client, 'roster', { ward: 'T' })).toMatchObject({ people: [{ name: 'Ada Next' }] })
})

test('malformed asks are refused by code, and nothing else is lost', async () => {
  here = await house(2)
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  const codes = await Promise.all(
    [
      ask(client, 'watch', null),
      ask(client, 'watch', { ...watchT, extra: 1 }),
      ask(client, 'watch', { ...watchT, resume: { epoch: -1, seq: 'x' } }),
      ask(client, 'watch', { ...watchT, ward: 'nowhere' }),
      ask(client, 'watch', { ...watchT, protocol: PROTOCOL + 1 }),
      ask(client, 'wards', {}),
      ask(client, 'roster', { ward: 'x'.repeat(65) }),
      ask(client, 'nonsense' as never, {}),
      ask(client, 'toString' as never, {}),
    ].map(async (answer) => (await answer).code),
  )
  expect(codes).toEqual([
    'bad-ask',
    'bad-ask',
    'bad-ask',
    'not-allowed',
    'wrong-protocol',
    'wrong-protocol',
    'bad-ask',
    'no-such-ask',
    'no-such-ask',
  ])
  // No acknowledgement to answer to, arguments of any shape.
  for (const given of [[], [null], [() => {}], [new Uint8Array(8)], ['x', 'y']])
    (client as unknown as { emit(...given: unknown[]): void }).emit('painted', ...given)
  here.clock.pass(500)
  await taken.until(2)
  expect(await ask(client, 'clock', { sent: 1 })).toEqual({ now: here.clock.now() })
})

test('asks beyond the rate are refused; an ask too long cuts its own socket alone', async () => {
  here = await house(2)
  const [loud, long, calm] = await Promise.all([here.connect(), here.connect(), here.connect()])
  const answers = await Promise.all(Array.from({ length: 60 }, () => ask(loud, 'clock', { sent: 0 })))
  expect(answers.filter(({ code }) => code === 'too-many-asks')).toHaveLength(20)
  here.clock.pass(250)
  expect(await ask(loud, 'clock', { sent: 0 })).toHaveProperty('now')

  const gone = new Promise((done) => long.once('disconnect', done))
  long.emit('watch', { protocol: PROTOCOL, ward: 'x'.repeat(20_000) }, () => {})
  await gone
  const taken = taking(calm)
  await ask(calm, 'watch', watchT)
  here.clock.pass(250)
  await taken.until(1)
})

test('what is not even a packet closes its own socket alone', async () => {
  here = await house(1)
  const [bad, good] = [await here.connect(), await here.connect()]
  const gone = new Promise((done) => bad.once('disconnect', done))
  ;(bad.io.engine as unknown as { write(text: string): void }).write('9{nonsense')
  await gone
  expect(await ask(good, 'clock', { sent: 0 })).toHaveProperty('now')
  expect(await here.gateway.metrics.total('errors', { place: 'socket' })).toBe(1)
})

test('who takes no answers gets no more of them', async () => {
  here = await house(64)
  const client = await here.connect()
  const beds = Array.from({ length: 64 }, (_, i) => `T-${String(i + 1).padStart(2, '0')}`)
  const notes = Array.from({ length: 4 }, () => 'x'.repeat(120))
  for (const bed of beds) here.source.push({ bed: bedId(bed), samples: [], facts: { notes } })
  const socket = (client.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } }).ws._socket
  socket.pause()
  for (let i = 0; i < 300; i++) {
    client.emit('watch', { protocol: PROTOCOL, ward: 'T' }, () => {})
    if (i % 5 === 4) {
      here.clock.pass(250)
      await new Promise((done) => setImmediate(done))
    }
  }
  await expect.poll(() => here.gateway.metrics.total('refused', { code: 'too-many-asks' }), { timeout: 5000 }).toBeGreaterThan(0)
  const waiting = Number(/wardlight_waiting_bytes_max (\d+)/.exec(await (await fetch(`${here.url}/metrics`)).text())?.[1])
  expect(waiting).toBeGreaterThan(100_000)
  expect(waiting).toBeLessThan(1024 * 1024)
  expect(here.gateway.health().body).toMatchObject({ clients: 1 })
})

test('a screen that only talks nonsense is cut, with the reason', async () => {
  here = await house(1)
  const client = await here.connect()
  const reason = new Promise((done) => client.once('evicted', done))
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 10; j++) client.emit('unwatch', 5 as never)
    await ask(client, 'clock', { sent: 0 }).catch(() => {})
    here.clock.pass(2500)
  }
  expect(await reason).toMatchObject({ reason: 'protocol' })
})

test('halves are encoded once, however many watch', async () => {
  here = await house(4)
  const clients = await Promise.all(Array.from({ length: 20 }, () => here.connect()))
  const taken = clients.map(taking)
  await Promise.all(clients.map((client) => ask(client, 'watch', watchT)))
  const state = await here.gateway.metrics.total('halves', { half: 'state' })
  expect(state).toBe(4)
  for (let i = 0; i < 10; i++) {
    here.source.wave('T-01', 62)
    here.source.number('T-02', 'hr', 70 + i)
    here.clock.pass(250)
  }
  await Promise.all(taken.map((one) => one.until(10)))
  expect(await here.gateway.metrics.total('halves', { half: 'state' })).toBe(state + 10)
  expect(await here.gateway.metrics.total('halves', { half: 'waves' })).toBe(10)
  const asked = await here.gateway.metrics.total('doors', { door: 'own:frame', answer: 'yes' })
  // At each watch for all of it, for who watches it and for its beds, then for each frame; and once for the record of who began to watch.
  expect(asked).toBe(264)
})

test('100 reconnects leave nothing behind', async () => {
  here = await house(1)
  const counts = async () => {
    const metrics = await (await fetch(`${here.url}/metrics`)).text()
    return /wardlight_screens\{ward="T",mode="full"\} (\d+)/.exec(metrics)?.[1]
  }
  for (let i = 0; i < 100; i++) {
    const client = await here.connect()
    await ask(client, 'watch', watchT)
    client.disconnect()
  }
  const client = await here.connect()
  await ask(client, 'watch', watchT)
  const taken = taking(client)
  here.clock.pass(250)
  await taken.until(1)
  expect(await counts()).toBe('1')
  expect(here.gateway.health().body).toMatchObject({ clients: 1 })
})

test('shutting down: every screen is told, the source is stopped, the port is free', async () => {
  here = await house(2)
  const client = await here.connect()
  await ask(client, 'watch', watchT)
  const told = new Promise((done) => client.once('evicted', done))
  const cut = new Promise((done) => client.once('disconnect', done))
  await here.gateway.close()
  expect(await told).toMatchObject({ reason: 'shutting-down' })
  // 'io server disconnect' would keep a client from coming back by itself.
  expect(await cut).not.toBe('io server disconnect')
  expect(here.source.running()).toBe(false)
  await expect(fetch(`${here.url}/healthz`)).rejects.toThrow()
})

test('shutting down waits for nobody who has stopped reading', async () => {
  here = await house(16)
  const client = await here.connect()
  await ask(client, 'watch', watchT)
  ;(client.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } }).ws._socket.pause()
  for (let i = 0; i < 30; i++) {
    for (let bed = 1; bed <= 16; bed++) here.source.wave(`T-${String(bed).padStart(2, '0')}`, 8000)
    here.clock.pass(250)
    await new Promise((done) => setImmediate(done))
  }
  const before = performance.now()
  await here.gateway.close()
  expect(performance.now() - before).toBeLessThan(3000)
})

test('the last half hour is there from the start, for who may see it', async () => {
  const past = Array.from({ length: 10 }, (_, i) => {
    const time = at(START - 150_000 + i * 15_000)
    const sample = {
      kind: 'number' as const,
      signal: 'hr' as const,
      value: known(60 + i),
      source: 'wall' as never,
      quality: 0,
      seq: i,
      at: time,
      received: time,
    }
    return { bed: bedId('T-01'), samples: [sample] }
  })
  here = await house(2, { past })
  here.source.number('T-01', 'hr', 99)
  const client = await here.connect()
  const trend = (await ask(client, 'trend', { ward: 'T' })) as {
    step: number
    rows: { stay: string; vital: string; from: number; low: (number | null)[]; high: (number | null)[] }[]
  }
  expect(trend.rows).toHaveLength(1)
  const [row] = trend.rows
  expect(row).toMatchObject({ stay: 'stay-T-01', vital: 'hr' })
  expect(row!.low.filter((value) => value !== null)).toEqual([60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 99])
  expect(row!.from + (row!.low.length - 1) * trend.step).toBeLessThanOrEqual(START)
})

test('who may not is refused at each door, at resume, and at the next frame', async () => {
  const forbidden = new Set<string>()
  here = await house(2, { may: (_, action) => (forbidden.has(action) ? { yes: false, why: 'no-role' } : { yes: true, by: null }) })
  const client = await here.connect()
  const { epoch, seq } = (await ask(client, 'watch', watchT)) as { epoch: number; seq: number }
  const cut = new Promise((done) => client.once('evicted', done))
  forbidden.add('watch')
  here.clock.pass(250)
  expect(await cut).toMatchObject({ reason: 'protocol' })
  const again = await here.connect()
  expect(await ask(again, 'watch', { ...watchT, resume: { epoch, seq } })).toMatchObject({ is: 'refused', code: 'not-allowed' })
  expect(await ask(again, 'wards', { protocol: PROTOCOL })).toMatchObject({ is: 'wards', wards: [] })
  forbidden.add('see-initials')
  forbidden.add('see-metrics')
  expect(await ask(again, 'roster', { ward: 'T' })).toMatchObject({ code: 'not-allowed' })
  expect((await fetch(`${here.url}/metrics`)).status).toBe(403)
})
