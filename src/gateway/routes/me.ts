// Who this browser is, what it may, and how long: the answer to whatever signs in or out.

import { ACTION_KEYS, ACTIONS, GATEWAY } from '../../model/may.ts'
import type { Me } from '../../model/me.ts'
import type { Credentials } from '../access/access.ts'
import type { RouteParts } from './parts.ts'

export function meOf({ access, may, clock, demo, singleSignOn }: RouteParts, credentials: Credentials): Me {
  const session = access.sessionOf(credentials)
  const person = session ? access.people.get(session.person) : undefined
  const who = access.who(credentials)
  const left = session && access.sessions.left(session.id)
  const actions = ACTION_KEYS.filter((action) => (ACTIONS[action].on as readonly string[]).includes('gateway'))
  const reviews = may(who, 'review-emergency', GATEWAY, clock.real()).yes
  return {
    authority: access.authority(credentials),
    next: session?.next ?? null,
    idleIn: left ? left.idle : null,
    endsIn: left ? left.absolute : null,
    account: person
      ? { id: person.id, local: person.password !== null, pin: person.pin !== null, secondFactor: person.totp?.confirmed ?? false }
      : null,
    may: actions.filter((action) => may(who, action, GATEWAY, clock.real()).yes),
    demo: demo !== null,
    demoPin: demo?.pin ?? null,
    setUp: demo === null && !access.people.administered(),
    singleSignOn: singleSignOn?.name ?? null,
    toReview: reviews ? access.emergencies.all().filter(({ reviewed }) => reviewed === null).length : 0,
  }
}

/** The same browser with the session that was just begun: its cookie is on the way. */
export const withSession = ({ access }: RouteParts, credentials: Credentials, secret: string, station?: string | null): Credentials => ({
  ...credentials,
  session: access.sessions.idOf(secret),
  ...(station ? { station: access.stations.bySecret(station)?.id ?? credentials.station } : {}),
})
