// Turns a stretch of a recording into samples: its waves, its numbers, and what is derived where it has waves only.
import { deviceId } from '../../model/ids.ts'
import { type NumberSample, plausible, QUALITY, type Sample } from '../../model/sample.ts'
import { type At, after } from '../../model/units.ts'
import { known, unknown, type Value, type Why } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { NO_SAMPLE, type WaveKey } from '../../model/waves.ts'
import { type DeriveInput, type Deriver, derive } from '../derive/derive.ts'
import type { Mapping } from './mapping.ts'
import type { Column, Recording } from './record.ts'

export interface Pass {
  /** When frame 0 is played. */
  readonly base: At
  /** Running number of frame 0, over all passes of a loop. */
  readonly first: number
}

export interface Player {
  /** What comes next does not follow what came before: begins to derive anew. */
  restart(): void
  /** Samples of frames [from, to); `received` null: as measured (the past). Throws a WfdbError where the files have become unreadable. */
  play(pass: Pass, from: number, to: number, received: At | null, waves: boolean): Sample[]
  /** No valid samples for frames [from, to) of each wave, and, where `numbers`, of each number. */
  silence(pass: Pass, from: number, to: number, received: At, why: Why, numbers: boolean): Sample[]
  /** Vitals it yields, derived ones too. */
  readonly vitals: readonly VitalKey[]
}

/** Rounding of frame/second boundaries where a rate is written in decimals. */
const TINY = 1e-6

/** A wave's unit: mV where the header has none, as the format says. */
export const unitOf = (unit: string | null): string => (unit ?? 'mV').slice(0, 16)

export function createPlayer(recording: Recording, mapping: Mapping, device: string): Player {
  const { fs } = recording
  const source = deviceId(device)
  const own = new Set(mapping.numbers.map(({ key }) => key))
  const inputs = mapping.waves.map(({ index, key }): DeriveInput => {
    const { rate, gain, baseline, unit, span } = recording.signals[index]!
    return { key, rate, gain, baseline, unit: unitOf(unit), span }
  })
  // What the recording says itself is not derived beside it.
  const derived = derive(inputs)
    .numbers(0)
    .map(([key]) => key)
    .filter((key) => !own.has(key))
  const beatsWanted = inputs.some(({ key }) => key.startsWith('ecg-'))
  let deriver: Deriver | null = null
  let begun = 0

  const second = (frame: number): number => Math.floor(frame / fs + TINY)
  const instant = (pass: Pass, frame: number): At => after(pass.base, (frame / fs) * 1000)
  const number = (
    pass: Pass,
    signal: VitalKey,
    value: Value<number>,
    frame: number,
    received: At | null,
    quality: number,
    seq = Math.round((pass.first + frame) / fs),
  ): NumberSample => {
    const when = instant(pass, frame)
    return { kind: 'number', signal, value: plausible(signal, value), at: when, received: received ?? when, source, quality, seq }
  }

  /** 0 and invalid mean "no value" in numerics [FACTS §5.3]. A cuff that was not inflated leaves the last reading as it is. */
  const ownNumbers = (pass: Pass, frame: number, columns: readonly Column[], received: At | null): NumberSample[] =>
    mapping.numbers.flatMap(({ index, key }) => {
      const { gain, baseline } = recording.signals[index]!
      const raw = columns[index]?.[0] ?? NO_SAMPLE
      const physical = (raw - baseline) / gain
      const value = raw === NO_SAMPLE ? unknown('invalid') : physical === 0 ? unknown('no-data') : known(physical)
      if (value.is === 'unknown' && VITALS[key].clock === 'spot') return []
      return [number(pass, key, value, frame, received, 0)]
    })

  const wave = (
    pass: Pass,
    from: number,
    index: number,
    key: WaveKey,
    received: At | null,
    data: Column,
    hole: { readonly why?: Why },
  ): Sample => {
    const { rate, spf, gain, baseline, unit } = recording.signals[index]!
    const seq = (pass.first + from) * spf
    const at = instant(pass, from)
    return {
      kind: 'wave',
      signal: key,
      at,
      received: received ?? at,
      source,
      quality: 0,
      seq,
      rate,
      gain,
      baseline,
      unit: unitOf(unit),
      data,
      ...hole,
    }
  }

  const waveSamples = (pass: Pass, from: number, columns: readonly Column[], received: At | null): Sample[] =>
    mapping.waves.map(({ index, key }) => {
      const data = columns[index]!
      const hole = data.includes(NO_SAMPLE)
        ? { why: data.every((value) => value === NO_SAMPLE) ? ('no-data' as const) : ('invalid' as const) }
        : {}
      return wave(pass, from, index, key, received, data, hole)
    })

  const derivedSamples = (pass: Pass, to: number, received: At | null): Sample[] => {
    if (!deriver) return []
    const numbers = deriver
      .numbers((to - begun) / fs)
      .filter(([key]) => !own.has(key))
      .map(([key, value]) => number(pass, key, value, to, received, QUALITY.derived))
    return numbers
  }
  const beatSamples = (pass: Pass, received: At | null): Sample[] =>
    (deriver?.beats() ?? []).map((time) => {
      const frame = begun + time * fs
      const when = instant(pass, frame)
      const seq = Math.round(((pass.first + frame) / fs) * 1000)
      return { kind: 'event', signal: 'beat', mark: 'normal', at: when, received: received ?? when, source, quality: QUALITY.derived, seq }
    })

  return {
    vitals: [...own, ...derived],
    restart() {
      deriver = null
    },
    play(pass, from, to, received, waves) {
      const out: Sample[] = []
      for (let frame = from; frame < to; ) {
        const boundary = Math.max(frame + 1, Math.ceil((second(frame) + 1) * fs - TINY))
        const end = Math.min(to, boundary)
        const columns = recording.read(frame, end - frame)
        if (waves) out.push(...waveSamples(pass, frame, columns, received))
        if (mapping.numbers.length && (frame === 0 || second(frame - 1) < second(frame)))
          out.push(...ownNumbers(pass, frame, columns, received))
        if (derived.length) {
          if (!deriver) [deriver, begun] = [derive(inputs), frame]
          for (const [nr, { index }] of mapping.waves.entries()) deriver.push(nr, columns[index] ?? [], NO_SAMPLE)
          if (beatsWanted) out.push(...beatSamples(pass, received))
          if (end === boundary) out.push(...derivedSamples(pass, end, received))
        }
        frame = end
      }
      return out
    },
    silence(pass, from, to, received, why, numbers) {
      const out: Sample[] = mapping.waves.map(({ index, key }) => {
        const data = new Int16Array(Math.max(1, to - from) * recording.signals[index]!.spf).fill(NO_SAMPLE)
        return wave(pass, from, index, key, received, data, { why })
      })
      if (numbers) {
        // The last number may lie at this very frame: with its number too, this would be taken for the same again.
        const seq = Math.round((pass.first + from) / fs) + 1
        for (const key of [...own, ...derived])
          out.push(number(pass, key, unknown(why), from, received, own.has(key) ? 0 : QUALITY.derived, seq))
      }
      return out
    },
  }
}
