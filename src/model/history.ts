// What was kept of a stay, as a window of it is asked for and answered: tracks of numbers, coded states, events and waves. Unknown is a
// value here too: a stretch without a known value is a gap that says why, and no line is ever joined across it.
import { type Code, type CodedKey, EVENT_KEYS, type EventKey, type EventMark } from './codes.ts'
import type { DeviceId, StayId } from './ids.ts'
import type { Quality, WaveScale } from './sample.ts'
import type { SignalKey } from './signals.ts'
import { type At, hours } from './units.ts'
import { WHYS } from './value.ts'
import type { VitalKey } from './vitals.ts'
import type { WaveKey } from './waves.ts'

/** Why nothing is known of a stretch: as a sample said it, or what the store knows. The order is part of the contract: append only. */
export const GAP_WHYS = [
  ...WHYS,
  'gateway-off', // no gateway ran
  'nothing-came', // the gateway ran, and the device sent nothing
  'damaged', // what was kept does not open any more
  'pruned', // ended by the policy of retention
] as const
export type GapWhy = (typeof GAP_WHYS)[number]

/** TABLE: what beside the signals of a stay may be over by the policy of retention, as a person calls it. */
export const GONE = {
  alarm: 'alarms and limits',
  note: 'notes and values by hand',
  charted: 'observations and orders',
} as const satisfies Record<string, string>
export type GoneKey = keyof typeof GONE
export const GONE_KEYS = Object.keys(GONE) as [GoneKey, ...GoneKey[]]

export interface Span {
  readonly from: At
  readonly to: At
}
export interface Gap extends Span {
  readonly why: GapWhy
}
/** A stretch of which something was kept long after its time. Of two the later one has the greater number. */
export interface Late extends Span {
  readonly n: number
}
/** Bits of QUALITY that hold for all samples of the stretch. */
export interface Marked extends Span {
  readonly quality: Quality
}

interface Common {
  /** Of each signal the leading source; where several led in turn, the one that brought most. */
  readonly source: DeviceId | null
  /** Sorted, apart from each other, clipped to the window. */
  readonly gaps: readonly Gap[]
  readonly marked: readonly Marked[]
}

/** Columns of equal length, oldest first. NaN breaks the line. Thinned: first, lowest, highest and last of each column (M4). */
export interface NumberTrack extends Common {
  readonly kind: 'number'
  readonly signal: VitalKey
  readonly at: Float64Array
  readonly value: Float32Array | Float64Array
  /** Samples with a known value behind it. */
  readonly count: number
}
/** A wave thinned to columns, in its unit. */
export interface WaveTrack extends Common {
  readonly kind: 'wave'
  readonly signal: WaveKey
  readonly at: Float64Array
  readonly value: Float32Array | Float64Array
  readonly count: number
}
/** One step a change. `code` null: unknown from then on, why in the gaps. */
export interface CodedTrack extends Common {
  readonly kind: 'coded'
  readonly signal: CodedKey
  readonly steps: readonly { readonly at: At; readonly code: Code | null }[]
}
export interface EventTrack extends Common {
  readonly kind: 'event'
  readonly signal: EventKey
  readonly events: readonly { readonly at: At; readonly mark: EventMark }[]
}
export type Track = NumberTrack | WaveTrack | CodedTrack | EventTrack

/** Consecutive samples of a wave as they were measured; NO_SAMPLE is none. `at` is the instant of `data[0]`. */
export interface WavePiece extends WaveScale {
  readonly signal: WaveKey
  readonly source: DeviceId
  readonly at: At
  readonly quality: Quality
  readonly data: Int16Array | Int32Array
}

/** Every sample of a number, unthinned: for exports, figures and tables. */
export interface RawNumbers {
  readonly signal: VitalKey
  readonly source: DeviceId
  readonly at: Float64Array
  readonly received: Float64Array
  /** NaN: unknown, by `why`. */
  readonly value: Float64Array
  /** Index in GAP_WHYS; 255 where the value is known. */
  readonly why: Uint8Array
  readonly quality: Uint8Array
}

/** Nothing can be known of the stretch any more: it does not open, or was ended by the policy of retention. */
export interface Hole extends Span {
  readonly signal: SignalKey
  readonly why: HoleWhy
}
export const HOLE_WHYS = ['damaged', 'pruned'] as const satisfies readonly GapWhy[]
export type HoleWhy = (typeof HOLE_WHYS)[number]

/** Every sample of numbers, and what of them cannot be read any more, sorted by signal: of one reading of the same rows. */
export interface WholeNumbers {
  readonly numbers: readonly RawNumbers[]
  readonly holes: readonly Hole[]
}

/** What there is of a signal of a stay. */
export interface Extent extends Span {
  readonly signal: SignalKey
  readonly sources: readonly DeviceId[]
  /** Known samples; of waves their integers. */
  readonly count: number
}

/** TABLE: what may be asked for in one go. More is refused by name, never answered in part. */
export const MOST = {
  /** Columns of a thinned window. */
  width: 4000,
  signals: 64,
  /** Of any window. */
  span: hours(24 * 400),
  /** Of raw waves, all of one answer. */
  waveSpan: hours(1),
  /** Of raw numbers, all of one answer. */
  rawSpan: hours(24),
  /** Stretches of a stay that are told as late. */
  late: 64,
} as const

export interface WindowAsked extends Span {
  readonly stay: StayId
  readonly signals: readonly SignalKey[]
  /** Columns; of waves too. */
  readonly width: number
}
/** TABLE: why a window is refused, in words. */
export const WRONG_WINDOW = {
  'not-a-time': 'A time in it is none.',
  'end-before-start': 'It ends before it starts.',
  'too-long': 'It is longer than 400 days.',
  'too-long-for-waves': 'Waves are read an hour at a time at most.',
  'too-long-for-events': 'Single beats and breaths are read a day at a time at most.',
  'too-wide': 'It asks for more than 4,000 columns.',
  'too-narrow': 'It asks for no column.',
  'too-many-signals': 'It asks for too many signals.',
} as const
export type WrongWindow = keyof typeof WRONG_WINDOW

/** What is wrong with a window; null: nothing. */
export function wrongWindow({
  from,
  to,
  width = 1,
  signals = [],
}: {
  readonly from: number
  readonly to: number
  readonly width?: number
  readonly signals?: readonly unknown[]
}): WrongWindow | null {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return 'not-a-time'
  if (to <= from) return 'end-before-start'
  if (to - from > MOST.span) return 'too-long'
  if (!(width >= 1)) return 'too-narrow'
  if (width > MOST.width) return 'too-wide'
  // Each of them is told, however wide the window.
  if (to - from > MOST.rawSpan && EVENT_KEYS.some((key) => signals.includes(key))) return 'too-long-for-events'
  return signals.length > MOST.signals ? 'too-many-signals' : null
}
