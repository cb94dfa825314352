// Values against limits: one vital, or the heart's rate by ECG or pleth; extremes; the deep fall of saturation; an oxygen target.
import type { Verdict } from '../alarm.ts'
import { GLUCOSE_HIGH_BELOW, hasLimit, type Limit, limitHeld } from '../limits.ts'
import { type Condition, type RuleKey, ruleOf, type Side } from '../rules.ts'
import { QUALITY } from '../sample.ts'
import type { VitalKey } from '../vitals.ts'
import { doubt, otherRate } from './evidence.ts'
import { judgeLine } from './line.ts'
import { onOxygen, oxygenWords } from './oxygen.ts'
import { place } from './place.ts'
import { CO2_NONE } from './remember.ts'
import {
  delayOf,
  isOurs,
  type Judged,
  kindOf,
  knownOf,
  lineSettled,
  NOTHING,
  nothingKnown,
  one,
  presentOf,
  qualityOf,
  type Seen,
  settled,
  settleOf,
  trackOf,
} from './seen.ts'

export type Of<K extends Condition['is']> = Extract<Condition, { is: K }>

const sided = ({ low, high }: Limit, side: Side | 'both'): Limit => ({
  low: side === 'high' ? null : low,
  high: side === 'low' ? null : high,
})
export const limitsOf = ({ around: { population, overrides } }: Pick<Seen, 'around'>, vital: VitalKey): Limit =>
  hasLimit(vital) ? limitHeld(population, overrides, vital) : { low: null, high: null }

/** What the rest of its message says. */
function sayOf(seen: Seen, vital: VitalKey): Record<string, string> {
  const track = trackOf(seen, vital)
  if (vital === 'hr') return { by: 'ECG' }
  if (vital === 'pr') return { by: 'pleth' }
  if (vital === 'rr') return { by: track && kindOf(seen, track.last.source) === 'co2' ? 'CO₂' : 'chest' }
  if (vital === 'spo2') return { on: oxygenWords(seen) }
  if (vital === 'glucose' && track) return { taken: String(track.last.at) }
  return {}
}
const besideOf = (seen: Seen, vital: VitalKey): string | null => (vital === 'hr' ? otherRate(seen) : vital === 'spo2' ? doubt(seen) : null)

interface Judgement {
  readonly limit: Limit
  readonly inside: number
  readonly settle: Verdict['settle']
  readonly priority?: Verdict['priority']
}
function against(seen: Seen, key: RuleKey, vital: VitalKey, { limit, inside, settle, priority }: Judgement): readonly Judged[] {
  const value = knownOf(seen, vital)
  const track = trackOf(seen, vital)
  const isArt = vital === 'art-mean'
  if (value === null || !track || (isArt && seen.memory.flush !== null)) return nothingKnown(seen, key)
  const { arming, priority: usual } = ruleOf(key)
  const { is: plain, side } = place(value, limit, inside)
  const is = plain === 'out' && track.slow ? 'edge' : plain
  const own = side ?? (limit.low === null ? 'high' : limit.high === null ? 'low' : null)
  return one(seen, key, {
    at: track.last.at,
    is,
    armed: isArt
      ? lineSettled(seen)
      : settled(seen, track, vital === 'pr' ? 'spo2' : arming, vital === 'etco2' ? seen.memory.co2 : track.since),
    delay: delayOf(seen, key, track),
    settle: settleOf(seen, settle, track),
    priority: priority ?? usual,
    vital,
    side: own,
    value,
    limit: own === null ? null : limit[own],
    say: { ...sayOf(seen, vital) },
    evidence: is === 'out' ? besideOf(seen, vital) : null,
  })
}

/** Water in the line: its zero says nothing of the patient while the chest moves. */
const CHEST_MOVES = 12_000
const LEAST_RATE = 3
export function chestMoves(seen: Seen): boolean {
  const { breath } = seen.memory
  const last = breath.times.at(-1)
  if (breath.heard) return last !== undefined && seen.clock - last <= CHEST_MOVES
  const rate = trackOf(seen, 'rr')
  return rate !== undefined && kindOf(seen, rate.last.source) !== 'co2' && (knownOf(seen, 'rr') ?? 0) >= LEAST_RATE
}

