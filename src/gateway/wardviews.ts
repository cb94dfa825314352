// The views of all wards: one for each ward of the register, counted and told to health.
import type { Clock } from '../feed/source.ts'
import type { Ward } from '../model/census.ts'
import type { BedId, WardId } from '../model/ids.ts'
import type { GatewayFacts } from '../model/wire.ts'
import type { Register } from './census/register.ts'
import type { HealthView } from './health.ts'
import type { Metrics } from './metrics.ts'
import { createWard, type WardView } from './ward.ts'

export interface WardViews {
  readonly wards: Map<WardId, WardView>
  /** Of the ward a bed stands in now. */
  viewAt(bed: BedId): WardView | undefined
  /** The view of a ward that has none yet; null where there is no such ward. */
  begin(ward: WardId): WardView | null
}

export function createWardViews(setup: {
  readonly register: Register
  readonly epoch: number
  readonly clock: Clock
  readonly facts: () => GatewayFacts
  readonly metrics: Pick<Metrics, 'count'>
  readonly health: Pick<HealthView, 'framed'>
}): WardViews {
  const { register, epoch, clock, facts, metrics, health } = setup
  const made = (ward: Ward): WardView =>
    createWard({
      ward,
      beds: register.bedsOf(ward.id),
      epoch,
      clock,
      gateway: facts,
      counts: {
        framed: (frame, urgent) => {
          health.framed(ward.id, frame.now)
          metrics.count('frames', { ward: ward.id, urgent: String(urgent) })
        },
        encoded: (half) => metrics.count('halves', { half }),
        dropped: (what) => metrics.count('dropped', { what }),
        held: (what) => metrics.count('dropped', { what: `held ${what}` }),
        forgotten: () => metrics.count('dropped', { what: 'unpainted frame' }),
        sent: (bytes) => metrics.count('sent', {}, bytes),
      },
    })
  const wards = new Map<WardId, WardView>(register.wards.map((ward) => [ward.id, made(ward)]))
  return {
    wards,
    viewAt: (bed) => wards.get(register.wardOf(bed) ?? ('' as WardId)),
    begin(id) {
      const ward = register.wards.find((one) => one.id === id)
      if (!ward) return null
      const view = made(ward)
      wards.set(id, view)
      return view
    },
  }
}
