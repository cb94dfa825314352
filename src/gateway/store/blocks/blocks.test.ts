// Properties of the block codec: nothing is lost, order and duplicates change nothing, damage has a name.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceId } from '../../../model/ids.ts'
import type { Sample, WaveSample } from '../../../model/sample.ts'
import { at, hz } from '../../../model/units.ts'
import { BadBlock, packSamples, packSpan, packWaves, unpackSamples, unpackSpan, unpackWaves } from './blocks.ts'
import { anySamples, spanSamples, T0, waveSamples } from './blockstest.ts'
import { mergeSamples } from './merge.ts'

const runs = { numRuns: process.env.WARDLIGHT_SOAK ? 5000 : 200, seed: 6 }
/** Some of them twice, in another order. */
const shuffled = <S>(samples: readonly S[]): fc.Arbitrary<S[]> =>
  fc
    .tuple(fc.shuffledSubarray([...samples], { minLength: samples.length }), fc.subarray([...samples]))
    .chain(([all, twice]) => fc.shuffledSubarray([...all, ...twice], { minLength: all.length + twice.length }))

describe('fresh samples', () => {
  it('come back as they were, in their order', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        expect(unpackSamples(packSamples(samples))).toEqual(samples)
      }),
      runs,
    )
  })
})

describe('a sealed span', () => {
  it('gives every sample back', () => {
    fc.assert(
      fc.property(spanSamples, (samples) => {
        expect(unpackSpan(packSpan(samples))).toEqual(mergeSamples(samples))
      }),
      runs,
    )
  })
  it('is the same bytes for the same samples in any order, some of them twice', () => {
    fc.assert(
      fc.property(
        spanSamples.chain((samples) => fc.tuple(fc.constant(samples), shuffled(samples))),
        ([samples, others]) => {
          expect(packSpan(others)).toEqual(packSpan(samples))
        },
      ),
      runs,
    )
  })
})

describe('two samples with one source, signal, number and instant', () => {
  it('that differ give one in any order: the one that came first', () => {
    const few = spanSamples.map((samples) =>
      samples.map(
        ({ deviceTime: _, ...sample }, i): Sample => ({ ...(sample as Sample), source: deviceId('wall'), at: at(T0), seq: i % 3 }),
      ),
    )
    fc.assert(
      fc.property(
        few.chain((samples) => fc.tuple(fc.constant(samples), shuffled(samples))),
        ([samples, others]) => {
          const kept = unpackSpan(packSpan(samples))
          expect(packSpan(others)).toEqual(packSpan(samples))
          for (const one of kept) {
            const rivals = samples.filter(({ signal, seq }) => signal === one.signal && seq === one.seq)
            expect(one.received).toBe(Math.min(...rivals.map(({ received }) => received)))
          }
        },
      ),
      runs,
    )
  })
})

describe('sealed waves', () => {
  it('give every chunk back', () => {
    fc.assert(
      fc.property(waveSamples, (samples) => {
        expect(unpackWaves(packWaves(samples))).toEqual(mergeSamples(samples))
      }),
      runs,
    )
  })
  it('are the same bytes for the same chunks in any order, some of them twice', () => {
    fc.assert(
      fc.property(
        waveSamples.chain((samples) => fc.tuple(fc.constant(samples), shuffled(samples))),
        ([samples, others]) => {
          expect(packWaves(others)).toEqual(packWaves(samples))
        },
      ),
      runs,
    )
  })
})

describe('a wave that swings', () => {
  /** Swings in `period` samples under even noise of ±`noise`, with a complex a second where `tall` is not 0. */
  const swinging = fc
    .record({
      period: fc.integer({ min: 20, max: 90 }),
      noise: fc.integer({ min: 2, max: 12 }),
      tall: fc.constantFrom(0, 900),
      seed: fc.nat(),
    })
    .map(({ period, noise, tall, seed }) => {
      const chance = fc.sample(fc.integer({ min: -noise, max: noise }), { seed, numRuns: 5000 })
      return {
        least: tall === 0 ? Math.log2(2 * noise + 1) / 8 : 1,
        samples: Array.from({ length: 20 }, (_, n): WaveSample => {
          const value = (i: number): number => 300 * Math.sin((2 * Math.PI * i) / period) + tall * Math.exp(-(((i % 250) - 60) ** 2) / 8)
          return {
            kind: 'wave',
            signal: 'ecg-ii',
            at: at(T0 + n * 1000),
            received: at(T0 + n * 1000 + 1020),
            source: deviceId('wall'),
            quality: 8,
            seq: n * 250,
            rate: hz(250),
            gain: 1000,
            baseline: 0,
            unit: 'mV',
            data: Int16Array.from({ length: 250 }, (_none, i) => Math.round(value(n * 250 + i)) + chance[n * 250 + i]!),
          }
        }),
      }
    })
  it('comes back as it was, and without complexes takes little more than its noise', () => {
    fc.assert(
      fc.property(swinging, ({ least, samples }) => {
        const block = packWaves(samples)
        expect(unpackWaves(block)).toEqual(samples)
        expect(block.length / 5000).toBeLessThan(least + 0.2)
      }),
      { ...runs, numRuns: runs.numRuns / 10 },
    )
  })
})

describe('damage', () => {
  const damaged = (bytes: Uint8Array, at: number, to: number, cut: boolean): Uint8Array => {
    const copy = bytes.slice(0, cut ? at % bytes.length : bytes.length)
    if (copy.length) copy[at % copy.length] = to
    return copy
  }
  const named = (read: () => unknown): void => {
    try {
      read()
    } catch (error) {
      expect(error).toBeInstanceOf(BadBlock)
    }
  }
  it('has a name, or is another sample, never a crash', () => {
    fc.assert(
      fc.property(anySamples, fc.nat(), fc.nat(255), fc.boolean(), (samples: Sample[], at, to, cut) => {
        const waves = samples.filter((sample): sample is WaveSample => sample.kind === 'wave')
        named(() => unpackSamples(damaged(packSamples(samples), at, to, cut)))
        named(() => unpackWaves(damaged(packWaves(waves), at, to, cut)))
        for (const [wire, bytes] of packSpan(samples.filter(({ kind }) => kind !== 'wave'))) {
          const blocks = packSpan(samples.filter(({ kind }) => kind !== 'wave'))
          named(() => unpackSpan(new Map([...blocks, [wire, damaged(bytes, at, to, cut)]])))
        }
      }),
      { ...runs, numRuns: runs.numRuns / 4 },
    )
  })
})
