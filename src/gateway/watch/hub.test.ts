// The hub in a real house on a free port and a fake clock: what is told to screens, claimed over HTTP, kept over restarts, and by whom read.
import { randomBytes } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { bedId, deviceId } from '../../model/ids.ts'
import { act, ask, discharge } from '../harness.ts'
import { type RealHouse, startHouse } from '../realhouse.ts'
import { testFolder } from '../store/testfolder.ts'
import { beats, type Screen, screenOf, twoWards } from './hubtest.ts'

let real: RealHouse
const folder = testFolder()
afterEach(() => real.close())

async function open(over: Parameters<typeof startHouse>[0] = {}): Promise<void> {
  real = await startHouse({ census: twoWards(), ...over })
}
async function nurses(count = 1, ward = 'T'): Promise<Screen[]> {
  const screens: Screen[] = []
  for (const as of (['nurse', 'charge-nurse'] as const).slice(0, count)) {
    const browser = real.browser()
    await browser.demo(as)
    screens.push(await screenOf(browser, ward))
  }
  return screens
}
const T = { stay: 'stay-T-01', bed: 'T-01' }
const calm = { 'T-01': 80, 'T-02': 80, 'U-01': 80 }
const fast = { ...calm, 'T-01': 130 }
const claimOf = (screen: Screen, rule: string) => {
  const { id, priority } = screen.alarm('T-01', rule)!
  return { act: 'claim', ...T, alarm: id, priority }
}

test('a crossing is told, and a claim on one screen quiets it on all; who comes second is told who has it', async () => {
  await open()
  const screens = (await nurses(2)) as [Screen, Screen]
  await beats(real, calm, 40, screens)
  expect(screens.map(({ beds }) => beds.get('T-01')?.alarms)).toEqual([[], []])
  await beats(real, fast, 15, screens)
  for (const screen of screens)
    expect(screen.alarm('T-01', 'hr-high')).toMatchObject({ phase: 'active', value: 130, limit: 120, silence: 'none', sounds: true })
  const [one, other] = screens
  expect(await one.act(claimOf(one, 'hr-high'))).toMatchObject({ status: 200, body: { recorded: true } })
  await beats(real, fast, 1, screens)
  for (const screen of screens) expect(screen.alarm('T-01', 'hr-high')).toMatchObject({ silence: 'acknowledged', sounds: false })
  expect(await other.act(claimOf(other, 'hr-high'))).toMatchObject({ status: 409, body: { code: 'alarm-taken' } })
  one.seen = { ...one.seen, seq: one.seen.seq - 60 }
  expect(await one.act(claimOf(one, 'hr-high'))).toMatchObject({ status: 409, body: { code: 'not-in-sync' } })
  one.seen = { epoch: one.seen.epoch + 1, seq: other.seen.seq }
  expect(await one.act(claimOf(one, 'hr-high'))).toMatchObject({ body: { code: 'not-in-sync' } })
})

test('a limit that is changed judges what is measured at once, and is shown', async () => {
  await open()
  const [screen] = (await nurses()) as [Screen]
  await beats(real, fast, 60, [screen])
  expect(screen.alarm('T-01', 'hr-high')).toMatchObject({ phase: 'active' })
  await screen.act({ act: 'limits', ...T, vital: 'hr', low: 50, high: 140, reason: 'AF, rate control' })
  await screen.act({ act: 'limits', ...T, vital: 'pr', low: 50, high: 140, reason: 'AF, rate control' })
  await beats(real, fast, 8, [screen])
  expect(screen.beds.get('T-01')?.limits).toMatchObject([{ vital: 'hr', high: 140 }, { vital: 'pr' }])
  expect(screen.alarm('T-01', 'hr-high')).toMatchObject({ phase: 'unseen', sounds: false })
  const bad = { act: 'limits', ...T, vital: 'hr', low: 150, high: 140, reason: 'x' }
  expect(await screen.act(bad)).toMatchObject({ status: 422, body: { code: 'limit-low-above-high' } })
})

