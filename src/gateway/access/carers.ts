// Who cares on a ward now: by a clinical grant of an account that is in force.
import type { By } from '../../model/book.ts'
import type { WardId } from '../../model/ids.ts'
import { CLINICAL, type Role, running } from '../../model/may.ts'
import type { At } from '../../model/units.ts'
import type { Person } from './parts.ts'

/** As whom a person cares on a ward now; who is there in an emergency only is not of its staff. */
export const clinicalOn = ({ disabled, grants }: Person, ward: WardId, now: At): readonly Role[] =>
  disabled
    ? []
    : grants
        .filter(({ role, place }) => (CLINICAL as readonly Role[]).includes(role) && place.of === 'ward' && place.ward === ward)
        .filter((grant) => grant.purpose !== 'emergency' && running(grant, now))
        .map(({ role }) => role)

/** A person of the staff who cares on a ward now; null for anybody else. */
export const carerOn = (person: Person | null | undefined, ward: WardId, now: At): By | null =>
  person && clinicalOn(person, ward, now).length > 0 ? { is: 'person', id: person.id, name: person.name } : null
