// One bed in detail: every wave it has, stacked, with name, scale and the lines of 5 mm paper.

import { type DisplayUnits, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'
import type { BedView } from '../core/view.ts'
import type { TileView } from '../tile.ts'
import { type Band, drawGutter, gridCell, reasonFor } from './band.ts'
import type { PaintedSpan, SweepFrame } from './painter.ts'
import { type Playhead, startPlayhead, stepPlayhead } from './playhead.ts'
import { createLane, inCss, inDevice, type Lane, type Surface, stepLane } from './surface.ts'
import { baseline } from './text.ts'

export interface DetailWaves {
  sweep(view: BedView | undefined, tile: TileView | undefined, frame: SweepFrame, elapsed: number, out: PaintedSpan[]): void
}

/** No lane is higher than this, mm: a single wave does not fill a screen. */
const HIGHEST_MM = 45
/** ECG lanes are so much higher than the others. */
const ECG_SHARE = 1.5

export function createDetail(surface: Surface, bed: string, width: number, height: number): DetailWaves {
  const { ctx, theme, ink, pxPerMm, settings } = surface
  const grid = ctx.createPattern(gridCell(theme, Math.max(4, Math.round(5 * pxPerMm * surface.dpr))), 'repeat')
  let shown = ''
  let lanes: Lane[] = []
  let head: Playhead | null = null
  let veiled = false

  function clear(words: string | null): void {
    inCss(surface)
    ctx.fillStyle = theme.roles.tile
    ctx.fillRect(0, 0, width, height)
    if (words !== null)
      ink.type.draw(ctx, words, width / 2, baseline(height / 2, 18), { size: 18, colour: theme.roles.textDim, align: 'centre' })
    inDevice(surface)
  }

  function rebuild(view: BedView | undefined, units: DisplayUnits): void {
    const channels = view?.facts.channels ?? []
    clear(channels.length === 0 ? 'no wave' : null)
    lanes = []
    inCss(surface)
    const shareOf = (signal: string) => (WAVES[signal as WaveKey].scale === 'ecg' ? ECG_SHARE : 1)
    const total = channels.reduce((sum, channel) => sum + shareOf(channel.signal), 0)
    const gutterWidth = Math.min(60, Math.max(40, width * 0.08))
    let y = 0
    for (const channel of channels) {
      const signal = channel.signal as WaveKey
      const share = Math.min((height * shareOf(signal)) / total, HIGHEST_MM * pxPerMm)
      const gutter = { x: 4, y: Math.round(y), width: gutterWidth, height: Math.round(share) - 2 }
      const wave = { x: gutter.x + gutterWidth, y: gutter.y + 1, width: width - gutterWidth - 8, height: gutter.height - 2 }
      y += share
      if (wave.height < 12 || wave.width < 40) continue
      const band: Band = { signal, label: WAVES[signal].label, colour: WAVES[signal].colour, units, gutter, wave }
      drawGutter(ink, band, pxPerMm, settings.gain, true)
      lanes.push(createLane(surface, bed, channel.ch, band, grid))
    }
    inDevice(surface)
  }

  return {
    sweep(view, tile, frame, elapsed, out) {
      inDevice(surface)
      const units = tile?.units ?? UNITS_OF_TABLE
      const waves = (view?.facts.channels ?? []).map((channel) => `${channel.ch}${channel.signal}${channel.gain}`)
      const sign = waves.length === 0 ? '' : [...waves, units.pressure].join()
      if (tile?.veiled) {
        if (!veiled) {
          clear(null)
          ctx.fillStyle = surface.veil
          ctx.fillRect(0, 0, width * surface.dpr, height * surface.dpr)
        }
        veiled = true
        shown = 'veiled'
        return
      }
      veiled = false
      if (sign !== shown || (sign === '' && lanes.length === 0 && shown !== '')) {
        shown = sign
        rebuild(view, units)
      }
      if (frame.now === null) return
      const { now, speed, mono } = frame
      let newest: number | null = null
      for (const { strip } of lanes) {
        const ring = view?.rings.get(strip.place.ch)
        if (!ring || ring.next <= ring.first) continue
        const time = ring.timeOf(ring.next - 1)
        if (now - time < 2000 * speed) newest = newest === null ? time : Math.min(newest, time)
      }
      head = head ? stepPlayhead(head, now, newest, speed, mono, elapsed) : startPlayhead(now, speed, mono)
      for (const lane of lanes) {
        const { ch } = lane.strip.place
        const painted = (from: number, to: number, hole: boolean) => out.push({ bed, ch, from, to, hole })
        stepLane(surface, lane, view?.rings.get(ch), { ...frame, now, head: head.time, painted }, () => reasonFor(view, lane.band.signal))
      }
      surface.stroke()
    },
  }
}
