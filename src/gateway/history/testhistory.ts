// For tests: a history over a store in a folder or in memory, on a fake clock, and samples made up from a seed.
import type { Code } from '../../model/codes.ts'
import { type DeviceId, deviceId, type StayId, stayId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import { at, hz } from '../../model/units.ts'
import { WHYS } from '../../model/value.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { type FakeClock, fakeClock, seeded } from '../harness.ts'
import { type OpenedStore, openStore, type StoreSetup } from '../store/openstore.ts'
import { MASTER, NOW, SILENT } from '../store/testfolder.ts'
import { type OpenHistory, openHistory } from './openhistory.ts'

export const STAY: StayId = stayId('00112233445566778899aabbccddeeff')
export const OTHER: StayId = stayId('ffeeddccbbaa99887766554433221100')
const MONITOR: DeviceId = deviceId('monitor-1')
const PATCH: DeviceId = deviceId('patch-7')

export interface TestHistory {
  readonly history: OpenHistory
  readonly store: OpenedStore
  readonly clock: FakeClock
  /** Time passes, and all that is past is sealed. */
  seal(to: number): Promise<void>
  close(): Promise<void>
}
export async function testHistory(folder: string | null, over: Partial<StoreSetup> = {}): Promise<TestHistory> {
  const clock = fakeClock()
  const store = await openStore({ folder, master: MASTER, log: SILENT, now: () => NOW, ...over })
  const history = openHistory({ stays: store.stays, clock, log: SILENT, downtimes: () => [] })
  return {
    history,
    store,
    clock,
    async seal(to) {
      clock.pass(Math.max(0, to - clock.now()))
      // Each answer comes before the slices that follow it.
      for (let asked = 0; ; asked++) {
        const { waiting } = await store.stays.write('settle', { now: clock.now(), at: clock.real() })
        if (waiting === 0) return
        if (asked > 10_000) throw new Error(`${waiting} spans wait still`)
      }
    },
    async close() {
      await history.close()
      await store.close()
    },
  }
}

/** What two devices bring in `seconds` from `from`: numbers with unknown stretches and holes, coded states, beats, cuff readings, two waves. */
export function madeUp(from: number, seconds: number, seed: number): Sample[] {
  const random = seeded(seed)
  const samples: Sample[] = []
  const common = (when: number, seq: number, source = MONITOR) => ({
    at: at(when),
    received: at(when + 40),
    source,
    seq,
    quality: random() < 0.02 ? 2 : 8,
    ...(source === PATCH && { deviceTime: when - 1234 }),
  })
  let hole = 0
  let why: (typeof WHYS)[number] | null = null
  for (let s = 0; s < seconds; s++) {
    const when = from + 1000 * s
    if (random() < 0.003) hole = 8 + Math.floor(random() * 90)
    if (random() < 0.02) why = why ? null : WHYS[Math.floor(random() * WHYS.length)]!
    if (hole-- > 0) continue
    for (const signal of ['hr', 'spo2'] as const) {
      const value = why ? ({ is: 'unknown', why } as const) : ({ is: 'known', value: 60 + Math.floor(random() * 60) } as const)
      samples.push({ kind: 'number', signal, value, ...common(when, s) })
    }
    if (s % 3 === 0)
      samples.push({
        kind: 'number',
        signal: 'hr',
        value: { is: 'known', value: 70 },
        ...common(when + 300, s, PATCH),
        quality: 8 | 128,
      })
    if (s % 10 === 0)
      samples.push({
        kind: 'number',
        signal: 'temp',
        value: { is: 'known', value: 36.6 + Math.round(random() * 10) / 10 },
        ...common(when, s),
      })
    if (s % 300 === 7)
      samples.push({
        kind: 'number',
        signal: 'nibp-sys',
        value: { is: 'known', value: 120 + Math.floor(random() * 9) },
        ...common(when, s),
      })
    const code: Code<'rhythm'> = random() < 0.1 ? 'bigeminy' : 'sinus'
    samples.push({ kind: 'coded', signal: 'rhythm', value: { is: 'known', value: code }, ...common(when, s) })
    if (random() < 0.9) samples.push({ kind: 'event', signal: 'beat', mark: 'normal', ...common(when + Math.floor(random() * 900), s) })
    const off = random() < 0.02 ? Math.floor(random() * 25) : 25
    const data = Int16Array.from({ length: 25 }, (_, i) => (i >= off ? NO_SAMPLE : Math.floor(random() * 400) - 200))
    samples.push({
      kind: 'wave',
      signal: 'resp',
      data,
      rate: hz(25),
      gain: 100,
      baseline: 0,
      unit: 'Ω',
      ...common(when, s * 25),
      ...(data.includes(NO_SAMPLE) && { why: 'noise' as const }),
    })
  }
  return samples
}
