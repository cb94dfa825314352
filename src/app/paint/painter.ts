// Paints a ward on one canvas, and one bed in detail on another: text where it changed, waves as moving strips.

import type { Freshness } from '../../model/freshness.ts'
import type { At } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { Trend } from '../../model/wire.ts'
import type { BedView, Link, WardView } from '../core/view.ts'
import type { Rect, Settings } from '../messages.ts'
import type { LayoutKey, TileView } from '../tile.ts'
import { createDetail, type DetailWaves } from './detail.ts'
import { flashAt, STEADY, sameFlash } from './flash.ts'
import { createSurface, inCss, inDevice, type Surface } from './surface.ts'
import { type Context, createType } from './text.ts'
import { createWardTile, type WardTile } from './wardtile.ts'

/** Where each shown bed's tile lies, CSS pixels of the ward canvas. */
export interface WardPlaces {
  readonly layout: LayoutKey
  readonly width: number
  readonly height: number
  readonly dpr: number
  readonly tiles: readonly { readonly bed: string; readonly rect: Rect }[]
}

/** One bed in detail. `canvas` null: the one given before, in a new size or for another bed. */
export interface DetailPlace {
  readonly bed: string
  readonly canvas: OffscreenCanvas | null
  readonly width: number
  readonly height: number
  readonly dpr: number
}

export interface SweepFrame {
  readonly view: WardView | null
  /** Gateway time, advancing smoothly; null while it is not known. */
  readonly now: At | null
  /** Virtual seconds a real second. */
  readonly speed: number
  readonly link: Link
  /** The worker's own monotonic clock, ms: for what takes real time. */
  readonly mono: number
}

/** A number that was painted, as a reader sees it. */
export interface PaintedCell {
  readonly bed: string
  readonly vital: VitalKey
  readonly text: string
  readonly freshness: Freshness
}
/** Samples [from, to) of a bed's channel that were painted: as a line, or as a hole. */
export interface PaintedSpan {
  readonly bed: string
  readonly ch: number
  readonly from: number
  readonly to: number
  readonly hole: boolean
}
export interface Painted {
  readonly values: readonly PaintedCell[]
  readonly waves: readonly PaintedSpan[]
}

export interface Painter {
  /** The ward's canvas; nothing is painted before it, `settings` and `layout` came. */
  canvas(canvas: OffscreenCanvas): void
  /** Loads B612 and repaints with it at the next sweep. Resolves also where a font cannot be had: the system's is used then. */
  fonts(urls: { readonly regular: string; readonly bold: string }): Promise<void>
  /** Takes effect, with a whole repaint, at the next sweep. */
  settings(settings: Settings): void
  /** Takes effect, with a whole repaint, at the next sweep. Tiles not yet updated stay bare. */
  layout(places: WardPlaces): void
  detail(place: DetailPlace | null): void
  /** In layout S: the bed whose wave is shown because a reader touched it. */
  touch(bed: string | null): void
  /** Paints at once the parts of a tile that changed. A bed without a place is remembered and not painted. */
  update(bed: string, tile: TileView): readonly PaintedCell[]
  /** Drops what is remembered of beds that are gone, and empties their tiles at once. */
  forget(beds: readonly string[]): void
  /** Each animation frame: waves go on; whatever a new layout, setting or font asked for is repainted whole. */
  sweep(frame: SweepFrame): Painted
}

/** A spark line moves on so often, real ms; a new trend is painted at once. */
const SPARKED = 15_000

interface Page {
  readonly surface: Surface
  readonly tiles: readonly WardTile[]
  readonly byBed: ReadonlyMap<string, WardTile>
}

