// TABLES: coded states (rhythm, leads, consciousness, oxygen device, paced) and events (beat, breath).
// Rhythm: MDC_ECG_STAT_RHY 184327; consciousness: LOINC 67775-7 with its answers; oxygen devices: FACTS §1.1 [mem, RCP Chart 3].
import { hours, type Ms, seconds } from './units.ts'

export interface Coded {
  readonly name: string
  readonly label: string
  readonly loinc: string | null
  readonly mdc: number | null
  readonly cadence: Ms
  readonly clock: 'watched' | 'spot'
  /** code → words. The order is part of the wire contract: append only. */
  readonly codes: Readonly<Record<string, string>>
}

export const CODED = {
  rhythm: {
    name: 'rhythm',
    label: 'RHYTHM',
    loinc: null,
    mdc: 184327,
    cadence: seconds(1),
    clock: 'watched',
    codes: {
      sinus: 'sinus rhythm',
      af: 'atrial fibrillation',
      block: '2:1 block',
      paced: 'paced',
      'not-capturing': 'pacer not capturing',
      bigeminy: 'bigeminy',
      vt: 'ventricular tachycardia',
      vf: 'ventricular fibrillation',
      asystole: 'asystole',
      'not-watched': 'rhythm not watched',
    },
  },
  leads: {
    name: 'ECG leads',
    label: 'LEADS',
    loinc: null,
    mdc: 196680,
    cadence: seconds(1),
    clock: 'watched',
    codes: { on: 'all on', 'v-off': 'lead V off', off: 'leads off' },
  },
  consciousness: {
    name: 'consciousness',
    label: 'ACVPU',
    loinc: '67775-7',
    mdc: null,
    cadence: hours(12),
    clock: 'spot',
    codes: { A: 'alert', C: 'new confusion', V: 'responds to voice', P: 'responds to pain', U: 'unresponsive' },
  },
  'o2-device': {
    name: 'oxygen device',
    label: 'O₂ BY',
    loinc: null,
    mdc: null,
    cadence: hours(24),
    clock: 'spot',
    codes: {
      A: 'air',
      N: 'nasal cannula',
      SM: 'simple mask',
      V: 'Venturi mask',
      NIV: 'non-invasive ventilation',
      RM: 'reservoir mask',
      TM: 'tracheostomy mask',
      CP: 'CPAP',
      H: 'humidified oxygen',
      OTH: 'other device',
      IV: 'ventilated',
      HF: 'high-flow oxygen',
    },
  },
  paced: {
    name: 'pacemaker',
    label: 'PACED',
    loinc: null,
    mdc: null,
    cadence: hours(24),
    clock: 'spot',
    codes: { no: 'no pacemaker', yes: 'paced', 'back-up': 'pacing wires, back-up' },
  },
} as const satisfies Record<string, Coded>

export type CodedKey = keyof typeof CODED
export const CODED_KEYS = Object.keys(CODED) as readonly CodedKey[]
export type Code<K extends CodedKey = CodedKey> = K extends CodedKey ? keyof (typeof CODED)[K]['codes'] & string : never
export const codesOf = (key: CodedKey): readonly string[] => Object.keys(CODED[key].codes)
/** The words for a code, the code itself where it is unknown to the table. */
export const codeWords = (key: CodedKey, code: string): string => (CODED[key] as Coded).codes[code] ?? code

/** Event kinds. The order is part of the wire contract: append only. */
export const EVENT_KEYS = ['beat', 'breath'] as const
export type EventKey = (typeof EVENT_KEYS)[number]
/** What a beat or breath was. Pacing spikes are marks, never counted as beats. */
export const EVENT_MARKS = ['normal', 'ventricular', 'paced', 'spike', 'insp'] as const
export type EventMark = (typeof EVENT_MARKS)[number]
