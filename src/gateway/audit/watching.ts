// Watching a ward is one record as it begins and one an interval, not one a frame: who watched which ward, how long, with names or without.

import type { Stop } from '../../feed/source.ts'
import type { AuditActor, AuditEvent } from '../../model/audit.ts'
import type { Purpose } from '../../model/may.ts'
import { POLICY } from '../../model/me.ts'
import { type At, between, type Ms, ms } from '../../model/units.ts'

export interface Watched {
  readonly actor: AuditActor
  readonly ward: string
  /** Who lies there now and can be seen. */
  readonly stays: () => readonly string[]
  readonly names: boolean
  readonly purpose: Purpose
}
export interface Watching {
  /** Sockets of one actor at one station that watch the same ward count as one. The stop writes what is left. */
  begin(watched: Watched): Stop
  /** Looks who lies there, and writes what is due, each second. */
  start(): Stop
}

interface Kept {
  readonly watched: Watched
  from: At
  sockets: number
  /** Who was seen since `from`, from when until when: whoever came or went within the interval was seen for a part of it. */
  readonly seen: Map<string, { readonly from: At; until: At }>
}

/** How often it looks, real ms. */
const LOOK = ms(1000)
/** Stays of one record. */
const STAYS = 256

export function createWatching(setup: {
  readonly write: (event: AuditEvent) => void
  readonly real: () => At
  readonly every: (period: Ms, act: () => void) => Stop
}): Watching {
  const { write, real, every } = setup
  const kept = new Map<string, Kept>()

  const record = ({ watched: { actor, ward, names, purpose } }: Kept, stays: readonly string[], from: At, until: At): void => {
    for (let first = 0; first === 0 || first < stays.length; first += STAYS)
      write({
        kind: 'watched',
        at: from,
        until,
        actor,
        ward,
        stays: stays.slice(first, first + STAYS),
        names,
        purpose,
        outcome: 'done',
        person: null,
        why: null,
        late: false,
      })
  }
  const look = ({ watched, seen }: Kept, now: At): void => {
    for (const stay of watched.stays()) {
      const one = seen.get(stay)
      if (one) one.until = now
      else seen.set(stay, { from: now, until: now })
    }
  }
  /** One record for all who were there the whole time, one more for each part of it. */
  function settle(one: Kept, now: At): void {
    look(one, now)
    const parts = new Map<string, { from: At; until: At; stays: string[] }>([
      [`${one.from} ${now}`, { from: one.from, until: now, stays: [] }],
    ])
    for (const [stay, { from, until }] of one.seen) {
      const part = parts.get(`${from} ${until}`) ?? { from, until, stays: [] }
      parts.set(`${from} ${until}`, part)
      part.stays.push(stay)
    }
    for (const { from, until, stays } of parts.values()) record(one, stays, from, until)
    one.from = now
    one.seen.clear()
    look(one, now)
  }
  const interval = ({ watched }: Kept): number => (watched.purpose === 'emergency' ? POLICY.watchedEmergency : POLICY.watched)

  return {
    begin(watched) {
      const { actor, ward, names, purpose } = watched
      const key = JSON.stringify([actor.is, actor.id, actor.station?.id, actor.address, ward, names, purpose])
      let one = kept.get(key)
      if (!one) {
        one = { watched, from: real(), sockets: 0, seen: new Map() }
        kept.set(key, one)
        look(one, one.from)
        // Whatever ends this process before the interval does, it is known who began to watch.
        record(one, [...one.seen.keys()], one.from, one.from)
      }
      one.sockets += 1
      const own = one
      let open = true
      return () => {
        if (!open) return
        open = false
        own.sockets -= 1
        if (own.sockets > 0 || kept.get(key) !== own) return
        kept.delete(key)
        settle(own, real())
      }
    },
    start() {
      const stop = every(LOOK, () => {
        const now = real()
        for (const one of kept.values()) {
          if (between(one.from, now) >= interval(one)) settle(one, now)
          else look(one, now)
        }
      })
      return () => {
        stop()
        for (const one of kept.values()) settle(one, real())
        kept.clear()
      }
    },
  }
}
