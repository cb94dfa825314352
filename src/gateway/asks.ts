// What the gateway answers to each ask of a screen. What is asked was checked before; what is answered passes the choke-point again.

import type { AuditEvent } from '../model/audit.ts'
import type { Stay } from '../model/census.ts'
import type { BedId, StayId, WardId } from '../model/ids.ts'
import { inEmergency, purposeOn, type Subject, type Who } from '../model/may.ts'
import type { At } from '../model/units.ts'
import type { AskWatch, GatewayFacts, Opened, Painted, Proved, RosterRow } from '../model/wire.ts'
import type { z } from '../model/zod.ts'
import type { Audit } from './audit/audit.ts'
import type { Watching } from './audit/watching.ts'
import type { Register } from './census/register.ts'
import type { Screen } from './delivery.ts'
import type { Doors } from './doors.ts'
import { Refused } from './errors.ts'
import { waitingFor } from './outbox.ts'
import { rowOf, shiftOf } from './roster.ts'
import type { Screenside } from './screen.ts'
import type { Trends } from './trend.ts'
import type { WardView } from './ward.ts'

export interface Answer {
  readonly answer?: unknown
  /** Done right after the answer has been handed over. */
  readonly after?: () => void
}

export interface Asks {
  wards(side: Screenside): Answer
  watch(ask: z.infer<typeof AskWatch>, side: Screenside): Answer
  unwatch(ward: WardId, side: Screenside): Answer
  roster(ward: WardId, side: Screenside): Promise<Answer>
  trend(ward: WardId, side: Screenside): Promise<Answer>
  opened(opened: z.infer<typeof Opened>, side: Screenside): Answer
  clock(): Answer
  painted(painted: z.infer<typeof Painted>, side: Screenside): Answer
  /** A screen presented the canary. */
  proved(proved: z.infer<typeof Proved>, side: Screenside): Answer
  /** Whether anything of the ward may be seen: all of it, or one of its stays. */
  sees(ward: WardId, who: Who): boolean
  /** The socket is another's now: what it watches is written down under its new name. */
  changed(side: Screenside): void
}

const WARDS_A_SCREEN = 4
const OPEN_DETAILS = 4
/** Real ms. */
const SEEN_AGAIN = 15_000

