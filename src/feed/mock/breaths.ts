// When the chest moves: breaths from the true rate, regular by a ventilator, less so by oneself.
import { type At, after, type Ms, ms } from '../../model/units.ts'
import { BLOCK, gather, phaseOf, STEP, STEP_COUNT, type Truths } from './blocks.ts'
import { ar1, blocks, gauss, mix } from './random.ts'

export interface Breath {
  /** Start of inspiration. */
  readonly at: At
  /** To the end of expiration: the start of the next one, or earlier where breathing is slow (a rest follows). */
  readonly length: Ms
  /** 1 is this patient's usual one. */
  readonly depth: number
  readonly ventilated: boolean
}

/** Share of a breath that is inspiration, at I:E 1:1.7 [FACTS §7.2 mem: 1:1.5–2]. */
export const INSPIRATION = 0.37
/** Breath-to-breath spread of the start, as a share of the length [design]. */
const JITTER = 0.04

export interface Breaths {
  list(block: number): readonly Breath[]
  between(from: number, to: number): Breath[]
  /** Where in the breath `t` lies: 0 start of inspiration, 1 end of expiration and the rest after it. Lists a window's breaths. */
  at(t: number, among: readonly Breath[]): number
}

export function breathsOf(seed: number, epoch: At, truths: Truths): Breaths {
  const noise = ar1(mix(seed, 11), 0.8)
  const jitterSeed = mix(seed, 12)
  const depthSeed = mix(seed, 13)
  const list = blocks((b: number): readonly Breath[] => {
    const truth = truths.block(b)
    const rates = new Float64Array(STEP_COUNT)
    for (let i = 0; i < STEP_COUNT; i++) {
      const { rr, ventilated } = truth[((i * STEP) / 1000) >> 0]!
      // sd 1.0 of the shown rate [FACTS §7.3 design] at a usual rate; slow breathing is even: with its square [design]. Five-second ticks.
      const sd = ventilated ? 0 : 0.8 * Math.min(1, (rr / 16) ** 2)
      const tick = b * (BLOCK / 5000) + (i * STEP) / 5000
      rates[i] = rr > 0 ? Math.max(rr * 0.7, rr + sd * noise(tick)) : 0
    }
    const phase = phaseOf(rates)
    const found: Breath[] = []
    const starts: number[] = []
    for (let k = 0; k < phase.count; k++) {
      const jitter = k > 0 && !truth[0]!.ventilated ? Math.max(-0.1, Math.min(0.1, JITTER * gauss(jitterSeed, b * 4096 + k))) : 0
      starts.push(phase.timeOf(k + jitter))
    }
    starts.forEach((start, k) => {
      const { rr, ventilated } = truth[Math.min(119, Math.floor(start / 1000))]!
      if (rr <= 0) return
      const next = starts[k + 1] ?? BLOCK
      const depth = 1 + (ventilated ? 0.01 : 0.07) * gauss(depthSeed, b * 4096 + k)
      found.push({
        at: after(epoch, Math.round(b * BLOCK + start)),
        length: ms(Math.min(next - start, 75_000 / rr, 8000)),
        depth,
        ventilated,
      })
    })
    return found
  })
  return {
    list,
    between: (from, to) => gather(list, epoch, from, to),
    at(t, among) {
      for (let i = among.length - 1; i >= 0; i--) {
        const breath = among[i]!
        if (breath.at <= t) return Math.min(1, (t - breath.at) / breath.length)
      }
      return 1
    },
  }
}
