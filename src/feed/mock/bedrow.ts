// What a row of the demo ward says: who lies there, on which gear, how it goes with them, and what happens when.

import type { BroughtAlarms, Population } from '../../model/census.ts'
import type { Code } from '../../model/codes.ts'
import type { BedFacts } from '../../model/facts.ts'
import type { DeviceAlarm } from '../../model/sample.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { WardDelays } from '../../model/warddelays.ts'
import type { DeviceKey, GearKey } from './devices.ts'
import type { FailureKey } from './failures.ts'
import type { StoryKey } from './stories.ts'
import type { ArtefactKind, Truth } from './truth.ts'

/** Minutes after the start (before it, where negative), or the latest such hour of the ward's clock that was over before the start. */
export type When = number | `${number}:${number}`

/** What happens in a bed. With `each` it comes back every so many minutes, `times` times or for good. */
export type Happening = { readonly at: When; readonly each?: number; readonly times?: number } & (
  | { readonly is: 'artefact'; readonly artefact: ArtefactKind; readonly seconds: number | readonly [from: number, to: number] }
  | { readonly is: 'failure'; readonly failure: FailureKey; readonly seconds: number; readonly signal?: VitalKey; readonly amount?: number }
  /** For so long this is true instead. */
  | { readonly is: 'spell'; readonly seconds: number; readonly truth: Partial<Truth> }
  /** A whole story, lived through once. */
  | { readonly is: 'story'; readonly story: StoryKey }
  /** Standby: `with` names a role; `back` is the minute the patient is expected back. */
  | { readonly is: 'away'; readonly reason: string; readonly with: string; readonly back: number }
  | { readonly is: 'back' }
  /** The device raises an alarm of its own that no value here tells, for so long. */
  | ({ readonly is: 'device-alarm'; readonly seconds: number } & Pick<DeviceAlarm, 'code' | 'text' | 'priority'>)
  /** An unknown patient is connected to an empty bed. */
  | { readonly is: 'connected' }
)

/** Readings now and then of one device. */
export interface Readings {
  readonly device: DeviceKey
  readonly signals: readonly VitalKey[]
  /** Every so many minutes, at minutes that leave `phase`; or at hours of the ward's clock. */
  readonly every?: number
  readonly phase?: number
  readonly hours?: readonly `${number}:${number}`[]
  /** What was read before the start, newest first, each at the latest such hour before the one above it; nothing else was. */
  readonly known?: readonly {
    readonly taken: `${number}:${number}`
    readonly received?: `${number}:${number}`
    readonly values: readonly number[]
  }[]
  /** No reading between these minutes. */
  readonly silent?: readonly [from: number, to: number]
  /** Slow swing about the course, in the signal's unit. */
  readonly sway?: number
  /** The device's own unit, where `values` are in it: the factor to ours, and the digits it shows. Each reading then brings its original as a note. */
  readonly read?: { readonly unit: string; readonly factor: number; readonly digits: number }
}

export interface BedRow {
  /** Label and id: "4B-07". */
  readonly bed: string
  /** Null where the bed is empty. */
  readonly person: readonly [name: string, age: number, sex: 'F' | 'M', reason: string] | null
  readonly population?: Population
  /** Days since the stay began. */
  readonly days: number
  /** The hour of yesterday at which the stay began, where it is said. */
  readonly came?: `${number}:${number}`
  /** Lay in another bed of the ward before, until that hour of yesterday; what is worn came along. */
  readonly before?: { readonly bed: string; readonly until: `${number}:${number}` }
  /** "What is this?" in one sentence. */
  readonly teaches: string
  /** A signal that two bring comes from the first. */
  readonly gear: readonly GearKey[]
  /** Cuff: every so many minutes, at minutes that leave `phase` (by seed where not said); null: by hand. */
  readonly cuff?: readonly [every: number, phase?: number] | null
  /** The cuff is on the arm of the SpO2 probe. */
  readonly cuffOnProbeArm?: boolean
  readonly course: { readonly stable: Partial<Truth> } | { readonly story: StoryKey; readonly minute: number }
  /** True whatever the story says. */
  readonly keeps?: Partial<Truth>
  readonly happens?: readonly Happening[]
  readonly readings?: readonly Readings[]
  /** Percent at the start, the minute it is empty, the minute somebody changes it. */
  readonly battery?: { readonly percent: number; readonly empty: number; readonly changed: number }
  /** Minutes the device's clock is ahead. */
  readonly clockAhead?: number
  /** Minutes at which a nurse takes a full set, beside the hours of the round and the rows of a story. */
  readonly rounds?: readonly number[]
  /** Sedated: consciousness cannot be judged. */
  readonly sedated?: true
  readonly paced?: Code<'paced'>
  readonly pregnant?: true
  readonly fio2?: number
  readonly marks?: BedFacts['marks']
  readonly valuesOnRequest?: boolean
  readonly alarms?: BroughtAlarms
  /** Travels in frames: names nobody, 40 characters at most. */
  readonly notes?: readonly string[]
  /** Travels with the patient's name, by roster. */
  readonly orders?: readonly string[]
}

export interface WardRow {
  readonly ward: string
  readonly name: string
  readonly note: string | null
  /** False: readings come now and then. */
  readonly continuous: boolean
  /** Its own delays of alarms. */
  readonly delays?: WardDelays
  readonly beds: readonly BedRow[]
}
