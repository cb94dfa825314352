// What is typed in about a patient, and the ask that comes of it. Pure.
import type { ActAsked } from '../../model/acts.ts'
import { ageAt, mismatch, presetOf } from '../../model/ages.ts'
import type { YesNo } from '../../model/book.ts'
import type { Population } from '../../model/census.ts'
import { cleanName } from '../../model/names.ts'
import type { At } from '../../model/units.ts'

export interface PatientFields {
  readonly name: string
  /** YYYY-MM-DD; '' where it is not known. */
  readonly born: string
  readonly record: string
  readonly sex: 'F' | 'M' | 'unknown'
  readonly reason: string
  readonly population: Population
  readonly paced: YesNo
  readonly pregnant: YesNo
  /** The limits are meant, though they are not those of the age. */
  readonly meant?: boolean
  /** A person took these limits: another date of birth does not change them. */
  readonly chosen?: boolean
}
/** A date of birth: the limits follow it, unless a person took some. `preset`: the ward's own, where no age is known. */
export function withBorn(fields: PatientFields, born: string, now: At | null, preset: Population): PatientFields {
  const age = now === null ? null : ageAt(born, now)
  return { ...fields, born, meant: false, ...(!fields.chosen && { population: presetOf(age) ?? preset }) }
}
/** Limits that are not those of the age, and nobody said that they are meant. */
export const isUnfit = ({ born, population, meant }: PatientFields, now: At | null): boolean =>
  now !== null && meant !== true && mismatch(population, ageAt(born, now))

export const blank = (population: Population): PatientFields => ({
  name: '',
  born: '',
  record: '',
  sex: 'unknown',
  reason: '',
  population,
  paced: 'unknown',
  pregnant: 'unknown',
})

type Patient = Pick<Extract<ActAsked, { act: 'admit' }>, 'identity' | 'population' | 'paced' | 'pregnant' | 'meant'>

/** null: no name yet, or neither a date of birth nor a record number. */
export function patientAsked({
  name,
  born,
  record,
  sex,
  reason,
  population,
  paced,
  pregnant,
  meant = false,
}: PatientFields): Patient | null {
  if (cleanName(name) === '' || (born === '' && cleanName(record) === '')) return null
  return {
    identity: { name, born: born === '' ? null : born, sex, record: record.trim() === '' ? null : record, reason },
    population,
    paced,
    pregnant,
    ...(meant && { meant }),
  }
}
