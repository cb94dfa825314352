// One ask for all that a stretch of waves is shown with: samples, beats, and why nothing is where nothing is.
import type { EventTrack, Gap, Track, WavePiece } from '../../../model/history.ts'
import type { SignalKey } from '../../../model/signals.ts'
import { at } from '../../../model/units.ts'
import type { VitalKey } from '../../../model/vitals.ts'
import { WAVE_KEYS, WAVES, type WaveKey } from '../../../model/waves.ts'
import { fetchWaves, fetchWindow } from '../client.ts'
import type { GapsOf } from './strips.ts'
import type { Stretch } from './trace.ts'

export interface Loaded {
  readonly pieces: readonly WavePiece[]
  readonly gaps: GapsOf
  readonly beats: EventTrack['events']
}
export const NOTHING: Loaded = { pieces: [], gaps: {}, beats: [] }

/** TABLE: the number that is measured by a wave: where it is unknown it says why, also where the wave itself does not. */
const NUMBER_OF: Readonly<Record<WaveKey, VitalKey | null>> = {
  ...(Object.fromEntries(WAVE_KEYS.map((key) => [key, WAVES[key].scale === 'ecg' ? 'hr' : null])) as Record<WaveKey, VitalKey | null>),
  pleth: 'spo2',
  resp: 'rr',
  art: 'art-mean',
  co2: 'etco2',
}
const NUMBERS = [...new Set(Object.values(NUMBER_OF))].filter((key) => key !== null)

/** Reasons of each wave's holes, the telling ones first. */
export function reasonsOf(tracks: readonly Track[]): GapsOf {
  const gapsOf = (signal: SignalKey): readonly Gap[] => tracks.find((track) => track.signal === signal)?.gaps ?? []
  const tells = ({ why }: Gap): boolean => why !== 'nothing-came' && why !== 'no-data'
  return Object.fromEntries(
    WAVE_KEYS.map((key) => {
      const [own, number] = [gapsOf(key), NUMBER_OF[key]]
      return [key, [...own.filter(tells), ...(number ? gapsOf(number).filter(tells) : []), ...own.filter((gap) => !tells(gap))]]
    }),
  )
}

/** At most an hour. `signals`: those waves only. Rejects with a RefusedByGateway, or with the abort. */
export async function loadWaves(
  stay: string,
  { from, to }: Stretch,
  signal?: AbortSignal,
  signals: readonly WaveKey[] = WAVE_KEYS,
): Promise<Loaded> {
  const span = { from: at(from), to: at(to) }
  const [pieces, tracks] = await Promise.all([
    fetchWaves(stay, span, signals, signal),
    // Of the waves only the gaps are wanted here: one column is enough.
    fetchWindow(stay, span, [...signals, ...NUMBERS, 'beat'], 1, signal),
  ])
  const beats = tracks.find((track) => track.kind === 'event')?.events ?? []
  return { pieces, gaps: reasonsOf(tracks), beats }
}
