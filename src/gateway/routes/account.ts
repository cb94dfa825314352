// Routes of one's own account: password, PIN, second factor, sessions, lanes.
import { KeptLanes } from '../../model/lanesapi.ts'
import { between } from '../../model/units.ts'
import type { Person, Session } from '../access/parts.ts'
import { mustBeStrong } from '../access/signin.ts'
import { newTotp, stepBy, totpUri } from '../access/totp.ts'
import { Refused } from '../errors.ts'
import { meOf, withSession } from './me.ts'
import { inForce, noteOf, type RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own =
  | 'GET /api/account/lanes'
  | 'POST /api/account/lanes'
  | 'POST /api/account/password'
  | 'POST /api/account/pin'
  | 'POST /api/account/second-factor/begin'
  | 'POST /api/account/second-factor/confirm'
  | 'GET /api/sessions'
  | 'POST /api/sessions/end'

/** A sign-in so short ago proves who sits here where there is no password to ask for, real ms. */
const FRESH = 5 * 60_000
/** Second factors that are being set up at once; the oldest are forgotten. */
const PENDING = 1000

export function accountRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, signIn, hasher, clock, random } = parts
  const { people, sessions } = access
  /** By session: a secret is the account's only once a code has shown that the authenticator took it. */
  const pending = new Map<string, string>()
  const own = ({ credentials }: Call): { session: Session; person: Person } => {
    const session = access.sessionOf(credentials)
    const person = session && people.get(session.person)
    if (!session || !person) throw new Refused('not-signed-in')
    return { session, person }
  }
  /** Looked up again after each wait: the session may have ended meanwhile, or the password be another. */
  function still(call: Call, before: Person): void {
    if (own(call).person.password !== before.password) throw new Refused('wrong-credentials')
  }
  const changed = (what: string, person: Person, call: Call): void =>
    noteOf(parts, { actor: { ...call.actor, is: 'person', id: person.id, name: person.name } }, 'secret-changed', {
      person: { id: person.id, name: person.name },
      why: what,
    })
  const renewed = (secret: string, call: Call) => {
    call.cookie.set('session', secret)
    return meOf(parts, withSession(parts, call.credentials, secret))
  }
  const isFresh = ({ begun }: Session): boolean => between(begun, clock.real()) < FRESH
  /** Before anything that opens the account is changed: the password once more; where there is none, a sign-in just now by whoever vouches. */
  async function prove(call: Call, password: string | undefined): Promise<void> {
    const { session, person } = own(call)
    if (person.password === null) {
      if (session.by === 'pin') throw new Refused('password-needed')
      if (!isFresh(session)) throw new Refused('sign-in-again')
      return
    }
    if (password === undefined) throw new Refused('password-needed')
    signIn.guess(`login ${person.login}`, call.credentials)
    const right = await hasher.verify(person.password, password)
    still(call, person)
    if (!right) throw new Refused('wrong-credentials')
    signIn.proved(`login ${person.login}`, call.credentials)
  }

  return {
    async 'POST /api/account/password'({ before, password }, call) {
      const { session, person } = own(call)
      if (session.next !== null && session.next !== 'change-password') throw new Refused('second-factor-needed')
      if (person.password === null) throw new Refused('wrong-credentials')
      await prove(call, before)
      signIn.judgePassword(password, person)
      if (before === password) throw new Refused('weak-password')
      const hashed = await hasher.hash(password)
      still(call, person)
      await inForce(people.change(person.id, { password: hashed, once: null }, { why: 'password-changed', except: session.id }), () =>
        changed('password', person, call),
      )
      const isNext = mustBeStrong(person) && !person.totp?.confirmed
      return renewed(await sessions.change(session.id, { next: isNext ? 'enrol-second-factor' : null }), call)
    },
    async 'POST /api/account/pin'({ password, pin }, call) {
      const { person } = own(call)
      await prove(call, password)
      signIn.judgePin(pin)
      const hashed = await hasher.hash(pin)
      still(call, person)
      await inForce(people.change(person.id, { pin: hashed, pinMisses: 0 }), () => changed('PIN', person, call))
      return meOf(parts, call.credentials)
    },
    async 'POST /api/account/second-factor/begin'({ password }, call) {
      const { session, person } = own(call)
      // One that is in use is changed only by whom it has let in.
      if (person.totp?.confirmed && !session.strong) throw new Refused('second-factor-needed')
      if (session.next !== null && session.next !== 'enrol-second-factor') throw new Refused('second-factor-needed')
      // A PIN is good for care at a station, and opens no more than that.
      if (session.by === 'pin') throw new Refused('password-needed')
      // Who was let in a moment ago to do just this has shown the password already.
      if (session.next === null || !isFresh(session)) await prove(call, password)
      const secret = newTotp(random(20))
      pending.delete(session.id)
      pending.set(session.id, secret)
      for (const [id] of pending) if (pending.size > PENDING || sessions.get(id) === null) pending.delete(id)
      return { secret, uri: totpUri(secret, person.login) }
    },
    async 'POST /api/account/second-factor/confirm'({ code }, call) {
      const { session, person } = own(call)
      const secret = pending.get(session.id)
      if (secret === undefined) throw new Refused('wrong-code')
      signIn.guess(`code ${person.id}`, call.credentials)
      const step = stepBy(clock, secret, code, 0)
      if (step === null) throw new Refused('wrong-code')
      signIn.proved(`code ${person.id}`, call.credentials)
      pending.delete(session.id)
      await inForce(
        people.change(person.id, { totp: { secret, confirmed: true, step } }, { why: 'factor-changed', except: session.id }),
        () => changed('second factor', person, call),
      )
      return renewed(await sessions.change(session.id, { strong: true, next: person.once ? 'change-password' : null }), call)
    },
    'GET /api/account/lanes'(_, call) {
      // What does not fit any more is as if nothing was set.
      return { lanes: KeptLanes.safeParse(access.lanes.get(own(call).person.id)?.lanes).data ?? null }
    },
    async 'POST /api/account/lanes'({ lanes }, call) {
      await access.lanes.set({ id: own(call).person.id, lanes })
      return {}
    },
    'GET /api/sessions'(_, call) {
      const { session: mine, person } = own(call)
      return {
        sessions: sessions.of(person.id).map(({ id, begun, seen, by, station, address }) => ({
          id,
          begun,
          seen,
          by,
          place: station === null ? address : (access.stations.get(station)?.name ?? 'ended station'),
          own: id === mine.id,
        })),
      }
    },
    async 'POST /api/sessions/end'({ id }, call) {
      const { person } = own(call)
      if (access.sessions.get(id)?.person !== person.id) throw new Refused('no-such-session')
      await sessions.end(id, 'ended-here')
      return meOf(parts, call.credentials)
    },
  }
}
