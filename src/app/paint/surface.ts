// A canvas with its context, size and sweep: what ward and detail share.
import type { At } from '../../model/units.ts'
import type { Link, WaveRing } from '../core/view.ts'
import type { Rect, Settings } from '../messages.ts'
import { THEME, type Theme } from '../theme.ts'
import { type Band, bandGain, diagonals, drawReason } from './band.ts'
import { PX_PER_MM } from './layout.ts'
import type { Ink } from './slot.ts'
import { createStrip, type Line, type Strip } from './strip.ts'
import type { Context, Type } from './text.ts'

/** Waves are drawn up to this speed; a faster ward says that they are not. */
export const FASTEST = 4
/** CSS pixels. */
const BAR = 9
const PEN = 1.35

export interface Surface {
  readonly ctx: Context
  readonly dpr: number
  readonly ink: Ink
  /** The line in this colour and width (device pixels) that the next `stroke` draws. */
  readonly line: (colour: string, pen: number) => Line
  /** Draws all lines begun since the last call: one stroke a colour costs less than one a wave. */
  readonly stroke: () => void
  readonly theme: Theme
  readonly settings: Settings
  readonly pxPerMm: number
  readonly hatch: CanvasPattern | string
  readonly veil: CanvasPattern | string
}

export function createSurface(ctx: Context, type: Type, settings: Settings, dpr: number): Surface {
  const theme = THEME[settings.theme]
  // Advances in proportion to size, as they are measured; hinted ones would leave their boxes.
  ctx.textRendering = 'geometricPrecision'
  // A mitred QRS would reach out of its band.
  ctx.lineJoin = 'bevel'
  const lines = new Map<string, { readonly colour: string; readonly pen: number; readonly path: Path2D }>()
  const device = (css: number) => Math.max(4, Math.round(css * dpr))
  return {
    ctx,
    dpr,
    ink: { ctx, type, theme },
    line(colour, pen) {
      const key = `${colour} ${pen}`
      const begun = lines.get(key) ?? { colour, pen, path: new Path2D() }
      lines.set(key, begun)
      return begun.path
    },
    stroke() {
      for (const { colour, pen, path } of lines.values()) {
        ctx.strokeStyle = colour
        ctx.lineWidth = pen
        ctx.stroke(path)
      }
      lines.clear()
    },
    theme,
    settings,
    pxPerMm: settings.pxPerMm ?? PX_PER_MM,
    hatch: ctx.createPattern(diagonals(theme.roles.hatch, device(6), dpr), 'repeat') ?? theme.roles.hatch,
    veil: ctx.createPattern(diagonals(theme.roles.veil, device(12), 1.5 * dpr), 'repeat') ?? theme.roles.veil,
  }
}

/** Text is laid out in CSS pixels, strips in device pixels. */
export const inCss = (surface: Surface): void => surface.ctx.setTransform(surface.dpr, 0, 0, surface.dpr, 0, 0)
export const inDevice = (surface: Surface): void => surface.ctx.setTransform(1, 0, 0, 1, 0, 0)

export function deviceRect(rect: Rect, dpr: number): Rect {
  const x = Math.round(rect.x * dpr)
  const y = Math.round(rect.y * dpr)
  return { x, y, width: Math.round((rect.x + rect.width) * dpr) - x, height: Math.round((rect.y + rect.height) * dpr) - y }
}

export interface Lane {
  readonly band: Band
  readonly strip: Strip
  /** What the band says in place of a wave; null while one is drawn. */
  said: string | null
}

export function createLane(surface: Surface, bed: string, ch: number, band: Band, under?: CanvasPattern | null): Lane {
  const { dpr, pxPerMm, settings, theme } = surface
  const place = {
    bed,
    ch,
    signal: band.signal,
    band: deviceRect(band.wave, dpr),
    pace: settings.sweep * pxPerMm * dpr,
    bandMm: band.wave.height / pxPerMm,
    gain: bandGain(band.wave, pxPerMm, settings.gain),
    bar: Math.round(BAR * dpr),
    pen: PEN * dpr,
    colour: theme.colours[band.colour],
    under: under ?? theme.roles.tile,
    hatch: surface.hatch,
    filled: theme.roles.technical,
    type: surface.ink.type,
    dpr,
  }
  return { band, strip: createStrip(place), said: null }
}

export interface LaneFrame {
  readonly head: number
  readonly now: At
  readonly speed: number
  readonly mono: number
  readonly link: Link
  readonly painted: (from: number, to: number, hole: boolean) => void
}

/** Advances a lane, in device pixels, or says why there is no wave. `reason` is asked for only then. */
export function stepLane(surface: Surface, lane: Lane, ring: WaveRing | undefined, frame: LaneFrame, reason: () => string): void {
  const fast = frame.speed > FASTEST
  const drawn = !fast && lane.strip.step(ring, { ctx: surface.ctx, line: surface.line, ...frame })
  if (drawn) {
    lane.said = null
    return
  }
  const words = fast ? `×${frame.speed}: waves not drawn` : reason()
  if (fast) lane.strip.restart()
  if (words === lane.said) return
  lane.said = words
  inCss(surface)
  drawReason(surface.ink, lane.band.wave, words)
  inDevice(surface)
}
