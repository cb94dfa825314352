import { describe, expect, test } from 'vitest'
import { SCENES } from '../gallery/scenes.ts'
import { THEME } from '../theme.ts'
import type { LayoutKey } from '../tile.ts'
import { cellRects, gridLayout } from './layout.ts'
import { partsOf } from './parts.ts'
import { type Context, createType } from './text.ts'

/** Advances of B612 in ems, rounded up for what is not a digit. */
const advance = (text: string) =>
  [...text].reduce((sum, letter) => sum + (/[0-9]/.test(letter) ? 0.65 : /[A-Z]/.test(letter) ? 0.72 : 0.58), 0)

/** A context that keeps where text was put. */
function createPaper() {
  const texts: { readonly text: string; readonly x: number; readonly y: number; readonly size: number }[] = []
  const known = {
    font: '10px x',
    measureText: (text: string) => ({ width: advance(text) * sizeOf(known.font) }),
    fillText(text: string, x: number, y: number) {
      texts.push({ text, x, y, size: sizeOf(known.font) })
    },
  }
  const sizeOf = (font: string) => Number(/([\d.]+)px/.exec(font)?.[1])
  const ctx = new Proxy(known, {
    get: (target, key) => (key in target ? target[key as keyof typeof target] : () => {}),
    set: (target, key, value) => Reflect.set(target, key, value),
  })
  return { ctx: ctx as unknown as Context, texts }
}

const SIZES: readonly (readonly [LayoutKey, number, number, number])[] = [
  ['L', 16, 1920, 1032],
  ['L', 4, 1920, 1032],
  ['M', 30, 1920, 1032],
  ['S', 64, 1920, 1032],
  ['S', 64, 1280, 720],
]

describe.each(SIZES)('layout %s, %i beds on %i × %i', (layout, count, width, height) => {
  const grid = gridLayout(count, width, height, 4)
  const rect = grid.rects[0] as (typeof grid.rects)[number]
  test('every text of every scene stays in its part, to the pixel', () => {
    expect(grid.layout).toBe(layout)
    for (const { key, tile } of SCENES) {
      for (const part of partsOf(tile, layout, rect, cellRects(layout, rect))) {
        const { ctx, texts } = createPaper()
        part.draw({ ctx, type: createType(() => ctx), theme: THEME.dark })
        for (const { text, x, y, size } of texts) {
          const where = `${key} ${part.key} "${text}"`
          expect(x, where).toBeGreaterThanOrEqual(part.rect.x - 0.5)
          expect(x + advance(text) * size, where).toBeLessThanOrEqual(part.rect.x + part.rect.width + 0.5)
          expect(y - size * 0.75, where).toBeGreaterThanOrEqual(part.rect.y - 0.5)
          expect(y, where).toBeLessThanOrEqual(part.rect.y + part.rect.height + 0.5)
        }
      }
    }
  })
})

test('a number that changes changes the signature of its own slot alone', () => {
  const tile = (SCENES.find(({ key }) => key === 'live') as (typeof SCENES)[number]).tile
  const rect = { x: 0, y: 0, width: 480, height: 246 }
  const signs = (one: typeof tile) => new Map(partsOf(one, 'L', rect, cellRects('L', rect)).map(({ key, sign }) => [key, sign]))
  const slots = tile.slots.map((slot) =>
    slot.slot === 'hr' ? { ...slot, cells: slot.cells.map((cell) => ({ ...cell, text: '75' })) } : slot,
  )
  const before = signs(tile)
  const after = signs({ ...tile, slots })
  expect([...after].filter(([key, sign]) => before.get(key) !== sign).map(([key]) => key)).toEqual(['hr'])
})

test('a digit more or less does not move the other numbers of its size', () => {
  const base = (SCENES.find(({ key }) => key === 'live') as (typeof SCENES)[number]).tile
  const rect = { x: 0, y: 0, width: 480, height: 246 }
  const rights = ['188', '9', '74', '100'].map((text) => {
    const slots = base.slots.map((slot) => ({ ...slot, cells: slot.cells.map((cell) => (cell.vital === 'hr' ? { ...cell, text } : cell)) }))
    const hr = partsOf({ ...base, slots }, 'L', rect, cellRects('L', rect)).find(({ key }) => key === 'hr')
    const { ctx, texts } = createPaper()
    hr?.draw({ ctx, type: createType(() => ctx), theme: THEME.dark })
    const number = texts.find((one) => one.text === text) as (typeof texts)[number]
    return { right: Math.round(number.x + advance(text) * number.size), y: number.y, size: number.size }
  })
  for (const one of rights) expect(one).toEqual(rights[0])
})
