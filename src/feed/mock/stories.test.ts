import { expect, test } from 'vitest'
import { after, at, hours, type Ms, minutes, ms } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { createBody } from './body.ts'
import { course, storyAt } from './course.ts'
import { STORIES, STORY_KEYS } from './stories.ts'
import type { Truth } from './truth.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
// Column, vital, sd of FACTS §7.3 (RR by impedance ± 2), and what a value that follows with a delay may lag behind, in minutes.
const NOISE: [keyof Truth & string, VitalKey, number, number][] = [
  ['hr', 'hr', 1.5, 0.5],
  ['spo2', 'spo2', 0.6, 1],
  ['rr', 'rr', 2, 1],
  ['sys', 'nibp-sys', 4, 0],
  ['dia', 'nibp-dia', 3, 0],
  ['mean', 'nibp-mean', 3, 0],
  ['etco2', 'etco2', 1, 1],
]

test.each(STORY_KEYS)('%s: the body says its rows, within 4 sd of the stated noise', (key) => {
  const offsets = STORIES[key].rows.filter(({ abrupt }) => !abrupt).map((row) => row.minute)
  for (const [seed, minute] of [1, 2].flatMap((seed) => offsets.map((offset) => [seed, offset] as const))) {
    const body = createBody({ seed, epoch: after(start, -hours(1)), course: course(key, start, ms(0)), artefacts: [] })
    const truth = storyAt(key, minutes(minute))
    for (const [column, signal, sd, lag] of NOISE) {
      const { value } = body.number(signal, after(start, minutes(minute)))
      if (value.is === 'unknown') throw new Error(`${key} at ${minute}: ${signal} is unknown, ${value.why}`)
      const before = storyAt(key, ms(minutes(minute) - minutes(lag)) as Ms)[column] as number
      const behind = Math.abs(before - (truth[column] as number))
      // AF: each beat's length differs by a fifth or a quarter [FACTS §7.1], and the rate is a mean of few of them.
      const irregular = column === 'hr' && truth.rhythm === 'af' ? 0.1 * truth.hr : 0
      const off = Math.abs(value.value - (truth[column] as number))
      expect(off, `${key} at ${minute} min: ${signal} ${value.value} for ${truth[column]}`).toBeLessThanOrEqual(
        4 * sd + behind + irregular + 0.5,
      )
    }
  }
})

test('fibrillation has no rate, no pulse and no saturation', () => {
  const body = createBody({ seed: 1, epoch: start, course: course('stemi', start, ms(0)), artefacts: [] })
  const t = after(start, minutes(56))
  expect(body.rhythm(t)).toEqual({ is: 'known', value: 'vf' })
  for (const signal of ['spo2', 'pr'] as const) expect(body.number(signal, t).value.is).toBe('unknown')
  expect(body.beats(after(start, minutes(55.2)), after(start, minutes(57.8)))).toEqual([])
})

test('a minute after the shock: sinus 96, 98/58, and a pulse at the finger', () => {
  const body = createBody({ seed: 1, epoch: start, course: course('stemi', start, ms(0)), artefacts: [] })
  const t = after(start, minutes(59))
  const truth = storyAt('stemi', minutes(59))
  expect(body.rhythm(t)).toEqual({ is: 'known', value: 'sinus' })
  for (const [signal, want, sd] of [
    ['hr', 96, 1.5],
    ['pr', 96, 1.5],
    ['art-sys', 98, 3],
    ['art-dia', 58, 3],
  ] as const) {
    const { value } = body.number(signal, t)
    expect(value.is === 'known' && Math.abs(value.value - want), signal).toBeLessThanOrEqual(4 * sd)
  }
  expect(truth.o2Flow).toBe(4)
})
