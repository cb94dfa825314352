// What the ward book learns from what devices send: where a device is, who is connected to an empty bed, and when a monitor names another
// patient. Fast where nothing is new, which is nearly always.
import {
  type Book,
  type By,
  type Changed,
  freeSince,
  GATEWAY_BY,
  type KeptDevice,
  type KeptStay,
  placeOf,
  sameRecord,
  stayIn,
} from './book.ts'
import { ended, joins, newStay, ofDevice, ofStay, placed } from './bookedits.ts'
import type { DeviceFacts } from './facts.ts'
import { type BedId, type DeviceId, type StayId, stayId } from './ids.ts'
import { isTrial } from './trialfeed.ts'
import { type At, at } from './units.ts'

export const FEED_BY: By = { is: 'feed', id: 'feed', name: 'the monitor' }

/** One report of one device. `patient`: what the monitor calls who is on it; null: nobody; undefined: it does not say. */
export interface Heard {
  readonly device: DeviceId
  readonly kind: DeviceFacts['kind']
  readonly bed: BedId
  readonly patient: string | null | undefined
  /** When the oldest of its samples was measured. */
  readonly from: At
  /** The newest measurement of this device that was said to be somebody's before: what is said of whom from now on begins after it. */
  readonly last: At | null
  /** It holds a measured value: somebody is on it. */
  readonly valid: boolean
}

/** Whether the stay may be called so by this monitor, and what is to be remembered of it; null: this is another patient, as far as one can tell. */
export function named(stay: KeptStay, device: DeviceId, says: string | null): KeptStay | null {
  const before = stay.says[device]
  if (before === says) return stay
  const record = stay.identity?.record ?? null
  const own = says !== null && record !== null && sameRecord(says, record)
  // The first word is taken where nothing contradicts it; the monitor may also learn a name that the book does not know yet.
  const first = before === undefined && (says === null || record === null)
  const learnt = before === null && stay.identity === null
  return own || first || learnt ? { ...stay, says: { ...stay.says, [device]: says } } : null
}

/** Whether a late value that came under this name is surely not of this stay, though the book has the device on it at that time. */
export function anothers(stay: KeptStay, device: DeviceId, says: string | null | undefined): boolean {
  if (says == null) return false
  const record = stay.identity?.record ?? null
  const known = stay.says[device] ?? null
  return (record !== null || known !== null) && known !== says && !(record !== null && sameRecord(says, record))
}

/** "Nobody" was nobody. */
const somebodyElse = (book: Book, stay: StayId | null, lying: KeptStay): boolean =>
  stay !== null && stay !== lying.id && book.stay.get(stay)?.ended?.how !== 'nobody'

/** The rows that change by what was heard. Empty nearly always. */
export function hear(book: Book, heard: Heard, newId: () => string): readonly Changed[] {
  const { device: id, kind, bed, patient, valid } = heard
  // Whose a sample is was said once: nothing that is learnt now reaches back behind it.
  const from = heard.last === null ? heard.from : at(Math.max(heard.from, heard.last + 1))
  const known = book.device.get(id)
  const here = known ? placeOf(known).bed : bed
  const there = stayIn(book, here)
  // A trial feed plays into its own stay, and nothing else does.
  if (isTrial(id) && !there?.trial) return []
  const trial = there?.trial && !isTrial(id) ? there : null
  const lying = trial ? null : there
  let device: KeptDevice
  if (!known) {
    // What it measured before who lies there came is not theirs.
    const since = lying ? lying.beds.at(-1)!.from : from
    device = {
      id,
      kind,
      claims: bed,
      places: [{ bed, stay: lying?.id ?? null, from: since, to: null, by: FEED_BY, confirmed: false }],
      hold: null,
      quiet: null,
    }
  } else device = known.kind === kind ? known : { ...known, kind }

  if (device.hold) return device === known ? [] : [ofDevice(device)]
  const place = placeOf(device)
  // Its source names the bed where it was found, or where it is: where it names yet another, somebody has to say.
  if (bed === place.bed && device.claims !== bed) device = { ...device, claims: bed }
  if (bed !== place.bed && bed !== device.claims)
    return [ofDevice({ ...device, hold: { why: 'bed', since: from, says: patient ?? null, bed } })]

  let stay = place.stay === null ? null : (book.stay.get(place.stay) ?? null)
  const changes: Changed[] = []
  if (stay === null && valid && device.quiet === null) {
    // What is worn and was on somebody else may be on them still: somebody has to say.
    if (lying && !joins(device) && !isTrial(id) && device.places.some((one) => somebodyElse(book, one.stay, lying)))
      return [ofDevice({ ...device, hold: { why: 'identity', since: from, says: patient ?? null, bed: here } })]
    const since = at(Math.max(place.from, from, lying ? 0 : freeSince(book, here), trial?.beds.at(-1)?.from ?? 0))
    const ward = book.bed.get(here)?.ward
    if (ward === undefined) return []
    // A real patient ends the trial.
    if (trial) changes.push(...ended(book, trial, since, GATEWAY_BY, 'nobody'))
    stay =
      lying ??
      newStay({
        id: stayId(newId()),
        patient: newId(),
        ward,
        bed: here,
        population: book.ward.get(ward)?.preset ?? 'unknown',
        since,
        by: FEED_BY,
      })
    device = placed(device, { bed: here, stay: stay.id, from: since, by: FEED_BY, confirmed: false })
  }
  // What was measured before the device came to be on who is on it now, and was still under way, says nothing of who that is.
  const tells = patient !== undefined && heard.from >= placeOf(device).from
  const called = stay && tells ? named(stay, id, patient) : stay
  if (called === null && stay !== null && patient !== undefined)
    return [ofDevice({ ...device, hold: { why: 'identity', since: from, says: patient, bed: here } })]
  if (called && called !== book.stay.get(called.id)) changes.push(ofStay(called))
  if (device !== known) changes.push(ofDevice(device))
  return changes
}

/**
 * Whose a sample of this device is that was measured at `when`: by where the device was then. 'held': nobody knows yet, also where it is
 * older and comes under the name that is in question (`says`). null: nobody's.
 */
export function belongs(device: KeptDevice | undefined, when: At, says?: string | null): StayId | 'held' | null {
  if (!device) return null
  const { hold } = device
  if (hold && (when >= hold.since || (says !== undefined && hold.why === 'identity' && says === hold.says))) return 'held'
  const { places } = device
  for (let index = places.length - 1; index >= 0; index--) if (places[index]!.from <= when) return places[index]!.stay
  return null
}
