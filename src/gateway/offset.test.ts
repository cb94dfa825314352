// Device clocks that are off, drift, jump and begin again at their epoch: seen in the facts, and never as a flood.
import { expect, test } from 'vitest'
import type { BedRow } from '../feed/mock/bedrow.ts'
import { createWard } from '../feed/mock/ward.ts'
import type { DeviceFacts } from '../model/facts.ts'
import { bedId, deviceId } from '../model/ids.ts'
import { QUALITY, type Report, type Sample } from '../model/sample.ts'
import { after, at, hours, minutes } from '../model/units.ts'
import { known } from '../model/value.ts'
import { createEdge } from './edge.ts'
import { ask, house, START, stateOf, wallOf, watchT } from './harness.ts'
import { createOffsets } from './offset.ts'

type Failure = 'clock-skew' | 'clock-drift' | 'clock-back' | 'clock-epoch' | 'burst' | 'out-of-order'

/** A telemetry of the demo whose clock fails from minute 1 for so many seconds: what the facts say, and when, from minute 0 on. */
function lived(failure: Failure | null, seconds: number, until: number, row: Partial<BedRow> = {}) {
  const bed: BedRow = {
    bed: 'X',
    person: ['A', 50, 'F', ''],
    days: 1,
    teaches: '',
    gear: ['T'],
    course: { stable: {} },
    ...(failure && { happens: [{ at: 1, is: 'failure', failure, seconds }] }),
    ...row,
  }
  const ward = createWard({ seed: 3, start: START, wards: [{ ward: 'W', name: 'W', note: null, continuous: true, beds: [bed] }] })
  const edge = createEdge({ isBed: () => true, refused: () => {}, late: () => {}, speed: 1 })
  const offsets = createOffsets()
  let devices = ward.census.facts.get(bedId('X'))!.devices
  const told: { second: number; offset: number | undefined }[] = []
  for (const report of ward.reports(START, after(START, until), { waves: until < minutes(10), events: true, stride: 1 })) {
    const received = report.samples[0]?.received ?? START
    const learned = offsets.learn(edge.check(report, received)!, devices)
    const was = devices[0]?.clockOffset
    devices = learned.facts?.devices ?? devices
    if (devices[0]?.clockOffset !== was) told.push({ second: (received - START) / 1000, offset: devices[0]?.clockOffset })
  }
  return told
}

test('a clock that is right, or as far ahead as its source says, changes nothing', () => {
  expect(lived(null, 0, minutes(5))).toEqual([])
  expect(lived(null, 0, minutes(5), { clockAhead: 24 })).toEqual([])
})

test.each([
  ['clock-skew', 3_600_000],
  ['clock-back', -3_600_000],
  ['clock-epoch', -(START + 60_000)],
] as const)('%s is told within a second, and its end too', (failure, offset) => {
  const told = lived(failure, 120, minutes(5))
  expect(told).toHaveLength(2)
  expect(told[0]!.second).toBeGreaterThanOrEqual(60)
  expect(told[0]!.second).toBeLessThan(61.5)
  expect(Math.abs(told[0]!.offset! - offset)).toBeLessThan(1000)
  expect(told[1]!.second).toBeLessThan(181.5)
  expect(Math.abs(told[1]!.offset!)).toBeLessThan(1000)
})

test('2 s an hour: told about twice an hour, never more than 1.1 s behind', () => {
  const told = lived('clock-drift', 3 * 3600, hours(3))
  expect(told.length).toBeGreaterThanOrEqual(5)
  expect(told.length).toBeLessThanOrEqual(6)
  for (const { second, offset } of told) expect(Math.abs(offset! - ((second - 60) / 3600) * 2000)).toBeLessThan(100)
})

test.each(['burst', 'out-of-order'] as const)('%s is delay, not a clock', (failure) => {
  expect(lived(failure, 90, minutes(5))).toEqual([])
})

const DEVICES: DeviceFacts[] = [{ id: 'wall', name: 'wall monitor', kind: 'wall', link: 'on' }]
let seq = 0
const report = (second: number, deviceTime: number | null, over: object = {}, facts?: Report['facts']): Report => {
  const now = at(START + second * 1000)
  const sample = {
    kind: 'number',
    signal: 'hr',
    value: known(70),
    at: now,
    received: now,
    source: deviceId('wall'),
    quality: 0,
    seq: seq++,
    ...(deviceTime !== null && { deviceTime: START + deviceTime * 1000 }),
    ...over,
  } as Sample
  return { bed: bedId('T-01'), samples: [sample], ...(facts && { facts }) }
}

test('without a device time the source’s word stands, and the report is left as it is', () => {
  const { learn } = createOffsets()
  const plain = report(0, null)
  expect(learn(plain, DEVICES)).toBe(plain)
  const said = [{ ...DEVICES[0]!, clockOffset: 5000 }]
  expect(learn(report(1, null, {}, { devices: said }), DEVICES).facts?.devices).toEqual(said)
})

test('delay is filtered out; the estimate outlives what the source says of its devices again', () => {
  const { learn } = createOffsets()
  const offset = (one: Report) => one.facts?.devices?.[0]?.clockOffset
  expect(offset(learn(report(0, 600), DEVICES))).toBe(600_000)
  // 0 to 1.9 s under way: nothing to tell.
  for (let i = 1; i < 120; i++) expect(offset(learn(report(i, 600 + i - (i % 20) / 10.5), DEVICES))).toBeUndefined()
  expect(learn(report(120, 720, {}, { devices: [{ ...DEVICES[0]!, battery: 50 }] }), DEVICES).facts?.devices).toEqual([
    { ...DEVICES[0]!, battery: 50, clockOffset: 600_000 },
  ])
  // Kept back, or late: not the clock's fault.
  expect(offset(learn(report(121, 0, { quality: QUALITY.late }), DEVICES))).toBeUndefined()
  expect(offset(learn(report(122, 0, { at: at(START) }), DEVICES))).toBeUndefined()
})

test('a gateway tells its screens', async () => {
  const here = await house(1)
  try {
    here.source.push(report(0, 24 * 60, { source: wallOf('T-01') }))
    const client = await here.connect()
    const snapshot = (await ask(client, 'watch', watchT)) as never
    expect(stateOf(snapshot).get(0)?.facts?.devices).toMatchObject([{ id: 'wall-T-01', clockOffset: 24 * 60_000 }])
  } finally {
    await here.close()
  }
})
