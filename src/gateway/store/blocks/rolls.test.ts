// Roll-ups are what a slow look at every sample finds, and a window thinned from them is the one thinned from the samples.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawNumbers } from '../../../model/history.ts'
import { deviceId } from '../../../model/ids.ts'
import type { WaveSample } from '../../../model/sample.ts'
import { thin } from '../../../model/series.ts'
import { at, hz } from '../../../model/units.ts'
import { WHYS } from '../../../model/value.ts'
import { NO_SAMPLE } from '../../../model/waves.ts'
import {
  cutNumbers,
  packNumberRolls,
  packWaveRolls,
  planThin,
  replaceRolls,
  rollNumbers,
  rollWaves,
  thinNumbers,
  thinWaves,
  unpackNumberRolls,
  unpackWaveRolls,
} from './blocks.ts'
import { edgeOf } from './columns4.ts'

const runs = { numRuns: process.env.WARDLIGHT_SOAK ? 3000 : 150, seed: 6 }
const T0 = Date.UTC(2026, 9, 25)
const MINUTE = 60_000
const SPACING = 1500

/** Up to two hours of a heart rate: jittered times, holes, unknown stretches, doubts; now and then a second device. */
const raws: fc.Arbitrary<RawNumbers[]> = fc
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

interface Known {
  readonly at: number
  readonly value: number
}
const knownOf = (all: readonly RawNumbers[]): Known[] =>
  all
    .flatMap((raw) => Array.from(raw.at, (t, i) => ({ at: t, value: raw.value[i]!, quality: raw.quality[i]! })))
    .filter(({ value, quality }) => !Number.isNaN(value) && !(quality & 128))
    .map(({ at: t, value }) => ({ at: t, value }))
    .sort((a, b) => a.at - b.at)

/** First, lowest, highest and last, in time order, each once. */
function four(list: readonly Known[]): Known[] {
  const [first, last] = [list[0]!, list.at(-1)!]
  const low = list.reduce((best, one) => (one.value < best.value ? one : best))
  const high = list.reduce((best, one) => (one.value > best.value ? one : best))
  return [...new Set([first, ...[low, high].sort((a, b) => a.at - b.at), last])]
}

describe('roll-ups of numbers', () => {
  it('are what a slow look finds', () => {
    fc.assert(
      fc.property(raws, fc.constantFrom(MINUTE, 15 * MINUTE), (all, step) => {
        const rolls = rollNumbers('hr', all, step)
        const known = knownOf(all)
        rolls.at.forEach((start, i) => {
          const list = known.filter((one) => one.at >= start && one.at < start + step)
          expect(rolls.count[i]).toBe(list.length)
          if (list.length === 0) return
          const low = list.reduce((best, one) => (one.value < best.value ? one : best))
          const high = list.reduce((best, one) => (one.value > best.value ? one : best))
          expect([rolls.first[i], rolls.firstAt[i], rolls.last[i], rolls.lastAt[i]]).toEqual([
            list[0]!.value,
            list[0]!.at,
            list.at(-1)!.value,
            list.at(-1)!.at,
          ])
          expect([rolls.min[i], rolls.minAt[i], rolls.max[i], rolls.maxAt[i]]).toEqual([low.value, low.at, high.value, high.at])
          expect(rolls.mean[i]).toBeCloseTo(list.reduce((sum, one) => sum + one.value, 0) / list.length, 1)
        })
        expect(rolls.count.reduce((a, b) => a + b, 0)).toBe(known.length)
      }),
      runs,
    )
  })
  it('come back from their block as they were', () => {
    fc.assert(
      fc.property(raws, (all) => {
        const rolls = rollNumbers('hr', all, MINUTE)
        expect(unpackNumberRolls(packNumberRolls(rolls))).toEqual(rolls)
      }),
      runs,
    )
  })
  it('put together span by span in any order, one of them twice, are the same', () => {
    fc.assert(
      fc.property(raws, fc.infiniteStream(fc.nat()), (all, chance) => {
        const last = Math.max(...all.flatMap((raw) => [...raw.at]))
        const spans: number[] = []
        for (let from = T0; from <= last; from += 15 * MINUTE) spans.push(from)
        const put = (order: readonly number[]) =>
          order.reduce<ReturnType<typeof rollNumbers> | null>((rolls, from) => {
            const to = from + 15 * MINUTE
            const cut = all.map((raw) => cutNumbers(raw, from, to)).filter((raw) => raw.at.length > 0)
            return replaceRolls(rolls, from, to, rollNumbers('hr', cut, MINUTE))
          }, null)!
        const keyed = spans.map((from) => [chance.next().value, from] as const).sort(([a], [b]) => a - b)
        const shuffled = keyed.map(([, from]) => from)
        expect(packNumberRolls(put([...shuffled, shuffled[0]!]))).toEqual(packNumberRolls(put(spans)))
      }),
      runs,
    )
  })
})

