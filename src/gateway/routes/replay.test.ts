// The replay of a ward's screen over HTTP: whatever frames told a live screen at an instant, its replay tells of that instant. Who may not read
// is told nothing, each patient's read is written down, and what is no moment of the past is refused.
import { afterEach, expect, test } from 'vitest'
import { decodeAlarms } from '../../model/alarmbytes.ts'
import { type BedAlarms, NO_ALARMS } from '../../model/alarmshown.ts'
import { decodeFrame } from '../../model/frame.ts'
import { decodeState, type StateEntry } from '../../model/half.ts'
import { REPLAY_ANSWERS, type Replayed, signalOfShown } from '../../model/replayapi.ts'
import { heldAt } from '../../model/replayed.ts'
import { at } from '../../model/units.ts'
import { known, unknown, WHYS } from '../../model/value.ts'
import type { Snapshot } from '../../model/wire.ts'
import { ask, bedName, type Client, START, seeded, watchT } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
afterEach(() => real.close())
const [first, second] = [bedName(0), bedName(1)]

/** What a screen holds that was sent these frames: nothing but the newest of each. */
interface Held {
  readonly entries: Map<string, StateEntry>
  alarms: BedAlarms
}
async function watching(
  browser: Browser,
): Promise<{ readonly client: Client; readonly beds: readonly Held[]; seen: { epoch: number; seq: number } }> {
  const client = await browser.connect()
  const beds: Held[] = [0, 1].map(() => ({ entries: new Map(), alarms: NO_ALARMS }))
  const own = { client, beds, seen: { epoch: 0, seq: 0 } }
  const take = (bytes: Uint8Array): void => {
    const { epoch, seq, parts } = decodeFrame(new Uint8Array(bytes))
    own.seen = { epoch, seq }
    for (const { bed, state, alarms } of parts) {
      const held = beds[bed]
      if (!held) continue
      for (const entry of state ? decodeState(state).entries : []) held.entries.set(entry.signal, entry)
      const told = alarms && decodeAlarms(alarms)
      if (told?.of === 'bed') held.alarms = told
    }
  }
  client.on('frame', take)
  client.on('snapshot', ({ frame }) => take(frame as Uint8Array))
  take(((await ask(client, 'watch', watchT)) as unknown as Snapshot).frame as Uint8Array)
  return own
}
const settled = async (client: Client): Promise<void> => {
  for (let i = 0; i < 4; i++) await new Promise((done) => setImmediate(done))
  await ask(client, 'clock', { sent: 0 })
}

/** What stood, in a form in which the two can be compared. */
const alarmsTold = ({ alarms, silence, pause, help, limits }: BedAlarms) => ({
  alarms: alarms.map(({ id, rule, priority, phase, claim, silence: quiet, limit, sounds, raised }) => ({
    id,
    rule,
    priority,
    phase,
    claim,
    quiet,
    limit,
    sounds,
    raised,
  })),
  silence,
  pause,
  help,
  limits,
})
const liveOf = ({ entries, alarms }: Held) => ({
  numbers: Object.fromEntries(
    [...entries.values()].flatMap(({ kind, signal, at: when, received, value, quality }) =>
      kind === 'number' ? [[signal, { at: when, received, value, quality }]] : [],
    ),
  ),
  ...alarmsTold(alarms),
})
function replayOf({ beds }: Replayed, bed: number, k: number) {
  const own = beds[bed]!
  const numbers = own.numbers
    .filter(([of]) => of <= k)
    .map(([, signal, when, lag, value, why, quality]) => [
      signalOfShown(signal),
      { at: when, received: when + lag, value: value === null ? unknown(WHYS[why]!) : known(value), quality },
    ])
  return { numbers: Object.fromEntries(numbers), ...alarmsTold(heldAt(own.alarms, k)?.alarms ?? NO_ALARMS) }
}
const replay = (browser: Browser, from: number, count = 1, step = 1000) =>
  browser.post('/api/ward/replay', { ward: 'T', at: from, step, count })
async function replayed(browser: Browser, from: number, count: number): Promise<Replayed> {
  const { status, body } = await replay(browser, from, count)
  expect(status).toBe(200)
  return REPLAY_ANSWERS['POST /api/ward/replay'].parse(body)
}

