// What a source of samples is. A source never reads a clock of its own: the gateway hands one in.
import type { Census } from '../model/census.ts'
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

export interface Source {
  /** Short name for metrics and logs: 'mock', 'wfdb'. Never a patient's data. */
  readonly name: string
  /** The wards, beds, stays and people it brings. */
  readonly census: Census
  /** Starts to hand over reports, in the order of `received`. */
  start(sink: (report: Report) => void, clock: Clock): Stop
  /** Numbers of the past, oldest first, for trends at the start; at most one a `step`, in [from, to). */
  past?(from: At, to: At, step: Ms): Iterable<Report>
}
