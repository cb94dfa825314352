// Puts people, sessions, stations and emergencies together and answers who is behind a screen, now.

import type { Clock } from '../../feed/source.ts'
import type { AuditActor, AuditEvent } from '../../model/audit.ts'
import type { KeptLanes } from '../../model/lanesapi.ts'
import type { Who } from '../../model/may.ts'
import { POLICY } from '../../model/me.ts'
import type { Authority } from '../../model/wire.ts'
import type { Audit } from '../audit/audit.ts'
import type { Cookies } from '../routes/route.ts'
import type { Store } from '../store/store.ts'
import { unlessDown } from '../store/unkept.ts'
import type { Access, Credentials } from './access.ts'
import { newId, type Random } from './chance.ts'
import { createCookies } from './cookies.ts'
import { openEmergencies } from './emergencies.ts'
import { type Kept, loadKept } from './kept.ts'
import type { Emergencies, Ends, People, Person, Session, Station, Stations } from './parts.ts'
import { openPeople } from './people.ts'
import { ENDED, type OpenSessions, openSessions } from './sessions.ts'
import { openStations } from './stations.ts'
import { createStepped } from './stepped.ts'
import { lastTotpStep } from './totp.ts'
import { asStation, createWhoIs, rolesOf } from './who.ts'

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
  /** By person. Parsed where they are read. */
  readonly lanes: Kept<{ readonly id: string; readonly lanes: KeptLanes }>
  readonly cookies: Cookies
  /** The session behind credentials, also one with a step to do; null where there is none. */
  sessionOf(credentials: Credentials): Session | null
  stationOf(credentials: Credentials): Station | null
  /** The newest one-time code that was good by gateway time as the machine's clock was put back; 0 where it was not. */
  readonly codesBefore: () => number
  stop(): void
}

/** The setting that holds the latest time of a run. */
const LATEST = 'latest'

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

  // Both end sessions, which come after them: they need people and stations for their words.
  const people = await openPeople({
    store,
    real,
    random,
    changed,
    end: (person, { why, except }: Ends) => sessions.endAll(person, why, except),
  })
  const stations = await openStations({
    store,
    real,
    random,
    changed,
    ending: (id) => sessions.endWhere(({ station }) => station === id, 'station-ended'),
    failed,
  })
  const kindOf = (station: string | null) => (station === null ? undefined : stations.get(station)?.kind)
  const actorOf = (person: Person | undefined, id: string, station: string | null, address: string): AuditActor => ({
    is: 'person',
    id,
    name: person?.name ?? 'unknown',
    roles: [...new Set(person?.grants.map(({ role }) => role) ?? [])],
    station: station === null ? null : { id: station, name: stations.get(station)?.name ?? 'ended station' },
    address,
  })
  const sessions: OpenSessions = await openSessions({
    store,
    clock,
    random,
    changed,
    lapsed: ({ person, begun }) =>
      people.get(person)?.grants.some(({ until }) => until !== null && begun < until && until <= real()) === true,
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

  const lanes = await loadKept<{ readonly id: string; readonly lanes: KeptLanes }>(store, 'lanes', real)

  let codesBefore = 0
  /** A clock that was set back would let sessions live longer: all of them end. */
  async function setBack(by: number): Promise<void> {
    note({ kind: 'clock-stepped', actor: GATEWAY, why: `by ${Math.round(by / 1000)} s` })
    codesBefore = lastTotpStep(real())
    const ended = sessions.endWhere(() => true, 'clock')
    // Codes of the time to come that were used would refuse those of now: they are forgotten but for what is good now.
    const step = lastTotpStep(real() - (clock.ahead?.() ?? 0))
    const codes = people.all().map(({ id, totp }) => (totp && totp.step > step ? people.change(id, { totp: { ...totp, step } }) : null))
    await Promise.all([ended, ...codes])
  }
  const stepped = createStepped({
    clock,
    latest: settings.get(LATEST),
    keep: (latest) => setting(LATEST, latest),
    stepped: (by) => void setBack(by).catch((error: unknown) => failed('store', error)),
  })
  if (stepped.before > 0) {
    await unlessDown(setBack(stepped.before))
    await unlessDown(emergencies.endAll())
  }
  const stopStepped = stepped.start()

  const stationOf = ({ station }: Credentials): Station | null => (station === null ? null : (stations.get(station) ?? null))
  /** A session at a station is good there alone, and none is at a wall display: nobody signs in at it. */
  const sessionOf = (credentials: Credentials): Session | null => {
    const session = credentials.session === null ? null : sessions.get(credentials.session)
    if (!session || (session.station !== null && session.station !== credentials.station)) return null
    return stationOf(credentials)?.kind === 'wall-display' ? null : session
  }
  const whoIs = createWhoIs({ emergencies, real })
  function made(credentials: Credentials): Who {
    const session = sessionOf(credentials)
    return whoIs(session, session ? people.get(session.person) : undefined, stationOf(credentials), credentials.local)
  }
  function who(credentials: Credentials): Who {
    const { session, station, local } = credentials
    if (station !== null) stations.saw(station)
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
    lanes,
    cookies,
    sessionOf,
    stationOf,
    codesBefore: () => codesBefore,
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
      const own = who(credentials)
      const { is, id, name } = own
      const station = stationOf(credentials)
      return {
        is,
        id,
        name,
        roles: rolesOf(own),
        station: station && { id: station.id, name: station.name },
        address: credentials.address,
      }
    },
    authority(credentials): Authority {
      const own = who(credentials)
      const { is, id, name } = own
      const station = stationOf(credentials)
      const lent = asStation(own)
      const open = sessionOf(credentials)
      // A wall display is told no name, also not of who left.
      const over = credentials.session === null || station?.kind === 'wall-display' ? undefined : sessions.ended(credentials.session)
      // A disabled account shows nothing from that moment on, also in the one before its sessions are ended.
      const gone =
        over ??
        (open && station?.kind !== 'wall-display' && people.get(open.person)?.disabled
          ? ({ person: open.person, why: 'disabled' } as const)
          : undefined)
      return {
        is: is === 'station' && station?.kind === 'wall-display' ? 'wall-display' : is === 'device' ? 'nobody' : is,
        name,
        roles: rolesOf(own),
        station: station && { name: station.name, kind: station.kind },
        ...(lent.length > 0 && { asStation: lent }),
        emergencies:
          is === 'person' ? emergencies.running(id).map(({ id: own, ward, until, reason }) => ({ id: own, ward, until, reason })) : [],
        ended:
          is !== 'person' && gone
            ? { code: gone.why, message: `${people.get(gone.person)?.name ?? 'The person'} ${ENDED[gone.why]}.` }
            : null,
      }
    },
    pending: (credentials) => (sessionOf(credentials)?.next ?? null) !== null,
    changed(hear) {
      hears.add(hear)
      return () => void hears.delete(hear)
    },
    stop() {
      stopStepped()
      sessions.stop()
      emergencies.stop()
    },
  }
}

const GATEWAY: AuditActor = { is: 'gateway', id: 'gateway', name: 'gateway', roles: [], station: null, address: null }
