// Routes of the story of a stay: what is told beside its signals, and what persons write into it.
import { bedOf, type KeptStay, wardOf } from '../../model/book.ts'
import { wrongWindow } from '../../model/history.ts'
import { stayId } from '../../model/ids.ts'
import { purposeOn } from '../../model/may.ts'
import { at } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import { done, type Written } from '../history/notes.ts'
import { storyOf } from '../history/story.ts'
import { type Readable, refuseWindow, subjectOf } from './history.ts'
import { eventOf, type RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own = 'POST /api/stay/story' | 'POST /api/stay/note' | 'POST /api/stay/hand'

export function storyRoutes(parts: RouteParts, readable: Readable): Pick<Routes, Own> {
  const { audit, clock, gateway, failed } = parts

  /** An entry by whoever may write them of this stay; written down, also where it is refused. */
  async function written(
    kind: 'note-written' | 'value-charted',
    id: string,
    call: Call,
    write: (stay: KeptStay) => Promise<Written>,
  ): Promise<{ readonly id: string; readonly recorded: boolean }> {
    const { who } = call
    const stay = gateway().census.book().stay.get(stayId(id))
    if (!stay) throw new Refused('no-such-stay')
    const about = { ward: wardOf(stay), stays: [stay.id], purpose: purposeOn(who, wardOf(stay)) }
    try {
      gateway().doors.pass('own:note', who, subjectOf(stay))
    } catch (error) {
      await audit.note(eventOf(parts, call, 'refused', { ...about, outcome: 'refused', why: 'write notes' })).catch(() => {})
      throw error
    }
    const answer = done(await write(stay))
    const kept = await Promise.allSettled([answer.kept, audit.note(eventOf(parts, call, kind, about))])
    for (const one of kept) if (one.status === 'rejected') failed('notes', one.reason)
    return { id: answer.id, recorded: kept.every(({ status }) => status === 'fulfilled') }
  }
  const byOf = ({ who }: Call) => ({ is: 'person', id: who.id, name: who.name }) as const

  return {
    async 'POST /api/stay/story'({ stay: id, from, to }, call) {
      refuseWindow(wrongWindow({ from, to }))
      const stay = await readable(id, call)
      const { doors, notes } = gateway()
      const subject = { of: 'stay', stay: stay.id, ward: wardOf(stay), bed: bedOf(stay) } as const
      return storyOf(gateway(), {
        stay,
        from: at(from),
        to: at(to),
        now: clock.now(),
        names: doors.open('own:name', call.who, subject),
        initials: doors.open('own:initials', call.who, subject),
        lookedBefore: await notes.looked(stay.id, call.who.id),
      })
    },
    'POST /api/stay/note': ({ stay: id, ...note }, call) =>
      written('note-written', id, call, (stay) => gateway().notes.note({ ...note, stay: stay.id }, byOf(call))),
    'POST /api/stay/hand': ({ stay: id, ...hand }, call) =>
      written('value-charted', id, call, (stay) => gateway().notes.hand({ ...hand, stay: stay.id }, byOf(call))),
  }
}
