// What changed in the alarms of a ward, for the page: a bed's are told whole, and only where they are others than before.
import type { BedAlarms, WardAlarms } from '../../model/alarmshown.ts'
import type { FromWorker } from '../messages.ts'
import type { WardState } from './ward.ts'

type News = Extract<FromWorker, { is: 'alarms' }>

export interface AlarmNews {
  /** What differs from what left before; null: nothing. The first after `clear` is whole. */
  take(ward: WardState): News | null
  clear(): void
}

export function createAlarmNews(): AlarmNews {
  const sent = new Map<string, BedAlarms>()
  let own: WardAlarms | null = null
  return {
    take({ beds, alarms }) {
      const whole = own === null
      const news: (readonly [string, BedAlarms])[] = []
      for (const bed of beds) {
        // Nothing was told of it yet: that is not "no alarms".
        if (bed.alarmsSeq < 0 || sent.get(bed.id) === bed.alarms) continue
        sent.set(bed.id, bed.alarms)
        news.push([bed.id, bed.alarms])
      }
      const ward = own === alarms ? null : alarms
      own = alarms
      return whole || news.length > 0 || ward !== null ? { is: 'alarms', whole, beds: news, ward } : null
    },
    clear() {
      sent.clear()
      own = null
    },
  }
}
