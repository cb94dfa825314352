// When the heart beats, and which beats reach the artery: R waves from the true rate, with the irregularity of each rhythm.
import type { EventMark } from '../../model/codes.ts'
import { type At, after, type Ms, ms } from '../../model/units.ts'
import type { Artefacts } from './artefact.ts'
import { BLOCK, gather, phaseOf, STEP, STEP_COUNT, type Truths } from './blocks.ts'
import type { Breaths } from './breaths.ts'
import { ar1, blocks, gauss, mix, uniform } from './random.ts'
import type { Rhythm, Truth } from './truth.ts'

export interface Beat {
  /** The R wave; of a spike, the spike. */
  readonly at: At
  readonly mark: EventMark
  /** Since the beat before; 0 for a spike. */
  readonly rr: Ms
  /** Does it reach the finger and the artery. */
  readonly perfused: boolean
  /** What it looks like on the ECG. */
  readonly look: Look
  /** Share of a full stroke, 0–1.3: weaker after a short filling. */
  readonly strength: number
}
export type Look = 'sinus' | 'no-p' | 'blocked-p' | 'pvc' | 'vt' | 'paced' | 'false-vt' | 'spike'

interface Raw {
  t: number
  look: Look
  strength: number
  perfused: boolean
  truth: Truth
}
interface RawBlock {
  /** What the heart does. */
  readonly heart: readonly Raw[]
  /** What the electrodes show, sorted, spikes included. */
  readonly shown: readonly Raw[]
}

/** A pacing spike comes this long before the R of the beat it captures [design]. */
export const SPIKE_LEAD = 56
/** A device that takes an artefact for VT counts it at this rate [design, within 150–220 of FACTS §7.1]. */
const FALSE_VT = 160
const NO_CAPTURE_RATE = 60
/** AF: log-normal increments; with the pull towards the mean below the R–R CV comes out at 0.20–0.25 [FACTS §7.1 design]. */
const AF_SIGMA = 0.2
const AF_MEMORY = 0.6
const PVC_CHANCE = 1 / 14
/** A premature beat at 0.6 of the interval, then a compensatory pause [FACTS §7.1 design]. */
const PREMATURE = 0.4

/** How far the rate follows breathing, bpm [FACTS §7.2 mem: 3–8, less in illness]. */
function sinusArrhythmia({ rhythm, hr, ventilated }: Truth): number {
  if (rhythm !== 'sinus' && rhythm !== 'pvc') return 0
  return (ventilated ? 0.5 : 1) * Math.max(0.6, Math.min(4, 4 - (hr - 75) * 0.06))
}
/** Wandering of the rate, bpm [FACTS §7.3 design: sd 1.5]. */
const WANDER: Record<Rhythm, number> = {
  sinus: 1.4,
  pvc: 1.4,
  af: 1.4,
  bigeminy: 0.8,
  block: 0.5,
  paced: 0,
  'not-capturing': 0.3,
  vt: 0.8,
  vf: 0,
  asystole: 0,
}
const LOOKS: Record<Rhythm, Look> = {
  sinus: 'sinus',
  pvc: 'sinus',
  af: 'no-p',
  bigeminy: 'sinus',
  block: 'blocked-p',
  paced: 'paced',
  'not-capturing': 'pvc',
  vt: 'vt',
  vf: 'vt',
  asystole: 'sinus',
}
const MARKS: Record<Look, EventMark> = {
  sinus: 'normal',
  'no-p': 'normal',
  'blocked-p': 'normal',
  pvc: 'ventricular',
  vt: 'ventricular',
  'false-vt': 'ventricular',
  paced: 'paced',
  spike: 'spike',
}

export interface Beats {
  /** What the electrodes show, spikes included. */
  shown(block: number): readonly Beat[]
  /** What pumps: beats that reach the artery. */
  pulses(block: number): readonly Beat[]
  truth(t: number): Truth
}

