// Reads of one patient's history by one person: written down before the first answer, and once more each few minutes, not at every turn of
// the wheel.
import type { StayId, WardId } from '../../model/ids.ts'
import { minutes } from '../../model/units.ts'
import { eventOf, type RouteParts } from './parts.ts'
import type { Call } from './route.ts'

/** One record in so long, of one person and stay. */
const EVERY = minutes(5)
/** Readers remembered; beyond, the oldest are written down anew. */
const MOST = 2000

export interface Reads {
  /** Resolves once the read is on record. Rejects where it cannot be: nothing is shown then. */
  written(call: Call, stay: StayId, ward: WardId, purpose: 'emergency' | 'treatment'): Promise<void>
}

export function createReads(parts: Pick<RouteParts, 'audit' | 'clock'>): Reads {
  const { audit, clock } = parts
  const last = new Map<string, { readonly at: number; readonly done: Promise<void> }>()
  return {
    async written(call, stay, ward, purpose) {
      const key = `${call.who.id} ${call.actor.station?.id} ${purpose} ${stay}`
      const now = clock.real()
      const before = last.get(key)
      if (before && now - before.at < EVERY) return before.done
      const done = audit.write(eventOf(parts, call, 'history-read', { ward, stays: [stay], purpose })).then(() => {})
      last.delete(key)
      last.set(key, { at: now, done })
      done.catch(() => last.delete(key))
      for (const oldest of last.keys()) {
        if (last.size <= MOST) break
        last.delete(oldest)
      }
      return done
    },
  }
}
