// Where tiles lie in a viewport and where things lie in a tile: pure, so that painter, mirror and tests use the same rectangles.
import type { Rect } from '../messages.ts'
import type { LayoutKey, SlotKey } from '../tile.ts'

/** More beds than this go on further pages. */
export const PAGE = 64
/** Beds a layout holds, the smallest tile it is legible in (else the next is taken), and the distance it is read from (WARD.md §11). */
export const LAYOUTS: Readonly<
  Record<LayoutKey, { readonly beds: number; readonly width: number; readonly height: number; readonly metres: number }>
> = {
  L: { beds: 16, width: 360, height: 190, metres: 2 },
  M: { beds: 36, width: 236, height: 126, metres: 1.5 },
  S: { beds: PAGE, width: 0, height: 0, metres: 1 },
}
/** Width to height of a tile that is neither cramped nor empty (480 × 246 at 16 beds). */
const ASPECT = 1.95
/** Height of capitals and digits in B612, and the advance of a digit, in ems (its OS/2 and hmtx tables). */
export const CAPITAL = 0.75
export const DIGIT = 0.65
/** Uncalibrated: the CSS pixel by definition. */
export const PX_PER_MM = 96 / 25.4

/** Capital height that subtends `arcmin` at `metres`, mm [DESIGN §5: 6.283 · distance · arcmin / 21600]. */
export const capitalMm = (metres: number, arcmin = 22): number => (6.283 * metres * 1000 * arcmin) / 21600

/** How many pages `count` beds need; at least one. */
export const pages = (count: number): number => Math.max(1, Math.ceil(count / PAGE))
/** The beds of a page, from 0: every bed keeps its page. */
export const onPage = <T>(beds: readonly T[], page: number): readonly T[] => beds.slice(page * PAGE, (page + 1) * PAGE)

export interface Grid {
  readonly layout: LayoutKey
  readonly columns: number
  readonly rows: number
  /** One a bed, in the ward's order, row by row. Whole CSS pixels. */
  readonly rects: readonly Rect[]
}

/** A grid of `count` (1–64) tiles that fills `width` × `height` CSS pixels without scrolling, tiles near 2 : 1. */
export function gridLayout(count: number, width: number, height: number, gap: number): Grid {
  const beds = Math.max(1, Math.min(PAGE, Math.floor(count)))
  let best = { columns: 1, rows: beds, cost: Number.POSITIVE_INFINITY }
  for (let columns = 1; columns <= beds; columns++) {
    const rows = Math.ceil(beds / columns)
    const w = (width - gap * (columns - 1)) / columns
    const h = (height - gap * (rows - 1)) / rows
    if (w <= 0 || h <= 0) continue
    // An empty place costs as much as a tile out of shape by the same share.
    const cost = Math.abs(Math.log(w / h / ASPECT)) + (columns * rows) / beds - 1
    if (cost < best.cost) best = { columns, rows, cost }
  }
  const { columns, rows } = best
  const edge = (index: number, of: number, span: number) => Math.round((index * (span + gap)) / of)
  const rects = Array.from({ length: beds }, (_, index) => {
    const column = index % columns
    const row = Math.floor(index / columns)
    const x = edge(column, columns, width)
    const y = edge(row, rows, height)
    return { x, y, width: edge(column + 1, columns, width) - gap - x, height: edge(row + 1, rows, height) - gap - y }
  })
  const { width: w, height: h } = rects[0] as Rect
  const fits = (key: LayoutKey) => beds <= LAYOUTS[key].beds && w >= LAYOUTS[key].width && h >= LAYOUTS[key].height
  return { layout: fits('L') ? 'L' : fits('M') ? 'M' : 'S', columns, rows, rects }
}

export const CELLS = [
  'bed',
  'patient',
  'line',
  'aside',
  'marks',
  'spark',
  'others',
  'score',
  'gutter0',
  'wave0',
  'gutter1',
  'wave1',
] as const
export type CellKey = (typeof CELLS)[number] | SlotKey
/** Rectangles of a tile, in the tile's own coordinate system as `rect` has it. A cell that is not named is not shown. */
export type CellRects = Readonly<Partial<Record<CellKey, Rect>>>

