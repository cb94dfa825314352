import { expect, test } from 'vitest'
import { at, hours, minutes, ms } from '../../model/units.ts'
import { course, lengthOf, RECOVERY, restOf, storyAt } from './course.ts'
import { STORY_KEYS, type StoryKey } from './stories.ts'

const H = 60
// FACTS §7.4 row by row: minute, HR, RR, SpO2, L/min, SBP, DBP, MAP (null where FACTS gives none), T, ACVPU.
type Oracle = [number, number, number, number, number, number, number, number | null, number | null, string]
const ORACLE: Record<StoryKey, Oracle[]> = {
  sepsis: [
    [0, 84, 16, 97, 0, 126, 74, 91, 37.4, 'A'],
    [2 * H, 93, 19, 96, 0, 121, 69, 86, 38.1, 'A'],
    [4 * H, 102, 21, 95, 0, 115, 63, 80, 38.7, 'A'],
    [6 * H, 111, 23, 94, 0, 107, 57, 74, 39.1, 'A'],
    [8 * H, 119, 26, 93, 2, 99, 51, 67, 39.3, 'A'],
    [10 * H, 127, 29, 92, 4, 91, 46, 61, 39.0, 'C'],
    [12 * H, 136, 33, 90, 15, 82, 40, 54, 38.4, 'C'],
  ],
  'opioid-air': [
    [0, 80, 14, 97, 0, 126, 76, 93, 36.8, 'A'],
    [20, 76, 11, 96, 0, 121, 72, 88, 36.8, 'A'],
    [40, 72, 9, 94, 0, 116, 68, 84, 36.7, 'A'],
    [60, 68, 7, 91, 0, 111, 64, 80, 36.6, 'V'],
    [80, 64, 5, 86, 0, 105, 60, 75, 36.5, 'P'],
    [100, 72, 3, 78, 0, 98, 55, 69, 36.4, 'U'],
    [105, 96, 18, 97, 15, 138, 82, 101, 36.4, 'A'],
  ],
  'opioid-oxygen': [
    [0, 80, 14, 98, 2, 126, 76, null, 36.8, 'A'],
    [40, 73, 9, 97, 2, 118, 68, null, 36.7, 'A'],
    [60, 69, 7, 96, 2, 113, 64, null, 36.6, 'V'],
    [80, 65, 5, 94, 2, 107, 60, null, 36.5, 'P'],
    [100, 60, 4, 89, 2, 100, 55, null, 36.4, 'U'],
  ],
  copd: [
    [0, 88, 20, 90, 0, 138, 80, 99, 36.9, 'A'],
    [2 * H, 98, 24, 88, 0, 144, 84, 104, 37.2, 'A'],
    [4 * H, 108, 28, 85, 0, 150, 88, 109, 37.6, 'A'],
    [5 * H, 102, 24, 97, 10, 142, 82, 102, 37.6, 'A'],
    [6 * H, 96, 18, 98, 10, 132, 76, 95, 37.5, 'C'],
    [7 * H, 90, 11, 98, 10, 118, 68, 85, 37.4, 'V'],
    [8 * H, 94, 18, 90, 4, 128, 74, 92, 37.3, 'A'],
  ],
  haemorrhage: [
    [0, 78, 15, 98, 0, 128, 76, 93, 36.8, 'A'],
    [1 * H, 86, 16, 98, 0, 126, 80, 95, 36.7, 'A'],
    [2 * H, 98, 19, 97, 0, 120, 82, 95, 36.6, 'A'],
    [3 * H, 110, 22, 97, 0, 110, 80, 90, 36.4, 'A'],
    [4 * H, 122, 27, 96, 0, 94, 68, 77, 36.1, 'A'],
    [5 * H, 134, 32, 95, 15, 78, 54, 62, 35.7, 'C'],
    [5.5 * H, 146, 36, 92, 15, 62, 40, 47, 35.3, 'V'],
  ],
  af: [
    [0, 76, 16, 97, 0, 132, 78, 96, 36.9, 'A'],
    [1, 148, 18, 97, 0, 118, 76, 90, null, 'A'],
    [15, 156, 20, 96, 0, 108, 72, 84, null, 'A'],
    [45, 152, 22, 95, 0, 102, 68, 79, null, 'A'],
    [90, 162, 25, 93, 2, 94, 62, 73, null, 'A'],
    [150, 98, 19, 96, 2, 114, 70, 85, 36.8, 'A'],
  ],
  stemi: [
    [0, 74, 16, 98, 0, 136, 82, 100, 36.7, 'A'],
    [10, 82, 18, 97, 0, 144, 88, 107, null, 'A'],
    [20, 58, 19, 96, 0, 118, 70, 86, null, 'A'],
    [35, 44, 21, 95, 0, 92, 54, 67, null, 'A'],
    [50, 38, 24, 93, 4, 80, 46, 57, null, 'C'],
    [55, 0, 3, 0, 4, 25, 25, 25, 36.2, 'U'],
  ],
  hypoglycaemia: [
    [0, 76, 15, 97, 0, 126, 74, null, 36.6, 'A'],
    [30, 84, 16, 97, 0, 132, 72, null, 36.5, 'A'],
    [50, 98, 17, 97, 0, 142, 70, null, 36.3, 'A'],
    [70, 112, 19, 97, 0, 150, 70, null, 36.1, 'C'],
    [90, 108, 18, 96, 0, 146, 72, null, 35.8, 'V'],
    [110, 96, 14, 95, 0, 130, 70, null, 35.5, 'U'],
    [120, 100, 17, 97, 2, 138, 74, null, 35.6, 'A'],
  ],
}