const window = fc.record({
  from: fc.integer({ min: -200_000, max: 4_000_000 }),
  span: fc.integer({ min: 1000, max: 8_000_000 }),
  width: fc.integer({ min: 1, max: 40 }),
})

describe('a thinned window of numbers', () => {
  it('has of each column first, lowest, highest and last, from roll-ups as from samples', () => {
    fc.assert(
      fc.property(raws, window, (all, { from, span, width }) => {
        const plan = planThin(T0 + from, T0 + from + span, width, [MINUTE, 15 * MINUTE])
        const expected: Known[] = []
        for (let column = 0; column < width; column++) {
          const [begin, end] = [edgeOf(plan, column), edgeOf(plan, column + 1)]
          const list = knownOf(all).filter((one) => one.at >= begin && one.at < end)
          if (list.length) expected.push(...four(list))
        }
        const raw = thinNumbers('hr', plan, { raws: all, rolls: [] }, SPACING)
        const shown = Array.from(raw.at, (t, i) => ({ at: t, value: raw.value[i]! })).filter(({ value }) => !Number.isNaN(value))
        expect(shown).toEqual(expected)
        const edges = plan.raw.flatMap((edge) => all.map((one) => cutNumbers(one, edge.from, edge.to)))
        const rolls = plan.step === null ? [] : [rollNumbers('hr', all, plan.step, SPACING)]
        const rolled = thinNumbers('hr', plan, { raws: plan.step === null ? all : edges, rolls }, SPACING)
        // Whose an interval was is told by who led when it began.
        expect({ ...rolled, source: raw.source }).toEqual(raw)
      }),
      runs,
    )
  })
  it('is the same line as model/series makes where nothing is missing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 40, max: 180 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        (values, width) => {
          const times = Float64Array.from(values, (_, i) => T0 + i * 1000)
          const value = Float64Array.from(values)
          const raw: RawNumbers = {
            signal: 'hr',
            source: deviceId('wall'),
            at: times,
            received: times,
            value,
            why: new Uint8Array(values.length).fill(255),
            quality: new Uint8Array(values.length),
          }
          const [from, to] = [T0, T0 + 300_000]
          const track = thinNumbers('hr', planThin(from, to, width, []), { raws: [raw], rolls: [] })
          const { at: expectedAt, value: expectedValue } = thin({ at: times, value }, at(from), at(to), width)
          expect([...track.at]).toEqual([...expectedAt])
          expect([...track.value]).toEqual([...expectedValue])
        },
      ),
      runs,
    )
  })
  it('keeps a spike of one sample in three days', () => {
    const count = 72 * 3600
    const times = Float64Array.from({ length: count }, (_, i) => T0 + i * 1000)
    const value = new Float64Array(count).fill(97)
    value[123_456] = 71
    const raw: RawNumbers = {
      signal: 'spo2',
      source: deviceId('wall'),
      at: times,
      received: times,
      value,
      why: new Uint8Array(count).fill(255),
      quality: new Uint8Array(count),
    }
    const plan = planThin(T0, T0 + count * 1000, 1000, [MINUTE, 15 * MINUTE])
    const track = thinNumbers('spo2', plan, { raws: [], rolls: [rollNumbers('spo2', [raw], MINUTE)] })
    const lowest = track.value.indexOf(71)
    expect(track.at[lowest]).toBe(T0 + 123_456_000)
    expect(track.count).toBe(count)
    expect(track.gaps).toEqual([])
  })
})

