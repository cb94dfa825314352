// TABLE: what a bedside monitor shows of each vital sign at an instant: averages of the same beats, pulses and breaths that
// the waves are drawn from, with the noise of FACTS §7.3 and the artefacts of §7.6.
import { QUALITY, type Quality } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'
import { known, unknown, type Value, type Why } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { type Beat, type Beats, shownIn } from './beats.ts'
import { gather } from './blocks.ts'
import type { Breath } from './breaths.ts'
import { CO2_DELAY } from './gas.ts'
import { motionRate, type PressureParts } from './pressure.ts'
import type { Pressure, Pulse } from './pulse.ts'
import { ar1, gauss, mix } from './random.ts'
import type { Truth } from './truth.ts'

export interface Measured {
  readonly value: Value<number>
  /** Bits of QUALITY; without the demo bit. */
  readonly quality: Quality
}
export interface NumbersParts extends PressureParts {
  readonly breathsFrom: 'impedance' | 'co2'
}

/** Averaging of rates and pressures, ms [FACTS §7.2 mem: SpO2 8 s]. */
const AVERAGE = 8000
const PULSE_AVERAGE = 12_000
/** From so many litres a mask keeps the inspired oxygen steady, and the saturation with it [design]. */
const MASK = 10
const STEADIED = 0.35
/** No beat for so long: no rate [asystole at 4 s, FACTS §2.7]. */
const SILENCE = 4000
/** After electrodes or probe are back on, until a number is shown [design]. */
const SETTLE = 5000
/** Breathing rate is averaged over at most 8 breaths and a minute; 0 after 30 s without one [design]. */
const BREATH_AVERAGE = 60_000
const APNOEA = 30_000
/** End-tidal CO2 is averaged over so many breaths [design]. */
const CO2_BREATHS = 5
/** A probe that fell out: to room temperature with τ 3 min [FACTS §7.6], and back with τ 60 s [design]. */
const ROOM = 24
const COOLING = 180_000
const WARMING = 60_000
const good = (value: number): Measured => ({ value: known(value), quality: 0 })
/** Doubted, and for which reason where it is one that a screen names. */
const doubted = (value: number, why: 0 | typeof QUALITY.motion | typeof QUALITY.weakPulse = 0): Measured => ({
  value: known(value),
  quality: QUALITY.questionable | why,
})
const none = (why: Why): Measured => ({ value: unknown(why), quality: 0 })

/** A minute of intervals: whole pairs, so that a premature beat and its pause are averaged together. */
function rateOf(list: readonly { readonly at: number }[], from: number): number | null {
  let first = list.length - 1
  while (first > 0 && ((list[first - 1] as { at: number }).at > from || list.length - first < 4)) first--
  let intervals = list.length - 1 - first
  if (intervals > 3 && intervals % 2 === 1) {
    first++
    intervals--
  }
  if (intervals < 1) return null
  return (60_000 * intervals) / ((list.at(-1) as { at: number }).at - (list[first] as { at: number }).at)
}
/** Remembers the answer for the last instant: several numbers are asked at the same one. */
function once<T>(make: (t: number) => T): (t: number) => T {
  let last = Number.NaN
  let answer: T
  return (t) => {
    if (t !== last) {
      answer = make(t)
      last = t
    }
    return answer
  }
}

export function endTidalOf(seed: number, epoch: At, beats: Beats): (breath: Breath) => number {
  const noise = mix(seed, 71)
  return (breath) => Math.max(1, beats.truth(breath.at).etco2 + 0.9 * gauss(noise, Math.floor((breath.at - epoch) / 100)))
}

