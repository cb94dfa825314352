// One tile on the ward's canvas: paints the parts that changed, and the lanes of its waves as they go on.

import type { BedView, WaveRing } from '../core/view.ts'
import type { Rect } from '../messages.ts'
import type { Cell, LayoutKey, TileView } from '../tile.ts'
import { drawFrame } from './alarm.ts'
import { type Band, drawGutter, reasonFor } from './band.ts'
import { type Flash, STEADY } from './flash.ts'
import { alarmedRects, type CellRects, cellRects, touchedRects } from './layout.ts'
import type { PaintedCell, PaintedSpan, SweepFrame } from './painter.ts'
import { frameOf, groundSign, isAlarmed, isFlashing, type Part, partsOf } from './parts.ts'
import { type Playhead, startPlayhead, stepPlayhead } from './playhead.ts'
import { drawSpark } from './spark.ts'
import { STOPPED } from './strip.ts'
import { createLane, inCss, inDevice, type Lane, type Surface, stepLane } from './surface.ts'

export interface WardTile {
  readonly bed: string
  /** Paints what differs from what is on the canvas; all of it where the ground differs. CSS transform is left set. */
  paint(tile: TileView, out: PaintedCell[], flash: Flash): void
  /** Paints what changes with the flash clock. CSS transform is left set. */
  flash(flash: Flash): void
  /** Nothing is known of the bed any more: nothing of it stays on the canvas. CSS transform is left set. */
  bare(): void
  /** Advances the waves; the device transform is set. */
  sweep(bed: BedView | undefined, frame: SweepFrame, elapsed: number, out: PaintedSpan[]): void
  /** The spark line was painted over and is to be painted again. */
  sparkDue(): boolean
  /** Paints the spark line. */
  spark(bed: BedView | undefined, frame: SweepFrame): void
}

