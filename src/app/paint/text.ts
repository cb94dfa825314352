// Text on a canvas: B612, measured once, cut cleanly where it does not fit, with the subscript two that its Latin files lack.
import { CAPITAL } from './layout.ts'

const WITHOUT = '"DejaVu Sans", Verdana, sans-serif'
// A context keeps what a font's name meant when it was first used: B612 is named only once it is there.
const WITH = `B612, ${WITHOUT}`
/** Advances are measured at this size and scaled: outlines are not hinted. */
const MEASURED = 100
const KEPT = 4000
/** A size that was made to fit its room does so but for a rounding of numbers: px. */
const SLACK = 0.01
/** Size and drop of a subscript, in ems of its line. */
const SUBSCRIPT = 0.68
const DROP = 0.14

export type Context = OffscreenCanvasRenderingContext2D
export interface Style {
  readonly size: number
  readonly bold?: boolean
  readonly colour: string
  readonly align?: 'left' | 'right' | 'centre'
}

export interface Type {
  /** Advance of a text, in the unit of `size`. */
  width(text: string, size: number, bold?: boolean): number
  /** Whether a text has room: also at a size that was made so that it just has. */
  fits(text: string, room: number, size: number, bold?: boolean): boolean
  /** The text, or its beginning and an ellipsis where it is wider than `room`; '' where not even that fits. */
  cut(text: string, room: number, size: number, bold?: boolean): string
  /** Draws with the baseline at `y`; returns the advance. */
  draw(ctx: Context, text: string, x: number, y: number, style: Style): number
  /** B612 came: it is used from now on, and all is measured again. */
  loaded(): void
}

/** Baseline that centres capitals of `size` on `middle`. */
export const baseline = (middle: number, size: number): number => middle + (size * CAPITAL) / 2

export function createType(measuring: () => Context): Type {
  const widths = new Map<string, number>()
  let family = WITHOUT
  const fontOf = (size: number, bold: boolean): string => `${bold ? 'bold ' : ''}${size.toFixed(1)}px ${family}`
  const part = (text: string, bold: boolean): number => {
    const key = bold ? `*${text}` : text
    const known = widths.get(key)
    if (known !== undefined) return known
    if (widths.size >= KEPT) widths.clear()
    const ctx = measuring()
    ctx.font = fontOf(MEASURED, bold)
    const width = ctx.measureText(text).width / MEASURED
    widths.set(key, width)
    return width
  }
  const width = (text: string, size: number, bold = false): number => {
    if (!text.includes('₂')) return part(text, bold) * size
    const plain = text.split('₂')
    const twos = plain.length - 1
    return plain.reduce((sum, piece) => sum + (piece === '' ? 0 : part(piece, bold) * size), twos * part('2', bold) * size * SUBSCRIPT)
  }
  const fits = (text: string, room: number, size: number, bold = false): boolean => width(text, size, bold) <= room + SLACK
  return {
    width,
    fits,
    cut(text, room, size, bold = false) {
      if (fits(text, room, size, bold)) return text
      // By character, not by code unit: a name may hold either.
      const characters = [...text]
      let low = 0
      let high = characters.length - 1
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        if (width(`${characters.slice(0, middle).join('').trimEnd()}…`, size, bold) <= room) low = middle
        else high = middle - 1
      }
      return low === 0 ? '' : `${characters.slice(0, low).join('').trimEnd()}…`
    },
    draw(ctx, text, x, y, { size, bold = false, colour, align = 'left' }) {
      const advance = width(text, size, bold)
      let at = align === 'left' ? x : align === 'right' ? x - advance : x - advance / 2
      ctx.fillStyle = colour
      ctx.font = fontOf(size, bold)
      if (!text.includes('₂')) {
        ctx.fillText(text, at, y)
        return advance
      }
      for (const [index, piece] of text.split('₂').entries()) {
        if (index > 0) {
          ctx.font = fontOf(size * SUBSCRIPT, bold)
          ctx.fillText('2', at, y + size * DROP)
          at += part('2', bold) * size * SUBSCRIPT
          ctx.font = fontOf(size, bold)
        }
        if (piece !== '') {
          ctx.fillText(piece, at, y)
          at += part(piece, bold) * size
        }
      }
      return advance
    },
    loaded() {
      family = WITH
      widths.clear()
    },
  }
}
