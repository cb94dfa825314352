import { describe, expect, test } from 'vitest'
import { SCENES } from '../gallery/scenes.ts'
import type { Rect } from '../messages.ts'
import { THEME } from '../theme.ts'
import { type LayoutKey, MARKS } from '../tile.ts'
import { cellRects, gridLayout } from './layout.ts'
import { groundSign, partsOf } from './parts.ts'
import { type Context, createType } from './text.ts'

/** Advances of B612 in ems, rounded up for what is not a digit. */
const advance = (text: string) =>
  [...text].reduce((sum, letter) => sum + (/[0-9]/.test(letter) ? 0.65 : /[A-Z]/.test(letter) ? 0.72 : 0.58), 0)

/** A context that keeps where text was put. */
function createPaper() {
  const texts: { readonly text: string; readonly x: number; readonly y: number; readonly size: number }[] = []
  const fills: { readonly x: number; readonly width: number }[] = []
  const known = {
    fillRect: (x: number, _y: number, width: number) => void fills.push({ x, width }),
    translate() {},
    scale() {},
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
  return { ctx: ctx as unknown as Context, texts, fills }
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

/** What a tile's part says on paper, in the order drawn. */
function painted(
  key: string,
  layout: LayoutKey,
  part: string,
  change: (tile: (typeof SCENES)[number]['tile']) => typeof tile = (tile) => tile,
) {
  const rect = {
    L: { x: 0, y: 0, width: 640, height: 330 },
    M: { x: 0, y: 0, width: 316, height: 168 },
    S: { x: 0, y: 0, width: 236, height: 125 },
  }[layout]
  const { tile } = SCENES.find((one) => one.key === key) as (typeof SCENES)[number]
  const found = partsOf(change(tile), layout, rect, cellRects(layout, rect)).find((one) => one.key === part)
  const { ctx, texts } = createPaper()
  const cells = found?.draw({ ctx, type: createType(() => ctx), theme: THEME.dark }) ?? []
  return { said: texts.map(({ text }) => text), sizes: texts.map(({ size }) => size), vitals: cells.map(({ vital }) => vital) }
}

test.each<[LayoutKey, string]>([
  ['L', '06:10, received 07:30 · 8 h on 1 L'],
  ['M', '06:10 8 h'],
  ['S', '06:10 · 8 h'],
])('layout %s: a late reading keeps its time and age, whatever else goes', (layout, expected) => {
  const { said, sizes } = painted('found-late', layout, 'spo2')
  expect(said.filter((text) => !/^(SpO|2|%|84)$/.test(text)).join(' ')).toBe(expected)
  for (const size of sizes) expect(size).toBeGreaterThanOrEqual(6)
})

test.each<LayoutKey>(['L', 'M', 'S'])('layout %s: doubt is a word, and a number as bright as it is fresh', (layout) => {
  expect(painted('doubtful', layout, 'spo2').said).toContain('motion')
  const { tile } = SCENES.find(({ key }) => key === 'doubtful') as (typeof SCENES)[number]
  expect(tile.slots[1]?.cells[0]).toMatchObject({ doubtful: true, dim: false })
})

test.each<LayoutKey>(['L', 'M', 'S'])(
  'layout %s: a cuff shows its age, a mean that is known alone stands alone with the reason',
  (layout) => {
    expect(painted('live', layout, 'pressure').said.join(' ')).toMatch(/12 min/)
    const { said, vitals } = painted('mean-only', layout, 'pressure')
    expect(said).toContain('(25)')
    expect(said).toContain('NO PULSE')
    expect(said).not.toContain('--')
    expect(vitals).toEqual(['art-mean'])
  },
)

test.each<[LayoutKey, string[]]>([
  ['L', ['kg', '71.9', 'WT', '13:51 · 35 min', 'mmol/L', '7.2', 'GLU']],
  ['M', ['35 min', '7.2', 'GLU']],
  ['S', []],
])('layout %s: others have unit and age, or are counted', (layout, expected) => {
  const { said, vitals } = painted('glucose', layout, 'others')
  for (const text of expected) expect(said).toContain(text)
  const hidden = 2 - vitals.length
  if (hidden > 0) expect(said).toContain(`+${hidden}`)
})

test.each<LayoutKey>(['L', 'M'])('layout %s: a number beside the fixed places in alarm stands first, with its limit', (layout) => {
  expect(painted('alarm-other', layout, 'others').said.slice(0, 2)).toEqual(['> 50', '56'])
  const signs = ([true, false] as const).map((on) => {
    const rect = { x: 0, y: 0, width: 640, height: 330 }
    const { tile } = SCENES.find(({ key }) => key === 'alarm-other') as (typeof SCENES)[number]
    return partsOf(tile, layout, rect, cellRects(layout, rect), { high: on, medium: on }).find(({ key }) => key === 'others')?.sign
  })
  // It is painted anew in each half of the flash clock.
  expect(signs[0]).not.toBe(signs[1])
})

test('marks: at most six, the rest counted; what must not be missed stays longest', () => {
  const { said } = painted('all-marks', 'L', 'marks')
  expect(said).toContain(`+${MARKS.length - 6}`)
  expect(painted('all-marks', 'S', 'marks').said.join(' ')).toMatch(/\+1[5-9]/)
  // Whatever quiets alarms is seen before what is only so: off, silenced, limits changed.
  const crowded = painted('alarm-all-marks', 'S', 'marks').said.join(' ')
  expect(crowded).toMatch(/RR .*1:43/)
  // A limit that is off or extreme, before what is worn out, what the whole screen says, and all the rest.
  const far = painted('alarm-marks', 'M', 'marks')
  expect(far.said.join(' ')).toContain('HR extreme')
  expect(painted('battery', 'S', 'marks').said.join(' ')).not.toContain('+')
})

test.each<[LayoutKey, string[]]>([
  ['L', ['21.6', '/', '12.5', ' (16.0)']],
  ['M', ['21.6', '/', '12.5']],
  ['S', ['21.6', '/', '12.5']],
])('layout %s: a pressure in kPa is told whole', (layout, expected) => {
  for (const key of ['kpa', 'kpa-cuff']) expect(painted(key, layout, 'pressure').said).toEqual(expect.arrayContaining(expected))
})

test.each<[LayoutKey, string, string]>([
  ['L', 'two-beds', 'DEVICE ON TWO BEDS'],
  ['M', 'two-beds', 'ON TWO BEDS'],
  ['S', 'two-beds', 'ON TWO BEDS'],
  ['M', 'not-admitted', 'NOT ADMITTED'],
  ['S', 'not-admitted', 'NOT ADMITTED'],
  ['S', 'patient', '** PATIENT?'],
  ['M', 'child', 'CHECK LIMITS'],
])('layout %s: a notice is shortened before it is cut (%s)', (layout, key, expected) => {
  expect(painted(key, layout, 'line').said).toEqual([expected])
})

test('an away bed says in whole words why it waits, on as many lines as it needs', () => {
  for (const layout of ['L', 'M', 'S'] as const)
    expect(painted('away-late', layout, 'idle').said.slice(2).join(' ')).toBe('AWAY LONGER THAN PLANNED: CT, back 10:42')
})

test.each<[LayoutKey, string[]]>([
  ['L', ['PH', 'XX M · age unknown']],
  ['M', ['PH', 'XX age? M']],
])('layout %s: an unknown age stays unknown, and the nurse stands beside', (layout, expected) => {
  expect(painted('age-unknown', layout, 'patient').said).toEqual(expected)
})

test('a long line is cut, never too small to read', () => {
  for (const layout of ['L', 'M', 'S'] as const) {
    const { said, sizes } = painted('long', layout, 'line')
    expect(said[0]).toMatch(/…$/)
    expect(sizes[0]).toBeGreaterThanOrEqual(10.9)
  }
})

test('another stay, or values on request, change the ground: nothing of one stays under the other', () => {
  const { tile } = SCENES[0] as (typeof SCENES)[number]
  expect(groundSign({ ...tile, stay: 'another' })).not.toBe(groundSign(tile))
  expect(groundSign({ ...tile, onRequest: true })).not.toBe(groundSign(tile))
  expect(groundSign({ ...tile, units: { ...tile.units, pressure: 'kPa' } })).not.toBe(groundSign(tile))
})

test('nothing is struck beyond its part', () => {
  for (const [layout, count, width, height] of SIZES) {
    const rect = gridLayout(count, width, height, 4).rects[0] as Rect
    for (const { tile } of SCENES)
      for (const part of partsOf(tile, layout, rect, cellRects(layout, rect))) {
        const { ctx, fills } = createPaper()
        part.draw({ ctx, type: createType(() => ctx), theme: THEME.dark })
        for (const { x, width: wide } of fills) {
          // A symbol's own square.
          if (wide < 1) continue
          expect(x).toBeGreaterThanOrEqual(part.rect.x - 0.01)
          expect(x + wide).toBeLessThanOrEqual(part.rect.x + part.rect.width + 0.01)
        }
      }
  }
})
