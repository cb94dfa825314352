// The running score: medians over minutes of what the monitor brings, and what a nurse charted, while each holds. What is missing or has
// expired makes it a range, with the one observation that would narrow it most. It is never mixed with a charted score, and moves no clock.

import { median } from './median.ts'
import { type Observations, partsOf, type ScaleOrder, scaleAt, type Total } from './observations.ts'
import {
  type Gas,
  hasRisen,
  NUMBER_PARTS,
  type NumberPart,
  narrowing,
  PART_KEYS,
  PARTS,
  type PartKey,
  type Parts,
  type Points,
  pointsOf,
  printed,
  type RefusalKey,
  rangeOf,
  refusal,
  type Scale,
  type Scored,
  TRIGGERS,
  type TriggerKey,
  triggerOf,
  worse,
} from './scores.ts'
import type { Series } from './series.ts'
import { type At, after, at, between, hours, type Ms, minutes, seconds } from './units.ts'

/** A value and when it was measured, or the newest of those it is the median of. */
export interface Reading<T = number> {
  readonly value: T
  readonly at: At
}
/** What devices bring of the parts; what they do not bring is absent. Consciousness is never theirs. */
export type Readings = Partial<Readonly<Record<NumberPart, Reading>>> & { readonly oxygen?: Reading<Gas> }

/** Over how long the median of a signal is taken, and how much of it must be known [design]. */
const MEDIAN_OVER = minutes(5)
const SETTLED = seconds(30)
const FEW = 3
/** The median of what is known of the last minutes; null where that is too little. Zero and unknown are no values. */
export function medianOf(series: Series, cadence: Ms, now: At): Reading | null {
  const { at: times, value } = series.window(after(now, -MEDIAN_OVER), after(now, 1))
  const known: number[] = []
  let newest = 0
  let oldest = 0
  for (const [index, one] of value.entries()) {
    if (!(one > 0)) continue
    if (known.length === 0) oldest = times[index]!
    known.push(one)
    newest = times[index]!
  }
  // So much of it in all, or several over so long: the past comes thinned.
  const enough = known.length * cadence >= SETTLED || (known.length >= FEW && newest - oldest >= SETTLED)
  if (known.length === 0 || !enough) return null
  return { value: median(known), at: at(newest) }
}

/** TABLE: how long a part holds at most [FACTS §1.6, design; oxygen as consciousness]. */
const HOLDS: Readonly<Record<PartKey, Ms>> = {
  rr: minutes(15),
  spo2: minutes(15),
  oxygen: hours(12),
  sys: hours(4),
  pulse: minutes(15),
  consciousness: hours(12),
  temp: hours(12),
}
/** Parts that only a look at the patient renews: they expire also when the band of risk rises. */
const LOOKED = ['consciousness', 'oxygen'] as const
type Looked = (typeof LOOKED)[number]
/** When such a part was last seen, the band then, and whether the band has been above it since. */
interface Sight {
  readonly at: At
  readonly trigger: TriggerKey
  readonly risen: boolean
}
export type Memory = Readonly<Record<Looked, Sight | null>>
export const NO_MEMORY: Memory = { consciousness: null, oxygen: null }
/** When the risk had risen since such a part was seen: kept, so that the past can be told as it stood. */
export interface Rise {
  readonly part: Looked
  readonly seen: At
  readonly at: At
}
/** Rises by this look. */
export const risesIn = (before: Memory, after: Memory, now: At): readonly Rise[] =>
  LOOKED.flatMap((part): Rise[] => {
    const [was, is] = [before[part], after[part]]
    return is?.risen && !(was?.risen && was.at === is.at) ? [{ part, seen: is.at, at: now }] : []
  })
/** What was remembered at `now`, of parts that were seen last then: as it was kept, nothing is reckoned anew. */
export const memoryThen = (rises: readonly Rise[], seen: Readonly<Record<Looked, At | null>>, now: At): Memory => {
  const sight = (part: Looked): Sight | null => {
    const when = seen[part]
    if (when === null) return null
    const risen = rises.some((rise) => rise.part === part && rise.at <= now && rise.seen >= when)
    // Above the highest band nothing rises: whether it had is known.
    return { at: when, trigger: 'high', risen }
  }
  return { consciousness: sight('consciousness'), oxygen: sight('oxygen') }
}

export interface Missing {
  readonly part: PartKey
  /** null: never. */
  readonly seen: At | null
}
export type Running =
  | { readonly is: 'refused'; readonly why: RefusalKey }
  | {
      readonly is: 'score'
      readonly low: number
      readonly high: number
      /** Of the least total that it can be, what has expired still counted as it was last seen: a band never falls by knowing less. */
      readonly trigger: TriggerKey
      readonly scale: Scale
      readonly points: Readonly<Record<PartKey, Points | null>>
      readonly missing: readonly Missing[]
      /** Which one observation would narrow the range most. */
      readonly narrow: PartKey | null
    }

