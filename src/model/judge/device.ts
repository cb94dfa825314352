// Alarms that a bedside device raised by itself: with a row of ours they are one alarm with two sources, without one they stand as sent.

import { isWorse } from '../priority.ts'
import { type Condition, isRule, type RuleKey, ruleOf } from '../rules.ts'
import type { DeviceAlarm } from '../sample.ts'
import { ms } from '../units.ts'
import { deviceIn } from './memory.ts'
import { type Judged, one, type Seen, verdict } from './seen.ts'

/** The row of ours that a device's alarm is; null: none, it stands as sent. */
export function rowOf({ code }: DeviceAlarm): RuleKey | null {
  if (code === null || !isRule(code)) return null
  const { of, kind } = ruleOf(code)
  return of === 'stay' && kind !== 'notice' && code !== 'device-unknown' ? code : null
}
const TEXT = 80
export const nameOf = ({ device, id }: DeviceAlarm): string => `${device}:${id}`.slice(-64)

export function judgeDevice(seen: Seen, key: RuleKey, { code }: Extract<Condition, { is: 'device' }>): readonly Judged[] {
  // With a code it is told as any alarm of a device that has a row: see withDevice.
  if (code !== null) return one(seen, key, { is: 'in' })
  return [...seen.memory.alarms.values()]
    .filter((alarm) => rowOf(alarm) === null)
    .map((alarm) => ({
      of: nameOf(alarm),
      verdict: verdict(seen, key, { at: alarm.at, is: 'out', priority: alarm.priority, say: { text: alarm.text.slice(0, TEXT) } }),
    }))
}

/** A device that is gone cannot end its alarm: it is only known last. */
const SILENT = 30_000
function isSilent({ around, memory, clock }: Seen, device: string): boolean {
  if (deviceIn(around.facts.devices, device)?.link === 'off') return true
  const gear = memory.gear.get(device)
  return gear !== undefined && clock - gear.newest > SILENT * Math.max(1, around.speed)
}

/** What we found, and what a device says of the same: out where either says so, at the worse priority. */
export function withDevice(seen: Seen, key: RuleKey, found: readonly Judged[]): readonly Judged[] {
  if (seen.memory.alarms.size === 0) return found
  const alarm = [...seen.memory.alarms.values()].find((each) => rowOf(each) === key)
  if (!alarm) return found
  const own = found.find(({ of }) => of === '')
  const base = own?.verdict ?? verdict(seen, key, { is: 'out', at: alarm.at })
  const told = {
    ...base,
    is: isSilent(seen, alarm.device) ? ('unknown' as const) : ('out' as const),
    armed: true,
    delay: ms(0),
    since: base.since ?? alarm.at,
    priority: isWorse(alarm.priority, base.priority) ? alarm.priority : base.priority,
    say: { ...base.say, device: alarm.text.slice(0, TEXT) },
  }
  return [{ of: '', verdict: told }, ...found.filter((each) => each !== own)]
}
