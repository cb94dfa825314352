// What a judge remembers of a stay: the newest of each signal, how long it has been there, beats, breaths and what its devices did.
import type { CodedKey } from '../codes.ts'
import type { DeviceFacts } from '../facts.ts'
import type { CodedSample, DeviceAlarm, NumberSample, Sample } from '../sample.ts'
import { QUALITY } from '../sample.ts'
import type { At } from '../units.ts'
import { VITALS, type VitalKey } from '../vitals.ts'
import { type Damping, newDamping } from './damping.ts'

/** Instants of a signal kept, by which one is known that came before. */
const REMEMBERED = 64

/** One vital sign. */
export interface Track {
  /** The newest by its own time. */
  last: NumberSample
  /** How long it holds, ms. */
  valid: number
  /** A reading now and then that came late: it may end an alarm, and begins none. */
  slow: boolean
  cadence: number
  /** Since when it has been known without a break; null: it is not. */
  since: At | null
  /** Since when it has been unknown for the same reason, or 0; null: it is not. */
  none: At | null
  /** It was known for long enough to be missed. */
  steady: boolean
  /** Spans of sample time that were judged without a break. */
  readonly heard: [from: At, to: At][]
  readonly seen: Float64Array
  next: number
}
export interface State {
  readonly last: CodedSample
  /** Since when it is this code. */
  readonly since: At
  /** Spans of sample time in which it was told without a break. */
  readonly heard: [from: At, to: At][]
}

/** Beats or breaths of one source, and how far its wave was seen. */
export interface Train {
  /** The newest eight, oldest first, since the last hole. */
  times: At[]
  /** Up to here its wave is known and valid; null: no wave. */
  end: At | null
  /** From here on silence counts: the last beat, or the end of a hole. */
  from: At | null
  /** The last one heard, holes or not; null: none. */
  beat: At | null
  /** When its wave came back after a hole, the newest. */
  holed: At | null
  /** Anything was ever heard of it. */
  heard: boolean
}
export interface Spikes {
  /** The last one that no beat answered yet. */
  open: At | null
  /** Those without an answer since the last beat, and when the first was. */
  lost: number
  first: At | null
  /** How many were lost before the last beat. */
  before: number
}

export interface Gear {
  /** Newest by its own time, and by arrival. */
  newest: At
  heard: At
  /** When any value or wave was another one than before. */
  changed: At
  /** Known values since. */
  same: number
  /** Numbers that move by themselves came from it. */
  lively: boolean
  readonly hashes: Map<string, number>
  readonly vitals: Set<VitalKey>
}
export interface Charge {
  /** Where a step down was first seen: from there on it is known how fast it goes. */
  readonly from: { readonly at: At; readonly percent: number } | null
  readonly percent: number
  readonly at: At
}

export interface Cuffs {
  /** When it was measured last; a failure of it was counted. */
  at: At | null
  counted: boolean
  /** The last good one, as shown: "112/64". */
  good: { readonly at: At; readonly text: string } | null
  failed: number
  failedSince: At | null
  /** Two came one after the other in time: it is measured regularly. */
  regular: boolean
}

export interface Memory {
  born: At | null
  readonly numbers: Map<VitalKey, Track>
  readonly coded: Map<CodedKey, State>
  heart: Train
  spikes: Spikes
  breath: Train
  /** Three breaths came in a minute. */
  breathing: boolean
  /** The rate is 0 since; and it is more since, where breaths are not told one by one. */
  still: At | null
  moved: At | null
  readonly gear: Map<string, Gear>
  readonly charges: Map<string, Charge>
  /** Alarms of devices, by name, and from when on they count as going on. */
  readonly alarms: Map<string, { readonly alarm: DeviceAlarm; readonly from: At }>
  /** Devices that were ever at this bed. */
  readonly here: Set<string>
  readonly cuffs: Cuffs
  /** The arterial line is flushed or sampled since; its first pulsation since its signal came; it has none since. */
  flush: At | null
  /** It pulsed before that; it is flushed since, for longer than any flush lasts. */
  pulsing: boolean
  stuck: At | null
  pulsed: At | null
  /** It stands above zero since, pulsing or not: it is no line that is only being zeroed. */
  carries: At | null
  flat: At | null
  damping: Damping
  /** A first breath was seen by CO2; CO2 is none since while the chest moves. */
  co2: At | null
  dry: At | null
  /** Rates differ since; the pulse is weak at the probe since. */
  apart: At | null
  weak: At | null
  /** Devices once seen on: whether they are, and since when it is so. */
  readonly links: Map<string, { readonly on: boolean; readonly since: At }>
  /** Devices whose battery is low. */
  readonly lows: Set<string>
}

