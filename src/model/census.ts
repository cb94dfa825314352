// Wards, beds, stays and people: who lies where. Names travel apart from values (P9).

import type { BedFacts } from './facts.ts'
import type { BedId, StayId, WardId } from './ids.ts'
import type { LimitKey } from './limits.ts'
import type { DisplayUnits } from './shownunits.ts'
import type { Night } from './tones.ts'
import type { At } from './units.ts'
import type { WardDelays } from './warddelays.ts'

export const POPULATIONS = ['adult', 'paediatric', 'neonate', 'unknown'] as const
export type Population = (typeof POPULATIONS)[number]

export interface Ward {
  readonly id: WardId
  readonly name: string
  /** One line under the name, or null: "readings are not watched continuously …". */
  readonly note: string | null
  /** Somebody is meant to watch its values as they come; false: readings now and then, or a recording. */
  readonly continuous: boolean
  /** IANA time zone in which the ward's clock is shown. */
  readonly zone: string
  /** What a new stay is taken for until somebody says otherwise; adult where absent. */
  readonly preset?: Population
  /** In which units values are shown; the table's where absent. */
  readonly units?: DisplayUnits
  /** When its alarms are softer on every screen; never where absent. */
  readonly night?: Night | undefined
  /** Its own delays of alarms; the table's where absent. */
  readonly delays?: WardDelays | undefined
  /** Beds in their fixed order. */
  readonly beds: readonly BedId[]
}

export interface Bed {
  readonly id: BedId
  readonly ward: WardId
  readonly label: string
}

/** One patient's time under monitoring. Holds nothing that names the patient. */
export interface Stay {
  readonly id: StayId
  readonly bed: BedId
  readonly population: Population
  /** Years; null where unknown, shown as unknown. */
  readonly age: number | null
  readonly since: At
}

/** What was set about a patient's alarms before: each by whom, as on a badge, and why. */
export interface BroughtAlarms {
  readonly by: string
  readonly why: string
  readonly limits?: readonly { readonly vital: LimitKey; readonly low: number | null; readonly high: number | null }[]
  /** Oxygen saturation on oxygen, %. */
  readonly target?: { readonly low: number; readonly high: number }
  /** Saturation is scored by scale 2 of NEWS2: with a target of 88–92 % only. */
  readonly scale2?: true
  /** All alarms are off by a physician's order, to be looked at again after so many hours. */
  readonly offHours?: number
  /** The limits of this age class are confirmed. */
  readonly ageConfirmed?: true
}

/** A stay as a source brings it at its start, with what is already true of the patient. */
export interface BroughtStay extends Stay {
  readonly paced?: boolean
  readonly pregnant?: boolean
  /** "limit-changed", "alarms-off-by-order": marks of the patient, not of a device. */
  readonly marks?: BedFacts['marks']
  /** Travels in frames: names nobody. */
  readonly notes?: readonly string[]
  readonly valuesOnRequest?: boolean
  readonly away?: BedFacts['away']
  /** The bed it lay in before this one. */
  readonly before?: { readonly bed: BedId; readonly until: At }
  readonly alarms?: BroughtAlarms
}

/** Who a stay is: sent by roster only, filtered by role, always text. */
export interface Person {
  readonly stay: StayId
  readonly name: string
  readonly sex: 'F' | 'M' | 'unknown'
  /** Date of birth, YYYY-MM-DD, and the hospital's record number: two identifiers against the wrong patient. */
  readonly born?: string
  readonly record?: string
  readonly reason: string
  /** "What is this?": one sentence of the demo, or null. */
  readonly teaches: string | null
  /** What names people, and so stands beside the patient's name: "HR low 38 by Dr A. Rook: athlete, well". At most 4 of 160 characters. */
  readonly notes?: readonly string[]
  /** With whom of the ward the name may be mistaken. */
  readonly alike?: readonly string[]
}

/** All that a source brings at its start. */
export interface Census {
  readonly wards: readonly Ward[]
  readonly beds: readonly Bed[]
  readonly stays: readonly BroughtStay[]
  readonly people: readonly Person[]
  readonly facts: ReadonlyMap<BedId, BedFacts>
}

/** "AT" for "Amara Thistle"; one letter for one name; by grapheme, so that combining marks stay whole. */
export function initials(name: string): string {
  // "P. Heron (demo staff)": what stands in brackets is no name, unless nothing else does.
  const bare = name.replace(/(?<=^|\s)\([^()]*\)(?=\s|$)/gu, ' ').trim()
  const words = (bare || name.trim()).split(/\s+/u).filter(Boolean)
  const first = (word: string): string => [...new Intl.Segmenter().segment(word)][0]?.segment.toUpperCase() ?? ''
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1)
  return picked.map((word) => first(word ?? '')).join('')
}
