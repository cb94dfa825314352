// What a nurse charts at one time, the order of scale and oxygen target, and the score of a full set. Only a full set is a charted score
// and moves the clock of the next one; scale 2 is a named person's order, never inferred [FACTS §1.1, §1.2].
import { By } from './book.ts'
import { CODED, type Code } from './codes.ts'
import {
  type Gas,
  isMissing,
  NUMBER_PARTS,
  NUMBERS,
  type NumberPart,
  PART_KEYS,
  PARTS,
  type PartKey,
  type Parts,
  type Points,
  pointsOf,
  printed,
  REFUSALS,
  type RefusalKey,
  rangeOf,
  refusal,
  type Scale,
  type Scored,
  TRIGGERS,
  type TriggerKey,
  triggerOf,
} from './scores.ts'
import { halfUp } from './shownunits.ts'
import { type At, after } from './units.ts'
import { VITALS } from './vitals.ts'
import { z } from './zod.ts'

const instant = z.custom<At>((value) => typeof value === 'number' && Number.isFinite(value))
const codes = <T extends string>(table: Readonly<Record<T, string>>) => z.enum(Object.keys(table) as [T, ...T[]])

/** A number and whence it came. Rounded half up once, here: what is kept is what is printed and scored [FACTS §1.1]. */
const charted = (part: NumberPart) =>
  z
    .strictObject({
      value: z
        .number()
        .transform((value) => halfUp(value, VITALS[NUMBERS[part]].digits))
        .refine((value) => printed(part, value) !== null, 'not a plausible value'),
      from: z.enum(['monitor', 'typed']),
    })
    .nullable()

/** By which device oxygen is given, with its flow (L/min) or share (%). Air has neither, all else has one of them [RCP Chart 3, mem]. */
export const Oxygen = z
  .strictObject({
    device: codes<Code<'o2-device'>>(CODED['o2-device'].codes),
    flow: z.number().min(0).max(80).nullable(),
    fio2: z.number().min(21).max(100).nullable(),
  })
  .refine(
    ({ device, flow, fio2 }) => (device === 'A') === (flow === null && fio2 === null),
    'air has no flow; oxygen has a flow or a share',
  )
export type Oxygen = z.infer<typeof Oxygen>

const [leastGlucose, mostGlucose] = [0.1, VITALS.glucose.plausible[1]]
const fields = {
  at: instant,
  consciousness: z.enum([...(Object.keys(CODED.consciousness.codes) as Code<'consciousness'>[]), 'not-assessable']).nullable(),
  oxygen: Oxygen.nullable(),
  rr: charted('rr'),
  spo2: charted('spo2'),
  sys: charted('sys'),
  pulse: charted('pulse'),
  temp: charted('temp'),
  /** mmol/L; charted with the set, no part of the score. */
  glucose: z.number().min(leastGlucose).max(mostGlucose).nullable(),
}
/** As it is asked to be charted: what was not taken is null. `at`: gateway time of the set. */
export const ObservationsAsked = z.strictObject(fields)
/** As it is kept. `written`: when, where that was later than it was taken. */
export const Observations = z.strictObject({ ...fields, by: By, written: instant.optional() })
export type Observations = z.infer<typeof Observations>
/** Since when a set was known. */
export const knownSince = ({ at, written }: Pick<Observations, 'at' | 'written'>): At => written ?? at

/** Oxygen beyond that of air is given: 21 % by any device is air. */
export const gasOf = ({ device, flow, fio2 }: Oxygen): Gas => (device === 'A' || (fio2 === 21 && !flow) ? 'air' : 'oxygen')

/** The parts of a set, null where one was not taken; 'not-assessable' is none. */
export function partsOf(set: Observations): Parts {
  const numbers = Object.fromEntries(NUMBER_PARTS.map((part) => [part, set[part]?.value ?? null])) as Record<NumberPart, number | null>
  const { consciousness, oxygen } = set
  return { ...numbers, oxygen: oxygen && gasOf(oxygen), consciousness: consciousness === 'not-assessable' ? null : consciousness }
}

