// For tests: a clock stepped by hand, a source fed by hand, a real gateway on a free port and real sockets.
import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import type { Clock, Source } from '../feed/source.ts'
import { Act, type ActAsked } from '../model/acts.ts'
import type { AuditActor, AuditEvent } from '../model/audit.ts'
import type { By } from '../model/book.ts'
import type { Census } from '../model/census.ts'
import { type BedFacts, EMPTY_BED } from '../model/facts.ts'
import { decodeFrame, type Frame, PROTOCOL } from '../model/frame.ts'
import { decodeState, type StateHalf } from '../model/half.ts'
import { bedId, deviceId, stayId, wardId } from '../model/ids.ts'
import { type Grant, nobody, type Role, type Who } from '../model/may.ts'
import type { NumberSample, Report, Sample, WaveSample } from '../model/sample.ts'
import { at, hz } from '../model/units.ts'
import { known, type Value } from '../model/value.ts'
import type { VitalKey } from '../model/vitals.ts'
import type { Authority, FromApp, Snapshot, ToApp } from '../model/wire.ts'
import type { Access, Credentials } from './access/access.ts'
import type { Audit } from './audit/audit.ts'
import { Refused } from './errors.ts'
import { createGateway, type Gateway } from './gateway.ts'
import type { GatewaySetup } from './gatewaysetup.ts'
import { deafWatch } from './watch/deaf.ts'

export const START = at(1_790_000_000_000)

export interface FakeClock extends Clock {
  /** Lets so much real time pass, calling what is due in order. */
  pass(milliseconds: number): void
}

