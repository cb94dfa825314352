import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Context, createType } from './text.ts'

/** Each character is half an em wide. */
const paper = () => {
  const texts: { readonly text: string; readonly x: number; readonly y: number }[] = []
  const ctx = {
    font: '',
    fillStyle: '',
    measureText: (text: string) => ({ width: [...text].length * 0.5 * Number(/([\d.]+)px/.exec(ctx.font)?.[1]) }),
    fillText: (text: string, x: number, y: number) => texts.push({ text, x, y }),
  }
  return { ctx: ctx as unknown as Context, texts }
}

test('a text that is cut fits, begins as it began, and says that it was cut', () => {
  const { ctx } = paper()
  const type = createType(() => ctx)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.integer({ min: 1, max: 200 }), (text, room) => {
      const cut = type.cut(text, room, 10)
      if (cut === text) return type.fits(text, room, 10)
      return type.width(cut, 10) <= room && (cut === '' || (cut.endsWith('…') && text.startsWith(cut.slice(0, -1))))
    }),
    { numRuns: 300, seed: 5 },
  )
})

test('a text at a size that was made to fit its room is not cut for a rounding of numbers', () => {
  const { ctx } = paper()
  const type = createType(() => ctx)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.double({ min: 10, max: 200, noNaN: true }), (length, room) => {
      const text = '8'.repeat(length)
      return type.cut(text, room, room / type.width(text, 1)) === text
    }),
    { numRuns: 500, seed: 5 },
  )
})

test('the subscript two is drawn small and low, and its width is counted', () => {
  const { ctx, texts } = paper()
  const type = createType(() => ctx)
  const advance = type.draw(ctx, 'SpO₂', 100, 50, { size: 20, colour: '#fff', align: 'right' })
  expect(advance).toBeCloseTo(type.width('SpO₂', 20), 6)
  expect(texts.map(({ text }) => text)).toEqual(['SpO', '2'])
  expect(texts[0]?.x).toBeCloseTo(100 - advance, 6)
  expect(texts[1]?.y).toBeGreaterThan(50)
  expect(advance).toBeLessThan(type.width('SpO2', 20))
})
