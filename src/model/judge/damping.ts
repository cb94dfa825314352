// Whether an arterial line became rounded: its pulse pressure narrows at once while its mean stays [WARD §3 bed 5; FACTS §7.6].
import type { At } from '../units.ts'

export interface Damping {
  /** Averages of pulse pressure and mean over a minute, mmHg, while the line is good; null: not known yet. */
  readonly pulse: number | null
  readonly mean: number
  readonly taken: number
  readonly since: At | null
}
/** Weight of one reading a second in the average: a minute, so that a patient's slow change is followed [design]. */
const WEIGHT = 1 / 60
/** Readings before the average means anything, and what is left of the pulse pressure when it is damped: 34 of 56 mmHg in the story. */
const LEAST = 60
const NARROW = 0.75
/** mmHg by which the mean may differ, still the same. */
const SAME = 6

export const newDamping = (): Damping => ({ pulse: null, mean: 0, taken: 0, since: null })

export function damped(before: Damping, pulse: number, mean: number, when: At): Damping {
  if (before.pulse === null) return { pulse, mean, taken: 1, since: null }
  const narrow = before.taken >= LEAST && pulse < NARROW * before.pulse && Math.abs(mean - before.mean) <= SAME
  if (narrow) return before.since === null ? { ...before, since: when } : before
  const weight = Math.max(WEIGHT, 1 / (before.taken + 1))
  return {
    pulse: before.pulse + weight * (pulse - before.pulse),
    mean: before.mean + weight * (mean - before.mean),
    taken: before.taken + 1,
    since: null,
  }
}
