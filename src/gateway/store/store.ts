// The store as the rest of the gateway knows it: sealed rows in a database of a worker thread, and the keys they are sealed with.
import type { StayId } from '../../model/ids.ts'
import type { At } from '../../model/units.ts'

/** TABLE: kinds of rows. The number stands in clear and never changes. */
export const ROW_KINDS = {
  person: 1,
  session: 2,
  station: 3,
  emergency: 4,
  ward: 5,
  setting: 6,
  queued: 7,
  stay: 8,
  device: 9,
  duty: 10,
  charge: 11,
  hold: 12,
  /** Alarms: what stands, one row an alarm; what is set for a stay or a ward; the journal, whose rows are never written again. */
  alarm: 13,
  watch: 14,
  journal: 15,
  /** Early warning: a set, an order, an answer to a notice, and where a stay stands. */
  observations: 20,
  'scale-order': 21,
  'notice-answer': 22,
  early: 23,
  /** Beside the signals: notes and interventions, values by hand, and when each person looked at a stay last. */
  note: 24,
  hand: 25,
  look: 26,
  /** When the gateway ran. */
  run: 30,
  /** Lanes of the timeline as a person set them; by the person. */
  lanes: 31,
} as const
export type RowKind = keyof typeof ROW_KINDS

/** In clear stand kind, version, time, size and, in place of the id, its keyed hash; id and `content` are sealed. */
export interface Row {
  readonly id: string
  /** Counts from 1; grows with each write. */
  readonly version: number
  readonly changed: At
  readonly content: unknown
}

export interface Change {
  readonly kind: RowKind
  readonly id: string
  /** null removes the row. Anything that JSON can hold. */
  readonly content: unknown
  readonly changed: At
  /** Sealed under this stay's own key, which is made where there is none yet: ended with the key. Else under the house's. */
  readonly stay?: StayId
}

/** `stay` null: those of the house's own key. `changed` within [from, to). */
export interface Where {
  readonly stay: StayId | null
  readonly from: number
  readonly to: number
}

export interface Store {
  /** All rows of a kind, or those of `where`, read and opened in the reader's thread. Those that do not open are left out, and told. What was sealed under a key that was ended is no row any more. */
  load(kind: RowKind, where?: Where): Promise<readonly Row[]>
  /** All or none, in one transaction; resolves after the commit. Rejects with a Refused 'store-down' where it cannot be kept. */
  write(changes: readonly Change[]): Promise<void>
  state(): 'up' | 'down'
  /** Rows that waited to be kept and were dropped, since the beginning. */
  dropped(): number
  readonly keys: Keys
  close(): Promise<void>
}

/** Data keys, each sealed by the master key in a file of its own. */
export interface Keys {
  /** Makes the key of a stay where there is none yet; resolves once it is kept. */
  ensure(stay: StayId): Promise<void>
  /** Ends a stay's key for good: what it sealed can never be opened again. Resolves once it is gone from the file. */
  destroy(stay: StayId): Promise<void>
  /** AES-256-GCM under the stay's key, with a fresh random nonce; `about` is authenticated with it. Rejects where the key is gone. */
  seal(stay: StayId, plain: Uint8Array, about: string): Promise<Uint8Array>
  open(stay: StayId, sealed: Uint8Array, about: string): Promise<Uint8Array>
}

/** What the audit is sealed and signed with. Made at set-up, kept in the key store, the same for as long as the folder lives. */
export interface AuditSecrets {
  /** 32 bytes, AES-256. */
  readonly key: Uint8Array
  /** Ed25519, PKCS #8 DER. */
  readonly signPrivate: Uint8Array
  /** Ed25519, SPKI DER. */
  readonly signPublic: Uint8Array
}
