// Who × door × what it is about × way in (live, resume, HTTP, audit view), at a real house with real sessions: a table written apart from the
// code says who may, and everybody is a spy who keeps every byte.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeFrame, PROTOCOL } from '../model/frame.ts'
import { decodeState } from '../model/half.ts'
import { API_DOORS, DOOR_LIST } from './doors.ts'
import { ask, type Client, seeded } from './harness.ts'
import { actsOn, earlyActsOn } from './matrix/acts.ts'
import { alarmActsOn } from './matrix/alarmacts.ts'
import { LAST, OWN_WORDS, SENT } from './matrix/bodies.ts'
import { BEDS, CAST, type Cast, PATIENTS, type Patient, sitDown, WARDS, census as wards } from './matrix/cast.ts'
import { type About, HOUSE, PASSES, passes, stayOf } from './matrix/table.ts'
import { type Browser, type RealHouse, type Reply, startHouse } from './realhouse.ts'

const SOAK = process.env.WARDLIGHT_SOAK !== undefined
type Door = (typeof DOOR_LIST)[number]
type Way = 'live' | 'resume' | 'HTTP' | 'audit view'
const REFUSALS = new Set(['not-signed-in', 'not-allowed', 'second-factor-needed'])

let real: RealHouse
beforeAll(async () => {
  real = await startHouse({ demo: false, census: wards() })
})
afterAll(() => real.close())

/** All that was asked, by door and way. */
const asked = new Map<string, number>()
const wrong: unknown[] = []
function hold(who: Cast, way: Way, door: Door, about: About, allowed: boolean): void {
  const key = `${door} ${way}`
  asked.set(key, (asked.get(key) ?? 0) + 1)
  if (allowed !== passes(who, door, about)) wrong.push({ who: who.name, way, door, about, allowed })
}

/** Rates are refilled, frames leave, and sockets take them. */
async function breathe(): Promise<void> {
  for (const { ward, bed } of PATIENTS) real.source.number(`${ward}-${bed}`, 'hr', 60 + bed)
  real.clock.pass(500)
  await new Promise((done) => setImmediate(done))
}

/** A socket of this browser, and all bytes that come through it before anything decodes them; null where it is refused. */
async function socket(browser: Browser, kept: Buffer[]): Promise<Client | null> {
  const client = await browser
    .connect((data) => kept.push(Buffer.from(data)))
    .catch((error: { data?: { code?: string } }) => error.data?.code)
  if (typeof client !== 'object') {
    expect(client).toBe('not-signed-in')
    return null
  }
  return client
}
/** What is answered only where it is refused: the clock is asked after it, and answers come in order. */
async function refusedBy(client: Client, event: 'painted' | 'unwatch' | 'opened' | 'proved', what: unknown): Promise<boolean> {
  let said: { code?: string } | null = null
  ;(client as unknown as { emit(...all: unknown[]): void }).emit(event, what, (answer: { code?: string }) => {
    said = answer
  })
  await ask(client, 'clock', { sent: 0 })
  return said !== null && REFUSALS.has((said as { code?: string }).code ?? '')
}

