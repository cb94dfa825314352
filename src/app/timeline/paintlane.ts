// Paints one lane: the limits as they were in force, what is unknown and why, the numbers. Nothing is joined across a gap.
import type { Gap, Marked } from '../../model/history.ts'
import { QUALITY } from '../../model/sample.ts'
import type { LimitStep } from '../../model/story.ts'
import type { Ink } from './colours.ts'
import type { Scene } from './stage.ts'
import type { Tick } from './ticks.ts'
import { firstAt, type Piece } from './tiles.ts'
import { gapWords } from './words.ts'

export type Y = (value: number) => number
const FONT = '11px B612, system-ui, sans-serif'

/** Space above the highest and below the lowest value, px. */
export const ROOM = 8
export const yOf =
  ([low, high]: readonly [number, number], height: number): Y =>
  (value) =>
    ROOM + (1 - (value - low) / (high - low)) * (height - 2 * ROOM)

export function paintGrid(context: CanvasRenderingContext2D, { x, height }: Scene, ticks: readonly number[], { roles }: Ink): void {
  context.fillStyle = roles.grid
  for (const tick of ticks) context.fillRect(Math.round(x(tick)), 0, 1, height)
}

/** As the axis of Recharts looks. */
export function paintAxis(context: CanvasRenderingContext2D, { x, height }: Scene, ticks: readonly Tick[], { roles }: Ink): void {
  context.textAlign = 'center'
  context.textBaseline = 'alphabetic'
  for (const { at, label, day } of ticks) {
    context.fillStyle = roles.text
    context.font = '13px B612, system-ui, sans-serif'
    context.fillText(label, x(at), height - 12)
    if (day === null) continue
    context.fillStyle = roles.textDim
    context.font = '12px B612, system-ui, sans-serif'
    context.fillText(day, x(at), height - 28)
  }
  context.textAlign = 'start'
}

/** Between the limits in force; where one side has none the band runs to the edge. */
export function paintLimits(
  context: CanvasRenderingContext2D,
  { x, from, to, height }: Scene,
  steps: readonly LimitStep[],
  now: number,
  y: Y,
  { roles }: Ink,
): void {
  const sorted = steps.toSorted((a, b) => a.from - b.from)
  for (const [i, step] of sorted.entries()) {
    // Nobody knows tomorrow's.
    const end = sorted[i + 1]?.from ?? now
    if (end <= from || step.from >= to || (step.low === null && step.high === null)) continue
    const [left, right] = [Math.max(0, x(step.from)), x(Math.min(end, to))]
    const top = step.high === null ? 0 : Math.max(0, y(step.high))
    const bottom = step.low === null ? height : Math.min(height, y(step.low))
    context.globalAlpha = 0.45
    context.fillStyle = roles.grid
    context.fillRect(left, top, right - left, bottom - top)
    context.globalAlpha = 0.8
    context.fillStyle = roles.scale
    for (const [limit, at] of [
      [step.high, top],
      [step.low, bottom],
    ] as const)
      if (limit !== null && at >= 0 && at <= height)
        for (let dash = left; dash < right; dash += 10) context.fillRect(dash, at, Math.min(5, right - dash), 1)
    context.globalAlpha = 1
  }
}

/** Where a gap lies on the canvas: at least two pixels, so that none is overlooked. Null: outside. */
export function gapRect(
  { from, to }: { readonly from: number; readonly to: number },
  scene: Pick<Scene, 'x' | 'width'>,
): readonly [left: number, width: number] | null {
  const [left, right] = [Math.max(0, scene.x(from)), Math.min(scene.width, scene.x(to))]
  if (right <= 0 || left >= scene.width || to <= from) return null
  return [left, Math.max(2, right - left)]
}
export function paintGaps(context: CanvasRenderingContext2D, scene: Scene, gaps: readonly Gap[], { hatch, roles }: Ink): void {
  context.font = FONT
  context.textBaseline = 'middle'
  for (const gap of gaps) {
    const rect = gapRect(gap, scene)
    if (!rect) continue
    const [left, width] = rect
    context.globalAlpha = 0.55
    context.fillStyle = hatch
    context.fillRect(left, 0, width, scene.height)
    context.globalAlpha = 1
    const words = gapWords(gap.why)
    const wide = context.measureText(words).width
    if (wide + 12 > width) continue
    // Words on their own ground; once in each part of a gap that fills more than the window.
    for (let at = left + Math.min(width, scene.width) / 2; at < left + width; at += 600) {
      const start = Math.max(left + 3, at - wide / 2)
      if (start + wide + 3 > left + width) break
      context.fillStyle = roles.tile
      context.fillRect(start - 4, scene.height / 2 - 8, wide + 8, 16)
      context.fillStyle = roles.text
      context.fillText(words, start, scene.height / 2 + 1)
    }
  }
}

