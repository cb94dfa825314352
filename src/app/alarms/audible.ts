// What is to be heard of the alarms on this screen. The gateway says of each whether it sounds (P2); of the link to it only this screen can.
import type { AlarmShown, BedAlarms } from '../../model/alarmshown.ts'
import { ruleOf } from '../../model/rules.ts'
import type { Link } from '../core/view.ts'
import type { Audible } from '../sound/audible.ts'
import type { AlarmsState } from '../stores/alarms.ts'

interface Heard extends Pick<AlarmsState, 'beds' | 'ward'> {
  /** The ward on this screen; null: none. */
  readonly id: string | null
  /** What this screen knows of its link, and since when it is lost, gateway time. */
  readonly link: { readonly is: Link; readonly since: number }
}

/** One that a person quieted is named as well: what it sounds ends at once, where one that is over may end its burst. */
function heardOf({ id, rule, priority, raised, sounds, silence }: AlarmShown, place: string, ward: string): readonly Audible[] {
  if (priority === 'none' || (!sounds && silence === 'none')) return []
  const one = { id: `${place}/${id}`, ward, priority, category: ruleOf(rule).tone, since: raised }
  return [sounds ? one : { ...one, hushed: true }]
}
/** A person calls, here or elsewhere: as a medium alarm is heard [design]. */
const call = (place: string, ward: string, since: number): Audible => ({
  id: `${place}/help`,
  ward,
  priority: 'medium',
  category: 'general',
  since,
})

export function audible({ id, beds, ward, link }: Heard): readonly Audible[] {
  if (id === null) return []
  const of = (place: string, { alarms }: Pick<BedAlarms, 'alarms'>): readonly Audible[] => alarms.flatMap((one) => heardOf(one, place, id))
  const out: Audible[] = [...of('ward', ward)]
  for (const [bed, own] of beds) {
    out.push(...of(bed, own))
    if (own.help) out.push(call(bed, id, own.help.at))
  }
  for (const { ward: other, bed, why, alarm, since } of ward.elsewhere) {
    if (why === 'help' || alarm === null) out.push(call(bed, other, since))
    // Whether it sounds there is the gateway's word; that it is told here means that it is to be heard.
    else out.push(...heardOf({ ...alarm, sounds: true }, bed, other))
  }
  // What was not answered before the link was lost goes on: nothing says that it is over.
  if (link.is === 'lost') out.push({ id: 'link', ward: id, priority: 'medium', category: 'power', since: link.since })
  return out
}
