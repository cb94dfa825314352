// Rows of a table: whole intervals by the ward's clock, each sample in one of them, and what is beyond a limit said by which side.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createColumn, edgesOf, PAGE, STATISTIC_KEYS } from './numbertable.ts'
import { at, hours, minutes } from './units.ts'
import { hourIn } from './zone.ts'

const utc = (text: string) => at(Date.parse(`${text}:00Z`))

test.each([
  ['Europe/London', '2026-03-29T05:30'],
  ['Europe/London', '2026-10-25T05:30'],
  ['America/New_York', '2026-03-08T12:00'],
  ['America/New_York', '2026-11-01T12:00'],
  ['Asia/Kolkata', '2026-06-01T12:10'],
])('rows of an hour in %s up to %s follow one another and begin at whole hours', (zone, text) => {
  const to = utc(text)
  const edges = edgesOf(zone, 60, to - hours(12), to)
  expect(edges.at(-1)).toBeGreaterThanOrEqual(to)
  expect(edges[0]).toBeLessThanOrEqual(to - hours(12))
  for (const [i, edge] of edges.entries()) {
    expect(hourIn(zone, edge)).toMatch(/:00$/)
    if (i > 0) expect(edge - edges[i - 1]!).toBe(hours(1))
  }
})
test('a page is no longer than a page, and the next goes on where it ends', () => {
  const to = utc('2026-06-01T12:00')
  const first = edgesOf('UTC', 1, to - hours(24), to)
  expect(first).toHaveLength(PAGE + 1)
  const next = edgesOf('UTC', 1, to - hours(24), first[0]!)
  expect(next.at(-1)).toBe(first[0])
})

const EDGES = [0, 60_000, 120_000, 180_000]
const LIMITS = [
  { vital: 'hr' as const, from: 0, low: 50, high: 120, by: null, why: null },
  { vital: 'hr' as const, from: 60_000, low: 50, high: 130, by: null, why: null },
]
const sample = (second: number, value: number) => ({ at: second * 1000, value })
test.each([
  ['median', [100, 125], ['both', null]],
  ['range', [[40, 125], 125], ['both', null]],
  ['last', [125, 125], ['both', null]],
] as const)('%s of what came, by limits in force then; nothing where nothing came', (statistic, values, breaches) => {
  const own = createColumn(EDGES, LIMITS, statistic)
  own.take([sample(1, 40), sample(10, 100), sample(20, Number.NaN), sample(30, 125)])
  own.take([sample(60, 125)])
  const cells = [0, 1, 2].map(own.cell)
  expect(cells[2]).toBeNull()
  expect(cells.slice(0, 2).map((cell) => (cell!.low === cell!.high ? cell!.low : [cell!.low, cell!.high]))).toEqual(values)
  expect(cells.slice(0, 2).map((cell) => cell!.breach)).toEqual(breaches)
  expect(cells[0]!.count).toBe(3)
})
test('a cell says a breach where any value of its interval was beyond the limit in force at its own time, by the plain way', () => {
  const side = fc.option(fc.integer({ min: 60, max: 100 }))
  const step = fc.record({ from: fc.integer({ min: 0, max: 200 }), low: side, high: side })
  const value = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 60, max: 100 }) }, { weight: 1, arbitrary: fc.constant(Number.NaN) })
  const given = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), value), { maxLength: 60 })
  fc.assert(
    fc.property(
      given,
      fc.array(step, { maxLength: 6 }),
      fc.constantFrom(...STATISTIC_KEYS),
      fc.nat(60),
      (seconds, steps, statistic, cut) => {
        let second = 0
        const samples = seconds.map(([wait, one]) => {
          second += wait
          return sample(second, one)
        })
        const limits = steps.toSorted((a, b) => a.from - b.from).map((one) => ({ ...LIMITS[0]!, ...one, from: one.from * 1000 }))
        const own = createColumn(EDGES, limits, statistic)
        own.take(samples.slice(0, cut))
        own.take(samples.slice(cut))
        for (const [row, from] of EDGES.slice(0, -1).entries()) {
          const inside = samples.filter((one) => one.at >= from && one.at < EDGES[row + 1]! && !Number.isNaN(one.value))
          const limitOf = (when: number) => limits.filter((of) => of.from <= when).at(-1)
          const low = inside.some((one) => one.value < (limitOf(one.at)?.low ?? Number.NEGATIVE_INFINITY))
          const high = inside.some((one) => one.value > (limitOf(one.at)?.high ?? Number.POSITIVE_INFINITY))
          expect(own.cell(row)?.breach ?? null).toBe(low && high ? 'both' : low ? 'low' : high ? 'high' : null)
          expect(own.cell(row)?.count ?? 0).toBe(inside.length)
        }
      },
    ),
    { numRuns: 300 },
  )
})
test('an edge belongs to the row that begins there', () => {
  const own = createColumn(EDGES, [], 'last')
  own.take([sample(0, 1), sample(120, 3)])
  expect([0, 1, 2].map(own.cell).map((cell) => cell?.low ?? null)).toEqual([1, null, 3])
  expect(minutes(1)).toBe(EDGES[1])
})
