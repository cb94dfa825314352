// Figures, since and table as a browser asks for them: of what came, for whoever may read the stay, refused by name where it is absurd.
import { afterEach, expect, test } from 'vitest'
import { setOf } from '../../model/observationstest.ts'
import { READING_ANSWERS } from '../../model/readingapi.ts'
import { hours, minutes } from '../../model/units.ts'
import { bedName, START } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
afterEach(() => real?.close())

const STAY = 'stay-T-01'
async function asPhysician(): Promise<Browser> {
  real = await startHouse()
  const browser = real.browser()
  await browser.demo('physician')
  for (let second = 0; second < 120; second++) {
    real.source.number(bedName(0), 'spo2', second < 60 ? 96 : 88)
    real.clock.pass(1000)
  }
  await new Promise((kept) => setImmediate(kept))
  return browser
}
const WINDOW = { from: START, to: START + minutes(2) }

test('figures and since agree about what was below the limit, and the table shows it', async () => {
  const browser = await asPhysician()
  const figures = READING_ANSWERS['POST /api/stay/figures'].parse(
    (
      await browser.post('/api/stay/figures', {
        stay: STAY,
        window: WINDOW,
        other: { ...WINDOW, to: START + minutes(1) },
        signals: ['spo2', 'hr'],
      })
    ).body,
  )
  const [spo2, hr] = figures.signals
  expect(spo2).toMatchObject({ signal: 'spo2', of: { min: { value: 88 }, max: { value: 96 } }, other: { max: { value: 96 } } })
  expect(hr).toMatchObject({ of: { count: 0, min: null, missing: 1 } })
  const since = READING_ANSWERS['POST /api/stay/since'].parse((await browser.post('/api/stay/since', { stay: STAY, ...WINDOW })).body)
  expect(since.spo2?.below).toBe(spo2!.of.below)
  expect(since.spo2!.below! / 1000).toBeCloseTo(60, -1)
  const table = READING_ANSWERS['POST /api/stay/table'].parse(
    (await browser.post('/api/stay/table', { stay: STAY, ...WINDOW, interval: '1', statistic: 'median', signals: ['spo2'] })).body,
  )
  expect(table.rows.at(0)?.cells).toMatchObject([{ low: 88, breach: 'low' }])
  expect(table.rows.at(-1)?.cells).toMatchObject([{ low: 96, breach: null }])
})

test('observations are rows as they were charted; what was not taken is no value', async () => {
  const browser = await asPhysician()
  const { by: _, ...set } = setOf({ at: START, rr: null, sys: { value: 85, from: 'typed' } })
  const charted = await browser.post('/api/early', { ask: { act: 'observe', stay: STAY, bed: 'T-01', set } })
  expect(charted.body.recorded).toBe(true)
  const signals = ['rr', 'nibp-sys']
  const asked = { stay: STAY, ...WINDOW, interval: 'observations', statistic: 'median', signals }
  const { rows, older } = READING_ANSWERS['POST /api/stay/table'].parse((await browser.post('/api/stay/table', asked)).body)
  expect(older).toBeNull()
  expect(rows).toMatchObject([
    { from: START, words: expect.stringMatching(/^no total: without/), cells: [null, { low: 85, breach: 'low' }] },
  ])
  const records = await real.house.audit.query({ kinds: ['history-read'], limit: 50 })
  expect(records).toHaveLength(1)
})

test.each([
  ['/api/stay/figures', { window: { from: 10, to: 0 }, signals: ['hr'] }, 'bad-window'],
  ['/api/stay/figures', { window: { from: 0, to: 10 }, signals: [] }, 'bad-ask'],
  ['/api/stay/since', { from: 0, to: hours(24 * 500) }, 'bad-window'],
  ['/api/stay/table', { from: 0, to: 10, interval: '7', statistic: 'median', signals: ['hr'] }, 'bad-ask'],
])('%s refuses %j by name', async (path, body, code) => {
  const browser = await asPhysician()
  expect((await browser.post(path, { stay: STAY, ...body })).body.code).toBe(code)
})
