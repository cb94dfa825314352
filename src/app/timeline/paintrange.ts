// Paints pressures: a bar from diastolic to systolic with the mean. Of a line each pixel's lowest and highest; of a cuff one bar a reading.
import { eachPoint, type Y } from './paintlane.ts'
import type { Scene } from './stage.ts'
import type { Piece } from './tiles.ts'

interface Column {
  low: number
  high: number
}
/** Lowest and highest of each pixel column. */
function columnsOf(pieces: readonly Piece[], scene: Scene): Map<number, Column> {
  const columns = new Map<number, Column>()
  eachPoint(pieces, scene, (time, value) => {
    const px = Math.round(scene.x(time))
    const column = columns.get(px)
    if (!column) columns.set(px, { low: value, high: value })
    else {
      column.low = Math.min(column.low, value)
      column.high = Math.max(column.high, value)
    }
  })
  return columns
}

export interface Triple {
  readonly sys: readonly Piece[]
  readonly dia: readonly Piece[]
  readonly mean: readonly Piece[]
}

/** A watched pressure: shades from the lowest diastolic to the highest systolic of each pixel, its mean as a line upon it. */
export function paintRange(context: CanvasRenderingContext2D, scene: Scene, { sys, dia }: Triple, y: Y, colour: string): void {
  const [tops, bottoms] = [columnsOf(sys, scene), columnsOf(dia, scene)]
  context.globalAlpha = 0.42
  context.fillStyle = colour
  const known = [...tops.keys()].sort((a, b) => a - b)
  const gaps = sys.flatMap((piece) => piece.gaps).map(({ from, to }) => [scene.x(from), scene.x(to)] as const)
  const isBroken = (left: number, right: number): boolean => gaps.some(([from, to]) => from < right && to > left)
  for (const [i, px] of known.entries()) {
    const [top, bottom] = [tops.get(px)!, bottoms.get(px)]
    if (!bottom) continue
    // Samples a few pixels apart make one body, where nothing is missing between them; else bars of their own.
    const next = known[i + 1]
    const width = next !== undefined && next - px <= 4 && !isBroken(px + 0.5, next - 0.5) ? next - px : 2
    const [high, low] = [Math.max(0, y(top.high)), Math.min(scene.height, y(bottom.low))]
    context.fillRect(px, high, width, Math.max(1, low - high))
  }
  context.globalAlpha = 1
}

/** Cuff readings: systolic and diastolic as ends of a bar, the mean as a point. */
export function paintCuff(context: CanvasRenderingContext2D, scene: Scene, { sys, dia, mean }: Triple, y: Y, colour: string): void {
  const [tops, bottoms, means] = [columnsOf(sys, scene), columnsOf(dia, scene), columnsOf(mean, scene)]
  context.fillStyle = colour
  const clamp = (py: number): number => Math.min(scene.height - 2, Math.max(1, py))
  for (const [px, top] of tops) {
    const bottom = bottoms.get(px)
    const high = clamp(y(top.high))
    if (bottom) {
      const low = clamp(y(bottom.low))
      context.fillRect(px - 0.75, high, 1.5, low - high)
      context.fillRect(px - 4, low, 8, 1.6)
    }
    context.fillRect(px - 4, high - 0.6, 8, 1.6)
    const middle = means.get(px)
    if (!middle) continue
    context.beginPath()
    const at = clamp(y((middle.low + middle.high) / 2))
    context.moveTo(px - 4, at)
    context.lineTo(px, at - 4)
    context.lineTo(px + 4, at)
    context.lineTo(px, at + 4)
    context.fill()
  }
}
