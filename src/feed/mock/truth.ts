// What is true of an invented patient at an instant: what a story writes and a body turns into beats, waves and numbers.
import type { Code } from '../../model/codes.ts'
import type { At } from '../../model/units.ts'

export type Rhythm = Exclude<Code<'rhythm'>, 'not-watched'> | 'pvc'

export interface Truth {
  readonly rhythm: Rhythm
  /** Ventricular rate, beats a minute; 0 in VF and asystole. */
  readonly hr: number
  /** Pulses that reach the finger, a minute; below hr in AF, 0 without output. */
  readonly pr: number
  /** Breaths a minute; 0 while not breathing. */
  readonly rr: number
  /** %, 0 where there is no pulse. */
  readonly spo2: number
  /** mmHg. The mean is the device's, not the formula's. */
  readonly sys: number
  readonly dia: number
  readonly mean: number
  /** °C */
  readonly temp: number
  /** mmHg */
  readonly etco2: number
  /** % */
  readonly pi: number
  /** mmHg */
  readonly cvp: number
  readonly papSys: number
  readonly papDia: number
  readonly icp: number
  /** ST elevation in mV of the two independent limb leads and of V; the others follow from I and II (Einthoven). */
  readonly stI: number
  readonly stII: number
  readonly stV: number
  /** mmol/L */
  readonly glucose: number
  /** L/min; 0 on air. */
  readonly o2Flow: number
  readonly o2Device: Code<'o2-device'>
  readonly consciousness: Code<'consciousness'>
  /** Breathes by a ventilator: respiration is regular, pressure falls with inspiration. */
  readonly ventilated: boolean
  /** Capnogram slopes up ("shark fin"). */
  readonly sloping: boolean
}

/** A patient's course: pure, any instant may be asked in any order. */
export type Course = (t: At) => Truth

/** Artefacts of FACTS §7.6, each over a window; what it does to waves and numbers is the body's affair. */
export const ARTEFACTS = [
  'motion', // pleth: irregular big swings, SpO2 drifts low, PR follows the motion
  'low-perfusion',
  'probe-off',
  'cuff-arm', // pleth gone while the cuff on the same arm inflates
  'lead-v-off',
  'leads-off',
  'muscle',
  'mains', // 50 Hz
  'wander', // baseline
  't-double', // HR counted twice
  'art-damped',
  'art-underdamped',
  'art-flush', // fast flush: square 300 mmHg, 1–3 s, then as art-sample
  'art-sample', // blood draw: stopcock closed, flat
  'resp-cardiac', // impedance RR = HR
  'temp-out', // probe falls out: exponential fall to room
  'co2-water', // EtCO2 0, chest moves
  'device-vt', // the device takes a pulse-bearing rhythm for VT
  'spikes-only', // three pacing spikes without a beat
  'pause', // no beat over the window
] as const
export type ArtefactKind = (typeof ARTEFACTS)[number]
export interface Artefact {
  readonly kind: ArtefactKind
  readonly from: At
  readonly to: At
}
