import { expect, test } from 'vitest'
import { at, hours, minutes } from '../../model/units.ts'
import type { BedRow } from './bedrow.ts'
import { artefactsOf, type Setting } from './happening.ts'
import { HOME } from './home.ts'
import { ICU } from './icu.ts'
import { spare } from './spare.ts'
import { HEALTHY } from './stories.ts'
import type { Truth } from './truth.ts'
import { WARD_4B } from './ward4b.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const setting: Setting = { seed: 7, start, zone: 'Europe/London', script: true }
const row = (bed: string): BedRow => [...WARD_4B.beds, ...ICU.beds, ...HOME.beds].find((one) => one.bed === bed)!

// FACTS §2.7 low and high, FACTS §7.3 sd; pressure in an artery: 2, and 3 by breathing; temperature: 0.02 and 0.3 a day.
const ADULT: Partial<Record<keyof Truth, [number, number, number, number?]>> = {
  hr: [50, 120, 1.5],
  pr: [50, 120, 1.5],
  rr: [8, 30, 1],
  spo2: [90, 101, 0.6], // 100 is no upper limit: nothing is above it
  sys: [90, 160, 4],
  dia: [50, 90, 3],
  mean: [60, 110, 3],
  temp: [36, 39, 0.02, 0.3],
  etco2: [25, 50, 1],
}
const CHILD: typeof ADULT = {
  ...ADULT,
  hr: [75, 160, 1.5],
  pr: [75, 160, 1.5],
  sys: [70, 120, 2, 3],
  dia: [40, 70, 2, 3],
  mean: [50, 90, 2, 3],
}
// Limits by order [WARD §2, §3].
const ORDERED: Record<string, typeof ADULT> = {
  '4B-16': { hr: [38, 120, 1.5], pr: [38, 120, 1.5] },
  'ICU-4': { etco2: [25, 60, 1] },
  'ICU-7': { temp: [35, 36.6, 0.02, 0.3] },
}

test('stable beds keep 4 sd of noise from every limit, so that they are silent by design', () => {
  const beds = [...WARD_4B.beds, ...spare(7, 112), ...ICU.beds].filter((one) => 'stable' in one.course)
  expect(beds.length).toBeGreaterThan(112 + 14)
  for (const one of beds) {
    const stable = { ...HEALTHY, ...('stable' in one.course ? one.course.stable : {}) }
    const truth: Truth = { ...stable, pr: stable.hr }
    const limits = { ...(one.population === 'paediatric' ? CHILD : ADULT), ...ORDERED[one.bed] }
    for (const [key, [low, high, sd, more = 0]] of Object.entries(limits)) {
      const value = truth[key as 'hr']
      expect(value - 4 * sd - more, `${one.bed} ${key} ${value}`).toBeGreaterThanOrEqual(low)
      expect(value + 4 * sd + more, `${one.bed} ${key} ${value}`).toBeLessThanOrEqual(high)
    }
  }
})

test('16, 8 and 6 beds with labels of their own, and no name twice', () => {
  expect(WARD_4B.beds.map((one) => one.bed)).toEqual(Array.from({ length: 16 }, (_, i) => `4B-${String(i + 1).padStart(2, '0')}`))
  expect(ICU.beds.map((one) => one.bed)).toEqual(Array.from({ length: 8 }, (_, i) => `ICU-${i + 1}`))
  expect(HOME.beds.map((one) => one.bed)).toEqual(Array.from({ length: 6 }, (_, i) => `H${i + 1}`))
  const beds = [...WARD_4B.beds, ...spare(7, 112), ...ICU.beds, ...HOME.beds]
  const names = beds.flatMap((one) => one.person?.[0] ?? [])
  expect(new Set(names).size).toBe(beds.length - 1)
})

test.each([
  ['4B-01', 'Amara Thistle', 67, 'F'],
  ['4B-06', 'Kenji Saltmarsh', 69, 'M'],
  ['4B-08', 'Wilhelmina Featherstonehaugh-Goldenrod', 88, 'F'],
  ['4B-10', 'Zoë Åkermarble', 81, 'F'],
  ['4B-16', 'Rafael Driftwood', 28, 'M'],
  ['ICU-1', 'Björn Lanternfish', 63, 'M'],
  ['ICU-4', 'Suri', 34, 'F'],
  ['ICU-8', 'Pip Thistledown', 9, 'M'],
  ['H5', 'Priya Riverstone', 27, 'F'],
] as const)('%s is %s', (bed, name, age, sex) => {
  expect(row(bed).person?.slice(0, 3)).toEqual([name, age, sex])
})

const SCRIPT: [bed: string, kind: string, minute: number, seconds: number][] = [
  ['4B-09', 'lead-v-off', 4, 120],
  ['4B-09', 'leads-off', 6, 180],
  ['4B-10', 'spikes-only', 8, 3.1],
  ['ICU-4', 'co2-water', 7, 60],
  ['ICU-5', 'art-damped', 5, 1800],
  ['ICU-6', 'art-flush', 10, 42],
  ['ICU-7', 'device-vt', 14, 20],
]
test.each(SCRIPT)('%s: %s at minute %d for %d s', (bed, kind, minute, seconds) => {
  const found = artefactsOf(row(bed), setting)(start, at(start + minutes(60)))
  expect(found).toContainEqual({ kind, from: start + minutes(minute), to: start + minutes(minute) + seconds * 1000 })
})

test('motion comes back each 6 min for 5–25 s, and the night before had 41 dips, 38 of them short', () => {
  const artefacts = artefactsOf(row('4B-08'), setting)
  const day = artefacts(start, at(start + hours(2))).filter((one) => one.kind === 'motion')
  expect(day).toHaveLength(20)
  for (const [index, { from, to }] of day.entries()) {
    expect(from).toBe(start + minutes(1 + 6 * index))
    expect(to - from).toBeGreaterThanOrEqual(5000)
    expect(to - from).toBeLessThanOrEqual(25_000)
  }
  const night = artefacts(at(start - hours(24)), start).filter((one) => one.kind === 'motion')
  expect(night).toHaveLength(41)
  expect(night.filter(({ from, to }) => to - from < 15_000)).toHaveLength(38)
  const clock = night.map(({ from }) => new Date(from).getUTCHours())
  expect(clock.every((hour) => hour >= 20 || hour < 6)).toBe(true)
})

test('each cuff cycle of the arm with the probe takes the pleth for 40 s', () => {
  const found = artefactsOf(row('4B-11'), setting)(start, at(start + hours(1)))
  expect(found.map(({ kind, from, to }) => [kind, (from - start) / 60_000, to - from])).toEqual([
    ['cuff-arm', 7 - 40 / 60, 40_000],
    ['cuff-arm', 37 - 40 / 60, 40_000],
  ])
})

test('artefacts do not depend on the window they are asked for', () => {
  for (const one of [...WARD_4B.beds, ...ICU.beds]) {
    const artefacts = artefactsOf(one, setting)
    const whole = artefacts(at(start - minutes(90)), at(start + minutes(90)))
    for (const t of Array.from({ length: 361 }, (_, i) => at(start + (i - 180) * 30_000)))
      expect(artefacts(t, at(t + 1)), one.bed).toEqual(whole.filter(({ from, to }) => from <= t && to > t))
  }
})
