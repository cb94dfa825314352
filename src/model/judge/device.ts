// Alarms that a bedside device raised by itself: with a row of ours they are one alarm with two sources, without one they stand as sent.

import type { DeviceFacts } from '../facts.ts'
import { isWorse } from '../priority.ts'
import { type Condition, isRule, type RuleKey, ruleOf } from '../rules.ts'
import type { DeviceAlarm } from '../sample.ts'
import { type At, after, ms } from '../units.ts'
import type { Around } from './around.ts'
import { deviceIn, type Memory } from './memory.ts'
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
  return standing(seen)
    .filter((alarm) => rowOf(alarm) === null)
    .map((alarm) => ({
      of: nameOf(alarm),
      verdict: verdict(seen, key, {
        at: alarm.at,
        is: isSilent(seen, alarm.device) ? 'unknown' : 'out',
        priority: alarm.priority,
        say: { text: alarm.text.slice(0, TEXT) },
      }),
    }))
}
/** Those that count as going on now. */
const standing = ({ memory, clock }: Seen): readonly DeviceAlarm[] =>
  [...memory.alarms.values()].filter(({ from }) => from <= clock).map(({ alarm }) => alarm)

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
  const alarm = standing(seen).find((each) => rowOf(each) === key)
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

/** Alarms of devices that stand at once: one that sends no ends has its least and oldest known last. */
const MOST = 64
/** What comes so long after it began is told as found late [STATES_HOLD]; if no end follows within the second, it goes on now. ms */
const LATE = 30_000
const FOLLOWS = 10_000

export const isLateAlarm = (alarm: DeviceAlarm, speed: number, now: At): boolean =>
  alarm.is === 'start' && now - alarm.at > LATE * Math.max(1, speed)

/** Takes a start or an end. Handed back: what cannot be kept. */
export function takeAlarm({ alarms }: Memory, alarm: DeviceAlarm, { speed }: Around, now: At): DeviceAlarm | null {
  const name = nameOf(alarm)
  if (alarm.is === 'end') {
    alarms.delete(name)
    return null
  }
  const before = alarms.get(name)
  const waits = !before && isLateAlarm(alarm, speed, now)
  alarms.set(name, { alarm, from: waits ? after(now, ms(FOLLOWS * speed)) : (before?.from ?? now) })
  if (alarms.size <= MOST) return null
  const [least] = [...alarms.values()].toSorted((a, b) =>
    isWorse(a.alarm.priority, b.alarm.priority) ? 1 : isWorse(b.alarm.priority, a.alarm.priority) ? -1 : 0,
  )
  alarms.delete(nameOf(least!.alarm))
  return least!.alarm
}

/** Alarms of devices that were here and left: they cannot be heard to end any more. Told, and kept no longer. */
export function leftAlarms({ alarms, here }: Memory, devices: readonly DeviceFacts[]): readonly DeviceAlarm[] {
  for (const { id } of devices) here.add(id)
  if (alarms.size === 0) return []
  const isHere = (device: string): boolean => (deviceIn(devices, device)?.on ?? 'unconfirmed') !== 'off'
  const left = [...alarms.values()]
    .map(({ alarm }) => alarm)
    .filter(({ device }) => here.has(device) && !(deviceIn(devices, device) && isHere(device)))
  for (const alarm of left) alarms.delete(nameOf(alarm))
  return left
}
