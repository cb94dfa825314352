// The history of a stay as the rest of the gateway knows it: samples go in by the second, windows of them come out.
import type { Extent, Gap, Late, RawNumbers, Span, Track, WavePiece, WholeNumbers, WindowAsked } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'
import type { Packed } from '../store/asks.ts'

/** Samples of one stay, in any order. A sample that is there already (source, signal, seq) changes nothing. */
export interface Batch {
  readonly stay: StayId
  readonly samples: readonly Sample[]
}

export interface History {
  /** All or none, in one transaction; resolves after the commit (P7). Rejects with a Refused 'store-down' where it cannot be kept. */
  append(batches: readonly Batch[]): Promise<void>
  /** Past of a stay, kept as if it had come: sealed at once. For recordings that end now and a demo's first start. */
  fill(stay: StayId, samples: Iterable<Sample> | readonly Sample[]): Promise<void>
  /** The same of spans that another thread packed. Their bytes are given away. */
  fillPacked(stay: StayId, packed: readonly Packed[]): Promise<void>
  /** Thinned tracks, one a signal of which anything is known in the window; what is missing is told as gaps. */
  window(asked: WindowAsked): Promise<readonly Track[]>
  /** Every sample. At most MOST.rawSpan. One entry a signal and source. */
  numbers(asked: Span & { readonly stay: StayId; readonly signals: readonly VitalKey[] }): Promise<readonly RawNumbers[]>
  /** The same, with the stretches of which samples were kept and are not any more, or do not open. At most MOST.rawSpan. */
  whole(asked: Span & { readonly stay: StayId; readonly signals: readonly VitalKey[] }): Promise<WholeNumbers>
  /** Waves as measured, oldest first, pieces without holes. At most MOST.waveSpan. */
  waves(asked: Span & { readonly stay: StayId; readonly signals: readonly WaveKey[] }): Promise<readonly WavePiece[]>
  /** What there is. */
  extents(stay: StayId): Promise<readonly Extent[]>
  /** Stretches that were kept long after their time since this start: who read them before reads them again. At most MOST.late. */
  late(stay: StayId): readonly Late[]
  /** When no gateway ran, of all that is kept; sorted. */
  downtimes(): readonly Gap[]
  /** Samples that were refused and wait, bounded, to be kept after all; what of it no longer fits is counted as lost. */
  readonly owes: () => number
  /** Counts of what happened since the start, for metrics. */
  readonly counts: () => { readonly samples: number; readonly commits: number; readonly lost: number; readonly damaged: number }
  close(): Promise<void>
}

/** For asking: nothing that changes anything. */
export type Reading = Pick<History, 'window' | 'numbers' | 'whole' | 'waves' | 'extents' | 'downtimes' | 'late'>
