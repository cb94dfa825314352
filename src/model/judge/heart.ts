// Beats that do not come: asystole, a pause, spikes that nothing answers; and rhythms by the device's word.
import { type Condition, type RuleKey, ruleOf } from '../rules.ts'
import { type At, at, seconds } from '../units.ts'
import type { Why } from '../value.ts'
import { pulseBeside } from './evidence.ts'
import { type Train, waveTells } from './memory.ts'
import { settleSpike } from './remember.ts'
import { codeOf, isOurs, type Judged, knownOf, NOTHING, nothingKnown, one, type Seen, trackOf, whyOf } from './seen.ts'

type Of<K extends Condition['is']> = Extract<Condition, { is: K }>

/** A device says "no beat" after so long without one [FACTS §2.7]. */
const SAID_AFTER = seconds(4)
/** Five beats in a row are not to be had while holes follow each other within so long [design]. */
const HOLEY = seconds(5)
/** A rate that was known for so long is one again [design]. */
const STEADY = seconds(5)
/** Why there is no rate where a beat would be seen all the same. */
const BEATS_SEEN: readonly Why[] = ['no-beat', 'arming']
/** The number alone is missing: beats one by one on a wave tell more than it. */
const NUMBER_MISSES: readonly Why[] = ['no-data', 'not-measured', 'implausible']

/** An ECG on which a beat would be seen: leads on, readable, the device's own. */
export function ecgUsable(seen: Seen): boolean {
  if (codeOf(seen, 'leads') === 'off' || isOurs(seen, 'hr')) return false
  const why = whyOf(seen, 'hr')
  if (why === null || BEATS_SEEN.includes(why)) return true
  return NUMBER_MISSES.includes(why) && waveTells(seen.memory.heart, seen.clock)
}

/** How many times came after the last pause of `least` or more, the one that ended it included. */
function sincePause({ times }: Train, least: number): { count: number; pause: number | null } {
  for (let i = times.length - 1; i > 0; i--) {
    const gap = times[i]! - times[i - 1]!
    if (gap >= least) return { count: times.length - i, pause: gap }
  }
  return { count: times.length, pause: null }
}

interface Silence {
  readonly from: At
  readonly to: At
}

/** What the device says without beats one by one: its rate, its rhythm. No earlier than the last beat that was seen. */
function saidSilence(seen: Seen): Silence | null {
  const hr = trackOf(seen, 'hr')
  const rhythm = seen.memory.coded.get('rhythm')
  const flat = codeOf(seen, 'rhythm') === 'asystole' && rhythm
  const none = hr && whyOf(seen, 'hr') === 'no-beat' ? hr.none : null
  if (none === null && !flat) return null
  const said = Math.min(none ?? Number.POSITIVE_INFINITY, flat ? rhythm.since : Number.POSITIVE_INFINITY)
  const to = Math.max(none === null ? 0 : hr!.last.at, flat ? rhythm.last.at : 0)
  return { from: at(Math.max(seen.memory.heart.beat ?? 0, said - SAID_AFTER)), to: at(to) }
}

/** Since when no beat has come, and up to when that is known; null: it cannot be said. A wave with holes does not outvote the device. */
function silence(seen: Seen): Silence | null {
  const { heart } = seen.memory
  const wave = waveTells(heart, seen.clock) ? { from: heart.from!, to: at(Math.max(heart.end!, heart.from!)) } : null
  const said = saidSilence(seen)
  if (!wave || !said) return wave ?? said
  return said.to - said.from > wave.to - wave.from ? said : wave
}

