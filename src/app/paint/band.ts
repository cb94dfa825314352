// Beside and under a wave: its name and scale in the gutter, the reason where no wave is drawn, the grid of the detail view.
import type { DisplayUnits } from '../../model/shownunits.ts'
import { WHY_WORDS } from '../../model/value.ts'
import type { ColourToken, VitalKey } from '../../model/vitals.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'
import type { BedView } from '../core/view.ts'
import type { Rect } from '../messages.ts'
import type { Theme } from '../theme.ts'
import { CAPITAL } from './layout.ts'
import { gainFor, scaleWords } from './scale.ts'
import type { Ink } from './slot.ts'
import { baseline } from './text.ts'

export interface Band {
  readonly signal: WaveKey
  readonly label: string
  readonly colour: ColourToken
  /** In which the ends of its scale are told. */
  readonly units: DisplayUnits
  readonly gutter: Rect
  readonly wave: Rect
}

/** mm/mV that a band is drawn at. */
export const bandGain = (wave: Rect, pxPerMm: number, asked: number): number => gainFor(asked, wave.height / pxPerMm)

/** Share of the band's height, from its top, at which zero of an ECG lies: where the calibration mark stands. */
const ZERO = 0.62

/** The wave's name; with `full`, its scale too: a 1 mV mark, or low and high of a fixed scale. A gain other than asked for is said. */
export function drawGutter({ ctx, type, theme }: Ink, band: Band, pxPerMm: number, asked: number, full: boolean): void {
  const { gutter, wave, signal } = band
  ctx.fillStyle = theme.roles.tile
  ctx.fillRect(gutter.x, gutter.y, gutter.width, gutter.height)
  const size = Math.min(15, Math.max(9.5, gutter.width * 0.36))
  const name = type.cut(band.label, gutter.width - 1, size, true)
  const fitted = Math.min(size, (gutter.width - 1) / Math.max(1e-6, type.width(name === '' ? band.label : name, 1, true)))
  const whole = type.width(band.label, 1, true)
  const nameSize = Math.max(8, Math.min(size, (gutter.width - 1) / whole))
  type.draw(ctx, type.cut(band.label, gutter.width, nameSize, true), gutter.x, gutter.y + 3 + nameSize * CAPITAL, {
    size: Math.min(nameSize, fitted),
    bold: true,
    colour: theme.colours[band.colour],
  })
  const minor = Math.max(8, size * 0.74)
  const { scale, span } = WAVES[signal]
  if (scale === 'ecg') {
    const gain = bandGain(wave, pxPerMm, asked)
    if (full) {
      const tall = gain * pxPerMm
      const zero = wave.y + wave.height * ZERO
      const right = gutter.x + gutter.width - 3
      ctx.strokeStyle = theme.roles.scale
      ctx.lineWidth = 1.25
      ctx.beginPath()
      ctx.moveTo(right - 9, zero)
      ctx.lineTo(right - 7, zero)
      ctx.lineTo(right - 7, zero - tall)
      ctx.lineTo(right - 2, zero - tall)
      ctx.lineTo(right - 2, zero)
      ctx.lineTo(right, zero)
      ctx.stroke()
    }
    if (gain !== asked) {
      const words = [`${gain}`, 'mm/mV']
      for (const [index, word] of words.entries())
        type.draw(ctx, type.cut(word, gutter.width, minor), gutter.x, gutter.y + gutter.height - 4 - (1 - index) * minor, {
          size: minor,
          colour: theme.roles.textDim,
        })
    }
    return
  }
  if (!full || !span) return
  // Two thirds of the scale, at its true height (120, 40, 15), and the lower end: the upper end lies beside the name.
  const [low, high] = span
  const right = gutter.x + gutter.width - 4
  const upper = low + ((high - low) * 2) / 3
  const style = { size: minor, colour: theme.roles.textDim, align: 'right' } as const
  const heightOf = (value: number) => wave.y + (wave.height * (high - value)) / (high - low)
  ctx.fillStyle = theme.roles.scale
  for (const value of [upper, low]) ctx.fillRect(right + 1, Math.min(heightOf(value), wave.y + wave.height - 1), 3, 1)
  type.draw(ctx, scaleWords(signal, upper, band.units), right, baseline(heightOf(upper), minor), style)
  type.draw(ctx, scaleWords(signal, low, band.units), right, wave.y + wave.height - 1, style)
}

/** Words in the middle of a band that has no wave. */
export function drawReason({ ctx, type, theme }: Ink, wave: Rect, words: string): void {
  ctx.fillStyle = theme.roles.tile
  ctx.fillRect(wave.x, wave.y, wave.width, wave.height)
  const size = Math.min(17, Math.max(10, wave.height * 0.26))
  // "WAVES HELD:" / "SLOW LINE" where the band is too narrow for one line.
  const halves = words.split(/(?<=:) /)
  const lines = type.width(words, size) > wave.width - 8 && wave.height > size * 2.6 ? halves : [words]
  for (const [index, line] of lines.entries())
    type.draw(
      ctx,
      type.cut(line, wave.width - 8, size),
      wave.x + wave.width / 2,
      baseline(wave.y + wave.height / 2 + (index - (lines.length - 1) / 2) * size * 1.3, size),
      { size, colour: theme.roles.textDim, align: 'centre' },
    )
}

/** The number that is measured on a wave: its reason is the wave's reason. */
const MEASURED: Readonly<Partial<Record<WaveKey, VitalKey>>> = {
  pleth: 'spo2',
  resp: 'rr',
  art: 'art-sys',
  pap: 'pap-sys',
  'cvp-wave': 'cvp',
  co2: 'etco2',
}

/** What a bare band says: leads off, the reason why its number is unknown, else that nothing comes. */
export function reasonFor(bed: BedView | undefined, signal: WaveKey): string {
  if (bed?.facts.recording?.ended) return WHY_WORDS['recording-ended']
  if (bed && bed.held !== 'none') return 'WAVES HELD: SLOW LINE'
  const ecg = WAVES[signal].scale === 'ecg'
  const leads = bed?.coded.get('leads')?.value
  if (ecg && leads?.is === 'known' && leads.value === 'off') return WHY_WORDS['lead-off']
  const value = bed?.numbers.get(ecg ? 'hr' : (MEASURED[signal] ?? 'hr'))?.value
  return WHY_WORDS[value?.is === 'unknown' && value.why !== 'not-measured' ? value.why : 'no-data']
}

/** A pattern of thin diagonals. */
export function diagonals(colour: string, step: number, thick: number): OffscreenCanvas {
  const tile = new OffscreenCanvas(step, step)
  const ctx = tile.getContext('2d') as OffscreenCanvasRenderingContext2D
  ctx.strokeStyle = colour
  ctx.lineWidth = thick
  ctx.beginPath()
  for (const shift of [-step, 0, step]) {
    ctx.moveTo(shift - 1, step + 1)
    ctx.lineTo(shift + step + 1, -1)
  }
  ctx.stroke()
  return tile
}

/** Lines each 5 mm of paper, for the detail view. Drawn under nothing: the sweep erases to it by a pattern of the same cells. */
export function gridCell(theme: Theme, step: number): OffscreenCanvas {
  const tile = new OffscreenCanvas(step, step)
  const ctx = tile.getContext('2d') as OffscreenCanvasRenderingContext2D
  ctx.fillStyle = theme.roles.tile
  ctx.fillRect(0, 0, step, step)
  ctx.fillStyle = theme.roles.grid
  ctx.fillRect(0, 0, step, 1)
  ctx.fillRect(0, 0, 1, step)
  return tile
}
