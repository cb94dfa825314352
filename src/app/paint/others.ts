// What a bed has beside its fixed places: in a row, smaller and shorter where they are many; or large, in the place of waves it has none of.
import type { Rect } from '../messages.ts'
import type { Cell, Slot } from '../tile.ts'
import { CAPITAL } from './layout.ts'
import { anyDim, colourOf, drawCompact, type Ink, quietly, reasonColour, strike } from './slot.ts'
import { drawSymbol } from './symbols.ts'
import { baseline, type Type } from './text.ts'

const GAP = 12
/** From all that is known of a value to the least that may stand: a reading keeps its age as long as it is shown. */
const FORMS = ['whole', 'short', 'least'] as const
type Form = (typeof FORMS)[number]

interface Piece {
  readonly text: string
  readonly kind: 'label' | 'value' | 'small'
}

function piecesOf(slot: Slot, form: Form): readonly Piece[] {
  const value = slot.why ?? slot.cells.map((cell) => cell.text).join('/')
  const unit = slot.why === null && form !== 'least' ? slot.unit : ''
  // What is violated stands beside its number, in the unit's place, in every form.
  const limit = slot.alarm?.limit ?? ''
  const notes = form === 'whole' ? slot.notes : slot.notes.slice(0, 1)
  const said = notes.map(({ text, short }) => (form === 'whole' ? text : (short.at(-1) ?? text))).join(' · ')
  const pieces: Piece[] = [
    { text: slot.label, kind: 'label' },
    { text: value, kind: slot.why === null ? 'value' : 'small' },
    limit === '' ? { text: unit, kind: 'small' } : { text: limit, kind: 'label' },
    { text: slot.why === null ? said : '', kind: 'small' },
  ]
  return pieces.filter(({ text }) => text !== '')
}

const smallOf = (size: number): number => Math.max(9.5, size * 0.62)
const sizeOf = ({ kind }: Piece, size: number): number => (kind === 'value' ? size : smallOf(size))
const symbolsOf = (slot: Slot): number => (anyDim(slot) ? 1 : 0) + (slot.cells.some(({ doubtful }) => doubtful) ? 1 : 0)
const widthOf = (type: Type, slot: Slot, form: Form, size: number): number =>
  piecesOf(slot, form).reduce((sum, piece) => sum + type.width(piece.text, sizeOf(piece, size), piece.kind !== 'small') + 4, -4) +
  symbolsOf(slot) * (smallOf(size) + 2)

interface Plan {
  readonly forms: readonly Form[]
  readonly size: number
}

/** As many as fit, then as much of each as fits; the first are needed first. */
function planned(type: Type, slots: readonly Slot[], room: number, most: number): Plan {
  const least = Math.min(most, 12)
  const countWidth = (left: number, size: number) => (left > 0 ? type.width(`+${left}`, smallOf(size), true) + GAP : 0)
  const total = (forms: readonly Form[], size: number) =>
    forms.reduce((sum, form, index) => sum + widthOf(type, slots[index] as Slot, form, size) + GAP, -GAP) +
    countWidth(slots.length - forms.length, size)
  // A unit goes only where not even the first would stand with its own.
  for (const form of ['short', 'least'] as const)
    for (let count = slots.length; count > 0; count--)
      for (const size of [most, (most + least) / 2, least]) {
        const forms: Form[] = Array.from({ length: count }, () => form)
        if (total(forms, size) > room) continue
        for (let index = 0; index < count; index++)
          for (const better of FORMS) {
            const before = forms[index] as Form
            forms[index] = better
            if (total(forms, size) <= room) break
            forms[index] = before
          }
        return { forms, size }
      }
  return { forms: [], size: least }
}

/** The box of a number that an alarm stands on; returns what to write in it with. */
export type Boxed = (ink: Ink, slot: Slot, rect: Rect) => Ink
/** What an alarm stands on has room before the rest. */
const alarmedFirst = (slots: readonly Slot[]): readonly Slot[] => slots.toSorted((a, b) => Number(!a.alarm) - Number(!b.alarm))
/** Between a box and what stands in it, px. */
const INSIDE = 3