const percent = z.number().int().min(70).max(100)
/** A statement of its own: the newest holds. Scale 1 without a target ends what was ordered before. */
const orderFields = {
  scale: z.union([z.literal(1), z.literal(2)]),
  /** Saturation that is aimed at, %, or null. */
  target: z.strictObject({ low: percent, high: percent }).nullable(),
}
type Ordered = { readonly scale: Scale; readonly target: { readonly low: number; readonly high: number } | null }
const fits = ({ scale, target }: Ordered): boolean =>
  scale === 2 ? target?.low === 88 && target.high === 92 : target === null || target.low < target.high
const WRONG_TARGET = 'scale 2 is for a target of 88–92 %; a target is a lower and a higher figure'
export const ScaleAsked = z.strictObject(orderFields).refine(fits, WRONG_TARGET)
export const ScaleOrder = z.strictObject({ ...orderFields, by: By, at: instant }).refine(fits, WRONG_TARGET)
export type ScaleOrder = z.infer<typeof ScaleOrder>

/** The order in force at an instant; null: none was ever given, which is scale 1 without a target. */
export const orderAt = (orders: readonly ScaleOrder[], when: At): ScaleOrder | null =>
  orders.reduce<ScaleOrder | null>((newest, order) => (order.at <= when && (!newest || order.at >= newest.at) ? order : newest), null)
export const scaleAt = (orders: readonly ScaleOrder[], when: At): Scale => orderAt(orders, when)?.scale ?? 1

export type Charted =
  | {
      readonly is: 'total'
      readonly at: At
      readonly total: number
      readonly trigger: TriggerKey
      readonly scale: Scale
      readonly points: Readonly<Record<PartKey, Points | null>>
    }
  | { readonly is: 'incomplete'; readonly at: At; readonly missing: readonly PartKey[]; readonly low: number; readonly high: number }
  | { readonly is: 'refused'; readonly at: At; readonly why: RefusalKey }

/** The score of one set by the scale that was ordered at its time. */
export function chartedOf(set: Observations, patient: Scored, orders: readonly ScaleOrder[]): Charted {
  const why = refusal(patient) ?? (set.consciousness === 'not-assessable' ? 'sedated' : null)
  if (why) return { is: 'refused', at: set.at, why }
  const parts = partsOf(set)
  const scale = scaleAt(orders, set.at)
  const { low, high } = rangeOf(parts, scale)
  const missing = PART_KEYS.filter((part) => isMissing(part, parts))
  if (missing.length > 0) return { is: 'incomplete', at: set.at, missing, low, high }
  const points = pointsOf(parts, scale)
  return { is: 'total', at: set.at, total: low, trigger: triggerOf(low, Object.values(points).includes(3)), scale, points }
}
export type Total = Charted & { is: 'total' }

/** The newest full set's score: an incomplete one changes nothing. Null where none was charted. */
export function lastTotal(sets: readonly Observations[], patient: Scored, orders: readonly ScaleOrder[]): Total | null {
  const totals = sets.map((set) => chartedOf(set, patient, orders)).filter((score): score is Total => score.is === 'total')
  return totals.reduce<Total | null>((newest, total) => (!newest || total.at >= newest.at ? total : newest), null)
}

/** When the next full set is due; null while the score asks for continuous watching: then nobody is called to it. */
export const dueAt = ({ at, trigger }: Pick<Total, 'at' | 'trigger'>): At | null =>
  TRIGGERS[trigger].continuous ? null : after(at, TRIGGERS[trigger].every)

/** The total of a set, and its words; null: it has none, and the words say why. */
export function toldOf(
  set: Observations,
  patient: Scored | null,
  orders: readonly ScaleOrder[],
): { readonly total: number | null; readonly words: string } {
  const score = patient && chartedOf(set, patient, orders)
  if (score?.is === 'total') return { total: score.total, words: `NEWS2 ${score.total}${score.scale === 2 ? ', scale 2' : ''}` }
  const why =
    score?.is === 'refused' ? REFUSALS[score.why].tile : `no total: without ${score?.missing.map((part) => PARTS[part]).join(', ')}`
  return { total: null, words: why.slice(0, 120) }
}
