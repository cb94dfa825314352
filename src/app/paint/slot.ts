// Draws one slot of a tile: a big number, a compact one, or what is said in a number's place. Boxes never move with the text.
import type { Rect } from '../messages.ts'
import type { Theme } from '../theme.ts'
import type { Cell, LayoutKey, Slot } from '../tile.ts'
import { bigNumber, CAPITAL } from './layout.ts'
import { drawSymbol } from './symbols.ts'
import { baseline, type Context, type Type } from './text.ts'

export interface Ink {
  readonly ctx: Context
  readonly type: Type
  readonly theme: Theme
}

/** The widest that a pressure may get: its size is chosen by this, so that it stays as numbers change. */
const PRESSURE = '188/188'
const MEAN = ' (188)'
const MEAN_SIZE = 0.72

const middle = (rect: Rect): number => rect.y + rect.height / 2
const capped = (rect: Rect, share: number, least: number, most: number): number => Math.min(most, Math.max(least, rect.height * share))
/** The colour of a number as fresh as it is. */
const colourOf = (theme: Theme, slot: Slot, dim: boolean): string => (dim ? theme.dim : theme.colours)[slot.colour]
const anyDim = (slot: Slot): boolean => slot.cells.some((cell) => cell.dim || cell.struck || cell.freshness === 'late')

function strike(ctx: Context, colour: string, x: number, width: number, y: number, thick: number): void {
  ctx.fillStyle = colour
  ctx.fillRect(x, y - thick / 2, width, thick)
}

/** Reasons that nothing is wrong with: said quietly. */
const QUIET = new Set(['NOT MEASURED', 'ENDED', 'STANDBY', 'NOT CHARTED', 'ON REQUEST', 'DISCHARGED'])
const reasonColour = (theme: Theme, why: string): string => (QUIET.has(why) ? theme.roles.textDim : theme.roles.text)

/** Two dashes of our own: "--" of a font differs in width and height, and this must be known from afar. */
const isNone = (text: string): boolean => text === '--'

/** A note that is too long keeps its last part: the age of "14:05 · 12 min". */
function noteIn(type: Type, note: string, room: number, size: number): string {
  if (type.width(note, size) <= room) return note
  const last = note.split(' · ').at(-1) as string
  return type.cut(last, room, size)
}

