// The early-warning badge: in a thin frame, bold where the score asks for somebody, with a clock where a set is due. Never in a colour of alarms.
import type { Badge } from '../early/words.ts'
import type { Rect } from '../messages.ts'
import type { Ink } from './slot.ts'
import { drawSymbol } from './symbols.ts'
import { baseline } from './text.ts'

/** From this height on a figure alone has its name over it. */
const NAMED = 24
const NAME = 8.5

/** At the right of its place, as much of it as fits; a figure is never cut. */
export function drawScore({ ctx, type, theme }: Ink, { forms, calls, overdue }: Badge, rect: Rect): void {
  if (forms.length === 0) return
  const size = Math.min(15, Math.max(9.5, rect.height * 0.58))
  const fitting = (symbol: number) => forms.find((one) => type.fits(one, rect.width - 10 - symbol, size, calls))
  // The clock goes before a figure does.
  const withClock = overdue ? fitting(size + 4) : undefined
  const symbol = withClock === undefined ? 0 : size + 4
  const form = withClock ?? fitting(0) ?? forms.at(-1)!
  const words = type.cut(form, rect.width - 10 - symbol, size, calls)
  const name = rect.height >= NAMED && !form.includes('N') && !form.startsWith('now') ? 'NEWS2' : ''
  const width = Math.max(type.width(words, size, calls) + symbol, type.width(name, NAME)) + 8
  const height = Math.min(rect.height - 2, size * 1.5 + (name === '' ? 0 : NAME))
  const x = rect.x + rect.width - width - 2
  const top = rect.y + (rect.height - height) / 2
  const ink = calls ? theme.roles.noticeText : theme.roles.textDim
  ctx.beginPath()
  ctx.roundRect(x, top, width, height, 3)
  if (calls) {
    ctx.fillStyle = theme.roles.notice
    ctx.fill()
  } else {
    ctx.strokeStyle = theme.roles.frame
    ctx.lineWidth = 1
    ctx.stroke()
  }
  if (name !== '') type.draw(ctx, name, x + width - 4, baseline(top + NAME / 2 + 2, NAME), { size: NAME, colour: ink, align: 'right' })
  const middle = name === '' ? top + height / 2 : top + NAME + (height - NAME) / 2
  if (symbol > 0) drawSymbol(ctx, 'clock', x + 4, middle - size / 2, size, ink)
  type.draw(ctx, words, x + width - 4, baseline(middle, size), { size, bold: calls, colour: ink, align: 'right' })
}
