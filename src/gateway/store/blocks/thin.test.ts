// A window thinned from roll-ups is the one thinned from every sample: line, gaps and marks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawNumbers } from '../../../model/history.ts'
import { deviceId } from '../../../model/ids.ts'
import { thin } from '../../../model/series.ts'
import { at } from '../../../model/units.ts'
import { WHYS } from '../../../model/value.ts'
import { cutNumbers, planThin, rollNumbers, rollWaves, thinNumbers, thinWaves } from './blocks.ts'
import { heartRates, type Known, knownOf, pleth, T0 } from './blockstest.ts'
import { edgeOf } from './columns4.ts'

const runs = { numRuns: process.env.WARDLIGHT_SOAK ? 3000 : 150, seed: 6 }
const MINUTE = 60_000
const SPACING = 1500

/** First, lowest, highest and last, in time order, each once. */
function four(list: readonly Known[]): Known[] {
  const [first, last] = [list[0]!, list.at(-1)!]
  const low = list.reduce((best, one) => (one.value < best.value ? one : best))
  const high = list.reduce((best, one) => (one.value > best.value ? one : best))
  return [...new Set([first, ...[low, high].sort((a, b) => a.at - b.at), last])]
}

const window = fc.record({
  from: fc.integer({ min: -200_000, max: 4_000_000 }),
  span: fc.integer({ min: 1000, max: 8_000_000 }),
  width: fc.integer({ min: 1, max: 40 }),
})

describe('a thinned window of numbers', () => {
  it('has of each column first, lowest, highest and last, from roll-ups as from samples', () => {
    fc.assert(
      fc.property(heartRates, window, (all, { from, span, width }) => {
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

describe('waves', () => {
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
