// The list of doors: every socket event and every route has its row, and each passes the choke-point.
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { BODIES } from '../model/access.ts'
import { PROTOCOL } from '../model/frame.ts'
import { ACTION_KEYS, type Action } from '../model/may.ts'
import { API_DOORS, DOOR_LIST, HTTP_DOORS, OWN_DOORS, SOCKET_DOORS } from './doors.ts'
import { ERRORS } from './errors.ts'
import { ask, type House, house, taking, watchT } from './harness.ts'
import { startHouse } from './realhouse.ts'
import { EVENTS } from './socket.ts'

let here: House | undefined
afterEach(() => here?.close())

test('socket events and routes are those of the table, and no others', () => {
  expect(Object.keys(EVENTS).toSorted()).toEqual(Object.keys(SOCKET_DOORS).toSorted())
  const source = readFileSync(new URL('./http.ts', import.meta.url), 'utf8')
  const routes = [...source.matchAll(/\broute\('([^']+)'/g)].map(([, door]) => door)
  expect([...routes, ...Object.keys(API_DOORS)].toSorted()).toEqual(Object.keys(HTTP_DOORS).toSorted())
  // The places that register with the framework are `route` itself and the loop over the rows of the API.
  const registering = /\bapp\.(get|post|put|delete|patch|all|route)\(/g
  expect(source.match(registering)).toEqual(['app.get('])
  expect(readFileSync(new URL('./api.ts', import.meta.url), 'utf8').match(registering)).toEqual(['app.route('])
  const listeners = readFileSync(new URL('./socket.ts', import.meta.url), 'utf8').match(/line\.on\(('[a-z]+'|\w+)/g)
  expect(listeners).toEqual(['line.on(event', "line.on('error'", "line.on('disconnect'"])
  expect(DOOR_LIST).toHaveLength(Object.keys({ ...SOCKET_DOORS }).length + Object.keys(HTTP_DOORS).length + Object.keys(OWN_DOORS).length)
  expect(Object.keys(BODIES).toSorted()).toEqual(
    Object.keys(API_DOORS)
      .filter((door) => door.startsWith('POST'))
      .toSorted(),
  )
})

test('every row of the API has its handler', async () => {
  const real = await startHouse()
  expect(Object.keys(real.house.routes).toSorted()).toEqual(Object.keys(API_DOORS).toSorted())
  await real.close()
})

/** Actions whose doors come with what they act on: notes, exports, devices. */
const TO_COME: readonly Action[] = ['feed']
test('every action of the model is asked for by some door, or waits for what it acts on', () => {
  const asked = new Set<Action>([...Object.values(SOCKET_DOORS), ...Object.values(HTTP_DOORS), ...Object.values(OWN_DOORS)])
  expect([...asked, ...TO_COME].toSorted()).toEqual([...ACTION_KEYS].toSorted())
})

test('each door asks, with the person, the subject and the time, when it is passed', async () => {
  const asked: { action: Action; subject: object }[] = []
  const house1 = await house(2, {
    may: (who, action, subject, now) => {
      expect(who.is).toBe('person')
      expect(now).toBe(house1.clock.real())
      asked.push({ action, subject })
      return { yes: true, by: null }
    },
  })
  here = house1
  const client = await house1.connect()
  const taken = taking(client)
  const during = async (act: () => Promise<unknown>) => {
    asked.length = 0
    await act()
    const of = (subject: object) => ('stay' in subject ? subject.stay : 'ward' in subject ? subject.ward : 'gateway')
    return [...new Set(asked.map(({ action, subject }) => `${action} ${of(subject)}`))]
  }
  const { epoch, seq } = (await ask(client, 'watch', watchT)) as { epoch: number; seq: number }
  expect((await during(() => ask(client, 'watch', { ...watchT, resume: { epoch, seq } })))[0]).toBe('watch T')
  house1.clock.pass(250)
  await taken.until(1)
  expect(
    await during(async () => {
      house1.clock.pass(250)
      await taken.until(2)
    }),
  ).toEqual(['watch T'])
  expect(await during(() => ask(client, 'wards', { protocol: PROTOCOL }))).toEqual(['list-wards gateway', 'watch T'])
  const roster = await during(() => ask(client, 'roster', { ward: 'T' }))
  expect(roster).toEqual(expect.arrayContaining(['see-names stay-T-01', 'see-names stay-T-02']))
  expect(await during(() => ask(client, 'trend', { ward: 'T' }))).toEqual(
    expect.arrayContaining(['see-trend stay-T-01', 'see-trend stay-T-02']),
  )
  expect(await during(() => ask(client, 'clock', { sent: 0 }))).toEqual(['load-app gateway'])
  expect(await during(() => fetch(`${house1.url}/healthz`))).toEqual(['see-health gateway'])
  expect(await during(() => fetch(`${house1.url}/metrics`))).toEqual(['see-metrics gateway'])
  expect(await during(() => fetch(`${house1.url}/`))).toEqual(['load-app gateway'])
})

test('every error code that is used has its row, and every row is used', () => {
  const folder = new URL('./', import.meta.url)
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'errors.ts')
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .concat(
      ['bookoutcome', 'stayact', 'limits', 'notes'].map((name) => readFileSync(new URL(`../model/${name}.ts`, import.meta.url), 'utf8')),
    )
    .join('\n')
  const used = [...text.matchAll(/(?:new Refused\(|refuse\(reply, |refusal\()'([a-z-]+)'/g)].map(([, code]) => code)
  for (const code of used) expect(Object.keys(ERRORS)).toContain(code)
  for (const code of Object.keys(ERRORS)) expect([code, text.includes(`'${code}'`)]).toEqual([code, true])
  for (const [status, message] of Object.values(ERRORS)) {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(message).toMatch(/^[A-Z].*\.$/)
  }
})
