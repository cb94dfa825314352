// Carries each change of the ward book to the screens: stays settle in beds, wards are laid anew, facts are told, held values are disowned.
import type { BedAlarms } from '../../model/alarmshown.ts'
import { placeOf } from '../../model/book.ts'
import type { BedId, StayId, WardId } from '../../model/ids.ts'
import type { At } from '../../model/units.ts'
import type { Trends } from '../trend.ts'
import type { Settled, WardView } from '../ward.ts'
import type { CensusBook, Change } from './census.ts'

export function showChanges(setup: {
  readonly census: CensusBook
  readonly wards: Map<WardId, WardView>
  readonly trends: Trends
  readonly now: () => At
  /** What stands of a stay. */
  readonly alarmsOf: (stay: StayId) => BedAlarms
  /** A ward that nobody watched yet. */
  readonly begin: (ward: WardId) => void
}): (change: Change) => void {
  const { census, wards, trends, now, begin, alarmsOf } = setup
  const { register } = census
  return ({ effects, before }) => {
    const { settled, restated, ended, relaid, duties, touched, beds, held, left, released } = effects
    for (const stay of ended) trends.forget(stay)
    const viewOf = (bed: BedId): WardView | undefined => wards.get(register.wardOf(bed) ?? ('' as WardId))
    // Taken before anything is settled: of two that change beds each brings its own.
    const lists = new Map<WardId, Settled[]>()
    const add = (bed: BedId, brings: Settled['brings']): void => {
      const ward = register.wardOf(bed)
      if (ward === undefined) return
      const stay = register.stayOf(bed)
      const row = { bed, stay, facts: census.factsOf(bed), brings, ...(stay && { alarms: alarmsOf(stay.id) }) }
      lists.set(ward, [...(lists.get(ward) ?? []), row])
    }
    for (const { bed, from } of settled) {
      const old = from === null ? undefined : wards.get(before.bed.get(from)?.ward ?? ('' as WardId))?.beds.get(from)
      add(bed, old?.present() ?? null)
    }
    for (const bed of restated) add(bed, 'same')
    // By snapshot: what stood there before it was held is older than that it was held.
    for (const id of released) {
      const [was, is] = [before.device.get(id), census.book().device.get(id)]
      if (!was || !is) continue
      const { bed, stay } = placeOf(was)
      viewOf(bed)
        ?.beds.get(bed)
        ?.answered(id, placeOf(is).stay === stay)
      if (!settled.some((one) => one.bed === bed) && !restated.includes(bed)) add(bed, 'same')
    }
    for (const id of relaid) {
      const view = wards.get(id)
      const ward = register.wards.find((one) => one.id === id)
      if (!ward) continue
      if (view) view.relay(ward, register.bedsOf(id))
      else begin(id)
    }
    // Who has a bed goes by roster, which is asked for anew with each snapshot.
    for (const id of duties) if (!lists.has(id) && !relaid.includes(id)) lists.set(id, [])
    for (const [id, list] of lists) wards.get(id)?.settle(list)
    for (const { device, bed } of held) {
      viewOf(bed)?.beds.get(bed)?.disown(device, 'held', now())
    }
    for (const { device, bed } of left) viewOf(bed)?.beds.get(bed)?.disown(device, 'no-data', now())
    for (const id of touched) {
      const view = wards.get(id)
      for (const bed of view?.beds.keys() ?? []) if (!beds || beds.includes(bed)) view?.take(bed, [], census.factsOf(bed))
    }
  }
}

/** Samples reach a screen only where their stay lies now. */
export const liesThere = (census: CensusBook, bed: BedId, stay: StayId): boolean => census.book().lying.get(bed) === stay
