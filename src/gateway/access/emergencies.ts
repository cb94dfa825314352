// Break-glass: a clinical person opens a ward for an hour, with a reason. It ends by itself, and the privacy officer looks at each.

import type { Clock } from '../../feed/source.ts'
import { POLICY } from '../../model/me.ts'
import { type At, after, ms } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { newId, type Random } from './chance.ts'
import { loadKept } from './kept.ts'
import type { Emergencies, Emergency } from './parts.ts'

/** Running at once for one person: more is no emergency but a habit. */
const MOST = 4
const LOOK = ms(250)

/** As kept. `over`: ended and told, whatever the clock says later. */
interface Row extends Emergency {
  readonly over?: boolean
}

export async function openEmergencies(setup: {
  readonly store: Pick<Store, 'load' | 'write'>
  readonly clock: Pick<Clock, 'real' | 'every'>
  readonly random: Random
  readonly changed: () => void
  readonly over: (emergency: Emergency) => void
}): Promise<Emergencies & { stop(): void; endAll(): Promise<void> }> {
  const { store, clock, random, changed, over } = setup
  const kept = await loadKept<Row>(store, 'emergency', clock.real)
  const runs = ({ from, until, over: ended }: Row): boolean => !ended && from <= clock.real() && clock.real() < until
  const open = new Set(
    kept
      .all()
      .filter(runs)
      .map(({ id }) => id),
  )
  const running = (person: string) => kept.all().filter((one) => one.person === person && runs(one))

  const stop = clock.every(LOOK, () => {
    for (const id of open) {
      const one = kept.get(id)
      if (one && runs(one)) continue
      open.delete(id)
      if (one) {
        over(one)
        void kept.set({ ...one, over: true }).catch(() => {})
      }
      changed()
    }
  })
  const change = (id: string, part: Partial<Row>): Promise<void> => {
    const one = kept.get(id)
    return one ? kept.set({ ...one, ...part }) : Promise.reject(new Refused('no-such-emergency'))
  }
  return {
    stop,
    /** Also those that begin later by a clock that was set back: they would run once more when their hour comes. */
    async endAll() {
      const now = clock.real()
      const ended = kept
        .all()
        .filter((one) => !one.over && one.until > now)
        .map((one): Row => ({ ...one, until: runs(one) ? now : one.until, over: true }))
      const done = ended.map((one) => {
        open.delete(one.id)
        over(one)
        return kept.set(one)
      })
      if (done.length > 0) changed()
      await Promise.all(done)
    },
    all: kept.all,
    running,
    async begin(given) {
      if (running(given.person).length >= MOST) throw new Refused('too-many-asks')
      const from: At = clock.real()
      const one: Emergency = { ...given, id: newId(random), from, until: after(from, POLICY.emergency), reviewed: null }
      open.add(one.id)
      // In force whatever becomes of the record: it is an emergency.
      const done = kept.set(one)
      changed()
      await done.catch(() => {})
      return one
    },
    async end(id) {
      const one = kept.get(id)
      if (!one || !runs(one)) throw new Refused('no-such-emergency')
      open.delete(id)
      const done = change(id, { until: clock.real(), over: true })
      over({ ...one, until: clock.real() })
      changed()
      await done
    },
    review: (id, by, note) => change(id, { reviewed: { by, at: clock.real(), note } }),
  }
}
