// What the gateway answers to each ask of a screen. What is asked was checked before; what is answered passes the choke-point again.
import type { WardId } from '../model/ids.ts'
import type { Who } from '../model/may.ts'
import type { At } from '../model/units.ts'
import type { AskWatch, GatewayFacts } from '../model/wire.ts'
import type { z } from '../model/zod.ts'
import type { Register } from './census.ts'
import type { Doors } from './doors.ts'
import { Refused } from './errors.ts'
import { waitingFor } from './outbox.ts'
import type { Screenside } from './screen.ts'
import type { Trends } from './trend.ts'
import type { Screen, WardView } from './ward.ts'

export interface Answer {
  readonly answer?: unknown
  /** Done right after the answer has been handed over. */
  readonly after?: () => void
}

export interface Asks {
  wards(who: Who): Answer
  watch(ask: z.infer<typeof AskWatch>, side: Screenside): Answer
  unwatch(ward: WardId, side: Screenside): Answer
  roster(ward: WardId, who: Who): Answer
  trend(ward: WardId, who: Who): Answer
  clock(): Answer
}

const WARDS_A_SCREEN = 4

export function createAsks({
  wards,
  register,
  trends,
  doors,
  facts,
  now,
  came,
}: {
  wards: ReadonlyMap<WardId, WardView>
  register: Register
  trends: Trends
  doors: Doors
  facts: () => GatewayFacts
  now: () => At
  came: (by: 'snapshot' | 'resumed') => void
}): Asks {
  const ward = (id: WardId): WardView => {
    const found = wards.get(id)
    if (!found) throw new Refused('no-such-ward')
    return found
  }

  return {
    wards: (who) => {
      const list = [...wards].filter(([id]) => doors.open('own:frame', who, { of: 'ward', ward: id }))
      return { answer: { is: 'wards', gateway: facts(), wards: list.map(([, view]) => view.facts) } }
    },
    watch({ ward: name, resume }, side) {
      const id = name as WardId
      const view = ward(id)
      if (!side.watches.has(id) && side.watches.size >= WARDS_A_SCREEN) throw new Refused('too-many-wards')
      const before = side.watches.get(id)
      before?.stop()
      const screen: Screen = {
        waiting: () => waitingFor(side.line),
        frame: (bytes) => void side.line.emit('frame', bytes),
        snapshot: (snapshot) => void side.line.emit('snapshot', snapshot),
        evict: side.evict,
        open: () => doors.open('own:frame', side.who, { of: 'ward', ward: id }),
      }
      const watch = view.watch(screen, resume, before?.view())
      side.watches.set(id, watch)
      came(watch.answer.is)
      return { answer: watch.answer, after: watch.begin }
    },
    unwatch(id, { watches }) {
      watches.get(id)?.stop()
      watches.delete(id)
      return {}
    },
    roster(id, who) {
      ward(id)
      const people = register.peopleOf(id).filter(({ stay }) => doors.open('own:name', who, { of: 'stay', stay }))
      return { answer: { is: 'roster', people } }
    },
    trend(id, who) {
      ward(id)
      const stays = register.staysOf(id).filter(({ id: stay }) => doors.open('own:sparkline', who, { of: 'stay', stay }))
      return {
        answer: trends.rows(
          stays.map(({ id: stay }) => stay),
          now(),
        ),
      }
    },
    clock: () => ({ answer: { now: now() } }),
  }
}
