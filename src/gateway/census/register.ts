// The ward book as the doors ask it: wards, beds, who lies where now, who is who, who has which bed.
import { ageTold } from '../../model/ages.ts'
import { type Book, type Charge, type Duty, type KeptStay, stayIn } from '../../model/book.ts'
import type { Bed, Person, Stay, Ward } from '../../model/census.ts'
import type { BedFacts } from '../../model/facts.ts'
import type { BedId, StayId, WardId } from '../../model/ids.ts'
import { alikePlain, plainName } from '../../model/names.ts'
import type { At } from '../../model/units.ts'
import { ageOf } from './bedfacts.ts'

export interface Register {
  readonly wards: readonly Ward[]
  bedsOf(ward: WardId): readonly { readonly bed: Bed; readonly stay: Stay | null; readonly facts: BedFacts }[]
  wardOf(bed: BedId): WardId | undefined
  stayOf(bed: BedId): Stay | null
  /** People whose stays are in the ward now; of who is NOT ADMITTED there is none. */
  peopleOf(ward: WardId): readonly Person[]
  staysOf(ward: WardId): readonly Stay[]
  /** Duties that run now, by bed, and who is in charge. */
  /** Also of a stay that has ended. */
  personOf(stay: StayId): Person | undefined
  dutiesOf(ward: WardId): readonly Duty[]
  chargeOf(ward: WardId): Charge | null
  /** With whom of the ward the name of a stay may be mistaken: "Maria Linden 11". */
  alikeTo(stay: StayId): readonly string[]
}

/** Pairs of stays of one ward whose names are alike. Many beds make many pairs: asked only when a name or a place changes. */
export function alikeIn(book: Book, ward: WardId): ReadonlyMap<StayId, readonly string[]> {
  const found = new Map<StayId, string[]>()
  const lying = (book.ward.get(ward)?.beds ?? []).flatMap(({ id, label }) => {
    const stay = stayIn(book, id)
    return stay?.identity?.name ? [{ stay: stay.id, name: stay.identity.name, plain: plainName(stay.identity.name), label }] : []
  })
  const add = (to: StayId, words: string): void => void found.set(to, [...(found.get(to) ?? []), words].slice(0, 8))
  for (const [index, one] of lying.entries())
    for (const other of lying.slice(index + 1)) {
      if (!alikePlain(one.plain, other.plain)) continue
      add(one.stay, `${other.name} ${other.label}`)
      add(other.stay, `${one.name} ${one.label}`)
    }
  return found
}

export const stayNow = (stay: KeptStay, bed: BedId, now: At): Stay => ({
  id: stay.id,
  bed,
  population: stay.population,
  age: ageTold(ageOf(stay, now)),
  since: stay.since,
})

export function createRegister(
  book: () => Book,
  now: () => At,
  factsOf: (bed: BedId) => BedFacts,
  alikes: (ward: WardId) => ReadonlyMap<StayId, readonly string[]>,
): Register {
  const bedsIn = (ward: WardId) => book().ward.get(ward)?.beds ?? []
  const stayOf = (bed: BedId): Stay | null => {
    const stay = stayIn(book(), bed)
    return stay && stayNow(stay, bed, now())
  }
  const person = (stay: KeptStay, like: readonly string[]): Person[] => {
    const { id, identity, teaches, orders } = stay
    if (!identity) return []
    const { name, sex, born, record, reason } = identity
    const identifiers = { ...(born !== null && { born }), ...(record !== null && { record }) }
    return [
      {
        stay: id,
        name,
        sex,
        reason,
        teaches,
        ...identifiers,
        ...(orders.length > 0 && { notes: orders }),
        ...(like.length > 0 && { alike: like }),
      },
    ]
  }
  return {
    get wards() {
      return [...book().ward.values()].map(({ beds, gone: _, since: __, ...ward }) => ({ ...ward, beds: beds.map(({ id }) => id) }))
    },
    bedsOf: (ward) => bedsIn(ward).map(({ id, label }) => ({ bed: { id, ward, label }, stay: stayOf(id), facts: factsOf(id) })),
    wardOf: (bed) => book().bed.get(bed)?.ward,
    stayOf,
    staysOf: (ward) => bedsIn(ward).flatMap(({ id }) => stayOf(id) ?? []),
    peopleOf(ward) {
      const like = alikes(ward)
      return bedsIn(ward).flatMap(({ id }) => {
        const stay = stayIn(book(), id)
        return stay ? person(stay, like.get(stay.id) ?? []) : []
      })
    },
    personOf(id) {
      const stay = book().stay.get(id)
      return stay && person(stay, [])[0]
    },
    dutiesOf: (ward) => bedsIn(ward).flatMap(({ id }) => running(book().duty.get(id), now())),
    chargeOf: (ward) => running(book().charge.get(ward), now())[0] ?? null,
    alikeTo(stay) {
      const kept = book().stay.get(stay)
      return kept ? (alikes(kept.beds.at(-1)!.ward).get(stay) ?? []) : []
    },
  }
}

/** A shift that is over is none, though its line stands. */
const running = <T extends { readonly until: At }>(row: T | undefined, now: At): T[] => (row && row.until > now ? [row] : [])
