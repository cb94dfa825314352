// Limits proposed for one signal of one patient: by published formulae, inside of the guard rails, with what they would have raised and
// missed. Refused while the patient is unwell; nothing is changed until a person says so.

import type { Population } from './census.ts'
import { calculated, hasFormula } from './formulae.ts'
import { badLimit, type Limit, type LimitKey, railsOf } from './limits.ts'
import { type Compared, compare, type Point } from './replay.ts'
import { type At, after, type Ms, minutes } from './units.ts'
import { VITALS } from './vitals.ts'

/** NEWS2 from which nothing is proposed. */
const UNWELL = 5
/** The value is the median of so long before now, of so many points at least: a moment proposes nothing. Spot readings: the last few. */
const SPAN = { watched: minutes(15), spot: minutes(240) } as const
const FEWEST = { watched: 5, spot: 1 } as const
/** What stands beside a proposal as "the last day". */
const DAY: Ms = minutes(24 * 60)

/** As it stands now. `refused`: NEWS2 is not for this patient: a child, or for another reason (pregnancy, sedation, no age). */
export interface ScoreNow {
  readonly charted: number | null
  /** The next full set is due: what was charted says nothing of now any more. */
  readonly overdue: boolean
  readonly running: { readonly low: number; readonly high: number } | null
  readonly refused: 'child' | 'other' | null
}
export interface ProposalAsked {
  readonly vital: LimitKey
  readonly population: Population
  /** Limits in force. */
  readonly limit: Limit
  readonly delay: Ms
  /** In order of time. */
  readonly points: readonly Point[]
  readonly now: At
  readonly score: ScoreNow
  /** Any alarm of the patient stands, also one that ended and was not seen. */
  readonly alarmed: boolean
  /** An oxygen target is ordered: SpO₂ follows it. */
  readonly target: boolean
}

/** TABLE: why nothing is proposed. */
export const NO_PROPOSAL = {
  'news2-high': 'NEWS2 is 5 or more: this patient’s own values are no measure now.',
  'news2-unknown': 'NEWS2 may be 5 or more: chart a full set first.',
  'news2-none': 'There is no NEWS2 for this patient: nothing says that these values are those of somebody well.',
  'alarm-stands': 'An alarm stands at this bed: see to it first.',
  'age-unknown': 'The age class is not known: no limits are proposed.',
  'target-ordered': 'An oxygen target is ordered: its limits are the order’s.',
  'no-formula': 'There is no published formula for this value.',
  'too-few-values': 'There are too few values of the last minutes.',
  'value-not-usual': 'The formula proposes nothing at this value.',
  'rails-leave-none': 'Inside of what is allowed at this age no limits fit this value.',
  'no-change': 'The limits are what would be proposed already.',
} as const
export type NoProposal = keyof typeof NO_PROPOSAL

export type Proposal =
  | { readonly is: 'refused'; readonly why: NoProposal }
  | {
      readonly is: 'proposed'
      /** Median that it was made of. */
      readonly value: number
      readonly low: number | null
      readonly high: number | null
      /** Sides that a guard rail moved. */
      readonly railed: readonly ('low' | 'high')[]
      readonly source: string
      readonly compared: Compared
    }
const refused = (why: NoProposal): Proposal => ({ is: 'refused', why })

function unwell({ charted, overdue, running, refused: none }: ScoreNow): NoProposal | null {
  if (none !== null) return none === 'child' ? null : 'news2-none'
  if ((charted ?? 0) >= UNWELL || (running?.low ?? 0) >= UNWELL) return 'news2-high'
  // A range that reaches there says nothing against it while a full set that was charted holds.
  return (charted === null || overdue) && (running === null || running.high >= UNWELL) ? 'news2-unknown' : null
}

/** Half up, to the digits of the vital, as on a chart. */
function rounded(vital: LimitKey, value: number): number {
  const scale = 10 ** VITALS[vital].digits
  return Math.floor(value * scale + 0.5 + 1e-9) / scale
}
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** Inside of the guard rails of the age class, rounded; `railed`: the sides that these moved. */
export function railed(population: Population, vital: LimitKey, { low, high }: Limit): Limit & { readonly railed: ('low' | 'high')[] } {
  const [lowest, highestLow, lowestHigh, highest] = railsOf(population, vital)
  const held = {
    low: low === null ? null : clamp(rounded(vital, low), lowest, highestLow),
    high: high === null ? null : clamp(rounded(vital, high), lowestHigh, highest),
  }
  const moved = (side: 'low' | 'high', given: number | null): boolean => given !== null && held[side] !== rounded(vital, given)
  return { ...held, railed: [...(moved('low', low) ? (['low'] as const) : []), ...(moved('high', high) ? (['high'] as const) : [])] }
}

function usualOf(points: readonly Point[], vital: LimitKey, now: At): number | null {
  const { clock } = VITALS[vital]
  const from = after(now, -SPAN[clock])
  const values = points.filter(({ at }) => at > from && at <= now).map(({ value }) => value)
  const newest = clock === 'spot' ? values.slice(-3) : values
  if (newest.length < FEWEST[clock]) return null
  const sorted = newest.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)]!
}

/** Proposed limits of one vital, or why there are none. */
export function propose(asked: ProposalAsked): Proposal {
  const { vital, population, limit, delay, points, now, score, alarmed, target } = asked
  if (alarmed) return refused('alarm-stands')
  const ill = unwell(score)
  if (ill) return refused(ill)
  if (population === 'unknown') return refused('age-unknown')
  if (target && vital === 'spo2') return refused('target-ordered')
  if (!hasFormula(vital)) return refused('no-formula')
  const value = usualOf(points, vital, now)
  if (value === null) return refused('too-few-values')
  const found = calculated(population, vital, value)
  if (!found) return refused('value-not-usual')
  const held = railed(population, vital, found)
  // A limit on the wrong side of the patient would sound at once and for good.
  if (badLimit(vital, held) !== null || (held.low ?? Number.NEGATIVE_INFINITY) > value || (held.high ?? Number.POSITIVE_INFINITY) < value)
    return refused('rails-leave-none')
  if (held.low === limit.low && held.high === limit.high) return refused('no-change')
  const day = points.filter(({ at }) => at >= now - DAY && at <= now)
  return { is: 'proposed', value, ...held, source: found.source, compared: compare(day, limit, held, delay) }
}
