// For tests: a census of two wards on a hand-stepped clock, fed and acted on by hand; what was kept stands in a book of its own.
import { Act, type ActAsked } from '../../model/acts.ts'
import { type Book, type By, type Changed, EMPTY_BOOK, edited } from '../../model/book.ts'
import type { Census } from '../../model/census.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { bedId, deviceId, wardId } from '../../model/ids.ts'
import type { NumberSample, Report, Routed } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import { type CensusBook, type Change, createCensus } from './census.ts'

export const T0 = at(1_790_000_000_000)
export const NURSE: By = { is: 'person', id: 'wren', name: 'R. Wren' }
export const BEDS = ['A-1', 'A-2', 'A-3', 'B-1'] as const

/** Two empty wards: A with three beds, B with one. */
export const EMPTY_WARDS: Census = {
  wards: [
    { id: wardId('A'), name: 'Ward A', note: null, continuous: true, zone: 'Europe/Berlin', beds: ['A-1', 'A-2', 'A-3'].map(bedId) },
    { id: wardId('B'), name: 'Ward B', note: null, continuous: true, zone: 'Europe/Berlin', beds: [bedId('B-1')] },
  ],
  beds: BEDS.map((id) => ({ id: bedId(id), ward: wardId(id[0]!), label: id })),
  stays: [],
  people: [],
  facts: new Map(BEDS.map((id) => [bedId(id), EMPTY_BED])),
}

export interface TestCensus {
  readonly census: CensusBook
  now: At
  readonly changes: Change[]
  readonly released: Routed[]
  readonly counted: Map<string, number>
  /** As a store holds it. */
  readonly kept: () => Book
  wait(milliseconds: number): void
  act(asked: ActAsked): ReturnType<CensusBook['act']>
  /** The number of the sample that was heard last. */
  readonly last: () => number
  /** The id of the stay. */
  admit(bed: string, name: string, record?: string): string
  /** One heart rate of a device. */
  hear(device: string, bed: string, over?: Partial<NumberSample> & { readonly patient?: string | null }): readonly Routed[]
  report(report: Report): readonly Routed[]
  lying(bed: string): string | null
}

export function testCensus(book: Book = EMPTY_BOOK, brought: readonly Census[] = [EMPTY_WARDS], from = T0): TestCensus {
  let kept = book
  let ids = 0
  let seq = 0
  const changes: Change[] = []
  const released: Routed[] = []
  const counted = new Map<string, number>()
  const own = { now: from } as TestCensus
  const census = createCensus({
    book,
    brought,
    now: () => own.now,
    speed: 1,
    newId: () => `id-${from - T0}-${++ids}`,
    keep: async (rows: readonly Changed[]) => {
      kept = edited(kept, rows)
    },
    failed: (place, error) => {
      throw new Error(`${place}: ${error}`)
    },
    count: (what, samples) => void counted.set(what, (counted.get(what) ?? 0) + samples),
  })
  census.changed((change) => void changes.push(change))
  census.released((routed) => void released.push(...routed))
  const act = (asked: ActAsked) =>
    census.act(Act.parse(asked), { by: NURSE, staff: (id) => (id === 'nobody' ? null : { is: 'person', id, name: id }) })
  const lying = (bed: string) => census.book().lying.get(bedId(bed)) ?? null
  return Object.assign(own, {
    census,
    changes,
    released,
    counted,
    kept: () => kept,
    last: () => seq,
    wait(milliseconds: number) {
      // As the gateway does: about once a second.
      for (const end = own.now + milliseconds; own.now < end; ) {
        own.now = at(Math.min(end, own.now + 1000))
        census.tick()
      }
    },
    act,
    admit(bed: string, name: string, record = name) {
      const identity = { name, born: null, sex: 'unknown' as const, record, reason: 'test' }
      const answer = act({ act: 'admit', bed, stay: lying(bed), identity, population: null, paced: 'unknown', pregnant: 'unknown' })
      if (answer.is !== 'done') throw new Error(`not admitted: ${answer.code} ${answer.detail}`)
      return answer.stays[0]!
    },
    hear(device: string, bed: string, { patient, ...over }: Partial<NumberSample> & { readonly patient?: string | null } = {}) {
      const sample: NumberSample = {
        kind: 'number',
        signal: 'hr',
        value: known(70),
        at: own.now,
        received: own.now,
        source: deviceId(device),
        quality: 0,
        seq: ++seq,
        ...over,
      }
      return census.take({ bed: bedId(bed), samples: [sample], ...(patient !== undefined && { patient }) }, 'test')
    },
    report: (report: Report) => census.take(report, 'test'),
    lying,
  })
}