const PAD = 5

/** Cuts `rect` into rows (or columns) of the given shares; shares are of what is left of 1. */
function cut(rect: Rect, way: 'rows' | 'columns', shares: readonly number[]): Rect[] {
  const total = shares.reduce((sum, share) => sum + share, 0)
  const span = way === 'rows' ? rect.height : rect.width
  let done = 0
  return shares.map((share) => {
    const from = Math.round((done / total) * span)
    done += share
    const size = Math.round((done / total) * span) - from
    return way === 'rows'
      ? { x: rect.x, y: rect.y + from, width: rect.width, height: size }
      : { x: rect.x + from, y: rect.y, width: size, height: rect.height }
  })
}
const clamp = (value: number, low: number, high: number) => Math.round(Math.min(high, Math.max(low, value)))

/** Width of the label beside a big number. */
const labelWidth = (digitCap: number): number => clamp(digitCap * 0.95, 34, 76)
/** The widest capital height at which three digits and their label fit a box, no more than its height leaves. */
const columnFor = (rowHeight: number, most: number): number => {
  const cap = rowHeight - 8
  return clamp(cap * (DIGIT / CAPITAL) * 3 + labelWidth(cap) + PAD, 0, most)
}
/** Where label and digits of a big number lie in its slot, and the capital height that fits three digits. */
export function bigNumber(slot: Rect, layout: LayoutKey): { readonly label: Rect; readonly digits: Rect; readonly capital: number } {
  if (layout === 'S') {
    const [label, digits] = cut(slot, 'rows', [clamp(slot.height * 0.24, 9, 16), slot.height - clamp(slot.height * 0.24, 9, 16)]) as [
      Rect,
      Rect,
    ]
    return { label, digits, capital: Math.min(digits.height - 4, digits.width / ((DIGIT / CAPITAL) * 3) - 1) }
  }
  const side = Math.min(labelWidth(slot.height - 8), Math.round(slot.width * 0.34))
  const [label, digits] = cut(slot, 'columns', [side, slot.width - side]) as [Rect, Rect]
  return { label, digits, capital: Math.min(digits.height - 8, digits.width / ((DIGIT / CAPITAL) * 3)) }
}

/** The places of a tile in a layout (WARD.md §11): nothing overlaps, all lies inside `rect`, the same vital always at the same place. */
export function cellRects(layout: LayoutKey, rect: Rect): CellRects {
  const inner = { x: rect.x + PAD, y: rect.y + 3, width: rect.width - 2 * PAD, height: rect.height - 6 }
  const head = clamp(rect.height * (layout === 'L' ? 0.115 : layout === 'M' ? 0.14 : 0.165), 14, 44)
  const [header, body] = cut(inner, 'rows', [head, inner.height - head]) as [Rect, Rect]
  switch (layout) {
    case 'L':
      return { ...headerRects(header, [0.18, 0.4, 0.42]), ...wide(body) }
    case 'M':
      return { ...headerRects(header, [0.2, 0.33, 0.47]), ...middle(body) }
    case 'S': {
      const [bed, line] = cut(header, 'columns', [0.34, 0.66]) as [Rect, Rect]
      return { bed, line, ...small(body) }
    }
    default:
      return layout satisfies never
  }
}

function headerRects(header: Rect, shares: readonly number[]) {
  const [bed, patient, line] = cut(header, 'columns', shares) as [Rect, Rect, Rect]
  return { bed, patient, line }
}

