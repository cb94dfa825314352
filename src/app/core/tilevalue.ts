// How one number looks now: its text, freshness, why it is unknown, and what stands small beside it.

import { CODED, type CodedKey } from '../../model/codes.ts'
import { type Freshness, freshness, nextChange, SPOT_FRESHNESS, spotLook } from '../../model/freshness.ts'
import type { CodedEntry, NumberEntry } from '../../model/half.ts'
import { cadenceOf, QUALITY } from '../../model/sample.ts'
import { shownIn } from '../../model/shownunits.ts'
import { type At, type Ms, ms } from '../../model/units.ts'
import { WHY_WORDS, type Why } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'
import type { Cell, Note } from '../tile.ts'
import type { BedView, When } from './view.ts'
import { clockTime, often, span, spanShort } from './words.ts'

export const BLANK = '--'
/** Reasons that stay true without news; of any other an old one says no more than "no data". */
const LASTING = new Set<Why>(['not-measured', 'device-off', 'standby', 'recording-ended', 'not-charted', 'discharged', 'held'])
/** In a number's place where the gateway held it back until it was too old. */
const HELD_WORD = 'HELD'
/** TABLE: why a number is in doubt, in words; else "doubtful". */
const DOUBT_WORDS: readonly (readonly [bit: number, word: string])[] = [
  [QUALITY.motion, 'motion'],
  [QUALITY.weakPulse, 'weak pulse'],
]
const DOUBTFUL = QUALITY.questionable | QUALITY.motion | QUALITY.weakPulse
/** Devices read now and then: their values show when. */
const SPOT_DEVICES = new Set(['glucose', 'spot', 'home'])
/** A reading that took longer than this to arrive says both times, ms [design]. */
export const LONG_WAY = 5 * 60_000

export interface Look {
  readonly entry: NumberEntry | undefined
  readonly text: string
  readonly freshness: Freshness
  readonly struck: boolean
  /** Late or overdue. */
  readonly dim: boolean
  readonly doubtful: boolean
  /** Where the text is `--`: why, in words. */
  readonly why: string | null
  readonly spot: boolean
}

const device = (bed: BedView, entry: NumberEntry) => bed.facts.devices[entry.source]
const announced = (bed: BedView, entry: NumberEntry): Ms | undefined => device(bed, entry)?.cadence?.[entry.signal] as Ms | undefined
export const cadence = (bed: BedView, entry: NumberEntry): Ms => cadenceOf(entry.signal, announced(bed, entry))
/** A reading now and then: by its row, its device, or because a person entered it. */
export const isSpot = (bed: BedView, entry: NumberEntry): boolean =>
  VITALS[entry.signal].clock === 'spot' || (entry.quality & QUALITY.manual) !== 0 || SPOT_DEVICES.has(device(bed, entry)?.kind ?? '')

/** Null `now`: gateway time is not known, so nothing can be said to be fresh. */
export function ageLook(bed: BedView, entry: NumberEntry, now: At | null, speed: number): Freshness {
  if (now === null || bed.facts.recording?.ended) return 'none'
  if (isSpot(bed, entry)) return SPOT_FRESHNESS[spotLook(entry.at, cadence(bed, entry), now)]
  return freshness(entry.at, cadence(bed, entry), now, speed)
}

/** How the number that leads for `vital` looks, in the ward's unit. */
export const look = (bed: BedView, vital: VitalKey, when: Pick<When, 'now' | 'speed' | 'units'>): Look =>
  entryLook(bed, vital, bed.numbers.get(vital), when)

/** The same for an entry that may not lead. */
export function entryLook(
  bed: BedView,
  vital: VitalKey,
  entry: NumberEntry | undefined,
  { now, speed, units }: Pick<When, 'now' | 'speed' | 'units'>,
): Look {
  const none = (why: string, of?: NumberEntry): Look => ({
    entry: of,
    text: BLANK,
    freshness: 'none',
    struck: false,
    dim: false,
    doubtful: false,
    why,
    spot: of ? isSpot(bed, of) : VITALS[vital].clock === 'spot',
  })
  if (bed.facts.recording?.ended) return none(WHY_WORDS['recording-ended'], entry)
  if (!entry) return none(WHY_WORDS['not-measured'])
  const fresh = ageLook(bed, entry, now, speed)
  const { value, quality } = entry
  // What the gateway holds back is not missing at the bed.
  const nothing = bed.held === 'state' ? HELD_WORD : WHY_WORDS['no-data']
  if (value.is === 'unknown') return none(fresh !== 'none' || LASTING.has(value.why) ? WHY_WORDS[value.why] : nothing, entry)
  if (fresh === 'none') return none(nothing, entry)
  return {
    entry,
    text: shownIn(vital, value.value, units),
    freshness: fresh,
    struck: fresh === 'stale',
    dim: fresh === 'late',
    doubtful: (quality & DOUBTFUL) !== 0,
    why: null,
    spot: isSpot(bed, entry),
  }
}

