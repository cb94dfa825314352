// The demo's people (WARD.md §1), one click each; this machine only. Their PIN is made anew with each start and shown on the lock screen.
import { randomInt } from 'node:crypto'
import type { By } from '../../model/book.ts'
import { wardId } from '../../model/ids.ts'
import type { Grant, Role } from '../../model/may.ts'
import type { DemoRole } from '../../model/me.ts'
import { type At, after, at, hours } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { unlessDown } from '../store/unkept.ts'
import type { Credentials } from './access.ts'
import { isCommonPin } from './common.ts'
import type { OpenAccess } from './openaccess.ts'
import type { Hasher } from './secrets.ts'
import type { SignIn } from './signin.ts'

/** TABLE: who is in the demo, all invented, and as whom a visitor may go on. */
const PEOPLE: readonly { readonly name: string; readonly login: string; readonly role: Role; readonly as?: DemoRole }[] = [
  { name: 'R. Wren', login: 'wren', role: 'nurse', as: 'nurse' },
  { name: 'P. Heron', login: 'heron', role: 'nurse' },
  { name: 'L. Kestrel', login: 'kestrel', role: 'charge-nurse', as: 'charge-nurse' },
  { name: 'Dr A. Rook', login: 'rook', role: 'physician', as: 'physician' },
  { name: 'S. Plover', login: 'plover', role: 'administrator', as: 'administrator' },
  { name: 'M. Dunlin', login: 'dunlin', role: 'privacy-officer', as: 'privacy-officer' },
]
const HOUSE: ReadonlySet<Role> = new Set(['administrator', 'privacy-officer'])

/** TABLE: who has which beds of the demo's shift, by their place in the ward: half and half, each the other's buddy. */
const SHIFT = { nurses: ['wren', 'heron'], charge: 'kestrel', hours: 12 } as const

/** The demo's staff take their beds, where nobody has any yet. */
export function takeBeds({ people }: Pick<OpenAccess, 'people'>, gateway: Pick<Gateway, 'census' | 'act'>, now: At): void {
  const book = gateway.census.book()
  const by = (login: string): By => ({ is: 'person', id: people.byLogin(login)?.id ?? login, name: people.byLogin(login)?.name ?? login })
  const staff = (id: string): By => ({ is: 'person', id, name: people.get(id)?.name ?? id })
  const until = after(now, hours(SHIFT.hours))
  for (const { id, beds, continuous } of book.ward.values()) {
    if (!continuous || beds.some((bed) => book.duty.has(bed.id)) || book.charge.has(id)) continue
    const half = Math.ceil(beds.length / 2)
    const context = { by: by(SHIFT.charge), staff }
    for (const [index, login] of SHIFT.nurses.entries()) {
      const own = beds.slice(index * half, (index + 1) * half).map((bed) => bed.id as string)
      const buddy = by(SHIFT.nurses[1 - index]!).id
      if (own.length > 0) gateway.act({ act: 'assign', ward: id, beds: own, nurse: by(login).id, buddy, until, seen: {} }, context)
    }
    gateway.act({ act: 'charge', ward: id, nurse: by(SHIFT.charge).id, until }, context)
  }
}

export interface Demo {
  readonly pin: string
  /** Secrets for the cookies; null leaves the cookie as it is, 'end' expires it. */
  as(role: DemoRole, credentials: Credentials): Promise<{ readonly session: string | 'end'; readonly station: string | null }>
}

export async function openDemo(setup: {
  readonly access: OpenAccess
  readonly signIn: SignIn
  readonly hasher: Hasher
  readonly wards: readonly string[]
}): Promise<Demo> {
  const { access, signIn, hasher, wards } = setup
  const { people, stations, sessions } = access
  let pin = ''
  while (pin === '' || isCommonPin(pin)) pin = String(randomInt(1_000_000)).padStart(6, '0')
  const hashed = await hasher.hash(pin)
  for (const { name, login, role } of PEOPLE) {
    const grants: Grant[] = HOUSE.has(role)
      ? [{ id: login, role, place: { of: 'house' }, purpose: 'operations', from: at(0), until: null }]
      : wards.map((ward) => ({
          id: `${login}-${ward}`,
          role,
          place: { of: 'ward', ward: wardId(ward) },
          purpose: 'treatment',
          from: at(0),
          until: null,
        }))
    const clinical = HOUSE.has(role) ? null : hashed
    const known = people.byLogin(login)
    if (known) await unlessDown(people.change(known.id, { grants, pin: clinical, pinMisses: 0, disabled: false }))
    else
      await unlessDown(
        people.make({
          name,
          login,
          disabled: false,
          grants,
          password: null,
          once: null,
          pin: clinical,
          pinMisses: 0,
          totp: null,
          external: null,
        }),
      )
  }

  return {
    pin,
    async as(role, credentials) {
      const here = access.stationOf(credentials)
      const kind = role === 'wall-display' ? 'wall-display' : 'ward-station'
      const fits = here !== null && here.kind === kind
      const made = fits
        ? null
        : await stations.enrol({ name: role === 'wall-display' ? 'Demo wall display' : 'Demo station', kind, wards, by: 'demo' })
      const at = { ...credentials, station: made?.station.id ?? here?.id ?? null }
      if (role === 'wall-display') {
        if (access.sessionOf(credentials)) await sessions.end(credentials.session!, 'signed-out')
        return { session: 'end', station: made?.secret ?? null }
      }
      const login = PEOPLE.find(({ as }) => as === role)?.login
      const person = login === undefined ? undefined : people.byLogin(login)
      if (!person) throw new Refused('no-such-person')
      return { session: await signIn.begin(person, 'demo', at, { strong: true }), station: made?.secret ?? null }
    },
  }
}