function wide(body: Rect): CellRects {
  const rows = [0.275, 0.275, 0.225, 0.225]
  const side = columnFor(body.height * 0.275, body.width * 0.5)
  const [left, right] = cut(body, 'columns', [body.width - side, side]) as [Rect, Rect]
  const [hr, spo2, pressure, last] = cut(right, 'rows', rows) as [Rect, Rect, Rect, Rect]
  const [rr, , temp] = cut(last, 'columns', [0.46, 0.07, 0.47]) as [Rect, Rect, Rect]
  const spare = clamp(body.height * 0.13, 18, 44)
  const bottom = clamp(body.height * 0.095, 15, 26)
  const [waves, score, row, marks] = cut(left, 'rows', [left.height - spare - 2 * bottom, bottom, spare, bottom]) as [
    Rect,
    Rect,
    Rect,
    Rect,
  ]
  const [first, second] = cut(waves, 'rows', [0.55, 0.45]) as [Rect, Rect]
  const [spark, others] = cut(row, 'columns', [0.36, 0.64]) as [Rect, Rect]
  const [gutter0, wave0] = banded(first, clamp(body.width * 0.07, 24, 44))
  const [gutter1, wave1] = banded(second, clamp(body.width * 0.07, 24, 44))
  return { hr, spo2, pressure, rr, temp, spark, others, marks, score, gutter0, wave0, gutter1, wave1 }
}

/** A wave and the gutter at its left, for its name and scale; a little air before the numbers. */
function banded(band: Rect, gutter: number): [Rect, Rect] {
  const wave = { x: band.x + gutter, y: band.y + 1, width: Math.max(0, band.width - gutter - 8), height: Math.max(0, band.height - 2) }
  return [{ x: band.x, y: band.y, width: gutter, height: band.height }, wave]
}

function middle(body: Rect): CellRects {
  const side = columnFor(body.height * 0.332, body.width * 0.5)
  const [left, right] = cut(body, 'columns', [body.width - side, side]) as [Rect, Rect]
  const [hr, spo2, pressure, rr] = cut(right, 'rows', [0.332, 0.332, 0.186, 0.15]) as [Rect, Rect, Rect, Rect]
  const bottom = clamp(body.height * 0.13, 14, 22)
  const [band, score, others, marks] = cut(left, 'rows', [left.height - 3 * bottom, bottom, bottom, bottom]) as [Rect, Rect, Rect, Rect]
  const [gutter0, wave0] = banded(band, 22)
  return { hr, spo2, pressure, rr, others, marks, score, gutter0, wave0 }
}

function small(body: Rect): CellRects {
  const bottom = clamp(body.height * 0.15, 11, 20)
  const third = body.height >= 74 ? clamp(body.height * 0.23, 17, 32) : 0
  const [top, row, last] = cut(body, 'rows', [body.height - bottom - third, third, bottom]) as [Rect, Rect, Rect]
  const [marks, others] = cut(last, 'columns', [0.66, 0.34]) as [Rect, Rect]
  const [hr, , spo2] = cut(top, 'columns', [0.48, 0.04, 0.48]) as [Rect, Rect, Rect]
  // Early warning must be seen, pressure and breathing go before it.
  if (third === 0) return { hr, spo2, marks, score: others }
  const [pressure, , rr, , score] = cut(row, 'columns', [0.54, 0.01, 0.2, 0.01, 0.24]) as [Rect, Rect, Rect, Rect, Rect]
  return { hr, spo2, pressure, rr, score, marks, others }
}

/** In layout S a touched bed shows its wave in place of pressure and breathing rate. */
export function touchedRects(cells: CellRects): CellRects {
  const { pressure, rr, ...rest } = cells
  return pressure && rr ? { ...rest, wave0: { ...pressure, width: pressure.width + rr.width } } : cells
}

/** How header and lowest row are shared where an alarm has the line: words before the patient's age, who has it in the place of further values. */
const ALARMED = { L: [0.15, 0.27, 0.58], M: [0.21, 0.13, 0.66], S: [0.22, 0, 0.78] } as const satisfies Record<LayoutKey, readonly number[]>
export function alarmedRects(layout: LayoutKey, cells: CellRects): CellRects {
  const { bed, line, others, ...rest } = cells
  if (!bed || !line) return cells
  const { patient: _, ...without } = rest
  const header = { ...bed, width: line.x + line.width - bed.x }
  const [first, second, third] = cut(header, 'columns', ALARMED[layout]) as [Rect, Rect, Rect]
  const top = { bed: first, line: third, ...(second.width > 0 ? { patient: second } : {}) }
  return { ...without, ...top, ...(others && (layout === 'L' ? { others } : { aside: others })) }
}