test('over a restart alarms, claims, limits and what is left of a pause stand, and what nobody took sounds in the first frame', async () => {
  const keys = randomBytes(32).toString('hex')
  await open({ folder: folder.path, keys })
  let [screen] = (await nurses()) as [Screen]
  await beats(real, { ...calm, 'T-01': 130, 'T-02': 131 }, 60, [screen])
  await screen.act(claimOf(screen, 'hr-high'))
  await screen.act({ act: 'limits', ...T, vital: 'spo2', low: 88, high: null, reason: 'r' })
  const there = await screenOf(screen.browser, 'U')
  await there.act({ act: 'pause', stay: 'stay-U-01', bed: 'U-01', on: true, minutes: 3 })
  await beats(real, { ...calm, 'T-01': 130, 'T-02': 131 }, 5, [screen])
  const { clock } = real
  const before = screen.alarm('T-01', 'hr-high')!
  await real.close()
  clock.pass(20_000)
  await open({ folder: folder.path, keys, clock })
  ;[screen] = (await nurses()) as [Screen]
  expect(screen.first.get('T-01')).toMatchObject({
    alarms: [{ id: before.id, claim: before.claim, silence: 'acknowledged', sounds: false, lastKnown: clock.now() }],
    limits: [{ vital: 'spo2', low: 88 }],
  })
  expect(screen.first.get('T-02')?.alarms[0]).toMatchObject({ rule: 'hr-high', sounds: true })
  const other = await screenOf(screen.browser, 'U')
  expect(other.first.get('U-01')?.pause).toMatchObject({ until: expect.any(Number) })
  // It was over while nobody was there: it ends by a value inside, and is seen or not.
  await beats(real, calm, 50, [screen])
  expect(screen.beds.get('T-01')?.alarms).toEqual([])
  expect(screen.alarm('T-02', 'hr-high')).toMatchObject({ phase: 'unseen', sounds: false })
})

test('a move keeps the alarms with the patient, standby ends them, a discharge ends all', async () => {
  await open()
  const [screen] = (await nurses()) as [Screen]
  await beats(real, { 'T-01': 130 }, 60, [screen])
  await screen.act({ act: 'limits', ...T, vital: 'hr', low: 50, high: 125, reason: 'r' })
  act(real, { act: 'swap', stay: 'stay-T-01', from: 'T-01', with: 'stay-T-02', to: 'T-02' })
  await beats(real, {}, 1, [screen])
  expect(screen.alarm('T-01', 'hr-high')).toBeUndefined()
  expect(screen.alarm('T-02', 'hr-high')).toMatchObject({ sounds: true })
  expect(screen.beds.get('T-02')?.limits).toMatchObject([{ vital: 'hr', high: 125 }])
  expect(await screen.act({ act: 'silence', ...T, on: true })).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
  act(real, { act: 'standby', stay: 'stay-T-01', bed: 'T-02', reason: 'CT', back: real.clock.now() + 3_600_000 })
  await beats(real, {}, 1, [screen])
  expect(screen.beds.get('T-02')).toMatchObject({ alarms: [], limits: [{ vital: 'hr' }] })
  discharge(real, 'T-02')
  await beats(real, {}, 1, [screen])
  expect(screen.beds.get('T-02')).toMatchObject({ alarms: [], limits: [] })
})

test('a device’s own alarm is merged with ours, or told as CHECK MONITOR with its own words', async () => {
  await open()
  const [screen] = (await nurses()) as [Screen]
  await beats(real, calm, 2, [screen])
  const said = { device: deviceId('wall-T-01'), at: real.clock.now() }
  const alarms = [
    { is: 'start' as const, ...said, id: '1', code: 'vf', text: 'V-FIB', priority: 'high' as const },
    { is: 'start' as const, ...said, id: '2', code: null, text: 'PUMP: END', priority: 'low' as const },
  ]
  real.source.push({ bed: bedId('T-01'), samples: [], alarms })
  await beats(real, calm, 1, [screen])
  expect(screen.alarm('T-01', 'vf')).toMatchObject({ priority: 'high', sounds: true })
  expect(screen.alarm('T-01', 'device-unknown')).toMatchObject({ priority: 'low', say: { text: 'PUMP: END' } })
})

