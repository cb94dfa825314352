// Whose the alarms of devices are: who is on the device, and who was told of its start.
import { type Book, bedOf, type KeptStay, placeOf } from '../../model/book.ts'
import { belongs } from '../../model/bookhear.ts'
import type { DeviceId, StayId } from '../../model/ids.ts'
import type { DeviceAlarm, Report, Routed } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'
import { createStanding } from './standing.ts'

export interface DeviceAlarms {
  /** Alarms of a device, by whose they are. Of one that is held apart, or was never heard, who lies there gets CHECK MONITOR: never nothing. */
  take(source: DeviceId, alarms: readonly DeviceAlarm[], report: Pick<Report, 'bed' | 'patient'>): readonly Routed[]
  /** What a device shouts is of who is on it now, also where it began before. */
  carried(): readonly Routed[]
  forget(device: DeviceId): void
}

export function createDeviceAlarms(setup: { readonly book: () => Book; readonly now: () => At; readonly speed: number }): DeviceAlarms {
  const { book, now, speed } = setup
  const standing = createStanding(speed)

  const lying = (id: StayId | null): KeptStay | null => {
    const stay = id === null ? undefined : book().stay.get(id)
    return stay && !stay.ended ? stay : null
  }
  const toStay = (stay: KeptStay, alarms: readonly DeviceAlarm[]): Routed => ({ stay: stay.id, bed: bedOf(stay), samples: [], alarms })

  function take(source: DeviceId, alarms: readonly DeviceAlarm[], { bed, patient }: Pick<Report, 'bed' | 'patient'>): readonly Routed[] {
    const device = book().device.get(source)
    return alarms.flatMap((alarm): Routed[] => {
      const whose = device ? belongs(device, alarm.at, patient) : 'held'
      const isHeld = whose === 'held'
      const stay = lying((isHeld ? book().lying.get(device ? placeOf(device).bed : bed) : whose) ?? null)
      const before = standing.take(alarm, stay && { stay: stay.id, known: !isHeld }, now())
      // An end is also of who was told of its start.
      const others = alarm.is === 'end' && before && before !== stay?.id ? [lying(before)] : []
      return [stay, ...others].flatMap((one) => (one ? [toStay(one, [isHeld ? { ...alarm, code: null } : alarm])] : []))
    })
  }
  function carried(): readonly Routed[] {
    return standing.devices().flatMap((id) => {
      const device = book().device.get(id)
      const stay = device && !device.hold ? lying(placeOf(device).stay) : null
      const alarms = stay ? standing.untold(id, stay.id, now()) : []
      return stay && alarms.length > 0 ? [toStay(stay, alarms)] : []
    })
  }

  return { take, carried, forget: standing.forget }
}
