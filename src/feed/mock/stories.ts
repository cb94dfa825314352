// TABLE: the eight stories a demo patient can live through [FACTS §7.4, design numbers there], one row an instant.
// A column that a row leaves out keeps the value of the row before; what FACTS gives no column for is [design].
import type { Code } from '../../model/codes.ts'
import type { Rhythm, Truth } from './truth.ts'

/** Changed abruptly at the row's time, never interpolated. */
type Oxygen = Pick<Truth, 'o2Flow' | 'o2Device'>
export const AIR: Oxygen = { o2Flow: 0, o2Device: 'A' }
export const oxygen = (o2Flow: number, o2Device: Code<'o2-device'>): Oxygen => ({ o2Flow, o2Device })

export interface StoryRow {
  /** Minutes after the story's beginning. */
  readonly minute: number
  readonly truth: Truth
  /** Minute at which the row's oxygen goes on, where it is not the row's own. */
  readonly oxygenFrom: number
  /** Minute at which the row's rhythm begins, where it is not the row's own. */
  readonly rhythmFrom: number
  /** Every column changes at the row's time: nothing leads up to it. */
  readonly abrupt: boolean
}
export interface Story {
  readonly rows: readonly StoryRow[]
  /** Spells without a breath: [from, long], in seconds. */
  readonly apnoeas: readonly (readonly [from: number, long: number])[]
}

/** A healthy adult: what a story or a bed does not say [design, inside FACTS §1.5]. */
export const HEALTHY: Truth = {
  rhythm: 'sinus',
  hr: 74,
  pr: 74,
  rr: 15,
  spo2: 97,
  sys: 124,
  dia: 74,
  mean: 90,
  temp: 36.9,
  etco2: 38,
  pi: 2.4,
  cvp: 6,
  papSys: 24,
  papDia: 10,
  icp: 9,
  stI: 0,
  stII: 0,
  stV: 0,
  glucose: 5.8,
  ...AIR,
  consciousness: 'A',
  ventilated: false,
  sloping: false,
}

type More = Partial<Truth> & { readonly oxygenFrom?: number; readonly rhythmFrom?: number; readonly abrupt?: boolean }
type Pressure = readonly [sys: number, dia: number, mean?: number]
type Line = readonly [
  minute: number,
  hr: number,
  rr: number,
  spo2: number,
  o2: Oxygen,
  bp: Pressure,
  temp: number,
  acvpu: Code<'consciousness'>,
  more?: More,
]

function story(lines: readonly Line[], apnoeas: Story['apnoeas'] = []): Story {
  let truth = HEALTHY
  const rows = lines.map(([minute, hr, rr, spo2, o2, [sys, dia, mean = dia + (sys - dia) / 3], temp, consciousness, more = {}]) => {
    const { oxygenFrom = minute, rhythmFrom = minute, abrupt = false, ...columns } = more
    truth = { ...truth, hr, pr: hr, rr, spo2, ...o2, sys, dia, mean, temp, consciousness, ...columns }
    return { minute, truth, oxygenFrom, rhythmFrom, abrupt }
  })
  return { rows, apnoeas }
}

const N2 = oxygen(2, 'N')
const N4 = oxygen(4, 'N')
const RM15 = oxygen(15, 'RM')
const V10 = oxygen(10, 'V')
const NIV4 = oxygen(4, 'NIV')
const AF: Rhythm = 'af'

