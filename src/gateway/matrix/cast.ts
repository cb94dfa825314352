// For the matrix: everybody who sits at a screen, with a real account, session and enrolment each; and the wards they sit in.
import type { Census } from '../../model/census.ts'
import { bedId, stayId, wardId } from '../../model/ids.ts'
import type { Grant, Place, Role, StationKind } from '../../model/may.ts'
import { at } from '../../model/units.ts'
import { occupied, START } from '../harness.ts'
import type { Browser, RealHouse } from '../realhouse.ts'
import { type Held, type Seat, stayOf } from './table.ts'

export const WARDS = ['A', 'B', 'C'] as const
export const BEDS = 3
/** Every patient with a name, a birthday and a record number that occur nowhere else. */
const NAMES = ['Quillon', 'Bracken', 'Sorrel', 'Tamarind', 'Juniper', 'Marjoram', 'Saffron', 'Verbena', 'Yarrow'] as const
export interface Patient {
  readonly ward: string
  readonly bed: number
  readonly stay: string
  readonly names: readonly string[]
  readonly born: string
  readonly record: string
}
export const PATIENTS: readonly Patient[] = WARDS.flatMap((ward, place) =>
  Array.from({ length: BEDS }, (_, bed) => ({
    ward,
    bed,
    stay: stayOf(ward, bed),
    names: [NAMES[place * BEDS + bed]!, `Zz${ward}${bed}`],
    born: `1941-0${bed + 1}-1${place}`,
    record: `R-${ward}${bed}-77`,
  })),
)
export function census(): Census {
  const bedOf = ({ ward, bed }: Patient) => bedId(`${ward}-${bed}`)
  return {
    wards: WARDS.map((ward) => ({
      id: wardId(ward),
      name: `Ward ${ward}`,
      note: null,
      continuous: true,
      zone: 'UTC',
      beds: PATIENTS.filter((one) => one.ward === ward).map(bedOf),
    })),
    beds: PATIENTS.map((one) => ({ id: bedOf(one), ward: wardId(one.ward), label: bedOf(one) })),
    stays: PATIENTS.map((one) => ({ id: stayId(one.stay), bed: bedOf(one), population: 'adult', age: 80, since: at(START - 1000) })),
    people: PATIENTS.map(({ stay, names, born, record }) => ({
      stay: stayId(stay),
      name: names.join(' '),
      sex: 'F',
      born,
      record,
      reason: `because of ${names.join(' ')}`,
      teaches: null,
    })),
    facts: new Map(PATIENTS.map((one) => [bedOf(one), occupied(bedOf(one))])),
  }
}

const ROLES: readonly (readonly [Role, string])[] = [
  ['nurse', 'N'],
  ['charge-nurse', 'C'],
  ['physician', 'P'],
  ['administrator', 'A'],
  ['privacy-officer', 'V'],
  ['device', 'D'],
]
const PLACES = ['house', 'A', 'B', 'C', stayOf('A', 0), stayOf('B', 1)] as const
/** When a grant runs, ms around the start. */
const TIMES: readonly (readonly [string, number, number | null, boolean])[] = [
  ['running', -1, null, true],
  ['running for a day', -1, 86_400_000, true],
  ['ended', -2, -1, false],
  ['to come', 86_400_000, null, false],
]
interface Given {
  readonly role: Role
  readonly letter: string
  readonly place: string
  readonly from: number
  readonly until: number | null
  readonly running: boolean
}
export interface Cast extends Seat {
  readonly given: readonly Given[]
  readonly station: { readonly kind: StationKind; readonly wards: readonly string[] } | null
}

const person = (name: string, given: readonly Given[], over: Partial<Cast> = {}): Cast => ({
  name,
  is: 'person',
  given,
  held: given,
  strong: true,
  station: null,
  ...over,
})
const screen = (kind: StationKind, wards: readonly string[]): Cast => ({
  name: `${kind} of ${wards.join('')}`,
  is: 'station',
  given: [],
  held: wards.map((place): Held => ({ letter: kind === 'wall-display' ? 'W' : 'S', place, running: true })),
  strong: false,
  station: { kind, wards },
})

export const CAST: readonly Cast[] = [
  ...ROLES.flatMap(([role, letter]) =>
    PLACES.flatMap((place) =>
      TIMES.map(([when, from, until, running]) => person(`${role} of ${place}, ${when}`, [{ role, letter, place, from, until, running }])),
    ),
  ),
  // Without a second factor.
  ...ROLES.map(([role, letter]) =>
    person(`${role} of the house, by one factor`, [{ role, letter, place: 'house', from: -1, until: null, running: true }], {
      strong: false,
    }),
  ),
  ...(['ward-station', 'workstation', 'wall-display'] as const).flatMap((kind) =>
    (['A', 'B', 'AB', 'C'] as const).map((wards) => screen(kind, [...wards])),
  ),
  // A nurse of two wards at an enrolled screen: at a ward's own station the ward's alone, at a wall display nobody signs in.
  ...(['ward-station', 'workstation', 'wall-display'] as const).map((kind) => {
    const given = ['A', 'B'].map((place): Given => ({ role: 'nurse', letter: 'N', place, from: -1, until: null, running: true }))
    const name = `nurse of A and B at a ${kind} of B`
    if (kind === 'wall-display') return { ...screen(kind, ['B']), name, given }
    const held = kind === 'ward-station' ? given.filter(({ place }) => place === 'B') : given
    return person(name, given, { held, station: { kind, wards: ['B'] } })
  }),
  { name: 'nobody', is: 'nobody', given: [], held: [], strong: false, station: null },
]

const placeOf = (place: string): Place =>
  place === 'house'
    ? { of: 'house' }
    : place.startsWith('stay-')
      ? { of: 'stay', stay: stayId(place) }
      : { of: 'ward', ward: wardId(place) }

/** Sits down: an account with these grants, a session, an enrolled screen, as far as there are. Its cookies are those of a browser. */
export async function sitDown(
  real: RealHouse,
  { given, station, strong, name }: Cast,
): Promise<{ browser: Browser; person: string | null }> {
  const { access } = real.house
  const cookies = new Map<string, string>()
  const keep = (which: 'session' | 'station', secret: string): void => {
    const [pair = ''] = access.cookies.write(which, secret).split(';')
    cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  }
  const enrolled = station && (await access.stations.enrol({ name: `Screen ${name}`.slice(0, 60), ...station, by: 'test' }))
  if (enrolled) keep('station', enrolled.secret)
  if (given.length === 0) return { browser: real.browser(cookies), person: null }
  const made = await access.people.make({
    name: `P. ${name}`,
    login: name,
    disabled: false,
    grants: given.map(
      ({ role, place, from, until }, index): Grant => ({
        id: `${name} ${index}`,
        role,
        place: placeOf(place),
        purpose: 'treatment',
        from: at(START + from),
        until: until === null ? null : at(START + until),
      }),
    ),
    password: null,
    once: null,
    pin: null,
    pinMisses: 0,
    totp: null,
    external: null,
  })
  const { secret } = await access.sessions.begin({
    person: made.id,
    by: 'password',
    next: null,
    strong,
    station: enrolled?.station.id ?? null,
    address: '127.0.0.1',
  })
  keep('session', secret)
  return { browser: real.browser(cookies), person: made.id }
}
