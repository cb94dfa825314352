// The ways to sign in: password and second factor, PIN at a station, the set-up code, a click in the demo. Each makes a new session.

import type { Clock } from '../../feed/source.ts'
import { POLICY } from '../../model/access.ts'
import type { AuditActor, AuditEvent } from '../../model/audit.ts'
import { CLINICAL, type Role } from '../../model/may.ts'
import type { Audit } from '../audit/audit.ts'
import { Refused } from '../errors.ts'
import type { Credentials } from './access.ts'
import { isCommon, isCommonPin } from './common.ts'
import type { OpenAccess } from './openaccess.ts'
import type { Next, Person, SignedInBy } from './parts.ts'
import type { Hasher } from './secrets.ts'
import { createThrottle } from './throttle.ts'
import { totpStep } from './totp.ts'

export interface SignIn {
  /** The secret for the cookie. */
  password(login: string, password: string, credentials: Credentials): Promise<string>
  secondFactor(code: string, credentials: Credentials): Promise<string>
  /** Takes over the station. */
  pin(person: string, pin: string, credentials: Credentials): Promise<string>
  /** For an act in one step: proves the person without a session. */
  provePin(person: string, pin: string, credentials: Credentials): Promise<Person>
  begin(person: Person, by: SignedInBy, credentials: Credentials, given?: { next?: Next; strong?: boolean }): Promise<string>
  /** Throws 'weak-password', 'weak-pin'. */
  judgePassword(password: string, person: Pick<Person, 'name' | 'login'>): void
  judgePin(pin: string): void
  /** Counts a try at a code; throws 'too-many-tries'. */
  guess(what: string, credentials: Credentials): void
  /** The try before was right: those before it are forgotten. */
  proved(what: string, credentials: Credentials): void
  note(kind: AuditEvent['kind'], person: Person | null, credentials: Credentials, over?: Partial<AuditEvent>): void
}

const has = (person: Person, roles: readonly Role[]): boolean => person.grants.some(({ role }) => roles.includes(role))
/** Who must have a second factor. */
export const mustBeStrong = (person: Person): boolean => has(person, ['administrator', 'privacy-officer'])

