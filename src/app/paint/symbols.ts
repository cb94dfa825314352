// TABLE: the small symbols of marks and lines, drawn as strokes so that they need no font, and the words beside them.
import type { MarkKey } from '../tile.ts'
import type { Context } from './text.ts'

/** Draws in a square of side 1 at the origin; line and fill colour are set. */
type Symbol = (ctx: Context) => void

function line(ctx: Context, ...points: readonly number[]): void {
  ctx.beginPath()
  for (let index = 0; index < points.length; index += 2) {
    const x = points[index] as number
    const y = points[index + 1] as number
    if (index === 0) ctx.moveTo(x, y)
    else ctx.lineTo(x, y)
  }
  ctx.stroke()
}
function circle(ctx: Context, x: number, y: number, radius: number, fill = false): void {
  ctx.beginPath()
  ctx.arc(x, y, radius, 0, 2 * Math.PI)
  if (fill) ctx.fill()
  else ctx.stroke()
}

const bell = (ctx: Context): void =>
  line(ctx, 0.14, 0.78, 0.24, 0.66, 0.26, 0.38, 0.38, 0.2, 0.5, 0.16, 0.62, 0.2, 0.74, 0.38, 0.76, 0.66, 0.86, 0.78, 0.14, 0.78)
/** An exclamation mark as a part of the path: what is filled by the even-odd rule is cut out. */
function bang(ctx: Context, top: number, bottom: number): void {
  const tall = bottom - top
  ctx.rect(0.44, top, 0.12, tall * 0.6)
  ctx.rect(0.44, bottom - tall * 0.24, 0.12, tall * 0.24)
}
function solid(ctx: Context, points: readonly number[], top: number, bottom: number): void {
  ctx.beginPath()
  for (let index = 0; index < points.length; index += 2) ctx.lineTo(points[index] as number, points[index + 1] as number)
  ctx.closePath()
  bang(ctx, top, bottom)
  ctx.fill('evenodd')
}

