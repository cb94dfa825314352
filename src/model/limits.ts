// TABLE: alarm limits by population [FACTS §2.7: CMS8000, TM80, DRAEG, LP15; some rows there are mem], and what a stay's own may be.
import { type By, By as BySchema } from './book.ts'
import type { Population } from './census.ts'
import type { At } from './units.ts'
import { VITAL_KEYS, VITALS, type VitalKey } from './vitals.ts'
import { z } from './zod.ts'

/** Inclusive: a value on its limit is inside. null: off, and that is seen all the time. */
export interface Limit {
  readonly low: number | null
  readonly high: number | null
}

type Row = readonly [high: number | null, low: number | null]
interface Line {
  readonly adult: Row
  readonly paediatric: Row
  readonly neonate: Row
  /** No limit here is set farther out than this, per population: guard rails of proposals, and 'extreme' is said beyond [design]. */
  readonly source: string
}
// High first, as FACTS has it.
const LINES = {
  hr: { adult: [120, 50], paediatric: [160, 75], neonate: [200, 100], source: 'TM80; children mem' },
  pr: { adult: [120, 50], paediatric: [160, 75], neonate: [200, 100], source: 'CMS8000, TM80' },
  spo2: { adult: [null, 90], paediatric: [null, 90], neonate: [95, 85], source: 'CMS8000, TM80' },
  rr: { adult: [30, 8], paediatric: [30, 8], neonate: [100, 30], source: 'mem' },
  'nibp-sys': { adult: [160, 90], paediatric: [120, 70], neonate: [90, 40], source: 'TM80; children mem' },
  'nibp-dia': { adult: [90, 50], paediatric: [70, 40], neonate: [60, 20], source: 'TM80; children mem' },
  'nibp-mean': { adult: [110, 60], paediatric: [90, 50], neonate: [70, 25], source: 'TM80; children mem' },
  'art-sys': { adult: [160, 90], paediatric: [120, 70], neonate: [90, 40], source: 'as NIBP' },
  'art-dia': { adult: [90, 50], paediatric: [70, 40], neonate: [60, 20], source: 'as NIBP' },
  'art-mean': { adult: [110, 60], paediatric: [90, 50], neonate: [70, 25], source: 'as NIBP' },
  temp: { adult: [39, 36], paediatric: [39, 36], neonate: [39, 36], source: 'mem' },
  etco2: { adult: [50, 25], paediatric: [50, 20], neonate: [45, 30], source: 'mem' },
  // Hypoglycaemia below 3.9 [WARD §8.2]; no high limit by default [design].
  glucose: { adult: [null, 3.9], paediatric: [null, 3.9], neonate: [null, 2.6], source: 'WARD §8.2; newborn design' },
} as const satisfies Partial<Record<VitalKey, Line>>

export type LimitKey = keyof typeof LINES
export const LIMIT_KEYS = Object.keys(LINES) as readonly LimitKey[]
export const hasLimit = (vital: VitalKey): vital is LimitKey => Object.hasOwn(LINES, vital)

/** Glucose below it is a high alarm, mmol/L [WARD §8.2]. */
export const GLUCOSE_HIGH_BELOW = 3

/** The limits of a population; unknown: the adult's, and that is said where it matters. */
export function presetLimit(population: Population, vital: LimitKey): Limit {
  const [high, low] = LINES[vital][population === 'unknown' ? 'adult' : population]
  return { low, high }
}

/** A stay's own limit of one vital: who set it, when and why. It never reaches the bedside monitor. */
export const Override = z.object({
  vital: z.enum(LIMIT_KEYS as [LimitKey, ...LimitKey[]]),
  low: z.number().nullable(),
  high: z.number().nullable(),
  by: BySchema,
  at: z.custom<At>((value) => typeof value === 'number' && Number.isFinite(value)),
  why: z.string().max(200),
})
export type Override = z.infer<typeof Override>

/**
 * TABLE: outer bounds of limits that a proposal never passes, and beyond which a limit is called extreme [design; the formulae's own
 * bounds MINDN where they have any]. [lowest low, highest low, lowest high, highest high]
 */
