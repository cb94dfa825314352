// Looks for rows of the alarm tables that contradict each other: asked at the start, which is refused where it finds any.
import { LIMIT_KEYS, presetLimit, railsOf } from './limits.ts'
import type { Rule } from './rules.ts'
import { VITALS } from './vitals.ts'

const POPULATIONS = ['adult', 'paediatric', 'neonate'] as const

interface Tables {
  readonly rules: Readonly<Record<string, Rule>>
  readonly hides: Readonly<Partial<Record<string, readonly string[]>>>
  readonly policy: Readonly<Record<string, { readonly default: number; readonly least: number; readonly most: number }>>
}

function ofRule(key: string, rule: Rule): string[] {
  const { kind, latch, priority, delay, delays, condition, tile, banner, of, arrest } = rule
  const wrong: string[] = []
  const say = (bad: boolean, words: string): void => void (bad && wrong.push(`${key}: ${words}`))
  say(delay < delays[0] || delay > delays[1], 'its delay lies outside of its range')
  say(kind === 'technical' && latch !== 'none', 'a technical alarm latches')
  say(kind === 'notice' && priority !== 'notice', 'a notice has the priority of an alarm')
  say(kind !== 'notice' && priority === 'notice', 'an alarm has the priority of a notice')
  say(kind === 'physiological' && priority === 'high' && latch !== 'sight' && latch !== 'both', 'a high alarm does not latch')
  say(arrest && priority !== 'high', 'an arrest is not high')
  say(banner === '' || (tile === '' && of === 'stay'), 'it says nothing')
  if ('inside' in condition) say(condition.inside < 0 || condition.settle < 0, 'its hysteresis is below nothing')
  if (condition.is === 'no-beat') say(condition.below !== null && condition.below <= condition.least, 'it ends before it begins')
  if (condition.is === 'limit' || condition.is === 'extreme' || condition.is === 'deep')
    for (const vital of rule.vitals) say(!(LIMIT_KEYS as readonly string[]).includes(vital), `there is no limit of ${vital}`)
  return wrong
}

/** A rule that hides itself, through however many others. */
function circles(hides: Tables['hides']): string[] {
  const below = (key: string, seen: Set<string>): Set<string> => {
    for (const next of hides[key] ?? [])
      if (!seen.has(next)) {
        seen.add(next)
        below(next, seen)
      }
    return seen
  }
  return Object.keys(hides).flatMap((key) => (below(key, new Set()).has(key) ? [`${key}: it hides itself`] : []))
}

function ofLimits(): string[] {
  return LIMIT_KEYS.flatMap((vital) =>
    POPULATIONS.flatMap((population) => {
      const { low, high } = presetLimit(population, vital)
      const [least, most] = VITALS[vital].plausible
      const rails = railsOf(population, vital)
      const wrong: string[] = []
      if (low !== null && high !== null && low >= high) wrong.push('low is not below high')
      for (const value of [low, high]) if (value !== null && (value < least || value > most)) wrong.push('implausible')
      if (rails[0] > rails[1] || rails[2] > rails[3]) wrong.push('its rails cross')
      if ((low !== null && low < rails[0]) || (high !== null && high > rails[3])) wrong.push('the preset lies beyond the rails')
      return wrong.map((words) => `limits of ${vital}, ${population}: ${words}`)
    }),
  )
}

/** What contradicts what, in words; empty where nothing does. */
export function contradictions({ rules, hides, policy }: Tables): readonly string[] {
  return [
    ...Object.entries(rules).flatMap(([key, rule]) => ofRule(key, rule)),
    ...Object.entries(hides).flatMap(([key, list = []]) =>
      [key, ...list].flatMap((one) => (Object.hasOwn(rules, one) ? [] : [`hiding: there is no rule ${one}`])),
    ),
    ...circles(hides),
    ...Object.entries(policy).flatMap(([key, row]) =>
      row.default < row.least || row.default > row.most ? [`policy ${key}: its default lies outside of its range`] : [],
    ),
    ...ofLimits(),
  ]
}