export const SYMBOLS = {
  'crossed-triangle': (ctx) => {
    line(ctx, 0.5, 0.08, 0.96, 0.9, 0.04, 0.9, 0.5, 0.08, 0.6, 0.26)
    line(ctx, 0.08, 0.1, 0.92, 0.98)
    line(ctx, 0.92, 0.1, 0.08, 0.98)
  },
  limits: (ctx) => {
    line(ctx, 0.1, 0.12, 0.9, 0.12)
    line(ctx, 0.1, 0.88, 0.9, 0.88)
    line(ctx, 0.5, 0.26, 0.5, 0.74)
    line(ctx, 0.34, 0.42, 0.5, 0.26, 0.66, 0.42)
    line(ctx, 0.34, 0.58, 0.5, 0.74, 0.66, 0.58)
  },
  spike: (ctx) => line(ctx, 0.02, 0.7, 0.28, 0.7, 0.28, 0.05, 0.34, 0.7, 0.5, 0.7, 0.6, 0.3, 0.74, 0.95, 0.82, 0.7, 0.98, 0.7),
  pregnant: (ctx) => {
    circle(ctx, 0.44, 0.16, 0.12)
    line(ctx, 0.36, 0.36, 0.34, 0.95)
    ctx.beginPath()
    ctx.moveTo(0.5, 0.36)
    ctx.quadraticCurveTo(0.98, 0.6, 0.54, 0.78)
    ctx.lineTo(0.54, 0.95)
    ctx.stroke()
  },
  flask: (ctx) => line(ctx, 0.34, 0.08, 0.66, 0.08, 0.6, 0.08, 0.6, 0.4, 0.9, 0.93, 0.1, 0.93, 0.4, 0.4, 0.4, 0.08),
  'bell-off': (ctx) => {
    bell(ctx)
    line(ctx, 0.06, 0.08, 0.94, 0.94)
  },
  'no-rhythm': (ctx) => {
    line(ctx, 0.02, 0.6, 0.26, 0.6, 0.38, 0.2, 0.54, 0.88, 0.64, 0.6, 0.98, 0.6)
    line(ctx, 0.12, 0.96, 0.88, 0.06)
  },
  battery: (ctx) => {
    ctx.strokeRect(0.04, 0.28, 0.8, 0.46)
    ctx.fillRect(0.86, 0.42, 0.1, 0.18)
    ctx.fillRect(0.11, 0.36, 0.18, 0.3)
  },
  link: (ctx) => {
    circle(ctx, 0.5, 0.8, 0.09, true)
    for (const radius of [0.3, 0.56]) {
      ctx.beginPath()
      ctx.arc(0.5, 0.84, radius, -2.5, -0.64)
      ctx.stroke()
    }
    line(ctx, 0.14, 0.96, 0.86, 0.12)
  },
  names: (ctx) => {
    circle(ctx, 0.3, 0.28, 0.16)
    circle(ctx, 0.7, 0.28, 0.16)
    line(ctx, 0.06, 0.9, 0.1, 0.62, 0.5, 0.62, 0.54, 0.9)
    line(ctx, 0.54, 0.62, 0.9, 0.62, 0.94, 0.9)
  },
  question: (ctx) => {
    circle(ctx, 0.5, 0.26, 0.18)
    line(ctx, 0.2, 0.94, 0.24, 0.6, 0.76, 0.6, 0.8, 0.94)
  },
  doubt: (ctx) => {
    ctx.beginPath()
    ctx.arc(0.5, 0.3, 0.24, -2.9, 1.1)
    ctx.stroke()
    line(ctx, 0.61, 0.51, 0.5, 0.62, 0.5, 0.7)
    circle(ctx, 0.5, 0.9, 0.08, true)
  },
  derived: (ctx) => {
    line(ctx, 0.3, 0.95, 0.42, 0.2, 0.5, 0.08, 0.62, 0.1)
    line(ctx, 0.24, 0.4, 0.56, 0.4)
    line(ctx, 0.6, 0.56, 0.92, 0.94)
    line(ctx, 0.92, 0.56, 0.6, 0.94)
  },
  recording: (ctx) => {
    circle(ctx, 0.26, 0.5, 0.2)
    circle(ctx, 0.74, 0.5, 0.2)
    line(ctx, 0.26, 0.7, 0.74, 0.7)
  },
  demo: (ctx) => line(ctx, 0.08, 0.5, 0.5, 0.06, 0.92, 0.5, 0.5, 0.94, 0.08, 0.5, 0.2, 0.38),
  clock: (ctx) => {
    circle(ctx, 0.5, 0.5, 0.42)
    line(ctx, 0.5, 0.24, 0.5, 0.5, 0.7, 0.62)
  },
  notice: (ctx) => {
    circle(ctx, 0.5, 0.5, 0.44)
    circle(ctx, 0.5, 0.28, 0.07, true)
    line(ctx, 0.5, 0.46, 0.5, 0.76)
  },
  technical: (ctx) => {
    ctx.strokeRect(0.08, 0.08, 0.84, 0.84)
    line(ctx, 0.5, 0.24, 0.5, 0.56)
    circle(ctx, 0.5, 0.74, 0.07, true)
  },
  // Priorities: solid, with the mark cut out; a triangle, a diamond, a dome, told apart without their colour.
  high: (ctx) => solid(ctx, [0.5, 0.02, 1, 0.96, 0, 0.96], 0.36, 0.84),
  medium: (ctx) => solid(ctx, [0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5], 0.24, 0.76),
  low: (ctx) => {
    ctx.beginPath()
    ctx.arc(0.5, 0.62, 0.5, Math.PI, 0)
    ctx.lineTo(1, 0.86)
    ctx.lineTo(0, 0.86)
    ctx.closePath()
    bang(ctx, 0.28, 0.78)
    ctx.fill('evenodd')
  },
  help: (ctx) => {
    for (const x of [0.2, 0.4, 0.6, 0.8]) line(ctx, x, x === 0.2 ? 0.3 : 0.1, x, 0.6)
    line(ctx, 0.2, 0.6, 0.26, 0.84, 0.4, 0.96, 0.66, 0.96, 0.8, 0.8, 0.8, 0.6)
  },
  // Crossed with whole lines: off; with broken ones: for a while [FACTS §2.5, mem].
  'bell-paused': (ctx) => {
    bell(ctx)
    ctx.setLineDash([0.16, 0.14])
    line(ctx, 0.06, 0.08, 0.94, 0.94)
    line(ctx, 0.94, 0.08, 0.06, 0.94)
    ctx.setLineDash([])
  },
  'triangle-paused': (ctx) => {
    line(ctx, 0.5, 0.08, 0.96, 0.9, 0.04, 0.9, 0.5, 0.08, 0.6, 0.26)
    ctx.setLineDash([0.16, 0.14])
    line(ctx, 0.08, 0.1, 0.92, 0.98)
    line(ctx, 0.92, 0.1, 0.08, 0.98)
    ctx.setLineDash([])
  },
  'not-kept': (ctx) => {
    line(ctx, 0.2, 0.06, 0.62, 0.06, 0.82, 0.28, 0.82, 0.94, 0.2, 0.94, 0.2, 0.06)
    line(ctx, 0.04, 0.98, 0.96, 0.04)
  },
  age: (ctx) => {
    circle(ctx, 0.36, 0.24, 0.18)
    line(ctx, 0.1, 0.94, 0.14, 0.58, 0.56, 0.58)
    ctx.beginPath()
    ctx.arc(0.78, 0.56, 0.14, -2.9, 1.1)
    ctx.stroke()
    line(ctx, 0.84, 0.68, 0.78, 0.76)
    circle(ctx, 0.78, 0.93, 0.06, true)
  },
  hourglass: (ctx) => line(ctx, 0.2, 0.06, 0.8, 0.06, 0.2, 0.94, 0.8, 0.94, 0.2, 0.06),
} as const satisfies Record<string, Symbol>
export type SymbolKey = keyof typeof SYMBOLS