/** From the right to the left, the first at the right; what has no room is counted. */
export function drawOthers(plain: Ink, all: readonly Slot[], rect: Rect, boxed: Boxed): readonly Cell[] {
  if (all.length === 0) return []
  const slots = alarmedFirst(all)
  const { ctx, type } = plain
  const most = Math.min(22, Math.max(12, rect.height * 0.66))
  const { forms, size } = planned(type, slots, rect.width - 10, most)
  let right = rect.x + rect.width - 6
  const middle = rect.y + rect.height / 2
  const y = baseline(middle, size)
  for (const [index, form] of forms.entries()) {
    const slot = slots[index] as Slot
    const pieces = piecesOf(slot, form)
    const wide = widthOf(type, slot, form, size)
    const ink = boxed(plain, slot, { x: right - wide - INSIDE, y: rect.y, width: wide + 2 * INSIDE, height: rect.height })
    const { theme } = ink
    for (const piece of [...pieces].reverse()) {
      const own = sizeOf(piece, size)
      const colour = piece.kind === 'value' ? colourOf(theme, slot, anyDim(slot)) : theme.roles.textDim
      const reason = slot.why !== null && piece.text === slot.why ? reasonColour(theme, slot.why) : colour
      const bold = piece.kind !== 'small'
      const advance = type.draw(ctx, piece.text, right, y, { size: own, bold, colour: reason, align: 'right' })
      if (piece.kind === 'value' && slot.cells.some((cell) => cell.struck))
        strike(ctx, theme.roles.text, { x: right - advance - 2, width: advance + 4, y: y - (size * CAPITAL) / 2, thick: 1.5 }, rect)
      right -= advance + 4
      if (piece.kind !== 'value') continue
      const symbol = smallOf(size)
      for (const key of symbolKeys(slot)) {
        drawSymbol(ctx, key, right - symbol + 2, middle - symbol / 2, symbol, theme.roles.text)
        right -= symbol + 2
      }
    }
    right -= GAP - 4
  }
  const left = slots.length - forms.length
  if (left > 0) type.draw(ctx, `+${left}`, right, y, { size: smallOf(size), bold: true, colour: plain.theme.roles.textDim, align: 'right' })
  return slots.slice(0, forms.length).flatMap((slot) => slot.cells)
}
const symbolKeys = (slot: Slot) => [
  ...(anyDim(slot) ? (['clock'] as const) : []),
  ...(slot.cells.some(({ doubtful }) => doubtful) ? (['doubt'] as const) : []),
]

/** At full size, two by two, in the room of waves that a bed does not have. */
export function drawLarge(ink: Ink, all: readonly Slot[], rect: Rect, boxed: Boxed): readonly Cell[] {
  const slots = alarmedFirst(all)
  const columns = rect.width >= 440 ? 2 : 1
  const height = Math.min(84, Math.floor(rect.height / 2))
  if (height < 33) return drawOthers(ink, slots, rect, boxed)
  const rows = Math.max(1, Math.floor(rect.height / height))
  const places = columns * rows
  const shown = slots.length > places ? slots.slice(0, places - 1) : slots
  const width = Math.min(280, rect.width / columns - 16)
  const out: Cell[] = []
  for (const [index, slot] of shown.entries()) {
    const place = {
      x: rect.x + 6 + (index % columns) * (rect.width / columns),
      y: rect.y + Math.floor(index / columns) * height,
      width,
      height: height - 6,
    }
    out.push(...drawCompact(boxed(ink, slot, place), slot, place))
  }
  if (shown.length < slots.length) {
    const index = places - 1
    const x = rect.x + 6 + (index % columns) * (rect.width / columns)
    quietly(ink, `+${slots.length - shown.length}`, x, rect.y + Math.floor(index / columns) * height + height / 2)
  }
  return out
}
