// Routes of administrators: people, their grants and what they sign in with; stations; wards.
import type { PersonFacts } from '../../model/access.ts'
import { stayId, wardId } from '../../model/ids.ts'
import type { Grant, Place, Role } from '../../model/may.ts'
import { after, at } from '../../model/units.ts'
import { newId } from '../access/chance.ts'
import { isFor, ofHouse, grantWords as words } from '../access/groups.ts'
import type { Person } from '../access/parts.ts'
import { Refused } from '../errors.ts'
import { inForce, noteOf, type RouteParts } from './parts.ts'
import type { Routes } from './route.ts'

type Own =
  | 'GET /api/people'
  | 'POST /api/people'
  | 'POST /api/people/grants'
  | 'POST /api/people/disable'
  | 'POST /api/people/reset'
  | 'GET /api/stations'
  | 'POST /api/stations'
  | 'POST /api/stations/end'
  | 'GET /api/wards'

/** A password that an administrator hands over is good for a day and one sign-in. */
const ONCE = 24 * 3_600_000
interface Asked {
  readonly role: Role
  readonly ward: string | null
  readonly stay?: string | undefined
  readonly until: number | null
}

export function peopleRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, hasher, clock, random, register } = parts
  const { people, sessions, stations } = access
  const named = ({ id, name }: Person) => ({ id, name })
  const facts = (person: Person): PersonFacts => ({
    ...named(person),
    login: person.login,
    local: person.password !== null,
    disabled: person.disabled,
    pin: person.pin !== null,
    pinLocked: person.pinMisses >= 5,
    secondFactor: person.totp?.confirmed ?? false,
    sessions: sessions.of(person.id).length,
    grants: person.grants.map(({ id, role, place, purpose, from, until }) => ({
      id,
      role: role as PersonFacts['grants'][number]['role'],
      ward: place.of === 'ward' ? place.ward : null,
      ...(place.of === 'stay' && { stay: place.stay }),
      until,
      purpose,
      from,
    })),
  })
  /**
   * Administrators and privacy officers on the house, all others on a ward or a stay that is there; a stay that was granted before may be
   * over. What was there before stays what it was: a group's.
   */
  function grants(asked: readonly Asked[], before: readonly Grant[] = []): readonly Grant[] {
    const placeOf = ({ role, ward, stay }: Asked): Place => {
      if (ofHouse(role) !== (ward === null && stay === undefined) || (ward !== null && stay !== undefined))
        throw new Refused('bad-ask', 'grants.ward')
      if (stay !== undefined) {
        const isThere = register().wards.some(({ id }) =>
          register()
            .staysOf(id)
            .some((one) => one.id === stay),
        )
        if (!isThere && !before.some(({ place }) => place.of === 'stay' && place.stay === stay)) throw new Refused('no-such-stay')
        return { of: 'stay', stay: stayId(stay) }
      }
      if (ward === null) return { of: 'house' }
      if (!register().wards.some(({ id }) => id === ward)) throw new Refused('no-such-ward')
      return { of: 'ward', ward: wardId(ward) }
    }
    return asked.map((one) => {
      const known = before.find((grant) => one.stay === undefined && isFor(grant, one) && grant.until === one.until)
      if (known) return known
      const place = placeOf(one)
      return {
        id: newId(random),
        role: one.role,
        place,
        purpose: place.of === 'house' ? 'operations' : 'treatment',
        from: clock.real(),
        until: one.until === null ? null : at(one.until),
      }
    })
  }
  const oncePassword = (): string => (Buffer.from(random(12)).toString('base64url').match(/.{4}/g) ?? []).join('-')
  const person = (id: string): Person => {
    const found = people.get(id)
    if (!found) throw new Refused('no-such-person')
    return found
  }

  return {
    'GET /api/people': () => ({
      people: people
        .all()
        .map(facts)
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    }),
    async 'POST /api/people'({ name, login, grants: asked }, call) {
      const once = oncePassword()
      const made = await people.make({
        name,
        login,
        disabled: false,
        grants: grants(asked),
        password: await hasher.hash(once),
        once: { until: after(clock.real(), ONCE) },
        pin: null,
        pinMisses: 0,
        totp: null,
        external: null,
      })
      noteOf(parts, call, 'person-made', { person: named(made), why: words(made.grants) })
      return { id: made.id, once }
    },
    async 'POST /api/people/grants'({ id, grants: asked }, call) {
      const before = person(id)
      const next = grants(asked, before.grants)
      await inForce(people.change(id, { grants: next }), () =>
        noteOf(parts, call, 'grants-changed', {
          person: named(before),
          why: `${words(before.grants)} → ${words(next)}`.slice(0, 400),
        }),
      )
      return {}
    },
    async 'POST /api/people/disable'({ id, disabled }, call) {
      const before = person(id)
      await inForce(people.change(id, { disabled }), () =>
        noteOf(parts, call, 'person-changed', { person: named(before), why: disabled ? 'disabled' : 'enabled' }),
      )
      return {}
    },
    async 'POST /api/people/reset'({ id, what }, call) {
      const before = person(id)
      if (what === 'password' && before.external !== null) throw new Refused('bad-ask', 'what')
      const once = what === 'password' ? oncePassword() : null
      const part =
        once !== null
          ? { password: await hasher.hash(once), once: { until: after(clock.real(), ONCE) } }
          : what === 'pin'
            ? { pin: null, pinMisses: 0 }
            : { totp: null }
      await inForce(people.change(id, part, { why: 'reset' }), () =>
        noteOf(parts, call, 'secret-reset', { person: named(before), why: what }),
      )
      return { once }
    },
    'GET /api/stations': (_, { credentials }) => ({
      stations: stations.all().map(({ id, name, kind, wards, enrolled, by, seen }) => ({
        id,
        name,
        kind,
        wards: [...wards],
        enrolled,
        by,
        seen,
        here: credentials.station === id,
      })),
    }),
    async 'POST /api/stations'({ name, kind, wards }, call) {
      for (const ward of wards) if (!register().wards.some(({ id }) => id === ward)) throw new Refused('no-such-ward')
      const { station, secret } = await stations.enrol({ name, kind, wards, by: call.who.name })
      call.cookie.set('station', secret)
      noteOf(parts, call, 'station-enrolled', { why: `${name}, ${kind}: ${wards.join(', ')}`.slice(0, 400) })
      return { id: station.id }
    },
    async 'POST /api/stations/end'({ id }, call) {
      const name = stations.get(id)?.name
      if (call.credentials.station === id) call.cookie.set('station', null)
      await inForce(stations.end(id), () => noteOf(parts, call, 'station-ended', { why: name ?? null }))
      return {}
    },
    'GET /api/wards': () => ({ wards: register().wards.map(({ id, name, beds }) => ({ id, name, beds: beds.length })) }),
  }
}
