// What is read in a quicker way where a column is even, short or apart is what the plain way reads.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RawNumbers } from '../../../model/history.ts'
import { planThin, thinNumbers } from './blocks.ts'
import { heartRates, T0 } from './blockstest.ts'
import { Sink, Tap } from './bytes.ts'
import { readWholes, writeWholes } from './columns.ts'
import { evenly, sameOf } from './even.ts'
import { placeNear, placeOf } from './lines.ts'
import { readTimes, type Times, writeTimes } from './times.ts'

const runs = { numRuns: process.env.WARDLIGHT_SOAK ? 5000 : 300, seed: 7 }
const steps = fc.array(
  fc.oneof({ weight: 20, arbitrary: fc.integer({ min: -127, max: 127 }) }, fc.integer({ min: -40_000, max: 40_000 })),
  {
    minLength: 1,
    maxLength: 200,
  },
)
const summed = (list: readonly number[], first: number, by: number): Float64Array => {
  let sum = 0
  return Float64Array.from(list, (step) => {
    sum += step
    return first + by * sum
  })
}
const tapOf = (write: (sink: Sink) => void): Tap => {
  const sink = new Sink()
  write(sink)
  return new Tap(sink.done())
}

describe('whole numbers', () => {
  it('come back whether their steps fit a byte or not', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: -(2 ** 41), max: 2 ** 41 }), fc.constantFrom(1, 5, 1000), (list, first, by) => {
        const values = summed(list, first, by)
        const tap = tapOf((sink) => writeWholes(sink, values))
        expect(readWholes(tap, values.length)).toEqual(values)
        tap.end()
      }),
      runs,
    )
  })
})

describe('times', () => {
  it('come back with a device clock, without one, and with one for some', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(1, 1 / 4096, 1 / 3), fc.constantFrom(0, 1, 2), (list, unit, told) => {
        const at = summed(list.map(Math.abs), T0, unit)
        const times: Times = {
          at,
          received: at.map((value, i) => value + list[i]!),
          device: at.map((value, i) => (told === 2 || (told === 1 && i % 3 === 0) ? value + 5000 : Number.NaN)),
          seq: at.map((_, i) => i + 7),
        }
        const tap = tapOf((sink) => writeTimes(sink, times))
        expect(readTimes(tap, at.length)).toEqual(times)
        tap.end()
      }),
      runs,
    )
  })
})

describe('a place in a column', () => {
  it('is found by leaps where a search finds it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { minLength: 1 }), fc.nat(310), fc.nat(), (list, when, from) => {
        const sorted = Float64Array.from(list).sort()
        const begin = from % sorted.length
        expect(placeNear(sorted, when, begin, sorted.length)).toBe(Math.max(begin, placeOf(sorted, when)))
      }),
      runs,
    )
  })
})

describe('a column of one byte throughout', () => {
  it('is known for it, and one for all of its length', () => {
    for (const value of [0, 8, 255])
      for (const count of [1, 3, 900]) {
        const column = evenly(value, count)
        expect(column).toEqual(new Uint8Array(count).fill(value))
        expect(evenly(value, count)).toBe(column)
        expect(sameOf(column)).toBe(value)
      }
    expect(sameOf(evenly(8, 0))).toBeNull()
  })
  it('makes the same window as one that is looked through', () => {
    const known = ({ why, quality, ...raw }: RawNumbers): RawNumbers => ({ ...raw, why: evenIf(why), quality: evenIf(quality) })
    const evenIf = (column: Uint8Array): Uint8Array => {
      const same = sameOf(column)
      return same === null ? column : evenly(same, column.length)
    }
    const allKnown = heartRates.map((all) =>
      all.map((raw): RawNumbers => ({ ...raw, value: raw.at.map((t) => t % 90), why: raw.why.map(() => 255) })),
    )
    const even = fc.oneof(heartRates, allKnown).chain((all) =>
      fc.constantFrom(
        all,
        all.map((raw) => ({ ...raw, quality: raw.quality.map(() => 8) })),
      ),
    )
    fc.assert(
      fc.property(even, fc.integer({ min: 1, max: 40 }), (all, width) => {
        const plan = planThin(T0, T0 + 3_600_000, width, [])
        expect(thinNumbers('hr', plan, { raws: all.map(known), rolls: [] })).toEqual(thinNumbers('hr', plan, { raws: all, rolls: [] }))
      }),
      runs,
    )
  })
})
