// Who is behind a request or a socket, now: people, sessions, stations and emergencies put together. Decisions are made in memory, at once.
import type { Stop } from '../../feed/source.ts'
import type { AuditActor } from '../../model/audit.ts'
import type { Who } from '../../model/may.ts'
import type { Authority } from '../../model/wire.ts'

/** What a browser brings: which session and which station its cookies name. Opaque to everybody but access. */
export interface Credentials {
  readonly session: string | null
  readonly station: string | null
  /** Network address of the browser. */
  readonly address: string
  readonly local: boolean
}

export interface Access {
  /** Reads the cookies of a request or a handshake. Unknown, forged and expired ones are nobody's. */
  credentials(request: { readonly cookie: string | undefined; readonly address: string; readonly local: boolean }): Credentials
  /** Looked up anew at each call: person, else station, else nobody. Cheap: it is asked for every frame of every screen. */
  who(credentials: Credentials): Who
  /** The same for the audit: with station and address. */
  actor(credentials: Credentials): AuditActor
  /** What the screen is told of itself. */
  authority(credentials: Credentials): Authority
  /** A session with a step to do, such as a second factor: nobody's yet. */
  pending(credentials: Credentials): boolean
  /** Told at once when the answer of `who` may have changed for somebody: sign-in, sign-out, revocation, expiry, grants. */
  changed(hear: () => void): Stop
}
