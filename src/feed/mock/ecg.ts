// The ECG: bells about each R wave in leads I, II and V, with the noise, the atrial waves and the chaos between beats.
import type { At } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import type { Artefacts } from './artefact.ts'
import { type Beat, type Beats, shownIn } from './beats.ts'
import { BELLS, type Bell, P, SPIKE } from './ecgshape.ts'
import { ar1, blocks, gauss, mix } from './random.ts'

export const ECG_RATE = 250
export const ECG_GAIN = 1000
const STEP = 1000 / ECG_RATE
type Lead = 0 | 1 | 2
/** mV; every electrode hisses a little. */
const HISS = 0.012
/** The amplifier's rail, mV, and how long a lead that came off lies there before the monitor says so [design]. */
const RAIL = 5
export const RAIL_FOR = 1500
const TWO_PI = 2 * Math.PI
/** VF falls from 0.5 to 0.15 mV over 5 min [FACTS §7.1 design], judged each 5 s. */
const VF_CELL = 5000
const VF_FADE = 60

/** A wide or blocked interval stretches QT no further than at 50 a minute. */
const SLOWEST = 1200
/** ST stays raised so long, ms after R at a rate of 60. */
const ST_END = 380
/** ms before and after its R wave in which a beat shows at most; an unanswered P apart. */
const SHOWN = Object.values(BELLS)
  .flat()
  .reduce(
    ({ before, after }, { at, width }) => {
      const root = Math.sqrt(SLOWEST / 1000)
      return { before: Math.max(before, (4 * width - at) * root), after: Math.max(after, (at + 4 * width) * root) }
    },
    { before: STEP, after: ST_END * Math.sqrt(SLOWEST / 1000) },
  )

const EXP = Float64Array.from({ length: 1025 }, (_, i) => Math.exp(-((i / 256) ** 2) / 2))
/** A Gaussian of distance in widths, 0 beyond 4. */
function bellOf(x: number): number {
  const place = Math.abs(x) * 256
  const i = Math.floor(place)
  if (i >= 1024) return 0
  const low = EXP[i] as number
  return low + ((EXP[i + 1] as number) - low) * (place - i)
}

export interface Ecg {
  /** Integers of a lead, ECG_GAIN to the mV. */
  lead(lead: 'ecg-i' | 'ecg-ii' | 'ecg-v', first: number, count: number): Int16Array
}