test('a source of several beds that falls silent is one alarm of the ward, not one of each bed', async () => {
  await open({ census: twoWards(4) })
  const [screen] = (await nurses()) as [Screen]
  const beds = { 'T-01': 80, 'T-02': 80, 'T-03': 80, 'T-04': 80 }
  await beats(real, beds, 30, [screen])
  // Not for a moment either.
  for (let second = 0; second < 9; second++) {
    await beats(real, {}, 1, [screen])
    expect([...screen.beds.values()].flatMap(({ alarms }) => alarms.filter(({ rule }) => rule === 'no-data'))).toEqual([])
  }
  expect(screen.ward?.alarms).toMatchObject([{ rule: 'feed', priority: 'high', value: 4, sounds: true }])
  const [feed] = screen.ward!.alarms
  expect(await screen.act({ act: 'claim-ward', ward: 'T', alarm: feed!.id, priority: 'high' })).toMatchObject({ status: 200 })
  await beats(real, {}, 1, [screen])
  expect(screen.ward?.alarms).toMatchObject([{ rule: 'feed', silence: 'acknowledged', sounds: false }])
  await beats(real, beds, 3, [screen])
  expect(screen.ward?.alarms).toEqual([])
})

test('a ward on no screen is told on the others, and to whoever asks whether the gateway is well', async () => {
  await open()
  const [screen] = (await nurses()) as [Screen]
  await beats(real, calm, 40, [screen])
  expect(screen.ward).toMatchObject({
    watched: true,
    alarms: [],
    elsewhere: [{ ward: 'U', why: 'not-watched', alarm: { rule: 'not-watched' } }],
  })
  expect((await screen.browser.get('/healthz')).body).toMatchObject({ unwatched: ['U'] })
  const other = await screenOf(screen.browser, 'U')
  await beats(real, calm, 2, [other, screen])
  expect(screen.ward?.elsewhere).toEqual([])
})

test('a screen that stands still watches nothing, and one that is mute is told on the others', async () => {
  await open()
  const screens = [...(await nurses(1)), ...(await nurses(1, 'U'))] as [Screen, Screen]
  screens[1].sound = 'off'
  await beats(real, calm, 70, screens)
  expect(screens[0].ward).toMatchObject({ watched: true, elsewhere: [{ ward: 'U', why: 'not-heard', alarm: { rule: 'not-heard' } }] })
  expect(screens[1].ward).toMatchObject({ watched: true, alarms: [], elsewhere: [] })
  screens[1].sound = 'armed'
  await beats(real, calm, 9, screens)
  expect(screens[0].ward?.elsewhere).toEqual([])
  // It says what it painted once, again and again.
  const { seen } = screens[1]
  for (let second = 0; second < 40; second++) {
    await beats(real, calm, 1, [screens[0]])
    screens[1].client.emit('painted', { ward: 'U', ...seen, sound: 'armed' })
    await ask(screens[1].client, 'clock', { sent: 0 })
  }
  expect(screens[0].ward?.elsewhere).toMatchObject([{ ward: 'U', why: 'not-watched' }])
})

test('what nobody takes is told to every ward, and taken from there', async () => {
  await open()
  const screens = [...(await nurses(1)), ...(await nurses(1, 'U'))] as [Screen, Screen]
  await beats(real, { ...calm, 'T-01': 150 }, 170, screens)
  expect(screens[1].ward?.elsewhere.find(({ why }) => why === 'untaken')).toMatchObject({
    ward: 'T',
    bed: 'T-01',
    alarm: { rule: 'tachy-x', told: 'every' },
  })
  // Only what was told: by a frame of the ward that it names, and nothing that only its own ward sees.
  const limits = { act: 'limits', ...T, vital: 'hr', low: 50, high: 180, reason: 'r' }
  expect(await screens[1].act(limits)).toMatchObject({ status: 409, body: { code: 'not-in-sync' } })
  const { seen } = screens[1]
  screens[1].seen = { ...seen, seq: seen.seq - 60 }
  expect(await screens[1].act(claimOf(screens[0], 'tachy-x'))).toMatchObject({ status: 409, body: { code: 'not-in-sync' } })
  screens[1].seen = seen
  expect(await screens[1].act(claimOf(screens[0], 'tachy-x'))).toMatchObject({ status: 200 })
  await screens[0].act({ act: 'help', ...T, on: true })
  await beats(real, { ...calm, 'T-01': 150 }, 1, screens)
  expect(screens[1].ward?.elsewhere.filter(({ ward }) => ward === 'T')).toMatchObject([{ why: 'help', bed: 'T-01', alarm: null }])
})

