// What bedside devices shout, through the whole core: over a standby, a move, a discharge and an admission.
import { expect, test } from 'vitest'
import { Act } from '../../model/acts.ts'
import type { Census } from '../../model/census.ts'
import { type DeviceFacts, EMPTY_BED } from '../../model/facts.ts'
import { bedId, deviceId, type StayId, stayId, wardId } from '../../model/ids.ts'
import type { NumberSample } from '../../model/sample.ts'
import { at, seconds } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import { createCore, createDisk, createHandClock } from './core.ts'

const START = at(1_790_000_000_000)
const BY = { is: 'person', id: 'wren', name: 'R. Wren' } as const
const BEDS = ['S-1', 'S-2'].map((id) => bedId(id))
const ONE = stayId('one')
const CENSUS: Census = {
  wards: [{ id: wardId('S'), name: 'S', note: null, continuous: true, zone: 'UTC', beds: BEDS }],
  beds: BEDS.map((id) => ({ id, ward: wardId('S'), label: id })),
  stays: [{ id: ONE, bed: BEDS[0]!, population: 'adult', age: 60, since: at(START - 1000) }],
  people: [{ stay: ONE, name: 'Aa Bb', sex: 'F', reason: 'x', teaches: null }],
  facts: new Map(BEDS.map((id) => [id, EMPTY_BED])),
} as never
const monitor = (id: string): DeviceFacts => ({ id, name: id, kind: 'wall', link: 'on', cadence: { hr: seconds(1) } })

async function bedside() {
  const clock = createHandClock(START)
  const disk = createDisk()
  let ids = 0
  const failed = (place: string, error: unknown): never => {
    throw new Error(place, { cause: error })
  }
  const core = await createCore({ disk, brought: CENSUS, clock, epoch: 1, newId: () => `id-${++ids}`, frames: false, failed })
  core.take({ bed: BEDS[0]!, samples: [], facts: { devices: [monitor('m1')] } })
  let seq = 0
  const hr = (source: string): NumberSample => ({
    kind: 'number',
    signal: 'hr',
    value: known(80 + (seq % 3)),
    at: clock.now(),
    received: clock.now(),
    source: deviceId(source),
    quality: 0,
    seq: seq++,
  })
  return {
    core,
    pass(length: number, bed: 0 | 1 = 0, source: string | null = 'm1') {
      for (let s = 0; s < length; s++) {
        clock.pass(1000)
        if (source !== null) core.take({ bed: BEDS[bed]!, samples: [hr(source)] })
        core.census.tick()
        for (let i = 0; i < 4; i++) clock.tick()
        disk.flush()
      }
    },
    alarm: (is: 'start' | 'end', code: string | null) =>
      core.take({
        bed: BEDS[0]!,
        samples: [],
        alarms: [{ is, device: deviceId('m1'), id: 'x', code, text: 'T', priority: 'high', at: clock.now() }],
      }),
    act: (ask: object) => core.census.act(Act.parse({ stay: 'one', ...ask }), { by: BY, staff: (id) => ({ is: 'person', id, name: id }) }),
    shown: (stay: StayId = ONE) => core.hub.shownOf(stay).alarms.map(({ rule, lastKnown }) => `${rule}${lastKnown ? ' last known' : ''}`),
    now: clock.now,
  }
}

test('one that ends in a standby does not come back at the return', async () => {
  const own = await bedside()
  own.pass(40)
  own.alarm('start', null)
  own.pass(5)
  expect(own.shown()).toEqual(['device-unknown'])
  own.act({ act: 'standby', bed: 'S-1', reason: 'CT', back: own.now() + 600_000 })
  own.pass(20, 0, null)
  own.alarm('end', null)
  own.act({ act: 'resume', bed: 'S-1' })
  own.pass(60)
  expect(own.shown()).toEqual([])
})

test('one that begins in a standby and goes on is told at the return', async () => {
  const own = await bedside()
  own.pass(40)
  own.act({ act: 'standby', bed: 'S-1', reason: 'CT', back: own.now() + 600_000 })
  own.pass(20, 0, null)
  own.alarm('start', 'vt')
  own.pass(20, 0, null)
  own.act({ act: 'resume', bed: 'S-1' })
  own.pass(60)
  expect(own.shown()).toEqual(['vt'])
})

test('one of a monitor that was left behind is known last', async () => {
  const own = await bedside()
  own.pass(40)
  own.alarm('start', null)
  own.pass(5)
  own.act({ act: 'move', from: 'S-1', to: 'S-2' })
  own.core.take({ bed: BEDS[1]!, samples: [], facts: { devices: [monitor('m2')] } })
  own.pass(20, 1, 'm2')
  expect(own.shown()).toEqual(['device-unknown last known'])
})

test('one that stands when somebody comes to its bed is told of them', async () => {
  const own = await bedside()
  own.pass(40)
  own.act({ act: 'discharge', bed: 'S-1' })
  own.pass(5, 0, null)
  own.alarm('start', 'vt')
  own.pass(200)
  const next = own.core.census.book().lying.get(BEDS[0]!)!
  expect(next).not.toBe(ONE)
  expect(own.shown(next)).toContain('vt')
  own.alarm('end', 'vt')
  own.pass(2)
  expect(own.core.hub.shownOf(next).alarms.filter(({ phase }) => phase === 'active')).toEqual([])
})
