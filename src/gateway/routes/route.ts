// What a route of the HTTP door is: its row in the tables of doors and bodies, and who answers. http.ts registers the rows.
import type { BodyOf, Got, Posted } from '../../model/access.ts'
import type { AuditActor } from '../../model/audit.ts'
import type { Who } from '../../model/may.ts'
import type { Credentials } from '../access/access.ts'

/** One request, after its cookies were read and the choke-point let it pass. */
export interface Call {
  readonly who: Who
  readonly credentials: Credentials
  /** For the audit. */
  readonly actor: AuditActor
  /** Sets or, with null, expires one of this gateway's two cookies on the answer. */
  cookie(which: 'session' | 'station', value: string | null): void
  /** Tells the browser to forget cache and storage of this site (Clear-Site-Data), at sign-out. */
  forget(): void
  /** Answers with a redirect instead of a body (single sign-on). */
  redirect(url: string): void
  /** A short-lived Lax cookie of its own for the way to the identity provider and back. */
  readonly passing: { get(): string | null; set(value: string | null): void }
  /** The query of the address, for the identity provider's way back. */
  readonly query: URLSearchParams
  /** The origin that the browser asked under. */
  readonly origin: string
}

/** Throws a Refused for what it refuses; what it returns is the body of the answer. */
export type Handler<B> = (body: B, call: Call) => unknown
export type Routes = { readonly [K in Posted]: Handler<BodyOf<K>> } & { readonly [K in Got]: Handler<undefined> }
