// Paints what is no line: oxygen steps, the strip of the early-warning score, points charted by hand.
import type { HandPoint, Story } from '../../model/story.ts'
import type { Ink } from './colours.ts'
import { dot, type Y } from './paintlane.ts'
import type { Scene } from './stage.ts'
import { type OxygenStep, oxygenWords, scoreCells, scoreWords } from './steps.ts'

const FONT = '13px B612, system-ui, sans-serif'
const BOLD = 'bold 13px B612, system-ui, sans-serif'

export function paintOxygen(context: CanvasRenderingContext2D, scene: Scene, steps: readonly OxygenStep[], now: number, ink: Ink): void {
  const { x, width, height } = scene
  context.font = FONT
  context.textBaseline = 'middle'
  for (const [i, step] of steps.entries()) {
    const end = Math.min(steps[i + 1]?.from ?? now, now)
    const [left, right] = [Math.max(-1, x(step.from)), Math.min(width, x(end))]
    if (right <= left) continue
    const given = step.device !== null && step.device !== 'A'
    // Higher with more oxygen: flow up to 15 L/min, or the share.
    const share = !given ? 0.06 : Math.max(0.2, Math.min(1, step.fio2 !== null ? (step.fio2 - 21) / 79 : (step.flow ?? 2) / 15))
    const tall = Math.max(3, share * (height - 6))
    context.globalAlpha = given ? 0.35 : 0.6
    context.fillStyle = ink.colours.spo2
    context.fillRect(left, height - 2 - tall, right - left, tall)
    context.globalAlpha = 1
    context.fillRect(left, height - 2 - tall, right - left, 1.5)
    if (step.from > scene.from) context.fillRect(left, 4, 1, height - 6)
    const words = oxygenWords(step)
    // Where the reader looks: in the window, not left of it.
    const start = Math.max(left, x(scene.view.from)) + 6
    context.fillStyle = ink.roles.text
    if (context.measureText(words).width + 10 < right - start) context.fillText(words, start, 15)
  }
}

/** Cells shaded by the lower score of their worst quarter hour, which is sure: 5 and 7 are the thresholds [RCP Chart 2]. The digits say it without the shade. */
export function paintScore(context: CanvasRenderingContext2D, scene: Scene, story: Story, ink: Ink): void {
  const { x, step, height } = scene
  const { roles } = ink
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  context.font = BOLD
  for (const cell of scoreCells(story.running, scene, 34 * step)) {
    const [left, right] = [x(cell.from), x(cell.to)]
    const [fill, text] =
      cell.low >= 7
        ? [roles.alarmHigh, roles.alarmHighText]
        : cell.low >= 5
          ? [roles.alarmMedium, roles.alarmMediumText]
          : [roles.notice, roles.noticeText]
    context.fillStyle = fill
    context.fillRect(left + 0.5, 4, right - left - 1, height - 24)
    const words = scoreWords(cell)
    context.fillStyle = text
    if (context.measureText(words).width + 4 < right - left) context.fillText(words, (left + right) / 2, 4 + (height - 24) / 2 + 1)
  }
  // Charted sets stand beneath in a frame: they count, the running one only points.
  let done = -40
  for (const { set, total } of story.sets) {
    const px = x(set.at)
    if (px < -20 || px > scene.width + 20 || total === null) continue
    context.fillStyle = roles.text
    context.fillRect(px - 0.5, height - 20, 1, 4)
    if (px - done < 24) continue
    done = px
    context.strokeStyle = roles.text
    context.lineWidth = 1
    context.strokeRect(px - 10.5, height - 17, 21, 16)
    context.fillText(String(total), px, height - 8)
  }
  context.textAlign = 'start'
}

export function paintHand(
  context: CanvasRenderingContext2D,
  scene: Scene,
  points: readonly HandPoint[],
  y: Y,
  digits: number,
  { roles, colours }: Ink,
): void {
  context.font = FONT
  context.textBaseline = 'middle'
  for (const point of points) {
    if (point.corrected !== null) continue
    const px = scene.x(point.at)
    const py = Math.min(scene.height - 6, Math.max(6, y(point.number)))
    context.fillStyle = colours.other
    dot(context, px, py, 4)
    context.fillStyle = roles.text
    context.fillText(point.number.toFixed(digits), px + 8, py + 1)
  }
}
