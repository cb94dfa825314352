// Draws one slot of a tile: a big number, a compact one, or what is said in a number's place. Boxes never move with the text.
import type { Rect } from '../messages.ts'
import type { Theme } from '../theme.ts'
import type { Cell, LayoutKey, Slot } from '../tile.ts'
import { bigNumber, CAPITAL } from './layout.ts'
import { fitNotes } from './notes.ts'
import { drawSymbol, type SymbolKey } from './symbols.ts'
import { baseline, type Context, type Type } from './text.ts'

export interface Ink {
  readonly ctx: Context
  readonly type: Type
  readonly theme: Theme
}

/** TABLE: unit → the widest that a number of it may get: its size is chosen by this, so that it stays as numbers change. */
const WIDEST: Readonly<Record<string, string>> = { mmHg: '188', kPa: '28.8', '/min': '188', '°F': '108.8', 'mg/dL': '888' }
const widestOf = ({ unit }: Slot): string => WIDEST[unit] ?? '38.8'
const MEAN_SIZE = 0.72

/** The share of its largest size that a number keeps where notes stand beside it. */
const BESIDE = 0.76
/** Smallest text of a note, px. */
const LEAST = 9.5
const ONE = () => 1

const middle = (rect: Rect): number => rect.y + rect.height / 2
const capped = (rect: Rect, share: number, least: number, most: number): number => Math.min(most, Math.max(least, rect.height * share))
/** The colour of a number as fresh as it is. */
export const colourOf = (theme: Theme, slot: Slot, dim: boolean): string => (dim ? theme.dim : theme.colours)[slot.colour]
/** Doubt does not dim: how bright a number is says how fresh it is, and nothing else. */
const isDim = (cell: Cell): boolean => cell.dim || cell.struck || (cell.freshness !== 'live' && cell.freshness !== 'none')
export const anyDim = (slot: Slot): boolean => slot.cells.some(isDim)
/** The limit that is violated stands where the unit does otherwise, and bold [FACTS §2.2]. */
const limited = (slot: Slot): boolean => slot.alarm !== undefined && slot.alarm.limit !== ''
const unitOf = (slot: Slot): string => (slot.alarm && limited(slot) ? slot.alarm.limit : slot.unit)
const unitLook = (theme: Theme, slot: Slot, size: number, most: number) => {
  const strong = limited(slot)
  return { size: strong ? most : size, bold: strong, colour: strong ? theme.roles.text : theme.roles.textDim }
}
const symbolsOf = (slot: Slot): readonly SymbolKey[] => [
  ...(anyDim(slot) ? (['clock'] as const) : []),
  ...(slot.cells.some(({ doubtful }) => doubtful) ? (['doubt'] as const) : []),
]

/** Never beyond its part: what it left there would stay. */
export function strike(
  ctx: Context,
  colour: string,
  { x, width, y, thick }: { readonly x: number; readonly width: number; readonly y: number; readonly thick: number },
  part: Rect,
): void {
  const from = Math.max(x, part.x)
  ctx.fillStyle = colour
  ctx.fillRect(from, y - thick / 2, Math.min(x + width, part.x + part.width) - from, thick)
}

/** Reasons that nothing is wrong with: said quietly. */
const QUIET = new Set(['NOT MEASURED', 'ENDED', 'STANDBY', 'NOT CHARTED', 'ON REQUEST', 'DISCHARGED'])
export const reasonColour = (theme: Theme, why: string): string => (QUIET.has(why) ? theme.roles.textDim : theme.roles.text)

/** Two dashes of our own: "--" of a font differs in width and height, and this must be known from afar. */
const isNone = (text: string): boolean => text === '--'

/** Small dim words from `x` on. */
export function quietly({ ctx, type, theme }: Ink, words: string, x: number, y: number): void {
  type.draw(ctx, words, x, baseline(y, 12), { size: 12, colour: theme.roles.textDim })
}

