// Waves that follow the breath: impedance respiration and the capnogram.
import type { At } from '../../model/units.ts'
import type { Artefacts } from './artefact.ts'
import { type Beats, shownIn } from './beats.ts'
import { type Breath, type Breaths, INSPIRATION } from './breaths.ts'
import type { Draw } from './pressure.ts'
import { gauss, mix } from './random.ts'

/** Gas reaches a sidestream sensor this much later, ms [FACTS §7.2 mem]. */
export const CO2_DELAY = 2000
/** No breath lasts longer than this: what is before it no longer shows. */
const BACK = 12_000

/** Height 0…1 of the chest at share `u` of a breath: in faster than out. */
function chest(u: number): number {
  if (u <= 0 || u >= 1) return 0
  if (u < INSPIRATION) return Math.sin((Math.PI / 2) * (u / INSPIRATION)) ** 2
  const out = (u - INSPIRATION) / (1 - INSPIRATION)
  return Math.cos((Math.PI / 2) * Math.min(1, out * 1.15)) ** 2
}

/** Walks the samples of a window with the breath that began last. */
function walk(
  breaths: Breaths,
  delay: number,
  first: number,
  count: number,
  timeOf: (n: number) => number,
  value: (t: number, since: number, breath: Breath | undefined, n: number) => number,
): Float64Array {
  const data = new Float64Array(count)
  const list = breaths.between(timeOf(first) - delay - BACK, timeOf(first + count) - delay)
  let k = -1
  for (let i = 0; i < count; i++) {
    const t = timeOf(first + i)
    while (k + 1 < list.length && list[k + 1]!.at + delay <= t) k++
    const breath = list[k]
    const since = breath ? t - delay - breath.at : BACK
    data[i] = value(t, since, since < BACK ? breath : undefined, first + i)
  }
  return data
}

export function impedance({
  seed,
  epoch,
  beats,
  breaths,
  artefacts,
}: {
  readonly seed: number
  readonly epoch: At
  readonly beats: Beats
  readonly breaths: Breaths
  readonly artefacts: Artefacts
}): Draw {
  const noise = mix(seed, 61)
  return (first, count, timeOf) => {
    const begin = timeOf(first)
    const pumping = shownIn(beats, epoch, begin - 800, timeOf(first + count)).filter(({ perfused }) => perfused)
    let k = -1
    return walk(breaths, 0, first, count, timeOf, (t, since, breath, n) => {
      if (artefacts.at('leads-off', t)) return Number.NaN
      while (k + 1 < pumping.length && pumping[k + 1]!.at <= t) k++
      // Cardiogenic ripple of 5–10 % [FACTS §7.2 mem].
      const beat = pumping[k]
      const ripple = beat && t - beat.at < 600 ? Math.sin((Math.PI * (t - beat.at)) / 600) ** 2 * 0.07 : 0
      const cardiac = artefacts.at('resp-cardiac', t) !== undefined
      const y = breath ? breath.depth * chest(since / breath.length) : 0
      return (cardiac ? 0.1 : 1) * y + (cardiac ? 6 : 1) * ripple + 0.006 * gauss(noise, n)
    })
  }
}

/** Capnogram: baseline 0, upstroke 0.1–0.2 s, plateau to the end-tidal value, fall in 0.1 s [FACTS §7.2 mem]. */
export function capnogram({
  seed,
  beats,
  breaths,
  artefacts,
  endTidal,
}: {
  readonly seed: number
  readonly beats: Beats
  readonly breaths: Breaths
  readonly artefacts: Artefacts
  readonly endTidal: (breath: Breath) => number
}): Draw {
  const noise = mix(seed, 62)
  return (first, count, timeOf) =>
    walk(breaths, CO2_DELAY, first, count, timeOf, (t, since, breath, n) => {
      const grain = 0.12 * gauss(noise, n)
      if (artefacts.at('co2-water', t) || !breath) return Math.max(0, grain)
      const top = endTidal(breath)
      const { sloping } = beats.truth(breath.at)
      const out = breath.length * INSPIRATION
      // Dead space first, and the fall belongs to the next inspiration.
      const start = out + 0.06 * breath.length
      const rise = sloping ? 320 : 150
      const sinceStart = since - start
      const plateau = (at: number): number => {
        const share = Math.max(0, Math.min(1, at / (breath.length - start)))
        return top * (sloping ? 0.45 + 0.55 * share ** 0.8 : 0.93 + 0.07 * share)
      }
      if (since < 100) {
        // The end of the breath before falls away, where one came just before.
        const before = previous(breaths, breath)
        return before ? endTidal(before) * (1 - since / 100) + grain : Math.max(0, grain)
      }
      if (since > breath.length) return Math.max(0, top * (1 - (since - breath.length) / 100)) + grain
      if (sinceStart < 0) return Math.max(0, grain)
      const ramp = Math.min(1, sinceStart / rise)
      return plateau(sinceStart) * ramp * ramp * (3 - 2 * ramp) + grain
    })
}

/** The breath that ended where this one begins. */
function previous(breaths: Breaths, breath: Breath): Breath | undefined {
  const found = breaths.between(breath.at - BACK, breath.at).at(-1)
  return found && found.at + found.length >= breath.at - 60 ? found : undefined
}