test.each([1, 2])('oracle, seed %i: what a live screen was told at each second is what its replay tells', async (seed) => {
  real = await startHouse()
  const random = seeded(seed)
  const browser = real.browser()
  await browser.demo('charge-nurse')
  const own = await watching(browser)
  const { client, beds } = own
  const act = async (asks: object): Promise<void> => {
    const { status, text } = await browser.post('/api/alarm', { ask: { stay: `stay-${first}`, bed: first, ...asks }, seen: own.seen })
    expect([status, text]).toEqual([200, expect.anything()])
  }
  const shots: { readonly time: number; readonly live: readonly ReturnType<typeof liveOf>[] }[] = []
  let rate = 80
  for (let second_ = 0; second_ < 100; second_++) {
    if (second_ === 35) rate = 135
    if (second_ === 85) rate = 80
    // Apart from the instants that are looked at: what comes at the same one may be told before or after it.
    real.clock.pass(300)
    const [alarm] = beds[0]!.alarms.alarms
    if (second_ === 72 && alarm) await act({ act: 'claim', alarm: alarm.id, priority: alarm.priority })
    if (second_ === 62) await act({ act: 'silence', on: true })
    for (const bed of [first, second]) {
      const draw = random()
      const now = real.clock.now()
      // Lost, late, out of order, unknown, from a clock that runs ahead: whatever comes is shown as it came.
      if (draw < 0.1) continue
      if (draw < 0.2) real.source.number(bed, 'hr', rate, { at: at(now - 4000 * random()) })
      else if (draw < 0.25 && second_ < 30) real.source.number(bed, 'hr', unknown('lead-off'))
      else real.source.number(bed, 'hr', rate)
      if (draw > 0.4) real.source.number(bed, 'spo2', 97, { at: at(now - 800) })
      if (draw > 0.97) real.source.number(bed, 'nibp-sys', 120 + second_ / 10)
    }
    real.clock.pass(700)
    await settled(client)
    client.emit('painted', { ward: 'T', ...own.seen, sound: 'armed' })
    if (second_ > 20) shots.push({ time: real.clock.now(), live: beds.map(liveOf) })
  }
  real.clock.pass(3000)
  await settled(client)
  expect(shots.some(({ live }) => live[0]!.alarms.some(({ claim }) => claim !== null))).toBe(true)
  expect(shots.some(({ live }) => live[0]!.silence !== null)).toBe(true)
  const from = shots[0]!.time
  const answer = await replayed(browser, from, shots.length)
  for (const { time, live } of shots) {
    const k = (time - from) / 1000
    expect([time, [0, 1].map((bed) => replayOf(answer, bed, k))]).toEqual([time, live])
  }
})

test('what had not been received by then is not shown, however long ago it was measured', async () => {
  real = await startHouse()
  const browser = real.browser()
  await browser.demo('physician')
  real.source.number(first, 'hr', 70)
  real.clock.pass(10_000)
  real.source.number(first, 'hr', 90, { at: at(START + 5000) })
  real.clock.pass(5000)
  const answer = await replayed(browser, START + 1000, 14)
  const seen = (k: number) => replayOf(answer, 0, k).numbers.hr
  expect(seen(5)).toMatchObject({ value: known(70) })
  expect(seen(12)).toMatchObject({ value: known(90), at: START + 5000, received: START + 10_000 })
})

test('read by whom it may be, written down for each patient; refused to the rest', async () => {
  real = await startHouse()
  const nurse = real.browser()
  real.clock.pass(5000)
  expect((await replay(real.browser(), START)).status).toBe(401)
  const wall = real.browser()
  await wall.demo('administrator')
  expect((await replay(wall, START)).status).toBe(403)
  await nurse.demo('nurse')
  expect((await nurse.post('/api/ward/replay', { ward: 'nowhere', at: START, step: 1000, count: 1 })).status).toBe(404)
  expect((await replay(nurse, START, 2)).status).toBe(200)
  const records = await real.house.audit.query({ kinds: ['history-read'], limit: 10 })
  expect(records.flatMap(({ event }) => event?.stays ?? []).toSorted()).toEqual([`stay-${first}`, `stay-${second}`])
  // The timeline of one of them, opened from there, is the same reading.
  expect((await nurse.post('/api/stay/extents', { stay: `stay-${first}` })).status).toBe(200)
  expect(await real.house.audit.query({ kinds: ['history-read'], limit: 10 })).toHaveLength(2)
})

const WRONG = {
  'not yet': { at: START + 9e9 },
  'ten years ago': { at: START - 10 * 366 * 86_400_000 },
  'no frame': { count: 0 },
  'half a frame': { count: 1.5 },
  'a billion frames': { count: 1e9 },
  backwards: { step: -1000 },
  'more than ten minutes': { step: 60_000, count: 30 },
  'steps of nothing': { step: 0, count: 5 },
}
test('what is no moment of the past, or too much of it, is refused by name', async () => {
  real = await startHouse({ deaf: true })
  real.clock.pass(5000)
  const browser = real.browser()
  await browser.demo('nurse')
  for (const [name, over] of Object.entries(WRONG)) {
    const { status, body } = await browser.post('/api/ward/replay', { ward: 'T', at: START, step: 1000, count: 2, ...over })
    expect([name, status, body.code]).toEqual([name, 400, 'bad-window'])
  }
})
