// The early-warning badge: in a thin frame, bold where the score asks for somebody, with a clock where a set is due. Never in a colour of alarms.
import type { Badge } from '../early/words.ts'
import type { Rect } from '../messages.ts'
import type { Ink } from './slot.ts'
import { drawSymbol } from './symbols.ts'
import { baseline } from './text.ts'

/** At the right of its place, as much of it as fits. */
export function drawScore({ ctx, type, theme }: Ink, { forms, calls, overdue }: Badge, rect: Rect): void {
  if (forms.length === 0) return
  const size = Math.min(15, Math.max(9.5, rect.height * 0.58))
  const symbol = overdue ? size : 0
  const room = rect.width - 10 - (overdue ? symbol + 4 : 0)
  const form = forms.find((one) => type.fits(one, room, size, calls)) ?? forms.at(-1)!
  const words = type.cut(form, room, size, calls)
  const width = type.width(words, size, calls) + 8 + (overdue ? symbol + 4 : 0)
  const height = Math.min(rect.height - 2, size * 1.5)
  const x = rect.x + rect.width - width - 2
  const middle = rect.y + rect.height / 2
  const ink = calls ? theme.roles.noticeText : theme.roles.textDim
  ctx.beginPath()
  ctx.roundRect(x, middle - height / 2, width, height, 3)
  if (calls) {
    ctx.fillStyle = theme.roles.notice
    ctx.fill()
  } else {
    ctx.strokeStyle = theme.roles.frame
    ctx.lineWidth = 1
    ctx.stroke()
  }
  if (overdue) drawSymbol(ctx, 'clock', x + 4, middle - symbol / 2, symbol, ink)
  type.draw(ctx, words, x + 4 + (overdue ? symbol + 4 : 0), baseline(middle, size), { size, bold: calls, colour: ink })
}