/** A place that no device of the bed fills: kept, and said no louder than it needs. */
function drawAbsent({ ctx, type, theme }: Ink, why: string, box: Rect, right: number, most: number): void {
  const size = Math.max(LEAST, Math.min(most, 13))
  // Half a reason says nothing.
  const words = [size, LEAST].find((one) => type.width(why, one) <= box.width - 4)
  type.draw(ctx, words ? why : '– –', right, baseline(middle(box), size), {
    size: words ?? size,
    colour: theme.roles.textDim,
    align: 'right',
  })
}

function drawSymbols({ ctx, theme }: Ink, keys: readonly SymbolKey[], x: number, top: number, size: number): number {
  for (const [index, key] of keys.entries()) drawSymbol(ctx, key, x + index * (size + 3), top, size, theme.roles.text)
  return keys.length * (size + 3)
}

/** Heart rate and SpO2. */
export function drawBig(ink: Ink, slot: Slot, rect: Rect, layout: LayoutKey): readonly Cell[] {
  const { ctx, type, theme } = ink
  const { label, digits, capital } = bigNumber(rect, layout)
  if (layout === 'S') labelRow(ink, slot, label)
  else labelColumn(ink, slot, label, rect)
  const right = digits.x + digits.width - 2
  const cell = slot.cells[0]
  if (!cell) return []
  if (slot.why !== null) {
    if (slot.absent) drawAbsent(ink, slot.why, digits, right, rect.height * 0.2)
    else drawWhy(ink, slot.why, digits, right)
    return [cell]
  }
  const size = capital / CAPITAL
  const y = middle(digits) + capital / 2
  if (isNone(cell.text)) {
    drawDashes(ink, digits, right, capital)
    return [cell]
  }
  const colour = colourOf(theme, slot, isDim(cell))
  // "37.0" in a box made for three digits, never wider than the box.
  const fitted = Math.min(size, (digits.width - 2) / type.width(cell.text, 1, true))
  const advance = type.draw(ctx, cell.text, right, y, { size: fitted, bold: true, colour, align: 'right' })
  if (cell.struck)
    strike(
      ctx,
      theme.roles.text,
      { x: right - advance - 3, width: advance + 6, y: y - capital / 2, thick: Math.max(2, capital * 0.09) },
      rect,
    )
  return [cell]
}

/** In layout S, above the number: label, symbols, unit where there is room, and at the right what fits of the notes. */
function labelRow(ink: Ink, slot: Slot, label: Rect): void {
  const { ctx, type, theme } = ink
  const small = Math.min(13, label.height - 1)
  const minor = Math.max(LEAST, small * 0.8)
  const y = baseline(middle(label), small)
  const colour = slot.absent ? theme.roles.textDim : colourOf(theme, slot, anyDim(slot))
  let end = label.x + type.draw(ctx, slot.label, label.x, y, { size: small, bold: true, colour }) + 4
  end += drawSymbols(ink, symbolsOf(slot), end, middle(label) - minor / 2, minor)
  const room = label.x + label.width - 6 - end
  // A note has what the limit leaves.
  const left = limited(slot) ? room - type.width(unitOf(slot), small, true) - 8 : room
  const { lines, size } = fitNotes(type, slot.notes, left, ONE, { size: minor, least: LEAST - 0.5 })
  const first = lines[0] ?? ''
  const note = limited(slot) && first.endsWith('…') ? '' : first
  type.draw(ctx, note, label.x + label.width - 6, y, { size, colour: theme.roles.textDim, align: 'right' })
  const style = unitLook(theme, slot, minor, small)
  const unit = type.width(unitOf(slot), style.size, style.bold)
  if ((slot.why === null || limited(slot)) && unit + 6 <= room - type.width(note, size)) type.draw(ctx, unitOf(slot), end, y, style)
}

