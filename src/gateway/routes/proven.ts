// Acting in one step at a station: who proves by PIN to stand there acts as the person who took it over.
import { Refused } from '../errors.ts'
import type { RouteParts } from './parts.ts'
import type { Call } from './route.ts'

/** The call as of who acts; `secret`: of the session that was begun for it, for the cookie. */
export async function proven(
  { access, signIn }: RouteParts,
  call: Call,
  person: string | undefined,
  pin: string | undefined,
): Promise<{ readonly call: Call; readonly secret: string | null }> {
  if (person === undefined && pin === undefined) return { call, secret: null }
  if (person === undefined || pin === undefined) throw new Refused('bad-ask', 'pin')
  const secret = await signIn.pin(person, pin, call.credentials)
  const credentials = { ...call.credentials, session: access.sessions.idOf(secret) }
  return { call: { ...call, credentials, who: access.who(credentials), actor: access.actor(credentials) }, secret }
}
