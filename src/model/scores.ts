// TABLES: NEWS2 as bands, its triggers, and for whom it is none [FACTS §1.1, §1.2: RCP Charts 1, 2, 4; RCPJ]. The printed value is the
// scored value: half up to the decimals shown. Zero means no value, never 3 points [FACTS §1.6].
import { AGE_CLASSES } from './ages.ts'
import type { YesNo } from './book.ts'
import type { Code } from './codes.ts'
import { halfUp } from './shownunits.ts'
import { hours, type Ms, minutes } from './units.ts'
import { VITALS, type VitalKey } from './vitals.ts'

/** TABLE: the seven parts in the order of the chart, and their words. */
export const PARTS = {
  rr: 'breathing rate',
  spo2: 'oxygen saturation',
  oxygen: 'air or oxygen',
  sys: 'systolic pressure',
  pulse: 'pulse',
  consciousness: 'consciousness',
  temp: 'temperature',
} as const satisfies Record<string, string>
export type PartKey = keyof typeof PARTS
export const PART_KEYS = Object.keys(PARTS) as readonly PartKey[]

/** Parts that are numbers, and the vital sign whose decimals and plausible range they have. */
export const NUMBERS = { rr: 'rr', spo2: 'spo2', sys: 'nibp-sys', pulse: 'hr', temp: 'temp' } as const satisfies Record<string, VitalKey>
export type NumberPart = keyof typeof NUMBERS
export const NUMBER_PARTS = Object.keys(NUMBERS) as readonly NumberPart[]

export type Gas = 'air' | 'oxygen'
export type Scale = 1 | 2
export type Points = 0 | 1 | 2 | 3
/** What is known of the seven parts at one time; null: not known. */
export interface Parts extends Readonly<Record<NumberPart, number | null>> {
  readonly oxygen: Gas | null
  readonly consciousness: Code<'consciousness'> | null
}

/** `points` of each band; a band ends with its edge, the last holds all above. */
interface Bands {
  readonly edges: readonly number[]
  readonly points: readonly Points[]
}
/** TABLE: bands of each number, lowest first. */
const BANDS: Readonly<Record<Exclude<NumberPart, 'spo2'>, Bands>> = {
  rr: { edges: [8, 11, 20, 24], points: [3, 1, 0, 2, 3] },
  sys: { edges: [90, 100, 110, 219], points: [3, 2, 1, 0, 3] },
  pulse: { edges: [40, 50, 90, 110, 130], points: [3, 1, 0, 1, 2, 3] },
  temp: { edges: [35, 36, 38, 39], points: [3, 1, 0, 1, 2] },
}
const SCALE_1: Bands = { edges: [91, 93, 95], points: [3, 2, 1, 0] }
/** TABLE: saturation by scale and gas. Scale 2 only by a named person's order, for a target of 88–92 %. */
const SATURATION: Readonly<Record<Scale, Readonly<Record<Gas, Bands>>>> = {
  1: { air: SCALE_1, oxygen: SCALE_1 },
  2: {
    air: { edges: [83, 85, 87], points: [3, 2, 1, 0] },
    oxygen: { edges: [83, 85, 87, 92, 94, 96], points: [3, 2, 1, 0, 1, 2, 3] },
  },
}
const OXYGEN: Readonly<Record<Gas, Points>> = { air: 0, oxygen: 2 }
const CONSCIOUSNESS: Readonly<Record<Code<'consciousness'>, Points>> = { A: 0, C: 3, V: 3, P: 3, U: 3 }

const bandsOf = (part: NumberPart, scale: Scale, gas: Gas): Bands => (part === 'spo2' ? SATURATION[scale][gas] : BANDS[part])

/** The value as printed and scored; null where it is no value: zero, nothing at all, or not plausible [FACTS §1.5, §1.6]. */
export function printed(part: NumberPart, value: number | null): number | null {
  if (value === null || !(value > 0)) return null
  const { digits, plausible } = VITALS[NUMBERS[part]]
  const rounded = halfUp(value, digits)
  return rounded > 0 && rounded >= plausible[0] && rounded <= plausible[1] ? rounded : null
}

/** What one part can add: one figure where it is known, else all that its bands hold. */
function options(part: PartKey, parts: Parts, scale: Scale, gas: Gas): readonly Points[] {
  if (part === 'oxygen') return [OXYGEN[gas]]
  if (part === 'consciousness') return parts.consciousness === null ? Object.values(CONSCIOUSNESS) : [CONSCIOUSNESS[parts.consciousness]]
  const { edges, points } = bandsOf(part, scale, gas)
  const value = printed(part, parts[part])
  return value === null ? points : [points[edges.filter((edge) => value > edge).length]!]
}

const gasesOf = (parts: Parts): readonly Gas[] => (parts.oxygen === null ? ['air', 'oxygen'] : [parts.oxygen])

/** Points of each part, null where it is not known (saturation on scale 2 may hang on the gas). */
export function pointsOf(parts: Parts, scale: Scale): Readonly<Record<PartKey, Points | null>> {
  const one = (part: PartKey): Points | null => {
    const all = new Set(gasesOf(parts).flatMap((gas) => options(part, parts, scale, gas)))
    return all.size === 1 ? [...all][0]! : null
  }
  return Object.fromEntries(PART_KEYS.map((part) => [part, one(part)])) as Record<PartKey, Points | null>
}

