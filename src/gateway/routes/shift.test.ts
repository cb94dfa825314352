// A shift told over HTTP: what sounded, who had it, what was set; counted without anybody's name; limits proposed or refused with the reason.
import { afterEach, expect, test } from 'vitest'
import { decodeFrame } from '../../model/frame.ts'
import type { HandoverRow } from '../../model/shiftapi.ts'
import type { Snapshot } from '../../model/wire.ts'
import { ask, bedName, type Client, watchT } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
afterEach(() => real.close())
const bed = bedName(0)
const stay = `stay-${bed}`

interface Screen {
  readonly browser: Browser
  readonly client: Client
  seen: { epoch: number; seq: number }
}
async function screen(browser: Browser): Promise<Screen> {
  const client = await browser.connect()
  const own: Screen = { browser, client, seen: { epoch: 0, seq: 0 } }
  const take = (bytes: Uint8Array): void => {
    const { epoch, seq } = decodeFrame(new Uint8Array(bytes))
    own.seen = { epoch, seq }
  }
  client.on('frame', take)
  take(((await ask(client, 'watch', watchT)) as unknown as Snapshot).frame as Uint8Array)
  return own
}
/** Seconds with this heart rate; the other bed is well, and the screen says what it painted. */
async function beats(rate: number, count: number, own: Screen): Promise<void> {
  const { client } = own
  for (let second = 0; second < count; second++) {
    real.source.number(bed, 'hr', rate)
    real.source.number(bedName(1), 'hr', 70)
    real.clock.pass(1000)
    await new Promise((done) => setImmediate(done))
    if (second % 10 !== 9) continue
    await ask(client, 'clock', { sent: 0 })
    client.emit('painted', { ward: 'T', ...own.seen, sound: 'armed' })
  }
  await ask(client, 'clock', { sent: 0 })
}
const act = ({ browser, seen }: Screen, asks: object) => browser.post('/api/alarm', { ask: { stay, bed, ...asks }, seen })
async function night(): Promise<Screen> {
  real = await startHouse()
  const browser = real.browser()
  await browser.demo('charge-nurse')
  const own = await screen(browser)
  await beats(80, 40, own)
  await beats(130, 15, own)
  return own
}
const standing = async ({ browser }: Screen) => {
  const { body } = await browser.post('/api/ward/handover', { ward: 'T', hours: 12 })
  const [row] = body.rows as HandoverRow[]
  return { row: row!, staff: body.staff as Record<string, string> }
}

test('handover: who has what stands, what was set and why, the story of the shift; read is written down with the names', async () => {
  const own = await night()
  const { row: before } = await standing(own)
  expect(before).toMatchObject({ label: bed, patient: { name: 'Robin Test', nurse: 'R. Wren' }, raised: { high: 0, medium: 1, low: 0 } })
  const [alarm] = before.alarms.alarms
  expect(alarm).toMatchObject({ rule: 'hr-high', phase: 'active', claim: null })
  expect((await act(own, { act: 'claim', alarm: alarm!.id, priority: alarm!.priority })).status).toBe(200)
  await beats(130, 2, own)
  expect((await act(own, { act: 'limits', vital: 'hr', low: 45, high: 140, reason: 'fever, known' })).status).toBe(200)
  await beats(130, 8, own)

  const { row, staff } = await standing(own)
  expect(row.limits).toMatchObject([{ vital: 'hr', low: 45, high: 140, by: 'L. Kestrel', why: 'fever, known' }])
  expect(row.alarms.alarms).toEqual([])
  expect(row.story.map(({ what, by }) => [what.replace(/, after.*/, ''), by])).toEqual([
    ['over', null],
    ['limits changed', 'L. Kestrel'],
    ['taken', 'L. Kestrel'],
    ['raised', null],
  ])
  expect(row.story[1]!.words).toBe('HR 45–140 bpm')
  expect(row.story[0]!.what).toMatch(/^over, after \d+ s$/)
  expect(row.story.at(-1)!.words).toBe('HEART RATE 130 > 120, by ECG')
  expect(staff).toEqual({})
  const records = await real.house.audit.query({ kinds: ['list-read'], limit: 10 })
  expect(records[0]?.event).toMatchObject({ names: true, ward: 'T', stays: [stay, `stay-${bedName(1)}`] })
})

test('the meter counts alarms of the ward, says what would help, and names nobody', async () => {
  const own = await night()
  await act(own, { act: 'silence', on: true })
  await beats(80, 20, own)
  for (let round = 0; round < 2; round++) {
    await beats(122, 12, own)
    await beats(80, 20, own)
  }
  const { status, body, text } = await own.browser.post('/api/ward/quiet', { ward: 'T', hours: 1 })
  expect(status).toBe(200)
  expect(body.quiet).toMatchObject({
    alarms: 3,
    high: 0,
    taken: 0,
    short: expect.any(Number),
    pairs: [{ stay, bed, signal: 'HR', alarms: 3, share: 1, fix: 'limit' }],
  })
  expect((body.quiet as { paused: number }).paused).toBeGreaterThan(60_000)
  expect(body.flood).toEqual({ on: false, count: 3, usual: null })
  for (const name of ['Kestrel', 'Wren', 'Robin']) expect(text).not.toContain(name)
  expect((await real.house.audit.query({ kinds: ['alarms-read'], limit: 1 }))[0]?.event).toMatchObject({ names: false, ward: 'T' })
})

test('limits are not proposed while an alarm stands, nor while NEWS2 may be 5 or more, nor for who is not there', async () => {
  const own = await night()
  const proposal = (over: object = {}) => own.browser.post('/api/stay/proposal', { ward: 'T', stay, vital: 'hr', ...over })
  expect((await proposal()).body).toEqual({ is: 'refused', why: 'alarm-stands' })
  // Quiet for care it stands all the same.
  await act(own, { act: 'pause', on: true })
  await beats(130, 1, own)
  expect((await proposal()).body).toEqual({ is: 'refused', why: 'alarm-stands' })
  await act(own, { act: 'pause', on: false })
  await beats(130, 1, own)
  const { row } = await standing(own)
  const [alarm] = row.alarms.alarms
  await act(own, { act: 'claim', alarm: alarm!.id, priority: alarm!.priority })
  await beats(80, 20, own)
  expect((await proposal()).body).toEqual({ is: 'refused', why: 'news2-unknown' })
  expect(await proposal({ stay: 'none' })).toMatchObject({ status: 404, body: { code: 'no-such-stay' } })
  expect(await proposal({ vital: 'weight' })).toMatchObject({ status: 400, body: { code: 'bad-ask' } })
})
