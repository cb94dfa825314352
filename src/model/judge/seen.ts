// What a judge sees at an instant, and the verdicts it gives of it.
import type { Verdict } from '../alarm.ts'
import type { Code, CodedKey } from '../codes.ts'
import type { DeviceFacts } from '../facts.ts'
import { ARMING, type ArmingKey, type RuleKey, ruleOf } from '../rules.ts'
import { QUALITY } from '../sample.ts'
import { type At, type Ms, ms } from '../units.ts'
import { unknown, type Value, type Why } from '../value.ts'
import type { VitalKey } from '../vitals.ts'
import type { Around } from './around.ts'
import { deviceIn, type Memory, type Track } from './memory.ts'

export interface Seen {
  readonly memory: Memory
  readonly around: Around
  /** Sample time at which it is judged. */
  readonly clock: At
}

/** The newest of a vital that still holds; undefined: never measured. */
export function presentOf({ memory, clock }: Seen, vital: VitalKey): Value<number> | undefined {
  const track = memory.numbers.get(vital)
  if (!track) return undefined
  return clock - track.last.at > track.valid ? unknown('no-data') : track.last.value
}
export function knownOf(seen: Seen, vital: VitalKey): number | null {
  const value = presentOf(seen, vital)
  return value?.is === 'known' ? value.value : null
}
export function whyOf(seen: Seen, vital: VitalKey): Why | null {
  const value = presentOf(seen, vital)
  return value?.is === 'unknown' ? value.why : null
}
/** Nothing is at the patient: what is put on again arms anew. */
const GONE: readonly Why[] = ['lead-off', 'probe-off', 'device-off', 'standby', 'held', 'discharged']
export const isGone = (why: Why): boolean => GONE.includes(why)
/** The signal itself cannot be read, its wave neither. */
const UNREADABLE: readonly Why[] = ['noise', 'motion']
export const isUnreadable = (why: Why): boolean => UNREADABLE.includes(why)

export const trackOf = ({ memory }: Seen, vital: VitalKey): Track | undefined => memory.numbers.get(vital)
export const qualityOf = (seen: Seen, vital: VitalKey): number => trackOf(seen, vital)?.last.quality ?? 0

/** A coded state that was said within its time; undefined: not known. */
const STATES_HOLD = 30_000
export function codeOf<K extends CodedKey>({ memory, clock, around }: Seen, key: K): Code<K> | undefined {
  const state = memory.coded.get(key)
  if (!state || state.last.value.is === 'unknown') return undefined
  const watched = key === 'rhythm' || key === 'leads'
  if (watched && clock - state.last.at > STATES_HOLD * Math.max(1, around.speed)) return undefined
  return state.last.value.value as Code<K>
}
export const kindOf = ({ around }: Seen, source: string): DeviceFacts['kind'] | undefined => deviceIn(around.facts.devices, source)?.kind

/** Of a recording, or computed by us of its waves: no claim of rhythm is made of it. */
export const isOurs = (seen: Seen, vital: VitalKey): boolean => {
  const last = trackOf(seen, vital)?.last
  return last !== undefined && ((last.quality & QUALITY.derived) !== 0 || kindOf(seen, last.source) === 'recording')
}

/** How long the signal must have been there: an own count where it begins otherwise. */
export function settled({ around }: Seen, track: Track | undefined, arming: ArmingKey, since = track?.since ?? null): boolean {
  if (!around.continuous) return true
  const least = ARMING[arming].for
  if (arming === 'at-once' || arming === 'reading') return true
  if (!track || since === null) return false
  // One reading of what comes slowly is all there is.
  return track.cadence >= least || track.last.at - since >= least
}

/**
 * Settled from its first pulsation on, or from where it stood above zero: one that is only being zeroed is not armed, but one that never
 * pulsed since it is heard may be a patient without a pulse. One that tells its mean alone: from that.
 */
export function lineSettled(seen: Seen): boolean {
  const { pulsed, carries } = seen.memory
  const mean = trackOf(seen, 'art-mean')
  const since = trackOf(seen, 'art-sys') ? (pulsed ?? carries) : (mean?.since ?? null)
  return settled(seen, mean ?? trackOf(seen, 'art-sys'), 'pressure', since)
}

/** The rule's delay, or the ward's own; one reading of a sparse signal is enough, and where readings are tasks there is none. */
export function delayOf({ around }: Seen, key: RuleKey, track?: Track): Ms {
  const { delay, delays } = ruleOf(key)
  if (!around.continuous) return ms(0)
  const own = around.delays?.[key]
  const asked = own === undefined ? delay : ms(Math.min(delays[1], Math.max(delays[0], own)))
  return track && (track.cadence >= asked || (track.last.quality & QUALITY.manual) !== 0) ? ms(0) : asked
}
export const settleOf = ({ around }: Seen, settle: Ms, track?: Track): Ms =>
  !around.continuous || (track && track.cadence >= settle) ? ms(0) : settle

export interface Judged {
  readonly of: string
  readonly verdict: Verdict
}
export type Given = Partial<Omit<Verdict, 'is'>> & { readonly is: Verdict['is'] }

/** A verdict with what the rule's row says where nothing else is said. */
export const verdict = (seen: Seen, key: RuleKey, given: Given): Verdict => ({
  at: seen.clock,
  armed: true,
  delay: delayOf(seen, key),
  settle: ms(0),
  priority: ruleOf(key).priority,
  vital: null,
  side: null,
  value: null,
  limit: null,
  say: {},
  evidence: null,
  ...given,
})
export const one = (seen: Seen, key: RuleKey, given: Given, of = ''): readonly Judged[] => [{ of, verdict: verdict(seen, key, given) }]
export const NOTHING: readonly Judged[] = []
export const nothingKnown = (seen: Seen, key: RuleKey): readonly Judged[] => one(seen, key, { is: 'unknown', armed: false })
