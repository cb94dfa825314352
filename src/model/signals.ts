// All signals of the four kinds in one list. The index of a signal is its number on the wire.
import { CODED_KEYS, type CodedKey, EVENT_KEYS, type EventKey } from './codes.ts'
import { VITAL_KEYS, type VitalKey } from './vitals.ts'
import { WAVE_KEYS, type WaveKey } from './waves.ts'

export type SignalKind = 'number' | 'wave' | 'coded' | 'event'
export type SignalKey = VitalKey | WaveKey | CodedKey | EventKey

/** First wire number of each kind: room for 64 numbers, 32 waves, 16 coded states, 16 events. */
const FIRST = { number: 0, wave: 64, coded: 96, event: 112 } as const

const LISTS: readonly (readonly [SignalKind, readonly SignalKey[]])[] = [
  ['number', VITAL_KEYS],
  ['wave', WAVE_KEYS],
  ['coded', CODED_KEYS],
  ['event', EVENT_KEYS],
]

export interface Signal {
  readonly key: SignalKey
  readonly kind: SignalKind
  readonly wire: number
}

export const SIGNALS: readonly Signal[] = LISTS.flatMap(([kind, keys]) =>
  keys.map((key, index) => ({ key, kind, wire: FIRST[kind] + index })),
)

const byWire = new Map(SIGNALS.map((signal) => [signal.wire, signal]))
const byKey = new Map<string, Signal>(SIGNALS.map((signal) => [signal.key, signal]))

/** The signal with this number on the wire; undefined where there is none. */
export const signalAt = (wire: number): Signal | undefined => byWire.get(wire)
/** The signal of this key. Throws a RangeError for a key that is in no table. */
export function signalOf(key: SignalKey): Signal {
  const found = byKey.get(key)
  if (!found) throw new RangeError(`no such signal: ${key}`)
  return found
}
export const isSignal = (key: string): key is SignalKey => byKey.has(key)
