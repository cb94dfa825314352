// Routes of signing in and out, and of staying.
import { at } from '../../model/units.ts'
import { clinicalHere } from '../access/who.ts'
import { Refused } from '../errors.ts'
import { meOf, withSession } from './me.ts'
import { noteOf, type RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own =
  | 'GET /api/me'
  | 'POST /api/sign-in'
  | 'POST /api/second-factor'
  | 'POST /api/sign-out'
  | 'POST /api/active'
  | 'POST /api/set-up'
  | 'POST /api/demo'
  | 'GET /api/station/people'
  | 'POST /api/station/pin'

export function signInRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, signIn, hasher, setUp, demo, clock } = parts
  const begun = (secret: string, call: Call, station: string | null = null) => {
    call.cookie.set('session', secret)
    if (station !== null) call.cookie.set('station', station)
    return meOf(parts, withSession(parts, call.credentials, secret, station))
  }
  return {
    'GET /api/me': (_, { credentials }) => meOf(parts, credentials),
    'POST /api/sign-in': async ({ login, password }, call) => begun(await signIn.password(login, password, call.credentials), call),
    'POST /api/second-factor': async ({ code }, call) => begun(await signIn.secondFactor(code, call.credentials), call),
    'POST /api/station/pin': async ({ person, pin }, call) => begun(await signIn.pin(person, pin, call.credentials), call),
    async 'POST /api/sign-out'(_, call) {
      const { credentials } = call
      call.cookie.set('session', null)
      call.forget()
      if (access.sessionOf(credentials)) await access.sessions.end(credentials.session!, 'signed-out')
      return meOf(parts, { ...credentials, session: null })
    },
    async 'POST /api/active'(_, call) {
      const session = access.sessionOf(call.credentials)
      const secret = session && (await access.sessions.touch(session.id))
      if (secret) call.cookie.set('session', secret)
      return meOf(parts, call.credentials)
    },
    async 'POST /api/set-up'({ code, name, login, password }, call) {
      if (demo !== null || access.people.administered()) throw new Refused('no-set-up')
      signIn.guess('set-up', call.credentials)
      if (!setUp.right(code)) {
        noteOf(parts, call, 'sign-in-failed', { outcome: 'failed', why: 'set-up code' })
        throw new Refused('wrong-code')
      }
      signIn.judgePassword(password, { name, login })
      const hashed = await hasher.hash(password)
      if (access.people.administered()) throw new Refused('no-set-up')
      const person = await access.people.make({
        name,
        login,
        disabled: false,
        password: hashed,
        once: null,
        pin: null,
        pinMisses: 0,
        totp: null,
        external: null,
        grants: [
          { id: 'set-up', role: 'administrator', place: { of: 'house' }, purpose: 'operations', from: at(clock.real()), until: null },
        ],
      })
      // Only now: a login that is taken must not use up the one code there is.
      setUp.used()
      noteOf(parts, call, 'person-made', { person: { id: person.id, name }, why: 'first administrator' })
      return begun(await signIn.begin(person, 'set-up', call.credentials, { next: 'enrol-second-factor' }), call)
    },
    async 'POST /api/demo'({ as }, call) {
      if (!demo || !call.credentials.local) throw new Refused('no-demo')
      const { session, station } = await demo.as(as, call.credentials)
      if (session !== 'end') return begun(session, call, station)
      call.cookie.set('session', null)
      if (station !== null) call.cookie.set('station', station)
      const own = station === null ? call.credentials.station : (access.stations.bySecret(station)?.id ?? null)
      return meOf(parts, { ...call.credentials, session: null, station: own })
    },
    'GET /api/station/people'(_, { credentials }) {
      const station = access.stationOf(credentials)
      if (!station || station.kind === 'wall-display') throw new Refused('not-a-station')
      const here = access.people.all().flatMap((person) => {
        const grants = person.disabled ? [] : clinicalHere(person, station, clock.real())
        return grants.length > 0 ? [{ person, roles: [...new Set(grants.map(({ role }) => role))] }] : []
      })
      return {
        people: here
          .map(({ person: { id, name, pin }, roles }) => ({ id, name, roles, pin: pin !== null }))
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .slice(0, 500),
      }
    },
  }
}
