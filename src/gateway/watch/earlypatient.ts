// For whom a score is told: what the ward book says of a stay now, as early warning asks for it.
import { wardOf } from '../../model/book.ts'
import type { StayId } from '../../model/ids.ts'
import type { At } from '../../model/units.ts'
import { ageOf } from '../census/bedfacts.ts'
import type { CensusBook } from '../census/census.ts'
import type { PatientNow } from './early.ts'

export function patientIn({ book }: Pick<CensusBook, 'book'>, id: StayId, now: At): PatientNow | null {
  const stay = book().stay.get(id)
  if (!stay || stay.ended !== null || stay.trial) return null
  const { pregnant, since, away } = stay
  const zone = book().ward.get(wardOf(stay))?.zone ?? 'UTC'
  return { age: ageOf(stay, now), pregnant, since, zone, here: away === null }
}