type Rails = readonly [number, number, number, number]
const RAILS: Readonly<Record<LimitKey, Readonly<Record<Exclude<Population, 'unknown'>, Rails>>>> = {
  hr: { adult: [40, 60, 100, 150], paediatric: [50, 100, 120, 200], neonate: [80, 120, 160, 220] },
  pr: { adult: [40, 60, 100, 150], paediatric: [50, 100, 120, 200], neonate: [80, 120, 160, 220] },
  spo2: { adult: [85, 94, 90, 100], paediatric: [85, 94, 90, 100], neonate: [80, 92, 92, 98] },
  rr: { adult: [6, 12, 20, 35], paediatric: [8, 20, 30, 60], neonate: [20, 40, 60, 100] },
  'nibp-sys': { adult: [80, 110, 140, 200], paediatric: [60, 90, 110, 150], neonate: [35, 60, 70, 105] },
  'nibp-dia': { adult: [40, 60, 80, 110], paediatric: [30, 50, 60, 90], neonate: [15, 30, 40, 80] },
  'nibp-mean': { adult: [55, 75, 95, 130], paediatric: [45, 60, 75, 110], neonate: [20, 40, 55, 95] },
  'art-sys': { adult: [80, 110, 140, 200], paediatric: [60, 90, 110, 150], neonate: [35, 60, 70, 105] },
  'art-dia': { adult: [40, 60, 80, 110], paediatric: [30, 50, 60, 90], neonate: [15, 30, 40, 80] },
  'art-mean': { adult: [55, 75, 95, 130], paediatric: [45, 60, 75, 110], neonate: [20, 40, 55, 95] },
  temp: { adult: [35, 36.5, 37.5, 39.5], paediatric: [35, 36.5, 37.5, 39.5], neonate: [35.5, 36.5, 37.5, 39] },
  etco2: { adult: [20, 35, 42, 60], paediatric: [20, 35, 42, 60], neonate: [20, 35, 40, 55] },
  glucose: { adult: [3, 5, 10, 25], paediatric: [3, 5, 10, 25], neonate: [2, 3.5, 8, 15] },
}
export const railsOf = (population: Population, vital: LimitKey): Rails => RAILS[vital][population === 'unknown' ? 'adult' : population]

/** Whether a limit lies farther out than any of the rails: that is seen all the time, as one that is off. */
export function isExtreme(population: Population, vital: LimitKey, { low, high }: Limit): boolean {
  const [lowest, , , highest] = railsOf(population, vital)
  return (low !== null && low < lowest) || (high !== null && high > highest)
}

/**
 * Whether no limit of it is left that could alarm: off, at the end of what can be measured, or farther out of the rails than any sense
 * [design: by twice the room that the rails leave]. That is an alarm off, and is done as one.
 */
export function isNoLimit(population: Population, vital: LimitKey, { low, high }: Limit): boolean {
  const [least, most] = VITALS[vital].plausible
  const [lowest, highestLow, lowestHigh, highest] = railsOf(population, vital)
  const noLow = low === null || low <= Math.max(least, lowest - 2 * (highestLow - lowest))
  const noHigh = high === null || high >= Math.min(most, highest + 2 * (highest - lowestHigh))
  return noLow && noHigh
}

export type BadLimit = 'limit-not-a-number' | 'limit-low-above-high' | 'limit-implausible'
/** Why these are no limits of this vital; null where they are. */
export function badLimit(vital: LimitKey, { low, high }: Limit): BadLimit | null {
  const [least, most] = VITALS[vital].plausible
  for (const value of [low, high]) {
    if (value === null) continue
    if (!Number.isFinite(value)) return 'limit-not-a-number'
    if (value < least || value > most) return 'limit-implausible'
  }
  return low !== null && high !== null && low >= high ? 'limit-low-above-high' : null
}

/** Between which an oxygen target is ordered, % [design: 70 leaves room for a heart whose blood mixes]. */
export const TARGET = { least: 70, most: 100 } as const
/** Why these are no oxygen target; null where they are. */
export function badTarget({ low, high }: Limit): BadLimit | null {
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) return 'limit-not-a-number'
  if (low < TARGET.least || high > TARGET.most) return 'limit-implausible'
  return low >= high ? 'limit-low-above-high' : null
}

/** The limit in force. */
export function limitOf(
  population: Population,
  overrides: readonly Override[],
  vital: LimitKey,
): Limit & { readonly own: Override | null } {
  const own = overrides.find((one) => one.vital === vital) ?? null
  return own ? { low: own.low, high: own.high, own } : { ...presetLimit(population, vital), own: null }
}

/** What a value is held against: a pulse rate that stands for the heart's by what was set for that, where nothing was set for it. */
export function limitHeld(population: Population, overrides: readonly Override[], vital: LimitKey): ReturnType<typeof limitOf> {
  const found = limitOf(population, overrides, vital)
  return vital === 'pr' && found.own === null ? limitOf(population, overrides, 'hr') : found
}

export interface TargetOrder {
  /** Oxygen saturation, %. */
  readonly low: number
  readonly high: number
  readonly by: By
  readonly at: At
}
export const VITALS_WITH_LIMITS: readonly VitalKey[] = VITAL_KEYS.filter(hasLimit)