interface Seen {
  readonly epoch: number
  readonly seq: number
}
const tells = (bytes: Uint8Array): boolean => {
  const { entries, events, facts } = decodeState(bytes)
  return entries.length > 0 || events.length > 0 || (facts?.devices.length ?? 0) > 0
}
/** A ward's door, and what lies behind it: whose values, trends, initials and names. */
async function ward(client: Client, who: Cast, way: 'live' | 'resume', id: string, resume: Seen | undefined): Promise<Seen | null> {
  const about: About = { of: 'some', ward: id }
  const frames: Uint8Array[] = []
  const take = (bytes: Uint8Array) => void frames.push(new Uint8Array(bytes))
  client.on('frame', take)
  const watched = await ask(client, 'watch', { protocol: PROTOCOL, ward: id, ...(resume && { resume }) })
  hold(who, way, 'socket:watch', about, !REFUSALS.has(String(watched.code)))
  await breathe()
  await ask(client, 'clock', { sent: 0 })
  client.off('frame', take)
  const roster = await ask(client, 'roster', { ward: id })
  hold(who, way, 'socket:roster', about, !REFUSALS.has(String(roster.code)))
  const trend = await ask(client, 'trend', { ward: id })
  hold(who, way, 'socket:trend', about, !REFUSALS.has(String(trend.code)))
  const painted = await refusedBy(client, 'painted', { ward: id, epoch: watched.epoch ?? 0, seq: watched.seq ?? 0 })
  hold(who, way, 'socket:painted', about, !painted)
  hold(who, way, 'socket:proved', about, !(await refusedBy(client, 'proved', { ward: id, canary: 'none', sounded: false })))
  if (watched.is === 'snapshot') frames.push(new Uint8Array(watched.frame as Uint8Array))
  const parts = new Set<number>()
  // Those of the wards before go on meanwhile; of beds that are not to be seen a snapshot holds an empty place.
  for (const frame of frames.map(decodeFrame).filter((one) => one.ward === id))
    for (const { bed, state, waves } of frame.parts) if (waves || (state && tells(state))) parts.add(bed)
  for (let bed = 0; bed < (id === 'nowhere' ? 0 : BEDS); bed++) {
    const stay = stayOf(id, bed)
    const one: About = { of: 'stay', ward: id, stay }
    const row = (roster.people as { stay: string; name: string | null }[] | undefined)?.find((person) => person.stay === stay)
    hold(who, way, 'own:frame', one, parts.has(bed))
    hold(who, way, 'own:initials', one, row !== undefined)
    hold(who, way, 'own:name', one, row?.name !== undefined && row.name !== null)
    hold(who, way, 'own:sparkline', one, (trend.rows as { stay: string }[] | undefined)?.some((line) => line.stay === stay) ?? false)
    if (way === 'live') hold(who, way, 'socket:opened', about, !(await refusedBy(client, 'opened', { ward: id, stay, open: true })))
  }
  return watched.is === 'snapshot' || watched.is === 'resumed' ? (watched as unknown as Seen) : null
}

async function sockets(browser: Browser, who: Cast, kept: Buffer[]): Promise<void> {
  const live = await socket(browser, kept)
  hold(who, 'live', 'own:connect', HOUSE, live !== null)
  if (!live) return
  hold(who, 'live', 'socket:wards', HOUSE, (await ask(live, 'wards', { protocol: PROTOCOL })).is === 'wards')
  hold(who, 'live', 'socket:clock', HOUSE, 'now' in (await ask(live, 'clock', { sent: 0 })))
  const seen = new Map<string, Seen | null>()
  for (const id of [...WARDS, 'nowhere']) seen.set(id, await ward(live, who, 'live', id, undefined))
  const any = [...seen.values()].find((one) => one !== null) ?? { epoch: 1, seq: 1 }
  live.disconnect()
  await breathe()
  const back = await socket(browser, kept)
  hold(who, 'resume', 'own:connect', HOUSE, back !== null)
  if (!back) return
  for (const id of [...WARDS, 'nowhere']) {
    const { epoch, seq } = seen.get(id) ?? any
    await ward(back, who, 'resume', id, { epoch, seq })
    hold(who, 'resume', 'socket:unwatch', { of: 'some', ward: id }, !(await refusedBy(back, 'unwatch', { ward: id })))
  }
  back.disconnect()
}

async function http(browser: Browser, who: Cast, send: (act: () => Promise<Reply>) => Promise<Reply>): Promise<void> {
  for (const path of ['/healthz', '/metrics', '/'] as const) {
    const reply = await send(() => browser.get(path))
    hold(who, 'HTTP', path === '/' ? 'http:GET /*' : `http:GET ${path}`, HOUSE, !REFUSALS.has(reply.body.code ?? ''))
  }
  const routes = (Object.keys(API_DOORS) as (keyof typeof API_DOORS)[]).toSorted((a, b) => Number(LAST.has(a)) - Number(LAST.has(b)))
  for (const route of routes) {
    const door: Door = `http:${route}`
    const [method, path = ''] = route.split(' ')
    const passed = () => real.gateway.metrics.total('doors', { door, answer: 'yes' })
    const before = OWN_WORDS.has(route) ? await passed() : 0
    if (LAST.has(route)) {
      await census(browser, who, send)
      await auditView(browser, who, send)
    }
    const reply = await send(() => (method === 'GET' ? browser.get(path) : browser.post(path, SENT[route as keyof typeof SENT])))
    hold(who, 'HTTP', door, HOUSE, OWN_WORDS.has(route) ? (await passed()) > before : !REFUSALS.has(reply.body.code ?? ''))
    // What is for administrators or privacy officers alone is shown to them, not merely not refused.
    if (method === 'GET' && PASSES[door].endsWith('!') && passes(who, door, HOUSE) && reply.status !== 200)
      wrong.push({ who: who.name, door, status: reply.status })
  }
}

