// Three numbers of one pressure are one alarm: a cuff's measurement, or an arterial line [WARD §8.2, §8.5].
import { hasLimit, limitOf } from '../limits.ts'
import { type Condition, type RuleKey, ruleOf, type Side } from '../rules.ts'
import { type At, seconds } from '../units.ts'
import type { VitalKey } from '../vitals.ts'
import { place } from './place.ts'
import { delayOf, type Judged, knownOf, lineSettled, NOTHING, nothingKnown, one, type Seen, settleOf, trackOf, verdict } from './seen.ts'

type LimitCondition = Extract<Condition, { is: 'limit' }>
const LETTERS = ['S', 'D', 'M'] as const

/** "82/40 (54)"; a number that is not known is a dash. */
export function lineText(values: readonly (number | null)[]): string {
  const [sys, dia, mean] = values.map((value) => (value === null ? '–' : String(value)))
  return mean === '–' ? `${sys}/${dia}` : `${sys}/${dia} (${mean})`
}

interface Part {
  readonly vital: VitalKey
  readonly letter: string
  readonly value: number
  readonly is: 'out' | 'edge' | 'in'
  readonly side: Side | null
  readonly limit: number | null
}

function parts(seen: Seen, { vitals, side, inside }: LimitCondition, values: readonly (number | null)[]): Part[] {
  return vitals.flatMap((vital, index) => {
    const value = values[index]
    if (value === null || value === undefined || !hasLimit(vital)) return []
    const { low, high } = limitOf(seen.around.population, seen.around.overrides, vital)
    const limit = { low: side === 'high' ? null : low, high: side === 'low' ? null : high }
    const found = place(value, limit, inside)
    return [{ vital, letter: LETTERS[index]!, value, ...found, limit: found.side === null ? null : limit[found.side] }]
  })
}

/** Values of one instant: the newest, or with a cuff those of its last measurement. */
function valuesOf(seen: Seen, vitals: readonly VitalKey[]): { values: readonly (number | null)[]; at: At } | null {
  const tracks = vitals.map((vital) => trackOf(seen, vital)).filter((track) => track !== undefined)
  if (tracks.length === 0) return null
  const when = tracks.reduce((most, { last }) => Math.max(most, last.at), 0) as At
  const isCuff = vitals[0] === 'nibp-sys'
  return { at: when, values: vitals.map((vital) => (!isCuff || trackOf(seen, vital)?.last.at === when ? knownOf(seen, vital) : null)) }
}

/** Systolic, mean and diastolic in their order, as they must be [FACTS §1.5]. */
export const ordered = ([sys, dia, mean]: readonly (number | null)[]): boolean => {
  if (sys !== null && dia !== null && sys !== undefined && dia !== undefined && sys < dia) return false
  if (mean === null || mean === undefined) return true
  return (sys === null || sys === undefined || mean <= sys) && (dia === null || dia === undefined || mean >= dia)
}

export function judgeLine(seen: Seen, key: RuleKey, condition: LimitCondition): readonly Judged[] {
  const { vitals, side, settle } = condition
  const found = valuesOf(seen, vitals)
  if (!found) return NOTHING
  const { values, at } = found
  const isArt = vitals[0] === 'art-sys'
  if ((isArt && seen.memory.flush !== null) || values.every((value) => value === null) || !ordered(values)) return nothingKnown(seen, key)
  const all = parts(seen, condition, values)
  const out = all.filter((part) => part.is === 'out')
  // The mean is the one to trust, then the systolic.
  const lead = out.toSorted((a, b) => 'MSD'.indexOf(a.letter) - 'MSD'.indexOf(b.letter))[0]
  const track = trackOf(seen, vitals[2]!) ?? trackOf(seen, vitals[0]!)
  const inside = all.every((part) => part.is === 'in') ? 'in' : 'edge'
  const is = lead ? (track?.slow ? 'edge' : 'out') : inside
  const own = side === 'both' ? (lead?.side ?? null) : side
  return one(seen, key, {
    at,
    is,
    armed: !isArt || lineSettled(seen),
    delay: delayOf(seen, key, track),
    settle: settleOf(seen, settle, track),
    vital: lead?.vital ?? null,
    side: own,
    value: lead?.value ?? null,
    limit: lead?.limit ?? null,
    say: {
      text: lineText(values),
      which: out.map((part) => `${part.letter} ${part.side === 'low' ? '<' : '>'} ${part.limit}`).join(', '),
      taken: String(at),
    },
  })
}

/** A line that stands below any pressure that carries a patient, and does not pulse. */
export function judgeNoPulse(seen: Seen, key: RuleKey, { below, settle }: Extract<Condition, { is: 'no-pulse' }>): readonly Judged[] {
  const { memory, clock } = seen
  const track = trackOf(seen, 'art-mean')
  if (!track) return NOTHING
  const mean = knownOf(seen, 'art-mean')
  if (mean === null || memory.flush !== null) return nothingKnown(seen, key)
  const flat = memory.flat !== null && mean < below
  const is = flat ? 'out' : memory.flat === null ? 'in' : 'edge'
  return [
    {
      of: '',
      verdict: verdict(seen, key, {
        at: track.last.at,
        is,
        armed: lineSettled(seen),
        settle: settleOf(seen, settle, track),
        priority: ruleOf(key).priority,
        vital: 'art-mean',
        side: 'low',
        value: mean,
        limit: below,
        evidence:
          flat && knownOf(seen, 'pr') !== null && clock - memory.flat! > seconds(6) ? `pulse ${knownOf(seen, 'pr')} by pleth` : null,
      }),
    },
  ]
}
