// Who cares for a bed in this shift: initials in a thin frame, so that they are not taken for the patient's; a dash where nobody does.
import type { Rect } from '../messages.ts'
import type { Ink } from './slot.ts'
import { baseline } from './text.ts'

const NOBODY = '–'
/** Share of its place that long initials may take. */
const MOST = 0.4

/** At the right of `rect`, at most so much of it; returns the width that is taken. */
export function drawNurse({ ctx, type, theme }: Ink, initials: string | null, rect: Rect): number {
  if (initials === null) return 0
  const colour = theme.roles.textDim
  const size = Math.min(15, Math.max(9.5, rect.height * 0.46))
  const middle = rect.y + rect.height / 2
  const right = rect.x + rect.width - 3
  if (initials === NOBODY) {
    type.draw(ctx, initials, right - 3, baseline(middle, size), { size, colour, align: 'right' })
    return size + 4
  }
  const words = type.cut(initials, rect.width * MOST - 12, size)
  const width = type.width(words, size) + 8
  const height = size * 1.5
  ctx.strokeStyle = colour
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.roundRect(right - width, middle - height / 2, width, height, 3)
  ctx.stroke()
  type.draw(ctx, words, right - width / 2, baseline(middle, size), { size, colour, align: 'centre' })
  return width + 6
}
