// The making itself: once, the same by its seed, gone on with after an end in the middle, newest first.
import { expect, test } from 'vitest'
import { createMock } from '../../../feed/mock/mock.ts'
import { EMPTY_BOOK } from '../../../model/book.ts'
import { after, at, hours, minutes } from '../../../model/units.ts'
import { createPlain } from '../../history/plain.ts'
import type { Packed } from '../../store/asks.ts'
import type { Change, Row } from '../../store/store.ts'
import { beginPast } from './begin.ts'
import { make, wardOf } from './make.ts'
import { firstRow, loadPast, makePast, PAST, type PastBed } from './past.ts'
import type { Makers } from './threads.ts'

const start = at(Date.UTC(2026, 10, 25, 7, 30))
const source = createMock({ seed: 3, start, beds: 16, zone: 'Europe/London' })
const invented = source.invented!
const ward = wardOf(invented)

function rows() {
  const kept = new Map<string, Row>()
  return {
    kept,
    of: (kind: string) => [...kept].filter(([key]) => key.startsWith(`${kind} `)).map(([, row]) => row),
    load: async (kind: string) => [...kept].filter(([key]) => key.startsWith(`${kind} `)).map(([, row]) => row),
    async write(changes: readonly Change[]) {
      for (const { kind, id, content, changed } of changes)
        kept.set(`${kind} ${id}`, { id, version: 1, changed, content: structuredClone(content) })
    },
  }
}
/** Here, in turn; ends after so many jobs. */
function makers(most = Number.POSITIVE_INFINITY, seen: string[] = []): Makers & { readonly done: () => boolean } {
  let jobs = 0
  return {
    count: 1,
    make(_, job) {
      jobs++
      seen.push(`${job.is} ${job.bed} ${(start - job.to) / hours(1)}`)
      return make(ward, job)
    },
    stop: async () => {},
    done: () => jobs >= most,
  }
}
/** A telemetry with beats is dear, a patch is cheap. */
const BEDS = ['4B-12', '4B-16'].map((bed): PastBed => {
  const stay = ward.census.stays.find((one) => one.bed === bed)!
  return { bed, stay: stay.id, since: stay.since, watched: true }
})
async function run(store: ReturnType<typeof rows>, history: ReturnType<typeof createPlain>, own = makers()) {
  const row = (await loadPast(store)) ?? firstRow(invented, ward.gap)
  return makePast({ store, history, makers: own, beds: BEDS, row, real: () => at(0), told: () => {}, ending: own.done })
}
const count = async (history: ReturnType<typeof createPlain>) =>
  Promise.all(
    BEDS.map(async ({ stay }) => (await history.extents(stay)).map(({ signal, from, to, count: many }) => [signal, from, to, many])),
  )

test('the wards are made anew the same, with the stays they have', () => {
  expect(ward.census.stays).toEqual(source.census.stays)
})

test('the last twelve hours of all beds come before what is older, and newest first', async () => {
  const seen: string[] = []
  const end = await run(rows(), createPlain(), makers(Number.POSITIVE_INFINITY, seen))
  expect(end).toMatchObject({ state: 'made', share: 1 })
  const numbers = seen.filter((one) => one.startsWith('numbers')).map((one) => Number(one.split(' ')[2]))
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  const firstOld = seen.findIndex((one) => one.startsWith('numbers') && Number(one.split(' ')[2]) >= PAST.recent / hours(1))
  expect(seen.slice(0, firstOld).filter((one) => one.startsWith('alarms'))).toHaveLength(BEDS.length)
})

test('ended in the middle of any phase and begun again, it is as if it had not been ended', { timeout: 120_000 }, async () => {
  const [whole, plain] = [rows(), createPlain()]
  await run(whole, plain)
  const [parts, other] = [rows(), createPlain()]
  let starts = 0
  for (let most = 5; (await run(parts, other, makers(most))).state !== 'made'; most += 15) starts++
  expect(starts).toBeGreaterThan(2)
  expect(await count(other)).toEqual(await count(plain))
  expect(parts.of('journal')).toEqual(whole.of('journal'))
})

test('a job makes the same bytes each time', async () => {
  const job = { is: 'numbers', bed: '4B-09', from: start - hours(3), to: start - hours(2.5), events: start } as const
  const bytes = (packed: readonly Packed[]) =>
    packed.map(({ start: from, blocks }) => [from, [...blocks].map(([wire, block]) => [wire, Buffer.from(block).toString('base64')])])
  expect(bytes((await make(wardOf(invented), job)).packed)).toEqual(bytes((await make(wardOf(invented), job)).packed))
})

test('waves with their beats are there about what is asked for', async () => {
  const [from, to] = [start - minutes(3), start - minutes(2)]
  const { packed } = await make(ward, { is: 'waves', bed: 'ICU-2', from, to, events: true })
  const history = createPlain()
  const { id } = ward.census.stays.find(({ bed }) => bed === 'ICU-2')!
  await history.fillPacked(id, packed)
  const pieces = await history.waves({ stay: id, from: at(from), to: at(to), signals: ['ecg-ii', 'art'] })
  for (const signal of ['ecg-ii', 'art'] as const) {
    const own = pieces.filter((piece) => piece.signal === signal)
    expect(own.reduce((sum, { data, rate }) => sum + data.length / rate, 0)).toBeGreaterThan(59)
  }
  expect((await history.extents(id)).find(({ signal }) => signal === 'beat')?.count).toBeGreaterThan(60)
})

test('a first start charts the shifts before and notes; a second makes nothing, and still knows when no gateway ran', async () => {
  const store = rows()
  const begin = (book = EMPTY_BOOK) => beginPast({ sources: [source], store, book, early: new Map(), real: () => start, failed: () => {} })
  const first = await begin()
  const sets = store.of('observations')
  expect(sets.length).toBeGreaterThan(60)
  expect([...first.early.values()].reduce((sum, own) => sum + own.sets.length, 0)).toBe(sets.length)
  for (const own of first.early.values()) expect(own.n).toBe(own.sets.length + 1)
  expect(store.of('note').length).toBeGreaterThan(3)
  expect(first.downtimes).toEqual([{ ...ward.gap, why: 'gateway-off' }])
  const row = (await loadPast(store))!
  await store.write([{ kind: 'setting', id: 'demo-past', content: { ...row, phase: 6 }, changed: start }])
  const before = store.kept.size
  const second = await begin()
  await second.make({ fillPacked: () => Promise.reject(new Error('something was made')) }, () => {})
  expect([store.kept.size, second.progress(), second.downtimes]).toEqual([before, null, first.downtimes])
})

test('a folder with stays from before there was a past is left as it is', async () => {
  const store = rows()
  const stay = { ended: null } as never
  const past = await beginPast({
    sources: [source],
    store,
    book: { stay: new Map([['some' as never, stay]]) },
    early: new Map(),
    real: () => after(start, 0),
    failed: () => {},
  })
  expect([store.kept.size, past.early.size, past.downtimes]).toEqual([0, 0, []])
})