test.each(STORY_KEYS)('%s is its table at each row', (key) => {
  for (const [minute, hr, rr, spo2, o2Flow, sys, dia, mean, temp, consciousness] of ORACLE[key]) {
    const truth = storyAt(key, minutes(minute))
    expect(truth, `${key} at ${minute} min`).toMatchObject({ hr, rr, spo2, o2Flow, sys, dia, consciousness })
    if (mean !== null) expect(truth.mean).toBe(mean)
    if (temp !== null) expect(truth.temp).toBe(temp)
  }
  expect(lengthOf(key)).toBeGreaterThanOrEqual(minutes(ORACLE[key].at(-1)![0]))
})

test.each([
  ['opioid-air', 'etco2', [0, 38, 20, 43, 40, 49, 60, 56, 80, 64, 100, 74, 105, 41]],
  ['opioid-oxygen', 'etco2', [0, 38, 40, 50, 60, 58, 80, 67, 100, 78]],
  ['af', 'pr', [0, 76, 1, 126, 15, 130, 45, 126, 90, 128, 150, 92]],
  ['stemi', 'stII', [0, 0, 10, 0.15, 20, 0.28, 35, 0.32, 50, 0.35]],
  ['stemi', 'stI', [0, 0, 10, -0.03, 20, -0.06, 35, -0.08, 50, -0.09]],
  ['hypoglycaemia', 'glucose', [0, 6.1, 30, 4.0, 50, 3.2, 70, 2.4, 90, 1.7, 110, 1.2, 120, 7.4]],
] as const)('%s has its own column %s', (key, column, pairs) => {
  for (let i = 0; i < pairs.length; i += 2) expect(storyAt(key, minutes(pairs[i]!))[column]).toBe(pairs[i + 1])
})

test('numbers go in straight lines, oxygen and ACVPU in steps', () => {
  const early = storyAt('sepsis', minutes(7 * H + 59))
  expect(early.hr).toBeCloseTo(111 + (8 * 119) / 120, 2 - 2)
  expect(early.hr).toBeCloseTo(111 + (119 - 111) * (119 / 120), 9)
  expect(early).toMatchObject({ o2Flow: 0, o2Device: 'A' })
  expect(storyAt('sepsis', minutes(8 * H))).toMatchObject({ o2Flow: 2, o2Device: 'N' })
  expect(storyAt('sepsis', ms(minutes(10 * H) - 1)).consciousness).toBe('A')
  expect(storyAt('sepsis', minutes(10 * H)).consciousness).toBe('C')
})

