// A patient's body: turns a course of truth into beats, breaths, numbers and waves, the same for the same seed and epoch.
import type { Code } from '../../model/codes.ts'
import type { WaveScale } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'
import { known, unknown, type Value, type Why } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { NO_SAMPLE, WAVES, type WaveKey } from '../../model/waves.ts'
import { type ArtefactSource, artefactsOf } from './artefact.ts'
import { type Beat, beatsOf, shownIn } from './beats.ts'
import { truthsOf } from './blocks.ts'
import { type Breath, breathsOf } from './breaths.ts'
import { derive, ECG_GAIN, ecgOf } from './ecg.ts'
import { capnogram, impedance } from './gas.ts'
import { endTidalOf, type Measured, numbersOf } from './numbers.ts'
import { artery, type Draw, pleth, pulmonary, toIntegers, venous } from './pressure.ts'
import { pulsesOf } from './pulse.ts'
import type { Course } from './truth.ts'

export type { Beat, Breath, Measured }

export interface BodyOptions {
  readonly seed: number
  /** The instant of sample 0 of every wave; time before it is as good as time after it. */
  readonly epoch: At
  readonly course: Course
  readonly artefacts: ArtefactSource
  /** Where the breathing rate comes from; by impedance it is lost with the ECG electrodes. */
  readonly breathsFrom?: 'impedance' | 'co2'
}

/** Every answer depends on the options and the question alone, never on what was asked before. */
export interface Body {
  /**
   * What the ECG shows in [from, to): beats, and pacing spikes with the mark 'spike', which are not beats. While a device takes
   * an artefact for VT these are the beats it takes; the pulses go on beneath.
   */
  beats(from: At, to: At): readonly Beat[]
  breaths(from: At, to: At): readonly Breath[]
  /** What a bedside monitor would show at `t`, rounded as it rounds. */
  number(signal: VitalKey, t: At): Measured
  rhythm(t: At): Value<Code<'rhythm'>>
  leads(t: At): Code<'leads'>
  /** Samples [first, first + count); sample n lies at epoch + n · 1000 / rate. `why` where any of them is NO_SAMPLE. */
  wave(signal: WaveKey, first: number, count: number): { readonly data: Int16Array; readonly why?: Why }
}

const scale = (key: WaveKey, gain: number): WaveScale => ({ rate: WAVES[key].rate, gain, baseline: 0, unit: WAVES[key].unit })
/** How the integers of each wave become a physical quantity. */
export const BODY_SCALES: Record<WaveKey, WaveScale> = {
  'ecg-i': scale('ecg-i', ECG_GAIN),
  'ecg-ii': scale('ecg-ii', ECG_GAIN),
  'ecg-iii': scale('ecg-iii', ECG_GAIN),
  'ecg-avr': scale('ecg-avr', ECG_GAIN),
  'ecg-avl': scale('ecg-avl', ECG_GAIN),
  'ecg-avf': scale('ecg-avf', ECG_GAIN),
  'ecg-v': scale('ecg-v', ECG_GAIN),
  'ecg-mcl1': scale('ecg-mcl1', ECG_GAIN),
  pleth: scale('pleth', 1000),
  resp: scale('resp', 1000),
  art: scale('art', 20),
  pap: scale('pap', 50),
  'cvp-wave': scale('cvp-wave', 100),
  co2: scale('co2', 100),
}
/** MCL1 looks like V through another pair of electrodes [design]. */
const MCL1 = 0.85

export function createBody({ seed, epoch, course, artefacts: source, breathsFrom = 'impedance' }: BodyOptions): Body {
  const artefacts = artefactsOf(source, epoch)
  const truths = truthsOf(course, epoch)
  const breaths = breathsOf(seed, epoch, truths)
  const beats = beatsOf(seed, epoch, truths, breaths, artefacts)
  const pulses = pulsesOf(seed, epoch, beats, breaths, artefacts)
  const ecg = ecgOf(seed, epoch, beats, artefacts)
  const parts = { seed, epoch, beats, breaths, pulses, artefacts }
  const number = numbersOf({ ...parts, breathsFrom })

  const drawn =
    (key: WaveKey, draw: Draw) =>
    (first: number, count: number): Int16Array => {
      const { rate, gain, baseline } = BODY_SCALES[key]
      return toIntegers(
        draw(first, count, (n) => epoch + (n * 1000) / rate),
        gain,
        baseline,
      )
    }
  const limb = (key: 'ecg-iii' | 'ecg-avr' | 'ecg-avl' | 'ecg-avf') => (first: number, count: number) =>
    derive(key, ecg.lead('ecg-i', first, count), ecg.lead('ecg-ii', first, count))

  const waves: Record<WaveKey, (first: number, count: number) => Int16Array> = {
    'ecg-i': (first, count) => ecg.lead('ecg-i', first, count),
    'ecg-ii': (first, count) => ecg.lead('ecg-ii', first, count),
    'ecg-iii': limb('ecg-iii'),
    'ecg-avr': limb('ecg-avr'),
    'ecg-avl': limb('ecg-avl'),
    'ecg-avf': limb('ecg-avf'),
    'ecg-v': (first, count) => ecg.lead('ecg-v', first, count),
    'ecg-mcl1': (first, count) => ecg.lead('ecg-v', first, count).map((y) => (y === NO_SAMPLE ? y : Math.round(y * MCL1))),
    pleth: drawn('pleth', pleth(parts)),
    resp: drawn('resp', impedance(parts)),
    art: drawn('art', artery(parts)),
    pap: drawn('pap', pulmonary(parts)),
    'cvp-wave': drawn('cvp-wave', venous(parts)),
    co2: drawn('co2', capnogram({ ...parts, endTidal: endTidalOf(seed, epoch, beats) })),
  }

  return {
    beats: (from, to) => shownIn(beats, epoch, from, to),
    breaths: (from, to) => breaths.between(from, to),
    number,
    rhythm(t) {
      if (artefacts.at('leads-off', t)) return unknown('lead-off')
      if (artefacts.at('device-vt', t)) return known('vt')
      const { rhythm } = truths(t)
      return known(rhythm === 'pvc' ? 'sinus' : rhythm)
    },
    leads(t) {
      if (artefacts.at('leads-off', t)) return 'off'
      return artefacts.at('lead-v-off', t) ? 'v-off' : 'on'
    },
    wave(signal, first, count) {
      const data = waves[signal](first, count)
      if (!data.includes(NO_SAMPLE)) return { data }
      return { data, why: signal === 'pleth' ? 'probe-off' : 'lead-off' }
    },
  }
}