export interface Range {
  readonly low: number
  readonly high: number
}
/** The least and the most that the total can be, whatever the missing parts are. */
export function rangeOf(parts: Parts, scale: Scale): Range {
  const sums = gasesOf(parts).map((gas) => {
    const all = PART_KEYS.map((part) => options(part, parts, scale, gas))
    const sum = (of: (points: readonly Points[]) => number): number => all.reduce((total, points) => total + of(points), 0)
    return { low: sum((points) => Math.min(...points)), high: sum((points) => Math.max(...points)) }
  })
  return { low: Math.min(...sums.map(({ low }) => low)), high: Math.max(...sums.map(({ high }) => high)) }
}

export const isMissing = (part: PartKey, parts: Parts): boolean =>
  part === 'oxygen' || part === 'consciousness' ? parts[part] === null : printed(part, parts[part]) === null

/** One value of each band of a part, so that it can be tried what knowing it would leave. */
function tries(part: PartKey, scale: Scale): readonly Partial<Parts>[] {
  if (part === 'oxygen') return [{ oxygen: 'air' }, { oxygen: 'oxygen' }]
  if (part === 'consciousness') return [{ consciousness: 'A' }, { consciousness: 'C' }]
  const { edges } = bandsOf(part, scale, 'oxygen')
  return [...edges, edges.at(-1)! + 1].map((value) => ({ [part]: value }))
}
/** What is looked at first where two would narrow as much: what takes the shortest [design]. */
const QUICK: readonly PartKey[] = ['consciousness', 'oxygen', 'spo2', 'pulse', 'rr', 'sys', 'temp']

/** The one missing part that narrows the range most, whatever is found; null where none is missing. */
export function narrowing(parts: Parts, scale: Scale): PartKey | null {
  const width = (known: Partial<Parts>): number => {
    const { low, high } = rangeOf({ ...parts, ...known }, scale)
    return high - low
  }
  const left = (part: PartKey): number => Math.max(...tries(part, scale).map(width))
  const missing = QUICK.filter((part) => isMissing(part, parts))
  return missing.reduce<PartKey | null>((best, part) => (best === null || left(part) < left(best) ? part : best), null)
}

interface Trigger {
  readonly words: string
  readonly risk: string
  /** Until when a full set is due after one of this score. 4 h is the stricter end of "4–6 h"; 1 h beside continuous watching [design]. */
  readonly every: Ms
  /** Vital signs are to be watched without a break: nobody is called to the next set. */
  readonly continuous: boolean
  readonly response: string
  /** By when somebody is with the patient [RCPJ]. */
  readonly within: Ms | null
}
/** TABLE: what a total asks for, mildest first. */
export const TRIGGERS = {
  zero: {
    words: '0',
    risk: 'low',
    every: hours(12),
    continuous: false,
    response: 'go on as before',
    within: null,
  },
  low: {
    words: '1–4',
    risk: 'low',
    every: hours(4),
    continuous: false,
    response: 'a registered nurse decides how often, and whom to tell',
    within: null,
  },
  single: {
    words: '3 in one part',
    risk: 'low to medium',
    every: hours(1),
    continuous: false,
    response: 'tell the medical team, who review',
    within: null,
  },
  medium: {
    words: '5–6',
    risk: 'medium',
    every: hours(1),
    continuous: false,
    response: 'tell the medical team now: urgent assessment',
    within: minutes(60),
  },
  high: {
    words: '7 or more',
    risk: 'high',
    every: hours(1),
    continuous: true,
    response: 'tell the medical team now, registrar or above: emergency assessment',
    within: minutes(30),
  },
} as const satisfies Record<string, Trigger>
export type TriggerKey = keyof typeof TRIGGERS
export const TRIGGER_KEYS = Object.keys(TRIGGERS) as readonly TriggerKey[]
export const rankOf = (key: TriggerKey): number => TRIGGER_KEYS.indexOf(key)
/** A higher clinical risk than before; from 0 to 1–4 is none, both are low [RCP Chart 2]. */
export const hasRisen = (from: TriggerKey, to: TriggerKey): boolean => rankOf(to) > Math.max(rankOf(from), rankOf('low'))
export const worse = (one: TriggerKey, other: TriggerKey): TriggerKey => (rankOf(one) >= rankOf(other) ? one : other)

/** Precedence: 7 or more, 5–6, 3 in one part, 1–4, 0 [FACTS §1.2]. */
export function triggerOf(total: number, three: boolean): TriggerKey {
  if (total >= 7) return 'high'
  if (total >= 5) return 'medium'
  if (three) return 'single'
  return total > 0 ? 'low' : 'zero'
}

/** TABLE: why there is no NEWS2 at all, in the words of the tile and of the detail. */
export const REFUSALS = {
  'under-16': { tile: 'NEWS2 not for under 16', words: 'NEWS2 is not for children under 16.' },
  pregnant: { tile: 'NEWS2 not in pregnancy', words: 'NEWS2 is not for use in pregnancy.' },
  'age-unknown': { tile: 'NEWS2: age unknown', words: 'NEWS2 is not scored while the age is unknown: it is not for children under 16.' },
  sedated: { tile: 'NEWS2 not scored: sedated', words: 'Consciousness cannot be assessed (sedated): there is no total.' },
} as const satisfies Record<string, { readonly tile: string; readonly words: string }>
export type RefusalKey = keyof typeof REFUSALS
export interface Scored {
  /** Years, null where unknown. */
  readonly age: number | null
  readonly pregnant: YesNo
}

/** For whom NEWS2 is none [FACTS §1.1, mem RCP 2017]. Null: it may be scored. */
export function refusal({ age, pregnant }: Scored): RefusalKey | null {
  if (age === null || !(age >= 0)) return 'age-unknown'
  if (age < AGE_CLASSES.child.below) return 'under-16'
  return pregnant === 'yes' ? 'pregnant' : null
}