export function createSignIn(setup: {
  readonly access: OpenAccess
  readonly audit: Pick<Audit, 'note'>
  readonly clock: Pick<Clock, 'real'>
  readonly hasher: Hasher
  readonly failed: (place: string, error: unknown) => void
}): SignIn {
  const { access, audit, clock, hasher, failed } = setup
  const { people, sessions, stations } = access
  const throttle = createThrottle()
  const quiet = (done: Promise<unknown>): Promise<unknown> => done.catch((error: unknown) => failed('store', error))

  const actorOf = (person: Person | null, { station, address }: Credentials): AuditActor => ({
    is: person ? 'person' : 'nobody',
    id: person?.id ?? 'nobody',
    // What was typed is not written down: people type passwords into the wrong field.
    name: person?.name ?? 'unknown login',
    roles: [...new Set(person?.grants.map(({ role }) => role) ?? [])],
    station: station === null ? null : { id: station, name: stations.get(station)?.name ?? 'ended station' },
    address,
  })
  const note: SignIn['note'] = (kind, person, credentials, over = {}) =>
    void quiet(
      audit.note({
        kind,
        at: clock.real(),
        actor: actorOf(person, credentials),
        outcome: 'done',
        purpose: 'operations',
        ward: null,
        stays: [],
        person: null,
        why: null,
        until: null,
        names: false,
        late: false,
        ...over,
      }),
    )
  const missed = (person: Person | null, credentials: Credentials, why: string): void =>
    note('sign-in-failed', person, credentials, { outcome: 'failed', why })
  const guess: SignIn['guess'] = (what, { address }) => {
    if (!throttle.take(what, address, clock.real())) throw new Refused('too-many-tries')
  }

  async function begin(
    person: Person,
    by: SignedInBy,
    credentials: Credentials,
    given: { next?: Next; strong?: boolean } = {},
  ): Promise<string> {
    const { session: before, station, address } = credentials
    // A sign-in never goes on with a session that was there: neither its own from before nor somebody's.
    const old = access.sessionOf(credentials)
    const kind = station === null ? undefined : stations.get(station)?.kind
    const { secret } = await sessions.begin({
      person: person.id,
      by,
      next: given.next ?? null,
      strong: given.strong ?? false,
      station,
      address,
    })
    if (old && before !== null) await quiet(sessions.end(before, old.person === person.id ? 'signed-out' : 'handed-over'))
    note(by === 'pin' ? 'station-taken' : 'signed-in', person, credentials, { why: kind ? `${by} at a ${kind}` : by })
    return secret
  }

  async function provePin(id: string, pin: string, credentials: Credentials): Promise<Person> {
    const station = access.stationOf(credentials)
    if (!station || station.kind === 'wall-display') throw new Refused('not-a-station')
    const person = people.get(id)
    const here = person?.grants.some(
      ({ role, place }) => (CLINICAL as readonly Role[]).includes(role) && place.of === 'ward' && station.wards.includes(place.ward),
    )
    const known = person && !person.disabled && here ? person : null
    if (known && known.pinMisses >= POLICY.pinMisses) throw new Refused('pin-locked')
    guess(`pin ${id}`, credentials)
    const right = await hasher.verify(known?.pin ?? null, pin)
    if (!known || !right) {
      // Read anew: others may have missed meanwhile, and no miss is lost.
      const now = known && people.get(known.id)
      const misses = now && now.pin !== null ? now.pinMisses + 1 : 0
      if (now && misses > 0) await quiet(people.change(now.id, { pinMisses: misses }))
      missed(known, credentials, 'PIN')
      // Said with the last one that counted: the next would only be told to wait.
      throw new Refused(misses >= POLICY.pinMisses ? 'pin-locked' : 'wrong-pin')
    }
    throttle.won(`pin ${id}`, credentials.address)
    if (known.pinMisses > 0) await quiet(people.change(known.id, { pinMisses: 0 }))
    return known
  }

  return {
    begin,
    guess,
    proved: (what, { address }) => throttle.won(what, address),
    note,
    provePin,
    async password(login, password, credentials) {
      const name = login.toLowerCase()
      guess(`login ${name}`, credentials)
      const person = people.byLogin(name)
      const may = person && !person.disabled && (person.once === null || clock.real() < person.once.until) ? person : null
      // Nobody's password costs the same and is answered the same.
      if (!(await hasher.verify(may?.password ?? null, password)) || !may) {
        missed(person ?? null, credentials, 'password')
        throw new Refused('wrong-credentials')
      }
      throttle.won(`login ${name}`, credentials.address)
      if (may.pinMisses > 0) await quiet(people.change(may.id, { pinMisses: 0 }))
      const next: Next = may.totp?.confirmed
        ? 'second-factor'
        : may.once
          ? 'change-password'
          : mustBeStrong(may)
            ? 'enrol-second-factor'
            : null
      return begin(may, 'password', credentials, { next })
    },
    async secondFactor(code, credentials) {
      const session = access.sessionOf(credentials)
      const person = session && people.get(session.person)
      if (!session || !person?.totp) throw new Refused('not-signed-in')
      guess(`code ${person.id}`, credentials)
      const step = totpStep(person.totp.secret, code, person.totp.step, clock.real())
      if (step === null) {
        missed(person, credentials, 'second factor')
        throw new Refused('wrong-code')
      }
      throttle.won(`code ${person.id}`, credentials.address)
      await people.change(person.id, { totp: { ...person.totp, step } })
      return sessions.change(session.id, { strong: true, next: person.once ? 'change-password' : null })
    },
    async pin(id, pin, credentials) {
      const person = await provePin(id, pin, credentials)
      return begin(person, 'pin', credentials)
    },
    judgePassword(password, { name, login }) {
      if (isCommon(password, [name, login])) throw new Refused('weak-password')
    },
    judgePin(pin) {
      if (isCommonPin(pin)) throw new Refused('weak-pin')
    },
  }
}
