// Routes of single sign-on: to the identity provider and back.
import { SECRET } from '../access/chance.ts'
import { grantWords } from '../access/groups.ts'
import type { Person } from '../access/parts.ts'
import { mustBeStrong } from '../access/signin.ts'
import { createThrottle } from '../access/throttle.ts'
import { Refused } from '../errors.ts'
import { noteOf, type RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

export function oidcRoutes(parts: RouteParts): Pick<Routes, 'GET /api/oidc/start' | 'GET /api/oidc/callback'> {
  const { access, singleSignOn, signIn, clock } = parts
  /** Failures that are written down: a flood of them must not fill the audit. Nobody's sign-in waits for it. */
  const noted = createThrottle()

  function note(person: Person, before: Person | null, call: Call): void {
    const [was, is] = [grantWords(before?.grants ?? []), grantWords(person.grants)]
    const named = { id: person.id, name: person.name }
    const actor = { ...call.actor, is: 'person' as const, ...named }
    if (!before) noteOf(parts, { actor }, 'person-made', { person: named, why: `single sign-on: ${is}`.slice(0, 400) })
    else if (was !== is) noteOf(parts, { actor }, 'grants-changed', { person: named, why: `single sign-on: ${was} → ${is}`.slice(0, 400) })
  }

  return {
    async 'GET /api/oidc/start'(_, call) {
      if (!singleSignOn) throw new Refused('no-single-sign-on')
      const { url, handle } = await singleSignOn.start(call.origin, call.credentials)
      call.cookie.set('passing', handle)
      call.redirect(url)
    },
    async 'GET /api/oidc/callback'(_, call) {
      if (!singleSignOn) throw new Refused('no-single-sign-on')
      const cookie = call.cookie.get('passing')
      const handle = cookie !== null && SECRET.test(cookie) ? cookie : null
      call.cookie.set('passing', null)
      const { person, before, strong, from } = await singleSignOn.finish(call.origin, call.query, handle).catch((error: unknown) => {
        if (handle !== null && noted.take(handle, { address: call.credentials.address, station: null }, clock.real()))
          signIn.note('sign-in-failed', null, call.credentials, { outcome: 'failed', why: 'single sign-on' })
        throw error
      })
      // Strict cookies stay behind on this way: the browser's session, which ends now, and its station are those it set out with.
      const station = from.station !== null && access.stations.get(from.station) ? from.station : null
      const credentials = { ...call.credentials, session: call.credentials.session ?? from.session, station }
      // Where the provider asked for one factor alone, the second is asked for here.
      const next = strong ? null : person.totp?.confirmed ? 'second-factor' : mustBeStrong(person) ? 'enrol-second-factor' : null
      call.cookie.set('session', await signIn.begin(person, 'single-sign-on', credentials, { strong, next }))
      note(person, before, call)
      call.onward('/')
    },
  }
}
