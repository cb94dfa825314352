// For tests: access and its routes alone, on a fake clock: a store that can be down, and hashes that wait until they are let go.
import { randomBytes } from 'node:crypto'
import type { BodyOf, Got, Posted } from '../model/access.ts'
import { EMPTY_BOOK } from '../model/book.ts'
import { type Grant, may } from '../model/may.ts'
import { ms } from '../model/units.ts'
import type { Credentials } from './access/access.ts'
import { type OpenAccess, openAccess } from './access/openaccess.ts'
import type { Person } from './access/parts.ts'
import type { Hasher } from './access/secrets.ts'
import { createSetUp } from './access/setup.ts'
import { createSignIn, type SignIn } from './access/signin.ts'
import type { Audit } from './audit/audit.ts'
import { createCensus } from './census/census.ts'
import { createDoors } from './doors.ts'
import { Refused } from './errors.ts'
import { type FakeClock, fakeClock, type TestAudit, testAudit, testCensus } from './harness.ts'
import { createPlain } from './history/plain.ts'
import { createReplays } from './history/replays.ts'
import type { Call, COOKIES, Routes } from './routes/route.ts'
import { createRoutes } from './routes/routes.ts'
import { createEarly } from './watch/early.ts'
import { patientIn } from './watch/earlypatient.ts'

export interface Answered {
  readonly said: unknown
  readonly cookies: ReadonlyMap<(typeof COOKIES)[number], string | null>
}
export interface BareHouse {
  readonly access: OpenAccess
  readonly signIn: SignIn
  readonly routes: Routes
  readonly audit: TestAudit
  readonly clock: FakeClock & { behind: number }
  readonly store: { down: boolean }
  /** Hashes under way wait until it is called. */
  hold(): () => void
  person(login: string, grants: readonly Grant[], over?: Partial<Person>): Promise<Person>
  ask<K extends Posted>(door: K, body: BodyOf<K>, credentials: Credentials): Promise<Answered>
  get(door: Got, credentials: Credentials): Promise<Answered>
}

export const NOWHERE: Credentials = { session: null, station: null, address: '10.0.0.1', local: true }
/** What stands for the hash of a text. */
export const hashed = (text: string): string => `hash of ${text}`

export async function bareHouse(): Promise<BareHouse> {
  // How far real time is ahead of a machine's clock that was put back.
  const clock = { ...fakeClock(), behind: 0, ahead: () => clock.behind as never }
  const audit = testAudit()
  const store = { down: false }
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
  const failed = (): void => {}
  let free: Promise<void> = Promise.resolve()
  const hasher: Hasher = {
    hash: (text) => free.then(() => hashed(text)),
    verify: (encoded, text) => free.then(() => encoded === hashed(text)),
  }
  const access = await openAccess({
    store: {
      load: async () => [],
      write: async () => {
        if (store.down) throw new Refused('store-down')
      },
    },
    audit,
    clock,
    random,
    failed,
  })
  const signIn = createSignIn({ access, audit, clock, hasher, failed })
  const routes = createRoutes({
    nurseTime: { since: clock.now(), within: () => ms(0) },
    access,
    signIn,
    hasher,
    setUp: createSetUp(random, true),
    demo: null,
    audit: audit as unknown as Audit,
    clock,
    random,
    may,
    singleSignOn: null,
    replays: createReplays(() => createPlain(), clock.real),
    register: () => census.register,
    // Nothing here is about alarms.
    gateway: () => ({
      census,
      early,
      act: census.act,
      doors: createDoors(may, clock.real, () => {}),
      alarms: null as never,
      inSync: () => true,
      day: { points: () => [] },
      history: createPlain(),
      making: () => null,
      notes: null as never,
    }),
    failed,
  })
  const census = createCensus({
    book: EMPTY_BOOK,
    brought: [testCensus(2)],
    now: clock.now,
    speed: 1,
    newId: () => randomBytes(16).toString('hex'),
    keep: async () => {
      if (store.down) throw new Refused('store-down')
    },
    failed,
    count: () => {},
  })
  const early = createEarly({
    kept: new Map(),
    keep: async () => {
      if (store.down) throw new Refused('store-down')
    },
    now: clock.now,
    patientOf: (stay) => patientIn(census, stay, clock.now()),
    cadence: (device, signal) => ms(census.cadenceOf(device, signal)),
    failed,
  })
  async function ask(door: Posted | Got, body: unknown, credentials: Credentials): Promise<Answered> {
    const cookies = new Map<(typeof COOKIES)[number], string | null>()
    const call: Call = {
      who: access.who(credentials),
      credentials,
      actor: access.actor(credentials),
      cookie: { get: () => null, set: (which, value) => void cookies.set(which, value) },
      forget: () => {},
      redirect: () => {},
      onward: () => {},
      binary: () => {},
      attach: () => {},
      query: new URLSearchParams(),
      origin: 'http://127.0.0.1',
    }
    const said: unknown = await (routes[door] as (body: unknown, call: Call) => unknown)(body, call)
    return { said, cookies }
  }
  return {
    access,
    signIn,
    routes,
    audit,
    clock,
    store,
    hold() {
      let go = (): void => {}
      free = new Promise((done) => {
        go = done
      })
      return go
    },
    person: (login, grants, over = {}) =>
      access.people.make({
        name: login.toUpperCase(),
        login,
        disabled: false,
        grants,
        password: hashed('password'),
        once: null,
        pin: hashed('274916'),
        pinMisses: 0,
        totp: null,
        external: null,
        ...over,
      }),
    ask,
    get: (door, credentials) => ask(door, undefined, credentials),
  }
}

/** Credentials of a session that was just begun. */
export const withSecret = ({ access }: BareHouse, secret: string, from: Credentials = NOWHERE): Credentials => ({
  ...from,
  session: access.sessions.idOf(secret),
})