/** Lists, and every act about every patient. */
async function census(browser: Browser, who: Cast, send: (act: () => Promise<Reply>) => Promise<Reply>): Promise<void> {
  const ask_ = async (door: Door, about: About, path: string, body: object): Promise<void> => {
    const reply = await send(() => browser.post(path, body))
    hold(who, 'HTTP', door, about, !REFUSALS.has(reply.body.code ?? ''))
  }
  for (const id of WARDS) {
    const about: About = { of: 'ward', ward: id }
    await ask_('own:list', about, '/api/ward/list', { ward: id, ended: false })
    await ask_('own:ended', about, '/api/ward/list', { ward: id, ended: true })
    await ask_('own:staff', about, '/api/ward/staff', { ward: id })
    await ask_('own:beds', about, '/api/ward/beds', { ward: id })
    await ask_('own:devices', about, '/api/ward/devices', { ward: id })
    await ask_('own:quiet', about, '/api/ward/quiet', { ward: id, hours: 1 })
    await ask_('own:handover', about, '/api/ward/handover', { ward: id, hours: 1 })
    const bed = `${id}-0`
    await ask_('own:give-beds', about, '/api/act', {
      ask: { act: 'assign', ward: id, beds: [bed], nurse: 'none', buddy: null, until: 0, seen: {} },
    })
  }
  for (const { ward: id, bed, stay } of PATIENTS) {
    await ask_('own:record', { of: 'stay', ward: id, stay }, '/api/stay/record', { ward: id, stay })
    const one: About = { of: 'stay', ward: id, stay }
    await ask_('own:observations', one, '/api/early/chart', { ward: id, stay })
    for (const { key, ask: asks } of earlyActsOn(stay)) await ask_(`own:early:${key}`, one, '/api/early', { ask: asks })
    await ask_('own:history', { of: 'stay', ward: id, stay }, '/api/stay/extents', { stay })
    await ask_('own:note', { of: 'stay', ward: id, stay }, '/api/stay/note', { stay, kind: 'note', at: 0, text: 'the matrix asks' })
    await ask_('own:export', one, '/api/stay/export', { ward: id, stay, from: 0, to: 1, what: 'csv', why: 'the matrix asks' })
    await ask_('own:proposal', { of: 'stay', ward: id, stay }, '/api/stay/proposal', { ward: id, stay, vital: 'hr' })
    for (const { key, ask: asks, about } of actsOn(id, `${id}-${bed}`, stay, `wall-${id}-${bed}`))
      await ask_(`own:act:${key}`, about, '/api/act', { ask: asks })
    for (const { key, body, about } of alarmActsOn(id, `${id}-${bed}`, stay)) await ask_(`own:alarm:${key}`, about, '/api/alarm', body)
    await ask_('own:alarm-history', { of: 'stay', ward: id, stay }, '/api/alarms/history', { ward: id, stay, from: 0, to: 1 })
  }
}

/** The audit as it is looked at: by patient, ward, kind and page; then the glass is broken, which changes what one may. */
async function auditView(browser: Browser, who: Cast, send: (act: () => Promise<Reply>) => Promise<Reply>): Promise<void> {
  const view = async (door: 'POST /api/audit' | 'POST /api/audit/patient' | 'POST /api/audit/fhir', body: object) => {
    const reply = await send(() => browser.post(door.slice('POST '.length), body))
    hold(who, 'audit view', `http:${door}`, HOUSE, !REFUSALS.has(reply.body.code ?? ''))
  }
  for (const { stay } of PATIENTS) {
    await view('POST /api/audit', { stay })
    await view('POST /api/audit/patient', { stay })
  }
  for (const id of WARDS) await view('POST /api/audit', { ward: id, kinds: ['names-read', 'watched', 'trend-read'] })
  await view('POST /api/audit', { emergencies: true })
  await view('POST /api/audit', { before: 50 })
  await view('POST /api/audit/fhir', { before: 50 })
  for (const id of WARDS) {
    const reply = await send(() => browser.post('/api/emergency', { ward: id, reason: 'the matrix asks' }))
    hold(who, 'HTTP', 'own:emergency', HOUSE, reply.status === 200)
    if (reply.status === 200) await real.house.access.emergencies.end((reply.body.emergency as { id: string }).id)
  }
}

