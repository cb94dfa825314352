// How an alarm looks on a tile: filled box, symbol of its own shape, text; a frame around the tile; a filled number. Each is read in both halves
// of a flash: the fill goes, words, symbol and frame stay.
import type { Priority } from '../../model/priority.ts'
import type { AlarmLine } from '../core/tilealarms.ts'
import type { Rect } from '../messages.ts'
import type { Role, Theme } from '../theme.ts'
import type { LineKind } from '../tile.ts'
import type { Ink } from './slot.ts'
import { drawSymbol, type SymbolKey } from './symbols.ts'
import { baseline } from './text.ts'

export type AlarmKind = 'high' | 'medium' | 'low'
export const isAlarmKind = (kind: LineKind | Priority): kind is AlarmKind => kind === 'high' || kind === 'medium' || kind === 'low'

/** TABLE: fill, text on it, frame and symbol where it is not filled, shape. */
export const ALARM_LOOK = {
  high: { fill: 'alarmHigh', text: 'alarmHighText', edge: 'alarmHighEdge', symbol: 'high' },
  medium: { fill: 'alarmMedium', text: 'alarmMediumText', edge: 'alarmMediumEdge', symbol: 'medium' },
  low: { fill: 'alarmLow', text: 'alarmLowText', edge: 'alarmLowEdge', symbol: 'low' },
} as const satisfies Record<AlarmKind, { readonly fill: Role; readonly text: Role; readonly edge: Role; readonly symbol: SymbolKey }>

const inks = new Map<Theme, Partial<Record<AlarmKind, Theme>>>()
/** The theme with all words and numbers in the one colour that is read on this priority's fill. */
export function onFill(theme: Theme, kind: AlarmKind): Theme {
  const kept = inks.get(theme) ?? {}
  inks.set(theme, kept)
  const known = kept[kind]
  if (known) return known
  const colour = theme.roles[ALARM_LOOK[kind].text]
  const all = Object.fromEntries(Object.keys(theme.colours).map((key) => [key, colour])) as Theme['colours']
  const made = { roles: { ...theme.roles, text: colour, textDim: colour }, colours: all, dim: all }
  kept[kind] = made
  return made
}
interface Box {
  readonly kind: AlarmKind
  readonly on: boolean
  /** Its condition ended: a broken frame, never filled. */
  readonly ended: boolean
  /** Reduced motion: what would flash has a second frame. */
  readonly framed: boolean
}

/** The box of a line or a number; returns what to write in it with. */
export function drawBox(ink: Ink, { kind, on, ended, framed }: Box, { x, y, width, height }: Rect): Ink {
  const { ctx, theme } = ink
  const fill = theme.roles[ALARM_LOOK[kind].fill]
  const filled = on && !ended
  ctx.beginPath()
  ctx.roundRect(x + 1, y + 1, width - 2, height - 2, 3)
  if (filled) {
    ctx.fillStyle = fill
    ctx.fill()
  }
  const { text, edge } = ALARM_LOOK[kind]
  const frame = (role: Role, inset: number): void => {
    ctx.strokeStyle = theme.roles[role]
    ctx.lineWidth = 2
    ctx.beginPath()
    ctx.roundRect(x + inset, y + inset, width - 2 * inset, height - 2 * inset, 2)
    ctx.stroke()
  }
  if (ended) ctx.setLineDash([5, 3])
  frame(edge, 1)
  ctx.setLineDash([])
  if (filled && framed) frame(text, 3)
  return filled ? { ...ink, theme: onFill(theme, kind) } : ink
}

const GAP = 7

