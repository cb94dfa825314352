// The story of a stay as a browser asks for it, and notes as persons write them: who may, what is kept, what is said where it could not be.
import { afterEach, expect, test } from 'vitest'
import { STORY_ANSWERS, type Story } from '../../model/story.ts'
import { after, hours, minutes } from '../../model/units.ts'
import { START } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'
import { MASTER, testFolder } from '../store/testfolder.ts'

let real: RealHouse
afterEach(() => real?.close())

const STAY = 'stay-T-01'
const as = async (role: Parameters<Browser['demo']>[0]): Promise<Browser> => {
  const browser = real.browser()
  await browser.demo(role)
  return browser
}
const story = async (browser: Browser, over: object = {}): Promise<Story> => {
  const { status, body } = await browser.post('/api/stay/story', { stay: STAY, from: START - hours(72), to: START + hours(1), ...over })
  expect([status, body.code]).toEqual([200, undefined])
  return STORY_ANSWERS['POST /api/stay/story'].parse(body)
}
const NOTE = { stay: STAY, kind: 'note', at: START, text: 'Seen on the round.' }
const write = async (browser: Browser, over: object = {}) => {
  const { status, body } = await browser.post('/api/stay/note', { ...NOTE, ...over })
  return { status, said: body.code ?? body.recorded, id: body.id as string }
}

test('who it is, for whoever cares there; for nobody else, and written down once', async () => {
  real = await startHouse()
  const nurse = await as('nurse')
  const { patient } = await story(nurse)
  expect(patient).toMatchObject({ stay: STAY, bed: 'T-01', ward: 'T' })
  expect((await story(nurse)).lookedBefore).toBeNull()
  for (const role of ['administrator', 'wall-display'] as const)
    expect((await (await as(role)).post('/api/stay/story', { stay: STAY, from: 0, to: 1 })).status).toBe(403)
  expect((await real.browser().post('/api/stay/story', { stay: STAY, from: 0, to: 1 })).status).toBe(401)
  const records = await real.house.audit.query({ kinds: ['history-read'], limit: 50 })
  expect(records.map(({ event }) => event?.actor.name)).toEqual(['R. Wren'])
})

test.each([
  [{ from: 10, to: 0 }, 'bad-window'],
  [{ from: 0, to: 1e13 }, 'bad-window'],
  [{ stay: 'none', from: 0, to: 10 }, 'no-such-stay'],
])('an absurd ask %j is refused by name', async (over, code) => {
  real = await startHouse()
  expect((await (await as('nurse')).post('/api/stay/story', { stay: STAY, ...over })).body.code).toBe(code)
})

test('limits and alarms off are told as they were in force, with who and why', async () => {
  real = await startHouse()
  const charge = await as('charge-nurse')
  real.clock.pass(60_000)
  const by = { is: 'person', id: 'x', name: 'L. Kestrel' } as const
  const ask = { act: 'limits', stay: STAY, bed: 'T-01', vital: 'hr', low: 45, high: 130, reason: 'athlete' } as const
  const acted = real.gateway.alarms.act(ask, { by, staff: () => null, nameOf: () => by.name })
  expect(acted.is).toBe('done')
  const { limits, marks } = await story(charge)
  const hr = limits.filter(({ vital }) => vital === 'hr')
  expect(hr.map(({ low, high, by, why }) => [low, high, by, why])).toEqual([
    [50, 120, null, null],
    [45, 130, 'L. Kestrel', 'athlete'],
  ])
  expect(marks.filter(({ is }) => is === 'limits').map(({ words, by }) => [words, by])).toEqual([['HR 45–130 bpm: athlete', 'L. Kestrel']])
})

