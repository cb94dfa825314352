// How one number looks now: its text, freshness, why it is unknown, and what stands small beside it.

import { type Freshness, freshness, nextChange, SPOT_FRESHNESS, spotLook } from '../../model/freshness.ts'
import type { NumberEntry } from '../../model/half.ts'
import { cadenceOf, QUALITY } from '../../model/sample.ts'
import { type At, type Ms, ms } from '../../model/units.ts'
import { WHY_WORDS, type Why } from '../../model/value.ts'
import { shown, VITALS, type VitalKey } from '../../model/vitals.ts'
import type { Cell } from '../tile.ts'
import type { BedView } from './view.ts'
import { clockTime, often, span } from './words.ts'

export const BLANK = '--'
/** Reasons that stay true without news; of any other an old one says no more than "no data". */
const LASTING = new Set<Why>(['not-measured', 'device-off', 'standby', 'recording-ended', 'not-charted', 'discharged'])
/** Devices read now and then: their values show when. */
const SPOT_DEVICES = new Set(['glucose', 'spot', 'home'])
/** A reading that took longer than this to arrive says both times, ms [design]. */
const LONG_WAY = 5 * 60_000

export interface Look {
  readonly entry: NumberEntry | undefined
  readonly text: string
  readonly freshness: Freshness
  readonly struck: boolean
  readonly dim: boolean
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

export function look(bed: BedView, vital: VitalKey, now: At | null, speed: number): Look {
  const entry = bed.numbers.get(vital)
  const none = (why: string, of?: NumberEntry): Look => ({
    entry: of,
    text: BLANK,
    freshness: 'none',
    struck: false,
    dim: false,
    why,
    spot: of ? isSpot(bed, of) : VITALS[vital].clock === 'spot',
  })
  if (bed.facts.recording?.ended) return none(WHY_WORDS['recording-ended'], entry)
  if (!entry) return none(WHY_WORDS['not-measured'])
  const fresh = ageLook(bed, entry, now, speed)
  const { value, quality } = entry
  if (value.is === 'unknown') return none(WHY_WORDS[fresh !== 'none' || LASTING.has(value.why) ? value.why : 'no-data'], entry)
  if (fresh === 'none') return none(WHY_WORDS['no-data'], entry)
  const struck = fresh === 'stale'
  const dim = fresh === 'late' || (quality & QUALITY.questionable) !== 0
  return { entry, text: shown(vital, value.value), freshness: fresh, struck, dim, why: null, spot: isSpot(bed, entry) }
}

export const cell = (vital: VitalKey, { text, freshness: fresh, struck, dim }: Look): Cell => ({
  vital,
  text,
  freshness: fresh,
  struck,
  dim,
})

/** What stands small beside a number: doubt, origin, time and age of a reading, a cadence that is not one a second. */
export function notes(bed: BedView, { entry, text, spot }: Look, now: At | null, zone: string): string[] {
  if (!entry || text === BLANK || now === null) return []
  const { quality, signal, at, received } = entry
  const out: string[] = []
  if (quality & QUALITY.questionable) out.push(signal === 'spo2' || signal === 'pr' || signal === 'pi' ? 'motion' : 'doubtful')
  if (quality & QUALITY.derived) out.push('derived')
  if (spot) {
    out.push(clockTime(at, zone))
    out.push(received - at > LONG_WAY ? `received ${clockTime(received, zone)}` : span(now - at))
  } else if (announced(bed, entry) !== undefined && cadence(bed, entry) !== VITALS[signal].cadence) {
    const times = often(cadence(bed, entry))
    if (times) out.push(times)
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

/**
 * `since`: when the newest of the bed's watched signals came; `from`: when that is too long ago: 2 × the shortest interval,
 * at least 5 s [WARD §8.3 no-data]. Null where nothing is watched.
 */
export function silentFrom(bed: BedView, now: At, speed: number): { readonly since: number; readonly from: number } | null {
  let newest = Number.NEGATIVE_INFINITY
  let interval = Number.POSITIVE_INFINITY
  for (const entry of bed.numbers.values()) {
    if (isSpot(bed, entry)) continue
    newest = Math.max(newest, Math.min(entry.received, now))
    interval = Math.min(interval, cadence(bed, entry))
  }
  for (const ring of bed.rings.values())
    if (ring.next > ring.first) {
      newest = Math.max(newest, Math.min(ring.timeOf(ring.next - 1), now))
      interval = Math.min(interval, 1000)
    }
  if (newest === Number.NEGATIVE_INFINITY) return null
  return { since: newest, from: newest + Math.max(2 * interval, ms(5000) * speed) }
}
