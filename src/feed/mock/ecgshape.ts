// TABLE: what one beat looks like in leads I, II and V: bells about the R wave. The other limb leads follow by Einthoven.
// Millivolt peaks of lead II for the normal beat: FACTS §7.1 "direct shortcut" [design]; other leads, widths and times [design].
import type { Look } from './beats.ts'

export interface Bell {
  /** ms from R at a rate of 60; `stretch` says how it moves with the interval. */
  readonly at: number
  readonly width: number
  /** Peaks in mV in I, II, V. */
  readonly peak: readonly [i: number, ii: number, v: number]
  /** 0: fixed to R; 1: with the root of the interval, width and place. */
  readonly stretch: 0 | 1
  /** The T wave: raised where a monitor counts it as a beat. */
  readonly t?: true
}
const bell = (at: number, width: number, peak: Bell['peak'], stretch: 0 | 1 = 0): Bell => ({ at, width, peak, stretch })
const tWave = (at: number, width: number, peak: Bell['peak']): Bell => ({ at, width, peak, stretch: 1, t: true })

export const P = bell(-160, 21, [0.08, 0.15, 0.06], 1)
const QRS = [bell(-26, 9, [-0.05, -0.1, 0]), bell(0, 11, [0.6, 1.0, 0.28]), bell(27, 10, [-0.12, -0.25, -0.85])]
const T = tWave(300, 44, [0.18, 0.3, 0.14])

const WIDE_UP = [bell(0, 32, [0.75, 1.35, 1.1]), bell(78, 34, [-0.2, -0.45, -0.6]), tWave(330, 62, [-0.2, -0.4, -0.35])]
/** From the right ventricle's tip: left bundle pattern, superior axis. */
const PACED = [bell(0, 30, [0.75, -0.95, -1.1]), bell(62, 26, [0.25, -0.3, -0.35]), tWave(330, 60, [-0.2, 0.35, 0.4])]

export const BELLS: Record<Exclude<Look, 'spike'>, readonly Bell[]> = {
  sinus: [P, ...QRS, T],
  'no-p': [...QRS, T],
  'blocked-p': [P, ...QRS, T],
  pvc: WIDE_UP,
  vt: [bell(0, 42, [-0.5, 1.3, 1.0]), bell(120, 50, [0.3, -0.75, -0.6])],
  'false-vt': [bell(0, 48, [0.4, 1.1, 0.9]), bell(130, 60, [-0.3, -0.6, -0.5])],
  paced: PACED,
}

/** A pacing spike lasts 2 ms: less than a sample of 250 Hz, so that it is one sample high. mV [design]. */
export const SPIKE = [0.9, 1.8, -1.4] as const
