// Elevation of the ST segment: of the leads the highest, one alarm [WARD §7, §8.2].
import type { Condition, RuleKey } from '../rules.ts'
import { ruleOf } from '../rules.ts'
import { VITALS, type VitalKey } from '../vitals.ts'
import { place } from './place.ts'
import { delayOf, type Judged, knownOf, NOTHING, nothingKnown, one, type Seen, settled, trackOf } from './seen.ts'

export function judgeSt(seen: Seen, key: RuleKey, { limit, inside, settle }: Extract<Condition, { is: 'st' }>): readonly Judged[] {
  const all = ruleOf(key).vitals.filter((vital) => trackOf(seen, vital))
  if (all.length === 0) return NOTHING
  const vitals = all.filter((vital) => !seen.around.off?.includes(vital))
  if (vitals.length === 0) return one(seen, key, { is: 'in' })
  let lead: VitalKey | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const vital of vitals) {
    const value = knownOf(seen, vital)
    if (value === null || value <= most) continue
    most = value
    lead = vital
  }
  const track = lead && trackOf(seen, lead)
  if (lead === null || !track) return nothingKnown(seen, key)
  const { is } = place(most, { low: null, high: limit }, inside)
  return one(seen, key, {
    at: track.last.at,
    is,
    armed: settled(seen, track, 'ecg'),
    delay: delayOf(seen, key, track),
    settle,
    vital: lead,
    side: 'high',
    value: most,
    limit,
    say: { lead: VITALS[lead].label.replace('ST ', '') },
  })
}
