// Every figure of the sounds against the ranges of FACTS §2.3, written here by hand, apart from the table.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ALARM_PRIORITIES,
  burstOf,
  CATEGORIES,
  HARMONICS,
  LEAST_REST,
  type Pulse,
  restOf,
  SOUND_KINDS,
  SOUND_THEMES,
  VOLUME,
  volumeAt,
} from './tones.ts'

const ALL = SOUND_THEMES.flatMap((theme) =>
  ALARM_PRIORITIES.flatMap((priority) => CATEGORIES.map((category) => [theme, priority, category] as const)),
)
const gaps = (pulses: readonly Pulse[]): number[] => pulses.slice(1).map(({ at }, before) => at - pulses[before]!.at - pulses[before]!.long)
const dB = (ratio: number): number => 20 * Math.log10(ratio)
const round = (seconds: number): number => Math.round(seconds * 1e6) / 1e3

/** Allowed, ms: least and most [WAV], [mem Table 3, 4]. */
const ALLOWED = {
  high: { counts: [10], long: [75, 200], apart: [50, 125], every: [2500, 15_000] },
  medium: { counts: [3], long: [125, 250], apart: [125, 250], every: [2500, 30_000] },
  low: { counts: [1, 2], long: [125, 250], apart: [125, 250], every: [15_000, Number.POSITIVE_INFINITY] },
} as const

test.each(ALL)('%s, %s, %s: pulses, durations and spacings are within their ranges', (theme, priority, category) => {
  const pulses = burstOf(priority, category, theme)
  const { counts, long, apart, every } = ALLOWED[priority]
  expect(counts).toContain(pulses.length)
  const spaced = gaps(pulses).map(round)
  for (const pulse of pulses) {
    expect(round(pulse.long)).toBeGreaterThanOrEqual(long[0])
    expect(round(pulse.long)).toBeLessThanOrEqual(long[1])
    // Rise 10–20 % of the pulse; the fall, as long, not over what is left of the spacing.
    expect(pulse.rise / pulse.long).toBeGreaterThanOrEqual(0.1)
    expect(pulse.rise / pulse.long).toBeLessThanOrEqual(0.2)
    for (const gap of spaced) expect(round(pulse.rise)).toBeLessThanOrEqual(gap - round(pulse.rise))
  }
  const even = priority === 'high' ? spaced.filter((_, at) => at % 5 !== 2 && at !== 4) : spaced
  for (const gap of even) {
    expect(gap).toBeGreaterThanOrEqual(apart[0])
    expect(gap).toBeLessThanOrEqual(apart[1])
  }
  if (priority === 'high') {
    const [x = 0] = spaced
    expect([spaced[2], spaced[7]]).toEqual([2 * x + round(pulses[0]!.long), 2 * x + round(pulses[0]!.long)])
    expect(spaced[4]).toBeGreaterThanOrEqual(350)
    expect(spaced[4]).toBeLessThanOrEqual(1300)
  }
  expect(restOf(priority) * 1000).toBeGreaterThanOrEqual(every[0])
  expect(restOf(priority) * 1000).toBeLessThanOrEqual(every[1])
})

test('a whole burst of high takes 3750 ms', () => {
  const last = burstOf('high', 'general', 'general').at(-1)!
  expect(round(last.at + last.long)).toBe(3750)
})

test.each(ALL)('%s, %s, %s: tones of 150–1000 Hz with four harmonics within 15 dB at 300–4000 Hz', (theme, priority, category) => {
  for (const { tone } of burstOf(priority, category, theme)) {
    expect(tone).toBeGreaterThanOrEqual(150)
    expect(tone).toBeLessThanOrEqual(1000)
    const heard = HARMONICS.filter(({ times, gain }) => tone * times >= 300 && tone * times <= 4000 && Math.abs(dB(gain)) <= 15)
    expect(heard.length).toBeGreaterThanOrEqual(4)
  }
})

test('no two pulses of alarms differ by more than 10 dB, and the higher priority is never the softer', () => {
  const levels = ALARM_PRIORITIES.map((priority) => burstOf(priority, 'general', 'general').map(({ level }) => level))
  expect(dB(Math.max(...levels.flat()) / Math.min(...levels.flat()))).toBeLessThanOrEqual(10)
  expect(levels.map((one) => one[0]!)).toEqual(levels.map((one) => one[0]!).toSorted((a, b) => b - a))
  // What is no alarm is softer than any.
  for (const kind of ['notice', 'tick'] as const) expect(burstOf(kind, 'general', 'general')[0]!.level).toBeLessThan(levels[2]![0]!)
})

/** The melodies, copied from FACTS §2.3, in Hz. */
test.each([
  ['oxygenation', [523, 494, 440, 392, 349]],
  ['ventilation', [262, 440, 349, 440, 349]],
  ['cardiovascular', [262, 330, 392, 392, 523]],
  ['temperature', [262, 294, 330, 349, 392]],
  ['power', [523, 262, 262, 523, 262]],
  ['general', [262, 262, 262, 262, 262]],
] as const)('%s has its melody: twice in high, its first three notes in medium', (category, hz) => {
  const tones = (priority: 'high' | 'medium') => burstOf(priority, category, 'melodies-2012').map(({ tone }) => Math.round(tone))
  expect(tones('high')).toEqual([...hz, ...hz])
  expect(tones('medium')).toEqual(hz.slice(0, 3))
  expect(new Set(burstOf('high', category, 'general').map(({ tone }) => Math.round(tone)))).toEqual(new Set([262]))
})

test('low is one pulse, or E4 C4 with the melodies; a notice and a tick are one pulse each', () => {
  expect(burstOf('low', 'power', 'general').map(({ tone }) => Math.round(tone))).toEqual([262])
  expect(burstOf('low', 'power', 'melodies-2012').map(({ tone }) => Math.round(tone))).toEqual([330, 262])
  for (const theme of SOUND_THEMES) for (const kind of SOUND_KINDS.slice(3)) expect(burstOf(kind, 'general', theme)).toHaveLength(1)
  expect(LEAST_REST * 1000).toBe(ALLOWED.high.every[0])
})

test('the volume is never under its floor, by day or night, whatever is asked', () => {
  const night = { from: 22 * 60, until: 6 * 60, most: 0.6 }
  for (const [own, at, expected] of [
    [1, 12 * 60, 1],
    [1, 22 * 60, 0.6],
    [1, 23 * 60 + 59, 0.6],
    [1, 0, 0.6],
    [1, 6 * 60, 1],
    [0.5, 0, 0.5],
  ] as const)
    expect(volumeAt(own, night, at)).toBe(expected)
  fc.assert(
    fc.property(
      fc.double(),
      fc.option(fc.record({ from: fc.nat(1439), until: fc.nat(1439), most: fc.double() })),
      fc.nat(1439),
      (...given) => {
        const volume = volumeAt(...given)
        expect(volume).toBeGreaterThanOrEqual(VOLUME.least)
        expect(volume).toBeLessThanOrEqual(VOLUME.most)
      },
    ),
  )
})
