// What is true of a stay beside its samples, and what a judge hands out.
import type { Verdict } from '../alarm.ts'
import type { Population } from '../census.ts'
import type { BedFacts } from '../facts.ts'
import type { Override } from '../limits.ts'
import type { RuleKey, Side } from '../rules.ts'
import type { At, Ms } from '../units.ts'
import type { VitalKey } from '../vitals.ts'

export interface Around {
  readonly population: Population
  readonly overrides: readonly Override[]
  /** An ordered oxygen target, %. */
  readonly target: { readonly low: number; readonly high: number } | null
  readonly paced: boolean
  readonly facts: BedFacts
  /** The ward is watched without a break; else readings are tasks: no delays, no arming [WARD §4]. */
  readonly continuous: boolean
  /** Virtual seconds a real second: floors of freshness are real time. */
  readonly speed: number
  /** Vital signs whose alarm is off. */
  readonly off?: readonly VitalKey[]
  /** A ward's own delays, within what the rule permits. */
  readonly delays?: Partial<Record<RuleKey, Ms>>
}
export interface Found {
  readonly rule: RuleKey
  /** Which of several of one rule: a device, a signal; '' where there is one. */
  readonly of: string
  readonly verdict: Verdict
}
/** A breach that came too late to be judged as now: FOUND LATE. */
export type Late = LateValue | LateRule
/** What a device or a signal said of itself, by its rule. */
export interface LateRule {
  readonly rule: RuleKey
  readonly at: At
  readonly received: At
}
export interface LateValue {
  readonly vital: VitalKey
  readonly value: number
  readonly at: At
  readonly received: At
  readonly side: Side
  readonly limit: number
}
