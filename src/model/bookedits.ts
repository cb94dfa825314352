// The strokes of which all changes of the ward book are made: close a line, begin another, bind a device, end a stay.
import {
  type Book,
  type By,
  backFrom,
  bedOf,
  type Changed,
  devicesIn,
  devicesOn,
  type KeptDevice,
  type KeptStay,
  type Place,
  placeOf,
  sameRecord,
  wardOf,
} from './book.ts'
import { BOOK } from './bookpolicy.ts'
import type { Population } from './census.ts'
import { GEAR_KINDS } from './gear.ts'
import type { BedId, StayId, WardId } from './ids.ts'
import { isTrial } from './trialfeed.ts'
import { type At, at } from './units.ts'

export const ofStay = (row: KeptStay): Changed => ({ section: 'stay', id: row.id, row })
export const ofDevice = (row: KeptDevice): Changed => ({ section: 'device', id: row.id, row })

/** What a stay begins with where nobody is known yet. */
export function newStay(given: {
  readonly id: StayId
  readonly patient: string
  readonly ward: WardId
  readonly bed: BedId
  readonly population: Population
  readonly since: At
  readonly by: By
}): KeptStay {
  const { id, patient, ward, bed, population, since, by } = given
  return {
    id,
    patient,
    population,
    age: null,
    since,
    identity: null,
    admitted: null,
    ended: null,
    beds: [{ ward, bed, from: since, to: null, by }],
    away: null,
    paced: 'unknown',
    pregnant: 'unknown',
    marks: [],
    notes: [],
    orders: [],
    teaches: null,
    valuesOnRequest: false,
    trial: false,
    says: {},
  }
}

/** The last line ends at `from` (never before it began), and another begins there. A line of no length is none. */
export function placed(device: KeptDevice, next: Omit<Place, 'to'>): KeptDevice {
  const last = placeOf(device)
  const from = at(Math.max(last.from, next.from))
  const before = from > last.from ? [...device.places.slice(0, -1), { ...last, to: from }] : device.places.slice(0, -1)
  return { ...device, places: [...before, { ...next, from, to: null }].slice(-BOOK.places) }
}

/**
 * The device on a stay, or at a bed with nobody. Where its monitor was heard to name just this patient, its held values are this
 * patient's, from when they were held.
 */
export function boundTo(device: KeptDevice, bed: BedId, stay: KeptStay | null, now: At, by: By): KeptDevice {
  const { hold } = device
  const record = stay?.identity?.record ?? null
  const settles = hold !== null && hold.why === 'identity' && hold.says !== null && record !== null && sameRecord(hold.says, record)
  const next = placed(device, { bed, stay: stay?.id ?? null, from: settles ? hold.since : now, by, confirmed: by.is === 'person' })
  // A question of who it is goes where the device goes.
  const asks = hold?.why === 'identity' ? { ...hold, bed } : hold
  return { ...next, hold: settles ? null : asks, quiet: null }
}

/** Off whoever it was on: from when it was held, where it is. What it goes on sending is nobody's, for a while. */
export const loose = (device: KeptDevice, when: At, by: By, how: NonNullable<KeptDevice['quiet']>['how']): KeptDevice => ({
  ...placed(device, { bed: placeOf(device).bed, stay: null, from: device.hold?.since ?? when, by, confirmed: by.is === 'person' }),
  quiet: { since: when, how, by },
})

/**
 * Whether a device that is on nobody comes to be on who lies down at its bed: what hangs on the wall does. What is worn may still be on
 * who lay there before: that is for somebody to say, or to be asked once it sends.
 */
export const joins = (device: KeptDevice): boolean => GEAR_KINDS[device.kind].goes === 'bed' && !isTrial(device.id)

/** Devices at the bed that are on nobody come to be on `stay`, if they join it; all that are on it already are said to be so. */
export const bindAll = (book: Book, bed: BedId, stay: KeptStay, now: At, by: By): readonly Changed[] =>
  devicesIn(book, bed)
    .filter((device) => {
      const on = placeOf(device).stay
      return on === stay.id || (on === null && joins(device))
    })
    .map((device) => ofDevice(boundTo(device, bed, stay, now, by)))

/** To another bed: the stay is the same one, what hangs on the wall stays behind, what is worn goes along. */
export function moved(book: Book, stay: KeptStay, to: BedId, ward: WardId, now: At, by: By): readonly Changed[] {
  const last = stay.beds.at(-1)!
  const next: KeptStay = { ...stay, beds: [...stay.beds.slice(0, -1), { ...last, to: now }, { ward, bed: to, from: now, to: null, by }] }
  const devices = devicesOn(book, stay.id).map((device) =>
    GEAR_KINDS[device.kind].goes === 'patient' ? boundTo(device, to, next, now, by) : loose(device, now, by, 'moved'),
  )
  return [ofStay(next), ...devices.map(ofDevice)]
}

/** Ends a stay at `when`; its devices are let go. Nothing of it goes to whoever lies there next. */
export function ended(book: Book, stay: KeptStay, when: At, by: By, how: 'discharged' | 'nobody', now = when): readonly Changed[] {
  const last = stay.beds.at(-1)!
  const over: KeptStay = {
    ...backFrom(stay, when),
    ended: { at: when, by, how },
    beds: [...stay.beds.slice(0, -1), { ...last, to: at(Math.max(last.from, when)) }],
  }
  const letGo = (device: KeptDevice): Changed =>
    isTrial(device.id) ? { section: 'device', id: device.id, row: null } : ofDevice(loose(device, now, by, how))
  return [ofStay(over), ...devicesOn(book, stay.id).map(letGo)]
}

/** Of another name than asked for: "moved to 4B-14 by R. Wren". What somebody else did since the asker looked. */
export function meanwhile(book: Book, stay: KeptStay | undefined, bed: BedId): string {
  if (!stay) {
    const lying = book.stay.get(book.lying.get(bed) ?? ('' as StayId))
    if (!lying) return 'the bed is empty now'
    const by = lying.admitted?.by ?? lying.beds.at(-1)!.by
    return lying.admitted ? `admitted here by ${by.name}` : 'somebody is connected there now'
  }
  if (stay.ended) return `${stay.ended.how === 'nobody' ? 'said to be nobody' : 'discharged'} by ${stay.ended.by.name}`
  const own = bedOf(stay)
  if (own !== bed)
    return `moved to ${book.bed.get(own)?.label ?? own} in ${book.ward.get(wardOf(stay))?.name ?? wardOf(stay)} by ${stay.beds.at(-1)!.by.name}`
  if (stay.away) return `away since then by ${stay.away.by.name}`
  return 'it is as you see it now'
}
