// Technical: cuff, arterial line, CO2 line, and numbers that cannot be.
import { minutes, seconds } from '../units.ts'
import { WHY_WORDS, type Why } from '../value.ts'
import { VITALS, type VitalKey } from '../vitals.ts'
import type { Fact } from './facts.ts'
import { chestMoves } from './limit.ts'
import { lineText, ordered } from './line.ts'
import type { Memory } from './memory.ts'
import { CO2_NONE } from './remember.ts'
import { type Judged, knownOf, NOTHING, one, type Seen, trackOf, verdict, whyOf } from './seen.ts'

const CUFF = ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const
/** Not a measurement that failed: none was made. */
const NOT_MADE: readonly (Why | undefined)[] = ['not-measured', 'no-data', 'device-off', 'standby', 'arming', 'recording-ended', 'held']

/** After numbers of a cuff were taken. */
export function takeCuff({ cuffs, numbers }: Memory): void {
  const lasts = CUFF.map((vital) => numbers.get(vital)?.last)
  const when = lasts.reduce((most, last) => Math.max(most, last?.at ?? 0), 0) as NonNullable<typeof cuffs.good>['at']
  const now = lasts.map((last) => (last?.at === when ? last.value : undefined))
  if (now.every((value) => value === undefined)) return
  const known = now.map((value) => (value?.is === 'known' ? value.value : null))
  const fresh = cuffs.at !== when
  const every = numbers.get('nibp-sys')?.cadence ?? 0
  if (fresh) {
    if (cuffs.at !== null && when - cuffs.at <= 2 * every) cuffs.regular = true
    cuffs.at = when
    cuffs.counted = false
  }
  if (known.some((value) => value !== null)) {
    cuffs.good = { at: when, text: lineText(known).replace(/ \(.*/, '') }
    cuffs.failed = 0
    cuffs.failedSince = null
    return
  }
  const first = now.find((value) => value !== undefined)
  if (first?.is !== 'unknown' || NOT_MADE.includes(first.why) || cuffs.counted) return
  cuffs.counted = true
  cuffs.failed++
  cuffs.failedSince ??= when
}

export const nibpFailedFact: Fact = (seen, key) => {
  const { failed, failedSince, good } = seen.memory.cuffs
  if (!trackOf(seen, 'nibp-sys')) return NOTHING
  if (failed === 0 || failedSince === null) return one(seen, key, { is: 'in' })
  const why = whyOf(seen, 'nibp-sys')
  const said = why ? `: ${WHY_WORDS[why].toLowerCase()}` : ''
  const last = good ? `, last good ${good.text}, ${Math.floor((seen.clock - good.at) / 60_000)} min` : ''
  return one(seen, key, { is: 'out', since: failedSince, priority: failed >= 2 ? 'medium' : 'low', say: { more: `${said}${last}` } })
}

const OVERDUE = minutes(10)
export const nibpDueFact: Fact = (seen, key) => {
  const { good, regular } = seen.memory.cuffs
  const track = trackOf(seen, 'nibp-sys')
  if (!track || !good || !seen.around.continuous) return NOTHING
  const announced = seen.around.facts.devices.some(({ id, cadence }) => id === track.last.source && cadence?.['nibp-sys'] !== undefined)
  const age = seen.clock - good.at
  if (!(regular || announced) || age <= track.cadence + OVERDUE) return one(seen, key, { is: 'in' })
  return one(seen, key, {
    is: 'out',
    value: Math.floor(age / 60_000),
    say: { every: String(Math.round(track.cadence / 60_000)) },
  })
}

export const dampedFact: Fact = (seen, key) => {
  if (!trackOf(seen, 'art-mean')) return NOTHING
  const { since } = seen.memory.damping
  if (knownOf(seen, 'art-mean') === null) return one(seen, key, { is: 'unknown' })
  return one(seen, key, since === null ? { is: 'in' } : { is: 'out', since, vital: 'art-sys' })
}

const FLUSH_ENDS = seconds(90)
export const flushFact: Fact = (seen, key) => {
  if (!trackOf(seen, 'art-mean')) return NOTHING
  const { flush, stuck } = seen.memory
  if (stuck !== null)
    return one(seen, key, { is: 'out', since: stuck, priority: 'medium', vital: 'art-mean', say: { more: ': pressure not watched' } })
  const holds = flush !== null && seen.clock - flush <= FLUSH_ENDS
  return one(seen, key, holds ? { is: 'out', since: flush, vital: 'art-mean' } : { is: 'in' })
}

/** No CO2 while the chest moves, where there was CO2 before. */
export const co2LineFact: Fact = (seen, key) => {
  const track = trackOf(seen, 'etco2')
  if (!track) return NOTHING
  const value = knownOf(seen, 'etco2')
  const none = value === null ? whyOf(seen, 'etco2') === 'noise' : value <= CO2_NONE
  if (!none || !chestMoves(seen) || seen.memory.co2 === null) {
    seen.memory.dry = null
    return one(seen, key, { is: value === null && !none ? 'unknown' : 'in' })
  }
  seen.memory.dry ??= track.last.at
  return one(seen, key, { is: 'out', since: seen.memory.dry, vital: 'etco2' })
}

const LINES: readonly (readonly [string, readonly VitalKey[]])[] = [
  ['NIBP', CUFF],
  ['ART', ['art-sys', 'art-dia', 'art-mean']],
]
/** A number beyond what a patient can have; pressures that are not in their order. */
export const implausibleFact: Fact = (seen, key) => {
  const found: Judged[] = []
  const say = (of: string, name: string, vital: VitalKey, out: boolean, since: Seen['clock']): void => {
    found.push({ of, verdict: verdict(seen, key, out ? { is: 'out', since, vital, say: { name } } : { is: 'in' }) })
  }
  for (const [vital, { none, last }] of seen.memory.numbers)
    say(vital, VITALS[vital].label, vital, whyOf(seen, vital) === 'implausible', none ?? last.at)
  for (const [name, vitals] of LINES) {
    const mean = trackOf(seen, vitals[2]!)
    if (mean && seen.memory.flush === null) {
      const values = vitals.map((vital) => (trackOf(seen, vital)?.last.at === mean.last.at ? knownOf(seen, vital) : null))
      say(name, name, vitals[0]!, !ordered(values), mean.last.at)
    }
  }
  return found
}
