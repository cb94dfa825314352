// For tests: a small ward book, and acts on it as one nurse does them.
import { Act, type ActAsked } from './acts.ts'
import { type Book, type By, EMPTY_BOOK, edited } from './book.ts'
import { act } from './bookact.ts'
import { type Heard, hear } from './bookhear.ts'
import type { Outcome } from './bookoutcome.ts'
import { bedId, deviceId, wardId } from './ids.ts'
import { UNITS_OF_TABLE } from './shownunits.ts'
import { type At, at } from './units.ts'

export const T0 = at(1_790_000_000_000)
export const NURSE: By = { is: 'person', id: 'wren', name: 'R. Wren' }
export const OTHER: By = { is: 'person', id: 'heron', name: 'P. Heron' }

/** A book that is acted on; `log` of the last outcome. */
export interface TestBook {
  readonly book: () => Book
  now: At
  /** Passes time, ms. */
  wait(milliseconds: number): void
  act(asked: ActAsked, by?: By): Outcome
  /** Admits a patient under this name and record number; the bed must be empty, or hold somebody NOT ADMITTED. */
  admit(bed: string, name: string, record?: string, over?: object): string
  /** One report of one device, measured now. */
  hear(device: string, bed: string, over?: Partial<Heard>): void
  lying(bed: string): string | null
}

export function testBook(): TestBook {
  let ids = 0
  const newId = () => `id-${++ids}`
  const ward = (id: string, beds: readonly string[]) => ({
    section: 'ward' as const,
    id,
    row: {
      id: wardId(id),
      name: `Ward ${id}`,
      note: null,
      continuous: true,
      zone: 'Europe/Berlin',
      preset: 'adult' as const,
      units: UNITS_OF_TABLE,
      beds: beds.map((label) => ({ id: bedId(`${id}-${label}`), label })),
    },
  })
  let book = edited(EMPTY_BOOK, [ward('A', ['1', '2', '3']), ward('B', ['1'])])
  const own: TestBook = {
    book: () => book,
    now: T0,
    wait(milliseconds) {
      own.now = at(own.now + milliseconds)
    },
    act(asked, by = NURSE) {
      const outcome = act(book, Act.parse(asked), {
        by,
        now: own.now,
        newId,
        staff: (id) => [NURSE, OTHER].find((one) => one.id === id) ?? null,
      })
      if (outcome.is === 'done') book = edited(book, outcome.changes)
      return outcome
    },
    admit(bed, name, record = name, over = {}) {
      const identity = { name, born: null, sex: 'unknown' as const, record, reason: 'test', ...over }
      const outcome = own.act({
        act: 'admit',
        bed,
        stay: own.lying(bed),
        identity,
        population: null,
        paced: 'unknown',
        pregnant: 'unknown',
      })
      if (outcome.is !== 'done') throw new Error(`not admitted: ${outcome.code}`)
      return outcome.stays[0]!
    },
    hear(device, bed, over = {}) {
      const heard: Heard = {
        device: deviceId(device),
        kind: 'wall',
        bed: bedId(bed),
        patient: undefined,
        from: own.now,
        last: null,
        valid: true,
        ...over,
      }
      book = edited(book, hear(book, heard, newId))
    },
    lying: (bed) => book.lying.get(bedId(bed)) ?? null,
  }
  return own
}