export interface RunningAsk {
  readonly now: At
  readonly patient: Scored
  readonly sets: readonly Observations[]
  readonly orders: readonly ScaleOrder[]
  readonly monitor: Readings
  /** The charted score in force: it demands its interval too. */
  readonly charted: Total | null
  readonly memory: Memory
}

type Seen = Readonly<Record<PartKey, Reading<unknown> | null>>
/** The newest of what was charted and what the monitor brings, part by part. */
function seenOf({ sets, monitor, now }: RunningAsk): Seen {
  const newest: Record<PartKey, Reading<unknown> | null> = { ...NOTHING }
  const offer = (part: PartKey, reading: Reading<unknown> | undefined): void => {
    if (reading && reading.at <= now && (!newest[part] || reading.at >= newest[part].at)) newest[part] = reading
  }
  for (const set of sets) {
    const parts: Readonly<Record<PartKey, unknown>> = partsOf(set)
    for (const part of PART_KEYS) if (parts[part] !== null) offer(part, { value: parts[part], at: set.at })
    if (set.consciousness === 'not-assessable') offer('consciousness', { value: 'not-assessable', at: set.at })
  }
  for (const part of NUMBER_PARTS) if (printed(part, monitor[part]?.value ?? null) !== null) offer(part, monitor[part])
  offer('oxygen', monitor.oxygen)
  return newest
}
const NOTHING: Seen = { rr: null, spo2: null, oxygen: null, sys: null, pulse: null, consciousness: null, temp: null }

/** What of the parts still holds, by this test. */
const holding = (seen: Seen, holds: (part: PartKey, when: At) => boolean): Parts =>
  Object.fromEntries(
    PART_KEYS.map((part) => [part, seen[part] && holds(part, seen[part].at) ? seen[part].value : null]),
  ) as unknown as Parts

const least = (parts: Parts, scale: Scale): TriggerKey =>
  triggerOf(rangeOf(parts, scale).low, Object.values(pointsOf(parts, scale)).includes(3))

/** What is remembered of a part after this look at the score. A full set at that time says the band itself. */
function remembered(before: Sight | null, seen: Reading<unknown> | null, present: TriggerKey, charted: Total | null): Sight | null {
  if (!seen) return null
  const then = before?.at === seen.at ? before : { trigger: charted?.at === seen.at ? charted.trigger : present, risen: false }
  return { at: seen.at, trigger: then.trigger, risen: then.risen || hasRisen(then.trigger, present) }
}

/** The running score now, and what must be remembered for the next time. */
export function running(ask: RunningAsk): { readonly score: Running; readonly memory: Memory } {
  const { now, patient, orders, charted } = ask
  const seen = seenOf(ask)
  const fresh = (part: PartKey, when: At): boolean => between(when, now) <= HOLDS[part]
  const sedated = seen.consciousness?.value === 'not-assessable' && fresh('consciousness', seen.consciousness.at)
  const why = refusal(patient) ?? (sedated ? 'sedated' : null)
  if (why) return { score: { is: 'refused', why }, memory: NO_MEMORY }

  const scale = scaleAt(orders, now)
  const told: Seen = seen.consciousness?.value === 'not-assessable' ? { ...seen, consciousness: null } : seen
  const present = least(holding(told, fresh), scale)
  const memory: Memory = {
    consciousness: remembered(ask.memory.consciousness, told.consciousness, present, charted),
    oxygen: remembered(ask.memory.oxygen, told.oxygen, present, charted),
  }
  const every = TRIGGERS[worse(present, charted?.trigger ?? 'zero')].every
  const risen = (part: PartKey): boolean => (LOOKED as readonly PartKey[]).includes(part) && memory[part as Looked]?.risen === true
  const parts = holding(told, (part, when) => fresh(part, when) && between(when, now) <= every && !risen(part))
  const missing = PART_KEYS.filter((part) => parts[part] === null).map((part) => ({ part, seen: told[part]?.at ?? null }))
  const trigger = worse(present, least(parts, scale))
  const score = {
    is: 'score',
    ...rangeOf(parts, scale),
    trigger,
    scale,
    points: pointsOf(parts, scale),
    missing,
    narrow: narrowing(parts, scale),
  } as const
  return { score, memory }
}

/** "5", "5–8" */
export const rangeWords = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  low === high ? `${low}` : `${low}–${high}`

type Told = Pick<Running & { is: 'score' }, 'low' | 'high' | 'narrow'> & {
  readonly missing: readonly { readonly part: PartKey; readonly seen: number | null }[]
}
/** "5–8; consciousness last seen 03:10", by the clock of the ward; "2" where nothing is missing. */
export function runningWords(score: Told, clock: (when: At) => string): string {
  const missed = score.missing.find(({ part }) => part === score.narrow)
  if (!missed) return rangeWords(score)
  return `${rangeWords(score)}; ${PARTS[missed.part]} ${missed.seen === null ? 'not taken yet' : `last seen ${clock(at(missed.seen))}`}`
}
