// Paints a ward on one canvas, and one bed in detail on another: text where it changed, waves as moving strips.

import type { Freshness } from '../../model/freshness.ts'
import type { At } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { Link, WardView } from '../core/view.ts'
import type { Rect, Settings } from '../messages.ts'
import type { LayoutKey, TileView } from '../tile.ts'

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
  /** Drops what is remembered of beds that are gone. */
  forget(beds: readonly string[]): void
  /** Each animation frame: waves go on; whatever a new layout, setting or font asked for is repainted whole. */
  sweep(frame: SweepFrame): Painted
}

export function createPainter(): Painter {
  return {
    canvas() {},
    fonts: async () => {},
    settings() {},
    layout() {},
    detail() {},
    touch() {},
    update: () => [],
    forget() {},
    sweep: () => ({ values: [], waves: [] }),
  }
}
