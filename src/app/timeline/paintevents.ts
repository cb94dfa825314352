// Paints alarms as bars, a row a priority, and marks beneath as letters. What lies too close is one mark with its count.
import { PRIORITIES, type Priority } from '../../model/priority.ts'
import { type AlarmBar, MARKS, type Mark, type Story } from '../../model/story.ts'
import type { Ink } from './colours.ts'
import type { Scene } from './stage.ts'

/** TABLE: rows of alarm bars and the letter beside them. */
export const ALARM_ROWS = [
  { priority: 'high', letter: 'H', y: 3 },
  { priority: 'medium', letter: 'M', y: 17 },
  { priority: 'low', letter: 'L', y: 31 },
] as const
const BAR = 11
export const MARKS_Y = 46
export const EVENTS_HEIGHT = 68
const SIZE = 18

/** What a pointer may find: pixels on the canvas. */
export interface Spot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly at: number
  readonly words: readonly string[]
  readonly alarm: AlarmBar | null
}

const fillOf = (priority: Priority, { roles }: Ink): string =>
  priority === 'high'
    ? roles.alarmHighEdge
    : priority === 'medium'
      ? roles.alarmMediumEdge
      : priority === 'low'
        ? roles.alarmLowEdge
        : roles.spark

/** Triangle, diamond, dome: as everywhere. */
function shape(context: CanvasRenderingContext2D, priority: Priority, x: number, y: number, size: number): void {
  context.beginPath()
  if (priority === 'high') {
    context.moveTo(x, y - size)
    context.lineTo(x + size, y + size)
    context.lineTo(x - size, y + size)
  } else if (priority === 'medium') {
    context.moveTo(x, y - size)
    context.lineTo(x + size, y)
    context.lineTo(x, y + size)
    context.lineTo(x - size, y)
  } else {
    context.arc(x, y + size / 2, size, Math.PI, 0)
  }
  context.fill()
}

export const alarmWords = (bar: AlarmBar): string =>
  [
    `${'*'.repeat(Math.max(0, 3 - PRIORITIES.indexOf(bar.priority)))} ${bar.words}`.trim(),
    bar.to === null ? 'stands' : null,
    bar.unseen ? 'not seen' : null,
  ]
    .filter(Boolean)
    .join(', ')
export const markWords = (mark: Mark): string => `${MARKS[mark.is].words}${mark.words ? `: ${mark.words}` : ''}`

interface Cluster {
  readonly x: number
  readonly marks: Mark[]
}
export function clusters(marks: readonly Mark[], x: (time: number) => number, width: number, size = SIZE): readonly Cluster[] {
  const out: Cluster[] = []
  for (const mark of marks.toSorted((a, b) => a.at - b.at)) {
    const px = x(mark.at)
    if (px < -size || px > width + size) continue
    const last = out.at(-1)
    if (last && px - last.x < size + 1) last.marks.push(mark)
    else out.push({ x: px, marks: [mark] })
  }
  return out
}

export function paintEvents(context: CanvasRenderingContext2D, scene: Scene, story: Story, now: number, ink: Ink): readonly Spot[] {
  const spots: Spot[] = []
  const { x, width } = scene
  const { roles } = ink
  for (const { priority, y } of ALARM_ROWS) {
    context.fillStyle = fillOf(priority, ink)
    let shaped = -20
    for (const bar of story.alarms) {
      if (bar.priority !== priority) continue
      const [left, right] = [x(bar.from), x(bar.to ?? now)]
      if (right < 0 || left > width) continue
      const wide = Math.max(2, right - left)
      context.globalAlpha = 0.85
      context.fillRect(left, y + 2, wide, BAR - 4)
      context.globalAlpha = 1
      if (left - shaped > 11) {
        shape(context, priority, left, y + BAR / 2, 5)
        shaped = left
      }
      if (bar.unseen) context.fillRect(left, y + BAR, wide, 2)
      spots.push({
        left: left - 6,
        right: left + wide + 3,
        top: y - 1,
        bottom: y + BAR + 2,
        at: bar.from,
        words: [alarmWords(bar)],
        alarm: bar,
      })
    }
  }
  context.font = 'bold 12px B612, system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const { x: px, marks } of clusters(story.marks, x, width)) {
    const first = marks[0]!
    if (first.to !== null && marks.length === 1) {
      context.fillStyle = roles.frame
      context.fillRect(px, MARKS_Y + SIZE - 4, Math.max(1, x(first.to) - px), 4)
    }
    context.fillStyle = roles.notice
    context.fillRect(px - SIZE / 2, MARKS_Y, SIZE, SIZE)
    context.strokeStyle = roles.textDim
    context.lineWidth = 1
    context.strokeRect(px - SIZE / 2 + 0.5, MARKS_Y + 0.5, SIZE - 1, SIZE - 1)
    context.fillStyle = roles.noticeText
    context.fillText(
      marks.length > 1 ? (marks.length > 99 ? '99+' : String(marks.length)) : MARKS[first.is].letter,
      px,
      MARKS_Y + SIZE / 2 + 1,
    )
    spots.push({
      left: px - SIZE / 2,
      right: px + SIZE / 2,
      top: MARKS_Y,
      bottom: MARKS_Y + SIZE,
      at: first.at,
      words: marks.map(markWords),
      alarm: null,
    })
  }
  context.textAlign = 'start'
  return spots
}
