// A breath that does not come. Chest by impedance, or CO2; what is not measured is no apnoea.
import type { Condition, RuleKey } from '../rules.ts'
import { type At, at, minutes, seconds } from '../units.ts'
import { waveTells } from './memory.ts'
import { CO2_NONE } from './remember.ts'
import {
  isGone,
  isOurs,
  isUnreadable,
  type Judged,
  kindOf,
  knownOf,
  NOTHING,
  nothingKnown,
  one,
  type Seen,
  trackOf,
  whyOf,
} from './seen.ts'

/** A device counts no breath after so long [TM80; design]. */
const SAID_AFTER = seconds(20)
/** End-tidal CO2 is an average that stays for so long after the last breath [design]. */
const CO2_KNOWS = seconds(40)

function silence(seen: Seen): { readonly from: At; readonly to: At } | null {
  const { breath } = seen.memory
  if (waveTells(breath, seen.clock)) return { from: breath.from!, to: at(Math.max(breath.end!, breath.from!)) }
  const rate = trackOf(seen, 'rr')
  if (!rate || knownOf(seen, 'rr') !== 0 || seen.memory.still === null) return null
  return { from: at(Math.max(breath.from ?? 0, seen.memory.still - SAID_AFTER)), to: rate.last.at }
}

/** What CO2 says of it. */
function beside(seen: Seen, from: At): string | null {
  const track = trackOf(seen, 'etco2')
  const value = knownOf(seen, 'etco2')
  if (!track || value === null) return null
  if (value <= CO2_NONE) return 'no CO₂ either'
  return track.last.at - from >= CO2_KNOWS ? `EtCO₂ ${value}: check the chest leads` : null
}

export function judgeNoBreath(seen: Seen, key: RuleKey, { least, breaths }: Extract<Condition, { is: 'no-breath' }>): readonly Judged[] {
  const { memory, around } = seen
  const { breath } = memory
  const rate = trackOf(seen, 'rr')
  if (!rate && !breath.heard) return NOTHING
  // Nothing is claimed of a recording. A rate that is missing, as in an apnoea, says nothing against a wave without breaths.
  const why = rate ? whyOf(seen, 'rr') : null
  const untold = why !== null && (isGone(why) || isUnreadable(why) || !waveTells(breath, seen.clock))
  if (isOurs(seen, 'rr') || untold) return nothingKnown(seen, key)
  const quiet = silence(seen)
  const gap = quiet ? quiet.to - quiet.from : 0
  const armed = memory.breathing || !around.continuous
  if (quiet && gap >= least)
    return one(seen, key, {
      at: quiet.to,
      is: 'out',
      armed,
      since: quiet.from,
      vital: 'rr',
      side: 'high',
      value: Math.floor(gap / 1000),
      limit: least / 1000,
      say: { by: rate && kindOf(seen, rate.last.source) === 'co2' ? 'CO₂' : 'chest' },
      evidence: beside(seen, quiet.from),
    })
  const { times } = breath
  let count = 0
  for (let i = times.length - 1; i >= 0; i--) {
    count++
    if (i > 0 && times[i]! - times[i - 1]! >= least) break
  }
  const back = breath.heard && breath.end !== null ? count >= breaths : (knownOf(seen, 'rr') ?? 0) > 0
  return one(seen, key, { is: back ? 'in' : 'edge', armed, vital: 'rr' })
}

/** After a rate was taken: since when it is 0, and whether breathing was seen long enough where no breath is told one by one. */
export function takeRate({ memory }: Pick<Seen, 'memory'>): void {
  const track = memory.numbers.get('rr')
  if (!track) return
  const { value, at: when } = track.last
  if (value.is === 'unknown') {
    memory.still = null
    if (!isGone(value.why)) return
    // Electrodes that were off are arming anew; one value that could not be told is no reason to.
    memory.breathing = false
    memory.moved = null
    return
  }
  if (value.value === 0) {
    memory.still ??= when
    return
  }
  memory.still = null
  memory.moved ??= when
  if (track.since !== null && track.since > memory.moved) memory.moved = track.since
  if (!memory.breath.heard && value.value >= 3 && (track.cadence >= minutes(1) || when - memory.moved >= minutes(1)))
    memory.breathing = true
}
