// What a source of samples is. A source never reads a clock of its own: the gateway hands one in.
import type { Census } from '../model/census.ts'
import type { Code } from '../model/codes.ts'
import type { BedId, StayId } from '../model/ids.ts'
import type { Report } from '../model/sample.ts'
import type { At, Ms } from '../model/units.ts'

export type Stop = () => void

/** Time as it is handed around: gateway time, and a repeated call in real time. */
export interface Clock {
  /** Gateway time; never steps back. */
  now(): At
  /** Real time, ms since 1970, whatever the speed; never steps back. By it sessions end and the audit is dated. */
  real(): At
  /** How far real time is ahead of the machine's clock, which was put back; 0 where it was not. A clock without it is never put back. */
  ahead?(): Ms
  /** Virtual seconds a real second. */
  readonly speed: number
  /** Calls `act` about every `period` of real time until stopped. */
  every(period: Ms, act: () => void): Stop
}

/** What follows at the bedside from an act on the screen. Real patients are moved by people; those of a demo do as the book says. */
export type Bedside =
  | { readonly is: 'moved'; readonly from: BedId; readonly to: BedId }
  | { readonly is: 'swapped'; readonly one: BedId; readonly other: BedId }
  | { readonly is: 'left'; readonly bed: BedId; readonly back: At }
  | { readonly is: 'returned'; readonly bed: BedId }
  | { readonly is: 'gone'; readonly bed: BedId }
  /** By a book kept from an earlier run the patient of this record number lies there, or nowhere. */
  | { readonly is: 'found'; readonly record: string; readonly bed: BedId | null }

/** What somebody who goes to an invented patient would find at an instant: a demo's staff chart it. */
export interface Round {
  readonly stay: StayId
  readonly at: At
  readonly consciousness: Code<'consciousness'> | 'not-assessable'
  readonly o2Device: Code<'o2-device'>
  /** L/min; %, where oxygen is given by share. */
  readonly o2Flow: number
  readonly fio2: number | null
  readonly rr: number
  readonly spo2: number
  readonly sys: number
  readonly pulse: number
  readonly temp: number
  /** mmol/L; null where nobody takes it. */
  readonly glucose: number | null
}

/** A recording whose all lies before the start: `base` is the instant of its first frame. */
export interface Recorded {
  readonly path: string
  readonly device: string
  readonly stay: StayId
  readonly base: At
}

export interface Source {
  /** Short name for metrics and logs: 'mock', 'wfdb'. Never a patient's data. */
  readonly name: string
  /** The wards, beds, stays and people it brings. */
  readonly census: Census
  /** Starts to hand over reports, in the order of `received`. */
  start(sink: (report: Report) => void, clock: Clock): Stop
  /** Told of acts, for sources that invent their patients. */
  follow?(what: Bedside): void
  /** Rounds to invented patients in [from, to), oldest first. */
  rounds?(from: At, to: At): readonly Round[]
  /** All but waves of the last minutes before the start, in [from, to) and the order of `received`: what stands at the start. */
  recent?(from: At, to: At): Iterable<Report>
  /** By what an invented ward can be made anew elsewhere, the same; `stays` in the order of its beds, '' where nobody lies. */
  readonly invented?: {
    readonly seed: number
    readonly start: At
    readonly beds: number
    readonly zone: string
    readonly stays: readonly string[]
  }
  /** What is to be kept as history, and can be read again by another thread. */
  readonly recorded?: readonly Recorded[]
  /** Numbers of the past, oldest first, for trends at the start; at most one a `step`, in [from, to). */
  past?(from: At, to: At, step: Ms): Iterable<Report>
}
