// What the app knows of a ward: replaced whole by a snapshot, then kept by frames. Held by the worker; read by painter and tiles.

import type { BedAlarms, WardAlarms } from '../../model/alarmshown.ts'
import type { CodedKey } from '../../model/codes.ts'
import type { BedFacts, Channel } from '../../model/facts.ts'
import type { CodedEntry, NumberEntry } from '../../model/half.ts'
import type { DisplayUnits } from '../../model/shownunits.ts'
import type { At } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { DutyRow, GatewayFacts, Roster, RosterRow, SnapshotBed, Trend, WardFacts } from '../../model/wire.ts'

/** The newest samples of one wave, by running number. A sample that never came is a hole and is drawn as one. */
export interface WaveRing {
  readonly channel: Channel
  /** Numbers of the oldest sample kept and of the one after the newest. */
  readonly first: number
  readonly next: number
  /** The source's integer, or NO_SAMPLE for a hole or an invalid sample. */
  valueAt(sample: number): number
  /** Gateway time of a sample; samples lie 1000 / rate apart. */
  timeOf(sample: number): At
  /** The number of the first sample at or after an instant. */
  sampleAt(time: At): number
  /** How often samples were put into its holes from what was kept. */
  readonly fills: number
  /** Whether a sample came from what was kept, and not as it was measured. */
  filledAt(sample: number): boolean
}

/** Held back by the gateway because this screen's line is slow: nothing, the waves, or the values too. */
export const HELDS = ['none', 'waves', 'state'] as const
export type Held = (typeof HELDS)[number]

export interface BedView {
  /** Place in the ward's list. */
  readonly index: number
  readonly id: string
  readonly label: string
  readonly stay: SnapshotBed['stay']
  readonly facts: BedFacts
  readonly numbers: ReadonlyMap<VitalKey, NumberEntry>
  readonly coded: ReadonlyMap<CodedKey, CodedEntry>
  /** By signal: what another device brings of it beside the one that leads. Never shown in its place. */
  readonly seconds: ReadonlyMap<string, NumberEntry | CodedEntry>
  /** By channel number. */
  readonly rings: ReadonlyMap<number, WaveRing>
  readonly lastBeat: At | null
  readonly held: Held
  readonly alarms: BedAlarms
}

export interface WardView {
  readonly gateway: GatewayFacts
  readonly ward: WardFacts
  readonly epoch: number
  readonly seq: number
  readonly rev: number
  readonly beds: readonly BedView[]
  /** By stay. Arrives apart from the values (P9); empty until it did. */
  readonly people: ReadonlyMap<string, RosterRow>
  /** Who has which bed, by bed, and who is in charge: with the names. */
  readonly duties: ReadonlyMap<string, DutyRow>
  readonly charge: Roster['charge']
  /** Who may have taken an alarm, by the id that alarms carry: with the names. */
  readonly carers: ReadonlyMap<string, Roster['carers'][number]>
  /** What stands for the ward as a whole. */
  readonly alarms: WardAlarms
  readonly trend: Trend | null
}

/** By what a value is told: gateway time (null: not known), virtual seconds a second, the ward's zone and units. */
export interface When {
  readonly now: At | null
  readonly speed: number
  /** IANA. */
  readonly zone: string
  readonly units: DisplayUnits
}

/** live: frames come; late: none for over 1 s; lost: none for over 4 s; asleep: this screen slept or was hidden; ended: the gateway sent it away. */
export const LINKS = ['live', 'late', 'lost', 'asleep', 'ended'] as const
export type Link = (typeof LINKS)[number]
