// Acts and lists as a browser asks for them: who may, who was faster, what is written down, and what is answered while nothing can be kept.
import { afterEach, expect, test } from 'vitest'
import type { ActAsked, IdentityAsked } from '../../model/acts.ts'
import { PROTOCOL } from '../../model/frame.ts'
import { bedId } from '../../model/ids.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import { bareHouse, NOWHERE } from '../barehouse.ts'
import { act as actOf, ask, inWard, wallOf } from '../harness.ts'
import { type Browser, cookieNamed, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
afterEach(() => real?.close())

const ADA: IdentityAsked = { name: 'Ada Lovage', born: '1961-04-07', sex: 'F', record: 'W-1', reason: 'test' }
const admit = (bed: string, identity: Partial<IdentityAsked> = {}): ActAsked => ({
  act: 'admit',
  bed,
  stay: null,
  identity: { ...ADA, ...identity },
  population: null,
  paced: 'unknown',
  pregnant: 'unknown',
})
const act = async (browser: Browser, asked: ActAsked, over: object = {}) => {
  const { status, body } = await browser.post('/api/act', { ask: asked, ...over })
  return [status, body.code ?? body.recorded, body.message ?? null]
}
const as = async (role: Parameters<Browser['demo']>[0]): Promise<Browser> => {
  const browser = real.browser()
  await browser.demo(role)
  return browser
}
const discharged = (bed: string): ActAsked => ({ act: 'discharge', stay: `stay-${bed}`, bed })

test('who may admit: nurses of the ward, and nobody else; each refusal is written down', async () => {
  real = await startHouse({ beds: 2 })
  const nurse = await as('nurse')
  expect(await act(nurse, discharged('T-02'))).toEqual([200, true, null])
  for (const role of ['physician', 'administrator', 'privacy-officer'] as const)
    expect([role, (await act(await as(role), admit('T-02')))[1]]).toEqual([role, 'not-allowed'])
  expect((await act(await as('wall-display'), admit('T-02')))[1]).toBe('not-allowed')
  expect((await act(real.browser(), admit('T-02')))[1]).toBe('not-signed-in')
  const { people } = real.house.access
  const wren = people.byLogin('wren')!
  await people.change(wren.id, { grants: [inWard('nurse', 'Elsewhere')] })
  expect((await act(await as('nurse'), admit('T-02')))[1]).toBe('not-allowed')
  await people.change(wren.id, { grants: [inWard('nurse')] })
  expect(await act(await as('nurse'), admit('T-02'))).toEqual([200, true, null])
  const records = await real.house.audit.query({ kinds: ['admitted', 'discharged', 'refused'], limit: 50 })
  expect(records.filter(({ event }) => event?.kind === 'admitted')).toMatchObject([
    { event: { actor: { name: 'R. Wren' }, ward: 'T', purpose: 'treatment' } },
  ])
  expect(records.filter(({ event }) => event?.kind === 'refused').length).toBeGreaterThanOrEqual(4)
  expect(JSON.stringify(records)).not.toContain('Lovage')
})

test('two browsers act on one bed: one wins, the other is told by whom', async () => {
  real = await startHouse({ beds: 2 })
  const [nurse, charge] = [await as('nurse'), await as('charge-nurse')]
  await act(nurse, discharged('T-02'))
  const both = await Promise.all([act(nurse, admit('T-02')), act(charge, admit('T-02', { name: 'Ben Borage', record: 'W-2' }))])
  expect(both.map(([status]) => status).toSorted()).toEqual([200, 409])
  const [, code, message] = both.find(([status]) => status === 409)!
  expect(code).toBe('changed-meanwhile')
  expect(message).toMatch(/^Somebody else was faster: nothing was changed\. \(admitted here by (R\. Wren|L\. Kestrel)\)$/)
})

test('at a locked station: PIN and act in one step; a wrong PIN acts not', async () => {
  real = await startHouse({ beds: 2 })
  const station = await as('nurse')
  const pin = String((await station.get('/api/me')).body.demoPin)
  await station.post('/api/sign-out')
  expect(cookieNamed(station, 'station')).toBeDefined()
  expect((await act(station, discharged('T-02')))[1]).toBe('not-allowed')
  const { people } = (await station.get('/api/station/people')).body as { people: { id: string; name: string }[] }
  const heron = people.find(({ name }) => name === 'P. Heron')!.id
  expect((await act(station, discharged('T-02'), { person: heron, pin: pin === '314159' ? '314158' : '314159' }))[1]).toBe('wrong-pin')
  expect(real.gateway.census.book().lying.size).toBe(2)
  expect(await act(station, discharged('T-02'), { person: heron, pin })).toEqual([200, true, null])
  expect((await station.get('/api/me')).body.authority).toMatchObject({ is: 'person', name: 'P. Heron' })
  expect([...real.gateway.census.book().stay.values()].find(({ ended }) => ended)?.ended?.by.name).toBe('P. Heron')
})

test('a move to another ward is asked for in both', async () => {
  real = await startHouse({ beds: 2 })
  const admin = await as('administrator')
  const ward: ActAsked = {
    act: 'make-ward',
    ward: 'U',
    name: 'Upstairs',
    zone: 'Europe/London',
    preset: 'paediatric',
    units: { pressure: 'kPa', temperature: '°F', glucose: 'mg/dL' },
    beds: ['1', '2'],
  }
  expect((await act(await as('nurse'), ward))[1]).toBe('not-allowed')
  expect((await act(admin, { ...ward, zone: 'Nowhere/Land' }))[1]).toBe('bad-ask')
  expect(await act(admin, ward)).toEqual([200, true, null])
  expect((await act(admin, ward))[1]).toBe('ward-taken')
  const { people } = real.house.access
  const wren = people.byLogin('wren')!
  const station = real.house.access.stations.all()[0]!
  const nurse = real.browser()
  await nurse.demo('nurse')
  const move: ActAsked = { act: 'move', stay: 'stay-T-01', from: 'T-01', to: 'U-1' }
  expect((await act(nurse, move))[1]).toBe('not-allowed')
  expect(station.wards).toEqual(['T'])
  // At a browser that is no station the nurse has both wards.
  await people.change(wren.id, { grants: [inWard('nurse'), inWard('nurse', 'U')] })
  const { secret } = await real.house.access.sessions.begin({
    person: wren.id,
    by: 'password',
    next: null,
    strong: false,
    station: null,
    address: 'x',
  })
  const own = real.browser(new Map([[cookieNamed(nurse, 'session')!, secret]]))
  expect(await act(own, move)).toEqual([200, true, null])
  const client = await own.connect()
  expect(await ask(client, 'watch', { protocol: PROTOCOL, ward: 'U' })).toMatchObject({
    ward: { name: 'Upstairs', preset: 'paediatric', units: { pressure: 'kPa' }, beds: 2 },
    beds: [
      { label: '1', stay: { id: 'stay-T-01' } },
      { label: '2', stay: null },
    ],
  })
  expect(await act(admin, { act: 'rename-bed', ward: 'U', bed: 'U-2', label: '2b' })).toEqual([200, true, null])
  expect((await act(admin, { act: 'remove-bed', ward: 'U', bed: 'U-1' }))[1]).toBe('bed-not-empty')
  const edit = (await admin.get('/api/wards/edit')).body as { wards: { id: string; beds: object[] }[] }
  expect(edit.wards.find(({ id }) => id === 'U')?.beds).toEqual([
    { id: 'U-1', label: '1', taken: 'stay' },
    { id: 'U-2', label: '2b', taken: 'empty' },
  ])
})

test('the list of a ward: names only once it is written down; who left only for who may', async () => {
  real = await startHouse({ beds: 2 })
  const nurse = await as('nurse')
  await act(nurse, discharged('T-02'))
  const list = async (browser: Browser, ended = false) => (await browser.post('/api/ward/list', { ward: 'T', ended })).body
  expect(await list(nurse)).toMatchObject({
    rows: [{ bed: 'T-01', name: 'Robin Test', born: '1961-04-07', record: 'W-77-T-01', ended: null, stays: 1 }],
  })
  expect((await list(nurse, true)).code).toBe('not-allowed')
  expect(await list(await as('charge-nurse'), true)).toMatchObject({ rows: [{ bed: 'T-02', ended: { how: 'discharged', by: 'R. Wren' } }] })
  for (const role of ['administrator', 'wall-display'] as const) expect((await list(await as(role))).code).toBe('not-allowed')
  expect(
    (await real.house.audit.query({ kinds: ['list-read'], limit: 10 })).map(({ event }) => [event?.actor.name, event?.names, event?.stays]),
  ).toEqual([
    ['L. Kestrel', true, ['stay-T-02']],
    ['R. Wren', true, ['stay-T-01']],
  ])
  expect((await nurse.post('/api/stay/record', { ward: 'T', stay: 'stay-T-01' })).body).toMatchObject({
    beds: [{ bed: 'T-01', to: null }],
    before: [],
  })
  expect((await nurse.post('/api/stay/record', { ward: 'T', stay: 'nobody' })).body.code).toBe('no-such-stay')
})

test('beds of a shift: one’s own may be taken, others are given by who is in charge; initials go to screens, names to persons', async () => {
  real = await startHouse({ beds: 2 })
  const [nurse, charge] = [await as('nurse'), await as('charge-nurse')]
  const staff = (await nurse.post('/api/ward/staff', { ward: 'T' })).body as { own: string; staff: { id: string; name: string }[] }
  const heron = staff.staff.find(({ name }) => name === 'P. Heron')!.id
  const until = real.clock.now() + 3_600_000
  const assign = (beds: string[], to: string | null): ActAsked => ({
    act: 'assign',
    ward: 'T',
    beds,
    nurse: to,
    buddy: null,
    until,
    seen: {},
  })
  expect(await act(nurse, assign(['T-01'], staff.own))).toEqual([200, true, null])
  expect((await act(nurse, assign(['T-02'], heron)))[1]).toBe('not-allowed')
  expect(await act(charge, assign(['T-02'], heron))).toEqual([200, true, null])
  expect((await act(nurse, assign(['T-02'], null)))[1]).toBe('not-allowed')
  // A colleague's is taken over only as it was seen, and by a word.
  const take = (over: object) => act(nurse, { ...assign(['T-02'], staff.own), ...over } as ActAsked)
  expect(await take({})).toEqual([409, 'changed-meanwhile', expect.stringContaining('(P. Heron has T-02)')])
  expect((await take({ seen: { 'T-02': heron } }))[1]).toBe('bed-taken')
  expect((await act(nurse, { act: 'charge', ward: 'T', nurse: staff.own, until }))[1]).toBe('not-allowed')
  const client = await nurse.connect()
  expect((await ask(client, 'roster', { ward: 'T' })).duties).toMatchObject([
    { bed: 'T-01', nurse: { initials: 'RW', name: 'R. Wren' }, own: true },
    { bed: 'T-02', nurse: { initials: 'PH', name: 'P. Heron' }, own: false },
  ])
  const seen = async (browser: Browser) => (await ask(await browser.connect(), 'roster', { ward: 'T' })).duties
  await charge.post('/api/sign-out')
  expect(await seen(charge)).toMatchObject([{ nurse: { initials: 'RW', name: null }, own: false }, {}])
  expect(await seen(await as('wall-display'))).toEqual([])
})

test('staff of a ward are who care there now: not whose grant is over, has not begun, or is an emergency', async () => {
  real = await startHouse({ beds: 2 })
  const charge = await as('charge-nurse')
  const { people } = real.house.access
  const wren = people.byLogin('wren')!
  const now = real.clock.real()
  const staffed = async () => {
    const { staff } = (await charge.post('/api/ward/staff', { ward: 'T' })).body as { staff: { id: string }[] }
    const until = real.clock.now() + 3_600_000
    const [, given] = await act(charge, { act: 'assign', ward: 'T', beds: ['T-01'], nurse: wren.id, buddy: null, until, seen: {} })
    return [staff.some(({ id }) => id === wren.id), given]
  }
  const grants: readonly (readonly [over: Parameters<typeof inWard>[2], staff: boolean])[] = [
    [{}, true],
    [{ until: at(now - 1) }, false],
    [{ from: at(now + 60_000) }, false],
    [{ purpose: 'emergency' }, false],
    [{ until: at(now + 60_000) }, true],
  ]
  for (const [over, cares] of grants) {
    await people.change(wren.id, { grants: [inWard('nurse', 'T', over)] })
    expect([over, ...(await staffed())]).toEqual([over, cares, cares || 'no-such-person'])
  }
})

test('a long list is written down whole', async () => {
  real = await startHouse({ beds: 2 })
  const charge = await as('charge-nurse')
  await act(charge, discharged('T-02'))
  for (let turn = 0; turn < 300; turn++) for (const on of [true, false]) actOf(real, { act: 'trial', bed: 'T-02', on })
  const { rows } = (await charge.post('/api/ward/list', { ward: 'T', ended: true })).body as { rows: { stay: string }[] }
  const records = await real.house.audit.query({ kinds: ['list-read'], limit: 10 })
  const written = records.flatMap(({ event }) => event?.stays ?? [])
  expect([rows.length, records.length, written.toSorted()]).toEqual([301, 2, rows.map(({ stay }) => stay).toSorted()])
})

test('a ward’s night: told to every screen, taken away again, and never under the floor of the volume', async () => {
  real = await startHouse({ beds: 2 })
  const admin = await as('administrator')
  const change = (night?: object) =>
    act(admin, {
      act: 'change-ward',
      ward: 'T',
      name: 'Test ward',
      zone: 'Europe/Berlin',
      preset: 'adult',
      units: UNITS_OF_TABLE,
      ...(night && { night }),
    } as ActAsked)
  const told = async () => {
    const nurse = await (await as('nurse')).connect()
    const { wards } = (await ask(nurse, 'wards', { protocol: PROTOCOL })) as unknown as { wards: { night?: object }[] }
    return wards[0]!.night
  }
  const night = { from: 1320, until: 360, most: 0.6 }
  for (const wrong of [{ ...night, most: 0.1 }, { ...night, from: 1440 }, { most: 0.6 }]) expect((await change(wrong))[1]).toBe('bad-ask')
  expect(await told()).toBeUndefined()
  expect((await change(night))[0]).toBe(200)
  expect(await told()).toEqual(night)
  expect((await change())[0]).toBe(200)
  expect(await told()).toBeUndefined()
})

test('a device that two wards name: told in both, with ids; what it is called is written down; who says it is there has both', async () => {
  real = await startHouse({ beds: 2 })
  const { access, audit } = real.house
  const admin = await as('administrator')
  const ward = { name: 'Upstairs', zone: 'Europe/London', preset: 'adult' as const, units: UNITS_OF_TABLE }
  await act(admin, { act: 'make-ward', ward: 'U', ...ward, beds: ['1'] })
  /** P. Heron at a browser that is no station, as a nurse of these wards. */
  const nurseOf = async (...wards: string[]): Promise<Browser> => {
    const { id } = access.people.byLogin('heron')!
    await access.people.change(id, { grants: wards.map((one) => inWard('nurse', one)) })
    const given = { person: id, by: 'password', next: null, strong: false, station: null, address: 'x' } as const
    const { secret } = await access.sessions.begin(given)
    return real.browser(new Map([[cookieNamed(await as('nurse'), 'session')!, secret]]))
  }
  const now = real.clock.now()
  const sample = {
    kind: 'number',
    signal: 'hr',
    value: known(70),
    at: now,
    received: now,
    source: wallOf('T-01'),
    quality: 0,
    seq: 1,
  } as const
  real.source.push({ bed: bedId('U-1'), patient: 'MRN-7', samples: [sample] })
  const devices = async (browser: Browser, of: string) =>
    ((await browser.post('/api/ward/devices', { ward: of })).body as { devices: { id: string; held: object | null }[] }).devices.filter(
      ({ held }) => held,
    )
  const answer = (browser: Browser) => act(browser, { act: 'confirm', device: 'wall-T-01', bed: 'T-01', answer: 'other' })
  const one = await nurseOf('T')
  expect(await devices(one, 'T')).toMatchObject([
    { id: 'wall-T-01', bed: 'T-01', ward: 'T', at: 'T-01', held: { why: 'bed', bed: 'U-1', ward: 'U', at: '1, Upstairs', says: 'MRN-7' } },
  ])
  const reads = async () => (await audit.query({ kinds: ['list-read'], limit: 10 })).map(({ event }) => [event?.ward, event?.stays])
  expect(await reads()).toEqual([['T', ['stay-T-01']]])
  expect((await answer(one))[1]).toBe('not-allowed')
  const other = await nurseOf('U')
  expect(await devices(other, 'U')).toMatchObject([
    { bed: 'T-01', ward: 'T', at: 'T-01, Test ward', places: [{ to: null }], held: { bed: 'U-1', ward: 'U', at: '1', says: null } },
  ])
  expect(await reads()).toHaveLength(1)
  expect((await answer(other))[1]).toBe('not-allowed')
  const both = await nurseOf('T', 'U')
  expect(await devices(both, 'U')).toMatchObject([{ held: { says: 'MRN-7' } }])
  expect(await reads()).toEqual([
    ['U', ['stay-T-01']],
    ['T', ['stay-T-01']],
  ])
  expect((await answer(both))[1]).toBe(true)
})

test('with the store down an act takes effect, and is answered "done, not recorded"', async () => {
  const bare = await bareHouse()
  const nurse = await bare.person('reed', [inWard('nurse')])
  const secret = await bare.signIn.begin(nurse, 'password', NOWHERE)
  const credentials = { ...NOWHERE, session: bare.access.sessions.idOf(secret) }
  bare.store.down = true
  const { said } = await bare.ask('POST /api/act', { ask: discharged('T-02') as never }, credentials)
  expect(said).toEqual({ recorded: false, stays: ['stay-T-02'] })
})
