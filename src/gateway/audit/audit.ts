// The audit as the rest of the gateway knows it: write one thing, ask how it stands, read it back through a worker of its own.
import type { AuditEvent, AuditKind, AuditRecord } from '../../model/audit.ts'
import type { At } from '../../model/units.ts'

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
  query(query: AuditQuery): Promise<readonly AuditRecord[]>
  verify(): Promise<Verdict>
  /** Number of the last record, hash of the chain and when a head went to the operator's place. */
  head(): { readonly seq: number; readonly hash: string; readonly anchored: At | null }
  /** Writes what waits, a last head, and ends its workers. */
  close(): Promise<void>
}
