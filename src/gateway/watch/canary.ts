// The canary: a synthetic event that goes the way of an alarm, from the bus to a screen that sounds, and proves that the way lives. On
// demand, and at a set hour of each ward. Missed is a technical alarm.
import type { WardId } from '../../model/ids.ts'
import type { Routed } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'
import { type Hour, latest } from '../../model/zone.ts'
import type { Proven } from './kept.ts'

/** Real ms for the way there and back. */
const PATIENCE = 10_000

interface OnWay {
  readonly id: string
  readonly at: At
  /** Real time at which it was put on the bus. */
  readonly sent: number
  /** It came through the bus to the rules: screens are told from here on. */
  heard: boolean
}
export interface Canaries {
  prove(ward: WardId): void
  heard(canary: NonNullable<Routed['canary']>): void
  /** A screen presented it. True where that proved the way: only where it could be heard. */
  proved(ward: WardId, id: string, sounded: boolean): boolean
  tick(wards: readonly { readonly id: WardId; readonly zone: string }[]): void
  shown(ward: WardId): { readonly id: string; readonly at: At } | null
  proven(ward: WardId): Proven | null
  /** Since when it is not proven that the way lives, after a test that failed; null: it is proven, or was never tested. */
  missed(ward: WardId): At | null
}

export function createCanaries(setup: {
  readonly publish: (routed: Routed) => void
  readonly now: () => At
  readonly real: () => At
  readonly newId: () => string
  readonly hour: Hour
  readonly known: ReadonlyMap<WardId, Proven>
  /** As an earlier run left it. */
  readonly failed?: ReadonlyMap<WardId, At>
}): Canaries {
  const { publish, now, real, newId, hour } = setup
  const onWay = new Map<WardId, OnWay>()
  const proven = new Map(setup.known)
  const missed = new Map(setup.failed)
  /** The set hour that was kept last, of each ward. */
  const kept = new Map<WardId, At>()

  const prove = (ward: WardId): void => {
    const id = newId()
    onWay.set(ward, { id, at: now(), sent: real(), heard: false })
    publish({ bed: '' as Routed['bed'], stay: '' as Routed['stay'], samples: [], canary: { ward, id } })
  }
  return {
    prove,
    heard({ ward, id }) {
      const one = onWay.get(ward)
      if (one?.id === id) one.heard = true
    },
    proved(ward, id, sounded) {
      const one = onWay.get(ward)
      if (!one?.heard || one.id !== id || !sounded) return false
      onWay.delete(ward)
      missed.delete(ward)
      proven.set(ward, { at: now(), took: Math.max(0, real() - one.sent) })
      return true
    },
    tick(wards) {
      for (const [ward, one] of onWay) {
        if (real() - one.sent < PATIENCE) continue
        onWay.delete(ward)
        if (!missed.has(ward)) missed.set(ward, at(proven.get(ward)?.at ?? one.at))
      }
      for (const { id, zone } of wards) {
        const due = latest(zone, hour, now())
        const before = kept.get(id)
        kept.set(id, due)
        // Not for an hour that had struck before this run.
        if (before !== undefined && before !== due) prove(id)
      }
    },
    shown(ward) {
      const one = onWay.get(ward)
      return one?.heard ? { id: one.id, at: one.at } : null
    },
    proven: (ward) => proven.get(ward) ?? null,
    missed: (ward) => missed.get(ward) ?? null,
  }
}