/** Text, UTF-16, and base64 at each of its three offsets. */
function forms(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  )
  return [bytes, Buffer.from(text, 'utf16le'), ...base64.filter((form) => form.length >= 6).map((form) => Buffer.from(form))]
}
const heard = (all: Buffer, texts: readonly string[]): string[] => texts.filter((text) => forms(text).some((form) => all.includes(form)))

/** What somebody may know of a patient: all of it, the name in a list of the audit, or nothing. */
function mayKnow(who: Cast, { ward: id, stay, names, born, record }: Patient): string[] {
  if (passes(who, 'own:name', { of: 'stay', ward: id, stay })) return [...names, born, record]
  return passes(who, 'http:GET /api/audit/patients', HOUSE) ? [...names] : []
}

/** In full, or a tenth by a seed: of each role some, running ones among them, and who sits at screens. */
function picked(): readonly Cast[] {
  if (SOAK) return CAST
  const random = seeded(20_261_125)
  const groups = Map.groupBy(CAST, ({ is, held }) => `${is} ${held[0]?.letter} ${held.some(({ running }) => running)}`)
  return [...groups.values()].flatMap((group) =>
    group
      .map((one) => ({ one, order: random() }))
      .toSorted((a, b) => a.order - b.order)
      .slice(0, Math.ceil(group.length / 10))
      .map(({ one }) => one),
  )
}
const chosen = picked()
let foreign = 0

test.each(chosen.map((who) => [who.name, who] as const))(
  '%s: passes what the table says and no more, and hears of nobody else (soak)',
  async (_, who) => {
    wrong.length = 0
    const kept: Buffer[] = []
    const { browser, person } = await sitDown(real, who)
    let sent = 0
    const send = async (act: () => Promise<Reply>): Promise<Reply> => {
      if (++sent % 4 === 0) await breathe()
      const reply = await act()
      const { code = '' } = reply.body
      // A refusal is one to every client, and nobody is asked to sign in first.
      if (REFUSALS.has(code) && reply.status !== (code === 'not-signed-in' ? 401 : 403))
        wrong.push({ who: who.name, code, status: reply.status })
      if (who.is === 'nobody' && code === 'not-allowed') wrong.push({ who: who.name, code })
      kept.push(Buffer.from(reply.text), Buffer.from(JSON.stringify([...reply.headers])))
      return reply
    }
    await sockets(browser, who, kept)
    await http(browser, who, send)
    expect(wrong).toEqual([])
    const all = Buffer.concat(kept)
    expect(all.length).toBeGreaterThan(1000)
    for (const patient of PATIENTS) {
      const known = heard(all, [...patient.names, patient.born, patient.record])
      const right = mayKnow(who, patient)
      foreign += known.filter((text) => !right.includes(text)).length
      // Nothing of others; and of one's own all of it, so that the spy is known to hear.
      expect([patient.stay, known]).toEqual([patient.stay, right])
    }
    // What was opened is written down for whom it was shown, and for nobody else.
    const opened = who.is !== 'person' ? [] : await real.house.audit.query({ person: person ?? '', kinds: ['opened'], limit: 200 })
    const stays = [...new Set(opened.flatMap(({ event }) => event?.stays ?? []))].toSorted()
    expect(stays).toEqual(
      who.is !== 'person'
        ? []
        : PATIENTS.filter(({ ward: id, stay }) => passes(who, 'own:frame', { of: 'stay', ward: id, stay })).map(({ stay }) => stay),
    )
  },
)

test('every door was asked, on each of its ways, and often enough (soak)', () => {
  const doors = new Set([...asked.keys()].map((key) => key.slice(0, key.lastIndexOf(key.endsWith('audit view') ? ' audit' : ' '))))
  expect([...doors].toSorted()).toEqual([...DOOR_LIST].toSorted())
  for (const door of ['socket:watch', 'socket:roster', 'own:name', 'own:frame'])
    expect([asked.has(`${door} live`), asked.has(`${door} resume`)]).toEqual([true, true])
  const cases = [...asked.values()].reduce((sum, count) => sum + count, 0)
  expect(cases).toBeGreaterThanOrEqual(SOAK ? 10_000 : 1000)
  expect(foreign).toBe(0)
})
