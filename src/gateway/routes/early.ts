// Routes of early warning: sets, orders and answers; and what was charted of one stay. Each passes the choke-point with whom it is about.

import { bedOf, type KeptStay, wardOf } from '../../model/book.ts'
import { EARLY_ACTS } from '../../model/earlyacts.ts'
import { stayId } from '../../model/ids.ts'
import { purposeOn, type Subject } from '../../model/may.ts'
import type { Door } from '../doors.ts'
import { Refused } from '../errors.ts'
import { eventOf, type RouteParts } from './parts.ts'
import type { Routes } from './route.ts'

type Own = 'POST /api/early' | 'POST /api/early/chart'

export function earlyRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { audit, gateway, failed } = parts
  const doors = () => gateway().doors
  function found(id: string): { readonly stay: KeptStay; readonly subject: Subject } {
    const stay = gateway().census.book().stay.get(stayId(id))
    if (!stay) throw new Refused('no-such-stay')
    return { stay, subject: { of: 'stay', stay: stay.id, ward: wardOf(stay), bed: bedOf(stay) } }
  }

  return {
    async 'POST /api/early'({ ask }, call) {
      const { who } = call
      const { stay, subject } = found(ask.stay)
      const { audit: kind, words } = EARLY_ACTS[ask.act]
      const about = { ward: wardOf(stay), stays: [stay.id], purpose: purposeOn(who, wardOf(stay)) } as const
      try {
        doors().pass(`own:early:${ask.act}` as Door, who, subject)
      } catch (error) {
        await audit.note(eventOf(parts, call, 'refused', { ...about, stays: [stay.id], outcome: 'refused', why: words })).catch(() => {})
        throw error
      }
      // What was charted of one patient must not be another's who lies there now.
      if (stay.ended !== null || bedOf(stay) !== ask.bed) throw new Refused('changed-meanwhile')
      const answer = gateway().early.act(ask, { is: 'person', id: who.id, name: who.name })
      if (answer.is === 'refused') throw new Refused(answer.code, answer.detail)
      const why = ask.act === 'answer' ? ask.notice : null
      const kept = await Promise.allSettled([answer.kept, audit.note(eventOf(parts, call, kind, { ...about, stays: [stay.id], why }))])
      for (const one of kept) if (one.status === 'rejected') failed('early', one.reason)
      return { recorded: kept.every(({ status }) => status === 'fulfilled') }
    },
    async 'POST /api/early/chart'({ ward, stay: id }, call) {
      const { stay, subject } = found(id)
      if (wardOf(stay) !== ward) throw new Refused('no-such-stay')
      doors().pass('own:observations', call.who, subject)
      await audit.write(
        eventOf(parts, call, 'observations-read', { ward, stays: [stay.id], names: true, purpose: purposeOn(call.who, ward) }),
      )
      // Asked again: a grant may have ended while the record was written.
      doors().pass('own:observations', call.who, subject)
      return gateway().early.chart(stay.id)
    },
  }
}
