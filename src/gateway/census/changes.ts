// What a change of the ward book means for the screens: other stays in beds, other beds in wards, other facts. By comparing two books.
import { type Book, bedOf, type Changed, placeOf, stayIn, wardOf } from '../../model/book.ts'
import type { BedId, DeviceId, StayId, WardId } from '../../model/ids.ts'

export interface Effects {
  /** Beds whose stay is another, or none; `from`: the bed that the stay was in just before, whose values it brings along. */
  readonly settled: readonly { readonly bed: BedId; readonly from: BedId | null }[]
  /** Beds whose stay is the same, and is told otherwise. */
  readonly restated: readonly BedId[]
  /** Stays that are over. */
  readonly ended: readonly StayId[]
  /** Wards whose names, units or beds are others. */
  readonly relaid: readonly WardId[]
  /** Wards whose duties changed: who asks for names is told anew. */
  readonly duties: readonly WardId[]
  /** Wards any of whose beds' facts may be others; `beds`: only those, where it is known. */
  readonly touched: readonly WardId[]
  readonly beds?: readonly BedId[]
  /** Devices that are held now and were not. */
  readonly held: readonly { readonly device: DeviceId; readonly bed: BedId }[]
  /** Devices that left a stay which goes on where it is, and its bed: what they brought is not to be believed any more. */
  readonly left: readonly { readonly device: DeviceId; readonly bed: BedId }[]
  /** Devices that are held no longer. */
  readonly released: readonly DeviceId[]
}

export function effectsOf(before: Book, after: Book, changes: readonly Changed[]): Effects {
  const settled = new Map<BedId, BedId | null>()
  const restated = new Set<BedId>()
  const ended: StayId[] = []
  const relaid = new Set<WardId>()
  const duties = new Set<WardId>()
  const touched = new Set<WardId>()
  const held: { device: DeviceId; bed: BedId }[] = []
  const left: { device: DeviceId; bed: BedId }[] = []
  const released: DeviceId[] = []
  const touch = (bed: BedId): void => {
    for (const book of [before, after]) {
      const ward = book.bed.get(bed)?.ward
      if (ward !== undefined) touched.add(ward)
    }
  }
  for (const change of changes) {
    switch (change.section) {
      case 'stay': {
        const was = before.stay.get(change.id as StayId)
        const is = after.stay.get(change.id as StayId)
        for (const one of [was, is]) if (one) touch(bedOf(one))
        if (was && !was.ended && (!is || is.ended)) ended.push(was.id)
        if (was && is && !is.ended && bedOf(was) === bedOf(is)) restated.add(bedOf(is))
        break
      }
      case 'device': {
        const was = before.device.get(change.id as DeviceId)
        const is = after.device.get(change.id as DeviceId)
        for (const one of [was, is]) if (one) touch(placeOf(one).bed)
        for (const one of [was?.hold, is?.hold]) if (one) touch(one.bed)
        if (is?.hold && !was?.hold) held.push({ device: is.id, bed: placeOf(is).bed })
        const of = was ? placeOf(was).stay : null
        const [from, to] = of === null ? [] : [before.stay.get(of), after.stay.get(of)]
        const stays = from && to && !to.ended && bedOf(from) === bedOf(to)
        if (stays && (!is || placeOf(is).stay !== of)) left.push({ device: was!.id, bed: bedOf(to) })
        if (was?.hold && !is?.hold) released.push(was.id)
        break
      }
      case 'ward':
        relaid.add(change.id as WardId)
        touched.add(change.id as WardId)
        break
      case 'duty': {
        const ward = after.bed.get(change.id as BedId)?.ward
        if (ward !== undefined) duties.add(ward)
        break
      }
      case 'charge':
        duties.add(change.id as WardId)
        break
      default:
        change satisfies never
    }
  }
  const beds = new Set([...before.lying.keys(), ...after.lying.keys()])
  for (const bed of beds) {
    const was = before.lying.get(bed)
    const is = after.lying.get(bed)
    if (was === is) continue
    const stay = stayIn(after, bed)
    const old = stay && before.stay.get(stay.id)
    settled.set(bed, old && !old.ended ? bedOf(old) : null)
    restated.delete(bed)
    if (stay) touched.add(wardOf(stay))
  }
  return {
    settled: [...settled].map(([bed, from]) => ({ bed, from })),
    restated: [...restated].filter((bed) => after.lying.has(bed)),
    ended,
    relaid: [...relaid],
    duties: [...duties],
    touched: [...touched],
    held,
    left,
    released,
  }
}

/** Wards in which other names stand by other beds since a change. */
export function renamed(before: Book, after: Book, { section, id }: Changed): readonly WardId[] {
  if (section === 'ward') return [id as WardId]
  if (section !== 'stay') return []
  const both = [before, after].map((book) => book.stay.get(id as StayId)).map((stay) => (stay?.ended === null ? stay : undefined))
  const [was, is] = both
  if (was && is && was.identity?.name === is.identity?.name && bedOf(was) === bedOf(is)) return []
  return both.flatMap((stay) => (stay ? [wardOf(stay)] : []))
}