test('the COPD mask goes on at 4 h 05, while saturation climbs', () => {
  expect(storyAt('copd', ms(minutes(245) - 1))).toMatchObject({ o2Flow: 0, o2Device: 'A' })
  expect(storyAt('copd', minutes(245))).toMatchObject({ o2Flow: 10, o2Device: 'V' })
  expect(storyAt('copd', minutes(270)).spo2).toBe(91)
  expect(storyAt('copd', minutes(280)).spo2).toBe(93)
})

test('AF breaks out at once, the counted rate follows within the minute', () => {
  expect(storyAt('af', ms(0)).rhythm).toBe('sinus')
  expect(storyAt('af', ms(1000)).rhythm).toBe('af')
  expect(storyAt('af', ms(37_000)).hr).toBeGreaterThan(120)
  expect(storyAt('af', ms(36_000)).hr).toBeLessThan(120)
  expect(storyAt('af', minutes(149)).rhythm).toBe('af')
})

test('nothing leads up to VF; three minutes later the shock gives sinus 96 and 98/58', () => {
  expect(storyAt('stemi', minutes(47)).hr).toBeCloseTo(39.2, 6)
  expect(storyAt('stemi', minutes(35)).rhythm).toBe('block')
  expect(storyAt('stemi', ms(minutes(55) - 1))).toMatchObject({ rhythm: 'block', hr: 38, sys: 80 })
  expect(storyAt('stemi', minutes(55))).toMatchObject({ rhythm: 'vf', hr: 0, pr: 0, spo2: 0, sys: 25, dia: 25 })
  expect(storyAt('stemi', ms(minutes(58) - 1)).rhythm).toBe('vf')
  expect(storyAt('stemi', minutes(58))).toMatchObject({ rhythm: 'sinus', hr: 96, sys: 98, dia: 58, o2Flow: 4 })
})

test('opioid on air ends in spells of 25–40 s without a breath', () => {
  let held = 0
  for (let second = 99 * 60; second < 105 * 60; second++) if (storyAt('opioid-air', ms(second * 1000)).rr === 0) held++
  expect(held).toBe(30 + 40 + 25)
})

test.each(STORY_KEYS)('%s: row 0 before, recovery in 30 min with oxygen kept, rest, and again', (key) => {
  const rest = restOf(0.25)
  expect(rest).toBe(hours(7.5))
  const length = lengthOf(key)
  const first = storyAt(key, ms(0), rest)
  const end = storyAt(key, length, rest)
  expect(storyAt(key, minutes(-500), rest)).toEqual(first)
  const kept = { o2Flow: end.o2Flow, o2Device: end.o2Device }
  expect(storyAt(key, ms(length + RECOVERY / 2), rest)).toMatchObject({ ...kept, hr: (end.hr + first.hr) / 2 })
  expect(storyAt(key, ms(length + RECOVERY), rest)).toEqual({ ...first, ...kept })
  expect(storyAt(key, ms(length + RECOVERY + rest - 1), rest)).toEqual({ ...first, ...kept })
  expect(storyAt(key, ms(length + RECOVERY + rest + minutes(0.5)), rest)).toEqual(storyAt(key, minutes(0.5), rest))
})

test('a week later the demo is as calm as at first: nobody lingers in VF or at the end of a story', () => {
  for (const key of STORY_KEYS) {
    const patient = course(key, at(0), minutes(0), restOf(0.5))
    let calm = 0
    const total = 7 * 24 * 60
    for (let minute = 0; minute < total; minute++) {
      const { rhythm, spo2 } = patient(at((total + minute) * 60_000))
      if (rhythm === 'sinus' && spo2 >= 85) calm++
    }
    expect(calm / total, key).toBeGreaterThan(0.75)
  }
})
