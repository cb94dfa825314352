// Limits as a person types them: in the ward's unit, back to the table's; why they are none, in words. Pure.

import type { Population } from '../../model/census.ts'
import {
  badLimit,
  badTarget,
  isExtreme,
  isNoLimit,
  LIMIT_KEYS,
  type Limit,
  type LimitKey,
  presetLimit,
  TARGET,
} from '../../model/limits.ts'
import { converted, type DisplayUnits, shownIn, shownUnit } from '../../model/shownunits.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { VITALS } from '../../model/vitals.ts'

/** "84" or "38,5" in the ward's unit as a quantity of the table's; NaN where it is no number. */
export function typedLimit(vital: LimitKey, text: string, units: DisplayUnits): number {
  const typed = /^\s*[-−]?\d+([.,]\d+)?\s*$/.test(text) ? Number(text.trim().replace(',', '.').replace('−', '-')) : Number.NaN
  const { unit } = VITALS[vital]
  const zero = converted(0, unit, units)
  const one = converted(1, unit, units)
  // By whole steps of the table's own decimals, so that a limit reads back as it was typed.
  const factor = 10 ** (VITALS[vital].digits + 2)
  return Math.round(((typed - zero) / (one - zero)) * factor) / factor
}

/** What is wrong with an oxygen target, %; null: nothing. */
export function wrongTarget({ low, high }: Limit): string | null {
  switch (badTarget({ low, high })) {
    case null:
      return null
    case 'limit-not-a-number':
      return 'An oxygen target is two numbers, from and to.'
    case 'limit-low-above-high':
      return 'The target’s lower end must be below its upper one.'
    default:
      return `An oxygen target lies between ${TARGET.least} and ${TARGET.most} %.`
  }
}

/** '' is off. */
export interface Typed {
  readonly low: string
  readonly high: string
  readonly lowOff: boolean
  readonly highOff: boolean
}
export const typedOf = (vital: LimitKey, { low, high }: Limit, units: DisplayUnits): Typed => ({
  low: low === null ? '' : shownIn(vital, low, units),
  high: high === null ? '' : shownIn(vital, high, units),
  lowOff: low === null,
  highOff: high === null,
})
export const limitTyped = (vital: LimitKey, { low, high, lowOff, highOff }: Typed, units: DisplayUnits): Limit => ({
  low: lowOff ? null : typedLimit(vital, low, units),
  high: highOff ? null : typedLimit(vital, high, units),
})

const NO_LIMIT = 'Both limits off, or too far out to alarm, is an alarm off: use “Alarm off…”, which is looked at again.'
/** What is wrong with them, in words; null: nothing. */
export function wrongWords(population: Population, vital: LimitKey, limit: Limit, units: DisplayUnits): string | null {
  const bad = badLimit(vital, limit)
  const [least, most] = VITALS[vital].plausible
  switch (bad) {
    case null:
      return isNoLimit(population, vital, limit) ? NO_LIMIT : null
    case 'limit-not-a-number':
      return 'A limit must be a number, or off.'
    case 'limit-low-above-high':
      return 'The low limit must be below the high one.'
    case 'limit-implausible':
      return `${VITALS[vital].label} is measured from ${shownIn(vital, least, units)} to ${shownIn(vital, most, units)} ${shownUnit(vital, units)}: a limit lies between.`
    default:
      return bad satisfies never
  }
}

/** What will be shown all the time; null: nothing beyond that they are changed. */
export function farWords(population: Population, vital: LimitKey, limit: Limit): string | null {
  if (isExtreme(population, vital, limit)) return 'Farther out than usual: the tile says "extreme" all the time.'
  return limit.low === null || limit.high === null ? 'One of them is off.' : null
}

type Own = Limit & { readonly vital: VitalKey; readonly extreme: boolean }
/** The limits that hold at a bed: the preset's, and where somebody set others, those; what is so beside is said. */
export function limitsInForce(
  population: Population,
  own: readonly Own[],
  off: readonly { readonly vital: VitalKey }[],
): readonly (Limit & { readonly vital: LimitKey; readonly is: string | null })[] {
  return LIMIT_KEYS.map((vital) => {
    const changed = own.find((one) => one.vital === vital)
    const { low, high } = changed ?? presetLimit(population, vital)
    const words = off.some((one) => one.vital === vital)
      ? 'alarm off'
      : changed
        ? changed.extreme
          ? 'changed here, extreme'
          : 'changed here'
        : null
    return { vital, low, high, is: words }
  })
}
