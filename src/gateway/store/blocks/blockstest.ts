// Samples of every kind for property tests, odd ones too: fractions of a millisecond, values finer than the resolution, two sources, holes.
import fc from 'fast-check'
import { CODED_KEYS, codesOf, EVENT_KEYS, EVENT_MARKS } from '../../../model/codes.ts'
import type { RawNumbers } from '../../../model/history.ts'
import { deviceId } from '../../../model/ids.ts'
import type { Sample, WaveSample } from '../../../model/sample.ts'
import { at, hz } from '../../../model/units.ts'
import { WHYS } from '../../../model/value.ts'
import { VITAL_KEYS } from '../../../model/vitals.ts'
import { NO_SAMPLE, WAVE_KEYS } from '../../../model/waves.ts'

export const T0 = Date.UTC(2026, 9, 25)
const time = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 899_999 }).map((ms) => T0 + ms) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 899_999 * 360 }).map((n) => T0 + n / 360) },
  { weight: 1, arbitrary: fc.double({ min: -1e13, max: 1e13, noNaN: true }) },
)
const common = fc
  .record({
    at: time,
    received: time,
    deviceTime: fc.option(time, { nil: undefined }),
    source: fc.constantFrom('wall', 'patch', 'ÄÖ-3'),
    quality: fc.oneof(fc.constant(8), fc.integer({ min: 0, max: 255 })),
    seq: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
  })
  .map(({ deviceTime, ...rest }) => (deviceTime === undefined ? rest : { ...rest, deviceTime }))
const value = <T>(known: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 5, arbitrary: known.map((one) => ({ is: 'known' as const, value: one })) },
    { weight: 1, arbitrary: fc.constantFrom(...WHYS).map((why) => ({ is: 'unknown' as const, why })) },
  )
const anyNumber = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 300, max: 1000 }).map((n) => n / 10) },
  { weight: 2, arbitrary: fc.integer({ min: -50, max: 300 }) },
  { weight: 1, arbitrary: fc.double() },
)
const number = fc
  .record({ signal: fc.constantFrom(...VITAL_KEYS), value: value(anyNumber), common })
  .map(({ signal, value, common }) => ({ kind: 'number', signal, value, ...common }) as Sample)
const coded = fc
  .constantFrom(...CODED_KEYS)
  .chain((signal) =>
    fc
      .record({ value: value(fc.constantFrom(...codesOf(signal))), common })
      .map(({ value, common }) => ({ kind: 'coded', signal, value, ...common }) as Sample),
  )
const event = fc
  .record({ signal: fc.constantFrom(...EVENT_KEYS), mark: fc.constantFrom(...EVENT_MARKS), common })
  .map(({ signal, mark, common }) => ({ kind: 'event', signal, mark, ...common }) as Sample)
