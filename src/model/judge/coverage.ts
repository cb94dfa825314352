// What nothing watches at a bed, in words: "rhythm not watched" is said, never left to be guessed.
import { seconds } from '../units.ts'
import { ecgUsable } from './heart.ts'
import { waveTells } from './memory.ts'
import { codeOf, isOurs, knownOf, presentOf, type Seen, trackOf } from './seen.ts'

/** A rate that comes more seldom tells of no pause. */
const DENSE = seconds(5)

export function notWatched(seen: Seen): readonly string[] {
  const hr = trackOf(seen, 'hr')
  const heart = presentOf(seen, 'hr')
  const byRate = hr !== undefined && hr.cadence <= DENSE && heart !== undefined && (heart.is === 'known' || heart.why !== 'no-data')
  const usable = ecgUsable(seen) && (byRate || waveTells(seen.memory.heart, seen.clock))
  const rhythm = codeOf(seen, 'rhythm')
  const words: string[] = []
  if (rhythm === undefined || rhythm === 'not-watched' || !usable) words.push('rhythm')
  if (!usable) words.push('asystole')
  if (knownOf(seen, 'hr') === null && knownOf(seen, 'pr') === null && !(usable && heart?.is === 'unknown' && heart.why === 'no-beat'))
    words.push('heart rate')
  if (knownOf(seen, 'spo2') === null) words.push('SpO₂')
  if (knownOf(seen, 'rr') === null || isOurs(seen, 'rr')) words.push('breathing')
  return words
}