export function judgeNoBeat(seen: Seen, key: RuleKey, { least, below, beats }: Of<'no-beat'>): readonly Judged[] {
  const { heart, spikes } = seen.memory
  if (!trackOf(seen, 'hr') && !heart.heard) return NOTHING
  if (!ecgUsable(seen)) {
    // Silence of leads that were off is none: the next beat ends no pause.
    heart.times = []
    heart.from = null
    return nothingKnown(seen, key)
  }
  // Fibrillation has no beats, and is no standstill.
  if (codeOf(seen, 'rhythm') === 'vf') {
    heart.from = heart.beat = heart.end ?? seen.clock
    heart.times = []
    return one(seen, key, { is: 'edge' })
  }
  const quiet = silence(seen)
  const gap = quiet ? quiet.to - quiet.from : 0
  const more = seen.around.paced && Math.max(spikes.lost, spikes.before) > 0 ? ', paced: spikes without beats' : ''
  const out = (from: At, length: number, to: At): readonly Judged[] =>
    one(seen, key, {
      at: to,
      is: 'out',
      since: from,
      vital: 'hr',
      side: 'high',
      value: below === null ? Math.floor(length / 1000) : Math.floor(length / 100) / 10,
      limit: least / 1000,
      say: { more },
      evidence: below === null ? pulseBeside(seen, from) : null,
    })
  if (quiet && gap >= least && (below === null || gap < below)) return out(quiet.from, gap, quiet.to)
  if (gap >= least) return one(seen, key, { is: 'edge' })
  const { count, pause } = sincePause(heart, least)
  const last = heart.times.at(-1)
  // A pause may have begun and ended between two looks: its first beat tells.
  if (heart.end !== null && pause !== null && count === 1 && (below === null || pause < below) && last !== undefined)
    return out(at(last - pause), pause, last)
  // Without beats one by one, a rate is what ends it; between holes that follow each other a rate with beats.
  const rate = trackOf(seen, 'hr')
  const holey = heart.holed !== null && seen.clock - heart.holed < HOLEY
  const steady = holey && knownOf(seen, 'hr') !== null && rate?.since != null && rate.last.at - rate.since >= STEADY
  const back = heart.heard ? count >= (steady ? 2 : Math.max(2, beats)) : knownOf(seen, 'hr') !== null
  return one(seen, key, { is: back ? 'in' : 'edge', vital: 'hr' })
}

export function judgeCapture(seen: Seen, key: RuleKey, { spikes: least, beats }: Of<'no-capture'>): readonly Judged[] {
  const { memory, clock, around } = seen
  if (!around.paced) return NOTHING
  if (!trackOf(seen, 'hr') && !memory.heart.heard) return NOTHING
  if (!ecgUsable(seen)) return nothingKnown(seen, key)
  // Up to where a beat would have been seen.
  settleSpike(memory, memory.heart.end ?? clock)
  const said = codeOf(seen, 'rhythm') === 'not-capturing'
  const { lost, first } = memory.spikes
  if (lost >= least || said) {
    const since = lost >= least ? first : (memory.coded.get('rhythm')?.since ?? null)
    return one(seen, key, {
      is: 'out',
      vital: 'hr',
      value: lost >= least ? lost : null,
      say: { more: lost >= least ? `, ${lost}` : '' },
      ...(since !== null && { since }),
    })
  }
  const back = !memory.heart.heard || (lost === 0 && sincePause(memory.heart, seconds(3)).count >= beats)
  return one(seen, key, { is: back ? 'in' : 'edge', vital: 'hr' })
}

export function judgeRhythm(seen: Seen, key: RuleKey, { code }: Of<'rhythm'>): readonly Judged[] {
  const state = seen.memory.coded.get('rhythm')
  if (!state) return NOTHING
  const rhythm = codeOf(seen, 'rhythm')
  if (rhythm === undefined || rhythm === 'not-watched' || isOurs(seen, 'hr')) return nothingKnown(seen, key)
  if (rhythm !== code) return one(seen, key, { is: 'in', at: state.last.at })
  return one(seen, key, {
    is: 'out',
    at: state.last.at,
    since: state.since,
    vital: 'hr',
    value: code === 'vf' ? null : knownOf(seen, 'hr'),
    say: { since: String(state.since) },
    evidence: ruleOf(key).arrest ? pulseBeside(seen, state.since) : null,
  })
}
