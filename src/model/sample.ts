// A sample: what one source measured of one signal, when, and how good it is.
import type { Code, CodedKey, EventKey, EventMark } from './codes.ts'
import type { BedFacts } from './facts.ts'
import type { BedId, DeviceId, StayId, WardId } from './ids.ts'
import type { At, Hz, Ms } from './units.ts'
import type { Value } from './value.ts'
import type { VitalKey } from './vitals.ts'
import { VITALS } from './vitals.ts'
import type { WaveKey } from './waves.ts'

/** Bits of a sample's quality. 0 is a plain, good measurement. */
export const QUALITY = {
  /** Computed by us from a wave, not sent by the device: marked "derived" on screen. */
  derived: 1,
  /** The device or we doubt it (motion, weak pulse): shown with its mark. */
  questionable: 2,
  /** Entered by a person. */
  manual: 4,
  /** Invented data. */
  demo: 8,
  /** Arrived late, out of order: kept, never shown as now. */
  late: 16,
  /** Why it is questionable, where that is known: the patient moves, the pulse is weak at the probe. */
  motion: 32,
  weakPulse: 64,
  /** Of two devices that bring the same signal the other leads: shown as second. Said by the gateway alone. */
  second: 128,
} as const
export type Quality = number

interface Common {
  /** When it was measured: device time plus its offset, or arrival where the device has no clock. */
  readonly at: At
  /** When it reached the gateway. */
  readonly received: At
  /** What the device's clock said, where it has one: milliseconds since the epoch by that clock. */
  readonly deviceTime?: number
  readonly source: DeviceId
  readonly quality: Quality
  /** With source and signal the identity by which a duplicate is known. */
  readonly seq: number
}

export interface NumberSample extends Common {
  readonly kind: 'number'
  readonly signal: VitalKey
  readonly value: Value<number>
}
export interface CodedSample extends Common {
  readonly kind: 'coded'
  readonly signal: CodedKey
  readonly value: Value<Code>
}
export interface EventSample extends Common {
  readonly kind: 'event'
  readonly signal: EventKey
  readonly mark: EventMark
}

/** How the integers of a wave become a physical quantity: physical = (sample − baseline) / gain. */
export interface WaveScale {
  readonly rate: Hz
  readonly gain: number
  readonly baseline: number
  readonly unit: string
}
/** Consecutive samples of one wave. `at` is the instant of `data[0]`; `seq` is its running number, so that a hole is seen. */
export interface WaveSample extends Common, WaveScale {
  readonly kind: 'wave'
  readonly signal: WaveKey
  /** NO_SAMPLE marks what is not valid, also in 32-bit data. */
  readonly data: Int16Array | Int32Array
  /** Why samples are not valid, where the chunk holds any NO_SAMPLE. */
  readonly why?: import('./value.ts').Why
}

export type Sample = NumberSample | CodedSample | EventSample | WaveSample

/** A gateway's guess of a device's clock moves by less between two sendings of one sample, and no device begins anew within it, ms. */
const GUESSED = 2000
/**
 * Two with the same words are one sample of a source and signal, sent twice. A device that was switched on again counts anew, so that a
 * running number alone is none: its times tell it apart. What has no clock of its own keeps its instant however often it is sent.
 */
export const identityOf = ({ seq, at, deviceTime }: Pick<Common, 'seq' | 'at' | 'deviceTime'>): string =>
  deviceTime === undefined ? `${seq} ${at}` : `${seq} ${deviceTime} ${Math.floor(at / GUESSED)}`

/** What is true of a bed by its devices: the rest of its facts follows from the ward book. */
export type FeedFacts = Pick<BedFacts, 'devices' | 'channels' | 'recording' | 'notes'>

/** An alarm that a bedside device raised or ended by itself. */
export interface DeviceAlarm {
  readonly is: 'start' | 'end'
  readonly device: DeviceId
  /** The device's own name of this occurrence: an end names its start. */
  readonly id: string
  /** What it is, in our words: a rule's key or 'call'; null: no row here, shown as CHECK MONITOR. */
  readonly code: string | null
  /** As sent: text, never markup. */
  readonly text: string
  readonly priority: 'high' | 'medium' | 'low'
  readonly at: At
}

/** What a source hands over in one go: samples of one device, and what is newly true of the devices of the bed. */
export interface Report {
  /** The bed that the source names. */
  readonly bed: BedId
  /** What the monitor calls the patient (a record or visit number); null: nobody; absent: it does not say. */
  readonly patient?: string | null
  readonly samples: readonly Sample[]
  readonly facts?: Partial<FeedFacts>
  readonly alarms?: readonly DeviceAlarm[]
  /** To be told once all of it is committed (P7); never told of what is refused, held apart, of no stay, or was lost before it could be kept. */
  readonly kept?: () => void
}

/** A report after the ward book said whose it is. `bed`: where that stay lies, or lay. */
export interface Routed {
  readonly bed: BedId
  readonly stay: StayId
  readonly samples: readonly Sample[]
  readonly alarms?: readonly DeviceAlarm[]
  /** A synthetic event that proves the way to a ward's screens: of no bed and no stay. */
  readonly canary?: { readonly ward: WardId; readonly id: string }
}

/** The cadence that judges freshness: what the source announces, else the table's. */
export const cadenceOf = (signal: VitalKey, announced: Ms | undefined): Ms => announced ?? VITALS[signal].cadence

/** The value, or unknown 'implausible' where it lies outside the table's plausible range (FACTS §1.5). */
export function plausible(signal: VitalKey, value: Value<number>): Value<number> {
  if (value.is === 'unknown') return value
  const [low, high] = VITALS[signal].plausible
  return value.value >= low && value.value <= high ? value : { is: 'unknown', why: 'implausible' }
}
