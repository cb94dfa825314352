// What a route of the HTTP door is: its row in the tables of doors and bodies, and who answers. http.ts registers the rows.
import type { BodyOf, Got, Posted } from '../../model/access.ts'
import type { AuditActor } from '../../model/audit.ts'
import type { Who } from '../../model/may.ts'
import type { Credentials } from '../access/access.ts'

export const COOKIES = ['session', 'station', 'passing'] as const
export type CookieKey = (typeof COOKIES)[number]

/** Reads and writes the gateway's own cookies. */
export interface Cookies {
  read(header: string | undefined, which: CookieKey): string | null
  /** A Set-Cookie header; null expires the cookie by name. */
  write(which: CookieKey, value: string | null): string
}

/** One request, after its cookies were read and the choke-point let it pass. */
export interface Call {
  readonly who: Who
  readonly credentials: Credentials
  /** For the audit. */
  readonly actor: AuditActor
  /** Reads a cookie of this gateway, or sets (null: expires) it on the answer. */
  readonly cookie: { get(which: CookieKey): string | null; set(which: CookieKey, value: string | null): void }
  /** Tells the browser to forget cache and storage of this site (Clear-Site-Data), at sign-out. */
  forget(): void
  /** The answer is columns as bytes, not JSON. */
  binary(): void
  /** The answer is a stream that the browser saves under this name. `name`: letters, digits, `._-`. */
  attach(name: string, type: string): void
  /** Answers with a redirect instead of a body (single sign-on). */
  redirect(url: string): void
  /** Answers with a page that goes on to a path of the app by itself: a navigation from our own site, so that strict cookies are sent. */
  onward(path: string): void
  /** The query of the address, for the identity provider's way back. */
  readonly query: URLSearchParams
  /** The origin that the browser asked under. */
  readonly origin: string
}

/** Throws a Refused for what it refuses; what it returns is the body of the answer. */
export type Handler<B> = (body: B, call: Call) => unknown
export type Routes = { readonly [K in Posted]: Handler<BodyOf<K>> } & { readonly [K in Got]: Handler<undefined> }