/** Computed by us: a dotted line along the floor of the lane. Doubted by its device: a dashed one. */
export function paintMarked(
  context: CanvasRenderingContext2D,
  { x, width, height }: Scene,
  marked: readonly Marked[],
  { roles }: Ink,
): void {
  context.fillStyle = roles.textDim
  for (const { from, to, quality } of marked) {
    const [left, right] = [Math.max(0, x(from)), Math.min(width, x(to))]
    if (right <= left) continue
    if (quality & QUALITY.derived) for (let at = left; at < right; at += 5) context.fillRect(at, height - 2, 2, 2)
    if (quality & QUALITY.questionable) for (let at = left; at < right; at += 12) context.fillRect(at, height - 4, 7, 1)
  }
}

const usuals = new WeakMap<Piece, number>()
/** Farther apart than this no two points of these pieces are neighbours, ms. */
function reach(piece: Piece): number {
  let usual = usuals.get(piece)
  if (usual === undefined) {
    const steps: number[] = []
    const every = Math.max(1, Math.floor(piece.at.length / 64))
    for (let i = 1; i < piece.at.length; i += every) steps.push(piece.at[i]! - piece.at[i - 1]!)
    steps.sort((a, b) => a - b)
    usual = Math.max(15_000, 4 * (steps[Math.floor(steps.length * 0.75)] ?? 0), (piece.to - piece.from) / 200)
    usuals.set(piece, usual)
  }
  return usual
}

/** Each known value in sight in turn; `line` false: no line leads to it. */
export function eachPoint(
  pieces: readonly Piece[],
  { from, to }: { readonly from: number; readonly to: number },
  act: (time: number, value: number, line: boolean) => void,
): void {
  let line = false
  let before = Number.NEGATIVE_INFINITY
  for (const piece of pieces) {
    const { at, value } = piece
    let i = Math.max(0, firstAt(at, from) - 1)
    const end = Math.min(at.length, firstAt(at, to) + 1)
    if (i >= end) continue
    // From piece to piece the line goes on, unless something is missing between.
    if (at[i]! - before > reach(piece) || piece.gaps.some((gap) => gap.from < at[i]! && gap.to > before)) line = false
    for (; i < end; i++) {
      const known = value[i]!
      if (Number.isNaN(known)) {
        line = false
        continue
      }
      act(at[i]!, known, line)
      line = true
      before = at[i]!
    }
  }
}

/** Marks at the edges of the scale: a value lies beyond. */
function beyonds(context: CanvasRenderingContext2D, xs: readonly number[], up: boolean, height: number): void {
  let last = -20
  for (const x of xs) {
    if (x - last < 12) continue
    last = x
    const [edge, tip] = up ? [7, 1] : [height - 7, height - 1]
    context.beginPath()
    context.moveTo(x - 4, edge)
    context.lineTo(x + 4, edge)
    context.lineTo(x, tip)
    context.fill()
  }
}

export function paintLine(
  context: CanvasRenderingContext2D,
  scene: Scene,
  pieces: readonly Piece[],
  y: Y,
  colour: string,
  wide = 1.6,
): void {
  const above: number[] = []
  const below: number[] = []
  const { x, height } = scene
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineWidth = wide
  context.lineCap = 'round'
  context.lineJoin = 'round'
  // Where many values share a pixel its lowest and highest are one upright bar: a stroke through all of them costs ten times as much.
  const dense = pieces.reduce((sum, { at }) => sum + firstAt(at, scene.to) - firstAt(at, scene.from), 0) > 1.5 * scene.width
  let column = Number.NaN
  let [top, bottom, last] = [0, 0, 0]
  const flush = (): void => {
    if (!Number.isNaN(column)) context.fillRect(column, top - wide / 2, Math.max(1, wide - 0.4), bottom - top + wide)
  }
  context.beginPath()
  eachPoint(pieces, scene, (time, value, line) => {
    const px = x(time)
    let py = y(value)
    if (py < 1) {
      above.push(px)
      py = 1
    } else if (py > height - 1) {
      below.push(px)
      py = height - 1
    }
    if (dense) {
      const here = Math.round(px)
      if (here !== column) {
        flush()
        // Farther than the next pixel: a line of its own leads there.
        if (line && here - column > 2) {
          context.moveTo(column, last)
          context.lineTo(here, py)
        }
        const joins = line && here - column <= 2
        ;[top, bottom] = joins ? [Math.min(py, last), Math.max(py, last)] : [py, py]
        column = here
      } else {
        top = Math.min(top, py)
        bottom = Math.max(bottom, py)
      }
      last = py
    } else if (line) context.lineTo(px, py)
    else {
      // A value alone is a dot.
      context.moveTo(px, py)
      context.lineTo(px + 0.01, py)
    }
  })
  flush()
  context.stroke()
  beyonds(context, above, true, height)
  beyonds(context, below, false, height)
}

export function paintPoints(context: CanvasRenderingContext2D, scene: Scene, pieces: readonly Piece[], y: Y, colour: string): void {
  context.fillStyle = colour
  eachPoint(pieces, scene, (time, value) => dot(context, scene.x(time), Math.min(scene.height - 3, Math.max(3, y(value)))))
}
export function dot(context: CanvasRenderingContext2D, x: number, y: number, size = 3.2): void {
  context.beginPath()
  context.arc(x, y, size, 0, 2 * Math.PI)
  context.fill()
}
