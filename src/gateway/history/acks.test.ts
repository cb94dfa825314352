// Who sends a report is told when all of it is kept, and of what is kept by nobody never (P7).
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bedId, type DeviceId, deviceId } from '../../model/ids.ts'
import type { NumberSample, Report } from '../../model/sample.ts'
import { trialDevice } from '../../model/trialfeed.ts'
import { at } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import { act, bedName, type House, house, START, wallOf } from '../harness.ts'

let here: House
beforeEach(async () => {
  here = await house(3, { empty: true })
})
afterEach(() => here.close())

const [BED, EMPTY] = [bedName(0), bedName(2)]
const hr = (seq: number, source: DeviceId, over: Partial<NumberSample> = {}): NumberSample => ({
  kind: 'number',
  signal: 'hr',
  value: known(70),
  at: here.clock.now(),
  received: here.clock.now(),
  source,
  quality: 0,
  seq,
  ...over,
})
/** How often it is told of such a report within three seconds. */
async function told(report: Omit<Report, 'kept'>): Promise<number> {
  let times = 0
  here.source.push({ ...report, kept: () => times++ })
  expect(times).toBe(0)
  for (let second = 0; second < 3; second++) {
    here.clock.pass(1000)
    await new Promise((done) => setImmediate(done))
  }
  return times
}

test('all of a report is kept: told once', async () => {
  expect(await told({ bed: bedId(BED), samples: [hr(1, wallOf(BED)), hr(2, wallOf(BED))] })).toBe(1)
})

test('a part of it is refused at the edge: not told', async () => {
  const wrong = hr(2, wallOf(BED), { at: at(Number.NaN) })
  expect(await told({ bed: bedId(BED), samples: [hr(1, wallOf(BED)), wrong] })).toBe(0)
})

test('it came before: not told a second time, its first sending is', async () => {
  expect(await told({ bed: bedId(BED), samples: [hr(1, wallOf(BED), { at: START, received: START })] })).toBe(1)
  expect(await told({ bed: bedId(BED), samples: [hr(1, wallOf(BED), { at: START, received: START })] })).toBe(0)
})

test('nobody was known to lie there: a stay begins with it, and it is told', async () => {
  expect(await told({ bed: bedId(EMPTY), samples: [hr(1, wallOf(EMPTY))] })).toBe(1)
})

test('held apart, because the monitor calls the patient otherwise: not told', async () => {
  const device = deviceId('other-monitor')
  const own = { bed: bedId(BED), patient: 'W-77-somebody-else' }
  expect(await told({ ...own, samples: [hr(1, device)] })).toBe(0)
  expect(here.gateway.census.heldOf(device)).toBe(1)
})

test('a trial feed is kept by nobody: not told', async () => {
  expect(act(here, { act: 'trial', bed: EMPTY, on: true }).is).toBe('done')
  const report = { bed: bedId(EMPTY), patient: 'TRIAL', samples: [hr(9_000_000, deviceId(trialDevice(EMPTY)))] }
  expect(here.gateway.census.take(report, 'test').map(({ samples }) => samples.length)).toEqual([1])
  expect(await told(report)).toBe(0)
})
