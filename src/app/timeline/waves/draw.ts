// Waves on a canvas: the paper and what is seen of each lane, in CSS pixels of a context that is scaled to the screen's own.

import type { DisplayUnits } from '../../../model/shownunits.ts'
import { WAVES } from '../../../model/waves.ts'
import { scaleWords } from '../../paint/scale.ts'
import type { Theme } from '../../theme.ts'
import { type Interval, isBeat } from './beats.ts'
import { holesOf } from './holes.ts'
import type { Loaded } from './load.ts'
import type { WaveAlarm } from './rows.ts'
import { BOX, mmDown, type Paper, pxPerMmOf, timeOf, xOf } from './scale.ts'
import { type Lane, MARGIN } from './strips.ts'
import { type Stretch, trace } from './trace.ts'
import { gapWords, secondIn } from './words.ts'

type Ctx = CanvasRenderingContext2D
/** Heights above the lanes, CSS px: alarms, time, beat to beat. */
const TIME = 40
export const HEAD = 66
export const FOOT = 1
const FONT = 'B612, sans-serif'
const PEN = 1.5

export interface Scene {
  readonly width: number
  readonly height: number
  readonly dpr: number
  readonly paper: Paper
  readonly stretch: Stretch
  /** Up to when anything can have come: after it nothing is missing. */
  readonly until: number
  readonly lanes: readonly Lane[]
  readonly intervals: readonly Interval[]
  readonly beats: Loaded['beats']
  readonly alarms: readonly WaveAlarm[]
  readonly zone: string
  readonly units: DisplayUnits
  readonly theme: Theme
}

/** CSS px of the left margin. */
export const leftOf = (paper: Pick<Paper, 'pxPerMm'>): number => Math.round(MARGIN.left * pxPerMmOf(paper.pxPerMm))

export function drawWaves(ctx: Ctx, scene: Scene): void {
  const { width, height, dpr, lanes, theme, paper } = scene
  const left = leftOf(paper)
  const px = pxPerMmOf(paper.pxPerMm)
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0)
  ctx.fillStyle = theme.roles.tile
  ctx.fillRect(0, 0, width, height)
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, 0, width - left, height)
  ctx.clip()
  grid(ctx, scene, left, px)
  for (const lane of lanes) wave(ctx, scene, lane, left, px)
  alarms(ctx, scene, left)
  beats(ctx, scene, left)
  ctx.restore()
  for (const lane of lanes) side(ctx, scene, lane, left, px)
}

/** On whole device pixels, so that a thin line is one. */
const snapped = (at: number, dpr: number): number => (Math.round(at * dpr - 0.5) + 0.5) / dpr

function grid(ctx: Ctx, { width, height, dpr, paper, stretch, zone, theme }: Scene, left: number, px: number): void {
  const bottom = height - FOOT
  const box = 1000 / paper.speed
  const lines = (boxes: number, skip: number, colour: string, pen: number): void => {
    ctx.beginPath()
    const first = Math.ceil(stretch.from / (box * boxes))
    for (let i = first; i * box * boxes <= stretch.to; i++) {
      if (skip > 0 && (i * boxes) % skip === 0) continue
      const x = snapped(left + xOf(i * box * boxes, paper), dpr)
      ctx.moveTo(x, HEAD)
      ctx.lineTo(x, bottom)
    }
    for (let mm = 0; mm * px <= bottom - HEAD + 0.5; mm += boxes) {
      if (skip > 0 && mm % skip === 0) continue
      const y = snapped(HEAD + mm * px, dpr)
      ctx.moveTo(left, y)
      ctx.lineTo(width, y)
    }
    ctx.strokeStyle = colour
    ctx.lineWidth = pen / dpr
    ctx.stroke()
  }
  lines(BOX.small, BOX.large, theme.roles.grid, 1)
  lines(BOX.large, 0, theme.roles.frame, 1)
  ctx.fillStyle = theme.roles.text
  ctx.font = `13px ${FONT}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  ctx.strokeStyle = theme.roles.scale
  ctx.lineWidth = 1
  for (let time = Math.ceil(stretch.from / 1000) * 1000 - 1000; time <= stretch.to; time += 1000) {
    const x = snapped(left + xOf(time, paper), dpr)
    ctx.beginPath()
    ctx.moveTo(x, TIME - 8)
    ctx.lineTo(x, TIME)
    ctx.stroke()
    ctx.fillText(secondIn(zone, time), x + 4, TIME - 5)
  }
}

function wave(ctx: Ctx, { paper, stretch, until, theme }: Scene, lane: Lane, left: number, px: number): void {
  const top = HEAD + lane.top * px
  const tall = lane.ruler.mm * px
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, 1e5, tall)
  ctx.clip()
  for (const hole of holesOf(lane.pieces, lane.gaps, { from: stretch.from, to: Math.min(stretch.to, until) })) {
    const [from, to] = [left + xOf(hole.from, paper), left + xOf(hole.to, paper)]
    if (to - from < 2) continue
    hatch(ctx, from, top + tall * 0.3, to - from, tall * 0.4, theme.roles.scale)
    ctx.font = `bold 13px ${FONT}`
    ctx.textAlign = 'center'
    ctx.textBaseline = 'middle'
    const words = gapWords(hole.why)
    const wide = ctx.measureText(words).width
    if (to - from < wide + 16) continue
    ctx.fillStyle = theme.roles.tile
    ctx.fillRect((from + to) / 2 - wide / 2 - 6, top + tall / 2 - 10, wide + 12, 20)
    ctx.fillStyle = theme.roles.text
    ctx.fillText(words, (from + to) / 2, top + tall / 2)
  }
  ctx.beginPath()
  const y = (value: number): number => top + mmDown(value, lane.ruler) * px
  trace(lane.pieces, stretch, {
    move: (time, value) => {
      const x = left + xOf(time, paper)
      ctx.moveTo(x, y(value))
      // A single sample is seen, too.
      ctx.lineTo(x + 0.01, y(value))
    },
    line: (time, value) => ctx.lineTo(left + xOf(time, paper), y(value)),
  })
  ctx.strokeStyle = theme.colours[WAVES[lane.signal].colour]
  ctx.lineWidth = PEN
  ctx.lineJoin = 'round'
  ctx.stroke()
  ctx.restore()
}

function hatch(ctx: Ctx, x: number, y: number, wide: number, tall: number, colour: string): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(x, y, wide, tall)
  ctx.clip()
  ctx.beginPath()
  // From the edge of time, not of the window: the hatching moves with the paper.
  const start = Math.max(x, -200)
  for (let at = start - ((start - x) % 10) - tall; at < Math.min(x + wide, 8000); at += 10) {
    ctx.moveTo(at, y + tall)
    ctx.lineTo(at + tall, y)
  }
  ctx.strokeStyle = colour
  ctx.lineWidth = 1.5
  ctx.stroke()
  ctx.restore()
}

/** Label, pulse of 1 mV or the ruler's values: they stay while the paper moves. */
function side(ctx: Ctx, { theme, units }: Scene, { signal, ruler, top }: Lane, left: number, px: number): void {
  const y = HEAD + top * px
  const { label, colour } = WAVES[signal]
  ctx.fillStyle = theme.colours[colour]
  ctx.font = `bold 16px ${FONT}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  ctx.fillText(label, 4, y + 17)
  ctx.strokeStyle = theme.roles.text
  ctx.lineWidth = PEN
  if (ruler.kind === 'ecg') {
    const zero = y + mmDown(ruler.base, ruler) * px
    const x = left - 7 * px
    ctx.beginPath()
    ctx.moveTo(x, zero)
    for (const [to, up] of [
      [1.5, 0],
      [1.5, 1],
      [4.5, 1],
      [4.5, 0],
      [6, 0],
    ] as const)
      ctx.lineTo(x + to * px, zero - up * ruler.mmPerUnit * px)
    ctx.stroke()
    return
  }
  ctx.fillStyle = theme.roles.text
  ctx.font = `12px ${FONT}`
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  for (const tick of ruler.ticks) {
    const at = y + mmDown(tick, ruler) * px
    ctx.fillText(scaleWords(signal, tick, units), left - 8, Math.max(y + 7, Math.min(y + ruler.mm * px - 7, at)))
    ctx.beginPath()
    ctx.moveTo(left - 5, at)
    ctx.lineTo(left, at)
    ctx.stroke()
  }
}