/** Beside the number: label, unit, symbols, and notes on as many small lines as there is room for; the unit moves up where they need its line. */
function labelColumn(ink: Ink, slot: Slot, label: Rect, rect: Rect): void {
  const { ctx, type, theme } = ink
  const small = capped(rect, 0.24, 10, 20)
  const minor = Math.max(LEAST, small * 0.8)
  const room = label.width - 2
  const colour = slot.absent ? theme.roles.textDim : colourOf(theme, slot, anyDim(slot))
  const first = label.y + 4 + small * CAPITAL
  const name = type.cut(slot.label, room, small, true)
  const end = type.draw(ctx, name, label.x, first, { size: small, bold: true, colour }) + 4
  const keys = symbolsOf(slot)
  const bottom = label.y + label.height - 4
  const linesIn = (from: number, size: number) => Math.max(0, Math.min(4, Math.floor((bottom - from) / (size * 1.18))))
  const most = Math.min(minor, 14)
  const second = first + minor * 1.35
  const below = fitNotes(type, slot.notes, room, (size) => linesIn(second + 2, size), { size: most })
  const look = unitLook(theme, slot, minor, Math.min(small, 16))
  const wide = type.width(unitOf(slot), look.size, look.bold)
  const style = wide > room ? { ...look, size: (look.size * room) / wide } : look
  if (below.whole || limited(slot)) {
    const advance = type.draw(ctx, unitOf(slot), label.x, second, style)
    drawSymbols(ink, keys, label.x + advance + 4, second - minor * CAPITAL - 1, minor)
    drawLines(ink, below.lines, label.x, bottom, below.size, 0)
    return
  }
  const symbol = Math.min(minor, 11)
  const besideName = keys.length > 0 && end + keys.length * (symbol + 3) <= room + 3
  const indent = besideName ? 0 : keys.length * (symbol + 3)
  const fitted = fitNotes(type, slot.notes, room, (size) => linesIn(first + 3, size), { size: most, least: LEAST, indent })
  if (besideName) drawSymbols(ink, keys, label.x + end, first - small * CAPITAL, symbol)
  else {
    if (type.fits(slot.unit, room - end, minor)) type.draw(ctx, slot.unit, label.x + end, first, style)
    drawSymbols(ink, keys, label.x, bottom - Math.max(1, fitted.lines.length) * fitted.size * 1.18 + 1, symbol)
  }
  drawLines(ink, fitted.lines, label.x, bottom, fitted.size, indent)
}

/** Lines that end at `bottom`. */
function drawLines({ ctx, type, theme }: Ink, lines: readonly string[], x: number, bottom: number, size: number, indent: number): void {
  for (const [index, text] of lines.entries()) {
    const y = bottom - (lines.length - 1 - index) * size * 1.18 - 1
    type.draw(ctx, text, index === 0 ? x + indent : x, y, { size, colour: theme.roles.textDim })
  }
}

function drawDashes({ ctx, theme }: Ink, box: Rect, right: number, capital: number): void {
  const dash = capital * 0.42
  ctx.fillStyle = theme.roles.textDim
  for (const place of [0, 1])
    ctx.fillRect(right - dash * (place + 1) - place * dash * 0.45, middle(box) - 1, dash, Math.max(2, capital * 0.1))
}

/** Why there is no number, in the number's place: dashes above, words below. */
function drawWhy(ink: Ink, why: string, box: Rect, right: number): void {
  const { ctx, type, theme } = ink
  const room = box.width - 4
  const size = Math.min(box.height * 0.36, 32, room / Math.max(1e-6, type.width(why, 1, true)))
  const readable = Math.max(8.5, size)
  const words = type.cut(why, room, readable, true)
  const tall = box.height > 30
  if (tall) drawDashes(ink, { ...box, height: box.height - readable * 1.2 }, right, box.height * 0.4)
  const y = tall ? box.y + box.height - Math.max(4, box.height * 0.12) : baseline(middle(box), readable)
  type.draw(ctx, words, right, y, { size: readable, bold: true, colour: reasonColour(theme, why), align: 'right' })
}

