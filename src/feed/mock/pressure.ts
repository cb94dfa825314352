// Waves that follow the pulse: arterial, pulmonary and central venous pressure, and the plethysmogram.
import type { At } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import type { Artefacts } from './artefact.ts'
import { type Beats, shownIn } from './beats.ts'
import type { Breaths } from './breaths.ts'
import type { Pulse, Pulses } from './pulse.ts'
import { ar1, gauss, mix, uniform } from './random.ts'
import { bendFor, heightOf, peakOf, SHAPES, type Shape } from './shape.ts'
import type { Truth } from './truth.ts'

/** Physical value of each sample, NaN where nothing valid is measured. */
export type Draw = (first: number, count: number, timeOf: (n: number) => number) => Float64Array

/** ms after which pressure has run off to the level without a pulse. */
const RUN_OFF = 2000
const BACK = 10_000
const FLUSH = 2000

export interface PressureParts {
  readonly seed: number
  readonly epoch: At
  readonly beats: Beats
  readonly breaths: Breaths
  readonly pulses: Pulses
  readonly artefacts: Artefacts
}

/** Walks the samples of a window with the pulse whose foot came last. */
function walk(
  pulses: Pulses,
  transit: number,
  first: number,
  count: number,
  timeOf: (n: number) => number,
  value: (t: number, pulse: Pulse | undefined, n: number) => number,
): Float64Array {
  const data = new Float64Array(count)
  const begin = timeOf(first)
  const list = pulses.between(begin - BACK - transit, timeOf(first + count) - transit + 1)
  let k = -1
  for (let i = 0; i < count; i++) {
    const t = timeOf(first + i)
    while (k + 1 < list.length && list[k + 1]!.at + transit <= t) k++
    const pulse = k >= 0 && t - (list[k]!.at + transit) < BACK ? list[k] : undefined
    data[i] = value(t, pulse, first + i)
  }
  return data
}

/** A pulse's bend, remembered while its samples are drawn. */
function bends(shapeFor: (pulse: Pulse) => Shape, meanFor: (pulse: Pulse) => number): (pulse: Pulse) => number {
  let last: Pulse | undefined
  let bend = 1
  return (pulse) => {
    if (pulse !== last) {
      bend = bendFor(shapeFor(pulse), pulse.length, meanFor(pulse))
      last = pulse
    }
    return bend
  }
}

export function artery({ seed, artefacts, pulses, beats }: PressureParts): Draw {
  const noise = mix(seed, 41)
  const shapeFor = (pulse: Pulse): Shape => (pulse.line === 'damped' ? SHAPES.damped : SHAPES.artery)
  const bendOf = bends(shapeFor, ({ art, nextDia }) => (art.mean - (art.dia + nextDia) / 2) / (art.sys - (art.dia + nextDia) / 2))
  const flat = (truth: Truth): number => Math.min(truth.mean, truth.pr > 0 ? truth.dia : truth.mean)
  return (first, count, timeOf) =>
    walk(pulses, pulses.transit.art, first, count, timeOf, (t, pulse, n) => {
      const flush = artefacts.at('art-flush', t)
      if (flush) return t - flush.from < FLUSH ? 300 : 0.2 * gauss(noise, n)
      const sample = artefacts.at('art-sample', t)
      if (sample) return 0.2 * gauss(noise, n)
      const grain = 0.15 * gauss(noise, n)
      if (!pulse) return flat(beats.truth(t)) + grain
      const since = t - pulse.at - pulses.transit.art
      if (since >= pulse.length) {
        const end = flat(beats.truth(t))
        const fading = Math.exp(-(since - pulse.length) / RUN_OFF) * (1 - since / BACK)
        return end + (pulse.nextDia - end) * fading + grain
      }
      const base = pulse.art.dia + ((pulse.nextDia - pulse.art.dia) * since) / pulse.length
      const y = base + (pulse.art.sys - base) * heightOf(shapeFor(pulse), bendOf(pulse), since, pulse.length)
      if (pulse.line !== 'ringing') return y + grain
      // Resonance of 12 Hz, ζ 0.17 [FACTS §7.6 ARTD: 10–15 Hz, 0.15–0.2], begins at the peak.
      const after = (since - peakOf(SHAPES.artery, pulse.length)) / 1000
      const w = 2 * Math.PI * 12
      return (after > 0 ? Math.min(pulse.art.sys, y - 10 * Math.exp(-0.17 * w * after) * Math.sin(w * after)) : y) + grain
    })
}