export const STORIES = {
  // minute, HR, RR, SpO2, oxygen, SBP/DBP (MAP), T, ACVPU, more
  sepsis: story([
    [0, 84, 16, 97, AIR, [126, 74, 91], 37.4, 'A', { pi: 2.4, cvp: 6 }],
    [120, 93, 19, 96, AIR, [121, 69, 86], 38.1, 'A'],
    [240, 102, 21, 95, AIR, [115, 63, 80], 38.7, 'A'],
    [360, 111, 23, 94, AIR, [107, 57, 74], 39.1, 'A', { pi: 1.8, cvp: 5 }],
    [480, 119, 26, 93, N2, [99, 51, 67], 39.3, 'A'],
    [600, 127, 29, 92, N4, [91, 46, 61], 39.0, 'C', { pi: 1.2, cvp: 4 }],
    [720, 136, 33, 90, RM15, [82, 40, 54], 38.4, 'C', { pi: 0.8, cvp: 3 }],
  ]),
  'opioid-air': story(
    [
      [0, 80, 14, 97, AIR, [126, 76, 93], 36.8, 'A', { etco2: 38 }],
      [20, 76, 11, 96, AIR, [121, 72, 88], 36.8, 'A', { etco2: 43 }],
      [40, 72, 9, 94, AIR, [116, 68, 84], 36.7, 'A', { etco2: 49 }],
      [60, 68, 7, 91, AIR, [111, 64, 80], 36.6, 'V', { etco2: 56 }],
      [80, 64, 5, 86, AIR, [105, 60, 75], 36.5, 'P', { etco2: 64 }],
      [100, 72, 3, 78, AIR, [98, 55, 69], 36.4, 'U', { etco2: 74 }],
      [105, 96, 18, 97, RM15, [138, 82, 101], 36.4, 'A', { etco2: 41 }], // naloxone
    ],
    [
      [6006, 30],
      [6072, 40],
      [6144, 25],
    ],
  ),
  // Diastolic pressure as on air [design]: FACTS gives only the systolic.
  'opioid-oxygen': story([
    [0, 80, 14, 98, N2, [126, 76], 36.8, 'A', { etco2: 38 }],
    [40, 73, 9, 97, N2, [118, 68], 36.7, 'A', { etco2: 50 }],
    // On the line but for the breathing rate: rounded, it falls below 8 about when the line does [design].
    [52, 70.6, 7.45, 96.4, N2, [115, 65.6], 36.64, 'A', { etco2: 54.8 }],
    [60, 69, 7, 96, N2, [113, 64], 36.6, 'V', { etco2: 58 }],
    [80, 65, 5, 94, N2, [107, 60], 36.5, 'P', { etco2: 67 }],
    [100, 60, 4, 89, N2, [100, 55], 36.4, 'U', { etco2: 78 }],
  ]),
  copd: story([
    [0, 88, 20, 90, AIR, [138, 80, 99], 36.9, 'A', { sloping: true, etco2: 46 }],
    [120, 98, 24, 88, AIR, [144, 84, 104], 37.2, 'A', { etco2: 48 }],
    [240, 108, 28, 85, AIR, [150, 88, 109], 37.6, 'A', { etco2: 52 }],
    [300, 102, 24, 97, V10, [142, 82, 102], 37.6, 'A', { etco2: 60, oxygenFrom: 245 }], // the 60 % mask goes on at 4 h 05
    [360, 96, 18, 98, V10, [132, 76, 95], 37.5, 'C', { etco2: 72 }],
    [420, 90, 11, 98, V10, [118, 68, 85], 37.4, 'V', { etco2: 88 }],
    [480, 94, 18, 90, NIV4, [128, 74, 92], 37.3, 'A', { etco2: 58 }],
  ]),
  haemorrhage: story([
    [0, 78, 15, 98, AIR, [128, 76, 93], 36.8, 'A', { pi: 2.4, cvp: 6 }],
    [60, 86, 16, 98, AIR, [126, 80, 95], 36.7, 'A'],
    [120, 98, 19, 97, AIR, [120, 82, 95], 36.6, 'A', { pi: 1.8, cvp: 4 }],
    [180, 110, 22, 97, AIR, [110, 80, 90], 36.4, 'A', { pi: 1.2, cvp: 3 }],
    [240, 122, 27, 96, AIR, [94, 68, 77], 36.1, 'A', { pi: 0.8, cvp: 2 }],
    [300, 134, 32, 95, RM15, [78, 54, 62], 35.7, 'C', { pi: 0.5, cvp: 1 }],
    [330, 146, 36, 92, RM15, [62, 40, 47], 35.3, 'V', { pi: 0.4, cvp: 1 }],
  ]),
  // The rhythm breaks at once; the rate that is counted follows within the minute.
  af: story([
    [0, 76, 16, 97, AIR, [132, 78, 96], 36.9, 'A'],
    [1, 148, 18, 97, AIR, [118, 76, 90], 36.9, 'A', { rhythm: AF, pr: 126, rhythmFrom: 1 / 60 }],
    [15, 156, 20, 96, AIR, [108, 72, 84], 36.9, 'A', { pr: 130 }],
    [45, 152, 22, 95, AIR, [102, 68, 79], 36.8, 'A', { pr: 126 }],
    [90, 162, 25, 93, N2, [94, 62, 73], 36.8, 'A', { pr: 128 }],
    [150, 98, 19, 96, N2, [114, 70, 85], 36.8, 'A', { pr: 92 }], // rate control
  ]),
  // Temperature falls from 36.7 to 36.2 in a straight line.
  stemi: story([
    [0, 74, 16, 98, AIR, [136, 82, 100], 36.7, 'A'],
    [10, 82, 18, 97, AIR, [144, 88, 107], 36.61, 'A', { stI: -0.03, stII: 0.15 }],
    [20, 58, 19, 96, AIR, [118, 70, 86], 36.52, 'A', { stI: -0.06, stII: 0.28 }],
    [35, 44, 21, 95, AIR, [92, 54, 67], 36.38, 'A', { stI: -0.08, stII: 0.32, rhythm: 'block' }],
    [50, 38, 24, 93, N4, [80, 46, 57], 36.25, 'C', { stI: -0.09, stII: 0.35 }],
    [55, 0, 3, 0, N4, [25, 25, 25], 36.2, 'U', { rhythm: 'vf', pi: 0, etco2: 12, abrupt: true }], // gasps 0–6
    // The shock at + 3 min; breathing, saturation and ST after it are [design].
    [58, 96, 16, 94, N4, [98, 58, 71], 36.2, 'V', { rhythm: 'sinus', pi: 1.2, etco2: 36, stI: -0.03, stII: 0.12, abrupt: true }],
  ]),
  hypoglycaemia: story([
    [0, 76, 15, 97, AIR, [126, 74], 36.6, 'A', { glucose: 6.1 }],
    [30, 84, 16, 97, AIR, [132, 72], 36.5, 'A', { glucose: 4.0 }],
    [50, 98, 17, 97, AIR, [142, 70], 36.3, 'A', { glucose: 3.2, pi: 1.4 }], // sweating
    [70, 112, 19, 97, AIR, [150, 70], 36.1, 'C', { glucose: 2.4 }],
    [90, 108, 18, 96, AIR, [146, 72], 35.8, 'V', { glucose: 1.7 }],
    [110, 96, 14, 95, AIR, [130, 70], 35.5, 'U', { glucose: 1.2 }], // seizure
    [120, 100, 17, 97, N2, [138, 74], 35.6, 'A', { glucose: 7.4, pi: 2.4 }], // dextrose
  ]),
} as const satisfies Record<string, Story>

export type StoryKey = keyof typeof STORIES
export const STORY_KEYS = Object.keys(STORIES) as readonly StoryKey[]
