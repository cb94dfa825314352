// What stands in a sweep beside its line: the hatching of a hole, and the dashes under what was filled from the history. Both grow with the
// head and are erased with the band. Device pixels on the endless sweep.
import type { Rect } from '../messages.ts'
import type { Context, Type } from './text.ts'

export interface SweepMark {
  /** Up to `to` now; what it has of it already stays as it is. `ends`: a line follows. */
  grow(ctx: Context, from: number, to: number, ends: boolean): void
  /** The next one begins anew. */
  end(): void
}
interface Place {
  readonly band: Rect
  readonly dpr: number
}

/** A hole narrower than this is a plain gap. */
const HATCHED = 8
/** Left free between a hole's hatching and the line on either side. */
const MARGIN = 2

const turned = (x: number, width: number): number => ((x % width) + width) % width

/** [from, to) of the sweep as one rectangle of the band, or as two where it goes round its end. */
function rects(ctx: Context, { band }: Place, from: number, to: number, y: number, height: number): void {
  const start = turned(from, band.width)
  const first = Math.min(to - from, band.width - start)
  ctx.fillRect(band.x + start, y, first, height)
  if (to - from > first) ctx.fillRect(band.x, y, to - from - first, height)
}

export function createHatching(place: Place & { readonly hatch: CanvasPattern | string }): SweepMark {
  const { band, hatch } = place
  const height = Math.round(band.height * 0.3)
  const y = band.y + Math.round((band.height - height) / 2)
  /** Where it began, and up to where it is hatched. */
  let began = Number.NaN
  let done = 0
  return {
    grow(ctx, from, to, ends) {
      if (Number.isNaN(began)) {
        began = from
        done = Math.ceil(from) + MARGIN
      }
      const until = Math.floor(to) - (ends ? MARGIN : 0)
      if (to - began < HATCHED || until <= done) return
      ctx.fillStyle = hatch
      rects(ctx, place, done, until, y, height)
      done = until
    },
    end() {
      began = Number.NaN
    },
  }
}

/** Dash, with the gap behind it; thickness; size of the word, and how often it is said, CSS pixels. */
const DASH = { long: 5, each: 8, thick: 1.5, word: 11, again: 150 } as const
const WORD = 'filled'
/** Under the line of an ECG lies so much of its band: the word stands there, or at the top where that is too narrow. */
const BELOW = 0.38

export function createFilledMark(place: Place & { readonly filled: string; readonly type: Type }): SweepMark {
  const { band, dpr, filled, type } = place
  const device = (css: number): number => Math.max(1, Math.round(css * dpr))
  const [long, each, thick] = [device(DASH.long), device(DASH.each), device(DASH.thick)]
  const size = DASH.word * dpr
  const bottom = band.y + band.height - thick
  const line = band.height * BELOW < size + 5 * dpr ? band.y + size : bottom - 3 * dpr
  let began = Number.NaN
  let done = 0
  /** Where the word is said next. */
  let next = 0
  return {
    grow(ctx, from, to) {
      if (Number.isNaN(began)) {
        began = from
        done = Math.ceil(from)
        next = from
      }
      const until = Math.floor(to)
      ctx.fillStyle = filled
      for (let dash = Math.floor(done / each) * each; dash < until; dash += each) {
        const [left, right] = [Math.max(dash, done), Math.min(dash + long, until)]
        if (right > left) rects(ctx, place, left, right, bottom, thick)
      }
      done = Math.max(done, until)
      const room = type.width(WORD, size) + 2 * dpr
      if (band.height < 2 * size || room > band.width) return
      for (; next + room <= until; next += DASH.again * dpr) {
        // Never across the end of the sweep.
        const over = turned(next, band.width) + room - band.width
        if (over > 0) next += room - over
        if (next + room > until) return
        type.draw(ctx, WORD, band.x + turned(next, band.width) + dpr, line, { size, colour: filled })
      }
    },
    end() {
      began = Number.NaN
    },
  }
}
