// Routes of wards, patients and devices: acts, and who reads whose names. Each act passes the choke-point with what it acts on.
import { ACTS, type Act } from '../../model/acts.ts'
import { type By, bedOf, heldFrom, type KeptDevice, placeOf, wardOf } from '../../model/book.ts'
import { bedId, deviceId, type StayId, stayId, type WardId, wardId } from '../../model/ids.ts'
import { GATEWAY, purposeOn, type Subject, type Who } from '../../model/may.ts'
import { carerOn, clinicalOn } from '../access/carers.ts'
import type { CensusBook } from '../census/census.ts'
import { listRow } from '../census/list.ts'
import type { Door, Doors } from '../doors.ts'
import { Refused } from '../errors.ts'
import { eventOf, type RouteParts } from './parts.ts'
import { proven } from './proven.ts'
import type { Call, Routes } from './route.ts'

type Own =
  | 'POST /api/act'
  | 'POST /api/ward/list'
  | 'POST /api/ward/staff'
  | 'POST /api/ward/beds'
  | 'POST /api/ward/devices'
  | 'POST /api/stay/record'
  | 'GET /api/wards/edit'

/** Rows of one list, and stays of one record of the audit. */
const LIST = 1000
const RECORD = 256

/** Everything that an act touches: each is asked for. */
function subjectsOf({ book }: Pick<CensusBook, 'book'>, ask: Act): readonly Subject[] {
  const now = book()
  const bed = (id: string): Subject => {
    const found = now.bed.get(bedId(id))
    if (!found) throw new Refused('no-such-bed')
    return { of: 'ward', ward: found.ward }
  }
  const stay = (id: string): Subject => {
    const found = now.stay.get(stayId(id))
    if (!found) throw new Refused('no-such-stay')
    return { of: 'stay', stay: found.id, ward: wardOf(found), bed: bedOf(found) }
  }
  switch (ask.act) {
    case 'admit':
      return [bed(ask.bed)]
    case 'move':
      return [stay(ask.stay), bed(ask.to)]
    case 'swap':
      return [stay(ask.stay), stay(ask.with)]
    case 'confirm': {
      const device = now.device.get(deviceId(ask.device))
      if (!device) throw new Refused('no-such-device')
      // "It is at …": the device and what it sent go to the bed that its source names.
      const goes = ask.answer === 'other' && device.hold?.why === 'bed' ? [bed(device.hold.bed)] : []
      return [bed(placeOf(device).bed), bed(ask.bed), ...goes]
    }
    case 'bind':
    case 'unbind': {
      const device = now.device.get(deviceId(ask.device))
      if (!device) throw new Refused('no-such-device')
      return [bed(placeOf(device).bed), bed(ask.bed)]
    }
    case 'assign':
    case 'charge':
      if (!now.ward.has(wardId(ask.ward))) throw new Refused('no-such-ward')
      return [{ of: 'ward', ward: wardId(ask.ward) }]
    case 'make-ward':
    case 'change-ward':
    case 'add-beds':
    case 'rename-bed':
    case 'remove-bed':
    case 'trial':
      return [GATEWAY]
    default:
      return [stay(ask.stay)]
  }
}