export function pulmonary({ seed, pulses, beats }: PressureParts): Draw {
  const noise = mix(seed, 42)
  const bendOf = bends(
    () => SHAPES.artery,
    () => 0.4,
  )
  return (first, count, timeOf) =>
    walk(pulses, pulses.transit.pap, first, count, timeOf, (t, pulse, n) => {
      const grain = 0.08 * gauss(noise, n)
      const since = pulse ? t - pulse.at - pulses.transit.pap : 0
      if (!pulse || since >= pulse.length) {
        const end = Math.min(beats.truth(t).papDia, 14)
        if (!pulse) return end + grain
        return end + (pulse.nextPapDia - end) * Math.exp(-(since - pulse.length) / RUN_OFF) * (1 - since / BACK) + grain
      }
      const base = pulse.pap.dia + ((pulse.nextPapDia - pulse.pap.dia) * since) / pulse.length
      return base + (pulse.pap.sys - base) * heightOf(SHAPES.artery, bendOf(pulse), since, pulse.length) + grain
    })
}

/** Movement of a hand: swings of 0.5–4 Hz [FACTS §7.6], led by the rate that the device then takes for the pulse. */
export const motionRate = (seed: number, from: number): number => 60 + 60 * uniform(mix(seed, 43), Math.floor(from / 10))

export function pleth({ seed, epoch, artefacts, pulses }: PressureParts): Draw {
  const noise = mix(seed, 44)
  const wobble = ar1(mix(seed, 45), 0.8)
  return (first, count, timeOf) =>
    walk(pulses, pulses.transit.pleth, first, count, timeOf, (t, pulse, n) => {
      if (artefacts.at('probe-off', t)) return Number.NaN
      const grain = 0.004 * gauss(noise, n)
      if (artefacts.at('cuff-arm', t)) return grain
      const since = pulse ? t - pulse.at - pulses.transit.pleth : 0
      let y = pulse && since < pulse.length ? pulse.pleth * heightOf(SHAPES.finger, 1, since, pulse.length) : 0
      if (artefacts.at('low-perfusion', t)) y *= 0.1
      const motion = artefacts.at('motion', t)
      if (motion) {
        const s = (t - epoch) / 1000
        const f = motionRate(seed, motion.from) / 60
        const sway = wobble(s * 2)
        const edge = Math.min(1, (t - motion.from) / 400, (motion.to - t) / 400)
        const swing =
          Math.sin(2 * Math.PI * f * s + 0.6 * sway) +
          0.7 * Math.sin(2 * Math.PI * 0.55 * s + 2 * sway) +
          0.5 * sway * Math.sin(2 * Math.PI * 3.1 * s)
        y += edge * 1.1 * swing
      }
      return y + grain
    })
}

/** One venous cycle about R: ms, width, height [FACTS §7.2 mem: a-c-x-v-y, 2–8 mmHg; times design]. */
const VENOUS = {
  a: [-60, 38, 2.6],
  c: [70, 28, 1.1],
  x: [190, 55, -2.2],
  v: [370, 60, 2.2],
  y: [500, 55, -1.6],
} as const

export function venous({ seed, epoch, beats, breaths }: PressureParts): Draw {
  const noise = mix(seed, 46)
  return (first, count, timeOf) => {
    const data = new Float64Array(count)
    const begin = timeOf(first)
    const end = timeOf(first + count)
    const chest = breaths.between(begin - 20_000, end)
    for (let i = 0, k = 0; i < count; i++) {
      const t = timeOf(first + i)
      while (k + 1 < chest.length && chest[k + 1]!.at <= t) k++
      const breath = chest[k]
      const phase = breath && breath.at <= t && t - breath.at < breath.length ? (t - breath.at) / breath.length : 1
      const truth = beats.truth(t)
      // Dips in spontaneous inspiration [FACTS §7.2 mem]; a ventilator pushes.
      const push = (truth.ventilated ? 1.2 : -1.2) * Math.sin(2 * Math.PI * phase)
      data[i] = truth.cvp + push + 0.08 * gauss(noise, first + i)
    }
    const rate = 1000 / (timeOf(1) - timeOf(0))
    for (const beat of shownIn(beats, epoch, begin - 1000, end + 400)) {
      if (!beat.perfused) continue
      for (const [name, [at, width, height]] of Object.entries(VENOUS)) {
        if (name === 'a' && beat.look !== 'sinus' && beat.look !== 'blocked-p') continue
        const squeeze = Math.min(1, Math.sqrt(Math.max(300, beat.rr) / 900))
        const centre = beat.at + at * squeeze
        const reach = 3.5 * width * squeeze
        const low = Math.max(first, Math.ceil(((centre - reach - epoch) * rate) / 1000))
        const high = Math.min(first + count - 1, Math.floor(((centre + reach - epoch) * rate) / 1000))
        for (let n = low; n <= high; n++) data[n - first]! += height * Math.exp(-(((timeOf(n) - centre) / (width * squeeze)) ** 2) / 2)
      }
    }
    return data
  }
}

/** Integers of a wave; NaN becomes NO_SAMPLE. */
export function toIntegers(values: Float64Array, gain: number, baseline: number): Int16Array {
  const data = new Int16Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    data[i] = Number.isNaN(value) ? NO_SAMPLE : Math.max(-32_000, Math.min(32_000, Math.round(value * gain + baseline)))
  }
  return data
}
