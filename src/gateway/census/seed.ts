// What sources bring at their start, as rows of the ward book: wards and beds that are not known yet, and who lies there by their word.
import { type Book, type Changed, edited, type KeptStay, type KeptWard, stayIn } from '../../model/book.ts'
import { newStay, ofDevice, ofStay } from '../../model/bookedits.ts'
import { FEED_BY } from '../../model/bookhear.ts'
import type { BroughtStay, Census, Person } from '../../model/census.ts'
import { BedFacts, EMPTY_BED } from '../../model/facts.ts'
import { type BedId, deviceId } from '../../model/ids.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { type At, at } from '../../model/units.ts'
import { AskedDelays } from '../../model/warddelays.ts'
import { RosterRow, SnapshotBed, WardFacts } from '../../model/wire.ts'
import { z } from '../../model/zod.ts'

/** A person as the roster sends it, without what is made of it. */
const PersonRow = RosterRow.omit({ initials: true }).partial({ born: true, record: true })
/** Beds of one ward, as the wire has it. */
const MOST = 256

/** Throws a RangeError where a screen would refuse it: better no start than a dead tile. */
function fits(schema: z.ZodType, value: unknown, what: string): void {
  const [issue] = schema.safeParse(value).error?.issues ?? []
  if (issue) throw new RangeError(`${what} does not fit the wire: ${[...issue.path, issue.message].join(' ')}`)
}

function wardRow(book: Book, census: Census, ward: Census['wards'][number], now: At): KeptWard {
  const { id, name, note, continuous, zone, preset = 'adult', units = UNITS_OF_TABLE, delays } = ward
  const labels = new Map(census.beds.map((bed) => [bed.id, bed]))
  const beds = ward.beds.map((bed) => {
    const row = labels.get(bed)
    if (row?.ward !== id) throw new RangeError(`ward ${id} lists bed ${bed}, which is not its own`)
    return { id: bed, label: row.label }
  })
  fits(WardFacts, { id, name, note, continuous, zone, preset, units, beds: beds.length }, `ward ${id}`)
  const known = book.ward.get(id)
  // What was changed by hand stays; beds that are new to it are added, but those that were taken away.
  const row = known
    ? { ...known, beds: [...known.beds, ...beds.filter((bed) => !book.bed.has(bed.id) && !isGone(known, bed.id))] }
    : { id, since: now, name, note, continuous, zone, preset, units, beds, ...(delays && { delays: AskedDelays.parse(delays) }) }
  if (row.beds.length > MOST) throw new RangeError(`ward ${id} has more than ${MOST} beds`)
  return row
}

const isGone = ({ gone = [] }: KeptWard, bed: BedId): boolean => gone.some(({ id }) => id === bed)

function stayRow(stay: BroughtStay, ward: KeptWard['id'], person: Person | undefined): KeptStay {
  const { id, bed, population, age, since, paced, pregnant, marks = [], notes = [], valuesOnRequest = false, away = null, before } = stay
  const own = newStay({ id, patient: id, ward, bed, population, since, by: FEED_BY })
  const beds = own.beds.flatMap((last) =>
    before
      ? [
          { ...last, bed: before.bed, to: before.until },
          { ...last, from: before.until },
        ]
      : [last],
  )
  return {
    ...own,
    beds,
    age,
    identity: person
      ? { name: person.name, born: person.born ?? null, sex: person.sex, record: person.record ?? null, reason: person.reason }
      : null,
    admitted: person ? { at: since, by: FEED_BY } : null,
    away: away && { ...away, since: at(away.since), back: at(away.back), by: FEED_BY },
    paced: paced === undefined ? 'unknown' : paced ? 'yes' : 'no',
    pregnant: pregnant === undefined ? 'unknown' : pregnant ? 'yes' : 'no',
    marks: [...marks],
    notes: [...notes],
    orders: [...(person?.notes ?? [])],
    teaches: person?.teaches ?? null,
    valuesOnRequest,
  }
}

/**
 * Rows for a book that may know some of it already: what was kept wins, only beds that are new bring who lies there, and no stay that is known. Stays that begin
 * later than `now` are left to what their devices will send. Throws a RangeError where two sources bring one bed, or what no screen would take.
 */
export function seeded(book: Book, brought: readonly Census[], now: At): readonly Changed[] {
  let next = book
  const changes: Changed[] = []
  const put = (change: Changed): void => {
    changes.push(change)
    next = edited(next, [change])
  }
  const seen = new Set<string>()
  for (const census of brought) {
    fits(z.array(PersonRow), census.people, 'the roster')
    for (const { id, label } of census.beds) {
      if (seen.has(id)) throw new RangeError(`two sources bring bed ${id}`)
      seen.add(id)
      const stay = census.stays.find((one) => one.bed === id)
      const row = stay && { id: stay.id, population: stay.population, age: stay.age, since: stay.since }
      fits(BedFacts, census.facts.get(id) ?? EMPTY_BED, `bed ${id}`)
      fits(SnapshotBed, { id, label, stay: row ?? null }, `bed ${id}`)
    }
    for (const ward of census.wards) {
      const row = wardRow(next, census, ward, now)
      put({ section: 'ward', id: row.id, row })
    }
    const people = new Map(census.people.map((person) => [person.stay, person]))
    for (const stay of census.stays) {
      const ward = next.bed.get(stay.bed)?.ward
      if ([...next.ward.values()].some((one) => isGone(one, stay.bed))) continue
      if (ward === undefined) throw new RangeError(`a stay lies in bed ${stay.bed}, which is in no ward`)
      if (stay.since <= now && !book.bed.has(stay.bed) && !next.stay.has(stay.id)) put(ofStay(stayRow(stay, ward, people.get(stay.id))))
    }
    for (const [bed, { devices }] of census.facts)
      for (const { id, kind } of devices) {
        const device = deviceId(id)
        if (next.device.has(device) || !next.bed.has(bed)) continue
        const stay = stayIn(next, bed)
        const place = { bed, stay: stay?.id ?? null, from: stay?.since ?? now, to: null, by: FEED_BY, confirmed: false }
        put(ofDevice({ id: device, kind, claims: bed, places: [place], hold: null, quiet: null }))
      }
  }
  for (const { beds } of next.ward.values())
    for (const { id } of beds) if (!next.bed.has(id)) throw new RangeError(`bed ${id} is in no ward`)
  return changes
}
