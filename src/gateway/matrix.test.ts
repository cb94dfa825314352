// Role × ward × stay × action × way in: a table written apart from the code, and spies that keep every byte they are sent.

import { io } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import type { Census } from '../model/census.ts'
import { PROTOCOL } from '../model/frame.ts'
import { bedId, stayId, wardId } from '../model/ids.ts'
import {
  ACTION_KEYS,
  ACTIONS,
  type Action,
  GATEWAY,
  type Grant,
  may,
  nobody,
  type Place,
  ROLE_KEYS,
  type Role,
  type Subject,
  type Who,
} from '../model/may.ts'
import { after, at } from '../model/units.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { ask, type Client, fakeClock, OCCUPIED, START, testAccess, testAudit, testSource, whoHas } from './harness.ts'

const WARDS = ['A', 'B', 'C'] as const
const BEDS = 3
const stayOf = (ward: string, bed: number): string => `stay-${ward}-${bed}`

/** Letters of roles that may, as in the words of the house, not in its code: N C P nurses and physicians, A V the house, S W screens, D devices. */
const EXPECTED: Readonly<Record<string, string>> = {
  watch: 'NCPSW',
  'see-trend': 'NCPSW',
  'see-initials': 'NCPS',
  'see-names': 'NCP',
  claim: 'NCP',
  silence: 'NCPS',
  'pause-alarms': 'NCP',
  'alarm-off': 'CP',
  'arrest-alarm-off': 'P',
  'change-limits': 'NCP',
  'write-notes': 'NCP',
  'admit-and-move': 'NC',
  export: 'CP',
  'bind-devices': 'NC',
  feed: 'D',
  'manage-people': 'A',
  'manage-wards': 'A',
  'manage-stations': 'A',
  'read-audit': 'V',
  'review-emergency': 'V',
}
const LETTERS: Readonly<Record<Role, string>> = {
  nurse: 'N',
  'charge-nurse': 'C',
  physician: 'P',
  administrator: 'A',
  'privacy-officer': 'V',
  station: 'S',
  'wall-display': 'W',
  device: 'D',
}

test('at least 10,000 cases: none allowed that the table forbids, none refused that it allows', () => {
  const places: readonly Place[] = [
    { of: 'house' },
    ...WARDS.map((ward): Place => ({ of: 'ward', ward: wardId(ward) })),
    { of: 'stay', stay: stayId(stayOf('A', 0)) },
  ]
  const subjects: readonly Subject[] = [
    GATEWAY,
    ...WARDS.map((ward): Subject => ({ of: 'ward', ward: wardId(ward) })),
    ...WARDS.flatMap((ward) =>
      Array.from({ length: BEDS }, (_, bed): Subject => ({ of: 'stay', stay: stayId(stayOf(ward, bed)), ward: wardId(ward) })),
    ),
  ]
  const times = [
    [-1, null, true],
    [-1, 1, true],
    [1, null, false],
    [-2, -1, false],
  ] as const
  let cases = 0
  for (const action of ACTION_KEYS.filter((key) => key in EXPECTED))
    for (const role of ROLE_KEYS)
      for (const place of places)
        for (const subject of subjects)
          for (const [from, until, running] of times) {
            const grant: Grant = {
              id: 'g',
              role,
              place,
              purpose: 'treatment',
              from: after(START, from),
              until: until === null ? null : after(START, until),
            }
            const here =
              place.of === 'house'
                ? subject.of === 'gateway'
                : place.of === 'ward'
                  ? subject.of !== 'gateway' && subject.ward === place.ward
                  : subject.of === 'stay' && subject.stay === place.stay
            const fits = (ACTIONS[action].on as readonly string[]).includes(subject.of)
            const allowed = EXPECTED[action]!.includes(LETTERS[role]) && here && fits && running
            const { yes } = may(whoHas([grant]), action as Action, subject, START)
            cases++
            if (yes !== allowed) expect({ action, role, place, subject, running, yes }).toBe(allowed)
          }
  expect(cases).toBeGreaterThanOrEqual(10_000)
})

let gateway: Gateway | null = null
const clients: Client[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  await gateway?.close()
})

/** Every patient with a name, a birthday and a record number that occur nowhere else. */
const NAMES = ['Quillon', 'Bracken', 'Sorrel', 'Tamarind', 'Juniper', 'Marjoram', 'Saffron', 'Verbena', 'Yarrow'] as const
const nameOf = (ward: string, bed: number): string => `${NAMES[WARDS.indexOf(ward as never) * BEDS + bed]} Zz${ward}${bed}`
const identifiers = (ward: string, bed: number): string[] => [
  ...nameOf(ward, bed).split(' '),
  `1941-0${bed + 1}-1${WARDS.indexOf(ward as never)}`,
  `R-${ward}${bed}-77`,
]
function census(): Census {
  const all = WARDS.flatMap((ward) => Array.from({ length: BEDS }, (_, bed) => ({ ward, bed, id: bedId(`${ward}-${bed}`) })))
  return {
    wards: WARDS.map((ward) => ({
      id: wardId(ward),
      name: `Ward ${ward}`,
      note: null,
      continuous: true,
      zone: 'UTC',
      beds: all.filter((one) => one.ward === ward).map(({ id }) => id),
    })),
    beds: all.map(({ ward, id }) => ({ id, ward: wardId(ward), label: id })),
    stays: all.map(({ ward, bed, id }) => ({
      id: stayId(stayOf(ward, bed)),
      bed: id,
      population: 'adult',
      age: 80,
      since: at(START - 1000),
    })),
    people: all.map(({ ward, bed }) => {
      const [, , born, record] = identifiers(ward, bed)
      return {
        stay: stayId(stayOf(ward, bed)),
        name: nameOf(ward, bed),
        sex: 'F',
        born: born!,
        record: record!,
        reason: `because of ${nameOf(ward, bed)}`,
        teaches: null,
      }
    }),
    facts: new Map(all.map(({ id }) => [id, OCCUPIED])),
  }
}

