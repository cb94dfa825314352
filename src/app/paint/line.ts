// The one line of a tile: plain grey words, or a filled box with a symbol; and the whole of a tile that is empty or away.
import type { Rect } from '../messages.ts'
import type { LineKind, TileView } from '../tile.ts'
import { isFilled } from '../tile.ts'
import { CAPITAL } from './layout.ts'
import { drawNurse } from './nurse.ts'
import type { Ink } from './slot.ts'
import { drawSymbol } from './symbols.ts'
import { baseline, type Type } from './text.ts'

/** TABLE: kind → fill and text, in roles of the theme. */
const LOOK = {
  notice: ['notice', 'noticeText'],
  technical: ['technical', 'technicalText'],
  help: ['text', 'background'],
  low: ['alarmLow', 'alarmLowText'],
  medium: ['alarmMedium', 'alarmMediumText'],
  high: ['alarmHigh', 'alarmHighText'],
} as const satisfies Record<Exclude<LineKind, 'quiet'>, readonly [string, string]>

export interface Said {
  readonly text: string
  /** What it may be cut to, longest first. */
  readonly short: readonly string[]
  readonly kind: LineKind
}

/** Right-aligned in the tile's head. Filled with a symbol where something is wrong; a notice is grey with its symbol. */
export function drawLine({ ctx, type, theme }: Ink, { text, short, kind }: Said, rect: Rect): void {
  if (text === '') return
  const most = Math.min(20, Math.max(11, rect.height * 0.56))
  const symbol = kind === 'quiet' ? 0 : most
  const room = rect.width - (kind === 'quiet' ? 4 : symbol + 16)
  const bold = isFilled(kind)
  // A long text is cut, not made too small to be read.
  const sizeOf = (words: string) =>
    Math.max(Math.min(most, 11), most * 0.72, Math.min(most, room / Math.max(1e-6, type.width(words, 1, bold))))
  const form = [text, ...short].find((one) => type.fits(one, room, sizeOf(one), bold)) ?? short.at(-1) ?? text
  const size = sizeOf(form)
  const words = type.cut(form, room, size, bold)
  const y = baseline(rect.y + rect.height / 2 - 1, size)
  if (kind === 'quiet') {
    type.draw(ctx, words, rect.x + rect.width - 2, y, { size, colour: theme.roles.textDim, align: 'right' })
    return
  }
  const [fill, ink] = LOOK[kind]
  const colour = theme.roles[ink]
  const width = type.width(words, size, bold) + symbol + 14
  const x = rect.x + rect.width - width
  ctx.fillStyle = theme.roles[fill]
  ctx.beginPath()
  ctx.roundRect(x, rect.y + 1, width, rect.height - 4, 3)
  ctx.fill()
  drawSymbol(ctx, kind, x + 5, rect.y + (rect.height - symbol) / 2 - 1, symbol, colour)
  type.draw(ctx, words, x + symbol + 9, y, { size, bold, colour })
}

/** The words of `text` on at most `most` lines of `room`; what has no room is cut from the last. */
export function wrapped(type: Type, text: string, room: number, size: number, bold: boolean, most: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const joined = `${last} ${word}`
    if (last !== undefined && (lines.length === most || type.fits(joined, room, size, bold))) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return lines.map((line) => type.cut(line, room, size, bold))
}

/** An empty or away bed: its label, its nurse, and why nothing else stands there. `rect`: the tile. */
export function drawIdle(ink: Ink, tile: TileView, said: Said, rect: Rect): void {
  const { ctx, type, theme } = ink
  const size = Math.min(22, rect.height * 0.15)
  const x = rect.x + 8
  const room = rect.width - 16
  const colour = theme.roles.textDim
  const head = { x, y: rect.y + 6, width: room, height: size * 1.2 }
  const side = drawNurse(ink, tile.nurse, head)
  type.draw(ctx, type.cut(tile.label, room - side, size, true), x, rect.y + 8 + size * CAPITAL, { size, bold: true, colour })
  const small = Math.max(11, size * 0.72)
  const { text, kind } = said
  if (kind === 'quiet') {
    // On two lines where one is too narrow: "away: CT, with P. Heron," / "back 10:42".
    const lines = type.fits(text, room, small) ? [text] : halves(text)
    for (const [index, part] of lines.entries())
      type.draw(ctx, type.cut(part, room, small), x, rect.y + 8 + size * CAPITAL + (index + 1) * small * 1.5, { size: small, colour })
    return
  }
  drawBox(ink, text, kind, { x, y: head.y + head.height + 4, width: room, height: rect.y + rect.height - head.y - head.height - 8 }, small)
}

/** A filled box with its symbol at the left, as high as its lines. */
function drawBox({ ctx, type, theme }: Ink, text: string, kind: Exclude<LineKind, 'quiet'>, rect: Rect, size: number): void {
  const bold = isFilled(kind)
  const [fill, ink] = LOOK[kind]
  const colour = theme.roles[ink]
  const step = size * 1.3
  const indent = size + 10
  const most = Math.max(1, Math.floor((rect.height - 6) / step))
  const lines = wrapped(type, text, rect.width - indent - 6, size, bold, most)
  const width = Math.min(rect.width, Math.max(...lines.map((line) => type.width(line, size, bold))) + indent + 6)
  const height = Math.min(rect.height, lines.length * step + 6)
  ctx.fillStyle = theme.roles[fill]
  ctx.beginPath()
  ctx.roundRect(rect.x, rect.y, width, height, 3)
  ctx.fill()
  drawSymbol(ctx, kind, rect.x + 5, rect.y + 3 + (step - size) / 2, size, colour)
  for (const [index, line] of lines.entries())
    type.draw(ctx, line, rect.x + indent, baseline(rect.y + 3 + (index + 0.5) * step, size), { size, bold, colour })
}

function halves(text: string): readonly string[] {
  const cut = text.indexOf(', ', text.length / 2 - 1)
  const at = cut < 0 ? text.lastIndexOf(', ') : cut
  return at < 0 ? [text] : [text.slice(0, at + 1), text.slice(at + 2)]
}