/** A wave tells of silence only while it comes, ms. */
const WAVE_HOLDS = 3000
/** Its beats or breaths come one by one, and its wave is there. */
export const waveTells = ({ heard, end, from }: Train, clock: At): boolean =>
  heard && end !== null && from !== null && clock - end <= WAVE_HOLDS

export const newTrain = (): Train => ({ times: [], end: null, from: null, beat: null, holed: null, heard: false })
export const newSpikes = (before = 0): Spikes => ({ open: null, lost: 0, first: null, before })
export const newMemory = (): Memory => ({
  born: null,
  numbers: new Map(),
  coded: new Map(),
  heart: newTrain(),
  spikes: newSpikes(),
  breath: newTrain(),
  breathing: false,
  still: null,
  moved: null,
  gear: new Map(),
  charges: new Map(),
  alarms: new Map(),
  here: new Set(),
  cuffs: { at: null, counted: false, good: null, failed: 0, failedSince: null, regular: false },
  flush: null,
  pulsing: false,
  stuck: null,
  pulsed: null,
  carries: null,
  flat: null,
  damping: newDamping(),
  co2: null,
  dry: null,
  apart: null,
  weak: null,
  links: new Map(),
  lows: new Set(),
})

/** Arming begins anew, and nothing from before is judged; but it stays known, so that what comes late is known as late. */
export function restart(memory: Memory): void {
  for (const track of memory.numbers.values()) {
    track.since = null
    track.steady = false
    track.valid = 0
  }
  memory.coded.clear()
  memory.heart = newTrain()
  memory.spikes = newSpikes()
  memory.breath = newTrain()
  memory.breathing = false
  memory.still = memory.moved = null
  memory.gear.clear()
  memory.born = null
  memory.pulsing = false
  memory.flush = memory.stuck = memory.pulsed = memory.carries = memory.flat = memory.co2 = memory.dry = memory.apart = memory.weak = null
  memory.damping = newDamping()
}

export const newTrack = (sample: NumberSample): Track => ({
  last: sample,
  valid: 0,
  slow: false,
  cadence: 0,
  since: null,
  none: null,
  steady: false,
  heard: [],
  seen: new Float64Array(REMEMBERED).fill(Number.NaN),
  next: 0,
})
export function mark(track: Track, when: At): void {
  track.seen[track.next] = when
  track.next = (track.next + 1) % REMEMBERED
}

export const deviceIn = (devices: readonly DeviceFacts[], id: string): DeviceFacts | undefined => devices.find((one) => one.id === id)

/** Announced time between two, ms, else the table's. */
export const cadenceIn = (devices: readonly DeviceFacts[], { source, signal }: NumberSample): number =>
  deviceIn(devices, source)?.cadence?.[signal] ?? VITALS[signal].cadence

/** As shown: what is read is what is judged [FACTS §1.1]. */
export function shown(vital: VitalKey, value: number): number {
  const factor = 10 ** VITALS[vital].digits
  return Math.floor(Number((value * factor).toPrecision(12)) + 0.5) / factor
}

/** When all of it has been measured: for a wave the instant after its last sample. */
export const endOf = (sample: Sample): number =>
  sample.kind === 'wave' ? sample.at + (sample.data.length * 1000) / sample.rate : sample.at
export const isDerived = ({ quality }: Sample): boolean => (quality & QUALITY.derived) !== 0
