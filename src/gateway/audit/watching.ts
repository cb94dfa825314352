// Watching a ward is one record an interval, not one a frame: who watched which ward, from when to when, with names or without.

import type { Stop } from '../../feed/source.ts'
import { POLICY } from '../../model/access.ts'
import type { AuditActor, AuditEvent } from '../../model/audit.ts'
import type { Purpose } from '../../model/may.ts'
import { type At, between, type Ms, ms } from '../../model/units.ts'

export interface Watched {
  readonly actor: AuditActor
  readonly ward: string
  /** Who lay there and could be seen: asked when the record is made. */
  readonly stays: () => readonly string[]
  readonly names: boolean
  readonly purpose: Purpose
}
export interface Watching {
  /** Sockets of one actor at one station that watch the same ward count as one. The stop writes what is left. */
  begin(watched: Watched): Stop
  /** Writes what is due, each second or so. */
  start(): Stop
}

interface Kept {
  readonly watched: Watched
  from: At
  sockets: number
}

/** How often it looks for what is due, real ms. */
const LOOK = ms(1000)

export function createWatching(setup: {
  readonly write: (event: AuditEvent) => void
  readonly real: () => At
  readonly every: (period: Ms, act: () => void) => Stop
}): Watching {
  const { write, real, every } = setup
  const kept = new Map<string, Kept>()

  const record = ({ watched, from }: Kept, until: At): void => {
    const { actor, ward, stays, names, purpose } = watched
    const seen = [...stays()].slice(0, 256)
    write({
      kind: 'watched',
      at: from,
      until,
      actor,
      ward,
      stays: seen,
      names,
      purpose,
      outcome: 'done',
      person: null,
      why: null,
      late: false,
    })
  }
  const interval = ({ watched }: Kept): number => (watched.purpose === 'emergency' ? POLICY.watchedEmergency : POLICY.watched)

  return {
    begin(watched) {
      const { actor, ward, names, purpose } = watched
      const key = JSON.stringify([actor.is, actor.id, actor.station?.id, actor.address, ward, names, purpose])
      const one = kept.get(key) ?? { watched, from: real(), sockets: 0 }
      kept.set(key, one)
      one.sockets += 1
      let open = true
      return () => {
        if (!open) return
        open = false
        one.sockets -= 1
        if (one.sockets > 0 || kept.get(key) !== one) return
        kept.delete(key)
        record(one, real())
      }
    },
    start() {
      const stop = every(LOOK, () => {
        const now = real()
        for (const one of kept.values()) {
          if (between(one.from, now) < interval(one)) continue
          record(one, now)
          one.from = now
        }
      })
      return () => {
        stop()
        for (const one of kept.values()) record(one, real())
        kept.clear()
      }
    },
  }
}
