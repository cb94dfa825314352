// Puts people, sessions, stations and emergencies together and answers who is behind a screen, now.

import type { Clock } from '../../feed/source.ts'
import { POLICY } from '../../model/access.ts'
import type { AuditActor, AuditEvent } from '../../model/audit.ts'
import { wardId } from '../../model/ids.ts'
import { CLINICAL, type Grant, nobody, type Role, type Who } from '../../model/may.ts'
import { at, ms } from '../../model/units.ts'
import type { Authority } from '../../model/wire.ts'
import type { Audit } from '../audit/audit.ts'
import type { Cookies } from '../routes/route.ts'
import type { Store } from '../store/store.ts'
import type { Access, Credentials } from './access.ts'
import { newId, type Random } from './chance.ts'
import { createCookies } from './cookies.ts'
import { openEmergencies } from './emergencies.ts'
import type { Emergencies, People, Person, Session, Station, Stations } from './parts.ts'
import { openPeople } from './people.ts'
import { ENDED, type OpenSessions, openSessions } from './sessions.ts'
import { openStations } from './stations.ts'

export interface AccessSetup {
  readonly store: Pick<Store, 'load' | 'write'>
  readonly audit: Pick<Audit, 'note'>
  readonly clock: Clock
  readonly random: Random
  readonly failed: (place: string, error: unknown) => void
}
export interface OpenAccess extends Access {
  readonly people: People & { readonly administered: () => boolean }
  readonly sessions: OpenSessions
  readonly stations: Stations
  readonly emergencies: Emergencies
  readonly cookies: Cookies
  /** The session behind credentials, also one with a step to do; null where there is none. */
  sessionOf(credentials: Credentials): Session | null
  stationOf(credentials: Credentials): Station | null
  stop(): void
}

const isClinical = (role: Role): boolean => (CLINICAL as readonly Role[]).includes(role)
/** How often the time is kept, by which a clock that was set back is noticed; and by how much it may have been. */
const LATEST = { id: 'latest', every: ms(60_000), slack: 60_000 } as const

