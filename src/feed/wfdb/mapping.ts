// TABLE: what the signals of recordings are called → our signals. Names as PhysioNet's monitors write them [FACTS §5.3; more: mem].
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'
import type { Recording, RecordSignal } from './record.ts'

/** Description in lower case, letters and digits only. */
const WAVE_NAMES: Readonly<Record<string, WaveKey>> = {
  i: 'ecg-i',
  ii: 'ecg-ii',
  mlii: 'ecg-ii',
  iii: 'ecg-iii',
  mliii: 'ecg-iii',
  avr: 'ecg-avr',
  avl: 'ecg-avl',
  avf: 'ecg-avf',
  v: 'ecg-v',
  v1: 'ecg-v',
  v2: 'ecg-v',
  v3: 'ecg-v',
  v4: 'ecg-v',
  v5: 'ecg-v',
  v6: 'ecg-v',
  mcl: 'ecg-mcl1',
  mcl1: 'ecg-mcl1',
  abp: 'art',
  art: 'art',
  pap: 'pap',
  cvp: 'cvp-wave',
  pleth: 'pleth',
  ppg: 'pleth',
  resp: 'resp',
  co2: 'co2',
}

const NUMBER_NAMES: Readonly<Record<string, VitalKey>> = {
  hr: 'hr',
  pulse: 'pr',
  pr: 'pr',
  spo2: 'spo2',
  resp: 'rr',
  rr: 'rr',
  abpsys: 'art-sys',
  abpdias: 'art-dia',
  abpmean: 'art-mean',
  artsys: 'art-sys',
  artdias: 'art-dia',
  artmean: 'art-mean',
  nbpsys: 'nibp-sys',
  nbpdias: 'nibp-dia',
  nbpmean: 'nibp-mean',
  papsys: 'pap-sys',
  papdias: 'pap-dia',
  papmean: 'pap-mean',
  cvp: 'cvp',
  icp: 'icp',
  etco2: 'etco2',
  temp: 'temp',
}

/** What a recording may call the unit of a number; any other is not taken for ours. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  bpm: ['bpm', '/min', 'beats/min'],
  '/min': ['pm', '/min', 'bpm', 'rpm', 'breaths/min', 'resp/min'],
  '%': ['%'],
  mmHg: ['mmHg'],
  '°C': ['degC', 'C', '°C', 'Cel'],
}

/** Slower signals are numbers, faster ones waves: "RESP" and "CVP" are written for both (Hz). */
const SLOWEST_WAVE = 8

export interface Mapping {
  readonly waves: readonly { readonly index: number; readonly key: WaveKey }[]
  readonly numbers: readonly { readonly index: number; readonly key: VitalKey }[]
  /** What is not shown, or shown with a doubt: for the bed's notes, at most 120 characters each. */
  readonly notes: readonly string[]
}

const plain = (description: string): string => description.toLowerCase().replace(/[^a-z0-9]/g, '')
const clip = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)

function numberOf(signal: RecordSignal): VitalKey | null {
  const key = NUMBER_NAMES[plain(signal.description)]
  if (!key) return null
  const fits = signal.unit === null || UNITS[VITALS[key].unit]?.includes(signal.unit)
  return fits ? key : null
}

/** Which signal of the recording is which of ours. Each of ours is taken once, by the first; the rest is named in the notes. */
export function mapSignals(recording: Pick<Recording, 'signals'>): Mapping {
  const waves: { index: number; key: WaveKey }[] = []
  const numbers: { index: number; key: VitalKey }[] = []
  const left: string[] = []
  const uncalibrated: string[] = []
  for (const [index, signal] of recording.signals.entries()) {
    const wave = signal.rate >= SLOWEST_WAVE ? WAVE_NAMES[plain(signal.description)] : undefined
    const vital = signal.rate < SLOWEST_WAVE ? numberOf(signal) : null
    if (wave && !waves.some(({ key }) => key === wave) && waves.length < 16) {
      waves.push({ index, key: wave })
      if (!signal.calibrated) uncalibrated.push(signal.description)
    } else if (vital && signal.calibrated && !numbers.some(({ key }) => key === vital)) numbers.push({ index, key: vital })
    else {
      const name = signal.description || `signal ${index + 1}`
      left.push(signal.unit ? `${name} (${signal.unit})` : name)
    }
  }
  const notes = [
    ...(left.length ? [clip(`not shown: ${left.join(', ')}`)] : []),
    ...(uncalibrated.length ? [clip(`not calibrated: ${uncalibrated.join(', ')}`)] : []),
  ]
  return { waves, numbers, notes }
}
