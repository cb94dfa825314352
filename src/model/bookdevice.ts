// Acts on devices: whose held values are, and on whom a device is.
import type { Act } from './acts.ts'
import { type Book, edited, freeSince, type KeptDevice, type KeptStay, placeOf, stayIn } from './book.ts'
import { bindAll, boundTo, ended, loose, newStay, ofDevice, ofStay, placed } from './bookedits.ts'
import { type ActContext, done, type Outcome, refused } from './bookoutcome.ts'
import { bedId, deviceId, type StayId, stayId } from './ids.ts'
import { isTrial } from './trialfeed.ts'
import { at } from './units.ts'

/** The device as it was before it was held: what it sent since is no longer its bed's. */
const backTo = (device: KeptDevice): KeptDevice => ({ ...device, hold: null })

export function confirmed(book: Book, ask: Extract<Act, { act: 'confirm' }>, { by, newId, now }: ActContext): Outcome {
  const device = book.device.get(deviceId(ask.device))
  if (!device) return refused('no-such-device')
  const { hold } = device
  const place = placeOf(device)
  if (!hold || (place.bed !== ask.bed && hold.bed !== ask.bed)) return refused('nothing-held')
  // On nobody yet: the question is whether it is on who lies there.
  const stay = place.stay === null ? stayIn(book, place.bed) : (book.stay.get(place.stay) ?? null)
  switch (ask.answer) {
    case 'same': {
      if (!stay) return refused('nothing-held')
      const says: KeptStay = { ...stay, says: { ...stay.says, [device.id]: hold.says } }
      const from = at(Math.max(hold.since, stay.beds.at(-1)!.from))
      const on = place.stay === null ? placed(device, { bed: place.bed, stay: stay.id, from, by, confirmed: true }) : device
      const own = { ...backTo(on), claims: hold.why === 'bed' ? hold.bed : device.claims }
      return done([ofStay(says), ofDevice(own)], [stay.id])
    }
    case 'nobody':
      return done([ofDevice(loose(backTo(device), hold.since, by, 'nobody'))], stay ? [stay.id] : [])
    case 'other':
      if (hold.why === 'bed') return elsewhere(book, device, hold, by)
      // It was on nobody: that it is not of who lies there ends no stay.
      return place.stay === null && stay ? refused('bed-occupied', book.bed.get(place.bed)?.label) : another()
    default:
      return ask.answer satisfies never
  }

  /** Somebody else lies here: the stay before ended when the values were held, and what was held is of a new one, NOT ADMITTED. */
  function another(): Outcome {
    const { bed } = place
    const ward = book.bed.get(bed)?.ward
    if (ward === undefined || !hold) return refused('no-such-bed')
    // Not before anybody else lay there.
    const from = at(Math.max(hold.since, stay?.beds.at(-1)?.from ?? hold.since, freeSince(book, bed)))
    const over = stay ? ended(book, stay, from, by, 'discharged', now) : []
    const population = book.ward.get(ward)?.preset ?? 'unknown'
    const next: KeptStay = {
      ...newStay({ id: stayId(newId()), patient: newId(), ward, bed, population, since: from, by }),
      says: { [device!.id]: hold.says },
    }
    const own = placed({ ...device!, hold: null, quiet: null }, { bed, stay: next.id, from, by, confirmed: true })
    const changes = [...over, ofStay(next), ofDevice(own)]
    const rest = bindAll(edited(book, changes), bed, next, now, by).filter(({ id }) => id !== own.id)
    return done([...changes, ...rest], [...(stay ? [stay.id] : []), next.id])
  }
}

/** The device is at `bed` since it was held. */
function elsewhere(
  book: Book,
  device: KeptDevice,
  { bed, since }: Pick<NonNullable<KeptDevice['hold']>, 'bed' | 'since'>,
  by: ActContext['by'],
): Outcome {
  if (!book.bed.has(bed)) return refused('no-such-bed')
  const there = stayIn(book, bed)
  if (there?.trial) return refused('trial-feed')
  // What it measured there before who lies there now came is nobody's.
  const away = placed({ ...backTo(device), claims: bed }, { bed, stay: null, from: since, by, confirmed: true })
  const own = boundTo(away, bed, there, at(Math.max(since, there?.beds.at(-1)?.from ?? since)), by)
  const stays = [placeOf(device).stay, there?.id].filter((one): one is StayId => one != null)
  return done([ofDevice(own)], stays)
}

export function bound(book: Book, ask: Extract<Act, { act: 'bind' | 'unbind' }>, { by, now }: ActContext): Outcome {
  const device = book.device.get(deviceId(ask.device))
  if (!device) return refused('no-such-device')
  const bed = bedId(ask.bed)
  if (!book.bed.has(bed)) return refused('no-such-bed')
  const before = placeOf(device).stay
  if (isTrial(device.id) || stayIn(book, bed)?.trial) return refused('trial-feed')
  if (ask.act === 'unbind') {
    if (placeOf(device).bed !== bed) return refused('changed-meanwhile', `it is at ${book.bed.get(placeOf(device).bed)?.label} now`)
    return done([ofDevice(loose(device, now, by, 'nobody'))], before ? [before] : [])
  }
  if (device.hold?.why === 'bed') return elsewhere(book, device, { bed, since: device.hold.since }, by)
  const there = stayIn(book, bed)
  const stays = [before, there?.id].filter((one): one is StayId => one != null)
  return done([ofDevice(boundTo(device, bed, there, now, by))], stays)
}