/** Text, UTF-16 and base64 at each of its three offsets. */
function forms(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  )
  return [bytes, Buffer.from(text, 'utf16le'), ...base64.filter((form) => form.length >= 6).map((form) => Buffer.from(form))]
}

const inPlace = (role: Role, place: Place): Who =>
  whoHas([{ id: role, role, place, purpose: 'treatment', from: at(0), until: null }], {
    id: `${role} ${JSON.stringify(place)}`,
    is: role === 'station' || role === 'wall-display' ? 'station' : 'person',
  })
const SPIES: readonly (readonly [string, Who, (ward: string, bed: number) => boolean])[] = [
  ...(['nurse', 'charge-nurse', 'physician'] as const).map(
    (role) => [`${role} of A`, inPlace(role, { of: 'ward', ward: wardId('A') }), (ward: string) => ward === 'A'] as const,
  ),
  ['consultant of one stay', inPlace('physician', { of: 'stay', stay: stayId(stayOf('B', 1)) }), (ward, bed) => ward === 'B' && bed === 1],
  ['station of A', inPlace('station', { of: 'ward', ward: wardId('A') }), () => false],
  ['wall display of A', inPlace('wall-display', { of: 'ward', ward: wardId('A') }), () => false],
  ['administrator', inPlace('administrator', { of: 'house' }), () => false],
  ['privacy officer', inPlace('privacy-officer', { of: 'house' }), () => false],
  [
    'nurse whose grant has ended',
    whoHas([{ id: 'x', role: 'nurse', place: { of: 'ward', ward: wardId('A') }, purpose: 'treatment', from: at(0), until: at(1) }], {
      id: 'ended',
    }),
    () => false,
  ],
]

test.each(SPIES)('%s: no identifier of anybody else in any byte, live, by resume, by asks', async (_, who, mine) => {
  const clock = fakeClock()
  const source = testSource(census(), clock)
  const access = testAccess(nobody(true), { spy: who })
  gateway = createGateway({
    sources: [source],
    clock,
    access,
    audit: testAudit(),
    random: (bytes) => new Uint8Array(bytes).fill(7),
    log: { info: () => {}, warn: () => {}, error: () => {} } as never,
  })
  const { port } = await gateway.listen(0)
  const url = `http://127.0.0.1:${port}`
  const kept: Buffer[] = []
  const connect = async (): Promise<Client> => {
    const client: Client = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { Origin: url, Cookie: 'spy' },
    })
    clients.push(client)
    // All that comes through the wire, before anything decodes it.
    client.io.on(
      'open' as never,
      (() =>
        client.io.engine.on('packet', ({ data }: { data?: unknown }) => {
          if (data !== undefined) kept.push(Buffer.from(data as never))
        })) as never,
    )
    await new Promise<void>((done, fail) => {
      client.once('connect', done)
      client.once('connect_error', fail)
    })
    return client
  }
  const asks = async (client: Client): Promise<Map<string, { epoch: number; seq: number }>> => {
    await ask(client, 'wards', { protocol: PROTOCOL })
    const seen = new Map<string, { epoch: number; seq: number }>()
    for (const ward of WARDS) {
      const answer = await ask(client, 'watch', { protocol: PROTOCOL, ward })
      if (answer.is === 'snapshot') seen.set(ward, answer as never)
      for (const event of ['roster', 'trend'] as const) await ask(client, event, { ward })
    }
    return seen
  }
  const feed = (): void => {
    for (const ward of WARDS) for (let bed = 0; bed < BEDS; bed++) source.number(`${ward}-${bed}`, 'hr', 60 + bed)
    clock.pass(300)
  }
  const live = await connect()
  const seen = await asks(live)
  feed()
  await ask(live, 'clock', { sent: 0 })
  live.disconnect()
  feed()
  const back = await connect()
  for (const [ward, { epoch, seq }] of seen) await ask(back, 'watch', { protocol: PROTOCOL, ward, resume: { epoch, seq } })
  feed()
  await ask(back, 'clock', { sent: 0 })
  for (const path of ['/healthz', '/metrics', '/api/audit/patients'])
    kept.push(Buffer.from(await (await fetch(url + path, { headers: { cookie: 'spy' } })).text()))

  const all = Buffer.concat(kept)
  expect(all.length).toBeGreaterThan(100)
  for (const ward of WARDS)
    for (let bed = 0; bed < BEDS; bed++) {
      const found = identifiers(ward, bed).filter((text) => forms(text).some((form) => form.length > 0 && all.includes(form)))
      // Nothing of others; and of one's own all of it, so that the spy is known to hear.
      expect([ward, bed, found]).toEqual([ward, bed, mine(ward, bed) ? identifiers(ward, bed) : []])
    }
})