describe('gaps of a window', () => {
  const say = (...list: (readonly [number, number | null])[]): RawNumbers => ({
    signal: 'hr',
    source: deviceId('wall'),
    at: Float64Array.from(list, ([t]) => T0 + t * 1000),
    received: Float64Array.from(list, ([t]) => T0 + t * 1000),
    value: Float64Array.from(list, ([, value]) => value ?? Number.NaN),
    why: Uint8Array.from(list, ([, value]) => (value === null ? WHYS.indexOf('lead-off') : 255)),
    quality: new Uint8Array(list.length),
  })
  it.each([
    [
      'an unknown stretch ends with the next value',
      [say([0, 80], [5, null], [10, null], [14, 81], [20, 80])],
      [0, 21],
      [[5, 14, 'lead-off']],
    ],
    [
      'it is one across two pieces',
      [say([0, 80], [5, null], [10, null]), say([12, null], [14, 81], [20, 80])],
      [0, 21],
      [[5, 14, 'lead-off']],
    ],
    ['silence is told from the last sample on', [say([0, 80], [60, 81])], [0, 61], [[0, 60, 'nothing-came']]],
    [
      'silence after unknown samples',
      [say([0, 80], [4, null], [8, null], [60, 81])],
      [0, 61],
      [
        [4, 8, 'lead-off'],
        [8, 60, 'nothing-came'],
      ],
    ],
    ['nothing at all', [say()], [0, 30], [[0, 30, 'nothing-came']]],
    ['a stretch open at the end of the window', [say([0, 80], [5, null], [17, null], [29, null])], [0, 30], [[5, 30, 'lead-off']]],
  ] as const)('%s', (_, all, [from, to], expected) => {
    const track = thinNumbers('hr', planThin(T0 + from * 1000, T0 + to * 1000, 10, []), { raws: [...all], rolls: [] }, 1000)
    expect(track.gaps.map((gap) => [(gap.from - T0) / 1000, (gap.to - T0) / 1000, gap.why])).toEqual(expected)
  })
  it('are none where a patch sends once a minute', () => {
    const patch = say(...Array.from({ length: 9 }, (_, i) => [i * 60, 80] as const))
    expect(thinNumbers('hr', planThin(T0, T0 + 481_000, 10, []), { raws: [patch], rolls: [] }).gaps).toEqual([])
  })
})

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
const pleth: fc.Arbitrary<WaveSample[]> = fc
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

describe('waves', () => {
  it('come back from their roll-up block as they were', () => {
    fc.assert(
      fc.property(pleth, (samples) => {
        const rolls = rollWaves('pleth', samples, 1000)
        expect(unpackWaveRolls(packWaveRolls(rolls))).toEqual(rolls)
      }),
      runs,
    )
  })
  it('thinned from roll-ups are as thinned from samples', () => {
    fc.assert(
      fc.property(
        pleth,
        fc.record({
          from: fc.integer({ min: -2000, max: 5000 }),
          span: fc.integer({ min: 100, max: 20_000 }),
          width: fc.integer({ min: 1, max: 12 }),
        }),
        (samples, { from, span, width }) => {
          const plan = planThin(T0 + from, T0 + from + span, width, [1000])
          const raw = thinWaves('pleth', plan, { samples, rolls: [] })
          const cut = plan.raw.flatMap((edge) =>
            samples.flatMap((one) =>
              Array.from(one.data.keys()).flatMap((i) =>
                one.at + i * 8 >= edge.from && one.at + i * 8 < edge.to
                  ? [{ ...one, at: at(one.at + i * 8), seq: one.seq + i, data: one.data.slice(i, i + 1) }]
                  : [],
              ),
            ),
          )
          const rolls = plan.step === null ? [] : rollWaves('pleth', samples, 1000)
          expect(thinWaves('pleth', plan, { samples: cut, rolls })).toEqual(raw)
        },
      ),
      runs,
    )
  })
})
