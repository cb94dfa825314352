// Words of the waves: times to the second in the ward's zone, why nothing is there, how a lane is scaled. Pure.
import type { GapWhy } from '../../../model/history.ts'
import type { DisplayUnits } from '../../../model/shownunits.ts'
import { inUnit } from '../../../model/shownunits.ts'
import { WHY_WORDS } from '../../../model/value.ts'
import { WAVES, type WaveKey } from '../../../model/waves.ts'
import { hourIn } from '../../../model/zone.ts'
import { scaleWords } from '../../paint/scale.ts'
import type { Ruler } from './scale.ts'

/** "14:05:09": zones are ahead by whole quarters of an hour, so that seconds are the same everywhere. */
export const secondIn = (zone: string, time: number): string =>
  `${hourIn(zone, time)}:${String(Math.floor((((time / 1000) % 60) + 60) % 60)).padStart(2, '0')}`
/** "14:05:09.32" */
export const hundredthIn = (zone: string, time: number): string => {
  const rounded = Math.round(time / 10) * 10
  return `${secondIn(zone, rounded)}.${String((((rounded % 1000) + 1000) % 1000) / 10).padStart(2, '0')}`
}

/** TABLE: what stands in a hole of a wave. */
const GAP_WORDS: Readonly<Record<GapWhy, string>> = {
  ...WHY_WORDS,
  'gateway-off': 'GATEWAY WAS OFF',
  'nothing-came': 'NOTHING CAME',
  damaged: 'DAMAGED',
  pruned: 'NO LONGER KEPT',
}
export const gapWords = (why: GapWhy): string => GAP_WORDS[why]

/** "10 mm/mV"; "0 to 180 mmHg in 30 mm"; "own scale". */
export function rulerWords(signal: WaveKey, { kind, low, high, mm, mmPerUnit, base }: Ruler, units: DisplayUnits): string {
  if (kind === 'own') return 'own scale'
  if (kind === 'ecg') return `${mmPerUnit} mm/mV${base === 0 ? '' : `, middle line ${signed(base)} mV`}`
  return `${scaleWords(signal, low, units)} to ${scaleWords(signal, high, units)} ${inUnit(WAVES[signal].unit, units)} in ${mm} mm`
}
/** "+0.5", "−1.2" */
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`
