// Age in years from a date of birth, and the class it falls in: shown on the tile, unknown shown as unknown (P3).
import { type Day, dayOf, utc } from './calendar.ts'
import type { Population } from './census.ts'
import type { At } from './units.ts'

/**
 * TABLE: class → below which age in years, and the preset that fits it. Newborn: the first 28 days [mem]; NEWS2 is not for under 16
 * [FACTS §1.2, mem RCP 2017].
 */
export const AGE_CLASSES = {
  newborn: { below: 28 / 365.25, preset: 'neonate', words: 'newborn' },
  infant: { below: 1, preset: 'paediatric', words: 'infant' },
  child: { below: 16, preset: 'paediatric', words: 'child' },
  adult: { below: Number.POSITIVE_INFINITY, preset: 'adult', words: 'adult' },
} as const satisfies Record<string, { readonly below: number; readonly preset: Population; readonly words: string }>
export type AgeClass = keyof typeof AGE_CLASSES | 'unknown'

export function ageClass(age: number | null): AgeClass {
  if (age === null || !(age >= 0)) return 'unknown'
  return (Object.keys(AGE_CLASSES) as (keyof typeof AGE_CLASSES)[]).find((key) => age < AGE_CLASSES[key].below) ?? 'unknown'
}

/** The preset that an age asks for; null where the age is unknown: the ward's own then. */
export const presetOf = (age: number | null): Population | null => {
  const own = ageClass(age)
  return own === 'unknown' ? null : AGE_CLASSES[own].preset
}

/** Whether limits of this population are plainly not those of this age. An unknown of either says nothing. */
export const mismatch = (population: Population, age: number | null): boolean => {
  const own = presetOf(age)
  return own !== null && population !== 'unknown' && own !== population
}

/** Limits and age together, as somebody may say that they are meant. */
export const fitting = (population: Population, age: number | null): string => `${population} for ${ageClass(age)}`

const DAY = 86_400_000
const BORN = /^(\d{4})-(\d{2})-(\d{2})$/
/** Nobody alive was born before. */
const FIRST_YEAR = 1890

/** The day of a text YYYY-MM-DD; null where the calendar has none such, or it is too long ago. */
export function dayFrom(text: string): Day | null {
  const [, year, month, day] = BORN.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined || year < FIRST_YEAR) return null
  const found = dayOf(utc({ year, month, day }))
  return found.year === year && found.month === month && found.day === day ? found : null
}

/** Years from a date of birth (YYYY-MM-DD) to `now`: whole birthdays, and the part of the year since. Null where it is no day, or lies ahead. */
export function ageAt(born: string | null, now: At): number | null {
  const day = born === null ? null : dayFrom(born)
  if (!day || utc(day) > now) return null
  const birthday = (years: number): number => utc({ ...day, year: day.year + years })
  let years = dayOf(now).year - day.year
  if (birthday(years) > now) years--
  return years + (now - birthday(years)) / Math.max(DAY, birthday(years + 1) - birthday(years))
}

/** Into the step, years: never beneath it again by rounding. */
const PAST = 1e-6
/**
 * The age as far as its words tell it: whole days, months or years. All that leaves the gateway beside no name: the part of the year
 * would be the date of birth.
 */
export function ageTold(age: number | null): number | null {
  if (age === null || !(age >= 0)) return null
  if (age < AGE_CLASSES.newborn.below) return Math.floor(age * 365.25) / 365.25 + PAST
  if (age >= 2) return Math.floor(age)
  return Math.max(AGE_CLASSES.newborn.below, Math.floor(age * 12) / 12) + PAST
}

/** "67 y", "8 mo", "12 d", "age unknown" */
export function ageWords(age: number | null): string {
  if (age === null || !(age >= 0)) return 'age unknown'
  if (age < AGE_CLASSES.newborn.below) return `${Math.floor(age * 365.25)} d`
  return age < 2 ? `${Math.max(1, Math.floor(age * 12))} mo` : `${Math.floor(age)} y`
}
