// What each heart beat sends into the arteries: pressures and pleth of a pulse, from which numbers and waves are both taken.
import type { At } from '../../model/units.ts'
import type { Artefacts } from './artefact.ts'
import type { Beats } from './beats.ts'
import { BLOCK, gather } from './blocks.ts'
import type { Breath, Breaths } from './breaths.ts'
import { ar1, blocks, gauss, mix, uniform } from './random.ts'

export interface Pressure {
  readonly sys: number
  readonly dia: number
  readonly mean: number
}
export interface Pulse {
  /** The R wave it comes from; its foot arrives a transit time later. */
  readonly at: At
  /** ms to the next pulse, or to where it has run off when none follows. */
  readonly length: number
  readonly art: Pressure
  readonly nextDia: number
  readonly line: 'good' | 'damped' | 'ringing'
  readonly pap: Pressure
  readonly nextPapDia: number
  /** Height of the pleth pulse: 1 at a perfusion index of 2 %. */
  readonly pleth: number
}

/** A pulse without a successor ends after this long at most. */
const LONGEST = 2400
/** mmHg: pressure follows breathing by 3–5 from top to bottom [FACTS §7.2 mem]; beat to beat sd 2 [FACTS §7.3 design]. */
const BREATH_SWING = 2
const BEAT_SD = 1.6

/** 104/70 for 118/62 at a mean of 80 [WARD §3 bed 5]: what a damped line leaves of the systolic and of the diastolic swing. */
const DAMPED = { sys: 0.63, dia: 0.56 }
/** An under-damped line overshoots by 10–30 mmHg [FACTS §7.6 ARTD]. */
const RINGING = { sys: 20, dia: 6 }

export interface Pulses {
  list(block: number): readonly Pulse[]
  between(from: number, to: number): Pulse[]
  /** ms from R to the foot of the pulse: artery 160–200, finger 200–300 [FACTS §7.2 mem]; pulmonary artery 120 [design]. */
  readonly transit: { readonly art: number; readonly pleth: number; readonly pap: number }
}

const clampPressure = ({ sys, dia, mean }: Pressure): Pressure => {
  const low = Math.max(1, Math.min(dia, mean - 0.5))
  return { dia: low, mean: Math.max(mean, low + 0.5), sys: Math.max(sys, mean + 0.5, low + 1.5) }
}

export function pulsesOf(seed: number, epoch: At, beats: Beats, breaths: Breaths, artefacts: Artefacts): Pulses {
  const beatSeed = mix(seed, 31)
  const transit = { art: 165 + 30 * uniform(mix(seed, 32), 0), pleth: 215 + 70 * uniform(mix(seed, 32), 1), pap: 120 }
  const slow = ar1(mix(seed, 33), 0.97)
  const perfusion = ar1(mix(seed, 34), 0.99)

  const line = (t: number): Pulse['line'] => {
    if (artefacts.at('art-damped', t)) return 'damped'
    return artefacts.at('art-underdamped', t) ? 'ringing' : 'good'
  }
  const asMeasured = ({ sys, dia, mean }: Pressure, kind: Pulse['line']): Pressure => {
    switch (kind) {
      case 'good':
        return { sys, dia, mean }
      case 'damped':
        return { mean, sys: mean + DAMPED.sys * (sys - mean), dia: mean - DAMPED.dia * (mean - dia) }
      case 'ringing':
        return { mean, sys: sys + RINGING.sys, dia: dia - RINGING.dia }
    }
    kind satisfies never
    return { sys, dia, mean }
  }

  type Raw = Omit<Pulse, 'length' | 'nextDia' | 'nextPapDia'>
  const raw = blocks((b: number): Raw[] => {
    const chest = breaths.between(epoch + b * BLOCK - 20_000, epoch + (b + 1) * BLOCK)
    let k = 0
    return beats.pulses(b).map((beat) => {
      const truth = beats.truth(beat.at)
      while (k + 1 < chest.length && chest[k + 1]!.at <= beat.at) k++
      const breath: Breath | undefined = chest[k]
      const phase = breath && breath.at <= beat.at ? Math.min(1, (beat.at - breath.at) / breath.length) : 1
      // Spontaneous inspiration lowers arterial pressure, a ventilator's breath raises it first.
      const swing = Math.sin(2 * Math.PI * phase) * (truth.ventilated ? 1 : -1)
      const seconds = (beat.at - epoch) / 1000
      const index = Math.floor((beat.at - epoch) / 10)
      const wave = BREATH_SWING * swing + 0.8 * slow(seconds) + BEAT_SD * gauss(beatSeed, index)
      const pp = truth.sys - truth.dia
      const short = (beat.strength - 1) * 0.6 * pp
      const dia = truth.dia + 0.5 * wave
      const mean = truth.mean + 0.65 * wave + 0.3 * short
      const kind = line(beat.at)
      const art = clampPressure(asMeasured({ sys: Math.max(dia + 2, truth.sys + wave + short), dia, mean }, kind))
      const papPp = truth.papSys - truth.papDia
      const papDia = truth.papDia - 0.8 * swing + 0.3 * gauss(beatSeed ^ 1, index)
      const papSys = papDia + Math.max(1, papPp * (1 + 0.5 * (beat.strength - 1)))
      return {
        at: beat.at,
        art,
        line: kind,
        pap: { sys: papSys, dia: papDia, mean: papDia + 0.4 * (papSys - papDia) },
        // ±7 % with breathing [FACTS §7.2 mem: 5–10].
        pleth:
          Math.sqrt(Math.max(0.02, truth.pi / 2)) * Math.max(0.2, beat.strength) * (1 + 0.07 * swing) * (1 + 0.06 * perfusion(seconds)),
      }
    })
  })

  const list = blocks((b: number): Pulse[] => {
    const own = raw(b)
    return own.map((pulse, i) => {
      const next = own[i + 1] ?? raw(b + 1)[0]
      const gap = next ? next.at - pulse.at : Number.POSITIVE_INFINITY
      const follows = next && gap <= LONGEST
      return {
        ...pulse,
        length: follows ? gap : Math.min(1000, LONGEST),
        nextDia: follows ? next.art.dia : pulse.art.dia,
        nextPapDia: follows ? next.pap.dia : pulse.pap.dia,
      }
    })
  })
  return { list, between: (from, to) => gather(list, epoch, from, to), transit }
}
