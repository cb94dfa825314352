// A trend goes on with the values that come, keeps its gaps, and stays bounded.
import { expect, test } from 'vitest'
import { NO_ALARMS } from '../../model/alarmshown.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { at } from '../../model/units.ts'
import { known, unknown, type Value } from '../../model/value.ts'
import type { Trend } from '../../model/wire.ts'
import { foldTrend, trendVitals } from './trend.ts'
import type { BedView } from './view.ts'

const STEP = 15_000
const bed = (value: Value<number>, when: number): BedView => ({
  index: 0,
  id: 'b',
  label: '1',
  stay: { id: 's', population: 'adult', age: 1, since: 0 },
  facts: EMPTY_BED,
  numbers: new Map([['hr', { kind: 'number', signal: 'hr', value, at: at(when), received: at(when), source: 0, quality: 0 }]]),
  coded: new Map(),
  seconds: new Map(),
  rings: new Map(),
  lastBeat: null,
  held: 'none',
  alarms: NO_ALARMS,
})

test('lowest and highest of each step, a gap where nothing was known', () => {
  const trend: Trend = { is: 'trend', step: STEP, rows: [{ stay: 's', vital: 'hr', from: 0, low: [70], high: [72] }] }
  for (const [value, when] of [
    [known(75), 1000],
    [known(60), 50_000],
    [known(90), 51_000],
    [unknown('lead-off'), 70_000],
    [known(1), -1],
  ] as const)
    foldTrend(trend, bed(value, when), trendVitals(trend))
  expect(trend.rows).toEqual([{ stay: 's', vital: 'hr', from: 0, low: [70, null, null, 60], high: [75, null, null, 90] }])
})

test('it never grows beyond 400 steps, and a stay without a row gets one', () => {
  const trend: Trend = { is: 'trend', step: STEP, rows: [] }
  for (let step = 0; step < 1000; step++) foldTrend(trend, bed(known(step), step * STEP), ['hr'])
  const row = trend.rows[0]!
  expect([row.low.length, row.from, row.low[0], row.high.at(-1)]).toEqual([400, 600 * STEP, 600, 999])
  foldTrend(trend, bed(known(5), 5000 * STEP), ['hr'])
  expect(trend.rows[0]).toMatchObject({ from: 5000 * STEP, low: [5] })
})
