// What the demo's staff charted before the start fits the chart, and says of each bed what WARD.md says.
import { expect, test } from 'vitest'
import { chartedOf, Observations, ScaleOrder } from '../../model/observations.ts'
import { at } from '../../model/units.ts'
import { createMock } from './mock.ts'

const START = at(Date.UTC(2026, 10, 25, 9, 0))
const mock = createMock({ seed: 7, start: START })
const of = (bed: string) => mock.census.stays.find((stay) => stay.bed === bed)!

test('every set and order fits its schema, lies before the start, and is marked as of the demo’s staff', () => {
  const all = mock.census.stays.flatMap(({ charted }) => charted ?? [])
  for (const set of all.flatMap(({ sets }) => sets)) {
    expect(Observations.parse(set)).toEqual(set)
    expect(set.at).toBeLessThan(START)
    expect(set.by.name).toContain('demo staff')
  }
  for (const order of all.flatMap(({ orders }) => orders)) expect(ScaleOrder.parse(order)).toEqual(order)
  expect(all.filter(({ sets }) => sets.length > 0).length).toBeGreaterThan(15)
})

// [WARD §2–4]
test.each([
  ['4B-01', 'total', 0],
  ['4B-11', 'total', 3],
  ['ICU-3', 'refused', null],
] as const)('%s: %s %s', (bed, is, total) => {
  const { charted, age } = of(bed)
  const score = chartedOf(charted!.sets[0]!, { age, pregnant: 'no' }, charted!.orders)
  expect([score.is, score.is === 'total' ? score.total : null]).toEqual([is, total])
})
test.each(['ICU-8', '4B-15', 'H1', 'H5'])('%s: nobody goes round to chart a NEWS2', (bed) => {
  expect(of(bed).charted?.sets).toEqual([])
})
test('scale 2 by order, where it is ordered', () => {
  expect(['4B-04', 'H2', '4B-01'].map((bed) => of(bed).charted?.orders.length)).toEqual([1, 1, 0])
})