export function beatsOf(seed: number, epoch: At, truths: Truths, breaths: Breaths, artefacts: Artefacts): Beats {
  const wander = ar1(mix(seed, 21), 0.9)
  const afSeed = mix(seed, 22)
  const pvcSeed = mix(seed, 23)

  function rates(b: number, truth: readonly Truth[]): Float64Array {
    const found = new Float64Array(STEP_COUNT)
    const chest = breaths.list(b)
    let k = -1
    for (let i = 0; i < STEP_COUNT; i++) {
      const here = truth[Math.floor((i * STEP) / 1000)]!
      if (here.hr <= 0) continue
      const t = epoch + b * BLOCK + i * STEP
      while (k + 1 < chest.length && chest[k + 1]!.at <= t) k++
      const breath = chest[k]
      const phase = breath ? Math.min(1, (t - breath.at) / breath.length) : 1
      const noise = WANDER[here.rhythm] * Math.min(1, here.hr / 70) * wander(b * (BLOCK / 1000) + (i * STEP) / 1000)
      found[i] = Math.max(here.hr * 0.6, here.hr + sinusArrhythmia(here) * Math.sin(2 * Math.PI * phase) + noise)
    }
    return found
  }

  /** What the heart does in a block: instants in ms of the block. */
  function heartOf(b: number): Raw[] {
    const truth = truths.block(b)
    const phase = phaseOf(rates(b, truth), truth[0]!.rhythm === 'bigeminy')
    const found: Raw[] = []
    let drift = 0
    let extra = false
    let before = 0
    for (let k = 0; k < phase.count; k++) {
      const nominal = truth[Math.min(119, Math.floor(phase.timeOf(k) / 1000))]!
      const index = b * 4096 + k
      let shift = 0
      if (nominal.rhythm === 'af' && k > 0) {
        drift = AF_MEMORY * drift + Math.exp(AF_SIGMA * gauss(afSeed, index) - AF_SIGMA ** 2 / 2) - 1
        shift = drift * Math.min(1, (phase.count - k) / 4)
      } else drift = 0
      const second = nominal.rhythm === 'bigeminy' && k % 2 === 1
      const now: boolean = k > 0 && !extra && (second || (nominal.rhythm === 'pvc' && uniform(pvcSeed, index) < PVC_CHANCE))
      if (now) shift = -PREMATURE
      const place = Math.max(k === 0 ? 0 : before + 0.45, k + shift)
      const gap = place - before
      const t = phase.timeOf(place)
      before = place
      const here = truth[Math.min(119, Math.floor(t / 1000))]!
      // A short filling makes a weak stroke, the beat after a pause a strong one; a premature beat half of one [design].
      const strength = now ? 0.5 : k === 0 ? 1 : Math.max(0.3, Math.min(1.25, 1 + 0.6 * (gap - 1)))
      extra = now
      if (here.hr > 0) found.push({ t, look: now ? 'pvc' : LOOKS[here.rhythm], strength, perfused: true, truth: here })
    }
    return found
  }

  /** Beats that do not reach the finger: as many as truth says, the weakest of each dozen. */
  function deficit(beats: Raw[]): void {
    let owed = 0
    for (let i = 0; i < beats.length; i += 12) {
      const dozen = beats.slice(i, i + 12)
      for (const { truth } of dozen) owed += Math.max(0, 1 - truth.pr / truth.hr)
      const drop = Math.min(dozen.length, Math.floor(owed + 1e-6))
      owed -= drop
      for (const beat of [...dozen].sort((a, c) => a.strength - c.strength).slice(0, drop)) beat.perfused = false
      for (const beat of dozen) if (beat.truth.pr <= 0) beat.perfused = false
    }
  }

  /** No beat between the ends of a window, one on each: the pause lasts as long as the window, whatever the phase of the beats. */
  function pauses(b: number, beats: Raw[]): { beats: Raw[]; spikes: number[] } {
    const begin = epoch + b * BLOCK
    const windows = artefacts.touching(begin - 2000, begin + BLOCK + 2000).filter(({ kind }) => kind === 'pause' || kind === 'spikes-only')
    const spikes: number[] = []
    let kept = beats
    for (const window of windows) {
      const from = window.from - begin
      const to = window.to - begin
      const interval = (truth: Truth): number => 60_000 / Math.max(20, truth.hr)
      const last = kept.reduce((best, beat, i) => (Math.abs(beat.t - from) < Math.abs((kept[best]?.t ?? 1e9) - from) ? i : best), 0)
      const near = kept[last]
      if (near && from >= 0 && from < BLOCK && Math.abs(near.t - from) <= interval(near.truth)) {
        const shift = from - near.t
        for (let j = 0; j < 4; j++) {
          const beat = kept[last - j]
          if (beat) beat.t += (shift * (4 - j)) / 4
        }
      }
      kept = kept.filter(({ t, truth }) => t <= from || t > to + 0.5 * interval(truth))
      if (to >= 0 && to < BLOCK) {
        const truth = truths(window.to)
        if (truth.hr > 0) kept.push({ t: to, look: 'sinus', strength: 1.2, perfused: truth.pr > 0, truth })
        kept.sort((a, c) => a.t - c.t)
      }
      if (window.kind === 'spikes-only') {
        const every = interval(truths(window.from))
        for (let t = from + every; t < to; t += every) if (t >= 0 && t < BLOCK) spikes.push(t)
      }
    }
    return { beats: kept, spikes }
  }

  const raw = blocks((b: number): RawBlock => {
    const all = heartOf(b)
    deficit(all)
    const { beats, spikes } = pauses(b, all)
    const begin = epoch + b * BLOCK
    const truth = truths.block(b)
    const spike = (t: number): Raw => ({ t, look: 'spike', strength: 0, perfused: false, truth: truth[0]! })
    let shown: Raw[] = [...beats, ...spikes.map(spike)]
    for (const beat of beats) if (beat.look === 'paced' && beat.t >= SPIKE_LEAD) shown.push(spike(beat.t - SPIKE_LEAD))
    for (let s = 0; s < BLOCK / 1000; s += 60 / NO_CAPTURE_RATE) if (truth[s]!.rhythm === 'not-capturing') shown.push(spike(s * 1000 + 300))
    for (const window of artefacts.touching(begin, begin + BLOCK)) {
      if (window.kind !== 'device-vt') continue
      const from = window.from - begin
      const to = window.to - begin
      shown = shown.filter(({ t }) => t < from || t >= to)
      const every = 60_000 / FALSE_VT
      for (let t = from + every / 2; t < to; t += every)
        if (t >= 0 && t < BLOCK) shown.push({ t, look: 'false-vt', strength: 0, perfused: false, truth: truth[0]! })
    }
    return { heart: beats, shown: shown.sort((a, c) => a.t - c.t) }
  })

  /** The spike of a beat that lies at the very start of the next block belongs to this one. */
  function lateSpikes(b: number): Raw[] {
    const border: Raw[] = []
    for (const beat of raw(b + 1).heart) {
      if (beat.t >= SPIKE_LEAD) break
      if (beat.look === 'paced' && raw(b + 1).shown.includes(beat))
        border.push({ ...beat, t: BLOCK + beat.t - SPIKE_LEAD, look: 'spike', perfused: false })
    }
    return border
  }

  const finish = (b: number, list: readonly Raw[], before: number): Beat[] => {
    let last = before
    return list.map(({ t, look, strength, perfused }) => {
      const place = Math.round(b * BLOCK + t)
      const rr = look === 'spike' ? 0 : place - last
      if (look !== 'spike') last = place
      return { at: after(epoch, place), mark: MARKS[look], rr: ms(rr), perfused, look, strength }
    })
  }
  const lastOf = (b: number, list: (block: number) => readonly Raw[]): number => {
    const beat = list(b).findLast(({ look }) => look !== 'spike')
    return beat ? Math.round(b * BLOCK + beat.t) : b * BLOCK
  }
  const shownRaw = (b: number): readonly Raw[] => raw(b).shown
  const pulsesRaw = (b: number): readonly Raw[] => raw(b).heart.filter(({ perfused }) => perfused)
  return {
    shown: blocks((b) => finish(b, [...shownRaw(b), ...lateSpikes(b)], lastOf(b - 1, shownRaw))),
    pulses: blocks((b) => finish(b, pulsesRaw(b), lastOf(b - 1, pulsesRaw))),
    truth: truths,
  }
}

/** The beats that the ECG shows, spikes included, in [from, to). */
export const shownIn = (beats: Beats, epoch: At, from: number, to: number): Beat[] => gather(beats.shown, epoch, from, to)