export function fakeClock(speed = 1): FakeClock {
  let real = 0
  const timers = new Set<{ period: number; due: number; act: () => void }>()
  return {
    speed,
    now: () => at(START + real * speed),
    real: () => at(START + real),
    every(period, act) {
      const timer = { period, due: real + period, act }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    pass(milliseconds) {
      const end = real + milliseconds
      for (;;) {
        const next = [...timers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due)[0]
        if (!next) break
        real = next.due
        next.due += next.period
        next.act()
      }
      real = end
    },
  }
}

export const OCCUPIED: BedFacts = {
  ...EMPTY_BED,
  presence: 'occupied',
  devices: [{ id: 'wall', name: 'wall monitor', kind: 'wall', link: 'on' }],
  channels: [{ ch: 0, signal: 'ecg-ii', rate: 250, gain: 200, baseline: 0, unit: 'mV', source: 'wall' }],
}

/** The monitor of a bed. */
export const wallOf = (bed: string) => deviceId(`wall-${bed}`)
/** What is true of a bed of the census by its devices. */
export const occupied = (bed: string): BedFacts => ({
  ...OCCUPIED,
  devices: OCCUPIED.devices.map((device) => ({ ...device, id: wallOf(bed) })),
  channels: OCCUPIED.channels.map((channel) => ({ ...channel, source: wallOf(bed) })),
})

export const bedName = (index: number): string => `T-${String(index + 1).padStart(2, '0')}`

export const inWard = (role: Role, ward = 'T', over: Partial<Grant> = {}): Grant => ({
  id: `${role}-${ward}`,
  role,
  place: { of: 'ward', ward: wardId(ward) },
  purpose: 'treatment',
  from: at(0),
  until: null,
  ...over,
})
export const whoHas = (grants: readonly Grant[], over: Partial<Who> = {}): Who => ({
  is: 'person',
  id: grants.map(({ id }) => id).join('+') || 'no-grants',
  name: 'P. Test',
  grants,
  strong: true,
  local: true,
  ...over,
})

/** Access by a table: the cookie header names a row; without one it is `standard`. Rows may be changed while sockets are open. */
export interface TestAccess extends Access {
  set(cookie: string, who: Who): void
}
export function testAccess(standard: Who = whoHas([inWard('nurse')]), rows: Readonly<Record<string, Who>> = {}): TestAccess {
  const known = new Map(Object.entries(rows))
  const hears = new Set<() => void>()
  const who = ({ session, local }: Credentials): Who => (session === null ? standard : (known.get(session) ?? nobody(local)))
  const actor = (credentials: Credentials): AuditActor => {
    const { is, id, name, grants } = who(credentials)
    return { is, id, name, roles: grants.map(({ role }) => role), station: null, address: credentials.address }
  }
  return {
    credentials: ({ cookie, address, local }) => ({ session: cookie ?? null, station: null, address, local }),
    who,
    actor,
    authority(credentials): Authority {
      const { is, name, grants } = who(credentials)
      const roles = grants.map(({ role }) => role)
      const shown = is === 'person' || is === 'nobody' ? is : roles.includes('wall-display') ? 'wall-display' : 'station'
      return {
        is: shown,
        name,
        roles,
        station: null,
        emergencies: [],
        ended: is === 'nobody' ? { code: 'test', message: 'The test ended it.' } : null,
      }
    },
    pending: () => false,
    changed(hear) {
      hears.add(hear)
      return () => void hears.delete(hear)
    },
    set(cookie, next) {
      known.set(cookie, next)
      for (const hear of hears) hear()
    },
  }
}

/** An audit in memory. While `down` it refuses to write, and queues what must go on. */
export interface TestAudit extends Pick<Audit, 'write' | 'note' | 'state'> {
  readonly events: AuditEvent[]
  down: boolean
}
export function testAudit(): TestAudit {
  const audit: TestAudit = {
    events: [],
    down: false,
    write: async (event) => {
      if (audit.down) throw new Refused('audit-down')
      audit.events.push(event)
    },
    note: async (event) => void audit.events.push({ ...event, late: audit.down }),
    state: () => (audit.down ? 'down' : 'up'),
  }
  return audit
}

/** Ward T of so many beds, the last of them empty where asked for. */
export function testCensus(beds: number, { empty = false, names = 'Robin Test' } = {}): Census {
  const ids = Array.from({ length: beds }, (_, index) => bedId(bedName(index)))
  const taken = empty ? ids.slice(0, -1) : ids
  return {
    wards: [{ id: wardId('T'), name: 'Test ward', note: null, continuous: true, zone: 'Europe/Berlin', beds: ids }],
    beds: ids.map((id) => ({ id, ward: wardId('T'), label: id })),
    stays: taken.map((bed) => ({ id: stayId(`stay-${bed}`), bed, population: 'adult', age: 60, since: at(START - 3_600_000) })),
    people: taken.map((bed) => ({
      stay: stayId(`stay-${bed}`),
      name: names,
      sex: 'F',
      born: '1961-04-07',
      record: `W-77-${bed}`,
      reason: 'test',
      teaches: null,
    })),
    facts: new Map(ids.map((id) => [id, taken.includes(id) ? occupied(id) : EMPTY_BED])),
  }
}

export interface TestSource extends Source {
  push(report: Report): void
  /** One number of a bed, as measured now. */
  number(bed: string, signal: VitalKey, value: Value<number> | number, over?: Partial<NumberSample>): void
  /** So many samples of lead II, following those before. */
  wave(bed: string, count: number): void
  readonly running: () => boolean
}

export function testSource(census: Census, clock: Clock, past: readonly Report[] = []): TestSource {
  let sink: ((report: Report) => void) | null = null
  let seq = 0
  const first = new Map<string, number>()
  const common = (bed: string) => ({ at: clock.now(), received: clock.now(), source: wallOf(bed), quality: 0, seq: seq++ })
  const push = (report: Report) => sink?.(report)
  const samples = (bed: string, ...list: Sample[]) => push({ bed: bedId(bed), samples: list })
  return {
    name: 'test',
    census,
    running: () => sink !== null,
    start(take) {
      sink = take
      return () => {
        sink = null
      }
    },
    past: () => past,
    push,
    number(bed, signal, value, over = {}) {
      samples(bed, { kind: 'number', signal, value: typeof value === 'number' ? known(value) : value, ...common(bed), ...over })
    },
    wave(bed, count) {
      const from = first.get(bed) ?? 0
      first.set(bed, from + count)
      const data = Int16Array.from({ length: count }, (_, i) => (from + i) % 1000)
      const wave: WaveSample = {
        kind: 'wave',
        signal: 'ecg-ii',
        rate: hz(250),
        gain: 200,
        baseline: 0,
        unit: 'mV',
        data,
        ...common(bed),
        seq: from,
      }
      samples(bed, wave)
    },
  }
}

/** Numbers in [0, 1) by a seed, so that a failing run can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Bytes that differ each time they are asked for, and are the same in each run. */
export function counting(): (bytes: number) => Uint8Array {
  let asked = 0
  return (bytes) =>
    new Uint8Array(bytes)
      .fill(7)
      .fill(asked++ % 251, 0, 1)
      .fill(Math.floor(asked / 251), 1, 2)
}

export type Client = Socket<ToApp, FromApp>
const SILENT = { info: () => {}, warn: () => {}, error: () => {} }

export interface House {
  readonly gateway: Gateway
  readonly port: number
  readonly clock: FakeClock
  readonly source: TestSource
  readonly url: string
  readonly audit: TestAudit
  connect(options?: { origin?: string | null; transports?: ('websocket' | 'polling')[]; cookie?: string }): Promise<Client>
  close(): Promise<void>
}

export async function house(
  beds: number,
  options: Partial<Omit<GatewaySetup, 'audit'>> & {
    empty?: boolean
    names?: string
    past?: readonly Report[]
    speed?: number
    audit?: TestAudit
  } = {},
): Promise<House> {
  const { empty = false, names = 'Robin Test', past = [], speed = 1, audit = testAudit(), ...setup } = options
  const clock = fakeClock(speed)
  const source = testSource(testCensus(beds, { empty, names }), clock, past)
  const gateway = createGateway({
    sources: [source],
    clock,
    access: testAccess(),
    audit,
    random: counting(),
    log: SILENT as unknown as GatewaySetup['log'],
    watch: deafWatch,
    ...setup,
  })
  const { port } = await gateway.listen(0)
  const url = `http://127.0.0.1:${port}`
  const clients: Client[] = []
  return {
    gateway,
    port,
    clock,
    source,
    url,
    audit,
    async connect({ origin = url, transports = ['websocket'], cookie } = {}) {
      const client: Client = io(url, {
        transports,
        forceNew: true,
        reconnection: false,
        extraHeaders: { ...(origin && { Origin: origin }), ...(cookie && { Cookie: cookie }) },
      })
      clients.push(client)
      await new Promise<void>((done, fail) => {
        client.once('connect', done)
        client.once('connect_error', fail)
      })
      return client
    },
    async close() {
      for (const client of clients) client.disconnect()
      await gateway.close()
    },
  }
}

const BY: By = { is: 'person', id: 'p-test', name: 'P. Test' }
/** An act of P. Test, whom nobody asks what may be done. */
export const act = ({ gateway }: Pick<House, 'gateway'>, asked: ActAsked) =>
  gateway.act(Act.parse(asked), { by: BY, staff: (id) => ({ is: 'person', id, name: id }) })
const lying = ({ gateway }: Pick<House, 'gateway'>, bed: string): string | null => gateway.census.book().lying.get(bedId(bed)) ?? null
export const discharge = (here: Pick<House, 'gateway'>, bed: string) => act(here, { act: 'discharge', bed, stay: lying(here, bed) ?? '' })
export const admit = (here: Pick<House, 'gateway'>, bed: string, name: string, record = name) =>
  act(here, {
    act: 'admit',
    bed,
    stay: lying(here, bed),
    identity: { name, born: null, sex: 'unknown', record, reason: 'test' },
    population: null,
    paced: 'unknown',
    pregnant: 'unknown',
  })

/** Asks and awaits the answer; throws where none comes. */
export const ask = (client: Client, event: keyof FromApp, what: unknown): Promise<Record<string, unknown>> =>
  (client.timeout(5000) as unknown as { emitWithAck(event: string, what: unknown): Promise<Record<string, unknown>> }).emitWithAck(
    event,
    what,
  )

/** What a screen gets: frames as bytes, in order, and a way to wait for so many. */
export interface Taken {
  readonly frames: Uint8Array[]
  readonly snapshots: Snapshot[]
  readonly decoded: () => Frame[]
  until(count: number): Promise<void>
}
export function taking(client: Client): Taken {
  const frames: Uint8Array[] = []
  const snapshots: Snapshot[] = []
  client.on('frame', (bytes) => void frames.push(new Uint8Array(bytes)))
  client.on('snapshot', (snapshot) => void snapshots.push(snapshot))
  return {
    frames,
    snapshots,
    decoded: () => frames.map(decodeFrame),
    async until(count) {
      while (frames.length < count) await once(client as never, 'frame' as never)
    },
  }
}

export const watchT = { protocol: PROTOCOL, ward: 'T' }

/** The whole state of a snapshot, by place of the bed. */
export function stateOf(snapshot: Pick<Snapshot, 'frame'>): Map<number, StateHalf> {
  const bytes = new Uint8Array(snapshot.frame as Uint8Array)
  return new Map(decodeFrame(bytes).parts.flatMap(({ bed, state }) => (state ? [[bed, decodeState(state)]] : [])))
}