/** Symbol of a mark and the short words where there is room for them. */
export const MARK_LOOK: Readonly<Record<MarkKey, { readonly symbol: SymbolKey; readonly words: string }>> = {
  'alarms-off-by-order': { symbol: 'crossed-triangle', words: 'alarms off' },
  'alarm-off': { symbol: 'crossed-triangle', words: 'alarm off' },
  silence: { symbol: 'bell-paused', words: 'silenced' },
  pause: { symbol: 'triangle-paused', words: 'paused' },
  help: { symbol: 'help', words: 'HELP' },
  'not-recorded': { symbol: 'not-kept', words: 'not recorded' },
  'limit-changed': { symbol: 'limits', words: 'limits' },
  'confirm-age': { symbol: 'age', words: 'confirm for age' },
  arming: { symbol: 'hourglass', words: 'arming' },
  paced: { symbol: 'spike', words: 'paced' },
  pregnant: { symbol: 'pregnant', words: 'pregnant' },
  'no-bedside-alarm': { symbol: 'bell-off', words: 'no bedside alarm' },
  'rhythm-not-watched': { symbol: 'no-rhythm', words: 'rhythm not watched' },
  battery: { symbol: 'battery', words: 'battery' },
  link: { symbol: 'link', words: 'link' },
  'name-alert': { symbol: 'names', words: 'name alert' },
  'not-admitted': { symbol: 'question', words: 'not admitted' },
  trial: { symbol: 'flask', words: 'TRIAL' },
  derived: { symbol: 'derived', words: 'derived' },
  recording: { symbol: 'recording', words: 'recording' },
  demo: { symbol: 'demo', words: 'DEMO' },
}

/**
 * Which marks go last where there is no room: what must never be missed first, then in the order of the tile [WARD §11]. That the whole screen is
 * a demo is said in its bar as well.
 */
export const MARK_NEED: readonly MarkKey[] = [
  'trial',
  'help',
  'alarms-off-by-order',
  'alarm-off',
  'pause',
  'silence',
  'limit-changed',
  'demo',
  'not-recorded',
  'not-admitted',
  'rhythm-not-watched',
  'battery',
  'link',
  'name-alert',
  'no-bedside-alarm',
  'confirm-age',
  'arming',
  'paced',
  'pregnant',
  'recording',
  'derived',
]

/** Draws a symbol in the square of `size` at (x, y). */
export function drawSymbol(ctx: Context, key: SymbolKey, x: number, y: number, size: number, colour: string): void {
  ctx.save()
  ctx.translate(x, y)
  ctx.scale(size, size)
  ctx.strokeStyle = colour
  ctx.fillStyle = colour
  ctx.lineWidth = Math.max(0.09, 1.2 / size)
  ctx.lineJoin = 'round'
  ctx.lineCap = 'round'
  SYMBOLS[key](ctx)
  ctx.restore()
}
