// Who lies where: the censuses of all sources put together, and the only place where a stay begins or ends.
import type { Bed, Census, Person, Stay, Ward } from '../model/census.ts'
import { BedFacts, EMPTY_BED } from '../model/facts.ts'
import type { BedId, StayId, WardId } from '../model/ids.ts'
import type { At } from '../model/units.ts'
import { RosterRow, SnapshotBed, WardFacts } from '../model/wire.ts'
import { z } from '../model/zod.ts'
import { Refused } from './errors.ts'

/** Ended stays remembered, so that a report that was under way brings none of them back. */
const ENDED = 4096

/** A person as the roster sends it, without what is made of it. */
const PersonRow = RosterRow.omit({ initials: true }).partial({ born: true, record: true })

/** Beds of one ward, as the wire has it. */
const MOST = 256

/** What a report's stay means for its bed. */
export type Claim = 'same' | 'new' | 'gone' | 'stranger'

export interface Register {
  readonly wards: readonly Ward[]
  bedsOf(ward: WardId): readonly { readonly bed: Bed; readonly stay: Stay | null; readonly facts: BedFacts }[]
  wardOf(bed: BedId): WardId | undefined
  stayOf(bed: BedId): Stay | null
  /** People whose stays are in the ward now. */
  peopleOf(ward: WardId): readonly Person[]
  staysOf(ward: WardId): readonly Stay[]
  /** Also of a stay that has ended, for as long as its source still tells of it. */
  personOf(stay: StayId): Person | undefined
  /**
   * A stay that a report names, against the bed's own. 'new': occupied by another one than before; 'gone': no one any more;
   * 'stranger': named without being said to lie there, or ended before.
   */
  claim(bed: BedId, stay: StayId | null, presence: BedFacts['presence'] | undefined): Claim
  /** The stay as a source's census describes it now, else of unknown population and age (P3): nobody is taken for an adult unasked. */
  described(stay: StayId, bed: BedId, since: At): Stay
  admit(stay: Stay): void
  discharge(bed: BedId): void
  /** Further wards with beds of their own. Throws a Refused 'ward-taken' where one of them is there already. */
  add(census: Census): void
}

/** Throws a RangeError where a screen would refuse it: better no start than a dead tile. */
function fits(schema: z.ZodType, value: unknown, what: string): void {
  const [issue] = schema.safeParse(value).error?.issues ?? []
  if (issue) throw new RangeError(`${what} does not fit the wire: ${[...issue.path, issue.message].join(' ')}`)
}

/**
 * Wards of one id are one ward. Throws a RangeError where two sources bring the same bed or a bed without its ward, and for all that a
 * screen would not take.
 */
export function createRegister(brought: readonly Census[]): Register {
  const censuses = [...brought]
  const wards = new Map<WardId, Ward>()
  const beds = new Map<BedId, { bed: Bed; facts: BedFacts }>()
  const stays = new Map<BedId, Stay>()
  const ended = new Set<StayId>()

  function take(census: Census): void {
    for (const ward of census.wards) {
      const known = wards.get(ward.id)
      wards.set(ward.id, known ? { ...known, beds: [...known.beds, ...ward.beds] } : ward)
    }
    for (const bed of census.beds) {
      if (beds.has(bed.id)) throw new RangeError(`two sources bring bed ${bed.id}`)
      const facts = census.facts.get(bed.id) ?? EMPTY_BED
      fits(BedFacts, facts, `bed ${bed.id}`)
      const stay = census.stays.find((one) => one.bed === bed.id) ?? null
      fits(SnapshotBed, { id: bed.id, label: bed.label, stay }, `bed ${bed.id}`)
      beds.set(bed.id, { bed, facts })
    }
    for (const stay of census.stays) if (census.facts.get(stay.bed)?.presence !== 'empty') stays.set(stay.bed, stay)
    fits(z.array(PersonRow), census.people, 'the roster')
  }
  function check(): void {
    for (const ward of wards.values()) {
      fits(WardFacts, { ...ward, beds: ward.beds.length }, `ward ${ward.id}`)
      if (ward.beds.length > MOST) throw new RangeError(`ward ${ward.id} has more than ${MOST} beds`)
      for (const id of ward.beds)
        if (beds.get(id)?.bed.ward !== ward.id) throw new RangeError(`ward ${ward.id} lists bed ${id}, which is not its own`)
    }
  }
  for (const census of censuses) take(census)
  check()

  const staysOf = (ward: WardId) => (wards.get(ward)?.beds ?? []).flatMap((bed) => stays.get(bed) ?? [])
  const end = (bed: BedId) => {
    const stay = stays.get(bed)
    if (!stay) return
    stays.delete(bed)
    ended.add(stay.id)
    if (ended.size > ENDED) for (const oldest of [...ended].slice(0, ended.size - ENDED)) ended.delete(oldest)
  }

  return {
    get wards() {
      return [...wards.values()]
    },
    add(census) {
      if (census.wards.some(({ id }) => wards.has(id)) || census.beds.some(({ id }) => beds.has(id))) throw new Refused('ward-taken')
      take(census)
      check()
      censuses.push(census)
    },
    bedsOf: (ward) => (wards.get(ward)?.beds ?? []).map((id) => ({ ...beds.get(id)!, stay: stays.get(id) ?? null })),
    wardOf: (bed) => beds.get(bed)?.bed.ward,
    stayOf: (bed) => stays.get(bed) ?? null,
    staysOf,
    peopleOf(ward) {
      const here = new Set(staysOf(ward).map(({ id }) => id))
      return censuses.flatMap(({ people }) => people.filter(({ stay }) => here.has(stay)))
    },
    personOf: (stay) => censuses.flatMap(({ people }) => people.find((person) => person.stay === stay) ?? [])[0],
    claim(bed, stay, presence) {
      const now = stays.get(bed)?.id ?? null
      if (stay === null) return now === null ? 'same' : presence === 'empty' ? 'gone' : 'stranger'
      if (stay === now) return presence === 'empty' ? 'gone' : 'same'
      return presence !== undefined && presence !== 'empty' && !ended.has(stay) ? 'new' : 'stranger'
    },
    described: (id, bed, since) =>
      censuses.flatMap((census) => census.stays.find((stay) => stay.id === id) ?? [])[0] ?? {
        id,
        bed,
        population: 'unknown',
        age: null,
        since,
      },
    admit(stay) {
      end(stay.bed)
      stays.set(stay.bed, stay)
    },
    discharge: end,
  }
}
