// A stay leaves: who may, what is written down before anything does, the file once, its end in all the ways there are.
import { Fhir } from 'fhir'
import { afterEach, expect, test } from 'vitest'
import type { ExportShown } from '../../model/exportapi.ts'
import type { DemoRole } from '../../model/me.ts'
import { bedName, discharge, START } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
afterEach(() => real.close())
const bed = bedName(0)
const stay = `stay-${bed}`
const ASK = { ward: 'T', stay, from: START - 1000, to: START + 3_600_000, what: 'csv', why: 'transfer to the ICU' }

/** A minute of heart rate and lead II, kept. */
async function minute(as: DemoRole = 'physician'): Promise<Browser> {
  real = await startHouse()
  for (let second = 0; second < 60; second++) {
    real.source.number(bed, 'hr', 60 + second)
    real.source.wave(bed, 250)
    real.clock.pass(1000)
    await new Promise((done) => setImmediate(done))
  }
  const browser = real.browser()
  await browser.demo(as)
  return browser
}
const start = async (browser: Browser, over: object = {}) => {
  const { status, body } = await browser.post('/api/stay/export', { ...ASK, ...over })
  return { status, code: body.code, job: body as unknown as ExportShown }
}
const state = async (browser: Browser, { id }: ExportShown) =>
  (await browser.post('/api/export/state', { id })).body as unknown as ExportShown & { code?: string }
const fetched = (browser: Browser, { id }: ExportShown) => browser.get(`/api/export/file?id=${id}`)
const records = async (kind: 'exported' | 'export-cancelled' | 'refused') =>
  (await real.house.audit.query({ kinds: [kind], limit: 10 })).map(({ event }) => event)

test('CSV: written down with its reason first, fetched once under a name that says DEMO and no patient’s', async () => {
  const browser = await minute()
  const { status, job } = await start(browser)
  expect(status).toBe(200)
  expect(job).toMatchObject({ state: 'waiting', done: 0, bytes: 0 })
  expect(job.name).toMatch(/^DEMO_Wardlight_T-01_\d{8}T\d{4}_\d{8}T\d{4}\.csv$/)
  expect(await records('exported')).toMatchObject([
    {
      outcome: 'done',
      ward: 'T',
      stays: [stay],
      names: true,
      actor: { roles: ['physician'] },
      why: expect.stringContaining('transfer to the ICU'),
    },
  ])
  const file = await fetched(browser, job)
  expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
    200,
    'text/csv; charset=utf-8; header=present',
    'no-store',
  ])
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${job.name}"`)
  const rows = file.text.split('\r\n').filter((row) => row.includes(',hr,'))
  expect(rows.map((row) => row.split(',')[3])).toEqual(Array.from({ length: 60 }, (_, i) => `${60 + i}`))
  expect(await state(browser, job)).toMatchObject({ state: 'done', done: 1, bytes: Buffer.byteLength(file.text) })
  expect((await fetched(browser, job)).body.code).toBe('no-such-export')
  expect(await records('export-cancelled')).toEqual([])
})