export function ecgOf(seed: number, epoch: At, beats: Beats, artefacts: Artefacts): Ecg {
  const sway = ar1(mix(seed, 51), 0.95)
  const flutter = ar1(mix(seed, 52), 0.7)
  const hiss = [mix(seed, 53), mix(seed, 54), mix(seed, 55)] as const
  const timeOf = (n: number): number => epoch + n * STEP

  const vfLevel = blocks((cell: number): number => {
    let age = 0
    while (age < VF_FADE && beats.truth(epoch + (cell - age - 1) * VF_CELL).rhythm === 'vf') age++
    return 0.5 - (0.35 * age) / VF_FADE
  }, 32)

  const add = (data: Float64Array, first: number, centre: number, width: number, height: number): void => {
    const middle = (centre - epoch) / STEP
    const reach = (4 * width) / STEP
    const low = Math.max(first, Math.ceil(middle - reach))
    const high = Math.min(first + data.length - 1, Math.floor(middle + reach))
    const scale = STEP / width
    for (let n = low; n <= high; n++) data[n - first]! += height * bellOf((n - middle) * scale)
  }

  function beatWave(data: Float64Array, first: number, beat: Beat, next: Beat | undefined, lead: Lead): void {
    if (beat.look === 'spike') {
      const n = Math.floor((beat.at - epoch) / STEP) - first
      if (n >= 0 && n < data.length) data[n]! += SPIKE[lead]
      return
    }
    const root = Math.sqrt(Math.max(300, Math.min(SLOWEST, beat.rr || 1000)) / 1000)
    const doubled = artefacts.at('t-double', beat.at) ? 3.2 : 1
    for (const one of BELLS[beat.look]) addBell(data, first, beat.at, one, root, one.peak[lead] * (one.t ? doubled : 1))
    if (beat.look === 'blocked-p' && next && next.at - beat.at < 3000) {
      // The second P of a pair goes unanswered: half way between the two that are.
      addBell(data, first, beat.at + (next.at - beat.at) / 2, P, root, P.peak[lead])
    }
    if (beat.look === 'vt' || beat.look === 'false-vt') return
    const truth = beats.truth(beat.at)
    const raised = lead === 0 ? truth.stI : lead === 1 ? truth.stII : truth.stV
    if (raised !== 0) raiseSt(data, first, beat.at, root, raised)
  }
  function addBell(data: Float64Array, first: number, at: number, one: Bell, root: number, height: number): void {
    const stretch = one.stretch ? root : 1
    add(data, first, at + one.at * stretch, one.width * (one.t ? stretch : 1), height)
  }
  /** A plateau from the end of S until T has passed its top [FACTS §7.1 design]. */
  function raiseSt(data: Float64Array, first: number, at: number, root: number, height: number): void {
    const [up, top, fall, end] = [at + 32, at + 62, at + 290 * root, at + ST_END * root]
    const low = Math.max(first, Math.ceil((up - epoch) / STEP))
    const high = Math.min(first + data.length - 1, Math.floor((end - epoch) / STEP))
    for (let n = low; n <= high; n++) {
      const t = timeOf(n)
      const part = t < top ? (t - up) / (top - up) : t > fall ? (end - t) / (end - fall) : 1
      data[n - first]! += height * part * part * (3 - 2 * part)
    }
  }

  /** What lies under the beats at a sample: hiss, drift, f waves, fibrillation, artefacts. mV. */
  function ground(n: number, lead: Lead): number {
    const t = timeOf(n)
    const s = (t - epoch) / 1000
    let y = HISS * gauss(hiss[lead], n) + 0.02 * sway(s) * (lead === 1 ? 1 : 0.7)
    const truth = beats.truth(t)
    const share = lead === 0 ? 0.5 : lead === 1 ? 1 : 0.8
    if (truth.rhythm === 'af') {
      // 4–9 Hz at 0.05 mV [FACTS §7.1 design].
      const wobble = flutter(s * 2)
      y += 0.05 * share * (Math.sin(TWO_PI * 5.9 * s + 1.5 * wobble) + 0.5 * Math.sin(TWO_PI * 7.7 * s - wobble))
    } else if (truth.rhythm === 'vf') {
      const cell = Math.floor((t - epoch) / VF_CELL)
      const part = (t - epoch) / VF_CELL - cell
      const level = vfLevel(cell) + (vfLevel(cell + 1) - vfLevel(cell)) * part
      const wobble = flutter(s * 2)
      const chaos =
        Math.sin(TWO_PI * 4.6 * s + 2 * wobble) +
        0.7 * Math.sin(TWO_PI * 5.7 * s - 1.6 * wobble + lead) +
        0.4 * Math.sin(TWO_PI * 6.8 * s + wobble)
      y += level * 0.75 * (lead === 0 ? 0.6 : 1) * chaos * (0.8 + 0.2 * sway(s * 4))
    }
    return y
  }
  function disturbance(t: number, n: number, lead: Lead): number {
    const s = (t - epoch) / 1000
    let y = 0
    if (artefacts.at('muscle', t)) y += 0.2 * (gauss(hiss[lead] ^ 77, n) - 0.5 * gauss(hiss[lead] ^ 77, n - 1))
    if (artefacts.at('mains', t)) y += 0.1 * Math.sin(TWO_PI * 50 * s + 0.4) * (lead === 1 ? 1 : 0.8)
    if (artefacts.at('wander', t))
      y += 0.3 * (lead === 1 ? 1 : 0.6) * (Math.sin(TWO_PI * 0.11 * s) + 0.5 * Math.sin(TWO_PI * 0.27 * s + sway(s)))
    return y
  }

  function draw(lead: Lead, first: number, count: number): Int16Array {
    const begin = timeOf(first)
    const end = timeOf(first + count)
    const values = new Float64Array(count)
    const list = shownIn(beats, epoch, begin - 3500, end + 3500)
    for (let i = 0; i < list.length; i++) {
      const beat = list[i]!
      if (beat.look !== 'blocked-p' && (beat.at + SHOWN.after < begin || beat.at - SHOWN.before > end)) continue
      beatWave(values, first, beat, beat.look === 'blocked-p' ? list.slice(i + 1).find(({ look }) => look !== 'spike') : undefined, lead)
    }
    const disturbed = artefacts.touching(begin, end)
    const data = new Int16Array(count)
    for (let i = 0; i < count; i++) {
      const n = first + i
      const t = timeOf(n)
      if (disturbed.length) {
        const off = artefacts.at('leads-off', t)
        if (off || (lead === 2 && artefacts.at('lead-v-off', t))) {
          const from = (off ?? artefacts.at('lead-v-off', t))!.from
          data[i] = t - from < RAIL_FOR ? RAIL * ECG_GAIN * (lead === 1 ? 1 : 0.5) : NO_SAMPLE
          continue
        }
      }
      const y = (values[i] as number) + ground(n, lead) + (disturbed.length ? disturbance(t, n, lead) : 0)
      data[i] = Math.max(-9999, Math.min(9999, Math.round(y * ECG_GAIN)))
    }
    return data
  }
  return { lead: (lead, first, count) => draw(lead === 'ecg-i' ? 0 : lead === 'ecg-ii' ? 1 : 2, first, count) }
}

/** The limb leads that follow from I and II by Einthoven, sample by sample, exact up to rounding [FACTS §3.2]. */
export const DERIVED = {
  'ecg-iii': (i: number, ii: number) => ii - i,
  'ecg-avr': (i: number, ii: number) => -(i + ii) / 2,
  'ecg-avl': (i: number, ii: number) => i - ii / 2,
  'ecg-avf': (i: number, ii: number) => ii - i / 2,
} as const

export function derive(key: keyof typeof DERIVED, i: Int16Array, ii: Int16Array): Int16Array {
  const formula = DERIVED[key]
  return i.map((sample, n) => {
    const other = ii[n] as number
    return sample === NO_SAMPLE || other === NO_SAMPLE ? NO_SAMPLE : Math.round(formula(sample, other))
  })
}
