// Routes of single sign-on: to the identity provider and back.
import { mustBeStrong } from '../access/signin.ts'
import { Refused } from '../errors.ts'
import type { RouteParts } from './parts.ts'
import type { Routes } from './route.ts'

export function oidcRoutes({ singleSignOn, signIn }: RouteParts): Pick<Routes, 'GET /api/oidc/start' | 'GET /api/oidc/callback'> {
  return {
    async 'GET /api/oidc/start'(_, call) {
      if (!singleSignOn) throw new Refused('no-single-sign-on')
      const { url, handle } = await singleSignOn.start(call.origin)
      call.cookie.set('passing', handle)
      call.redirect(url)
    },
    async 'GET /api/oidc/callback'(_, call) {
      if (!singleSignOn) throw new Refused('no-single-sign-on')
      const handle = call.cookie.get('passing')
      call.cookie.set('passing', null)
      const { person, strong } = await singleSignOn.finish(call.origin, call.query, handle)
      // Where the provider asked for one factor alone, the second is asked for here.
      const next = strong ? null : person.totp?.confirmed ? 'second-factor' : mustBeStrong(person) ? 'enrol-second-factor' : null
      call.cookie.set('session', await signIn.begin(person, 'single-sign-on', call.credentials, { strong, next }))
      call.onward('/')
    },
  }
}
