// TABLE: one row a vital sign (a signal of the kind "number"). Codes: FACTS §3.1; plausible ranges: FACTS §1.5 [mem] where
// named there, else [design]. Displayed names: WARD.md §10. Adding a row here makes the compiler ask the mock feed for it.
import { type Ms, minutes, seconds } from './units.ts'

/** How often a signal is expected where its source does not say. */
const EACH_SECOND = seconds(1)

export interface Vital {
  /** Full name, as read aloud. */
  readonly name: string
  /** Short label on a tile. */
  readonly label: string
  /** Unit as shown. */
  readonly unit: string
  readonly ucum: string
  /** LOINC code, null where none was verified. */
  readonly loinc: string | null
  /** ISO/IEEE 11073-10101 context-free code, null where a site code is used. */
  readonly mdc: number | null
  /** Hard plausibility: a value outside is unknown, 'implausible'. Inclusive. */
  readonly plausible: readonly [number, number]
  /** Decimals shown. */
  readonly digits: number
  /** Colour token of the theme table. */
  readonly colour: ColourToken
  /** Expected time between two samples where the source announces none. */
  readonly cadence: Ms
  /** 'watched': continuous, freshness by cadence; 'spot': measured now and then, shows its time and age. */
  readonly clock: 'watched' | 'spot'
}

export const COLOUR_TOKENS = ['ecg', 'spo2', 'art', 'nibp', 'resp', 'temp', 'co2', 'cvp', 'pap', 'icp', 'other'] as const
export type ColourToken = (typeof COLOUR_TOKENS)[number]

type Row = readonly [
  name: string,
  label: string,
  unit: string,
  ucum: string,
  loinc: string | null,
  mdc: number | null,
  plausible: readonly [number, number],
  digits: number,
  colour: ColourToken,
  cadence?: Ms,
  clock?: Vital['clock'],
]

const CUFF = minutes(30)
const DAY = minutes(24 * 60)

// The order is part of the wire contract: append only.
const ROWS = {
  hr: ['heart rate', 'HR', 'bpm', '/min', '8867-4', 147842, [0, 350], 0, 'ecg'],
  pr: ['pulse rate', 'PR', 'bpm', '/min', '8889-8', 149530, [0, 350], 0, 'spo2'],
  spo2: ['oxygen saturation', 'SpO₂', '%', '%', '59408-5', 150456, [0, 100], 0, 'spo2'],
  rr: ['breathing rate', 'RR', '/min', '/min', '9279-1', 151562, [0, 150], 0, 'resp'],
  'nibp-sys': ['cuff pressure, systolic', 'NIBP', 'mmHg', 'mm[Hg]', '8480-6', 150021, [0, 350], 0, 'nibp', CUFF, 'spot'],
  'nibp-dia': ['cuff pressure, diastolic', 'NIBP', 'mmHg', 'mm[Hg]', '8462-4', 150022, [0, 350], 0, 'nibp', CUFF, 'spot'],
  'nibp-mean': ['cuff pressure, mean', 'NIBP', 'mmHg', 'mm[Hg]', '8478-0', 150023, [0, 350], 0, 'nibp', CUFF, 'spot'],
  'art-sys': ['arterial pressure, systolic', 'ART', 'mmHg', 'mm[Hg]', '76215-3', 150033, [0, 350], 0, 'art'],
  'art-dia': ['arterial pressure, diastolic', 'ART', 'mmHg', 'mm[Hg]', '76213-8', 150034, [0, 350], 0, 'art'],
  'art-mean': ['arterial pressure, mean', 'ART', 'mmHg', 'mm[Hg]', '76214-6', 150035, [0, 350], 0, 'art'],
  temp: ['temperature', 'T', '°C', 'Cel', '8310-5', 150344, [20, 45], 1, 'temp', seconds(10)],
  etco2: ['end-tidal CO₂', 'EtCO₂', 'mmHg', 'mm[Hg]', '19891-1', 151708, [0, 150], 0, 'co2'],
  pi: ['perfusion index', 'PI', '%', '%', '61006-3', 150488, [0, 100], 1, 'spo2'],
  cvp: ['central venous pressure', 'CVP', 'mmHg', 'mm[Hg]', '60985-9', 150087, [-20, 50], 0, 'cvp'],
  'pap-sys': ['pulmonary pressure, systolic', 'PAP', 'mmHg', 'mm[Hg]', '8440-0', 150045, [0, 200], 0, 'pap'],
  'pap-dia': ['pulmonary pressure, diastolic', 'PAP', 'mmHg', 'mm[Hg]', '8385-7', 150046, [0, 200], 0, 'pap'],
  'pap-mean': ['pulmonary pressure, mean', 'PAP', 'mmHg', 'mm[Hg]', '8414-5', 150047, [0, 200], 0, 'pap'],
  icp: ['intracranial pressure', 'ICP', 'mmHg', 'mm[Hg]', '60956-0', 153611, [-20, 150], 0, 'icp'],
  'st-i': ['ST segment, lead I', 'ST I', 'mV', 'mV', null, 131841, [-3, 3], 2, 'ecg', seconds(10)],
  'st-ii': ['ST segment, lead II', 'ST II', 'mV', 'mV', null, 131842, [-3, 3], 2, 'ecg', seconds(10)],
  'st-iii': ['ST segment, lead III', 'ST III', 'mV', 'mV', null, 131901, [-3, 3], 2, 'ecg', seconds(10)],
  'st-avr': ['ST segment, lead aVR', 'ST aVR', 'mV', 'mV', null, 131902, [-3, 3], 2, 'ecg', seconds(10)],
  'st-avl': ['ST segment, lead aVL', 'ST aVL', 'mV', 'mV', null, 131903, [-3, 3], 2, 'ecg', seconds(10)],
  'st-avf': ['ST segment, lead aVF', 'ST aVF', 'mV', 'mV', null, 131904, [-3, 3], 2, 'ecg', seconds(10)],
  'st-v': ['ST segment, lead V', 'ST V', 'mV', 'mV', null, 131843, [-3, 3], 2, 'ecg', seconds(10)],
  glucose: ['glucose', 'GLU', 'mmol/L', 'mmol/L', '15074-8', 160184, [0, 60], 1, 'other', DAY, 'spot'],
  weight: ['weight', 'WT', 'kg', 'kg', '29463-7', 188736, [0.2, 400], 1, 'other', DAY, 'spot'],
  'o2-flow': ['oxygen flow', 'O₂', 'L/min', 'L/min', '3151-8', 153156, [0, 80], 1, 'other', DAY, 'spot'],
  fio2: ['inspired oxygen', 'FiO₂', '%', '%', '3150-0', 152196, [21, 100], 0, 'other', DAY, 'spot'],
} as const satisfies Record<string, Row>

export type VitalKey = keyof typeof ROWS
export const VITAL_KEYS = Object.keys(ROWS) as readonly VitalKey[]

const vital = ([name, label, unit, ucum, loinc, mdc, plausible, digits, colour, cadence, clock]: Row): Vital => ({
  name,
  label,
  unit,
  ucum,
  loinc,
  mdc,
  plausible,
  digits,
  colour,
  cadence: cadence ?? EACH_SECOND,
  clock: clock ?? 'watched',
})

export const VITALS = Object.fromEntries(VITAL_KEYS.map((key) => [key, vital(ROWS[key])])) as Record<VitalKey, Vital>
