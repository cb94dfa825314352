// What must be heard, reckoned from what is told of a stay alone: written from WARD §9. Between two readings of a border it says nothing.
import type { AlarmShown, BedAlarms } from '../../model/alarmshown.ts'
import type { At } from '../../model/units.ts'

/** A pause for care is none for these [WARD §9]. */
const BEYOND_PAUSE: ReadonlySet<string> = new Set(['asystole', 'vf', 'vt', 'apnoea', 'art-lost', 'patient', 'call'])
const LATCHED_SOUND: ReadonlySet<string> = new Set(['asystole', 'vf', 'vt', 'apnoea', 'call'])
/** Within which an end that has passed is surely seen, ms. */
const LOOKED = 5000

/** Whether an alarm is to be heard, by what is told with it; null: the border cannot be told. */
export function heard({ silence, pause }: Pick<BedAlarms, 'silence' | 'pause'>, alarm: AlarmShown, now: At): boolean | null {
  const sounding = alarm.phase === 'active' || (alarm.phase === 'latched' && LATCHED_SOUND.has(alarm.rule))
  if (!sounding || alarm.priority === 'none') return false
  if (pause && !BEYOND_PAUSE.has(alarm.rule)) return now < pause.until ? false : null
  if (alarm.claim) return now < alarm.claim.until ? false : null
  if (!silence) return true
  // Between its end and the next look.
  if (now >= silence.until) return now >= silence.until + LOOKED ? true : null
  // What came after it is not covered; what stood is, unless it rose.
  return alarm.raised > silence.at ? true : null
}
