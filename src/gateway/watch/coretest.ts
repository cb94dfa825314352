// For tests of the hub over restarts: the core of the gateway on a hand clock and a disk of its own, two beds with a patient and a third.
import { Act } from '../../model/acts.ts'
import { AlarmAct } from '../../model/alarmacts.ts'
import type { WardAlarms } from '../../model/alarmshown.ts'
import type { Census } from '../../model/census.ts'
import { type DeviceFacts, EMPTY_BED } from '../../model/facts.ts'
import { bedId, deviceId, stayId, wardId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import { at, ms, seconds } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { START } from '../harness.ts'
import { createCore, createDisk, createHandClock } from '../simulate/core.ts'

export const BEDS = ['S-1', 'S-2', 'S-3'].map((id) => bedId(id))
export const S = wardId('S')
const stay = (id: string, bed: number): Census['stays'][number] => ({
  id: stayId(id),
  bed: BEDS[bed]!,
  population: 'adult',
  age: 60,
  since: at(START - 1000),
})
export const CENSUS: Census = {
  wards: [{ id: S, name: 'S', note: null, continuous: true, zone: 'UTC', beds: BEDS }],
  beds: BEDS.map((id) => ({ id, ward: S, label: id })),
  stays: [stay('one', 0), stay('two', 1)],
  people: ['one', 'two'].map((id) => ({ stay: stayId(id), name: `${id} Sample`, sex: 'F', reason: 'x', teaches: null })),
  facts: new Map(BEDS.map((id) => [id, EMPTY_BED])),
}
export const device = (id: string, over: Partial<DeviceFacts> = {}): DeviceFacts => ({
  id: deviceId(id),
  name: id,
  kind: 'wall',
  link: 'on',
  cadence: { hr: seconds(1) },
  ...over,
})

export type Open = Awaited<ReturnType<typeof openCore>>
/** A run on what an earlier one left on `disk`. */
export async function openCore(disk = createDisk(), clock = createHandClock(START), brought: Census = CENSUS) {
  let n = 0
  let seq = 0
  let ward: WardAlarms | null = null
  const core = await createCore({
    disk,
    brought,
    clock,
    epoch: 1,
    newId: () => `id-${++n}`,
    frames: false,
    toldWard: (_, alarms) => {
      ward = alarms
    },
    failed: (_, error) => {
      throw error
    },
  })
  const number = (source: string, signal: VitalKey, value: number): Sample => ({
    kind: 'number',
    signal,
    value: known(value),
    at: clock.now(),
    received: clock.now(),
    source: deviceId(source),
    quality: 0,
    seq: ++seq,
  })
  const announce = (bed: number, devices: readonly DeviceFacts[]): void =>
    core.take({ bed: BEDS[bed]!, samples: [], facts: { devices, channels: [], recording: null, notes: [] } as never })
  return {
    core,
    disk,
    clock,
    number,
    announce,
    /** So many seconds with these samples at the beds, by index. */
    pass(count: number, tell: (second: number) => Readonly<Record<number, readonly Sample[]>> = () => ({})) {
      for (let second = 0; second < count; second++) {
        clock.pass(ms(1000))
        for (const [bed, samples] of Object.entries(tell(second))) core.take({ bed: BEDS[Number(bed)]!, samples })
        for (let tick = 0; tick < 4; tick++) clock.tick()
        disk.flush()
      }
    },
    ward: () => ward,
    shown: (id = 'one') => core.hub.shownOf(stayId(id)).alarms,
    act: (ask: object) =>
      core.hub.act(AlarmAct.parse(ask), { by: { is: 'person', id: 'wren', name: 'R. Wren' }, staff: () => null, nameOf: (id) => id }),
    book: (ask: object) =>
      core.census.act(Act.parse(ask), {
        by: { is: 'person', id: 'wren', name: 'R. Wren' },
        staff: (id: string) => ({ is: 'person', id, name: id }),
      } as never),
    /** Power off and on after so many seconds. */
    async again(gap = 2) {
      disk.flush()
      // What follows from that being kept.
      await new Promise((done) => setImmediate(done))
      disk.flush()
      disk.kill()
      clock.forget()
      clock.pass(ms(gap * 1000))
      return openCore(disk, clock, brought)
    },
  }
}
