import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rect } from '../messages.ts'
import { bigNumber, capitalMm, cellRects, gridLayout, onPage, PX_PER_MM, pages, touchedRects } from './layout.ts'

const overlap = (a: Rect, b: Rect) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const within = (a: Rect, b: Rect) => a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
function clear(rects: readonly Rect[], room: Rect) {
  for (const [index, rect] of rects.entries()) {
    expect(rect.width).toBeGreaterThan(0)
    expect(rect.height).toBeGreaterThan(0)
    if (!within(rect, room)) throw new Error(`${JSON.stringify(rect)} leaves ${JSON.stringify(room)}`)
    for (const other of rects.slice(index + 1))
      if (overlap(rect, other)) throw new Error(`${JSON.stringify(rect)} overlaps ${JSON.stringify(other)}`)
  }
}
const viewport = fc.record({
  count: fc.integer({ min: 1, max: 64 }),
  width: fc.integer({ min: 1024, max: 5120 }),
  height: fc.integer({ min: 600, max: 2880 }),
  gap: fc.integer({ min: 2, max: 8 }),
})

test('no two tiles overlap, none leaves the viewport, whatever its size', () => {
  fc.assert(
    fc.property(viewport, ({ count, width, height, gap }) => {
      const { rects } = gridLayout(count, width, height, gap)
      expect(rects).toHaveLength(count)
      clear(rects, { x: 0, y: 0, width, height })
    }),
    { numRuns: 150, seed: 1 },
  )
})

test('no two cells of a tile overlap, none leaves it', () => {
  fc.assert(
    fc.property(viewport, ({ count, width, height, gap }) => {
      const { layout, rects } = gridLayout(count, width, height, gap)
      for (const rect of [rects[0], rects.at(-1)] as Rect[]) {
        const cells = cellRects(layout, rect)
        clear(Object.values(cells), rect)
        if (layout === 'S') clear(Object.values(touchedRects(cells)), rect)
        expect(Object.keys(cells)).toEqual(expect.arrayContaining(['bed', 'line', 'hr', 'spo2', 'marks', 'score']))
      }
    }),
    { numRuns: 150, seed: 2 },
  )
})

test('sixteen beds on a full HD screen stand four by four in layout L', () => {
  expect(gridLayout(16, 1920, 1000, 4)).toMatchObject({ layout: 'L', columns: 4, rows: 4 })
  expect(gridLayout(36, 1920, 1000, 4).layout).toBe('M')
  expect(gridLayout(64, 1920, 1000, 4)).toMatchObject({ layout: 'S', columns: 8, rows: 8 })
})

test.each([
  ['L', 480, 246, 12.8],
  ['M', 320, 164, 9.6],
  ['S', 240, 123, 6.4],
] as const)('layout %s at its stated size has heart rate and SpO2 digits of 22 arc minutes', (layout, width, height, needed) => {
  const cells = cellRects(layout, { x: 0, y: 0, width, height })
  expect(capitalMm({ L: 2, M: 1.5, S: 1 }[layout])).toBeCloseTo(needed, 1)
  for (const slot of [cells.hr, cells.spo2])
    expect(bigNumber(slot as Rect, layout).capital / PX_PER_MM).toBeGreaterThanOrEqual(needed - 0.05)
})

test('more than 64 beds go on pages, and each bed keeps its page', () => {
  const beds = Array.from({ length: 130 }, (_, index) => index)
  expect([pages(0), pages(64), pages(65), pages(130)]).toEqual([1, 1, 2, 3])
  expect([0, 1, 2].flatMap((page) => onPage(beds, page))).toEqual(beds)
})