/** How fresh a coded state is. */
export function codedLook(bed: BedView, entry: CodedEntry, now: At | null, speed: number): Freshness {
  if (now === null || bed.facts.recording?.ended) return 'none'
  const { clock, cadence } = CODED[entry.signal]
  return clock === 'spot' ? SPOT_FRESHNESS[spotLook(entry.at, cadence, now)] : freshness(entry.at, cadence, now, speed)
}

/** A coded state that may be said: known, and not too old to be said at all. */
export function codeNow(bed: BedView, key: CodedKey, now: At | null, speed: number): string | null {
  const entry = bed.coded.get(key)
  return entry?.value.is === 'known' && codedLook(bed, entry, now, speed) !== 'none' ? entry.value.value : null
}

/** Somebody watches the rhythm: it is known, and neither it nor the leads are old, unknown or off. */
export function rhythmWatched(bed: BedView, now: At | null, speed: number): boolean {
  if (bed.facts.marks.includes('rhythm-not-watched')) return false
  const current = (key: 'rhythm' | 'leads') => {
    const entry = bed.coded.get(key)
    const look = entry && codedLook(bed, entry, now, speed)
    return entry?.value.is === 'known' && look !== 'stale' && look !== 'none' ? entry.value.value : null
  }
  const rhythm = current('rhythm')
  if (rhythm === null || rhythm === 'not-watched') return false
  const leads = bed.coded.has('leads') ? current('leads') : 'on'
  return leads !== null && leads !== 'off'
}

/** An ECG is, or should be, taken here: who looks may believe that its rhythm is watched. */
export const hasEcg = (bed: BedView): boolean =>
  bed.coded.has('rhythm') || bed.coded.has('leads') || bed.facts.channels.some(({ signal }) => WAVES[signal as WaveKey].scale === 'ecg')

export const cell = (vital: VitalKey, { text, freshness: fresh, struck, dim, doubtful }: Look): Cell => ({
  vital,
  text,
  freshness: fresh,
  struck,
  dim,
  doubtful,
})

export const note = (text: string, ...short: readonly string[]): Note => ({ text, short })

/** What stands small beside a number, by danger: time and age of a reading, doubt, origin, a cadence that is not one a second. */
export function notes(bed: BedView, { entry, text, spot, doubtful }: Look, now: At | null, zone: string): Note[] {
  if (!entry || text === BLANK || now === null) return []
  const { quality, signal, at, received } = entry
  const out: Note[] = []
  const age = now - at
  if (spot || received - at > LONG_WAY) {
    const taken = clockTime(at, zone)
    const short = [`${taken} · ${spanShort(age)}`, spanShort(age)]
    out.push(
      received - at > LONG_WAY
        ? note(`${taken}, received ${clockTime(received, zone)} · ${spanShort(age)}`, ...short)
        : note(`${taken} · ${span(age)}`, ...short),
    )
  }
  if (doubtful) out.push(note(DOUBT_WORDS.find(([bit]) => quality & bit)?.[1] ?? 'doubtful', 'doubt'))
  if (quality & QUALITY.derived) out.push(note('derived', 'deriv.'))
  if (!spot && announced(bed, entry) !== undefined && cadence(bed, entry) !== VITALS[signal].cadence) {
    const times = often(cadence(bed, entry))
    if (times) out.push(note(times))
  }
  return out
}

const MINUTE = 60_000
const later = (from: number, step: number, now: number): number => from + (Math.floor((now - from) / step) + 1) * step

/** The next instant of gateway time at which this entry may look otherwise: of freshness, or of the minutes beside a reading. */
export function due(bed: BedView, entry: NumberEntry, now: At, speed: number): number {
  if (isSpot(bed, entry)) return later(entry.at, MINUTE, now)
  return nextChange(entry.at, cadence(bed, entry), now, speed)
}

/** The same for a coded state. */
export const codedDue = (entry: CodedEntry, now: At, speed: number): number =>
  CODED[entry.signal].clock === 'spot' ? later(entry.at, MINUTE, now) : nextChange(entry.at, CODED[entry.signal].cadence, now, speed)

/**
 * `since`: when the newest of the bed's watched signals came; `from`: when that is too long ago: 2 × the shortest interval,
 * at least 5 s [WARD §8.3 no-data]. Null where nothing is watched. Waves that the gateway holds back tell nothing.
 */
export function silentFrom(bed: BedView, now: At, speed: number): { readonly since: number; readonly from: number } | null {
  let newest = Number.NEGATIVE_INFINITY
  let interval = Number.POSITIVE_INFINITY
  for (const entry of bed.numbers.values()) {
    if (isSpot(bed, entry)) continue
    newest = Math.max(newest, Math.min(entry.received, now))
    interval = Math.min(interval, cadence(bed, entry))
  }
  for (const ring of bed.held === 'none' ? bed.rings.values() : [])
    if (ring.next > ring.first) {
      newest = Math.max(newest, Math.min(ring.timeOf(ring.next - 1), now))
      interval = Math.min(interval, 1000)
    }
  if (newest === Number.NEGATIVE_INFINITY) return null
  return { since: newest, from: newest + Math.max(2 * interval, ms(5000) * speed) }
}
