// Beats that do not come: asystole, a pause, spikes that nothing answers; and rhythms by the device's word.
import { type Condition, type RuleKey, ruleOf } from '../rules.ts'
import { type At, at, seconds } from '../units.ts'
import { pulseBeside } from './evidence.ts'
import type { Train } from './memory.ts'
import { settleSpike } from './remember.ts'
import { codeOf, isOurs, type Judged, knownOf, NOTHING, nothingKnown, one, type Seen, trackOf, whyOf } from './seen.ts'

type Of<K extends Condition['is']> = Extract<Condition, { is: K }>

/** A device says "no beat" after so long without one [FACTS §2.7]. */
const SAID_AFTER = seconds(4)
/** The wave tells of silence only while it comes. */
const WAVE_HOLDS = seconds(3)

/** An ECG on which a beat would be seen: leads on, readable, the device's own. */
export function ecgUsable(seen: Seen): boolean {
  if (codeOf(seen, 'leads') === 'off' || isOurs(seen, 'hr')) return false
  const why = whyOf(seen, 'hr')
  return why === null || why === 'no-beat' || why === 'arming'
}

/** How many times came after the last pause of `least` or more, the one that ended it included. */
function sincePause({ times }: Train, least: number): { count: number; pause: number | null } {
  for (let i = times.length - 1; i > 0; i--) {
    const gap = times[i]! - times[i - 1]!
    if (gap >= least) return { count: times.length - i, pause: gap }
  }
  return { count: times.length, pause: null }
}

/** Since when no beat has come, and up to when that is known; null: it cannot be said. */
function silence(seen: Seen): { readonly from: At; readonly to: At } | null {
  const { memory, clock } = seen
  const { heart } = memory
  const wave = heart.heard && heart.end !== null && heart.from !== null && clock - heart.end <= WAVE_HOLDS
  if (wave) return { from: heart.from!, to: at(Math.max(heart.end!, heart.from!)) }
  // No wave, or no beats with it: the device's word.
  const hr = trackOf(seen, 'hr')
  const rhythm = memory.coded.get('rhythm')
  const flat = codeOf(seen, 'rhythm') === 'asystole' && rhythm
  const none = hr && whyOf(seen, 'hr') === 'no-beat' ? hr.none : null
  if (none === null && !flat) return null
  const said = Math.min(none ?? Number.POSITIVE_INFINITY, flat ? rhythm.since : Number.POSITIVE_INFINITY)
  const to = Math.max(none === null ? 0 : hr!.last.at, flat ? rhythm.last.at : 0)
  return { from: at(Math.max(heart.from ?? 0, said - SAID_AFTER)), to: at(to) }
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
    heart.from = heart.end ?? seen.clock
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
  // Without beats one by one, a rate is what ends it.
  const back = heart.heard ? count >= Math.max(2, beats) : knownOf(seen, 'hr') !== null
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
