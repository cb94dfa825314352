// What becomes of an act: the rows it changes, or the code by which it is refused.
import type { By, Changed } from './book.ts'
import type { DeviceId, StayId, WardId } from './ids.ts'
import type { At } from './units.ts'

/** Codes of refusals; each has a row in the gateway's table of errors. */
export type BookRefusal =
  | 'no-such-ward'
  | 'no-such-bed'
  | 'no-such-stay'
  | 'no-such-device'
  | 'no-such-person'
  | 'changed-meanwhile'
  | 'bed-occupied'
  | 'bed-not-empty'
  | 'trial-feed'
  | 'bed-in-use'
  | 'bed-taken'
  | 'admitted-already'
  | 'like-person'
  | 'two-identifiers'
  | 'preset-not-of-age'
  | 'bad-birth'
  | 'bad-time'
  | 'ward-taken'
  | 'nothing-held'

/** `stays`: whose data were changed. */
export type Outcome =
  | { readonly is: 'done'; readonly changes: readonly Changed[]; readonly stays: readonly StayId[] }
  | { readonly is: 'refused'; readonly code: BookRefusal; readonly detail?: string }

export interface ActContext {
  readonly by: By
  readonly now: At
  /** A new random id. */
  readonly newId: () => string
  /** A person of the staff who may care on this ward; null for anybody else. */
  readonly staff: (person: string, ward: WardId) => By | null
  /** Whether anything came of a device lately. */
  readonly sends?: (device: DeviceId) => boolean
}

export const done = (changes: readonly Changed[], stays: readonly StayId[] = []): Outcome => ({ is: 'done', changes, stays })
export const refused = (code: BookRefusal, detail?: string): Outcome => ({ is: 'refused', code, ...(detail !== undefined && { detail }) })