/** Right-aligned in `rect`: symbol, text, who has it, how many more. What has no room goes in this order: stars, timer, who; never the count. */
export function drawAlarmLine(ink: Ink, line: AlarmLine, on: boolean, framed: boolean, rect: Rect): void {
  const { ctx, type, theme } = ink
  const { kind, forms, aside, asideShort, more, ended } = line
  if (!isAlarmKind(kind)) return
  const most = Math.min(21, Math.max(11, rect.height * 0.58))
  const least = Math.min(most, Math.max(10.5, most * 0.74))
  const symbol = Math.min(rect.height - 8, most * 1.15)
  const count = more > 0 ? `+${more}` : ''
  const fixed = symbol + 5 + 2 * 6 + (count ? type.width(count, least, true) + GAP : 0)
  const asides = [...new Set([aside, asideShort, null])]
  const widthOf = (form: string, side: string | null, size: number): number =>
    fixed + type.width(form, size, true) + (side ? type.width(side, least) + GAP : 0)
  const choice = asides
    .flatMap((side) => forms.map((form) => ({ side, form })))
    .map((one) => ({
      ...one,
      size: Math.min(
        most,
        (least * (rect.width - fixed - (one.side ? type.width(one.side, least) + GAP : 0))) / type.width(one.form, least, true),
      ),
    }))
    .find(({ size }) => size >= least - 1e-6)
  const form = choice?.form ?? forms.at(-1) ?? ''
  const side = choice?.side ?? null
  const size = choice?.size ?? least
  const words = type.cut(form, rect.width - fixed, size, true)
  const width = Math.min(rect.width, widthOf(words, side, size))
  const box = { x: rect.x + rect.width - width, y: rect.y, width, height: rect.height - 1 }
  const inside = drawBox(ink, { kind, on, ended, framed }, box)
  const filled = inside !== ink
  const middle = box.y + box.height / 2
  const y = baseline(middle, size)
  const bright = inside.theme.roles.text
  drawSymbol(ctx, ALARM_LOOK[kind].symbol, box.x + 6, middle - symbol / 2, symbol, filled ? bright : theme.roles[ALARM_LOOK[kind].edge])
  let x = box.x + 6 + symbol + 5
  x += type.draw(ctx, words, x, y, { size, bold: true, colour: bright }) + GAP
  const small = baseline(middle, least)
  if (side) x += type.draw(ctx, side, x, small, { size: least, colour: bright }) + GAP
  if (count) type.draw(ctx, count, x, small, { size: least, bold: true, colour: bright })
}

/** Who has it, or why it is in doubt, where the line has no room for it. */
export function drawAside({ ctx, type, theme }: Ink, forms: readonly string[], { x, y, width, height }: Rect): void {
  const most = Math.min(15, Math.max(10, height * 0.62))
  const sizeOf = (said: string): number => Math.min(most, (width - 6) / Math.max(1e-6, type.width(said, 1, true)))
  const said = forms.find((one) => sizeOf(one) >= 9.5) ?? forms.at(-1) ?? ''
  const size = Math.max(9.5, sizeOf(said))
  const style = { size, bold: true, colour: theme.roles.text, align: 'right' } as const
  type.draw(ctx, type.cut(said, width - 6, size, true), x + width - 4, baseline(y + height / 2, size), style)
}

/** TABLE: the frame around a tile by priority: shape as well as colour. */
export const FRAMES: Readonly<Record<AlarmKind, 'whole' | 'corners' | 'none'>> = { high: 'whole', medium: 'corners', low: 'none' }

/** Around the whole tile, inside of its paper's edge; `kind` null: the thin one of every tile. */
export function drawFrame({ ctx, theme }: Ink, kind: AlarmKind | null, { x, y, width, height }: Rect): void {
  const thick = 3
  const bars: readonly Rect[] = [
    { x, y, width, height: thick },
    { x, y: y + height - thick, width, height: thick },
    { x, y, width: thick, height },
    { x: x + width - thick, y, width: thick, height },
  ]
  const fill = (colour: string, rects: readonly Rect[]): void => {
    ctx.fillStyle = colour
    for (const bar of rects) ctx.fillRect(bar.x, bar.y, bar.width, bar.height)
  }
  fill(theme.roles.tile, bars)
  ctx.strokeStyle = theme.roles.frame
  ctx.lineWidth = 1
  ctx.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1)
  if (kind === null || FRAMES[kind] === 'none') return
  const colour = theme.roles[ALARM_LOOK[kind].edge]
  if (FRAMES[kind] === 'whole') {
    fill(colour, bars)
    return
  }
  const [w, h] = [width * 0.14, height * 0.24]
  const corners = [x, x + width - w].flatMap((left) => [y, y + height - thick].map((top) => ({ x: left, y: top, width: w, height: thick })))
  const sides = [x, x + width - thick].flatMap((left) => [y, y + height - h].map((top) => ({ x: left, y: top, width: thick, height: h })))
  fill(colour, [...corners, ...sides])
}