test('FHIR: the validator takes what came over the wire, with the name for who may see it; WFDB has none', async () => {
  const browser = await minute()
  const bundle = (await fetched(browser, (await start(browser, { what: 'fhir' })).job)).text
  const { messages } = new Fhir().validate(JSON.parse(bundle) as object, { errorOnUnexpected: true })
  expect(messages.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([])
  expect(bundle).toContain('Robin Test')
  expect(bundle).toContain('HTEST')
  const archive = (await fetched(browser, (await start(browser, { what: 'wfdb' })).job)).text
  expect(archive).toContain('.hea')
  expect(archive).toContain('DEMO: an invented patient')
  expect(archive).not.toContain('Robin')
})

test.each([
  ['csv', ',note,"Lead moved, ', 'CORRECTED by entry '],
  ['fhir', '"contentString":"Lead moved, ', '"status":"entered-in-error"'],
] as const)('%s: a note leaves with its correction, wherever that lies', async (what, note, marked) => {
  const browser = await minute()
  const write = async (text: string, at: number, corrects?: unknown) =>
    (await browser.post('/api/stay/note', { stay, kind: 'note', at, text, ...(corrects !== undefined && { corrects }) })).body.id
  const first = await write('Lead moved, V5', START + 10_000)
  await write('Lead moved, V2', START + 50_000, first)
  await write('Of another minute', START + 55_000)
  const early = await fetched(browser, (await start(browser, { what, to: START + 20_000 })).job)
  for (const words of [`${note}V5`, `${note}V2`, marked]) expect(early.text).toContain(words)
  expect(early.text).not.toContain('another minute')
  const late = await fetched(browser, (await start(browser, { what, from: START + 40_000 })).job)
  for (const words of [`${note}V5`, `${note}V2`, marked, 'another minute']) expect(late.text).toContain(words)
})

test.each([
  ['nurse', 403, 'not-allowed'],
  ['administrator', 403, 'not-allowed'],
  ['wall-display', 403, 'not-allowed'],
] as const)('%s: refused, nothing is made, and that it was asked is written down', async (role, status, code) => {
  const browser = await minute(role)
  expect(await start(browser)).toMatchObject({ status, code })
  expect(await records('exported')).toEqual([])
  expect(await records('refused')).toMatchObject([{ outcome: 'refused', why: 'export', stays: [stay] }])
})

test('absurd windows, foreign stays and jobs of others are refused', async () => {
  const browser = await minute()
  const codes = async (over: object) => (await start(browser, over)).code
  expect(await codes({ from: START, to: START - 1 })).toBe('bad-window')
  expect(await codes({ from: 0, to: START })).toBe('bad-window')
  expect(await codes({ stay: 'none' })).toBe('no-such-stay')
  expect(await codes({ ward: 'other' })).toBe('no-such-stay')
  expect(await codes({ why: ' ' })).toBe('bad-ask')
  const { job } = await start(browser)
  const other = real.browser()
  await other.demo('charge-nurse')
  for (const path of ['state', 'cancel'] as const)
    expect((await other.post(`/api/export/${path}`, { id: job.id })).body.code).toBe('no-such-export')
  expect((await fetched(other, job)).body.code).toBe('no-such-export')
  expect((await fetched(browser, job)).status).toBe(200)
})

test('cancelled, never fetched, too many: what does not leave is said, and makes room', async () => {
  const browser = await minute()
  const { job: first } = await start(browser)
  const { job: second } = await start(browser)
  expect((await start(browser)).code).toBe('too-many-exports')
  expect((await browser.post('/api/export/cancel', { id: first.id })).body).toMatchObject({ state: 'cancelled' })
  expect((await fetched(browser, first)).body.code).toBe('no-such-export')
  await expect
    .poll(() => records('export-cancelled'), { timeout: 10_000 })
    .toMatchObject([{ why: 'csv, cancelled after 0 bytes', stays: [stay] }])
  real.clock.pass(3 * 60_000)
  expect(await state(browser, second)).toMatchObject({ state: 'cancelled' })
  expect((await start(browser)).status).toBe(200)
})

test('a session or a permission that ended ends the export', async () => {
  const browser = await minute()
  const { job } = await start(browser)
  const cookies = new Map(browser.cookies)
  await browser.post('/api/sign-out')
  expect((await fetched(real.browser(cookies), job)).body.code).toMatch(/^not-(signed-in|allowed)$/)
  // Who comes after has another session, also at the same browser.
  await browser.demo('physician')
  expect((await fetched(browser, job)).body.code).toBe('no-such-export')
})

test('of a patient who has left the stay still leaves, for who may', async () => {
  const browser = await minute('charge-nurse')
  discharge(real, bed)
  expect((await start(browser)).status).toBe(200)
})
