// What of one ward is told on all others: calls for help, what nobody took, a ward that nobody sees or hears.
import type { AlarmShown, BedAlarms, Elsewhere } from '../../model/alarmshown.ts'
import type { WardId } from '../../model/ids.ts'
import type { RuleKey } from '../../model/rules.ts'

/** A bed with something that stands or somebody who calls, by its label. */
export interface Sounding extends Pick<BedAlarms, 'alarms' | 'help'> {
  readonly ward: WardId
  readonly bed: string
}

export const isUnseen = (rule: RuleKey): rule is 'not-watched' | 'not-heard' => rule === 'not-watched' || rule === 'not-heard'

/** What any ward but its own is told, worst first; `wards`: what stands of each as a whole. */
export function everywhere(
  sounding: readonly Sounding[],
  wards: readonly { readonly ward: WardId; readonly alarms: readonly AlarmShown[] }[],
  nameOf: (ward: WardId) => string,
): readonly (Elsewhere & { readonly worst: number })[] {
  const beds = sounding.flatMap(({ ward, bed, alarms, help }): Elsewhere[] => {
    const from = { ward, name: nameOf(ward), bed }
    const calls: Elsewhere[] = help ? [{ ...from, why: 'help', alarm: null, since: help.at }] : []
    // What has ended waits for its own ward; an arrest that latches its sound goes on everywhere.
    const untaken = alarms.filter(({ told, claim, phase, sounds }) => told === 'every' && !claim && (phase === 'active' || sounds))
    return [...calls, ...untaken.map((alarm): Elsewhere => ({ ...from, why: 'untaken', alarm, since: alarm.since }))]
  })
  const whole = wards.flatMap(({ ward, alarms }): Elsewhere[] =>
    alarms.flatMap((alarm): Elsewhere[] => {
      const unseen = isUnseen(alarm.rule) ? alarm.rule : null
      if (!unseen && (alarm.told !== 'every' || alarm.claim)) return []
      return [{ ward, name: nameOf(ward), bed: '', why: unseen ?? 'untaken', alarm, since: alarm.since }]
    }),
  )
  const weight = { help: 0, untaken: 1, 'not-watched': 2, 'not-heard': 3 }
  return [...beds, ...whole].map((one) => ({ ...one, worst: weight[one.why] })).toSorted((a, b) => a.worst - b.worst || a.since - b.since)
}
