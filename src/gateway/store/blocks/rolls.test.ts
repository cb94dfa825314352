// Roll-ups are what a slow look at every sample finds, whichever span was sealed first, and come back from their blocks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cutNumbers,
  packNumberRolls,
  packWaveRolls,
  replaceRolls,
  rollNumbers,
  rollWaves,
  unpackNumberRolls,
  unpackWaveRolls,
} from './blocks.ts'
import { heartRates, knownOf, pleth, T0 } from './blockstest.ts'

const runs = { numRuns: process.env.WARDLIGHT_SOAK ? 3000 : 150, seed: 6 }
const MINUTE = 60_000

describe('roll-ups of numbers', () => {
  it('are what a slow look finds', () => {
    fc.assert(
      fc.property(heartRates, fc.constantFrom(MINUTE, 15 * MINUTE), (all, step) => {
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
      fc.property(heartRates, (all) => {
        const rolls = rollNumbers('hr', all, MINUTE)
        expect(unpackNumberRolls(packNumberRolls(rolls))).toEqual(rolls)
      }),
      runs,
    )
  })
  it('put together span by span in any order, one of them twice, are the same', () => {
    fc.assert(
      fc.property(heartRates, fc.infiniteStream(fc.nat()), (all, chance) => {
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
})
