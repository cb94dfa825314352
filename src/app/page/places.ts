// Where each cell of the mirror lies inside its tile: over what the canvas shows there, by the painter's own rectangles.
import type { Rect } from '../messages.ts'
import { bigNumber, type CellKey, cellRects } from '../paint/layout.ts'
import type { LayoutKey } from '../tile.ts'

/** The slot of a vital, and the share [from, to) of the slot's digits that is its own. */
const SLOTS: Readonly<Record<string, readonly [slot: CellKey, from: number, to: number]>> = {
  hr: ['hr', 0, 1],
  pr: ['hr', 0, 1],
  spo2: ['spo2', 0, 1],
  'nibp-sys': ['pressure', 0, 0.36],
  'nibp-dia': ['pressure', 0.36, 0.68],
  'nibp-mean': ['pressure', 0.68, 1],
  'art-sys': ['pressure', 0, 0.36],
  'art-dia': ['pressure', 0.36, 0.68],
  'art-mean': ['pressure', 0.68, 1],
  rr: ['rr', 0, 1],
  temp: ['temp', 0, 1],
}

/** What has no place in this layout stays in the DOM for a screen reader, out of the way. */
const NOWHERE: Rect = { x: 1, y: 1, width: 1, height: 1 }

/** Rectangles by key, relative to the tile. Every key gets one. */
export function placesOf(layout: LayoutKey, tile: Rect, keys: readonly string[]): ReadonlyMap<string, Rect> {
  const cells = cellRects(layout, { x: 0, y: 0, width: tile.width, height: tile.height })
  const others = keys.filter((key) => whereIs(key) === 'others')
  return new Map(keys.map((key) => [key, placeOf(key, cells, layout, others)]))
}

function whereIs(key: string): string {
  const dash = key.startsWith('note-') || key.startsWith('why-') ? key.indexOf('-') + 1 : 0
  const name = key.slice(dash)
  return (
    SLOTS[name]?.[0] ??
    (dash > 0 || name === 'line' || name === 'patient' || name === 'score' ? name : name === 'nurse' ? 'patient' : 'others')
  )
}

function placeOf(key: string, cells: ReturnType<typeof cellRects>, layout: LayoutKey, others: readonly string[]): Rect {
  const where = whereIs(key)
  const cell = (cells as Readonly<Record<string, Rect | undefined>>)[where]
  if (!cell || cell.width < 1 || cell.height < 1) return NOWHERE
  if (where === 'others') return part(cell, others.indexOf(key) / others.length, (others.indexOf(key) + 1) / others.length)
  if (key === 'nurse') return part(cell, 0.8, 1)
  const isBig = where === 'hr' || where === 'spo2'
  const digits = isBig ? bigNumber(cell, layout).digits : cell
  if (key.startsWith('why-')) return digits
  if (key.startsWith('note-')) return { ...cell, y: cell.y + cell.height * 0.72, height: cell.height * 0.28 }
  const [, from, to] = SLOTS[key] ?? [where, 0, 1]
  return part(digits, from, to)
}

const part = (rect: Rect, from: number, to: number): Rect => ({ ...rect, x: rect.x + rect.width * from, width: rect.width * (to - from) })
