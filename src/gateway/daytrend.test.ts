// A day by the minute: medians as counted by hand, nothing older than a day, doubt left out, bounded.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceId, stayId } from '../model/ids.ts'
import { QUALITY, type Sample } from '../model/sample.ts'
import { at } from '../model/units.ts'
import { known, unknown, type Value } from '../model/value.ts'
import { createDayTrends, DAY_STEP, DAY_STEPS, MOST_STAYS } from './daytrend.ts'

const START = Math.floor(1_790_000_010_000 / DAY_STEP) * DAY_STEP
const stay = stayId('s')
const sample = (
  time: number,
  value: Value<number>,
  over: Partial<Pick<Sample, 'quality'>> & { signal?: 'hr' | 'temp' | 'pi' } = {},
): Sample => ({
  kind: 'number',
  signal: 'hr',
  value,
  at: at(time),
  received: at(time),
  source: deviceId('wall'),
  quality: 0,
  seq: time,
  ...over,
})

test('a minute is its lowest, highest and median; unknown and doubtful values are none of it', () => {
  const day = createDayTrends()
  day.take(stay, [
    sample(START, known(70)),
    sample(START + 1000, known(90)),
    sample(START + 2000, known(72)),
    sample(START + 3000, known(200), { quality: QUALITY.motion }),
    sample(START + 4000, unknown('lead-off')),
    sample(START + 2 * DAY_STEP, known(80)),
    // Late: the minute before keeps its median.
    sample(START + 5000, known(40)),
    sample(START + 6000, known(37.1), { signal: 'temp' }),
    sample(START + 6000, known(2), { signal: 'pi' }),
  ])
  const now = at(START + 2 * DAY_STEP)
  expect(day.points(stay, 'hr', now)).toEqual([
    { at: START, value: 72, low: 40, high: 90 },
    { at: START + 2 * DAY_STEP, value: 80, low: 80, high: 80 },
  ])
  expect(day.points(stay, 'temp', now)).toEqual([{ at: START, value: 37.1, low: 37.1, high: 37.1 }])
  expect(day.points(stay, 'hr', at(START + DAY_STEPS * DAY_STEP))).toHaveLength(1)
  day.forget(stay)
  expect(day.points(stay, 'hr', now)).toEqual([])
})

test('whatever order values come in: points are in order, within a day, and lowest ≤ median ≤ highest of all values of their minute', () => {
  const values = fc.array(fc.record({ ago: fc.nat({ max: 26 * 3_600_000 }), value: fc.nat({ max: 200 }) }), { maxLength: 300 })
  fc.assert(
    fc.property(values, (given) => {
      const day = createDayTrends()
      for (const { ago, value } of given) day.take(stay, [sample(START - ago, known(value))])
      const first = START - (DAY_STEPS - 1) * DAY_STEP
      const points = day.points(stay, 'hr', at(START))
      const minutes = new Map<number, number[]>()
      for (const { ago, value } of given) {
        const minute = Math.floor((START - ago) / DAY_STEP) * DAY_STEP
        if (minute >= first) minutes.set(minute, [...(minutes.get(minute) ?? []), value])
      }
      expect(points.map((one) => one.at as number)).toEqual([...minutes.keys()].toSorted((a, b) => a - b))
      for (const { at: minute, low, high, value } of points) {
        const own = minutes.get(minute)!
        expect([low, high]).toEqual([Math.min(...own), Math.max(...own)])
        expect(own).toContain(value)
      }
    }),
    { numRuns: 100 },
  )
})

test('beyond its bound the stay that was silent for longest is forgotten, and counted', () => {
  const day = createDayTrends()
  for (let i = 0; i <= MOST_STAYS; i++) day.take(stayId(`s${i}`), [sample(START, known(70))])
  expect(day.dropped()).toBe(1)
  expect(day.points(stayId('s0'), 'hr', at(START))).toEqual([])
  expect(day.points(stayId('s1'), 'hr', at(START))).toHaveLength(1)
})
