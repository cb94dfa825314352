// The parts that access is made of: people, sessions, stations, emergencies. Held in memory, kept by the store; each change resolves once kept.
import type { SessionFacts } from '../../model/access.ts'
import type { Grant, StationKind } from '../../model/may.ts'
import type { At } from '../../model/units.ts'
import type { z } from '../../model/zod.ts'

export interface Person {
  readonly id: string
  readonly name: string
  /** Lower case; unique. */
  readonly login: string
  readonly disabled: boolean
  readonly grants: readonly Grant[]
  /** Encoded argon2id; null where the identity provider vouches. */
  readonly password: string | null
  /** The password was given by an administrator, and is good for one sign-in until then. */
  readonly once: { readonly until: At } | null
  readonly pin: string | null
  readonly pinMisses: number
  /** Base32 secret; `confirmed` once a code was given; `step`: last time step that was used, so that no code works twice. */
  readonly totp: { readonly secret: string; readonly confirmed: boolean; readonly step: number } | null
  readonly external: { readonly issuer: string; readonly subject: string } | null
}

export interface People {
  readonly all: () => readonly Person[]
  get(id: string): Person | undefined
  byLogin(login: string): Person | undefined
  byExternal(issuer: string, subject: string): Person | undefined
  /** Throws a Refused 'login-taken'. */
  make(person: Omit<Person, 'id'>): Promise<Person>
  /**
   * In force at once, kept when it resolves. Throws a Refused 'last-administrator' where nobody of this house could manage people any more.
   * Sessions that stood on what is gone (an account that was disabled, a grant that was taken away) end with it, and those of `ends`.
   */
  change(id: string, part: Partial<Omit<Person, 'id'>>, ends?: Ends): Promise<Person>
}

/** Sessions that a change ends: all but one, and why. */
export interface Ends {
  readonly why: EndWhy
  readonly except?: string
}

export type SignedInBy = z.infer<typeof SessionFacts>['by']
export type Next = 'second-factor' | 'enrol-second-factor' | 'change-password' | null

export interface Session {
  readonly id: string
  readonly person: string
  readonly by: SignedInBy
  readonly begun: At
  readonly seen: At
  /** While not null, nothing but this may be done. */
  readonly next: Next
  readonly strong: boolean
  /** At which enrolled station, or null. */
  readonly station: string | null
  readonly address: string
}

/** Why a session ended: codes, in words in sessions.ts. */
export type EndWhy =
  | 'signed-out'
  | 'handed-over'
  | 'ended-here'
  | 'idle'
  | 'expired'
  | 'password-changed'
  | 'disabled'
  | 'grants-removed'
  | 'grants-ended'
  | 'factor-changed'
  | 'station-ended'
  | 'reset'
  | 'clock'

export interface Sessions {
  /** The secret for the cookie: 256 random bits, base64url. Only its SHA-256 is kept. */
  begin(given: Omit<Session, 'id' | 'begun' | 'seen'>): Promise<{ readonly session: Session; readonly secret: string }>
  /** By the secret of a cookie; null for unknown, ended and expired ones. */
  bySecret(secret: string): Session | null
  get(id: string): Session | null
  of(person: string): readonly Session[]
  /** A touch: idle time begins anew. A new secret where the old one is due, else null. */
  touch(id: string): Promise<string | null>
  /** Always a new secret: after each change of what the session may do. */
  change(id: string, part: Partial<Pick<Session, 'next' | 'strong'>>): Promise<string>
  /** At once; `by`: who ended it, for the words on the screen. */
  end(id: string, why: EndWhy): Promise<void>
  endAll(person: string, why: EndWhy, except?: string): Promise<void>
  /** Real ms left. */
  left(id: string): { readonly idle: number; readonly absolute: number }
}

export interface Station {
  readonly id: string
  readonly name: string
  readonly kind: StationKind
  readonly wards: readonly string[]
  readonly enrolled: At
  readonly by: string
  readonly seen: At | null
}

export interface Stations {
  readonly all: () => readonly Station[]
  get(id: string): Station | undefined
  /** Its screen asked for something; kept now and then. */
  saw(id: string): void
  bySecret(secret: string): Station | null
  enrol(given: Pick<Station, 'name' | 'kind' | 'wards' | 'by'>): Promise<{ readonly station: Station; readonly secret: string }>
  /** With it the sessions of who sits there. */
  end(id: string): Promise<void>
}

export interface Emergency {
  readonly id: string
  readonly person: string
  readonly ward: string
  readonly reason: string
  readonly from: At
  readonly until: At
  readonly reviewed: { readonly by: string; readonly at: At; readonly note: string } | null
}

export interface Emergencies {
  readonly all: () => readonly Emergency[]
  begin(given: Pick<Emergency, 'person' | 'ward' | 'reason'>): Promise<Emergency>
  end(id: string): Promise<void>
  review(id: string, by: string, note: string): Promise<void>
  /** Those that run for a person now, as grants of purpose 'emergency' with the roles the person has elsewhere. */
  running(person: string): readonly Emergency[]
}