export async function openAccess({ store, audit, clock, random, failed }: AccessSetup): Promise<OpenAccess> {
  const real = clock.real
  const hears = new Set<() => void>()
  const whos = new Map<string, Who>()
  const changed = (): void => {
    whos.clear()
    for (const hear of hears) hear()
  }
  const note = (part: Partial<AuditEvent> & Pick<AuditEvent, 'kind' | 'actor'>): void =>
    void audit
      .note({
        at: real(),
        outcome: 'done',
        purpose: 'operations',
        ward: null,
        stays: [],
        person: null,
        why: null,
        until: null,
        names: false,
        late: false,
        ...part,
      })
      .catch((error: unknown) => failed('audit', error))
  const settings = new Map((await store.load('setting')).map(({ id, content }) => [id, content]))
  const setting = (id: string, content: unknown): void =>
    void store.write([{ kind: 'setting', id, content, changed: real() }]).catch((error: unknown) => failed('store', error))

  const known = settings.get('instance')
  const instance = typeof known === 'string' && /^[0-9a-f]{8}$/.test(known) ? known : newId(random).slice(0, 8)
  if (known !== instance) setting('instance', instance)
  const cookies = createCookies(instance)

  const people = await openPeople({ store, real, random, changed })
  const stations = await openStations({ store, real, random, changed })
  const kindOf = (station: string | null) => (station === null ? undefined : stations.get(station)?.kind)
  const actorOf = (person: Person | undefined, id: string, station: string | null, address: string): AuditActor => ({
    is: 'person',
    id,
    name: person?.name ?? 'unknown',
    roles: [...new Set(person?.grants.map(({ role }) => role) ?? [])],
    station: station === null ? null : { id: station, name: stations.get(station)?.name ?? 'ended station' },
    address,
  })
  const sessions = await openSessions({
    store,
    clock,
    random,
    changed,
    idle: (station) => POLICY.idle[kindOf(station) === 'ward-station' ? 'ward-station' : 'workstation'],
    gone: ({ person, station, address }, why) =>
      note({
        kind: why === 'signed-out' ? 'signed-out' : 'session-ended',
        actor: actorOf(people.get(person), person, station, address),
        why,
      }),
  })
  const emergencies = await openEmergencies({
    store,
    clock,
    random,
    changed,
    over: ({ person, ward, reason }) =>
      note({ kind: 'emergency-ended', actor: actorOf(people.get(person), person, null, ''), ward, purpose: 'emergency', why: reason }),
  })

  // A clock that was set back would let sessions live longer: all of them end.
  const latest = settings.get(LATEST.id)
  if (typeof latest === 'number' && real() < latest - LATEST.slack) {
    note({ kind: 'clock-stepped', actor: GATEWAY, why: `by ${Math.round((latest - real()) / 1000)} s` })
    for (const person of people.all()) await sessions.endAll(person.id, 'clock')
  }
  setting(LATEST.id, real())
  const stopLatest = clock.every(LATEST.every, () => setting(LATEST.id, real()))

  const sessionOf = ({ session }: Credentials): Session | null => (session === null ? null : sessions.get(session))
  const stationOf = ({ station }: Credentials): Station | null => (station === null ? null : (stations.get(station) ?? null))

  /** A ward station shows its own wards only, whoever sits there; an emergency goes beyond. */
  function grantsOf(person: Person, station: Station | null): readonly Grant[] {
    const own = person.grants.filter(
      ({ place }) => station?.kind !== 'ward-station' || place.of !== 'ward' || station.wards.includes(place.ward),
    )
    const clinical = person.grants.filter(({ role }) => isClinical(role))
    const opened = emergencies
      .running(person.id)
      .flatMap(({ id, ward, from, until }) =>
        [...new Set(clinical.map(({ role }) => role))].map(
          (role): Grant => ({ id: `${id}-${role}`, role, place: { of: 'ward', ward: wardId(ward) }, purpose: 'emergency', from, until }),
        ),
      )
    return [...own, ...opened]
  }
  const whoStation = ({ id, name, kind, wards }: Station, local: boolean): Who => ({
    is: 'station',
    id,
    name,
    strong: false,
    local,
    grants: wards.map((ward) => ({
      id: `${id}-${ward}`,
      role: kind === 'wall-display' ? 'wall-display' : 'station',
      place: { of: 'ward', ward: wardId(ward) },
      purpose: 'treatment',
      from: at(0),
      until: null,
    })),
  })
  function made(credentials: Credentials): Who {
    const station = stationOf(credentials)
    const session = station?.kind === 'wall-display' ? null : sessionOf(credentials)
    const person = session && session.next === null ? people.get(session.person) : undefined
    if (session && person && !person.disabled)
      return {
        is: 'person',
        id: person.id,
        name: person.name,
        grants: grantsOf(person, station),
        strong: session.strong,
        local: credentials.local,
      }
    return station ? whoStation(station, credentials.local) : nobody(credentials.local)
  }
  function who(credentials: Credentials): Who {
    const { session, station, local } = credentials
    const key = `${session} ${station} ${local}`
    const cached = whos.get(key)
    // Expiry is no change that anybody made: it is looked at each time.
    if (cached && (cached.is !== 'person' || sessionOf(credentials))) return cached
    const fresh = made(credentials)
    whos.set(key, fresh)
    return fresh
  }

  return {
    people,
    sessions,
    stations,
    emergencies,
    cookies,
    sessionOf,
    stationOf,
    who,
    credentials({ cookie, address, local }) {
      const secret = cookies.read(cookie, 'session')
      const station = cookies.read(cookie, 'station')
      const found = secret === null ? null : sessions.bySecret(secret)
      return {
        session: found?.id ?? (secret === null ? null : sessions.idOf(secret)),
        station: (station === null ? null : stations.bySecret(station)?.id) ?? null,
        address,
        local,
      }
    },
    actor(credentials) {
      const { is, id, name, grants } = who(credentials)
      const station = stationOf(credentials)
      return {
        is,
        id,
        name,
        roles: [...new Set(grants.map(({ role }) => role))],
        station: station && { id: station.id, name: station.name },
        address: credentials.address,
      }
    },
    authority(credentials): Authority {
      const { is, id, name, grants } = who(credentials)
      const station = stationOf(credentials)
      const open = sessionOf(credentials)
      const over = credentials.session === null ? undefined : sessions.ended(credentials.session)
      // A disabled account shows nothing from that moment on, also in the one before its sessions are ended.
      const gone = over ?? (open && people.get(open.person)?.disabled ? ({ person: open.person, why: 'disabled' } as const) : undefined)
      return {
        is: is === 'station' && station?.kind === 'wall-display' ? 'wall-display' : is === 'device' ? 'nobody' : is,
        name,
        roles: [...new Set(grants.map(({ role }) => role))],
        station: station && { name: station.name, kind: station.kind },
        emergencies:
          is === 'person' ? emergencies.running(id).map(({ id: own, ward, until, reason }) => ({ id: own, ward, until, reason })) : [],
        ended:
          is !== 'person' && gone
            ? { code: gone.why, message: `${people.get(gone.person)?.name ?? 'The person'} ${ENDED[gone.why]}.` }
            : null,
      }
    },
    changed(hear) {
      hears.add(hear)
      return () => void hears.delete(hear)
    },
    stop() {
      stopLatest()
      sessions.stop()
      emergencies.stop()
    },
  }
}

const GATEWAY: AuditActor = { is: 'gateway', id: 'gateway', name: 'gateway', roles: [], station: null, address: null }
