// What of a seed its parts share: the ward, its staff and patients, the engine as it runs now, and what is known of each stay.
import type { BedAlarms } from '../../model/alarmshown.ts'
import type { By } from '../../model/book.ts'
import type { Census } from '../../model/census.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { type BedId, bedId, type StayId, stayId, wardId } from '../../model/ids.ts'
import type { LimitKey } from '../../model/limits.ts'
import { at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { Core, Disk, HandClock } from './core.ts'
import type { Draw } from './draw.ts'
import type { Oracle } from './oracle.ts'
import type { Patient } from './patients.ts'

export const START = at(1_790_000_000_000)
export const WARD = wardId('S')
export const STAFF: readonly By[] = ['wren', 'heron', 'kestrel', 'rook'].map((id) => ({ is: 'person', id, name: id }))
/** s between two looks of the gateway at what time alone changes. */
export const LOOK = 4

/** TABLE: limits that a seed may set: all of them clear of the steps of the patients. */
export const LIMITS: readonly (readonly [LimitKey, low: number, high: number | null])[] = [
  ['hr', 50, 140],
  ['hr', 42, 120],
  ['spo2', 84, null],
]
/** Vitals whose alarms may be switched off. */
export const OFF: readonly VitalKey[] = ['hr', 'spo2', 'rr', 'temp']
/** By vital: its rules. */
export const VITAL_OF: Readonly<Record<string, readonly string[]>> = {
  hr: ['hr-high', 'hr-low', 'tachy-x', 'brady-x', 'af', 'pause'],
  spo2: ['spo2-low', 'desat'],
  rr: ['rr-high', 'rr-low'],
  temp: ['temp'],
}

/** What the run knows of a stay, beside the engine. */
export interface Kin {
  readonly stay: StayId
  readonly oracle: Oracle
  away: boolean
  pausedUntil: number
  order: boolean
  readonly off: Set<string>
  /** By act: by whom, and until when. */
  readonly claims: Set<string>
  /** When the device was heard. */
  heard: number
  readonly patient: Patient
}

export interface World {
  readonly draw: Draw
  readonly clock: HandClock
  readonly disk: Disk
  /** Another after each restart. */
  core: Core
  /** Virtual, from the start. */
  second: number
  /** The clock ran on by itself then: nobody looked meanwhile. */
  stepped: number
  readonly kins: Map<StayId, Kin>
  readonly patients: readonly Patient[]
  /** Where each patient lies. */
  readonly lies: Map<Patient, BedId>
  /** What the screens of its bed were told last. */
  readonly toldOf: (stay: StayId) => BedAlarms
  /** Something is wrong. */
  readonly say: (text: string) => void
  readonly count: (what: string, by?: number) => void
}

/** Whether a stay lies in a bed now. */
export const isLying = ({ core }: Pick<World, 'core'>, stay: string): boolean =>
  [...core.census.book().lying.values()].includes(stay as StayId)

export const censusOf = (beds: number): Census => {
  const ids = Array.from({ length: beds + 1 }, (_, i) => bedId(`S-${i + 1}`))
  return {
    wards: [{ id: WARD, name: 'Simulation', note: null, continuous: true, zone: 'UTC', beds: ids }],
    beds: ids.map((id) => ({ id, ward: WARD, label: id })),
    stays: ids.slice(0, beds).map((bed, i) => ({ id: stayId(`first-${i}`), bed, population: 'adult', age: 60, since: at(START - 1000) })),
    people: ids.slice(0, beds).map((_, i) => ({
      stay: stayId(`first-${i}`),
      name: `${'ABCDEFGH'[i]!.repeat(5)} ${'KLMNOPQR'[i]!.repeat(6)}`,
      sex: 'F',
      reason: 'simulation',
      teaches: null,
    })),
    facts: new Map(ids.map((id) => [id, EMPTY_BED])),
  }
}