test('the canary goes the way of an alarm: proven by a screen that sounds it, missed without one', async () => {
  await open()
  const [screen] = (await nurses()) as [Screen]
  await beats(real, calm, 2, [screen])
  expect(screen.ward).toMatchObject({ proven: null, canary: null })
  await screen.act({ act: 'prove', ward: 'T' })
  await beats(real, calm, 1, [screen])
  screen.client.emit('proved', { ward: 'T', canary: screen.ward!.canary!.id, sounded: false })
  await beats(real, calm, 9, [screen])
  await beats(real, calm, 2, [screen])
  expect(screen.ward).toMatchObject({ proven: null, canary: null, alarms: [{ rule: 'canary' }] })
  await screen.act({ act: 'prove', ward: 'T' })
  await beats(real, calm, 1, [screen])
  screen.client.emit('proved', { ward: 'T', canary: screen.ward!.canary!.id, sounded: true })
  await beats(real, {}, 0, [screen])
  await beats(real, calm, 1, [screen])
  expect(screen.ward).toMatchObject({ proven: { took: 1000 }, canary: null, alarms: [] })
})

test('the history tells what became of alarms and who did it, to those who may see names', async () => {
  await open()
  const [screen] = (await nurses()) as [Screen]
  await beats(real, fast, 60, [screen])
  await screen.act(claimOf(screen, 'hr-high'))
  const asked = { ward: 'T', stay: T.stay, from: 0, to: real.clock.now() + 1 }
  const { body } = await screen.browser.post('/api/alarms/history', asked)
  expect(body).toMatchObject({ more: false, lost: 0 })
  const lines = body.lines as { what: string; rule: string | null; by: string | null; words: string }[]
  expect(lines.map(({ what, rule }) => [what, rule])).toEqual([
    ['taken', 'hr-high'],
    ['raised', 'hr-high'],
  ])
  expect(lines[0]?.by).toMatch(/Wren/)
  expect(lines[1]?.words).toMatch(/HEART RATE 130 > 120/)
  const whole = await screen.browser.post('/api/alarms/history', { ...asked, stay: null, priorities: ['high'] })
  expect(whole.body.lines).toEqual([])
  const events = await real.house.audit.query({ kinds: ['alarms-read', 'alarm-claimed'], limit: 9 })
  expect(events.map(({ event }) => [event?.kind, event?.stays])).toContainEqual(['alarm-claimed', [T.stay]])
  expect(events.map(({ event }) => event?.kind)).toContain('alarms-read')
})

test('marks of a bed follow what is set: an order that ended is no mark any more', async () => {
  await open()
  const marks = () => real.gateway.census.factsOf(bedId('T-01')).marks.filter((mark) => mark !== 'name-alert')
  const context = { by: { is: 'person' as const, id: 'p', name: 'P' }, staff: () => null, nameOf: (id: string) => id }
  expect(marks()).toEqual([])
  real.gateway.alarms.act({ act: 'order-off', ...T, reason: 'comfort care' }, context)
  real.gateway.alarms.act({ act: 'limits', ...T, vital: 'hr', low: 40, high: 130, reason: 'r' }, context)
  expect(marks().toSorted()).toEqual(['alarms-off-by-order', 'limit-changed'])
  real.gateway.alarms.act({ act: 'order-on', ...T }, context)
  expect(marks()).toEqual(['limit-changed'])
})
