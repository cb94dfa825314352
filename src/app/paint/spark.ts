// The spark line: lowest and highest heart rate and SpO2 of the last 30 minutes, low-key, gaps left as gaps.
import type { VitalKey } from '../../model/vitals.ts'
import type { Trend } from '../../model/wire.ts'
import type { Rect } from '../messages.ts'
import { CAPITAL } from './layout.ts'
import type { Ink } from './slot.ts'

const WINDOW = 30 * 60_000
/** Vital, and the span shown: heart rate at least 40 bpm around what was seen, SpO2 80–100 % and lower where it was lower [design]. */
const LINES = [
  { vital: 'hr', label: 'HR', least: 40, floor: null },
  { vital: 'spo2', label: 'SpO₂', least: 20, floor: 80 },
] as const satisfies readonly { vital: VitalKey; label: string; least: number; floor: number | null }[]

type Row = Trend['rows'][number]

export function drawSpark(ink: Ink, trend: Trend | null, stay: string | null, now: number, rect: Rect): void {
  const { ctx, type, theme } = ink
  ctx.fillStyle = theme.roles.tile
  ctx.fillRect(rect.x, rect.y, rect.width, rect.height)
  if (!trend || stay === null) return
  const half = rect.height / 2
  const size = Math.max(8, Math.min(11, half * 0.8))
  const gutter = type.width('SpO₂', size) + 5
  for (const [index, { vital, label, least, floor }] of LINES.entries()) {
    const row = trend.rows.find((one) => one.stay === stay && one.vital === vital)
    if (!row || row.low.every((value) => value === null)) continue
    const y = rect.y + index * half
    type.draw(ctx, label, rect.x, y + half / 2 + (size * CAPITAL) / 2, { size, colour: theme.roles.textDim })
    const box = { x: rect.x + gutter, y: y + 1, width: rect.width - gutter - 8, height: half - 2 }
    ctx.fillStyle = theme.roles.spark
    columns(ink, row, trend.step, now, box, least, floor)
  }
}

function columns({ ctx }: Ink, row: Row, step: number, now: number, box: Rect, least: number, floor: number | null): void {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of row.low) if (value !== null) low = Math.min(low, value)
  for (const value of row.high) if (value !== null) high = Math.max(high, value)
  if (floor !== null) {
    high = 100
    low = Math.min(floor, low)
  } else if (high - low < least) {
    const middle = (low + high) / 2
    low = middle - least / 2
    high = middle + least / 2
  }
  const start = now - WINDOW
  const wide = Math.max(1, (step / WINDOW) * box.width)
  for (let index = 0; index < row.low.length; index++) {
    const from = row.low[index]
    const to = row.high[index]
    if (from == null || to == null) continue
    const x = box.x + ((row.from + index * step - start) / WINDOW) * box.width
    if (x < box.x - 0.5 || x + wide > box.x + box.width + 1) continue
    const top = box.y + ((high - to) / (high - low)) * box.height
    const bottom = box.y + ((high - from) / (high - low)) * box.height
    ctx.fillRect(x, top - 0.6, wide, Math.max(1.2, bottom - top + 1.2))
  }
}