export function createWardTile(surface: Surface, bed: string, rect: Rect, layout: LayoutKey, touched: boolean): WardTile {
  const { ctx, theme, ink } = surface
  const plain = cellRects(layout, rect)
  const quiet: CellRects = touched && layout === 'S' ? touchedRects(plain) : plain
  const alarmed = alarmedRects(layout, quiet)
  let cells = quiet
  const signs = new Map<string, string>()
  let ground = ''
  let sparked = false
  let tile: TileView | null = null
  let lanes: readonly Lane[] = []
  let head: Playhead | null = null
  const counts = new Map<number, { next: number; since: number }>()

  const wavesShown = () => tile !== null && tile.presence === 'occupied' && !tile.veiled

  function paintPaper(idle: boolean): void {
    ctx.fillStyle = idle ? theme.roles.tileIdle : theme.roles.tile
    ctx.fillRect(rect.x, rect.y, rect.width, rect.height)
    ctx.strokeStyle = theme.roles.frame
    ctx.lineWidth = 1
    ctx.strokeRect(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1)
    signs.clear()
    lanes = []
    sparked = false
  }

  function paintGround(next: TileView): void {
    paintPaper(next.presence !== 'occupied')
    if (next.presence !== 'occupied') return
    const bands: Lane[] = []
    for (const [index, wave] of next.waves.entries()) {
      const room = cells[`wave${index}` as 'wave0' | 'wave1']
      if (!room || room.height < 14 || room.width < 30) continue
      const gutter = cells[`gutter${index}` as 'gutter0' | 'gutter1'] ?? { x: room.x, y: room.y, width: 0, height: 0 }
      const band: Band = { signal: wave.signal, label: wave.label, colour: wave.colour, units: next.units, gutter, wave: room }
      if (gutter.width > 0) drawGutter(ink, band, surface.pxPerMm, surface.settings.gain, layout === 'L')
      bands.push(createLane(surface, bed, wave.ch, band))
    }
    lanes = bands
  }

  /** The veil over a part, or over the whole tile: its lines meet, for the pattern hangs on the canvas and not on the part. */
  function veil(part: Rect): void {
    inDevice(surface)
    const { dpr } = surface
    ctx.globalAlpha = 0.55
    ctx.fillStyle = theme.roles.tile
    ctx.fillRect(part.x * dpr, part.y * dpr, part.width * dpr, part.height * dpr)
    ctx.globalAlpha = 1
    ctx.fillStyle = surface.veil
    ctx.fillRect(part.x * dpr, part.y * dpr, part.width * dpr, part.height * dpr)
    inCss(surface)
  }

  /** What is wrong stands over the veil, all else under it. */
  const overVeil = (part: Part) => part.key === 'line' || part.key === 'idle'

  function paintPart(part: Part, next: TileView): readonly Cell[] {
    ctx.fillStyle = next.presence === 'occupied' ? theme.roles.tile : theme.roles.tileIdle
    ctx.fillRect(part.rect.x, part.rect.y, part.rect.width, part.rect.height)
    if (next.veiled && overVeil(part)) veil(part.rect)
    const cells = part.draw(ink)
    if (next.veiled && !overVeil(part)) veil(part.rect)
    return cells
  }

  const framed = surface.settings.reducedMotion
  function paint(next: TileView, out: PaintedCell[], asked: Flash): void {
    const flash = framed ? STEADY : asked
    const sign = groundSign(next)
    const whole = sign !== ground
    cells = isAlarmed(next) ? alarmed : quiet
    const parts = partsOf(next, layout, rect, cells, flash, framed)
    if (whole) {
      ground = sign
      paintGround(next)
    }
    for (const part of parts) {
      if (signs.get(part.key) === part.sign) continue
      signs.set(part.key, part.sign)
      // A whole tile draws what stands over the veil when the veil is there.
      if (whole && next.veiled && overVeil(part)) continue
      const read = whole ? part.draw(ink) : paintPart(part, next)
      for (const { vital, text, freshness } of read) out.push({ bed, vital, text, freshness })
    }
    if (whole && next.veiled) {
      veil({ x: rect.x + 1, y: rect.y + 1, width: rect.width - 2, height: rect.height - 2 })
      for (const part of parts) if (overVeil(part)) part.draw(ink)
    }
    const frame = frameOf(next)
    if (signs.get('frame') !== String(frame)) {
      if (frame !== null || (signs.get('frame') ?? 'null') !== 'null') drawFrame(ink, frame, rect)
      signs.set('frame', String(frame))
    }
    tile = next
  }

  return {
    bed,
    paint,
    flash(flash) {
      if (tile && isFlashing(tile) && !framed) paint(tile, [], flash)
    },
    bare() {
      paintPaper(true)
      ground = ''
      tile = null
      head = null
    },
    sweep(view, frame, elapsed, out) {
      if (!wavesShown() || lanes.length === 0 || frame.now === null) return
      const { now, speed, mono } = frame
      let newest: number | null = null
      for (const { strip } of lanes) {
        const ring = view?.rings.get(strip.place.ch)
        if (!ring || !arriving(counts, strip.place.ch, ring, mono)) continue
        const time = ring.timeOf(ring.next - 1)
        newest = newest === null ? time : Math.min(newest, time)
      }
      head = head ? stepPlayhead(head, now, newest, speed, mono, elapsed) : startPlayhead(now, speed, mono)
      for (const lane of lanes) {
        const { ch } = lane.strip.place
        const painted = (from: number, to: number, hole: boolean) => out.push({ bed, ch, from, to, hole })
        stepLane(surface, lane, view?.rings.get(ch), { ...frame, now, head: head.time, painted }, () => reasonFor(view, lane.band.signal))
      }
    },
    sparkDue: () => !sparked && cells.spark !== undefined && wavesShown(),
    spark(view, frame) {
      sparked = true
      const room = cells.spark
      // Values on request are not told by their trend either.
      const trend = view?.facts.valuesOnRequest ? null : (frame.view?.trend ?? null)
      if (room && wavesShown() && frame.now !== null) drawSpark(ink, trend, view?.stay?.id ?? null, frame.now, room)
    },
  }
}

/** Whether a ring's samples still come; notes when its end moved last. */
function arriving(counts: Map<number, { next: number; since: number }>, ch: number, ring: WaveRing, mono: number): boolean {
  if (ring.next <= ring.first) return false
  const count = counts.get(ch)
  if (!count || count.next !== ring.next) {
    counts.set(ch, { next: ring.next, since: mono })
    return true
  }
  return mono - count.since < STOPPED
}
