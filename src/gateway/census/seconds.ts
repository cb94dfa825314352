// Of two devices on one patient that bring the same signal one leads by the table, as long as it is fresh; the other is marked as second.
import { freshness } from '../../model/freshness.ts'
import { leads } from '../../model/gear.ts'
import type { StayId } from '../../model/ids.ts'
import { QUALITY, type Sample } from '../../model/sample.ts'
import { type At, type Ms, ms } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { Gear } from './gear.ts'

/** Coded states are expected once a second of the devices that send them by themselves. */
const CODED_CADENCE = ms(1000)
/** Stays remembered; the oldest are forgotten. */
const MOST = 1024

export interface Seconds {
  /** The samples, those of a second device marked so. */
  mark(stay: StayId, samples: readonly Sample[], now: At, speed: number): readonly Sample[]
  forget(stay: StayId): void
}

export function createSeconds(gear: Pick<Gear, 'kindOf' | 'cadenceOf'>): Seconds {
  /** Stay → signal → device → when it last brought a known value. */
  const last = new Map<StayId, Map<string, Map<string, At>>>()
  return {
    forget: (stay) => void last.delete(stay),
    mark(stay, samples, now, speed) {
      const signals = last.get(stay) ?? new Map<string, Map<string, At>>()
      last.set(stay, signals)
      if (last.size > MOST) last.delete(last.keys().next().value!)
      return samples.map((sample) => {
        if (sample.kind !== 'number' && sample.kind !== 'coded') return sample
        const { signal, source, value, at } = sample
        const devices = signals.get(signal) ?? new Map<string, At>()
        signals.set(signal, devices)
        if (value.is === 'known' && at > (devices.get(source) ?? Number.NEGATIVE_INFINITY)) devices.set(source, at)
        if (devices.size < 2 && !(devices.size === 1 && !devices.has(source))) return sample
        const own = { id: source, kind: gear.kindOf(source) }
        const led = [...devices].some(([id, when]) => {
          if (id === source || !leads({ id, kind: gear.kindOf(id) }, own)) return false
          const cadence = sample.kind === 'number' ? (gear.cadenceOf(id, signal as VitalKey) as Ms) : CODED_CADENCE
          const look = freshness(when, cadence, now, speed)
          return look === 'live' || look === 'late'
        })
        return led ? { ...sample, quality: sample.quality | QUALITY.second } : sample
      })
    },
  }
}
