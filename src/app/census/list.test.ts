// The list of a ward: sorted, narrowed, and said row by row.
import { describe, expect, test } from 'vitest'
import type { ListRow } from '../../model/censusapi.ts'
import { columnsOf, LIST_COLUMNS, type ListWish, shownRows } from './list.ts'

const ROW: ListRow = {
  stay: 's',
  bed: '4B-01',
  name: 'Amara Thistle',
  born: '1958-03-12',
  sex: 'F',
  record: 'W-0001',
  reason: 'colectomy, day 2',
  population: 'adult',
  age: 67.4,
  paced: 'unknown',
  pregnant: 'unknown',
  since: 1000,
  admitted: { at: 1000, by: 'R. Wren' },
  away: null,
  ended: null,
  nurse: 'R. Wren',
  buddy: null,
  marks: [],
  trial: false,
  stays: 1,
}
const rows: ListRow[] = [
  ROW,
  { ...ROW, bed: '4B-10', name: 'Zoë Åkermarble', age: 81.2, nurse: null, marks: ['paced'] },
  {
    ...ROW,
    bed: '4B-2',
    name: null,
    born: null,
    age: null,
    record: null,
    reason: null,
    sex: null,
    admitted: null,
    marks: ['not-admitted'],
  },
  {
    ...ROW,
    bed: '4B-13',
    name: 'Otis Peppercorn',
    age: 39,
    away: { reason: 'CT', since: 0, back: 60_000, by: 'P. Heron' },
    buddy: 'P. Heron',
  },
]
const words = { when: (at: number) => `t${at}` }
const WISH: ListWish = { sort: 'bed', down: false, text: '', state: 'all' }
const beds = (wish: Partial<ListWish>) => shownRows(rows, { ...WISH, ...wish }, words).map(({ bed }) => bed)

describe('sorting', () => {
  test('numbers in labels are numbers', () => expect(beds({})).toEqual(['4B-01', '4B-2', '4B-10', '4B-13']))
  test('what is unknown stands last, both ways', () => {
    expect(beds({ sort: 'age' })).toEqual(['4B-13', '4B-01', '4B-10', '4B-2'])
    expect(beds({ sort: 'age', down: true })).toEqual(['4B-10', '4B-01', '4B-13', '4B-2'])
  })
  test('names without their marks', () => expect(beds({ sort: 'name' })).toEqual(['4B-01', '4B-13', '4B-10', '4B-2']))
  test('by state: who waits to be admitted, who is away, who has marks', () =>
    expect(beds({ sort: 'state' })).toEqual(['4B-2', '4B-13', '4B-10', '4B-01']))
})

describe('narrowing', () => {
  test.each([
    [{ text: 'akermarble' }, ['4B-10']],
    [{ text: 'NOT admitted' }, ['4B-2']],
    [{ text: 'heron ct' }, ['4B-13']],
    [{ text: 'nobody by that name' }, []],
    [{ state: 'away' }, ['4B-13']],
    [{ state: 'here' }, ['4B-01', '4B-2', '4B-10']],
    [{ state: 'not-admitted' }, ['4B-2']],
    [{ state: 'no-nurse' }, ['4B-10']],
  ] as const)('%o', (wish, expected) => expect(beds(wish)).toEqual(expected))
})

test('what a row says; unknown is said, not left out', () => {
  const said = (row: ListRow, ended = false) => columnsOf(ended).map((key) => LIST_COLUMNS[key].say(row, words))
  expect(said(rows[0]!)).toEqual([
    '4B-01',
    'Amara Thistle',
    '1958-03-12',
    'W-0001',
    '67 y F',
    'adult',
    'colectomy, day 2',
    't1000',
    'R. Wren',
    '',
  ])
  expect(said(rows[2]!)).toEqual([
    '4B-2',
    'NOT ADMITTED',
    'unknown',
    'none',
    'age unknown',
    'adult',
    '',
    't1000',
    'R. Wren',
    'not admitted',
  ])
  expect(said(rows[3]!).slice(-2)).toEqual(['R. Wren, with P. Heron', 'away: CT, back t60000'])
  const gone: ListRow = { ...ROW, ended: { at: 5, by: 'P. Heron', how: 'discharged' } }
  expect(said(gone, true).at(-1)).toBe('t5, discharged, by P. Heron')
})
