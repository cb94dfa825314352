// Routes of one's own account: password, PIN, second factor, sessions.

import { between } from '../../model/units.ts'
import type { Person, Session } from '../access/parts.ts'
import { mustBeStrong } from '../access/signin.ts'
import { newTotp, totpStep, totpUri } from '../access/totp.ts'
import { Refused } from '../errors.ts'
import { meOf, withSession } from './me.ts'
import { noteOf, type RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own =
  | 'POST /api/account/password'
  | 'POST /api/account/pin'
  | 'POST /api/account/second-factor/begin'
  | 'POST /api/account/second-factor/confirm'
  | 'GET /api/sessions'
  | 'POST /api/sessions/end'

/** A sign-in at the identity provider proves the person for so long, ms. */
const FRESH = 5 * 60_000

export function accountRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, signIn, hasher, clock, random } = parts
  const { people, sessions } = access
  const own = ({ credentials }: Call): { session: Session; person: Person } => {
    const session = access.sessionOf(credentials)
    const person = session && people.get(session.person)
    if (!session || !person) throw new Refused('not-signed-in')
    return { session, person }
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
  /** The password once more, before anything that opens the account is changed. */
  async function prove(person: Person, password: string, call: Call): Promise<void> {
    signIn.guess(`login ${person.login}`, call.credentials)
    if (!(await hasher.verify(person.password, password))) throw new Refused('wrong-credentials')
    signIn.proved(`login ${person.login}`, call.credentials)
  }

  return {
    async 'POST /api/account/password'({ before, password }, call) {
      const { session, person } = own(call)
      if (session.next !== null && session.next !== 'change-password') throw new Refused('second-factor-needed')
      await prove(person, before, call)
      signIn.judgePassword(password, person)
      if (before === password) throw new Refused('weak-password')
      const next = await people.change(person.id, { password: await hasher.hash(password), once: null })
      changed('password', next, call)
      await sessions.endAll(person.id, 'password-changed', session.id)
      return renewed(
        await sessions.change(session.id, { next: mustBeStrong(next) && !next.totp?.confirmed ? 'enrol-second-factor' : null }),
        call,
      )
    },
    async 'POST /api/account/pin'({ password, pin }, call) {
      const { session, person } = own(call)
      if (person.password !== null) await prove(person, password, call)
      // Where the identity provider vouches it must have done so just now: whoever passes an open screen gives nobody a PIN.
      else if (person.external !== null && (session.by !== 'single-sign-on' || between(session.begun, clock.real()) > FRESH))
        throw new Refused('sign-in-anew')
      signIn.judgePin(pin)
      changed('PIN', await people.change(person.id, { pin: await hasher.hash(pin), pinMisses: 0 }), call)
      return meOf(parts, call.credentials)
    },
    async 'POST /api/account/second-factor/begin'(_, call) {
      const { session, person } = own(call)
      // One that is in use is changed only by whom it has let in.
      if (person.totp?.confirmed && !session.strong) throw new Refused('second-factor-needed')
      if (session.next !== null && session.next !== 'enrol-second-factor') throw new Refused('second-factor-needed')
      const secret = newTotp(random(20))
      await people.change(person.id, { totp: { secret, confirmed: false, step: 0 } })
      return { secret, uri: totpUri(secret, person.login) }
    },
    async 'POST /api/account/second-factor/confirm'({ code }, call) {
      const { session, person } = own(call)
      if (!person.totp || person.totp.confirmed) throw new Refused('wrong-code')
      signIn.guess(`code ${person.id}`, call.credentials)
      const step = totpStep(person.totp.secret, code, person.totp.step, clock.real())
      if (step === null) throw new Refused('wrong-code')
      signIn.proved(`code ${person.id}`, call.credentials)
      changed('second factor', await people.change(person.id, { totp: { ...person.totp, confirmed: true, step } }), call)
      await sessions.endAll(person.id, 'reset', session.id)
      return renewed(await sessions.change(session.id, { strong: true, next: person.once ? 'change-password' : null }), call)
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
