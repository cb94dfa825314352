// Routes of alarms: acts on them, and their history. Each act passes the choke-point with what it acts on.
import { ALARM_ACTS, type AlarmAct } from '../../model/alarmacts.ts'
import { type By, bedOf, wardOf } from '../../model/book.ts'
import { type StayId, stayId, type WardId, wardId } from '../../model/ids.ts'
import { purposeOn, type Subject } from '../../model/may.ts'
import { carerOn } from '../access/carers.ts'
import type { Door } from '../doors.ts'
import { Refused } from '../errors.ts'
import { historyOf, staysWithin } from '../watch/history.ts'
import { eventOf, type RouteParts } from './parts.ts'
import { proven } from './proven.ts'
import type { Routes } from './route.ts'

type Own = 'POST /api/alarm' | 'POST /api/alarms/history'

/** What may be done about another ward's bed by who was told of it. */
const FROM_ELSEWHERE: ReadonlySet<AlarmAct['act']> = new Set(['claim', 'seen', 'help'])
/** Stays of one record of the audit. */
const RECORD = 256

export function alarmRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, audit, clock, gateway, failed } = parts
  const book = () => gateway().census.book()
  const doors = () => gateway().doors

  function subjectOf(ask: AlarmAct): Subject & { readonly ward: WardId } {
    if ('ward' in ask) {
      if (!book().ward.has(wardId(ask.ward))) throw new Refused('no-such-ward')
      return { of: 'ward', ward: wardId(ask.ward) }
    }
    const stay = book().stay.get(stayId(ask.stay))
    if (!stay) throw new Refused('no-such-stay')
    return { of: 'stay', stay: stay.id, ward: wardOf(stay), bed: bedOf(stay) }
  }
  const staff = (id: string, ward: WardId): By | null => carerOn(access.people.get(id), ward, clock.real())

  return {
    async 'POST /api/alarm'({ ask, seen, person, pin }, asked) {
      const { call, secret } = await proven(parts, asked, person, pin)
      const { who } = call
      const { audit: kind, words } = ALARM_ACTS[ask.act]
      const subject = subjectOf(ask)
      const { ward } = subject
      const stays = subject.of === 'stay' ? [subject.stay as string] : []
      try {
        doors().pass(`own:alarm:${ask.act}` as Door, who, subject)
      } catch (error) {
        await audit.note(eventOf(parts, call, 'refused', { ward, stays, outcome: 'refused', why: words })).catch(() => {})
        throw error
      }
      if (secret !== null) asked.cookie.set('session', secret)
      const { alarms, inSync } = gateway()
      // What every ward is told of is taken from its screens, too; all else of a bed only from its own ward's.
      const from = seen.ward === undefined ? ward : wardId(seen.ward)
      const isTold = subject.of === 'stay' ? FROM_ELSEWHERE.has(ask.act) && alarms.isElsewhere(subject.stay) : ask.act === 'claim-ward'
      if (!inSync(seen, from) || (from !== ward && !isTold)) throw new Refused('not-in-sync')
      const by: By = { is: 'person', id: who.id, name: who.name.slice(0, 120) }
      const answer = alarms.act(ask, { by, staff, nameOf: (id) => access.people.get(id)?.name ?? 'a colleague' })
      if (answer.is === 'refused') throw new Refused(answer.code, answer.detail)
      const why = 'reason' in ask ? (ask.reason ?? null) : null
      const event = eventOf(parts, call, kind, { ward, stays, purpose: purposeOn(who, ward), why })
      // Done whatever becomes of its keeping (P7): what could not be recorded is said so.
      const kept = await Promise.allSettled([answer.kept, audit.note(event)])
      for (const one of kept) if (one.status === 'rejected') failed('alarm', one.reason)
      return { recorded: kept.every(({ status }) => status === 'fulfilled') }
    },
    async 'POST /api/alarms/history'(asked, call) {
      const ward = wardId(asked.ward)
      if (!book().ward.has(ward)) throw new Refused('no-such-ward')
      const stay = asked.stay === null ? null : (book().stay.get(stayId(asked.stay)) ?? null)
      if (asked.stay !== null && (!stay || wardOf(stay) !== ward)) throw new Refused('no-such-stay')
      const subject: Subject = stay ? { of: 'stay', stay: stay.id, ward, bed: bedOf(stay) } : { of: 'ward', ward }
      doors().pass('own:alarm-history', call.who, subject)
      const wanted = { ...asked, ward, stay: stay?.id ?? null }
      const names = doors().open('own:name', call.who, subject)
      const stays: readonly StayId[] = staysWithin(book(), wanted)
      for (let from = 0; from === 0 || from < stays.length; from += RECORD)
        await audit.write(
          eventOf(parts, call, 'alarms-read', {
            ward,
            stays: stays.slice(from, from + RECORD),
            names,
            purpose: purposeOn(call.who, ward),
          }),
        )
      // Asked again: a grant may have ended while the record was written.
      doors().pass('own:alarm-history', call.who, subject)
      return historyOf(gateway(), book(), wanted, names && doors().open('own:name', call.who, subject))
    },
  }
}