/** Pressure, breathing rate, temperature: a line of label and notes above the number, or beside it where the row is low. */
export function drawCompact(ink: Ink, slot: Slot, rect: Rect): readonly Cell[] {
  const { type, ctx, theme } = ink
  const right = rect.x + rect.width - 2
  const box = rect.height >= 33 ? titleAbove(ink, slot, rect, right) : titleBeside(ink, slot, rect)
  if (slot.why !== null) {
    if (slot.absent) {
      drawAbsent(ink, slot.why, box, right, box.height * 0.5)
      return slot.cells
    }
    const size = Math.max(8.5, Math.min(box.height * 0.55, 26, (box.width - 2) / Math.max(1e-6, type.width(slot.why, 1, true))))
    type.draw(ctx, type.cut(slot.why, box.width - 2, size, true), right, baseline(middle(box), size), {
      size,
      bold: true,
      colour: reasonColour(theme, slot.why),
      align: 'right',
    })
    return slot.cells
  }
  return drawNumbers(ink, slot, box, right, rect)
}

const titleColour = (theme: Theme, slot: Slot): string => (slot.absent ? theme.roles.textDim : colourOf(theme, slot, anyDim(slot)))

/** Label, unit, symbols and notes in one line; returns what is left for the number. */
function titleAbove(ink: Ink, slot: Slot, rect: Rect, right: number): Rect {
  const { ctx, type, theme } = ink
  const small = capped(rect, 0.27, 10, 20)
  const minor = Math.max(LEAST, small * 0.86)
  const y = rect.y + 2 + small * CAPITAL
  const keys = symbolsOf(slot)
  let end = rect.x + type.draw(ctx, slot.label, rect.x, y, { size: small, bold: true, colour: titleColour(theme, slot) }) + 4
  const roomWith = (unit: number) => right - end - 4 - keys.length * (minor + 3) - unit
  const look = unitLook(theme, slot, minor, small)
  const unit = type.width(unitOf(slot), look.size, look.bold) + 4
  // The unit is known, the notes are not: where both have no room, the unit goes.
  const beside = fitNotes(type, slot.notes, roomWith(unit), ONE, { size: minor, least: LEAST })
  const withUnit = roomWith(unit) > 0 && (slot.notes.length === 0 || beside.whole || limited(slot))
  if (withUnit) end += type.draw(ctx, unitOf(slot), end, y, look) + 4
  end += drawSymbols(ink, keys, end, y - minor * CAPITAL - 1, minor)
  const { lines, size } = withUnit
    ? beside
    : fitNotes(type, slot.notes, roomWith(0) + keys.length * (minor + 3), ONE, { size: minor, least: LEAST })
  type.draw(ctx, lines[0] ?? '', right, y, { size, colour: theme.roles.textDim, align: 'right' })
  const top = small * CAPITAL + 5
  return { x: rect.x, y: rect.y + top, width: rect.width, height: rect.height - top - 2 }
}

/** Label and notes at the left of the number, on two lines or one. */
function titleBeside(ink: Ink, slot: Slot, rect: Rect): Rect {
  const { ctx, type, theme } = ink
  const small = Math.min(12, Math.max(LEAST, rect.height * 0.44))
  const minor = LEAST
  const keys = symbolsOf(slot)
  const name = type.width(slot.label, small, true) + keys.length * (small + 1) + 4
  const box = (wide: number): Rect => ({ x: rect.x + wide, y: rect.y + 1, width: rect.width - wide, height: rect.height - 2 })
  const largest = Math.min((rect.height - 2) / CAPITAL / 1.12, (rect.width - name) / widest(type, slot))
  // The number is as large as its notes let it be, and does not change with their length.
  const wide = Math.max(name, rect.width - 4 - widest(type, slot) * largest * (slot.notes.length > 0 ? BESIDE : 1))
  const two = rect.height >= 21 && (slot.notes.length > 0 || limited(slot))
  const y = two ? rect.y + rect.height / 2 - 2 : baseline(middle(rect), small)
  const style = { size: minor, colour: theme.roles.textDim }
  const colour = titleColour(theme, slot)
  let end = rect.x + type.draw(ctx, slot.label, rect.x, y, { size: small, bold: true, colour }) + 3
  end += drawSymbols(ink, keys, end, y - small * CAPITAL - 1, small - 2)
  const rest = rect.x + wide - end - 2
  if (two) {
    const bottom = rect.y + rect.height - 3
    if (limited(slot)) {
      const most = Math.max(minor, Math.min(13, rect.height * 0.4, (wide - 2) / type.width(unitOf(slot), 1, true)))
      type.draw(ctx, unitOf(slot), rect.x, bottom, unitLook(theme, slot, minor, most))
      return box(wide)
    }
    const { lines, size } = fitNotes(type, slot.notes, wide - 3, ONE, { size: minor })
    type.draw(ctx, lines[0] ?? '', rect.x, bottom, { ...style, size })
    if (type.width(slot.unit, minor) <= rest) type.draw(ctx, slot.unit, end, y, style)
    return box(wide)
  }
  const { lines, size } = fitNotes(type, slot.notes, rest, ONE, { size: minor, least: 9 })
  const note = limited(slot) ? unitOf(slot) : (lines[0] ?? (type.width(slot.unit, minor) <= rest && slot.why === null ? slot.unit : ''))
  type.draw(ctx, note, end, y, { ...style, bold: limited(slot), size: note === slot.unit ? minor : size })
  return box(wide)
}