/** A few chunks that follow each other, some with holes. */
export const waveSamples: fc.Arbitrary<WaveSample[]> = fc
  .array(
    fc.record({
      common,
      rate: fc.constantFrom(250, 62.5, 360),
      gain: fc.constantFrom(1000, 200.5),
      wide: fc.boolean(),
      why: fc.option(fc.constantFrom(...WHYS), { nil: undefined }),
      chunks: fc.array(
        fc.array(
          fc.oneof(
            { weight: 9, arbitrary: fc.integer({ min: -2000, max: 2000 }) },
            fc.constant(NO_SAMPLE),
            fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
          ),
          {
            maxLength: 80,
          },
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((runs) =>
    runs.flatMap(({ common, rate, gain, wide, why, chunks }) => {
      let count = 0
      return chunks.map((list): WaveSample => {
        const data = wide ? Int32Array.from(list) : Int16Array.from(list)
        const begin = count
        count += list.length
        return {
          kind: 'wave',
          signal: 'ecg-ii',
          rate,
          gain,
          baseline: 0,
          unit: 'mV',
          ...common,
          at: common.at + (begin * 1000) / rate,
          seq: common.seq + begin,
          data,
          ...(why === undefined ? {} : { why }),
        } as WaveSample
      })
    }),
  )
export const spanSamples: fc.Arbitrary<Sample[]> = fc.array(fc.oneof({ weight: 5, arbitrary: number }, coded, event), {
  minLength: 1,
  maxLength: 60,
})
export const anySamples: fc.Arbitrary<Sample[]> = fc
  .tuple(spanSamples, waveSamples, fc.constantFrom(...WAVE_KEYS))
  .map(([span, waves, signal]) => [...span, ...waves.map((wave) => ({ ...wave, signal }))])

/** Up to two hours of a heart rate: jittered times, holes, unknown stretches, doubts; now and then a second device. */
export const heartRates: fc.Arbitrary<RawNumbers[]> = fc
  .record({
    step: fc.constantFrom(1000, 7000, 60_000),
    steps: fc.array(
      fc.record({
        jitter: fc.integer({ min: 0, max: 400 }),
        hole: fc.oneof({ weight: 20, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 900 })),
        value: fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 40, max: 180 }) },
          { weight: 1, arbitrary: fc.double({ min: 0, max: 300, noNaN: true }) },
          fc.constant(Number.NaN),
        ),
        why: fc.constantFrom(2, 3),
        quality: fc.oneof({ weight: 5, arbitrary: fc.constant(8) }, fc.constantFrom(0, 10, 128)),
      }),
      { minLength: 1, maxLength: 120 },
    ),
    second: fc.boolean(),
  })
  .map(({ step, steps, second }) => {
    let t = T0
    const all = steps.map((one) => {
      t += step + one.jitter + one.hole * 1000
      return { ...one, t }
    })
    const of = (source: string, list: typeof all): RawNumbers => ({
      signal: 'hr',
      source: deviceId(source),
      at: Float64Array.from(list, (one) => one.t),
      received: Float64Array.from(list, (one) => one.t + 20),
      value: Float64Array.from(list, (one) => one.value),
      why: Uint8Array.from(list, (one) => (Number.isNaN(one.value) ? one.why : 255)),
      quality: Uint8Array.from(list, (one) => one.quality),
    })
    if (!second) return [of('wall', all)]
    const half = all.length >> 1
    return [of('wall', all.slice(0, half)), of('patch', all.slice(half))]
  })

export interface Known {
  readonly at: number
  readonly value: number
}
/** Of leading sources, by time. */
export const knownOf = (all: readonly RawNumbers[]): Known[] =>
  all
    .flatMap((raw) => Array.from(raw.at, (t, i) => ({ at: t, value: raw.value[i]!, quality: raw.quality[i]! })))
    .filter(({ value, quality }) => !Number.isNaN(value) && !(quality & 128))
    .map(({ at: t, value }) => ({ at: t, value }))
    .sort((a, b) => a.at - b.at)

const chunk = (n: number, data: readonly number[], quality = 8): WaveSample => ({
  kind: 'wave',
  signal: 'pleth',
  at: at(T0 + n * 8),
  received: at(T0 + n * 8 + 300),
  source: deviceId('wall'),
  quality,
  seq: n,
  rate: hz(125),
  gain: 1000,
  baseline: 0,
  unit: 'NU',
  data: Int16Array.from(data),
  ...(data.includes(NO_SAMPLE) ? { why: 'probe-off' as const } : {}),
})
/** Some seconds, with holes and what is not valid. */
export const pleth: fc.Arbitrary<WaveSample[]> = fc
  .array(
    fc.record({
      hole: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 300 })),
      data: fc.array(fc.oneof({ weight: 20, arbitrary: fc.integer({ min: -900, max: 900 }) }, fc.constant(NO_SAMPLE)), {
        minLength: 1,
        maxLength: 40,
      }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((chunks) => {
    let n = 0
    return chunks.map(({ hole, data }) => {
      const sample = chunk(n + hole, data)
      n += hole + data.length
      return sample
    })
  })
