// Whether a ward is in a flood of alarms, by its own rate of the day: remembered since this run began, bounded.
import { FLOOD_DAY, type Flood, floodOf, NO_FLOOD } from '../../model/flood.ts'
import type { WardId } from '../../model/ids.ts'
import { isAlarm, type Priority } from '../../model/priority.ts'
import type { At } from '../../model/units.ts'

/** Alarms of a ward that are remembered; beyond, the oldest are forgotten: a rate of more than one in ten seconds is no other for it. */
const MOST = 10_000

export interface Floods {
  raised(ward: WardId, priority: Priority): void
  /** null: none. */
  of(ward: WardId): { readonly count: number; readonly usual: number | null } | null
}

export function createFloods(now: () => At): Floods {
  const since = now()
  const wards = new Map<WardId, { raised: At[]; flood: Flood; looked: At }>()
  return {
    raised(ward, priority) {
      if (!isAlarm(priority)) return
      const own = wards.get(ward) ?? { raised: [], flood: NO_FLOOD, looked: since }
      wards.set(ward, own)
      own.raised.push(now())
      if (own.raised.length > MOST) own.raised.shift()
    },
    of(ward) {
      const own = wards.get(ward)
      if (!own) return null
      // Once a second of gateway time is often enough.
      if (now() - own.looked >= 1000) {
        own.looked = now()
        own.raised = own.raised.filter((at) => at > now() - FLOOD_DAY)
        own.flood = floodOf(own.raised, since, now(), own.flood)
      }
      const { on, count, usual } = own.flood
      return on ? { count, usual } : null
    },
  }
}