export function createPainter(): Painter {
  let canvas: OffscreenCanvas | null = null
  let context: Context | null = null
  let detailCanvas: OffscreenCanvas | null = null
  let detailContext: Context | null = null
  let settings: Settings | null = null
  let places: WardPlaces | null = null
  let place: DetailPlace | null = null
  let touched: string | null = null
  let page: Page | null = null
  let detail: DetailWaves | null = null
  let sparked = Number.NEGATIVE_INFINITY
  let trend: Trend | null = null
  let before = Number.NaN
  let flash = STEADY
  const tiles = new Map<string, TileView>()
  const at = new Map<string, number>()
  let measuring: Context | null = null
  const type = createType(() => {
    measuring ??= new OffscreenCanvas(8, 8).getContext('2d') as Context
    return measuring
  })
  const again = () => {
    page = null
    detail = null
  }

  /** The whole ward anew: after a layout, a setting, a font. */
  function build(out: PaintedCell[]): void {
    if (page || !canvas || !settings || !places) return
    const { width, height, dpr, layout } = places
    canvas.width = Math.max(1, Math.round(width * dpr))
    canvas.height = Math.max(1, Math.round(height * dpr))
    context ??= canvas.getContext('2d', { alpha: false }) as Context
    const surface = createSurface(context, type, settings, dpr)
    inCss(surface)
    context.fillStyle = surface.theme.roles.background
    context.fillRect(0, 0, width, height)
    const made = places.tiles.map(({ bed, rect }) => createWardTile(surface, bed, rect, layout, bed === touched))
    page = { surface, tiles: made, byBed: new Map(made.map((tile) => [tile.bed, tile])) }
    for (const tile of made) {
      const known = tiles.get(tile.bed)
      if (known) tile.paint(known, out, flash)
      else tile.bare()
    }
    sparked = Number.NEGATIVE_INFINITY
  }

  function buildDetail(): void {
    if (detail || !place || !detailCanvas || !settings) return
    detailCanvas.width = Math.max(1, Math.round(place.width * place.dpr))
    detailCanvas.height = Math.max(1, Math.round(place.height * place.dpr))
    detailContext ??= detailCanvas.getContext('2d', { alpha: false }) as Context
    detail = createDetail(createSurface(detailContext, type, settings, place.dpr), place.bed, place.width, place.height)
  }

  /** A bed of the view; its index is remembered and checked, for the list is replaced by a snapshot. */
  function bedOf(view: WardView | null, bed: string): BedView | undefined {
    if (!view) return undefined
    const guess = view.beds[at.get(bed) ?? -1]
    if (guess?.id === bed) return guess
    const index = view.beds.findIndex((one) => one.id === bed)
    if (index >= 0) at.set(bed, index)
    return view.beds[index]
  }

  return {
    canvas(next) {
      canvas = next
      context = null
      again()
    },
    async fonts({ regular, bold }) {
      const faces = [new FontFace('B612', `url("${regular}")`), new FontFace('B612', `url("${bold}")`, { weight: '700' })]
      const loaded = await Promise.allSettled(faces.map((face) => face.load()))
      const set = (globalThis as unknown as { readonly fonts: FontFaceSet }).fonts
      const came = loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      if (came.length === 0) return
      for (const face of came) set.add(face)
      type.loaded()
      again()
    },
    settings(next) {
      settings = next
      again()
    },
    layout(next) {
      places = next
      page = null
    },
    detail(next) {
      if (next?.canvas) {
        detailCanvas = next.canvas
        detailContext = null
      }
      place = next
      detail = null
    },
    touch(bed) {
      if (bed === touched) return
      touched = bed
      page = null
    },
    update(bed, tile) {
      tiles.set(bed, tile)
      const place = page?.byBed.get(bed)
      if (!page || !place) return []
      const out: PaintedCell[] = []
      inCss(page.surface)
      place.paint(tile, out, flash)
      return out
    },
    forget(beds) {
      for (const bed of beds) {
        tiles.delete(bed)
        at.delete(bed)
        const place = page?.byBed.get(bed)
        if (!page || !place) continue
        inCss(page.surface)
        place.bare()
      }
    },
    sweep(frame) {
      const values: PaintedCell[] = []
      const waves: PaintedSpan[] = []
      const elapsed = Number.isNaN(before) ? 0 : Math.max(0, frame.mono - before)
      before = frame.mono
      build(values)
      buildDetail()
      if (page) {
        const newTrend = frame.view?.trend ?? null
        const all = newTrend !== trend || frame.mono - sparked > SPARKED
        if (all) {
          trend = newTrend
          sparked = frame.mono
        }
        inCss(page.surface)
        const now = flashAt(frame.mono)
        if (!sameFlash(flash, now)) {
          flash = now
          for (const tile of page.tiles) tile.flash(flash)
        }
        for (const tile of page.tiles) if (all || tile.sparkDue()) tile.spark(bedOf(frame.view, tile.bed), frame)
        inDevice(page.surface)
        for (const tile of page.tiles) tile.sweep(bedOf(frame.view, tile.bed), frame, elapsed, waves)
        page.surface.stroke()
      }
      if (detail && place) detail.sweep(bedOf(frame.view, place.bed), tiles.get(place.bed), frame, elapsed, waves)
      return { values, waves }
    },
  }
}
