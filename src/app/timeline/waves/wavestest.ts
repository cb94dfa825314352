// Waves for tests: pieces with values that a test knows.
import type { WavePiece } from '../../../model/history.ts'
import { deviceId } from '../../../model/ids.ts'
import { at, hz } from '../../../model/units.ts'
import type { WaveKey } from '../../../model/waves.ts'

/** Raw integers at 1/200 of the unit, 250 Hz. */
export const piece = (signal: WaveKey, from: number, data: readonly number[], rate = 250): WavePiece => ({
  signal,
  source: deviceId('monitor'),
  at: at(from),
  rate: hz(rate),
  gain: 200,
  baseline: 0,
  unit: 'mV',
  quality: 0,
  data: Int16Array.from(data),
})
/** So many samples of one raw value. */
export const flat = (count: number, raw = 0): number[] => Array.from({ length: count }, () => raw)
