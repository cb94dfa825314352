// Technical: the probe at the finger.

import { QUALITY } from '../sample.ts'
import { type At, after, minutes, ms, seconds } from '../units.ts'
import type { Fact } from './facts.ts'
import { onOxygen } from './oxygen.ts'
import { delayOf, knownOf, NOTHING, one, qualityOf, type Seen, trackOf, whyOf } from './seen.ts'

/** A cuff on the probe's arm explains a missing pulse for so long. */
const CUFF_EXPLAINS = seconds(90)
/** A probe that is off for so long is a medium alarm; at once on oxygen. */
const WORSE_AFTER = minutes(2)

function offSince(seen: Seen): At | null {
  const track = trackOf(seen, 'spo2')
  const why = whyOf(seen, 'spo2')
  if (!track || track.none === null) return null
  if (why === 'probe-off') return track.none
  if (why !== 'cuff-arm') return null
  const tired = after(track.none, CUFF_EXPLAINS)
  return seen.clock >= tired ? tired : null
}

export const probeFact: Fact = (seen, key) => {
  if (!trackOf(seen, 'spo2')) return NOTHING
  const since = offSince(seen)
  if (since === null) return one(seen, key, { is: whyOf(seen, 'spo2') === 'no-data' ? 'unknown' : 'in' })
  const worse = onOxygen(seen) || seen.clock - since >= WORSE_AFTER
  return one(seen, key, { is: 'out', since, vital: 'spo2', priority: worse ? 'medium' : 'low' })
}

export const cuffArmFact: Fact = (seen, key) => {
  const track = trackOf(seen, 'spo2')
  if (!track) return NOTHING
  const holds = whyOf(seen, 'spo2') === 'cuff-arm' && track.none !== null && seen.clock - track.none < CUFF_EXPLAINS
  return one(seen, key, holds ? { is: 'out', since: track.none!, vital: 'spo2' } : { is: 'in' })
}

/** Perfusion index below which the pulse is weak, % [FACTS §1.5]. */
const WEAK = 0.4
export const perfusionFact: Fact = (seen, key) => {
  const track = trackOf(seen, 'spo2')
  if (!track) return NOTHING
  const index = knownOf(seen, 'pi')
  const why = whyOf(seen, 'spo2')
  const weak =
    why === 'low-perfusion' ||
    why === 'no-pulse' ||
    (knownOf(seen, 'spo2') !== null && ((qualityOf(seen, 'spo2') & QUALITY.weakPulse) !== 0 || (index !== null && index < WEAK)))
  if (!weak) {
    seen.memory.weak = null
    return one(seen, key, { is: 'in' })
  }
  seen.memory.weak ??= track.last.at
  return one(seen, key, { is: 'out', since: seen.memory.weak, delay: ms(delayOf(seen, key)), vital: 'spo2', value: index })
}