export function judgeLimit(seen: Seen, key: RuleKey, { vitals, side, inside, settle }: Of<'limit'>): readonly Judged[] {
  if (vitals.length === 3) return judgeLine(seen, key, { is: 'limit', vitals, side, inside, settle })
  // PR limits watch only while the ECG rate is unknown [WARD §8.5].
  const [first, second] = vitals
  const vital = second !== undefined && knownOf(seen, first!) === null && presentOf(seen, second)?.is === 'known' ? second : first!
  const limit = sided(limitsOf(seen, vital), side)
  if (limit.low === null && limit.high === null) return one(seen, key, { is: 'in' })
  if (vital === 'etco2' && (knownOf(seen, vital) ?? CO2_NONE) <= CO2_NONE && chestMoves(seen)) return nothingKnown(seen, key)
  const value = knownOf(seen, vital)
  const low = vital === 'glucose' && value !== null && value < GLUCOSE_HIGH_BELOW
  return against(seen, key, vital, { limit, inside, settle, ...(low && { priority: 'high' as const }) })
}

/** A derived rate is believed to be extreme only where the pulse says so, too. */
function contradicted(seen: Seen, vital: VitalKey, limit: Limit): boolean {
  if (!isOurs(seen, vital)) return false
  const pr = vital === 'hr' ? knownOf(seen, 'pr') : null
  return pr !== null && place(pr, limit, 0).is !== 'out'
}

/** PR stands in for the heart's rate while that is unknown, but not while the hand moves [WARD §8.5]. */
function extremeVital(seen: Seen, vital: VitalKey): VitalKey {
  if (vital !== 'hr' || knownOf(seen, 'hr') !== null || knownOf(seen, 'pr') === null) return vital
  return qualityOf(seen, 'pr') & QUALITY.motion ? vital : 'pr'
}

export function judgeExtreme(
  seen: Seen,
  key: RuleKey,
  { vital: own, side, step, clamp, inside, settle }: Of<'extreme'>,
): readonly Judged[] {
  const vital = extremeVital(seen, own)
  const { low, high } = limitsOf(seen, vital)
  // Never above the low limit itself, nor beneath the high one.
  const limit: Limit = {
    low: side === 'low' && low !== null ? Math.min(low, Math.max(low - step, clamp ?? Number.NEGATIVE_INFINITY)) : null,
    high: side === 'high' && high !== null ? Math.max(high, Math.min(high + step, clamp ?? Number.POSITIVE_INFINITY)) : null,
  }
  if (limit.low === null && limit.high === null) return one(seen, key, { is: 'in' })
  const found = against(seen, key, vital, { limit, inside, settle })
  if (!contradicted(seen, vital, limit)) return found
  return found.map(({ of, verdict }) => ({ of, verdict: verdict.is === 'out' ? { ...verdict, is: 'edge' } : verdict }))
}

export function judgeDeep(seen: Seen, key: RuleKey, { vital, value, inside, settle }: Of<'deep'>): readonly Judged[] {
  const { low } = limitsOf(seen, vital)
  return against(seen, key, vital, { limit: { low: Math.min(value, low ?? value), high: null }, inside, settle })
}

/** Only with a target that was ordered, or in a newborn, and only on oxygen. */
export function judgeTarget(seen: Seen, key: RuleKey, { vital, inside, settle }: Of<'over-target'>): readonly Judged[] {
  const { target, population } = seen.around
  const most = target?.high ?? (population === 'neonate' ? limitsOf(seen, vital).high : null)
  if (trackOf(seen, vital) === undefined) return NOTHING
  if (most === null || !onOxygen(seen)) return one(seen, key, { is: 'in' })
  const found = against(seen, key, vital, { limit: { low: null, high: most }, inside, settle })
  const words = target ? `${target.low}–${target.high}` : `${limitsOf(seen, vital).low}–${most}`
  return found.map(({ of, verdict }) => ({ of, verdict: { ...verdict, say: { ...verdict.say, target: words } } }))
}
