// For tests of the hub: a real house of two wards on a fake clock, hearts that beat, and screens that hold what they were told of alarms.
import { decodeAlarms } from '../../model/alarmbytes.ts'
import type { AlarmShown, BedAlarms, WardAlarms } from '../../model/alarmshown.ts'
import type { Census } from '../../model/census.ts'
import { decodeFrame, PROTOCOL } from '../../model/frame.ts'
import { bedId, stayId, wardId } from '../../model/ids.ts'
import type { Snapshot } from '../../model/wire.ts'
import { ask, type Client, testCensus } from '../harness.ts'
import type { Browser, RealHouse, Reply } from '../realhouse.ts'

/** Ward T of so many beds, and ward U with one. */
export function twoWards(beds = 2): Census {
  const census = testCensus(beds)
  const bed = bedId('U-01')
  const stay = stayId('stay-U-01')
  return {
    wards: [...census.wards, { ...census.wards[0]!, id: wardId('U'), name: 'Other ward', beds: [bed] }],
    beds: [...census.beds, { id: bed, ward: wardId('U'), label: 'U-01' }],
    stays: [...census.stays, { ...census.stays[0]!, id: stay, bed }],
    people: [...census.people, { ...census.people[0]!, stay, name: 'Ulla Other', record: 'W-78' }],
    facts: new Map([...census.facts, [bed, census.facts.get(bedId('T-01'))!]]),
  }
}

export interface Screen {
  readonly browser: Browser
  readonly client: Client
  readonly of: string
  readonly beds: Map<string, BedAlarms>
  ward: WardAlarms | null
  seen: { epoch: number; seq: number }
  sound: 'armed' | 'off'
  /** The first that it was told of each bed. */
  readonly first: Map<string, BedAlarms>
  alarm(bed: string, rule: string): AlarmShown | undefined
  act(asked: object): Promise<Reply>
}

export async function screenOf(browser: Browser, ward = 'T'): Promise<Screen> {
  const client = await browser.connect()
  let labels: string[] = []
  const own: Screen = {
    browser,
    client,
    of: ward,
    beds: new Map(),
    first: new Map(),
    ward: null,
    seen: { epoch: 0, seq: 0 },
    sound: 'armed',
    alarm: (bed, rule) => own.beds.get(bed)?.alarms.find((one) => one.rule === rule),
    act: (asked) => browser.post('/api/alarm', { ask: asked, seen: { ward, ...own.seen } }),
  }
  const take = (bytes: Uint8Array): void => {
    const { epoch, seq, parts } = decodeFrame(new Uint8Array(bytes))
    own.seen = { epoch, seq }
    for (const { bed, alarms } of parts) {
      const told = alarms && decodeAlarms(alarms)
      if (told?.of === 'ward') own.ward = told
      else if (told) own.beds.set(labels[bed]!, told)
    }
  }
  const whole = (snapshot: Snapshot): void => {
    labels = snapshot.beds.map(({ label }) => label)
    own.beds.clear()
    take(snapshot.frame as Uint8Array)
  }
  client.on('frame', take)
  client.on('snapshot', whole)
  whole((await ask(client, 'watch', { protocol: PROTOCOL, ward })) as unknown as Snapshot)
  for (const [bed, told] of own.beds) own.first.set(bed, told)
  return own
}

/** So many seconds with this heart rate at each bed; screens take what leaves, and say what they painted. */
export async function beats(
  real: RealHouse,
  rates: Readonly<Record<string, number>>,
  count: number,
  screens: readonly Screen[] = [],
): Promise<void> {
  for (let second = 0; second < count; second++) {
    for (const [bed, rate] of Object.entries(rates)) real.source.number(bed, 'hr', rate)
    real.clock.pass(1000)
    if (second % 8 > 0) continue
    await Promise.all(screens.map(({ client }) => ask(client, 'clock', { sent: 0 })))
    for (const { client, seen, of, sound } of screens) client.emit('painted', { ward: of, ...seen, sound })
    await Promise.all(screens.map(({ client }) => ask(client, 'clock', { sent: 0 })))
  }
  for (const { client } of screens) await ask(client, 'clock', { sent: 0 })
}