export function censusRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, audit, clock, gateway, failed } = parts
  const doors = (): Doors => gateway().doors
  const census = () => gateway().census
  const register = () => census().register

  /** Beds given to somebody else, or given back for somebody else, are for who is in charge. Who takes over a colleague's says so in the act. */
  function others(ask: Act, who: Who): boolean {
    if (ask.act !== 'assign') return false
    if (ask.nurse !== null) return ask.nurse !== who.id
    return ask.beds.some((bed) => {
      const duty = census().book().duty.get(bedId(bed))
      return duty !== undefined && duty.until > clock.now() && duty.nurse.id !== who.id
    })
  }
  const staff = (id: string, ward: WardId): By | null => carerOn(access.people.get(id), ward, clock.real())

  /** Reads of names go on only once they are written down. */
  async function names(call: Call, ward: WardId, stays: readonly StayId[]): Promise<void> {
    const over = { ward, names: true, purpose: purposeOn(call.who, ward) } as const
    for (let from = 0; from === 0 || from < stays.length; from += RECORD)
      await audit.write(eventOf(parts, call, 'list-read', { ...over, stays: stays.slice(from, from + RECORD) }))
  }
  const subject = (ward: string): Subject => {
    if (!register().wards.some(({ id }) => id === ward)) throw new Refused('no-such-ward')
    return { of: 'ward', ward: wardId(ward) }
  }

  return {
    async 'POST /api/act'({ ask, person, pin }, asked) {
      const { call, secret } = await proven(parts, asked, person, pin)
      const { who } = call
      const { audit: kind, words } = ACTS[ask.act]
      const subjects = subjectsOf(census(), ask)
      const ward = subjects.map((one) => (one.of === 'gateway' ? null : (one.ward as string)))[0] ?? ('ward' in ask ? ask.ward : null)
      const about = subjects.flatMap((one) => (one.of === 'stay' ? [one.stay as string] : []))
      const purpose = ward === null ? 'operations' : purposeOn(who, ward)
      try {
        for (const one of subjects) doors().pass(`own:act:${ask.act}` as Door, who, one)
        if (others(ask, who)) doors().pass('own:give-beds', who, subjects[0]!)
      } catch (error) {
        await audit.note(eventOf(parts, call, 'refused', { ward, stays: about, outcome: 'refused', why: words })).catch(() => {})
        throw error
      }
      if (secret !== null) asked.cookie.set('session', secret)
      const answer = gateway().act(ask, { by: { is: 'person', id: who.id, name: who.name }, staff })
      if (answer.is === 'refused') throw new Refused(answer.code, answer.detail)
      const why = 'reason' in ask ? ask.reason : ask.act === 'confirm' ? ask.answer : null
      const event = eventOf(parts, call, kind, { ward, stays: [...answer.stays], purpose, why })
      // Done whatever becomes of its keeping (P7): what could not be recorded is said so.
      const kept = await Promise.allSettled([answer.kept, audit.note(event)])
      for (const one of kept) if (one.status === 'rejected') failed('act', one.reason)
      return { recorded: kept.every(({ status }) => status === 'fulfilled'), stays: [...answer.stays] }
    },
    async 'POST /api/ward/list'({ ward, ended }, call) {
      const place = subject(ward)
      doors().pass(ended ? 'own:ended' : 'own:list', call.who, place)
      const stays = [...census().book().stay.values()].filter((stay) => wardOf(stay) === ward && (stay.ended !== null) === ended)
      const newest = stays.toSorted((a, b) => (b.ended?.at ?? 0) - (a.ended?.at ?? 0)).slice(0, LIST)
      await names(
        call,
        wardId(ward),
        newest.map(({ id }) => id),
      )
      // Asked again: a grant may have ended while the record was written.
      doors().pass(ended ? 'own:ended' : 'own:list', call.who, place)
      return { rows: newest.map((stay) => listRow(census(), stay, clock.now())), more: stays.length > LIST }
    },
    'POST /api/ward/staff'({ ward }, { who }) {
      doors().pass('own:staff', who, subject(ward))
      const people = access.people.all().flatMap((person) => {
        const roles = [...new Set(clinicalOn(person, wardId(ward), clock.real()))]
        return roles.length > 0 ? [{ id: person.id, name: person.name, roles }] : []
      })
      const charge = register().chargeOf(wardId(ward))
      return {
        staff: people.toSorted((a, b) => a.name.localeCompare(b.name)).slice(0, 500),
        own: who.is === 'person' ? who.id : null,
        charge: charge && { name: charge.nurse.name, until: charge.until },
      }
    },
    'POST /api/ward/beds'({ ward }, { who }) {
      doors().pass('own:beds', who, subject(ward))
      const book = census().book()
      const beds = book.ward.get(wardId(ward))?.beds ?? []
      return { beds: beds.map(({ id, label }) => ({ id, label, empty: !book.lying.has(id) })) }
    },
    async 'POST /api/ward/devices'({ ward }, call) {
      const { who } = call
      const place = subject(ward)
      doors().pass('own:devices', who, place)
      const book = census().book()
      const wardIn = (bed: string): WardId => book.bed.get(bedId(bed))?.ward ?? wardId(ward)
      const label = (bed: string): string => {
        const own = book.bed.get(bedId(bed))
        return own && own.ward !== ward ? `${own.label}, ${book.ward.get(own.ward)?.name ?? own.ward}` : (own?.label ?? bed)
      }
      const isHere = (bed: string): boolean => book.bed.get(bedId(bed))?.ward === ward
      const own = [...book.device.values()]
        .filter((device) => isHere(placeOf(device).bed) || (device.hold !== null && isHere(device.hold.bed)))
        .slice(0, 1000)
      // What a monitor calls a patient is told where the names of both wards are.
      const named = ({ hold, ...device }: KeptDevice): boolean =>
        hold?.says != null && [ward, wardIn(placeOf(device).bed)].every((one) => doors().open('own:name', who, subject(one)))
      const told = own.filter(named)
      if (told.length > 0) {
        await names(
          call,
          wardId(ward),
          told.flatMap((device) => heldFrom(device) ?? []),
        )
        // Asked again: a grant may have ended while the record was written.
        doors().pass('own:devices', who, place)
      }
      return {
        devices: own.map((device) => {
          const { id, kind, hold } = device
          // Of a device of another ward only where it is.
          const places = isHere(placeOf(device).bed) ? device.places : device.places.slice(-1)
          const facts = census()
            .factsOf(placeOf(device).bed)
            .devices.find((one) => one.id === id)
          return {
            id,
            kind,
            name: facts?.name ?? id,
            bed: placeOf(device).bed,
            ward: wardIn(placeOf(device).bed),
            at: label(placeOf(device).bed),
            places: places.map((one) => ({ ...one, bed: label(one.bed), by: one.by.name })).reverse(),
            held: hold && {
              why: hold.why,
              since: hold.since,
              samples: census().heldOf(id),
              says: told.includes(device) && named(device) ? hold.says : null,
              bed: hold.bed,
              ward: wardIn(hold.bed),
              at: label(hold.bed),
            },
          }
        }),
      }
    },
    async 'POST /api/stay/record'({ ward, stay: id }, call) {
      const book = census().book()
      const stay = book.stay.get(stayId(id))
      if (!stay || wardOf(stay) !== ward) throw new Refused('no-such-stay')
      const of: Subject = { of: 'stay', stay: stay.id, ward: wardOf(stay), bed: bedOf(stay) }
      doors().pass('own:record', call.who, of)
      await names(call, wardOf(stay), [stay.id])
      const ward_ = (one: WardId): string => book.ward.get(one)?.name ?? one
      return {
        patient: listRow(census(), stay, clock.now()),
        beds: stay.beds.map(({ bed, ward: own, from, to, by }) => ({
          bed: book.bed.get(bed)?.label ?? bed,
          ward: ward_(own),
          from,
          to,
          by: by.name,
        })),
        admitted: stay.admitted && { at: stay.admitted.at, by: stay.admitted.by.name },
        before: [...book.stay.values()]
          .filter((other) => other.patient === stay.patient && other.id !== stay.id)
          .slice(-100)
          .map((other) => ({ since: other.since, ended: other.ended?.at ?? null, ward: ward_(wardOf(other)) })),
      }
    },
    'GET /api/wards/edit': () => {
      const book = census().book()
      const taken = (bed: ReturnType<typeof bedId>) => {
        const stay = book.stay.get(book.lying.get(bed) ?? stayId(''))
        return stay ? (stay.trial ? 'trial' : 'stay') : 'empty'
      }
      return {
        wards: [...book.ward.values()].map(({ id, name, zone, preset, units, night, beds }) => ({
          id,
          name,
          zone,
          preset,
          units,
          ...(night && { night }),
          beds: beds.map((bed) => ({ ...bed, taken: taken(bed.id) })),
        })),
      }
    },
  }
}
