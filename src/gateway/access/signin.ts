// The ways to sign in: password and second factor, PIN at a station, the set-up code, a click in the demo. Each makes a new session.

import type { Clock } from '../../feed/source.ts'
import type { AuditActor, AuditEvent } from '../../model/audit.ts'
import type { Role } from '../../model/may.ts'
import { POLICY } from '../../model/me.ts'
import type { Audit } from '../audit/audit.ts'
import { Refused } from '../errors.ts'
import type { Credentials } from './access.ts'
import { isCommon, isCommonPin } from './common.ts'
import type { OpenAccess } from './openaccess.ts'
import type { Next, Person, SignedInBy } from './parts.ts'
import type { Hasher } from './secrets.ts'
import { createThrottle } from './throttle.ts'
import { stepBy } from './totp.ts'
import { clinicalHere, clinicalNow } from './who.ts'

export interface SignIn {
  /** The secret for the cookie. */
  password(login: string, password: string, credentials: Credentials): Promise<string>
  secondFactor(code: string, credentials: Credentials): Promise<string>
  /** Takes over the station. */
  pin(person: string, pin: string, credentials: Credentials): Promise<string>
  /** For an act in one step: proves the person, by id or login, without a session. `anywhere`: also who has no grant on the wards of the station. */
  provePin(person: string, pin: string, credentials: Credentials, anywhere?: boolean): Promise<Person>
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
  readonly clock: Pick<Clock, 'real' | 'ahead'>
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
  const guess: SignIn['guess'] = (what, { address, station }) => {
    if (!throttle.take(what, { address, station }, clock.real())) throw new Refused('too-many-tries')
  }
  const proved: SignIn['proved'] = (what, { address, station }) => throttle.won(what, { address, station })
  const isOpen = ({ disabled, once }: Person): boolean => !disabled && (once === null || clock.real() < once.until)
  const refuseWall = (credentials: Credentials): void => {
    if (access.stationOf(credentials)?.kind === 'wall-display') throw new Refused('wall-display')
  }

  async function begin(
    person: Person,
    by: SignedInBy,
    credentials: Credentials,
    given: { next?: Next; strong?: boolean } = {},
  ): Promise<string> {
    refuseWall(credentials)
    const { session: before, station, address } = credentials
    // Read anew: an administrator may have disabled the account while a password was hashed or the identity provider asked.
    if (people.get(person.id)?.disabled !== false) {
      missed(person, credentials, by)
      throw new Refused('not-allowed')
    }
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

  async function provePin(given: string, pin: string, credentials: Credentials, anywhere = false): Promise<Person> {
    const station = access.stationOf(credentials)
    if (!station || station.kind === 'wall-display') throw new Refused('not-a-station')
    const person = people.get(given) ?? people.byLogin(given)
    const id = person?.id ?? given
    const may = (one: Person | undefined): one is Person =>
      one?.disabled === false && (anywhere ? clinicalNow(one, clock.real()) : clinicalHere(one, station, clock.real())).length > 0
    const known = may(person) ? person : null
    if (known && known.pinMisses >= POLICY.pinMisses) throw new Refused('pin-locked')
    guess(`pin ${id}`, credentials)
    const misses = known && known.pin !== null ? known.pinMisses + 1 : 0
    // Counted before it is known to be one, and taken back where it was none: of many tries at once no more than these few are heard.
    const counted = known && misses > 0 ? quiet(people.change(known.id, { pinMisses: misses })) : null
    const right = await hasher.verify(known?.pin ?? null, pin)
    // Looked up again: meanwhile the account may have been disabled, or the PIN be another.
    const now = known ? people.get(known.id) : undefined
    if (!known || !right || !may(now) || now.pin !== known.pin) {
      await counted
      missed(known, credentials, 'PIN')
      // Said with the last one that counted: the next would only be told to wait.
      throw new Refused(misses >= POLICY.pinMisses ? 'pin-locked' : 'wrong-pin')
    }
    proved(`pin ${id}`, credentials)
    // Not waited for: between this look and the session nothing may come.
    void quiet(people.change(now.id, { pinMisses: 0 }))
    return now
  }

  return {
    begin,
    guess,
    proved,
    note,
    provePin,
    async password(login, password, credentials) {
      refuseWall(credentials)
      const name = login.toLowerCase()
      guess(`login ${name}`, credentials)
      const person = people.byLogin(name)
      const may = person && isOpen(person) ? person : null
      // Nobody's password costs the same and is answered the same.
      const right = await hasher.verify(may?.password ?? null, password)
      // Looked up again: meanwhile the account may have been disabled, or the password be another.
      const now = may ? people.get(may.id) : undefined
      if (!right || !may || !now || !isOpen(now) || now.password !== may.password) {
        missed(person ?? null, credentials, 'password')
        throw new Refused('wrong-credentials')
      }
      proved(`login ${name}`, credentials)
      if (now.pinMisses > 0) void quiet(people.change(now.id, { pinMisses: 0 }))
      const next: Next = now.totp?.confirmed
        ? 'second-factor'
        : now.once
          ? 'change-password'
          : mustBeStrong(now)
            ? 'enrol-second-factor'
            : null
      return begin(now, 'password', credentials, { next })
    },
    async secondFactor(code, credentials) {
      const session = access.sessionOf(credentials)
      const person = session && people.get(session.person)
      if (!session || !person) throw new Refused('not-signed-in')
      // A code is the second of two: only where the first has asked for it.
      if (session.next !== 'second-factor' || !person.totp?.confirmed) throw new Refused('password-needed')
      guess(`code ${person.id}`, credentials)
      const step = stepBy(clock, person.totp.secret, code, person.totp.step, access.codesBefore())
      if (step === null) {
        missed(person, credentials, 'second factor')
        throw new Refused('wrong-code')
      }
      proved(`code ${person.id}`, credentials)
      const used = quiet(people.change(person.id, { totp: { ...person.totp, step } }))
      const secret = await sessions.change(session.id, { strong: true, next: person.once ? 'change-password' : null })
      await used
      return secret
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
