// What the gallery's page tells its worker.
import type { Rect, Settings } from '../messages.ts'
import type { LayoutKey } from '../tile.ts'

export type ToGallery =
  | { readonly is: 'start'; readonly canvas: OffscreenCanvas; readonly fonts: { readonly regular: string; readonly bold: string } }
  /** Scenes by key, and where each lies, CSS pixels of the canvas. May be sent again: for another layout, size, theme or speed. */
  | {
      readonly is: 'show'
      readonly layout: LayoutKey
      readonly width: number
      readonly height: number
      readonly dpr: number
      readonly scenes: readonly { readonly key: string; readonly rect: Rect }[]
      readonly settings: Settings
      readonly speed: number
    }
  | { readonly is: 'stop' }
