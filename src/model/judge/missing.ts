// A signal that stops though its device goes on: a module that was pulled, a cable, a setting [FACTS §2.7].
import type { RuleKey } from '../rules.ts'
import { QUALITY } from '../sample.ts'
import { type At, seconds } from '../units.ts'
import type { Why } from '../value.ts'
import { VITALS, type VitalKey } from '../vitals.ts'
import { deviceIn, type Track } from './memory.ts'
import { type Judged, type Seen, verdict } from './seen.ts'

/** TABLE: signals that are missed, how loud, and their name where it is not that of their row. Those of one sensor are missed once. */
const MISSED: readonly (readonly [vital: VitalKey, priority: 'medium' | 'low', name?: string])[] = [
  ['hr', 'medium'],
  ['spo2', 'medium'],
  ['art-mean', 'medium'],
  ['rr', 'low'],
  ['etco2', 'low', 'CO₂'],
  ['temp', 'low'],
  ['cvp', 'low'],
  ['pap-mean', 'low'],
  ['icp', 'low'],
]
/** It is said that it is not measured: nobody misses it. */
const SAID: readonly Why[] = ['not-measured', 'device-off', 'standby', 'recording-ended', 'discharged', 'held']
/** As long as its value is shown in any look [freshness.ts]. */
const TIMES = 10
const FLOOR = seconds(15)

function goneSince({ around, clock }: Seen, { last, cadence, none, steady }: Track): At | null {
  if (!steady || (last.quality & QUALITY.manual) !== 0) return null
  const { value } = last
  if (value.is === 'unknown' && SAID.includes(value.why)) return null
  // Told each second that nothing arrives, or not told of at all.
  const since = value.is === 'unknown' && value.why === 'no-data' ? (none ?? last.at) : last.at
  return clock - since > Math.max(TIMES * cadence, FLOOR * around.speed) ? since : null
}

/** Signals that settled once and came no more, of devices that are heard. */
export function missing(seen: Seen, key: RuleKey, isHeard: (device: string) => boolean): readonly Judged[] {
  const { memory, around } = seen
  if (!around.continuous) return []
  return MISSED.flatMap(([vital, priority, name = VITALS[vital].label]) => {
    const track = memory.numbers.get(vital)
    if (!track || !isHeard(track.last.source) || deviceIn(around.facts.devices, track.last.source)?.kind === 'recording') return []
    const since = goneSince(seen, track)
    if (since === null) return []
    return [{ of: vital, verdict: verdict(seen, key, { is: 'out', since, priority, say: { on: ` ${name}`, more: ` (${name})` } }) }]
  })
}
