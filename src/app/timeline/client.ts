// Asks the gateway for a stay's history. Answers are columns as bytes.
import type { Span, Track, WavePiece } from '../../model/history.ts'
import type { SignalKey } from '../../model/signals.ts'
import { decodePieces, decodeTracks } from '../../model/trackbytes.ts'
import type { WaveKey } from '../../model/waves.ts'
import { postForBytes } from '../access/api.ts'

/** A line that swallows everything is given up after this long, ms: the next ask may find another. */
const SWALLOWED = 15_000
const within = (signal?: AbortSignal): AbortSignal => {
  const late = AbortSignal.timeout(SWALLOWED)
  return signal ? AbortSignal.any([signal, late]) : late
}

/** Rejects with a RefusedByGateway, or with the abort. */
export const fetchWindow = async (
  stay: string,
  { from, to }: Span,
  signals: readonly SignalKey[],
  width: number,
  signal?: AbortSignal,
): Promise<readonly Track[]> =>
  decodeTracks(await postForBytes('POST /api/stay/window', { stay, from, to, width, signals: [...signals] }, within(signal)))

export const fetchWaves = async (
  stay: string,
  { from, to }: Span,
  signals: readonly WaveKey[],
  signal?: AbortSignal,
): Promise<readonly WavePiece[]> =>
  decodePieces(await postForBytes('POST /api/stay/waves', { stay, from, to, signals: [...signals] }, signal))
