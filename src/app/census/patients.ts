// Who lies in a bed, as far as this screen was told: for dialogs that show whom they touch. Pure.
import { ageWords } from '../../model/ages.ts'
import type { NoticeKey } from '../../model/facts.ts'
import type { RosterRow, SnapshotBed } from '../../model/wire.ts'
import type { TileFacts } from '../stores/ward.ts'

export interface Lying {
  readonly bed: string
  readonly label: string
  /** null: empty. */
  readonly stay: string | null
  readonly admitted: boolean
  readonly trial: boolean
  readonly away: boolean
  readonly age: number | null
  readonly population: string
  readonly person: RosterRow | null
}

/** `tile` undefined: nothing was told of it yet, and who lies there counts as admitted. */
export function lyingIn({ id, label, stay }: SnapshotBed, person: RosterRow | undefined, tile: TileFacts | undefined): Lying {
  const stands = (key: NoticeKey): boolean => tile?.notices.includes(key) === true
  return {
    bed: id,
    label,
    stay: stay?.id ?? null,
    admitted: stay !== null && !stands('not-admitted') && !stands('trial'),
    trial: stands('trial'),
    away: stay !== null && tile?.presence === 'away',
    age: stay?.age ?? null,
    population: stay?.population ?? 'unknown',
    person: person ?? null,
  }
}

/** What an act rests on: where it differs from what was seen, somebody else was faster. */
export const standing = (one: Lying | null): string => (one === null ? '' : JSON.stringify([one.bed, one.stay, one.admitted, one.away]))

/** "Amara Thistle"; in words where there is no name. */
export function called({ stay, admitted, trial, person, label }: Lying): string {
  if (stay === null) return 'nobody'
  if (trial) return 'the trial feed'
  if (!admitted) return 'the patient who is NOT ADMITTED'
  return person?.name || person?.initials || `the patient in ${label}`
}

/** One line under a bed's label where beds are chosen: "A. Thistle" is no name, so it is the whole one. */
export function lyingWords(one: Lying): string {
  if (one.stay === null) return 'empty'
  if (one.trial) return 'trial feed'
  const who = one.admitted ? one.person?.name || one.person?.initials || 'name not known' : 'NOT ADMITTED'
  return one.away ? `${who}, away` : who
}

/** Date of birth and record number beside the name, each said where it is not known; then age and sex. */
export function identifiers({ admitted, person, age }: Lying): readonly string[] {
  if (!admitted) return []
  const sex = { F: 'female', M: 'male', unknown: '' } as const
  return [
    person?.born ? `born ${person.born}` : 'date of birth not known',
    person?.record ? `record ${person.record}` : 'no record number',
    [ageWords(age), person?.sex ? sex[person.sex] : ''].filter(Boolean).join(', '),
  ]
}
