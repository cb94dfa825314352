// Who sits at a screen: the person with grants cut to the wards of the station, and the station itself where nobody does or may.
import { wardId } from '../../model/ids.ts'
import { CLINICAL, type Grant, nobody, type Role, running, type Who } from '../../model/may.ts'
import { type At, at } from '../../model/units.ts'
import type { Emergencies, Person, Session, Station } from './parts.ts'

const isClinical = ({ role }: Grant): boolean => (CLINICAL as readonly Role[]).includes(role)
/** What a person may do for patients now, wherever. */
export const clinicalNow = ({ grants }: Pick<Person, 'grants'>, now: At): readonly Grant[] =>
  grants.filter((grant) => isClinical(grant) && running(grant, now))
/** The same, on one of the wards of a station. */
export const clinicalHere = (person: Pick<Person, 'grants'>, { wards }: Pick<Station, 'wards'>, now: At): readonly Grant[] =>
  clinicalNow(person, now).filter(({ place }) => place.of === 'ward' && wards.includes(place.ward))

const grantOf = ({ id, kind }: Station, ward: string): Grant => ({
  id: `${id}-${ward}`,
  role: kind === 'wall-display' ? 'wall-display' : 'station',
  place: { of: 'ward', ward: wardId(ward) },
  purpose: 'treatment',
  from: at(0),
  until: null,
})
/** Roles by which somebody is known: what a person sees as the station does is no role of theirs. */
export const rolesOf = ({ is, grants }: Pick<Who, 'is' | 'grants'>): Role[] => [
  ...new Set(grants.map(({ role }) => role).filter((role) => is !== 'person' || role !== 'station')),
]

/** Wards that a person is shown only as the station is. */
export const asStation = ({ is, grants }: Who): string[] =>
  is === 'person' ? grants.flatMap(({ role, place }) => (role === 'station' && place.of === 'ward' ? [place.ward] : [])) : []

export function createWhoIs({ emergencies, real }: { readonly emergencies: Pick<Emergencies, 'running'>; readonly real: () => At }) {
  /** A ward station shows its own wards only, whoever sits there; an emergency goes beyond. */
  function grantsOf(person: Person, station: Station | null): readonly Grant[] {
    const own = person.grants.filter(
      ({ place }) => station?.kind !== 'ward-station' || place.of !== 'ward' || station.wards.includes(place.ward),
    )
    const clinical = clinicalNow(person, real())
    const opened = emergencies
      .running(person.id)
      .flatMap(({ id, ward, from, until }) =>
        [...new Set(clinical.map(({ role }) => role))].map(
          (role): Grant => ({ id: `${id}-${role}`, role, place: { of: 'ward', ward: wardId(ward) }, purpose: 'emergency', from, until }),
        ),
      )
    const grants = [...own, ...opened]
    return [...grants, ...beneath(grants, person, station)]
  }
  /**
   * A ward station goes on showing the wards on which who sits there has no grant, as it does while it is locked: it must not go dark.
   * Who only administers the house is not there to watch.
   */
  function beneath(own: readonly Grant[], person: Person, station: Station | null): readonly Grant[] {
    if (station?.kind !== 'ward-station') return []
    if (person.grants.length > 0 && person.grants.every(({ place }) => place.of === 'house')) return []
    return station.wards
      .filter((ward) => clinicalHere({ grants: own }, { wards: [ward] }, real()).length === 0)
      .map((ward) => grantOf(station, ward))
  }
  return (session: Session | null, person: Person | undefined, station: Station | null, local: boolean): Who => {
    if (session?.next === null && person && !person.disabled)
      return { is: 'person', id: person.id, name: person.name, grants: grantsOf(person, station), strong: session.strong, local }
    if (!station) return nobody(local)
    const { id, name, wards } = station
    return { is: 'station', id, name, strong: false, local, grants: wards.map((ward) => grantOf(station, ward)) }
  }
}