function alarms(ctx: Ctx, { height, paper, stretch, theme, alarms: all }: Scene, left: number): void {
  ctx.font = `bold 13px ${FONT}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  for (const { from, to, priority, words } of all) {
    if (from >= stretch.to || (to ?? stretch.to) <= stretch.from) continue
    const edge = priority === 'high' ? 'alarmHighEdge' : priority === 'medium' ? 'alarmMediumEdge' : 'alarmLowEdge'
    const [x, end] = [left + xOf(from, paper), left + xOf(to ?? stretch.to, paper)]
    ctx.fillStyle = theme.roles[edge]
    ctx.fillRect(x, 0, end - x, 3)
    if (from >= stretch.from) {
      ctx.setLineDash([6, 4])
      ctx.strokeStyle = theme.roles[edge]
      ctx.lineWidth = PEN
      ctx.beginPath()
      ctx.moveTo(x, 0)
      ctx.lineTo(x, height - FOOT)
      ctx.stroke()
      ctx.setLineDash([])
    }
    ctx.fillStyle = theme.roles.text
    ctx.fillText(words, Math.max(left, x) + 5, 17)
  }
}

/** Between two beats their distance and its rate; a beat that is not normal says what it is. */
function beats(ctx: Ctx, { paper, stretch, theme, intervals, beats: all, dpr }: Scene, left: number): void {
  const y = HEAD - 8
  ctx.strokeStyle = theme.roles.text
  ctx.fillStyle = theme.roles.text
  ctx.lineWidth = 1
  ctx.beginPath()
  for (const beat of all) {
    if (!isBeat(beat) || beat.at < stretch.from || beat.at >= stretch.to) continue
    const x = snapped(left + xOf(beat.at, paper), dpr)
    ctx.moveTo(x, y)
    ctx.lineTo(x, y + 8)
  }
  ctx.stroke()
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.font = `13px ${FONT}`
  for (const { from, to, rr, rate, mark } of intervals) {
    const [x, end] = [left + xOf(from, paper), left + xOf(to, paper)]
    const room = end - x - 8
    const words = [`${rr} ms · ${rate}/min`, `${rr} · ${rate}`, `${rr}`].find((one) => ctx.measureText(one).width <= room)
    if (words) ctx.fillText(words, (x + end) / 2, y - 5)
    if (mark !== 'normal') ctx.fillText(mark === 'ventricular' ? 'V' : 'P', end, y - 5)
  }
}

/** The time at a pixel of the canvas, and the pixel of a time. */
export const timeAt = (x: number, paper: Paper): number => timeOf(x - leftOf(paper), paper)
export const pixelOf = (time: number, paper: Paper): number => leftOf(paper) + xOf(time, paper)