/** Ems of the widest number of this slot. */
function widest(type: Type, slot: Slot): number {
  const { cells } = slot
  const onlyMean =
    cells.length > 1 && cells.slice(0, 2).every(({ text }) => isNone(text)) && !cells.slice(2).every(({ text }) => isNone(text))
  const one = widestOf(slot)
  return type.width(onlyMean ? `(${one})` : cells.length > 1 ? `${one}/${one}` : one, 1, true)
}

function drawNumbers(ink: Ink, slot: Slot, box: Rect, right: number, part: Rect): readonly Cell[] {
  const { ctx, type, theme } = ink
  const [first, second, third] = slot.cells
  if (!first) return []
  const whole = widest(type, slot)
  const known = third && !isNone(third.text)
  const mean = known ? type.width(` (${widestOf(slot)})`, MEAN_SIZE) : 0
  const tallest = box.height / CAPITAL / 1.12
  const withMean = mean > 0 && (box.width - 2) / (whole + mean) >= Math.min(tallest, 15)
  const size = Math.min(tallest, (box.width - 2) / (whole + (withMean ? mean : 0)))
  const y = middle(box) + (size * CAPITAL) / 2
  if (slot.cells.every((cell) => isNone(cell.text))) {
    drawDashes(ink, box, right, size * CAPITAL)
    return slot.cells
  }
  const colourFor = (cell: Cell) => colourOf(theme, slot, isDim(cell))
  const crossed = (x: number, end: number) => {
    if (!slot.cells.some((cell) => cell.struck)) return
    strike(ctx, theme.roles.text, { x: x - 2, width: end - x + 4, y: y - (size * CAPITAL) / 2, thick: Math.max(1.5, size * 0.08) }, part)
  }
  let x = right
  // Only the mean is known: it stands alone, and large enough to be read.
  if (known && second && isNone(first.text) && isNone(second.text)) {
    x -= type.draw(ctx, `(${third.text})`, x, y, { size, bold: true, colour: colourFor(third), align: 'right' })
    crossed(x, right)
    return [third]
  }
  if (withMean && third) x -= type.draw(ctx, ` (${third.text})`, x, y, { size: size * MEAN_SIZE, colour: colourFor(third), align: 'right' })
  const end = withMean ? right : x
  if (second) {
    x -= type.draw(ctx, second.text, x, y, { size, bold: true, colour: colourFor(second), align: 'right' })
    x -= type.draw(ctx, '/', x, y, { size, colour: theme.roles.textDim, align: 'right' })
  }
  x -= type.draw(ctx, first.text, x, y, { size, bold: true, colour: colourFor(first), align: 'right' })
  crossed(x, end)
  // A mean that had no room, or is not known, cannot be read.
  return withMean ? slot.cells : slot.cells.slice(0, 2)
}
