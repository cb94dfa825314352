// TABLE: one row a wave. Codes and usual rates: FACTS §3.2.
import { type Hz, hz } from './units.ts'
import type { ColourToken } from './vitals.ts'

export interface Wave {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly ucum: string
  /** ISO/IEEE 11073-10101 context-free code. */
  readonly mdc: number
  readonly rate: Hz
  readonly colour: ColourToken
  /** The span a wave band shows at gain 1, in `unit`; null: scaled to what is seen. */
  readonly span: readonly [number, number] | null
  /** 'ecg': has a true mV scale and gain steps; 'pressure', 'co2': a fixed scale; 'free': no scale. */
  readonly scale: 'ecg' | 'pressure' | 'co2' | 'free'
}

type Row = readonly [
  name: string,
  label: string,
  unit: string,
  ucum: string,
  mdc: number,
  rate: number,
  colour: ColourToken,
  scale: Wave['scale'],
  span: Wave['span'],
]
const ecg = (label: string, mdc: number): Row => [`ECG lead ${label}`, label, 'mV', 'mV', mdc, 250, 'ecg', 'ecg', [-1, 1.5]]

// The order is part of the wire contract: append only.
const ROWS = {
  'ecg-i': ecg('I', 131329),
  'ecg-ii': ecg('II', 131330),
  'ecg-iii': ecg('III', 131389),
  'ecg-avr': ecg('aVR', 131390),
  'ecg-avl': ecg('aVL', 131391),
  'ecg-avf': ecg('aVF', 131392),
  'ecg-v': ecg('V', 131395),
  'ecg-mcl1': ecg('MCL1', 131404),
  pleth: ['plethysmogram', 'Pleth', 'NU', '1', 150452, 125, 'spo2', 'free', null],
  resp: ['respiration, impedance', 'Resp', 'Ω', 'Ohm', 151780, 62.5, 'resp', 'free', null],
  art: ['arterial pressure', 'ART', 'mmHg', 'mm[Hg]', 150032, 125, 'art', 'pressure', [0, 180]],
  pap: ['pulmonary pressure', 'PAP', 'mmHg', 'mm[Hg]', 150044, 125, 'pap', 'pressure', [0, 60]],
  'cvp-wave': ['central venous pressure', 'CVP', 'mmHg', 'mm[Hg]', 150084, 125, 'cvp', 'pressure', [-5, 25]],
  co2: ['CO₂', 'CO₂', 'mmHg', 'mm[Hg]', 151700, 62.5, 'co2', 'co2', [0, 60]],
} as const satisfies Record<string, Row>

export type WaveKey = keyof typeof ROWS
export const WAVE_KEYS = Object.keys(ROWS) as readonly WaveKey[]
export const WAVES = Object.fromEntries(
  WAVE_KEYS.map((key) => {
    const [name, label, unit, ucum, mdc, rate, colour, scale, span] = ROWS[key] as Row
    return [key, { name, label, unit, ucum, mdc, rate: hz(rate), colour, scale, span }]
  }),
) as Record<WaveKey, Wave>

/** An integer that stands for "no valid sample" in every wave of ours, whatever the source used. */
export const NO_SAMPLE = -32768
