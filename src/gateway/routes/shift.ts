// Routes of a shift: how loud the ward was, limits proposed for one signal of one stay, and what is handed over.
import { type AgeClass, ageClass } from '../../model/ages.ts'

import type { BedAlarms } from '../../model/alarmshown.ts'
import { type Book, bedOf, type KeptStay, stayIn, wardOf } from '../../model/book.ts'
import { type Flood, floodOf, NO_FLOOD } from '../../model/flood.ts'
import { type StayId, stayId, type WardId, wardId } from '../../model/ids.ts'
import { limitOf } from '../../model/limits.ts'
import { purposeOn, type Subject } from '../../model/may.ts'
import { isAlarm } from '../../model/priority.ts'
import { propose, type ScoreNow } from '../../model/proposals.ts'
import { type PausedSpan, quietOf, type Sounded } from '../../model/quiet.ts'
import { limitsInForce } from '../../model/quieting.ts'
import { RULE_KEYS, ruleOf } from '../../model/rules.ts'
import { soundedOf } from '../../model/sounded.ts'
import { alarmsOf, type Care, WHATS } from '../../model/stayalarms.ts'
import { type At, after, at, hours, type Ms, minutes, ms } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { ageOf } from '../census/bedfacts.ts'
import { listRow } from '../census/list.ts'
import { Refused } from '../errors.ts'
import { historyOf, staysWithin } from '../watch/history.ts'
import { eventOf, type RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own = 'POST /api/ward/quiet' | 'POST /api/ward/handover' | 'POST /api/stay/proposal'

/** Stays of one record of the audit, lines of one bed's story. */
const RECORD = 256
const STORY = 200
/** A flood is told by the day before. */
const FLOOD_DAY = hours(25)

/** Time of all beds of the ward with a patient. */
function bedTime({ stay: stays }: Book, ward: WardId, from: At, to: At): Ms {
  let sum = 0
  for (const { beds } of stays.values())
    for (const one of beds) if (one.ward === ward) sum += Math.max(0, Math.min(one.to ?? to, to) - Math.max(one.from, from))
  return ms(sum)
}

/** The shortest delay of the rules that watch limits of this vital. */
const delayFor = (vital: VitalKey): Ms => {
  const delays = RULE_KEYS.map(ruleOf).flatMap(({ condition, delay }) =>
    condition.is === 'limit' && condition.vitals.includes(vital) ? [delay] : [],
  )
  return ms(Math.min(...delays, minutes(1)))
}

const CHILDREN: ReadonlySet<AgeClass> = new Set(['newborn', 'infant', 'child'])
const scoreNow = ({ score }: BedAlarms, age: number | null, now: At): ScoreNow => ({
  charted: score?.charted?.total ?? null,
  overdue: (score?.charted?.due ?? now) < now,
  running: score?.running ?? null,
  refused: CHILDREN.has(ageClass(age)) ? 'child' : score === null || score.refused === null ? null : 'other',
})

/** Everybody who stands behind something of this bed, by id, with the name under which it was done. */
function namesOf(
  { alarms }: BedAlarms,
  care: Care | undefined,
  people: RouteParts['access']['people'],
): readonly (readonly [string, string])[] {
  const claims = alarms.flatMap(({ claim }) => (claim ? [[claim.by, people.get(claim.by)?.name ?? 'somebody'] as const] : []))
  if (!care) return claims
  const { silence, pause, off, order, help } = care
  return [...claims, ...[silence, pause, ...off, order, help].flatMap((one) => (one ? [[one.by.id, one.by.name] as const] : []))]
}

export function shiftRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, audit, clock, gateway, nurseTime } = parts
  const doors = () => gateway().doors
  const census = () => gateway().census
  const hub = () => gateway().alarms
  const floods = new Map<WardId, Flood>()

  const wardOfAsk = (id: string): { readonly ward: WardId; readonly subject: Subject } => {
    const ward = wardId(id)
    if (!census().book().ward.has(ward)) throw new Refused('no-such-ward')
    return { ward, subject: { of: 'ward', ward } }
  }
  /** Reads go on only once they are written down. */
  async function read(call: Call, kind: 'alarms-read' | 'list-read' | 'trend-read', ward: WardId, stays: readonly StayId[]): Promise<void> {
    const over = { ward, names: kind === 'list-read', purpose: purposeOn(call.who, ward) } as const
    for (let from = 0; from === 0 || from < stays.length; from += RECORD)
      await audit.write(eventOf(parts, call, kind, { ...over, stays: stays.slice(from, from + RECORD) }))
  }

  /** All that sounded in the ward, and its beds' pauses, since `from`. */
  async function soundedIn(ward: WardId, from: At, to: At) {
    const book = census().book()
    const alarms: Sounded[] = []
    const pauses: PausedSpan[] = []
    for (const id of staysWithin(book, { ward, stay: null, from, to })) {
      const stay = book.stay.get(id)
      const place = (when: At) => stay?.beds.findLast((one) => one.from <= when) ?? stay?.beds[0]
      const bedAt = (when: At): string => book.bed.get(place(when)!.bed)?.label ?? place(when)!.bed
      const entries = (await hub().journal({ stay: id }, from, to)).map(({ entry }) => entry)
      const own = soundedOf(entries, id, bedAt)
      alarms.push(...own.alarms.filter(({ raised }) => place(raised)?.ward === ward))
      pauses.push(...own.pauses.filter((span) => place(span.from)?.ward === ward))
    }
    const whole = (await hub().journal({ ward }, from, to)).map(({ entry }) => entry)
    alarms.push(...soundedOf(whole, ward, () => 'ward').alarms)
    return { alarms, pauses }
  }

  function limitsOf(stay: KeptStay) {
    const overrides = hub().stateOf(stay.id)?.care.overrides ?? []
    return overrides.map(({ vital, low, high, by, at: when, why }) => ({ vital, low, high, by: by.name, at: when, why })).slice(0, 32)
  }

  return {
    async 'POST /api/ward/quiet'({ ward: id, hours: back }, call) {
      const { ward, subject } = wardOfAsk(id)
      doors().pass('own:quiet', call.who, subject)
      const to = after(clock.now(), 1)
      const from = after(to, -hours(back))
      await read(call, 'alarms-read', ward, staysWithin(census().book(), { ward, stay: null, from, to }))
      const earliest = at(Math.min(from, after(to, -FLOOD_DAY)))
      const { alarms, pauses } = await soundedIn(ward, earliest, to)
      // Asked again: a grant may have ended while the record was written.
      doors().pass('own:quiet', call.who, subject)
      // Nothing is said of a time in which nobody watched: since this run began, or since the journal tells of anything.
      const { since } = nurseTime
      const watched = at(Math.min(since, ...alarms.map(({ raised }) => raised)))
      const begin = at(Math.min(to, Math.max(from, watched)))
      const quiet = quietOf({
        alarms,
        pauses,
        from: begin,
        to,
        bedTime: bedTime(census().book(), ward, begin, to),
        nurses: { since: at(Math.max(since, begin)), time: nurseTime.within(ward, begin, to) },
      })
      const raised = alarms.filter(({ priority }) => isAlarm(priority)).map((one) => one.raised)
      const flood = floodOf(raised, watched, to, floods.get(ward) ?? NO_FLOOD)
      floods.set(ward, flood)
      return { quiet, flood, nursesSince: since, lost: hub().lost() }
    },

    async 'POST /api/ward/handover'({ ward: id, hours: back }, call) {
      const { ward, subject } = wardOfAsk(id)
      doors().pass('own:handover', call.who, subject)
      const to = after(clock.now(), 1)
      const from = after(to, -hours(back))
      const book = census().book()
      const beds = book.ward.get(ward)?.beds ?? []
      await read(
        call,
        'list-read',
        ward,
        beds.flatMap((bed) => book.lying.get(bed.id) ?? []),
      )
      doors().pass('own:handover', call.who, subject)
      const staff = new Map<string, string>()
      const rows = []
      for (const bed of beds) {
        const stay = stayIn(book, bed.id)
        if (!stay) {
          rows.push({
            bed: bed.id,
            label: bed.label,
            patient: null,
            until: null,
            alarms: hub().shownOf(stayId('')),
            limits: [],
            raised: { high: 0, medium: 0, low: 0 },
            story: [],
            more: 0,
            gone: [],
            devices: [],
          })
          continue
        }
        const alarms = hub().shownOf(stay.id)
        for (const [one, name] of namesOf(alarms, hub().stateOf(stay.id)?.care, access.people)) staff.set(one, name)
        const { lines } = await historyOf(gateway(), book, { ward, stay: stay.id, from, to }, true)
        const raised = (priority: string): number => lines.filter((one) => one.what === WHATS.raised && one.priority === priority).length
        const duty = book.duty.get(bed.id)
        rows.push({
          bed: bed.id,
          label: bed.label,
          patient: listRow(census(), stay, clock.now()),
          until: duty && duty.until > clock.now() ? duty.until : null,
          alarms,
          limits: limitsOf(stay),
          raised: { high: raised('high'), medium: raised('medium'), low: raised('low') },
          story: lines.slice(0, STORY),
          more: Math.max(0, lines.length - STORY),
          gone: gateway().notes.gone(stay.id),
          devices: census().factsOf(bed.id).devices,
        })
      }
      return { made: clock.now(), from, rows, staff: Object.fromEntries(staff) }
    },

    async 'POST /api/stay/proposal'({ ward, stay: id, vital }, call) {
      const stay = census().book().stay.get(stayId(id))
      if (!stay || stay.ended !== null || wardOf(stay) !== ward) throw new Refused('no-such-stay')
      const subject: Subject = { of: 'stay', stay: stay.id, ward: wardOf(stay), bed: bedOf(stay) }
      doors().pass('own:proposal', call.who, subject)
      await read(call, 'trend-read', wardOf(stay), [stay.id])
      doors().pass('own:proposal', call.who, subject)
      const shown = hub().shownOf(stay.id)
      const state = hub().stateOf(stay.id)
      const care = state?.care
      const { low, high } = limitOf(stay.population, care ? limitsInForce(care) : [], vital)
      const said = propose({
        vital,
        population: stay.population,
        limit: { low, high },
        delay: delayFor(vital),
        points: gateway().day.points(stay.id, vital, clock.now()),
        now: clock.now(),
        score: scoreNow(shown, ageOf(stay, clock.now()), clock.now()),
        // Also what a pause or a worse one keeps from the tile.
        alarmed: state !== null && alarmsOf(state).some(({ priority }) => isAlarm(priority)),
        target: shown.target !== null,
      })
      return said.is === 'refused' ? said : { ...said, present: { low, high } }
    },
  }
}