export function numbersOf({
  seed,
  epoch,
  beats,
  breaths,
  pulses,
  artefacts,
  breathsFrom,
}: NumbersParts): (signal: VitalKey, t: At) => Measured {
  const slow = (purpose: number, tau: number, phi = 0.9) => {
    const noise = ar1(mix(seed, purpose), phi)
    return (t: number) => noise((t - epoch) / tau)
  }
  const n = {
    spo2: slow(81, 5000),
    pi: slow(82, 10_000),
    temp: slow(83, 60_000),
    cvp: slow(84, 2000),
    icp: slow(85, 3000),
    st: [slow(86, 10_000), slow(87, 10_000), slow(88, 10_000)] as const,
    jitter: slow(89, 1000),
  }
  const cuff = mix(seed, 90)
  const endTidal = endTidalOf(seed, epoch, beats)

  const recentBeats = once((t: number): Beat[] => {
    const list = shownIn(beats, epoch, t - 16_000, t + 0.5)
    return list.some(({ look }) => look === 'spike') ? list.filter(({ look }) => look !== 'spike') : list
  })
  const recentPulses = once((t: number): Pulse[] => pulses.between(t - 16_000, t + 0.5))
  const recentBreaths = once((t: number): Breath[] => gather(breaths.list, epoch, t - BREATH_AVERAGE, t + 0.5))
  const delayedBreaths = once((t: number): Breath[] => gather(breaths.list, epoch, t - CO2_DELAY - BREATH_AVERAGE, t - CO2_DELAY + 0.5))

  function heartRate(t: At): Measured {
    if (artefacts.at('leads-off', t)) return none('lead-off')
    if (artefacts.at('leads-off', t, SETTLE)) return none('arming')
    const list = recentBeats(t)
    const last = list.at(-1)
    if (!last || t - last.at > SILENCE) return none('no-beat')
    const off = artefacts.at('device-vt', t)
    const rate = rateOf(list, off ? Math.max(t - AVERAGE, off.from) : t - AVERAGE)
    if (rate === null) return none('no-beat')
    if (artefacts.at('t-double', t)) return good(2 * rate)
    // Shivering adds beats that are none [FACTS §7.6].
    if (artefacts.at('muscle', t)) return doubted(rate * (1.25 + 0.2 * Math.tanh(n.jitter(t))))
    return good(rate)
  }

  /** Why there is nothing to measure at the finger. */
  function finger(t: At): Why | null {
    if (artefacts.at('probe-off', t)) return 'probe-off'
    if (artefacts.at('cuff-arm', t)) return 'cuff-arm'
    const last = recentPulses(t).at(-1)
    if (!artefacts.at('motion', t) && (!last || t - last.at > SILENCE + 1000 || beats.truth(t).pr <= 0)) return 'no-pulse'
    if (artefacts.at('probe-off', t, SETTLE) || artefacts.at('cuff-arm', t, SETTLE)) return 'arming'
    return null
  }
  function pulseRate(t: At): Measured {
    const why = finger(t)
    if (why) return none(why)
    const motion = artefacts.at('motion', t)
    if (motion) return doubted(motionRate(seed, motion.from) + 3 * n.jitter(t), QUALITY.motion)
    const rate = rateOf(recentPulses(t), t - PULSE_AVERAGE)
    if (rate === null) return none('no-pulse')
    return artefacts.at('low-perfusion', t) ? doubted(rate, QUALITY.weakPulse) : good(rate)
  }
  function saturation(t: At, truth: Truth): Measured {
    const why = finger(t)
    if (why) return none(why)
    if (truth.spo2 <= 0) return none('no-pulse')
    const value = truth.spo2 + (truth.o2Flow >= MASK ? STEADIED : 1) * 0.55 * n.spo2(t)
    const motion = artefacts.at('motion', t, 20_000)
    if (motion) {
      // Drifts down to 85–90 within seconds, and back [FACTS §7.6].
      const low = Math.min(value, 85 + (mix(seed, motion.from) % 50) / 10)
      const reached = 1 - Math.exp(-(Math.min(t, motion.to) - motion.from) / 5000)
      const share = t < motion.to ? reached : reached * Math.exp(-(t - motion.to) / 4000)
      if (t < motion.to || share > 0.08) return doubted(Math.min(100, value + (low - value) * share), QUALITY.motion)
    }
    if (artefacts.at('low-perfusion', t)) return doubted(Math.min(100, value + 1.3 * n.jitter(t)), QUALITY.weakPulse)
    return good(Math.min(100, value))
  }
  function perfusionIndex(t: At, truth: Truth): Measured {
    const why = finger(t)
    if (why) return none(why)
    const pi = truth.pi * Math.exp(0.08 * n.pi(t))
    if (artefacts.at('motion', t)) return doubted(pi * (1.5 + 0.3 * n.jitter(t)), QUALITY.motion)
    return artefacts.at('low-perfusion', t) ? doubted(Math.max(0.1, Math.min(0.25, pi * 0.1)), QUALITY.weakPulse) : good(pi)
  }

  /** Breaths a minute of those that began up to `t`; 0 where the chest has been still. */
  function rateOfBreaths(list: readonly Breath[], t: number): number {
    const last = list.at(-1)
    if (!last || t - last.at > APNOEA) return 0
    const eight = list.slice(-9)
    const first = eight[0] as Breath
    const count = eight.length - 1
    if (count < 1) return 60_000 / Math.max(last.length, t - last.at)
    const mean = (last.at - first.at) / count
    // A breath that is overdue lowers the rate before it comes.
    return t - last.at > 1.5 * mean ? (60_000 * (count + 1)) / (t - first.at) : 60_000 / mean
  }
  function breathingRate(t: At): Measured {
    if (breathsFrom === 'co2') return artefacts.at('co2-water', t) ? none('noise') : good(rateOfBreaths(delayedBreaths(t), t - CO2_DELAY))
    if (artefacts.at('leads-off', t)) return none('lead-off')
    if (artefacts.at('leads-off', t, SETTLE)) return none('arming')
    if (artefacts.at('resp-cardiac', t)) {
      const heart = heartRate(t)
      return heart.value.is === 'known' ? good(heart.value.value) : heart
    }
    return good(rateOfBreaths(recentBreaths(t), t))
  }
  function endTidalNumber(t: At): Measured {
    if (artefacts.at('co2-water', t)) return good(0)
    const list = delayedBreaths(t)
    const last = list.at(-1)
    if (!last || t - CO2_DELAY - last.at > APNOEA) return good(0)
    let sum = 0
    let count = 0
    for (let i = list.length - 1; i >= 0 && count < CO2_BREATHS; i--) {
      const breath = list[i] as Breath
      if (breath.at + breath.length + CO2_DELAY > t) continue
      sum += endTidal(breath)
      count++
    }
    return good(count ? sum / count : 0)
  }

  /** Mean of the pulses of the last seconds; null without pulsation. */
  const averaged = once((t: number): Pressure | null => {
    const list = recentPulses(t)
    const last = list.at(-1)
    if (!last || t - last.at > SILENCE) return null
    const line = artefacts.at('art-damped', t) ? 'damped' : artefacts.at('art-underdamped', t) ? 'ringing' : 'good'
    const sum = { sys: 0, dia: 0, mean: 0 }
    const add = (only: boolean): number => {
      let count = 0
      sum.sys = sum.dia = sum.mean = 0
      for (const pulse of list) {
        if (pulse.at <= t - AVERAGE || (only && pulse.line !== line)) continue
        sum.sys += pulse.art.sys
        sum.dia += pulse.art.dia
        sum.mean += pulse.art.mean
        count++
      }
      return count
    }
    // Averages begin anew when the line changes.
    let count = add(true)
    if (count < 3) count = add(false)
    return count ? { sys: sum.sys / count, dia: sum.dia / count, mean: sum.mean / count } : null
  })
  function pressure(t: At, which: 'sys' | 'dia' | 'mean'): Measured {
    if (artefacts.at('art-flush', t) || artefacts.at('art-sample', t)) return none('flush')
    const closed = artefacts.at('art-flush', t, SETTLE) ?? artefacts.at('art-sample', t, SETTLE)
    if (closed) return none('arming')
    const used = averaged(t)
    if (!used) return which === 'mean' ? good(beats.truth(t).mean) : none('no-pulse')
    return good(used[which])
  }
  function pulmonary(t: At, which: 'sys' | 'dia' | 'mean'): Measured {
    const list = recentPulses(t).filter(({ at }) => at > t - AVERAGE)
    if (!list.length) return none('no-pulse')
    return good(list.reduce((sum, { pap }) => sum + pap[which], 0) / list.length)
  }
  /** A cuff reading: sd 4/3/3 [FACTS §7.3 design], each minute its own; mean is the device's. */
  function cuffReading(t: At, truth: Truth, which: 'sys' | 'dia' | 'mean'): Measured {
    if (truth.pr <= 0 || truth.sys - truth.dia < 5) return none('no-pulse')
    const minute = Math.floor((t - epoch) / 60_000)
    const shared = 2.6 * gauss(cuff, minute * 4)
    const own = { sys: 3 * gauss(cuff, minute * 4 + 1), dia: 1.5 * gauss(cuff, minute * 4 + 2), mean: 1.5 * gauss(cuff, minute * 4 + 3) }
    const sys = truth.sys + shared + own.sys
    const dia = Math.min(truth.dia + shared + own.dia, sys - 5)
    if (which === 'sys') return good(sys)
    return good(which === 'dia' ? dia : Math.max(dia + 1, Math.min(sys - 1, truth.mean + shared + own.mean)))
  }
  function temperature(t: At, truth: Truth): Measured {
    const value = truth.temp + 0.03 * n.temp(t)
    const out = artefacts.at('temp-out', t, 280_000)
    if (!out) return good(value)
    const cold = 1 - Math.exp(-(Math.min(t, out.to) - out.from) / COOLING)
    const share = t < out.to ? cold : cold * Math.exp(-(t - out.to) / WARMING)
    return good(value + (ROOM - value) * share)
  }
  function st(t: At, truth: Truth, of: (i: number, ii: number) => number): Measured {
    if (artefacts.at('leads-off', t)) return none('lead-off')
    if (artefacts.at('leads-off', t, SETTLE)) return none('arming')
    const last = recentBeats(t).at(-1)
    if (!last || t - last.at > SILENCE) return none('no-beat')
    const drift = artefacts.at('wander', t) ? 0.06 * n.jitter(t) : 0
    const value = of(truth.stI + 0.008 * n.st[0](t) + drift * 0.6, truth.stII + 0.008 * n.st[1](t) + drift)
    return drift === 0 ? good(value) : doubted(value)
  }
  function stV(t: At, truth: Truth): Measured {
    return artefacts.at('lead-v-off', t) ? none('lead-off') : st(t, truth, () => truth.stV + 0.008 * n.st[2](t))
  }

  const table: Record<VitalKey, (t: At, truth: Truth) => Measured> = {
    hr: heartRate,
    pr: pulseRate,
    spo2: saturation,
    rr: breathingRate,
    'nibp-sys': (t, truth) => cuffReading(t, truth, 'sys'),
    'nibp-dia': (t, truth) => cuffReading(t, truth, 'dia'),
    'nibp-mean': (t, truth) => cuffReading(t, truth, 'mean'),
    'art-sys': (t) => pressure(t, 'sys'),
    'art-dia': (t) => pressure(t, 'dia'),
    'art-mean': (t) => pressure(t, 'mean'),
    temp: temperature,
    etco2: endTidalNumber,
    pi: perfusionIndex,
    cvp: (t, truth) => good(truth.cvp + 0.4 * n.cvp(t)),
    'pap-sys': (t) => pulmonary(t, 'sys'),
    'pap-dia': (t) => pulmonary(t, 'dia'),
    'pap-mean': (t) => pulmonary(t, 'mean'),
    icp: (t, truth) => good(truth.icp + 0.4 * n.icp(t)),
    'st-i': (t, truth) => st(t, truth, (i) => i),
    'st-ii': (t, truth) => st(t, truth, (_, ii) => ii),
    'st-iii': (t, truth) => st(t, truth, (i, ii) => ii - i),
    'st-avr': (t, truth) => st(t, truth, (i, ii) => -(i + ii) / 2),
    'st-avl': (t, truth) => st(t, truth, (i, ii) => i - ii / 2),
    'st-avf': (t, truth) => st(t, truth, (i, ii) => ii - i / 2),
    'st-v': stV,
    glucose: (_, truth) => good(truth.glucose),
    weight: () => none('not-charted'),
    'o2-flow': (_, truth) => good(truth.o2Flow),
    fio2: () => none('not-measured'),
  }
  return (signal, t) => {
    const { value, quality } = table[signal](t, beats.truth(t))
    if (value.is === 'unknown') return { value, quality }
    const step = 10 ** VITALS[signal].digits
    return { value: known(Math.round(value.value * step) / step + 0), quality }
  }
}