/** Heart rate and SpO2. */
export function drawBig(ink: Ink, slot: Slot, rect: Rect, layout: LayoutKey): readonly Cell[] {
  const { ctx, type, theme } = ink
  const { label, digits, capital } = bigNumber(rect, layout)
  const small = layout === 'S' ? Math.min(13, label.height - 1) : capped(rect, 0.24, 10, 20)
  const minor = Math.max(9.5, small * 0.8)
  const dimmed = anyDim(slot)
  const name = colourOf(theme, slot, dimmed)
  if (layout === 'S') {
    const y = baseline(middle(label), small)
    const end = label.x + type.draw(ctx, slot.label, label.x, y, { size: small, bold: true, colour: name }) + 5
    if (dimmed) drawSymbol(ctx, 'clock', end, middle(label) - small / 2, small, theme.roles.textDim)
    const note = noteIn(type, slot.note ?? '', label.width - (end - label.x) - (dimmed ? small + 8 : 4) - 4, minor)
    type.draw(ctx, note, label.x + label.width - 6, y, { size: minor, colour: theme.roles.textDim, align: 'right' })
  } else {
    type.draw(ctx, type.cut(slot.label, label.width - 2, small, true), label.x, label.y + 4 + small * CAPITAL, {
      size: small,
      bold: true,
      colour: name,
    })
    const second = label.y + 4 + small * CAPITAL + minor * 1.35
    const advance = type.draw(ctx, slot.unit, label.x, second, { size: minor, colour: theme.roles.textDim })
    if (dimmed) drawSymbol(ctx, 'clock', label.x + advance + 4, second - minor * CAPITAL - 1, minor + 1, theme.roles.text)
    if (slot.note !== null && slot.note !== '')
      type.draw(ctx, noteIn(type, slot.note, label.width, minor), label.x, label.y + label.height - 6, {
        size: minor,
        colour: theme.roles.textDim,
      })
  }
  const right = digits.x + digits.width - 2
  const cell = slot.cells[0]
  if (!cell) return []
  if (slot.why !== null) {
    drawWhy(ink, slot.why, digits, right)
    return [cell]
  }
  const size = capital / CAPITAL
  const y = middle(digits) + capital / 2
  if (isNone(cell.text)) {
    drawDashes(ink, digits, right, capital)
    return [cell]
  }
  const colour = colourOf(theme, slot, cell.dim || cell.struck || cell.freshness !== 'live')
  // "37.0" in a box made for three digits, never wider than the box.
  const fitted = Math.min(size, (digits.width - 2) / type.width(cell.text, 1, true))
  const advance = type.draw(ctx, cell.text, right, y, { size: fitted, bold: true, colour, align: 'right' })
  if (cell.struck) strike(ctx, theme.roles.text, right - advance - 3, advance + 6, y - capital / 2, Math.max(2, capital * 0.09))
  return [cell]
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

/** Pressure, breathing rate, temperature: a line of label and note above the number, or beside it where the row is low. */
export function drawCompact(ink: Ink, slot: Slot, rect: Rect): readonly Cell[] {
  const { ctx, type, theme } = ink
  const dimmed = anyDim(slot)
  const name = colourOf(theme, slot, dimmed)
  const lined = rect.height >= 33
  const small = lined ? capped(rect, 0.27, 10, 20) : Math.min(12, Math.max(9.5, rect.height * 0.44))
  const minor = Math.max(9, small * 0.86)
  const right = rect.x + rect.width - 2
  let box: Rect
  if (lined) {
    const y = rect.y + 2 + small * CAPITAL
    let end = rect.x + type.draw(ctx, slot.label, rect.x, y, { size: small, bold: true, colour: name }) + 4
    const rest = () => right - end - 2
    // The unit is known, the note is not: where both have no room, the unit goes.
    if (
      !slot.note ||
      type.width(slot.unit, minor) + type.width(noteIn(type, slot.note, rest(), minor), minor) + (dimmed ? minor + 4 : 0) + 8 < rest()
    )
      end += type.draw(ctx, type.cut(slot.unit, rest(), minor), end, y, { size: minor, colour: theme.roles.textDim }) + 4
    if (dimmed) {
      drawSymbol(ctx, 'clock', end, y - minor * CAPITAL - 1, minor + 1, theme.roles.text)
      end += minor + 4
    }
    if (slot.note)
      type.draw(ctx, noteIn(type, slot.note, rest(), minor), right, y, { size: minor, colour: theme.roles.textDim, align: 'right' })
    const top = small * CAPITAL + 5
    box = { x: rect.x, y: rect.y + top, width: rect.width, height: rect.height - top - 2 }
  } else {
    const wide = Math.max(type.width('NIBP', small, true), slot.note ? rect.width * 0.26 : 0) + 4
    const narrow = rect.height < 21 || !slot.note
    const y = narrow ? baseline(middle(rect), small) : rect.y + rect.height / 2 - 2
    const end = type.draw(ctx, slot.label, rect.x, y, { size: small, bold: true, colour: name })
    if (dimmed) drawSymbol(ctx, 'clock', rect.x + end + 2, y - small * CAPITAL - 1, Math.min(small, wide - end - 2), theme.roles.text)
    if (!narrow && slot.note)
      type.draw(ctx, noteIn(type, slot.note, wide, minor * 0.92), rect.x, rect.y + rect.height - 3, {
        size: minor * 0.92,
        colour: theme.roles.textDim,
      })
    box = { x: rect.x + wide, y: rect.y + 1, width: rect.width - wide, height: rect.height - 2 }
  }
  if (slot.why !== null) {
    const size = Math.max(8.5, Math.min(box.height * 0.55, 26, (box.width - 2) / Math.max(1e-6, type.width(slot.why, 1, true))))
    type.draw(ctx, type.cut(slot.why, box.width - 2, size, true), right, baseline(middle(box), size), {
      size,
      bold: true,
      colour: reasonColour(theme, slot.why),
      align: 'right',
    })
    return slot.cells
  }
  return drawNumbers(ink, slot, box, right)
}

function drawNumbers(ink: Ink, slot: Slot, box: Rect, right: number): readonly Cell[] {
  const { ctx, type, theme } = ink
  const [first, second, third] = slot.cells
  if (!first) return []
  const several = second !== undefined
  const whole = several ? type.width(PRESSURE, 1, true) : type.width('38.8', 1, true)
  const mean = several && third ? type.width(MEAN, MEAN_SIZE) : 0
  const tallest = box.height / CAPITAL / 1.12
  const withMean = mean > 0 && (box.width - 2) / (whole + mean) >= Math.min(tallest, 15)
  const size = Math.min(tallest, (box.width - 2) / (whole + (withMean ? mean : 0)))
  const y = middle(box) + (size * CAPITAL) / 2
  if (slot.cells.every((cell) => isNone(cell.text))) {
    drawDashes(ink, box, right, size * CAPITAL)
    return slot.cells
  }
  const colourFor = (cell: (typeof slot.cells)[number]) => colourOf(theme, slot, cell.dim || cell.struck || cell.freshness !== 'live')
  let x = right
  if (withMean && third) x -= type.draw(ctx, ` (${third.text})`, x, y, { size: size * MEAN_SIZE, colour: colourFor(third), align: 'right' })
  const end = x
  if (second) {
    x -= type.draw(ctx, second.text, x, y, { size, bold: true, colour: colourFor(second), align: 'right' })
    x -= type.draw(ctx, '/', x, y, { size, colour: theme.roles.textDim, align: 'right' })
  }
  x -= type.draw(ctx, first.text, x, y, { size, bold: true, colour: colourFor(first), align: 'right' })
  if (slot.cells.some((cell) => cell.struck))
    strike(ctx, theme.roles.text, x - 2, (withMean ? right : end) - x + 4, y - (size * CAPITAL) / 2, Math.max(1.5, size * 0.08))
  // A mean that had no room cannot be read.
  return withMean ? slot.cells : slot.cells.slice(0, 2)
}

/** EtCO2, PI, CVP …: label and value after one another, smaller where they are many; what still has no room is counted. */
export function drawOthers(ink: Ink, slots: readonly Slot[], rect: Rect): readonly Cell[] {
  const { ctx, type, theme } = ink
  const saidOf = (slot: Slot) => slot.why ?? slot.cells.map((cell) => cell.text).join('/')
  const sizes = (size: number, slot: Slot) => ({
    small: Math.max(9, size * 0.62),
    big: slot.why === null ? size : Math.max(9, size * 0.62),
  })
  const widthOf = (slot: Slot, size: number) => {
    const { small, big } = sizes(size, slot)
    return type.width(slot.label, small, true) + 4 + type.width(saidOf(slot), big, true) + 10
  }
  const left = rect.x + 4
  let right = rect.x + rect.width - 6
  const most = capped(rect, 0.72, 11, 26)
  const total = slots.reduce((sum, slot) => sum + widthOf(slot, most), -10)
  const size = Math.max(11, Math.min(most, (most * (right - left)) / Math.max(1, total)))
  const y = baseline(middle(rect), size)
  for (const [index, slot] of slots.entries()) {
    const { small, big } = sizes(size, slot)
    const rest = slots.length - index
    const more = type.width(`+${rest}`, small, true) + 10
    // Room for the count is kept until the last.
    if (right - widthOf(slot, size) + 10 - (rest > 1 ? more : 0) < left) {
      type.draw(ctx, `+${rest}`, right, y, { size: small, bold: true, colour: theme.roles.textDim, align: 'right' })
      return slots.slice(0, index).flatMap((one) => one.cells)
    }
    const colour = colourOf(theme, slot, anyDim(slot))
    const advance = type.draw(ctx, saidOf(slot), right, y, {
      size: big,
      bold: true,
      colour: slot.why === null ? colour : reasonColour(theme, slot.why),
      align: 'right',
    })
    if (slot.cells.some((cell) => cell.struck))
      strike(ctx, theme.roles.text, right - advance - 2, advance + 4, y - (size * CAPITAL) / 2, 1.5)
    right -= advance + 4
    right -= type.draw(ctx, slot.label, right, y, { size: small, bold: true, colour: theme.roles.textDim, align: 'right' }) + 10
  }
  return slots.flatMap((one) => one.cells)
}