test('notes: by whoever cares, corrected by a new entry that keeps the old, and markup is text', async () => {
  real = await startHouse()
  const [nurse, physician] = [await as('nurse'), await as('physician')]
  const text = '<img src=x onerror=alert(1)> & "quoted"'
  const first = await write(nurse, { text })
  expect(first).toMatchObject({ status: 200, said: true })
  const second = await write(physician, { text: 'Corrected.', corrects: first.id })
  expect(second).toMatchObject({ status: 200, said: true })
  expect(await write(nurse, { text: 'late', corrects: first.id })).toMatchObject({ status: 409, said: 'changed-meanwhile' })
  expect(await write(nurse, { text: 'of none', corrects: 'none' })).toMatchObject({ status: 404, said: 'no-such-note' })
  const { notes, marks } = await story(nurse)
  expect(notes.map(({ text: words, by, corrected }) => [words, by, corrected])).toEqual([
    [text, 'R. Wren', second.id],
    ['Corrected.', 'Dr A. Rook', null],
  ])
  expect(marks.filter(({ is }) => is === 'note').map(({ words }) => words)).toEqual(['Corrected.'])
  for (const role of ['administrator', 'wall-display'] as const) expect(await write(await as(role))).toMatchObject({ status: 403 })
  const records = await real.house.audit.query({ kinds: ['note-written', 'refused'], limit: 50 })
  expect(records.map(({ event }) => event?.kind).toReversed()).toEqual(['note-written', 'note-written', 'refused', 'refused'])
})

test.each([
  [{ at: after(START, minutes(5)) }, 422, 'bad-time'],
  [{ at: START - hours(24 * 365) }, 422, 'bad-time'],
  [{ text: '   ' }, 400, 'bad-ask'],
  [{ text: 'x'.repeat(2001) }, 400, 'bad-ask'],
  [{ kind: 'order' }, 400, 'bad-ask'],
  [{ stay: 'none' }, 404, 'no-such-stay'],
])('a note %j is none', async (over, status, code) => {
  real = await startHouse()
  expect(await write(await as('nurse'), over)).toMatchObject({ status, said: code })
})

test('values by hand are points; what cannot be is refused', async () => {
  real = await startHouse()
  const nurse = await as('nurse')
  const chart = async (value: string, number: number) => {
    const { status, body } = await nurse.post('/api/stay/hand', { stay: STAY, value, at: START, number })
    return [status, body.code ?? body.recorded]
  }
  expect(await chart('lactate', 2.44)).toEqual([200, true])
  expect(await chart('potassium', 42)).toEqual([422, 'bad-value'])
  expect(await chart('troponin', 4)).toEqual([400, 'bad-ask'])
  const { hand } = await story(nurse)
  expect(hand.map(({ value, number, by }) => [value, number, by])).toEqual([['lactate', 2.4, 'R. Wren']])
})

test('notes are there after a restart', async () => {
  const own = testFolder()
  const keys = Buffer.from(MASTER.bytes).toString('hex')
  real = await startHouse({ folder: own.path, keys })
  await write(await as('nurse'))
  await real.close()
  real = await startHouse({ folder: own.path, keys })
  expect((await story(await as('nurse'))).notes).toMatchObject([{ text: NOTE.text, by: 'R. Wren' }])
  await real.close()
  own.remove()
})

test('a standby that is over is told from when to when, and a move from where to where', async () => {
  real = await startHouse({ beds: 3 })
  const physician = await as('physician')
  const context = { by: { is: 'person', id: 'x', name: 'R. Wren' }, speed: 1 } as never
  const act = (ask: object): void => expect(real.gateway.act(ask as never, context).is).toBe('done')
  act({ act: 'standby', stay: STAY, bed: 'T-01', reason: 'CT', back: real.clock.now() + hours(1) })
  const from = real.clock.now()
  real.clock.pass(10_000)
  const to = real.clock.now()
  act({ act: 'resume', stay: STAY, bed: 'T-01' })
  act({ act: 'discharge', stay: 'stay-T-03', bed: 'T-03' })
  real.clock.pass(1000)
  act({ act: 'move', stay: STAY, from: 'T-01', to: 'T-03' })
  const { marks, patient } = await story(physician)
  expect(marks.filter(({ is }) => is === 'standby').map((mark) => [mark.words, mark.at, mark.to])).toEqual([['standby: CT', from, to]])
  expect(marks.filter(({ is }) => is === 'moved').map(({ words, by }) => [words, by])).toEqual([['moved from T-01 to T-03', 'R. Wren']])
  expect(patient.bed).toBe('T-03')
})
