// The hub in a real house on a free port and a fake clock: what crosses a limit is told to screens, claimed over HTTP, and quiet on all of them.
import { afterEach, expect, test } from 'vitest'
import { decodeAlarms } from '../../model/alarmbytes.ts'
import type { BedAlarms } from '../../model/alarmshown.ts'
import { decodeFrame, WARD_PART } from '../../model/frame.ts'
import type { Snapshot } from '../../model/wire.ts'
import { ask, bedName, type Client, watchT } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
afterEach(() => real.close())

interface Screen {
  readonly browser: Browser
  readonly client: Client
  readonly beds: Map<number, BedAlarms>
  seen: { epoch: number; seq: number }
}
async function screen(browser: Browser): Promise<Screen> {
  const client = await browser.connect()
  const own: Screen = { browser, client, beds: new Map(), seen: { epoch: 0, seq: 0 } }
  const take = (bytes: Uint8Array): void => {
    const { epoch, seq, parts } = decodeFrame(new Uint8Array(bytes))
    own.seen = { epoch, seq }
    for (const { bed, alarms } of parts) if (alarms && bed !== WARD_PART) own.beds.set(bed, decodeAlarms(alarms) as BedAlarms)
  }
  client.on('frame', take)
  client.on('snapshot', ({ frame }) => take(frame as Uint8Array))
  take(((await ask(client, 'watch', watchT)) as unknown as Snapshot).frame as Uint8Array)
  return own
}
/** Seconds pass with this heart rate; screens take what leaves. */
async function beats(rate: number, count: number, screens: readonly Screen[]): Promise<void> {
  for (let second = 0; second < count; second++) {
    real.source.number(bedName(0), 'hr', rate)
    real.clock.pass(1000)
    await new Promise((done) => setImmediate(done))
  }
  for (const { client } of screens) await ask(client, 'clock', { sent: 0 })
}
const stay = 'stay-T-01'

test('a crossing is told, and a claim on one screen quiets it on all', async () => {
  real = await startHouse()
  const [one, other] = [real.browser(), real.browser()]
  await one.demo('nurse')
  await other.demo('charge-nurse')
  const screens = [await screen(one), await screen(other)]
  await beats(80, 40, screens)
  expect(screens.map(({ beds }) => beds.get(0)?.alarms)).toEqual([[], []])
  await beats(130, 15, screens)
  for (const { beds } of screens)
    expect(beds.get(0)?.alarms).toMatchObject([{ rule: 'hr-high', phase: 'active', value: 130, limit: 120, silence: 'none', sounds: true }])
  const [{ id, priority }] = screens[0]!.beds.get(0)!.alarms as [BedAlarms['alarms'][number]]
  const claim = (from: Screen) =>
    from.browser.post('/api/alarm', { ask: { act: 'claim', stay, bed: bedName(0), alarm: id, priority }, seen: from.seen })
  expect(await claim(screens[0]!)).toMatchObject({ status: 200, body: { recorded: true } })
  await beats(131, 1, screens)
  for (const { beds } of screens) expect(beds.get(0)?.alarms).toMatchObject([{ id, silence: 'acknowledged', sounds: false }])
  expect(await claim(screens[1]!)).toMatchObject({ status: 409, body: { code: 'alarm-taken' } })
  screens[0]!.seen = { ...screens[0]!.seen, seq: screens[0]!.seen.seq - 60 }
  expect(await claim(screens[0]!)).toMatchObject({ status: 409, body: { code: 'not-in-sync' } })
})
