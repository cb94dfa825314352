import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SnapshotBed } from '../../model/wire.ts'
import { LINE_KINDS, type LineKind } from '../tile.ts'
import { arrange, capacity, FILTERS, type Filter, forcedLayout, mustBeSeen, neighbour, ownBeds, pageOf, SORTS, type Sort } from './shown.ts'

type Facts = { presence: 'occupied' | 'away' | 'empty'; lineKind: LineKind }

const bed = (id: string): SnapshotBed => ({ id, label: id, stay: { id: `stay-${id}`, population: 'adult', age: 60, since: 0 } })
const facts = fc.record<Facts>({
  presence: fc.constantFrom('occupied', 'away', 'empty'),
  lineKind: fc.constantFrom(...LINE_KINDS),
})
const wish = fc.record({
  sort: fc.constantFrom(...(Object.keys(SORTS) as Sort[])),
  filter: fc.constantFrom(...(Object.keys(FILTERS) as Filter[])),
})
const ward = fc.array(fc.option(facts, { nil: undefined, freq: 8 }), { minLength: 1, maxLength: 40 }).map((rows) => {
  const beds = rows.map((_, at) => bed(`B${at}`))
  const tiles = new Map<string, Facts>(rows.flatMap((row, at) => (row ? [[`B${at}`, row] as const] : [])))
  return { beds, tiles }
})
const people = new Map<string, { readonly name: string | null }>([
  ['stay-B0', { name: 'Zoë Åkermarble' }],
  ['stay-B1', { name: 'Amara Thistle' }],
  ['stay-B2', { name: 'Åsa Moss' }],
])

const told = { people, mine: new Set(['B0', 'B3']) }
const NOTHING = { people: new Map(), mine: new Set<string>() }

test('no wish hides a bed in alarm or one of which nothing is known, and what is hidden is counted', () => {
  fc.assert(
    fc.property(ward, wish, ({ beds, tiles }, asked) => {
      const { order, hidden } = arrange(beds, tiles, told, asked, [])
      for (const { id } of beds) if (mustBeSeen(tiles.get(id))) expect(order).toContain(id)
      expect(new Set(order).size).toBe(order.length)
      expect(order.length + hidden).toBe(beds.length)
    }),
    { seed: 4 },
  )
})

test('while the wish stands no bed moves or goes, whatever its tile says, and a new alarm comes at the end', () => {
  fc.assert(
    fc.property(ward, fc.array(facts, { minLength: 40, maxLength: 40 }), wish, ({ beds, tiles }, later, asked) => {
      const before = arrange(beds, tiles, told, asked, [])
      const now = new Map(beds.map(({ id }, at) => [id, later[at]!]))
      const after = arrange(beds, now, told, asked, before.order)
      expect(after.order.slice(0, before.order.length)).toEqual(before.order)
      for (const { id } of beds) if (mustBeSeen(now.get(id))) expect(after.order).toContain(id)
    }),
    { seed: 5 },
  )
})

test('a bed that left the ward leaves the screen', () => {
  const { order } = arrange([bed('B1')], new Map(), NOTHING, { sort: 'name', filter: 'all' }, ['B0', 'B1'])
  expect(order).toEqual(['B1'])
})

test('sorted by names that this screen is not told, beds stand in bed order', () => {
  const nameless = new Map([...people.keys()].map((stay) => [stay, { name: null }]))
  const beds = ['B2', 'B0', 'B1'].map(bed)
  expect(arrange(beds, new Map(), { ...NOTHING, people: nameless }, { sort: 'name', filter: 'all' }, []).order).toEqual(['B2', 'B0', 'B1'])
})

test('by name, beds without a name come last in bed order', () => {
  const beds = ['B9', 'B0', 'B8', 'B1', 'B2'].map(bed)
  expect(arrange(beds, new Map(), told, { sort: 'name', filter: 'all' }, []).order).toEqual(['B1', 'B2', 'B0', 'B9', 'B8'])
})

test('the filter of technical lines keeps notices too, and hides quiet beds', () => {
  const tiles = new Map<string, Facts>([
    ['a', { presence: 'occupied', lineKind: 'quiet' }],
    ['b', { presence: 'occupied', lineKind: 'technical' }],
    ['c', { presence: 'empty', lineKind: 'notice' }],
  ])
  expect(arrange(['a', 'b', 'c'].map(bed), tiles, NOTHING, { sort: 'bed', filter: 'technical' }, [])).toEqual({
    order: ['b', 'c'],
    hidden: 1,
  })
})

test('my beds: those of a nurse or buddy, and whatever must be seen elsewhere; the rest is counted', () => {
  const duty = (id: string, own: boolean) => [id, { bed: id, own }] as const
  const mine = ownBeds(new Map([duty('a', true), duty('b', false)]))
  const quiet: Facts = { presence: 'occupied', lineKind: 'quiet' }
  const tiles = new Map<string, Facts>([
    ['a', quiet],
    ['b', quiet],
    ['c', { ...quiet, lineKind: 'medium' }],
    ['d', { presence: 'away', lineKind: 'notice' }],
    ['e', quiet],
  ])
  const beds = ['a', 'b', 'c', 'd', 'e', 'f'].map(bed)
  const wish = { sort: 'bed', filter: 'mine' } as const
  const first = arrange(beds, tiles, { ...NOTHING, mine }, wish, [])
  expect(first).toEqual({ order: ['a', 'c', 'd', 'f'], hidden: 2 })
  // Given to another: it keeps its place until somebody asks anew.
  expect(arrange(beds, tiles, NOTHING, wish, first.order).order).toEqual(first.order)
})

test('100 beds are two pages; a page that is not there is the last one', () => {
  const order = Array.from({ length: 100 }, (_, at) => `B${at}`)
  expect(pageOf(order, 0, 64)).toMatchObject({ pages: 2, from: 1, to: 64 })
  expect(pageOf(order, 8, 64)).toMatchObject({ index: 1, from: 65, to: 100 })
  expect(pageOf([], 0, 64)).toEqual({ index: 0, pages: 1, beds: [], from: 0, to: 0 })
})

test('a 1280 × 800 screen holds 64 beds, a phone fewer', () => {
  expect(capacity(1272, 700)).toBe(64)
  expect(capacity(380, 700)).toBe(18)
  expect(capacity(10, 10)).toBe(1)
})

test('arrows lead to the neighbour and stop at the edge', () => {
  const beds = ['a', 'b', 'c', 'd', 'e']
  expect(neighbour(beds, 'a', 3, 'ArrowRight')).toBe('b')
  expect(neighbour(beds, 'b', 3, 'ArrowDown')).toBe('e')
  expect(neighbour(beds, 'c', 3, 'ArrowDown')).toBeNull()
  expect(neighbour(beds, 'a', 3, 'ArrowLeft')).toBeNull()
  expect(neighbour(beds, 'b', 3, 'End')).toBe('e')
  expect(neighbour(beds, 'x', 3, 'ArrowLeft')).toBeNull()
})

test('only the three layouts can be forced', () => {
  expect(forcedLayout('?probe&layout=S')).toBe('S')
  expect(forcedLayout('?layout=XL')).toBeNull()
})
