// The rows of an hour on a canvas: time, the wave by lowest and highest of each pixel, holes, alarms.
import type { WavePiece } from '../../../model/history.ts'
import { MARKS } from '../../../model/priority.ts'
import { WAVES, type WaveKey } from '../../../model/waves.ts'
import { hourIn } from '../../../model/zone.ts'
import type { Theme } from '../../theme.ts'
import type { Hole } from './holes.ts'
import { columnsOf, type HourRow, ROW, type RowScale } from './rows.ts'
import { gapWords } from './words.ts'

interface RowsScene {
  readonly width: number
  /** Of a row, CSS px. */
  readonly tall: number
  readonly dpr: number
  readonly rows: readonly HourRow[]
  readonly pieces: readonly WavePiece[]
  readonly holes: readonly Hole[]
  /** Values at the lower and upper edge of a row. */
  readonly scale: RowScale
  readonly signal: WaveKey
  readonly zone: string
  readonly theme: Theme
}
/** Time at the left, marks of alarms at the right, CSS px. */
const SIDES = { left: 58, right: 44 } as const

export function drawRows(ctx: CanvasRenderingContext2D, scene: RowsScene): void {
  const { width, tall, dpr, rows, theme, zone } = scene
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0)
  ctx.fillStyle = theme.roles.tile
  ctx.fillRect(0, 0, width, tall * rows.length)
  for (const [index, row] of rows.entries()) {
    const y = index * tall
    ctx.fillStyle = theme.roles.text
    ctx.font = '13px B612, sans-serif'
    ctx.textBaseline = 'middle'
    ctx.textAlign = 'left'
    ctx.fillText(hourIn(zone, row.from), 10, y + tall / 2)
    marks(ctx, scene, row, y)
    line(ctx, scene, row, y)
  }
}

function marks(ctx: CanvasRenderingContext2D, { width, tall, theme }: RowsScene, row: HourRow, y: number): void {
  const inside = width - SIDES.left - SIDES.right
  for (const { from, to, priority } of row.alarms) {
    const x = (time: number): number => SIDES.left + (Math.max(0, Math.min(ROW, time - row.from)) / ROW) * inside
    const edge = priority === 'high' ? 'alarmHighEdge' : priority === 'medium' ? 'alarmMediumEdge' : 'alarmLowEdge'
    ctx.fillStyle = theme.roles[edge]
    ctx.fillRect(x(from), y + 1, Math.max(3, x(to ?? row.to) - x(from)), 3)
  }
  const worst = (['high', 'medium', 'low'] as const).find((priority) => row.alarms.some((alarm) => alarm.priority === priority))
  if (!worst) return
  ctx.fillStyle = theme.roles.text
  ctx.font = 'bold 15px B612, sans-serif'
  ctx.fillText(MARKS[worst], width - SIDES.right + 8, y + tall / 2 + 3)
}

function line(
  ctx: CanvasRenderingContext2D,
  { width, tall, dpr, pieces, holes, scale, signal, theme }: RowsScene,
  row: HourRow,
  y: number,
): void {
  const inside = width - SIDES.left - SIDES.right
  const count = Math.max(1, Math.round(inside * dpr))
  const { low, high } = columnsOf(pieces, row, count)
  const yOf = (value: number): number => {
    const share = (value - scale.low) / (scale.high - scale.low)
    return y + tall - 2 - Math.max(0, Math.min(1, share)) * (tall - 6)
  }
  for (const hole of holes) {
    if (hole.from >= row.to || hole.to <= row.from) continue
    const x = (time: number): number => SIDES.left + (Math.max(0, Math.min(ROW, time - row.from)) / ROW) * inside
    ctx.fillStyle = theme.roles.hatch
    ctx.fillRect(x(hole.from), y + tall / 2 - 2, Math.max(1, x(hole.to) - x(hole.from)), 4)
    // Its reason once, in the first row that has room for it.
    if (hole.from < row.from || x(hole.to) - x(hole.from) < 150) continue
    ctx.font = 'bold 12px B612, sans-serif'
    const words = gapWords(hole.why)
    ctx.fillStyle = theme.roles.tile
    ctx.fillRect(x(hole.from) + 8, y + tall / 2 - 8, ctx.measureText(words).width + 12, 16)
    ctx.fillStyle = theme.roles.text
    ctx.fillText(words, x(hole.from) + 14, y + tall / 2)
  }
  ctx.beginPath()
  let open = false
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(low[i])) {
      open = false
      continue
    }
    const x = SIDES.left + (i + 0.5) / dpr
    const [top, bottom] = [yOf(high[i]!), yOf(low[i]!)]
    if (open) ctx.lineTo(x, top)
    else ctx.moveTo(x, top)
    ctx.lineTo(x, bottom + 0.3)
    open = true
  }
  ctx.strokeStyle = theme.colours[WAVES[signal].colour]
  ctx.lineWidth = 1
  ctx.stroke()
}
