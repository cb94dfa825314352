// What the store's threads are asked and answer: one row an ask, the same for the main thread and the workers.
import type { Extent, Gap, GoneKey, RawNumbers, Span, Track, WavePiece, WholeNumbers, WindowAsked } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import type { SignalKey } from '../../model/signals.ts'
import type { ErrorCode } from '../errors.ts'
import type { Blocks } from './blocks/blocks.ts'
import type { Fault } from './faults.ts'
import type { AuditSecrets, Row, RowKind, Where } from './store.ts'

/** `content` is JSON already, so that what the caller changes afterwards is not what is kept; null removes the row. */
export interface RowChange {
  readonly kind: RowKind
  readonly id: string
  readonly content: string | null
  readonly changed: number
  readonly stay?: string | undefined
}

export interface StayBatch {
  readonly stay: string
  readonly samples: readonly Sample[]
}
export interface RawAsked extends Span {
  readonly stay: StayId
  readonly signals: readonly SignalKey[]
}
/** All that is known of one span of a stay's waves, or of all else, packed. */
export interface Packed {
  readonly wave: boolean
  readonly start: number
  /** How many samples they are, where whoever packed them counted. */
  readonly samples?: number
  readonly blocks: Blocks
}
/** How the store of stays stands. */
export interface Kept {
  /** Stays whose key was ended: nothing of them was kept. */
  readonly ended: readonly string[]
  /** Samples that can be kept in no way, whatever the disk: everything beside them was. */
  readonly refused: number
  /** Spans that wait to be sealed. */
  readonly waiting: number
  /** Blocks that did not open, since the start. */
  readonly damaged: number
  /** Why sealing could not go on; null: it can. */
  readonly fault: string | null
}

/** A row that does not open: where it stands, in clear, and under which stay's key; null: the house's. */
export interface Unopened {
  readonly place: string
  readonly stay: string | null
}
export interface LoadedRows {
  readonly rows: readonly Row[]
  readonly unopened: readonly Unopened[]
}

/** That rows of a stay were ended by the policy of retention. */
export interface GoneRows {
  readonly stay: string
  readonly what: GoneKey
}

/** Every ask with what it brings and what it is answered. */
export interface Asks {
  load: [bring: { readonly kind: RowKind; readonly where?: Where | undefined }, answer: LoadedRows]
  write: [bring: { readonly changes: readonly RowChange[] }, answer: null]
  ensure: [bring: { readonly stay: string; readonly at: number }, answer: null]
  destroy: [bring: { readonly stay: string; readonly at: number }, answer: null]
  seal: [bring: { readonly stay: string; readonly plain: Uint8Array; readonly about: string; readonly at: number }, answer: Uint8Array]
  open: [bring: { readonly stay: string; readonly sealed: Uint8Array; readonly about: string }, answer: Uint8Array]
  /** Samples of stays, into the head. `now`: gateway time; `at`: real time. */
  keep: [bring: { readonly batches: readonly StayBatch[]; readonly now: number; readonly at: number }, answer: Kept]
  /** Samples of the past, packed, straight into blocks. */
  fill: [bring: { readonly stay: string; readonly packed: readonly Packed[]; readonly at: number }, answer: null]
  /** What is past is sealed, slice by slice; answered at once with how it stands. */
  settle: [bring: { readonly now: number; readonly at: number }, answer: Kept]
  /** A slice of what is no longer kept is ended. `untold`: blocks of raw samples that were, and the audit does not know of them yet. */
  prune: [
    bring: { readonly stay: string; readonly wave: boolean; readonly before: number; readonly at: number },
    answer: { readonly untold: number; readonly more: boolean },
  ]
  /** The audit was told of all that was ended. */
  'prune-told': [bring: { readonly stay: string; readonly wave: boolean }, answer: null]
  /** The same of rows beside the signals. `untold`: ended, and the audit does not know of them yet. */
  'prune-rows': [
    bring: { readonly stay: string; readonly what: GoneKey; readonly at: number },
    answer: { readonly untold: number; readonly more: boolean },
  ]
  /** The audit was told of so many more of them. */
  'pruned-told': [bring: { readonly stay: string; readonly what: GoneKey; readonly rows: number }, answer: null]
  'pruned-rows': [bring: Record<never, never>, answer: readonly GoneRows[]]
  /** `raw`: of every sample, also where roll-ups would do. */
  window: [bring: { readonly asked: WindowAsked; readonly downtimes: readonly Gap[]; readonly raw?: boolean }, answer: readonly Track[]]
  numbers: [bring: { readonly asked: RawAsked }, answer: readonly RawNumbers[]]
  whole: [bring: { readonly asked: RawAsked }, answer: WholeNumbers]
  waves: [bring: { readonly asked: RawAsked }, answer: readonly WavePiece[]]
  extents: [bring: { readonly stay: string }, answer: readonly Extent[]]
  /** Rows that this thread read and could not open, since it began. */
  broken: [bring: Record<never, never>, answer: number]
  forget: [bring: { readonly stay: string }, answer: null]
  close: [bring: Record<never, never>, answer: null]
}
export type AskName = keyof Asks
export type Bring<Name extends AskName> = Asks[Name][0]
export type AnswerTo<Name extends AskName> = Asks[Name][1]

/** One of the asks, told apart by `is`. */
export type Ask = { readonly [Name in AskName]: { readonly is: Name } & Bring<Name> }[AskName]

/** `code` null: what was sealed does not open. `message` is for the log, never for a browser. */
export interface Failed {
  readonly code: ErrorCode | null
  readonly message: string
  readonly fault?: Fault | null
}
export type Told = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly failed: Failed }

/** The first word of a thread: ready to be asked, or why it cannot be. `refused`: a line for the person who started the gateway. */
export type First = { readonly ready: AuditSecrets | null } | { readonly refused: string } | { readonly broken: string }

/** What a thread of the store starts with. */
export interface Start {
  readonly folder: string | null
  readonly master: Uint8Array
  readonly at: number
}
