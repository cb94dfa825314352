// What is typed in about a patient, and the ask that comes of it. Pure.
import type { ActAsked } from '../../model/acts.ts'
import type { YesNo } from '../../model/book.ts'
import type { Population } from '../../model/census.ts'
import { cleanName } from '../../model/names.ts'

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
}
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
