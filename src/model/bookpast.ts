// The past of the ward book: what an edit replaces is kept beside it under its time, and the book as it stood at an instant. Pure.
import {
  type Book,
  type Changed,
  type Described,
  type Duty,
  type DutyLine,
  EMPTY_BOOK,
  edited,
  type KeptDevice,
  type KeptStay,
  type Place,
} from './book.ts'
import { BOOK } from './bookpolicy.ts'
import type { Population } from './census.ts'
import type { BedId } from './ids.ts'
import { type At, at } from './units.ts'

const described = ({ population, age, identity, paced, pregnant, meant }: Described): Described => ({
  population,
  age,
  identity,
  paced,
  pregnant,
  ...(meant !== undefined && { meant }),
})
const isSame = (a: Described, b: Described): boolean => JSON.stringify(described(a)) === JSON.stringify(described(b))
const newest = <T>(list: readonly T[], most: number): T[] => list.slice(-most)

function stayWith(row: KeptStay, before: KeptStay | undefined, now: At): KeptStay {
  if (!before || isSame(before, row)) return row
  return { ...row, was: newest([...(before.was ?? []), { ...described(before), until: now }], BOOK.descriptions) }
}
function deviceWith(row: KeptDevice, before: KeptDevice | undefined, now: At): KeptDevice {
  const was = before?.hold
  if (!was || row.hold?.since === was.since) return row
  const { why, since, bed } = was
  return { ...row, holds: newest([...(before.holds ?? []), { why, since, bed, to: at(Math.max(since, now)) }], BOOK.holds) }
}
function dutyWith(row: Duty, before: Duty | undefined): Duty {
  if (!before) return row
  const { bed: _, before: older = [], ...last } = before
  const over = { ...last, until: at(Math.min(last.until, row.from)) }
  return { ...row, before: newest([...older, ...(over.until > over.from ? [over] : [])], BOOK.duties) }
}

/** Rows as they go into the book at `now`: none of them forgets what stood in its place. A bed that is given back keeps who had it. */
export const dated = (book: Book, changes: readonly Changed[], now: At): readonly Changed[] =>
  changes.flatMap((change): Changed[] => {
    if (change.section === 'stay' && change.row) return [{ ...change, row: stayWith(change.row, book.stay.get(change.row.id), now) }]
    if (change.section === 'device' && change.row) return [{ ...change, row: deviceWith(change.row, book.device.get(change.row.id), now) }]
    if (change.section !== 'duty') return [change]
    const before = book.duty.get(change.id as BedId)
    if (change.row) return [{ ...change, row: dutyWith(change.row, before) }]
    return before ? [{ ...change, row: { ...before, until: at(Math.min(before.until, now)) } }] : []
  })

/** How a stay was told at an instant; before all that is known, as it was told first. */
export const toldAt = (stay: KeptStay, when: number): Described => stay.was?.find(({ until }) => when < until) ?? stay

/** Whose limits were in force, from when on. */
export const populationsOf = (stay: KeptStay): readonly { readonly from: number; readonly population: Population }[] => {
  const { was = [], since, population } = stay
  const tellings = [...was, { population }]
  return tellings.map((one, i) => ({ from: was[i - 1]?.until ?? since, population: one.population }))
}

/** The stay as the book had it at an instant; null: it had not begun. */
export function stayAt(stay: KeptStay, when: number): KeptStay | null {
  const beds = stay.beds.filter(({ from }) => from <= when).map((one) => (one.to !== null && one.to > when ? { ...one, to: null } : one))
  if (beds.length === 0) return null
  const { was = [], aways = [], admitted, ended, away, meant: _, ...rest } = stay
  const gone = aways.findLast(({ since, to }) => since <= when && when < to)
  return {
    ...rest,
    ...described(toldAt(stay, when)),
    was: was.filter(({ until }) => until <= when),
    beds,
    admitted: admitted && admitted.at <= when ? admitted : null,
    ended: ended && ended.at <= when ? ended : null,
    away: gone ? awayOf(gone) : away && away.since <= when ? away : null,
    aways: aways.filter(({ to }) => to <= when),
  }
}
const awayOf = ({ reason, with: who, since, back, by }: NonNullable<KeptStay['away']>): KeptStay['away'] => ({
  reason,
  with: who,
  since,
  back,
  by,
})

function deviceAt(device: KeptDevice, when: number): KeptDevice | null {
  const places = device.places
    .filter(({ from }) => from <= when)
    .map((one): Place => (one.to !== null && one.to > when ? { ...one, to: null } : one))
  if (places.length === 0) return null
  const { hold, holds = [] } = device
  const was = holds.findLast(({ since, to }) => since <= when && when < to)
  const then = was ? { why: was.why, since: was.since, bed: was.bed, says: null } : hold && hold.since <= when ? hold : null
  // When what it sends was nobody's is not kept.
  return { ...device, places, hold: then, quiet: null }
}

/** Who had a bed at an instant; null: nobody. */
export function dutyAt(duty: Duty | undefined, when: number): DutyLine | null {
  if (!duty) return null
  const { bed: _, before = [], ...last } = duty
  return [...before, last].findLast(({ from, until }) => from <= when && when < until) ?? null
}
/** Since when it is known who had a bed. */
export function dutyKnownSince({ ward, bed, duty }: Pick<Book, 'ward' | 'bed' | 'duty'>, of: BedId): number {
  const before = duty.get(of)?.before ?? []
  if (before.length >= BOOK.duties) return before[0]!.from
  return ward.get(bed.get(of)?.ward ?? ('' as never))?.since ?? Number.NEGATIVE_INFINITY
}

/** The book as it stood at an instant. Wards and their beds are those of now. */
export function bookAt(book: Book, when: number): Book {
  const changes: Changed[] = [...book.ward.values()].map((row) => ({ section: 'ward', id: row.id, row }))
  for (const { id, ...stay } of book.stay.values()) {
    const row = stayAt({ id, ...stay }, when)
    if (row) changes.push({ section: 'stay', id, row })
  }
  for (const device of book.device.values()) {
    const row = deviceAt(device, when)
    if (row) changes.push({ section: 'device', id: row.id, row })
  }
  for (const [id, duty] of book.duty) {
    const line = dutyAt(duty, when)
    if (line) changes.push({ section: 'duty', id, row: { ...line, bed: id } })
  }
  return edited(EMPTY_BOOK, changes)
}

/** Instants in (from, to] after which the book may have stood otherwise, in order. */
export function turnsIn(book: Book, from: number, to: number): readonly number[] {
  const found = new Set<number>()
  const see = (...times: readonly (number | null | undefined)[]): void => {
    for (const time of times) if (time != null && time > from && time <= to) found.add(time)
  }
  for (const { beds, was = [], aways = [], away, admitted, ended } of book.stay.values()) {
    for (const one of beds) see(one.from, one.to)
    for (const one of aways) see(one.since, one.to)
    see(away?.since, admitted?.at, ended?.at, ...was.map(({ until }) => until))
  }
  for (const { places, hold, holds = [] } of book.device.values()) {
    for (const one of places) see(one.from, one.to)
    for (const one of holds) see(one.since, one.to)
    see(hold?.since)
  }
  for (const { before = [], ...last } of book.duty.values()) for (const one of [...before, last]) see(one.from, one.until)
  return [...found].toSorted((a, b) => a - b)
}
