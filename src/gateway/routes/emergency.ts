// Break-glass: a ward opened for an hour, with a reason, by a clinical person; at a locked station in one step with the PIN.
import { wardId } from '../../model/ids.ts'
import { GATEWAY, type Who } from '../../model/may.ts'
import type { Emergency } from '../access/parts.ts'
import { rolesOf } from '../access/who.ts'
import { Refused } from '../errors.ts'
import { noteOf, type RouteParts } from './parts.ts'
import type { Routes } from './route.ts'

export const emergencyFacts =
  ({ access }: Pick<RouteParts, 'access'>) =>
  ({ id, person, ward, reason, from, until, reviewed }: Emergency) => ({
    id,
    ward,
    reason,
    from,
    until,
    reviewed,
    person: { id: person, name: access.people.get(person)?.name ?? 'unknown' },
  })

export function emergencyRoutes(parts: RouteParts): Pick<Routes, 'POST /api/emergency' | 'POST /api/emergency/end'> {
  const { access, signIn, may, clock, register } = parts
  return {
    async 'POST /api/emergency'({ ward, reason, person, pin }, call) {
      if (!register().wards.some(({ id }) => id === ward)) throw new Refused('no-such-ward')
      // The one who sits here, or who proves by PIN to stand here: of whatever ward, since it is in the others that an emergency is needed.
      const proven = person === undefined || pin === undefined ? null : await signIn.provePin(person, pin, call.credentials, true)
      const who: Who = proven
        ? { is: 'person', id: proven.id, name: proven.name, grants: proven.grants, strong: false, local: call.who.local }
        : call.who
      const actor = { ...call.actor, is: who.is, id: who.id, name: who.name, roles: rolesOf(who) }
      const over = { ward, purpose: 'emergency', why: reason } as const
      const answer = may(who, 'break-glass', { of: 'ward', ward: wardId(ward) }, clock.real())
      if (!answer.yes) {
        noteOf(parts, { actor }, 'refused', { ...over, outcome: 'refused', why: `emergency access: ${answer.why}` })
        throw new Refused(answer.why === 'not-signed-in' ? 'not-signed-in' : 'not-allowed')
      }
      const begun = await access.emergencies.begin({ person: who.id, ward, reason })
      noteOf(parts, { actor }, 'emergency-begun', over)
      if (proven) call.cookie.set('session', await signIn.begin(proven, 'pin', call.credentials))
      return { emergency: emergencyFacts(parts)(begun) }
    },
    async 'POST /api/emergency/end'({ id }, call) {
      const own = access.emergencies.all().find((one) => one.id === id)
      const reviewer = may(call.who, 'review-emergency', GATEWAY, clock.real()).yes
      if (!own || (own.person !== call.who.id && !reviewer)) throw new Refused('no-such-emergency')
      await access.emergencies.end(id)
      return {}
    },
  }
}
