// TABLE: the lanes of the timeline in their order. A further lane is a row here. Scales are fixed per signal, so that a night looks like the
// night before [design]; values beyond are marked at the edge, and read at the cursor.
import type { CodedKey } from '../../model/codes.ts'
import type { LimitKey } from '../../model/limits.ts'
import { HAND_VALUES, type HandValue } from '../../model/story.ts'
import { type ColourToken, VITALS, type VitalKey } from '../../model/vitals.ts'

export interface Lane {
  readonly key: string
  readonly label: string
  readonly name: string
  /** 'line': of watched numbers, spot ones as points; 'range': bars from diastolic to systolic with the mean; 'oxygen': steps; 'score': NEWS2. */
  readonly draw: 'line' | 'range' | 'oxygen' | 'score' | 'hand'
  /** What is asked of the history. 'range': triples of systolic, diastolic, mean. */
  readonly signals: readonly VitalKey[]
  readonly coded: readonly CodedKey[]
  readonly hand: HandValue | null
  /** Whose limits are the band. */
  readonly limit: LimitKey | null
  readonly colour: ColourToken
  /** Lowest and highest of the fixed scale, in the table's unit; null: the lane has no scale. */
  readonly scale: readonly [low: number, high: number] | null
  /** Pixels, before a reader resizes it; lanes with a larger share grow first. */
  readonly height: number
  /** Shown also without data: a reader looks for it. */
  readonly always: boolean
}

type Row = Pick<Lane, 'draw' | 'signals' | 'scale' | 'height'> & Partial<Lane>

const ROWS = {
  hr: { draw: 'line', signals: ['hr', 'pr'], limit: 'hr', scale: [20, 220], height: 92, always: true },
  spo2: { draw: 'line', signals: ['spo2'], limit: 'spo2', scale: [70, 100], height: 84, always: true },
  oxygen: {
    draw: 'oxygen',
    signals: ['o2-flow', 'fio2'],
    coded: ['o2-device'],
    scale: null,
    height: 48,
    always: true,
    label: 'O₂',
    name: 'oxygen given',
  },
  rr: { draw: 'line', signals: ['rr'], limit: 'rr', scale: [0, 60], height: 72, always: true },
  pressure: {
    draw: 'range',
    signals: ['art-sys', 'art-dia', 'art-mean', 'nibp-sys', 'nibp-dia', 'nibp-mean'],
    limit: 'nibp-sys',
    scale: [20, 220],
    height: 92,
    always: true,
    label: 'BP',
    name: 'blood pressure',
    colour: 'nibp',
  },
  temp: { draw: 'line', signals: ['temp'], limit: 'temp', scale: [34, 41], height: 60, always: true },
  news2: {
    draw: 'score',
    signals: [],
    scale: null,
    height: 48,
    always: true,
    label: 'NEWS2',
    name: 'early-warning score',
    colour: 'other',
  },
  etco2: { draw: 'line', signals: ['etco2'], limit: 'etco2', scale: [0, 80], height: 64 },
  pi: { draw: 'line', signals: ['pi'], scale: [0, 20], height: 56 },
  cvp: { draw: 'line', signals: ['cvp'], scale: [-5, 30], height: 60 },
  pap: { draw: 'range', signals: ['pap-sys', 'pap-dia', 'pap-mean'], scale: [0, 80], height: 72, name: 'pulmonary pressure' },
  icp: { draw: 'line', signals: ['icp'], scale: [-5, 50], height: 60 },
  st: {
    draw: 'line',
    signals: ['st-ii', 'st-v', 'st-i', 'st-iii', 'st-avr', 'st-avl', 'st-avf'],
    scale: [-0.5, 0.5],
    height: 64,
    label: 'ST',
    name: 'ST segments, all leads',
  },
  glucose: { draw: 'line', signals: ['glucose'], limit: 'glucose', scale: [0, 25], height: 60 },
  weight: { draw: 'line', signals: ['weight'], scale: [0, 200], height: 56 },
  lactate: { draw: 'hand', signals: [], hand: 'lactate', scale: [0, 15], height: 56 },
  potassium: { draw: 'hand', signals: [], hand: 'potassium', scale: [2, 8], height: 56 },
  haemoglobin: { draw: 'hand', signals: [], hand: 'haemoglobin', scale: [40, 200], height: 56 },
} as const satisfies Record<string, Row>

export type LaneKey = keyof typeof ROWS
export const LANE_KEYS = Object.keys(ROWS) as readonly LaneKey[]
export const isLane = (key: string): key is LaneKey => Object.hasOwn(ROWS, key)

function lane(key: LaneKey): Lane {
  const row: Row = ROWS[key]
  const first = row.signals[0]
  const vital = first && VITALS[first]
  return {
    coded: [],
    hand: null,
    limit: null,
    always: false,
    label: row.hand ? HAND_VALUES[row.hand][0] : (vital?.label ?? key),
    name: row.hand ? HAND_VALUES[row.hand][0].toLowerCase() : (vital?.name ?? key),
    colour: vital?.colour ?? 'other',
    ...row,
    key,
  }
}
export const LANES = Object.fromEntries(LANE_KEYS.map((key) => [key, lane(key)])) as Readonly<Record<LaneKey, Lane>>

/** Ticks of a scale: round steps, four at most, that lie inside of it. */
export function scaleTicks([low, high]: readonly [number, number], most = 4): readonly number[] {
  const span = high - low
  if (!(span > 0)) return [low]
  const power = 10 ** Math.floor(Math.log10(span / most))
  const step = [1, 2, 2.5, 5, 10, 20].map((by) => by * power).find((by) => span / by <= most)!
  const ticks: number[] = []
  for (let n = Math.ceil(low / step); n * step <= high + step / 1e6; n++) ticks.push(Number((n * step).toPrecision(10)))
  return ticks
}

/** A scale by choice: round borders around the lowest and highest value, never narrower than a tenth of the fixed one. */
export function autoScale([low, high]: readonly [number, number], fixed: readonly [number, number]): readonly [number, number] {
  const least = (fixed[1] - fixed[0]) / 10
  const room = Math.max(0, (least - (high - low)) / 2) + (high - low) * 0.08
  const step = 10 ** Math.floor(Math.log10(Math.max(least, high - low) / 4))
  return [Math.floor((low - room) / step) * step, Math.ceil((high + room) / step) * step]
}
