// Acts on wards and beds, and who has them in this shift.
import type { Act } from './acts.ts'
import { type Book, type Changed, devicesIn, heldFor, type KeptWard, placeOf } from './book.ts'
import { ended, newStay, ofStay } from './bookedits.ts'
import { type ActContext, done, type Outcome, refused } from './bookoutcome.ts'
import { BOOK } from './bookpolicy.ts'
import { type BedId, bedId, stayId, type WardId, wardId } from './ids.ts'
import type { At } from './units.ts'

type WardAct = Extract<Act, { act: 'assign' | 'charge' | 'make-ward' | 'change-ward' | 'add-beds' | 'rename-bed' | 'remove-bed' | 'trial' }>

type Assign = Extract<WardAct, { act: 'assign' }>

const ofWard = (row: KeptWard): Changed => ({ section: 'ward', id: row.id, row })
/** A bed's id says its ward and the label it was made with, and never changes: where a renamed bed has it still, or one that was taken away, a number is added. */
function newBed(book: Book, ward: string, label: string): KeptWard['beds'][number] {
  const plain = `${ward}-${label}`
  const gone = book.ward.get(wardId(ward))?.gone ?? []
  const taken = (id: string): boolean => book.bed.has(bedId(id)) || gone.some((one) => one.id === id)
  let id = plain
  for (let count = 2; taken(id); count++) id = `${plain}.${count}`
  return { id: bedId(id), label }
}

export function wardAct(book: Book, ask: WardAct, context: ActContext): Outcome {
  const { by, now, newId } = context
  if (ask.act === 'make-ward') {
    const beds = ask.beds.map((label) => newBed(book, ask.ward, label))
    const taken = book.ward.has(wardId(ask.ward)) || twice(ask.beds)
    if (taken) return refused('ward-taken')
    const { name, zone, preset, units, night, delays } = ask
    const own = { ...(night && { night }), ...(delays && { delays }) }
    return done([ofWard({ id: wardId(ask.ward), since: now, name, note: null, continuous: true, zone, preset, units, ...own, beds })])
  }
  if (ask.act === 'trial') return trial()
  const ward = book.ward.get(wardId(ask.ward))
  if (!ward) return refused('no-such-ward')
  const own = (bed: string): boolean => ward.beds.some(({ id }) => id === bed)
  switch (ask.act) {
    case 'change-ward': {
      const { name, zone, preset, units, night, delays } = ask
      const { night: _, ...rest } = ward
      return done([ofWard({ ...rest, name, zone, preset, units, ...(night && { night }), ...(delays && { delays }) })])
    }
    case 'add-beds': {
      // One that was taken away under this label is that bed again.
      const beds = ask.labels.map((label) => ward.gone?.find((one) => one.label === label) ?? newBed(book, ward.id, label))
      const ids = beds.map(({ id }) => id)
      if (twice([...ward.beds.map(({ label }) => label), ...ask.labels])) return refused('ward-taken')
      if (ward.beds.length + beds.length > 256) return refused('ward-taken')
      const gone = ward.gone?.filter(({ id }) => !ids.includes(id))
      return done([ofWard({ ...ward, beds: [...ward.beds, ...beds], ...(gone && { gone }) })])
    }
    case 'rename-bed':
      if (!own(ask.bed)) return refused('no-such-bed')
      if (ward.beds.some(({ id, label }) => id !== ask.bed && label === ask.label)) return refused('ward-taken')
      return done([ofWard({ ...ward, beds: ward.beds.map((bed) => (bed.id === ask.bed ? { ...bed, label: ask.label } : bed)) })])
    case 'remove-bed':
      if (!own(ask.bed)) return refused('no-such-bed')
      if (book.lying.has(bedId(ask.bed))) return refused('bed-not-empty', book.bed.get(bedId(ask.bed))?.label)
      return removed(ward, bedId(ask.bed))
    case 'assign':
      return assign(ask, ward.id)
    case 'charge': {
      if (ask.nurse === null) return done([{ section: 'charge', id: ward.id, row: null }])
      const nurse = context.staff(ask.nurse, ward.id)
      if (!nurse) return refused('no-such-person')
      if (!shift(ask.until)) return refused('bad-time')
      return done([{ section: 'charge', id: ward.id, row: { ward: ward.id, nurse, from: now, until: ask.until as At, by } }])
    }
    default:
      return ask satisfies never
  }

  /** Its silent devices are forgotten: where they are heard next they begin anew. */
  function removed(ward: KeptWard, bed: BedId): Outcome {
    const here = devicesIn(book, bed)
    const inUse = here.some((device) => device.hold || placeOf(device).stay !== null || context.sends?.(device.id))
    if (inUse || heldFor(book, bed).length > 0) return refused('bed-in-use', book.bed.get(bed)?.label)
    const gone = [...(ward.gone ?? []).filter(({ id }) => id !== bed), ...ward.beds.filter(({ id }) => id === bed)].slice(-1024)
    const rest = ward.beds.filter(({ id }) => id !== bed)
    return done([ofWard({ ...ward, beds: rest, gone }), ...here.map(({ id }): Changed => ({ section: 'device', id, row: null }))])
  }
  function shift(until: number): boolean {
    return until > now && until <= now + BOOK.dutyMost
  }
  /** Of beds that somebody has now: changed since they were seen, or taken from a colleague without a word. */
  function grabbed({ beds, nurse, seen, sure }: Assign): Outcome | null {
    for (const bed of beds) {
      const duty = book.duty.get(bedId(bed))
      if (!duty || duty.until <= now || duty.nurse.id === nurse) continue
      const whose = `${duty.nurse.name} has ${book.bed.get(bedId(bed))?.label}`
      if (duty.nurse.id !== (seen[bed] ?? null)) return refused('changed-meanwhile', whose)
      if (nurse !== null && duty.nurse.id !== by.id && !sure) return refused('bed-taken', whose)
    }
    return null
  }
  function assign(asked: Assign, ward: WardId): Outcome {
    const { beds, nurse: nurseId, buddy: buddyId, until } = asked
    if (beds.some((bed) => book.bed.get(bedId(bed))?.ward !== ward)) return refused('no-such-bed')
    const bad = grabbed(asked)
    if (bad) return bad
    if (nurseId === null) return done(beds.map((bed) => ({ section: 'duty', id: bed, row: null })))
    const nurse = context.staff(nurseId, ward)
    const buddy = buddyId === null ? null : context.staff(buddyId, ward)
    if (!nurse || (buddyId !== null && !buddy)) return refused('no-such-person')
    if (!shift(until)) return refused('bad-time')
    return done(
      beds.map((bed) => ({ section: 'duty', id: bed, row: { bed: bedId(bed), nurse, buddy, from: now, until: until as At, by } })),
    )
  }
  function trial(): Outcome {
    const asked = ask as Extract<Act, { act: 'trial' }>
    const bed = bedId(asked.bed)
    const place = book.bed.get(bed)
    if (!place) return refused('no-such-bed')
    const here = book.stay.get(book.lying.get(bed) ?? stayId(''))
    if (!asked.on) return here?.trial ? done(ended(book, here, now, by, 'nobody'), [here.id]) : refused('nothing-held')
    if (here) return refused('bed-occupied', place.label)
    const preset = book.ward.get(place.ward)?.preset ?? 'unknown'
    const stay = newStay({ id: stayId(newId()), patient: newId(), ward: place.ward, bed, population: preset, since: now, by })
    return done([ofStay({ ...stay, trial: true })], [stay.id])
  }
}

const twice = (labels: readonly string[]): boolean => new Set(labels).size !== labels.length
