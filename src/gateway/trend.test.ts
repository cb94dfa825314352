// Sparkline rows: lowest and highest of each step, nothing older than half an hour, gaps as gaps.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceId, stayId } from '../model/ids.ts'
import type { Sample } from '../model/sample.ts'
import { at } from '../model/units.ts'
import { known, unknown, type Value } from '../model/value.ts'
import { Trend } from '../model/wire.ts'
import { createTrends, TREND_STEP, TREND_STEPS } from './trend.ts'

const START = 1_790_000_010_000
const stay = stayId('s')
const sample = (time: number, value: Value<number>, signal: 'hr' | 'rr' = 'hr'): Sample => ({
  kind: 'number',
  signal,
  value,
  at: at(time),
  received: at(time),
  source: deviceId('wall'),
  quality: 0,
  seq: time,
})

test('unknown is a gap, other vitals are not kept, an old value does not overwrite a newer step', () => {
  const trends = createTrends()
  trends.take(stay, [
    sample(START, known(70)),
    sample(START + 1, known(60)),
    sample(START + TREND_STEP, unknown('lead-off')),
    sample(START + 2 * TREND_STEP, known(80)),
    sample(START + 2 * TREND_STEP, known(16), 'rr'),
    sample(START - TREND_STEP * TREND_STEPS, known(200)),
  ])
  const { rows, step } = Trend.parse(trends.rows([stay], at(START + 2 * TREND_STEP)))
  expect(step).toBe(TREND_STEP)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.low.slice(-4)).toEqual([null, 60, null, 80])
  expect(rows[0]?.high.slice(-4)).toEqual([null, 70, null, 80])
  trends.forget(stay)
  expect(trends.rows([stay], at(START)).rows).toEqual([])
})

test('each step holds the lowest and highest of its values, whatever order they come in', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ ago: fc.nat(40 * 60_000), value: fc.nat(200) }), { maxLength: 200 }), (values) => {
      const trends = createTrends()
      for (const { ago, value } of values) trends.take(stay, [sample(START - ago, known(value))])
      const first = Math.floor(START / TREND_STEP) - TREND_STEPS + 1
      const inside = values.filter(({ ago }) => Math.floor((START - ago) / TREND_STEP) >= first)
      const [row] = trends.rows([stay], at(START)).rows
      // A place is reused after half an hour: what is newer stays.
      for (const [i, low] of (row?.low ?? []).entries()) {
        const here = inside.filter(({ ago }) => Math.floor((START - ago) / TREND_STEP) === first + i).map(({ value }) => value)
        expect([low, row?.high[i]]).toEqual(here.length > 0 ? [Math.min(...here), Math.max(...here)] : [null, null])
      }
      expect(row === undefined).toBe(inside.length === 0)
    }),
    { numRuns: 100 },
  )
})
