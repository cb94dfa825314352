// Waves for the gallery: plain shapes by phase, enough to see a tile with; the demo's physiology is the mock feed's.
import type { Channel } from '../../model/facts.ts'
import { at } from '../../model/units.ts'
import { NO_SAMPLE, WAVES, type WaveKey } from '../../model/waves.ts'
import type { WaveRing } from '../core/view.ts'

const bump = (phase: number, centre: number, width: number): number => Math.exp(-(((phase - centre) / width) ** 2))

const ecg = (phase: number): number =>
  0.12 * bump(phase, 0.2, 0.03) -
  0.12 * bump(phase, 0.365, 0.01) +
  1.05 * bump(phase, 0.39, 0.012) -
  0.22 * bump(phase, 0.42, 0.012) +
  0.28 * bump(phase, 0.66, 0.06)
const pulse = (phase: number): number => bump(phase, 0.3, 0.13) + 0.45 * bump(phase, 0.58, 0.14)
const spike = (phase: number): number => (phase > 0.15 && phase < 0.156 ? 1.3 : 0)

/** Physical value of a wave at a phase (0–1) of its beat or breath. */
const SHAPES = {
  ecg,
  paced: (phase: number) => spike(phase) + 0.9 * bump(phase, 0.22, 0.04) - 0.35 * bump(phase, 0.31, 0.05) + 0.3 * bump(phase, 0.6, 0.08),
  fib: (phase: number) => 0.35 * Math.sin(phase * 37) + 0.25 * Math.sin(phase * 23 + 1),
  pleth: pulse,
  /** Strong for six seconds in thirty, also in those before the gallery's clock begins, then weak: the scale stands, so that it is seen. */
  weak: (phase: number, time: number) => (time % 30_000 >= 12_000 && time % 30_000 < 18_000 ? 1 : 0.15) * pulse(phase),
  art: (phase: number) => 70 + 50 * pulse(phase),
  resp: (phase: number) => Math.sin(2 * Math.PI * phase),
  co2: (phase: number) => (phase < 0.45 ? 0 : 38 * Math.min(1, (phase - 0.45) * 12)),
  /** Sends samples, none of them valid. */
  invalid: null,
  /** Sends nothing. */
  silent: null,
  /** Loses half a second in each four. */
  torn: ecg,
} as const
export type Shape = keyof typeof SHAPES

/** Samples arrive so many at a time, ms; kept for so long. */
const CHUNK = 500
const KEPT = 24_000
const STEP = 0.001

export interface GalleryWave {
  readonly signal: WaveKey
  readonly shape: Shape
  /** Beats or breaths a minute. */
  readonly rate: number
}

/** A ring whose samples are computed when asked for. `now`: the gallery's clock, ms. */
export function createShapeRing(wave: GalleryWave, ch: number, now: () => number): WaveRing {
  const { rate, unit } = WAVES[wave.signal]
  const ecgLike = WAVES[wave.signal].scale === 'ecg' || WAVES[wave.signal].scale === 'free'
  const gain = ecgLike ? 1 / STEP : 10
  const channel: Channel = { ch, signal: wave.signal, rate, gain, baseline: 0, unit, source: 'gallery' }
  const period = 1000 / rate
  const end = () => (wave.shape === 'silent' ? 0 : Math.floor((Math.floor(now() / CHUNK) * CHUNK) / period))
  return {
    channel,
    get first() {
      return Math.max(0, end() - Math.ceil(KEPT / period))
    },
    get next() {
      return end()
    },
    valueAt(sample) {
      const shape = SHAPES[wave.shape]
      const time = sample * period
      if (!shape || (wave.shape === 'torn' && time % 4000 > 3400)) return NO_SAMPLE
      return Math.round((shape as (phase: number, time: number) => number)(((time / 60_000) * wave.rate) % 1, time) * gain)
    },
    timeOf: (sample) => at(sample * period),
    sampleAt: (time) => Math.ceil(time / period - 1e-6),
    fills: 0,
    filledAt: () => false,
  }
}
