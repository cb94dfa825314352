// Early warning as a browser asks for it: who may, that it is of the right patient, written down, kept, and said where it could not be kept.
import { afterEach, expect, test } from 'vitest'
import { setOf } from '../../model/observationstest.ts'
import { after, minutes } from '../../model/units.ts'
import { START } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'
import { MASTER, testFolder } from '../store/testfolder.ts'

let real: RealHouse
afterEach(() => real?.close())

const as = async (role: Parameters<Browser['demo']>[0]): Promise<Browser> => {
  const browser = real.browser()
  await browser.demo(role)
  return browser
}
const early = async (browser: Browser, ask: object) => {
  const { status, body } = await browser.post('/api/early', { ask: { stay: 'stay-T-01', bed: 'T-01', ...ask } })
  return [status, body.code ?? body.recorded]
}
const chart = async (browser: Browser) => (await browser.post('/api/early/chart', { ward: 'T', stay: 'stay-T-01' })).body
const { by: _, ...SET } = setOf({ at: START })
const OBSERVE = { act: 'observe', set: SET }
const SCALE = { act: 'scale', order: { scale: 2, target: { low: 88, high: 92 } } }

test('who charts, who orders the scale: by role, each written down, and read with a record', async () => {
  real = await startHouse()
  const [nurse, physician] = [await as('nurse'), await as('physician')]
  expect(await early(nurse, OBSERVE)).toEqual([200, true])
  expect(await early(nurse, SCALE)).toEqual([403, 'not-allowed'])
  expect(await early(physician, SCALE)).toEqual([200, true])
  for (const role of ['administrator', 'wall-display'] as const) expect(await early(await as(role), OBSERVE)).toEqual([403, 'not-allowed'])
  expect(await early(real.browser(), OBSERVE)).toEqual([401, 'not-signed-in'])
  expect(await chart(nurse)).toMatchObject({
    sets: [{ total: 0, words: 'NEWS2 0, scale 2', set: { by: { name: 'R. Wren' } } }],
    orders: [{ scale: 2 }],
  })
  expect(await chart(await as('administrator'))).toMatchObject({ code: 'not-allowed' })
  const records = await real.house.audit.query({
    kinds: ['observations-charted', 'scale-ordered', 'observations-read', 'refused'],
    limit: 50,
  })
  expect(records.map(({ event }) => `${event?.kind} ${event?.actor.name}`).toReversed()).toEqual([
    'observations-charted R. Wren',
    'refused R. Wren',
    'scale-ordered Dr A. Rook',
    expect.stringMatching(/^refused/),
    expect.stringMatching(/^refused/),
    'observations-read R. Wren',
  ])
})

test('what was charted of one patient is refused where another lies now, or nobody', async () => {
  real = await startHouse()
  const nurse = await as('nurse')
  expect(await early(nurse, { ...OBSERVE, bed: 'T-02' })).toEqual([409, 'changed-meanwhile'])
  expect(await early(nurse, { ...OBSERVE, stay: 'none' })).toEqual([404, 'no-such-stay'])
  await nurse.post('/api/act', { ask: { act: 'discharge', stay: 'stay-T-01', bed: 'T-01' } })
  expect(await early(nurse, OBSERVE)).toEqual([409, 'changed-meanwhile'])
})

test('zero, a value that cannot be, and scale 2 without its target fit no schema', async () => {
  real = await startHouse()
  const [nurse, physician] = [await as('nurse'), await as('physician')]
  expect(await early(nurse, { ...OBSERVE, set: { ...SET, rr: { value: 0, from: 'typed' } } })).toEqual([400, 'bad-ask'])
  expect(await early(nurse, { ...OBSERVE, set: { ...SET, at: after(START, minutes(9)) } })).toEqual([422, 'bad-time'])
  expect(await early(physician, { act: 'scale', order: { scale: 2, target: null } })).toEqual([400, 'bad-ask'])
})

test('two answer one notice: one wins, the other is told that it was answered', async () => {
  real = await startHouse()
  const [nurse, charge] = [await as('nurse'), await as('charge-nurse')]
  await early(nurse, {
    ...OBSERVE,
    set: { ...SET, consciousness: 'P', rr: { value: 26, from: 'typed' }, sys: { value: 85, from: 'typed' } },
  })
  const answer = { act: 'answer', notice: 'news2-7', told: 'outreach', at: START, plan: 'comes now' }
  const both = await Promise.all([early(nurse, answer), early(charge, answer)])
  expect(both.map(([, said]) => said).toSorted()).toEqual(['no-notice', true])
})

test('what was charted is there after a restart, under the key of the stay', async () => {
  const own = testFolder()
  const folder = own.path
  const keys = Buffer.from(MASTER.bytes).toString('hex')
  real = await startHouse({ folder, keys })
  await early(await as('nurse'), OBSERVE)
  await early(await as('physician'), SCALE)
  await real.close()
  real = await startHouse({ folder, keys })
  expect(await chart(await as('nurse'))).toMatchObject({ sets: [{ total: 0 }], orders: [{ scale: 2, by: { name: 'Dr A. Rook' } }] })
  await real.close()
  own.remove()
})
