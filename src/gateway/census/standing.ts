// Alarms of devices that stand now: they are of the device, whoever is on it, and outlive admission, discharge and a change of bed.
import type { DeviceId, StayId } from '../../model/ids.ts'
import type { DeviceAlarm } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'

interface Standing {
  readonly alarm: DeviceAlarm
  /** From when on it counts as going on: one that came late may be followed by its end. */
  readonly from: At
  /** Who was told of it; `known`: that it was theirs was known. */
  readonly told: Told | null
}
interface Told {
  readonly stay: StayId
  readonly known: boolean
}
/** Of one device at once; of more the oldest are forgotten here. */
const MOST = 64
/** What came so long after it began waits so long for its end, ms [model/judge/device.ts]. */
const LATE = 30_000
const FOLLOWS = 10_000

export function createStanding(speed: number) {
  const by = new Map<DeviceId, Map<string, Standing>>()
  return {
    /** Takes a start or an end as it is told to `told`; who was told of it before. */
    take(alarm: DeviceAlarm, told: Told | null, now: At): StayId | null {
      const own = by.get(alarm.device) ?? new Map<string, Standing>()
      const before = own.get(alarm.id)
      if (alarm.is === 'end') own.delete(alarm.id)
      else {
        const isLate = now - alarm.at > LATE * Math.max(1, speed)
        own.set(alarm.id, { alarm, told, from: before?.from ?? (isLate ? at(now + FOLLOWS * speed) : now) })
      }
      const [oldest] = own.keys()
      if (own.size > MOST && oldest !== undefined) own.delete(oldest)
      if (own.size === 0) by.delete(alarm.device)
      else by.set(alarm.device, own)
      return before?.told?.stay ?? null
    },
    devices: (): readonly DeviceId[] => [...by.keys()],
    /** Those of which this stay was not told as its own yet, as known since now; they count as told. */
    untold(device: DeviceId, stay: StayId, now: At): readonly DeviceAlarm[] {
      const own = by.get(device) ?? new Map<string, Standing>()
      return [...own].flatMap(([id, one]) => {
        if (one.from > now || (one.told?.stay === stay && one.told.known)) return []
        own.set(id, { ...one, told: { stay, known: true } })
        return [{ ...one.alarm, at: now }]
      })
    },
    forget: (device: DeviceId): void => void by.delete(device),
  }
}