export function createAsks({
  wards,
  register,
  trends,
  doors,
  facts,
  now,
  real,
  audit,
  watching,
  failed,
  came,
  confirmed,
  proved,
  carers,
}: {
  wards: ReadonlyMap<WardId, WardView>
  register: Register
  trends: Trends
  doors: Doors
  facts: () => GatewayFacts
  now: () => At
  /** Real time, for the audit. */
  real: () => At
  audit: Pick<Audit, 'write' | 'note'>
  watching: Watching
  failed: (place: string, error: unknown) => void
  came: (by: 'snapshot' | 'resumed') => void
  /** A screen painted what it was sent, just now. */
  confirmed: (ward: WardId, sound: 'armed' | 'off') => void
  proved: (ward: WardId, canary: string, sounded: boolean) => void
  /** All who care on a ward: who may have taken an alarm. */
  carers: (ward: WardId) => readonly { readonly id: string; readonly name: string }[]
}): Asks {
  const ward = (id: WardId): WardView => {
    const found = wards.get(id)
    if (!found) throw new Refused('no-such-ward')
    return found
  }

  const stayIn = (id: WardId, stay: { id: StayId; bed: BedId }): Subject => ({ of: 'stay', stay: stay.id, ward: id, bed: stay.bed })
  const whole = (id: WardId, who: Who): boolean => doors.open('own:frame', who, { of: 'ward', ward: id })
  const seesStay = (id: WardId, who: Who) => (stay: { id: StayId; bed: BedId }) => doors.open('own:frame', who, stayIn(id, stay))
  const sees = (id: WardId, who: Who): boolean => whole(id, who) || register.staysOf(id).some(seesStay(id, who))

  const eventOf = (
    kind: AuditEvent['kind'],
    { actor, who }: Screenside,
    of: WardId,
    stays: readonly StayId[],
    over: Partial<AuditEvent> = {},
  ): AuditEvent => ({
    kind,
    at: real(),
    actor,
    outcome: 'done',
    purpose: purposeOn(who, of),
    ward: of,
    stays: [...stays],
    person: null,
    why: null,
    until: null,
    names: false,
    late: false,
    ...over,
  })

  /** Asked each second for each who watches: the doors are asked again where others lie there now, and from time to time, as a grant may end. */
  function seenBy(id: WardId, who: Who): () => readonly StayId[] {
    let stays: readonly Stay[] = []
    let seen: readonly StayId[] = []
    let asked = Number.NEGATIVE_INFINITY
    return () => {
      const lying = register.staysOf(id)
      const same = lying.length === stays.length && lying.every((stay, index) => stay.id === stays[index]?.id)
      if (same && real() - asked < SEEN_AGAIN) return seen
      stays = lying
      asked = real()
      seen = lying.filter(seesStay(id, who)).map(({ id: stay }) => stay)
      return seen
    }
  }

  /** Follows what a socket watches, so that the audit tells who watched which ward, how long, with names or without. */
  function follow(id: WardId, side: Screenside): () => void {
    const { who, actor } = side
    const seen = seenBy(id, who)
    return watching.begin({
      actor,
      ward: id,
      stays: seen,
      names: register.staysOf(id).some((stay) => doors.open('own:name', who, stayIn(id, stay))),
      purpose: purposeOn(who, id),
    })
  }
  const followed = new WeakMap<Screenside, Map<WardId, () => void>>()

  return {
    sees,
    wards: (side) => {
      const { who } = side
      const list = [...wards].filter(([id]) => sees(id, who))
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
        open() {
          const { who } = side
          if (whole(id, who)) return 'all'
          const beds = register
            .staysOf(id)
            .filter(seesStay(id, who))
            .map(({ bed }) => bed)
          return beds.length > 0 ? new Set(beds) : 'none'
        },
      }
      const watch = view.watch(screen, resume, before?.view())
      const own = followed.get(side) ?? new Map<WardId, () => void>()
      followed.set(side, own)
      own.set(id, follow(id, side))
      side.watches.set(id, {
        ...watch,
        stop() {
          watch.stop()
          own.get(id)?.()
          own.delete(id)
        },
      })
      came(watch.answer.is)
      return { answer: watch.answer, after: watch.begin }
    },
    changed(side) {
      const own = followed.get(side)
      if (!own) return
      for (const [id, stop] of own) {
        stop()
        own.set(id, follow(id, side))
      }
      for (const close of side.opened.values()) close()
      side.opened.clear()
    },
    unwatch(id, { watches }) {
      watches.get(id)?.stop()
      watches.delete(id)
      return {}
    },
    async roster(id, side) {
      ward(id)
      const named = register.staysOf(id).filter((stay) => doors.open('own:name', side.who, stayIn(id, stay)))
      if (named.length > 0)
        await written(
          eventOf(
            'names-read',
            side,
            id,
            named.map(({ id: stay }) => stay),
            { names: true },
          ),
          side,
          id,
        )
      // Asked again: a grant may have ended while the record was written.
      const { who } = side
      const recorded = new Set(named.map(({ id: stay }) => stay))
      const stays = new Map(register.staysOf(id).map((stay) => [stay.id, stay]))
      const people = register.peopleOf(id).flatMap((person): RosterRow[] => {
        const stay = stays.get(person.stay)
        if (!stay) return []
        const subject = stayIn(id, stay)
        if (recorded.has(stay.id) && doors.open('own:name', who, subject)) return [rowOf(person, true)]
        return doors.open('own:initials', who, subject) ? [rowOf(person, false)] : []
      })
      return { answer: { is: 'roster', people, ...shiftOf(id, who, { doors, register, carers }) } }
    },
    async trend(id, side) {
      ward(id)
      const shown = (): StayId[] =>
        register
          .staysOf(id)
          .filter((stay) => doors.open('own:sparkline', side.who, stayIn(id, stay)))
          .map(({ id: stay }) => stay)
      const asked = shown()
      // The values of now go on without the audit; those of half an hour ago are a record that is read.
      if (asked.length > 0) await written(eventOf('trend-read', side, id, asked), side, id)
      const recorded = new Set(asked)
      return {
        answer: trends.rows(
          shown().filter((stay) => recorded.has(stay)),
          now(),
        ),
      }
    },
    opened({ ward: name, stay, open }, side) {
      const id = name as WardId
      const found = register.staysOf(id).find((one) => one.id === stay)
      if (!found) throw new Refused('no-such-stay')
      side.opened.get(stay)?.()
      side.opened.delete(stay)
      if (!open || !seesStay(id, side.who)(found)) return {}
      const begun = eventOf('opened', side, id, [found.id], { names: doors.open('own:name', side.who, stayIn(id, found)) })
      const note = (event: AuditEvent) => void audit.note(event).catch((error: unknown) => failed('audit', error))
      note(begun)
      side.opened.set(stay, () => note({ ...begun, until: real() }))
      // One detail at a time is looked at; a screen that says otherwise is held to a few.
      if (side.opened.size > OPEN_DETAILS) {
        const [oldest] = side.opened.keys()
        side.opened.get(oldest!)?.()
        side.opened.delete(oldest!)
      }
      return {}
    },
    clock: () => ({ answer: { now: now() } }),
    painted({ ward: id, epoch, seq, sound }, { watches }) {
      const watch = watches.get(id as WardId)
      watch?.painted(epoch, seq)
      // A page that stands still says again what it said before: only what is true now was seen.
      const isNow = facts().epoch === epoch && wards.get(id as WardId)?.isRecent(seq)
      if (watch && isNow) confirmed(id as WardId, sound ?? 'off')
      return {}
    },
    proved({ ward: id, canary, sounded }, { watches }) {
      if (watches.has(id as WardId)) proved(id as WardId, canary, sounded)
      return {}
    },
  }

  /** A read of names or of the past goes on only once it is written; while the audit is down only in an emergency, queued. */
  async function written(event: AuditEvent, side: Screenside, id: WardId): Promise<void> {
    try {
      await audit.write(event)
    } catch (error) {
      if (!inEmergency(side.who, id)) throw error
      await audit.note(event)
    }
  }
}
