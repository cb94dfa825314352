// One stay as the list of a ward has it.
import { ageTold } from '../../model/ages.ts'
import { bedOf, type KeptStay } from '../../model/book.ts'
import type { ListRow } from '../../model/censusapi.ts'
import type { At } from '../../model/units.ts'
import { ageOf } from './bedfacts.ts'
import type { CensusBook } from './census.ts'

export function listRow(census: CensusBook, stay: KeptStay, now: At): ListRow {
  const { id, identity, population, paced, pregnant, since, admitted, away, ended, trial, patient } = stay
  const book = census.book()
  const bed = bedOf(stay)
  const duty = ended === null ? book.duty.get(bed) : undefined
  const runs = duty !== undefined && duty.until > now
  return {
    stay: id,
    bed: book.bed.get(bed)?.label ?? bed,
    name: identity?.name ?? null,
    born: identity?.born ?? null,
    sex: identity?.sex ?? null,
    record: identity?.record ?? null,
    reason: identity?.reason ?? null,
    population,
    age: ageTold(ageOf(stay, ended?.at ?? now)),
    paced,
    pregnant,
    since,
    admitted: admitted && { at: admitted.at, by: admitted.by.name },
    away: away && { reason: away.reason, since: away.since, back: away.back, by: away.by.name },
    ended: ended && { at: ended.at, by: ended.by.name, how: ended.how },
    nurse: runs ? duty.nurse.name : null,
    buddy: runs ? (duty.buddy?.name ?? null) : null,
    marks: ended === null ? census.factsOf(bed).marks : [],
    trial,
    stays: [...book.stay.values()].filter((other) => other.patient === patient).length,
  }
}
