// The audit as the rest of the gateway knows it: write one thing, ask how it stands, read it back through a worker of its own.
import type { AuditEvent, AuditKind, ReadRecord } from '../../model/audit.ts'
import type { At } from '../../model/units.ts'
import type { Mark } from './verify.ts'

export type AuditState = 'up' | 'down'

/** Newest first. `before`: only records with a smaller number, to page on. */
export interface AuditQuery {
  readonly kinds?: readonly AuditKind[]
  /** Actor, or the person it was about. */
  readonly person?: string
  readonly stay?: string
  readonly ward?: string
  readonly emergencies?: boolean
  readonly from?: At
  readonly until?: At
  readonly before?: number
  readonly limit: number
}
/** What the reader's worker is asked. */
export type Asked =
  | { readonly is: 'query'; readonly query: AuditQuery }
  | { readonly is: 'looked'; readonly stay: string; readonly most: number }
  | { readonly is: 'stays'; readonly most: number }
  | { readonly is: 'stay'; readonly stay: string }
  | { readonly is: 'fhir'; readonly query: AuditQuery; readonly source: string }
  | { readonly is: 'verify'; readonly mark: Mark | null }

/** A stay that the audit tells of: when for the first and the last time. */
export interface KnownStay {
  readonly stay: string
  readonly ward: string | null
  readonly first: number
  readonly last: number
}
export interface Looked {
  /** JSON of the lines, oldest first: the newest of them where there are `more`. */
  readonly lines: Uint8Array
  readonly more: boolean
  /** Records of this stay that are there and do not open. */
  readonly unreadable: number
}

/** What `verify` found. `at`: number of the first record that is wrong, where it can be told. */
export type Verdict =
  | { readonly is: 'whole'; readonly records: number; readonly heads: number; readonly head: string; readonly took: number }
  | { readonly is: 'broken'; readonly what: string; readonly record: number | null; readonly offset: number | null; readonly file: string }

export interface Audit {
  /** Resolves once it is on disk under a signed head, or, while the audit is down, rejects with a Refused 'audit-down'. */
  write(event: AuditEvent): Promise<void>
  /** For what must go on whatever happens (a sign-in, an emergency): resolves once written, or once queued durably while the audit is down. */
  note(event: AuditEvent): Promise<void>
  state(): AuditState
  /** Events that wait in the queue while the audit is down. */
  readonly waiting: () => number
  query(query: AuditQuery): Promise<readonly ReadRecord[]>
  /** Who looked at a stay, at most so many lines. */
  looked(stay: string, most: number): Promise<Looked>
  /** Stays that the audit tells of, also those that ended, newest first. */
  stays(most: number): Promise<{ readonly stays: readonly KnownStay[]; readonly more: boolean }>
  /** null: the audit tells nothing of it. */
  stay(stay: string): Promise<KnownStay | null>
  /** JSON of a FHIR Bundle; where there is more its link 'next' names the number to go on before. */
  fhir(query: AuditQuery, source: string): Promise<Uint8Array>
  /** Up to what was durable when it was asked, while writing goes on. */
  verify(): Promise<Verdict>
  /** Number of the last record, hash of the chain and when a head went to the operator's place. */
  head(): { readonly seq: number; readonly hash: string; readonly anchored: At | null }
  /** Writes what waits, a last head, and ends its workers. */
  close(): Promise<void>
}
