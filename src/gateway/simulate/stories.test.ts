// The oracle of the stories [WARD §7]: each demo story through the real engine on a virtual clock: each alarm at its minute, none before.
import { expect, test } from 'vitest'
import type { BedRow } from '../../feed/mock/bedrow.ts'
import { lengthOf, storyAt } from '../../feed/mock/course.ts'
import type { GearKey } from '../../feed/mock/devices.ts'
import { ICU } from '../../feed/mock/icu.ts'
import type { StoryKey } from '../../feed/mock/stories.ts'
import type { Truth } from '../../feed/mock/truth.ts'
import { WARD_4B } from '../../feed/mock/ward4b.ts'
import { type RuleKey, ruleOf } from '../../model/rules.ts'
import { at, minutes, ms } from '../../model/units.ts'
import { type Line, played } from './played.ts'

const start = at(Date.UTC(2026, 10, 22, 8, 0))
const SOAK = process.env.WARDLIGHT_SOAK !== undefined
/** Seconds between two numbers: as far apart as a number of a monitor holds. */
const STEP = 4
/** Noise by FACTS §7.3, and half of the last digit that is shown. */
const NOISE: Partial<Record<keyof Truth, readonly [sd: number, half: number]>> = {
  hr: [1.5, 0.5],
  rr: [1, 0.5],
  spo2: [0.6, 0.5],
  temp: [0.02, 0.05],
  etco2: [1, 0.5],
  dia: [2, 0.5],
  sys: [2, 0.5],
  glucose: [0, 0.05],
  stII: [0.02, 0.005],
}

/** TABLE [WARD §7]: minute by its own reckoning, and the column that crosses. `every`: minutes between two readings. */
interface Expected {
  readonly rule: RuleKey
  readonly minute: number
  readonly by: keyof Truth | null
  readonly every?: number
}
interface Story {
  readonly story: StoryKey
  readonly gear: readonly GearKey[]
  readonly more?: Partial<BedRow>
  readonly alarms: readonly Expected[]
  /** Of early warning; within 15 min, for medians of minutes cross bands that are flat. */
  readonly notices?: readonly (readonly [rule: RuleKey, minute: number])[]
}
const scale2 = {
  by: 'Dr A. Rook',
  why: 'COPD',
  limits: [{ vital: 'spo2', low: 86, high: 92 }],
  target: { low: 88, high: 92 },
  scale2: true,
} as const
const meter = { device: 'meter', signals: ['glucose'], every: 5, phase: 0 } as const
const STORIES: readonly Story[] = [
  {
    story: 'sepsis',
    gear: ['W', 'A'],
    alarms: [
      { rule: 'temp', minute: 330, by: 'temp' },
      { rule: 'hr-high', minute: 495, by: 'hr' },
      { rule: 'art-low', minute: 504, by: 'dia' },
      { rule: 'rr-high', minute: 630, by: 'rr' },
    ],
    notices: [
      ['news2-5', 210],
      ['shock-index', 332],
      ['news2-7', 345],
    ],
  },
  {
    story: 'opioid-air',
    gear: ['W', 'C'],
    alarms: [
      { rule: 'etco2-high', minute: 43, by: 'etco2' },
      { rule: 'rr-low', minute: 50, by: 'rr' },
      { rule: 'spo2-low', minute: 64, by: 'spo2' },
      { rule: 'desat', minute: 95, by: 'spo2' },
      { rule: 'apnoea', minute: 100.1, by: null },
    ],
    notices: [['news2-5', 45]],
  },
  {
    story: 'opioid-oxygen',
    gear: ['W', 'C'],
    alarms: [
      { rule: 'etco2-high', minute: 40, by: 'etco2' },
      { rule: 'rr-low', minute: 50, by: 'rr' },
      { rule: 'spo2-low', minute: 96, by: 'spo2' },
    ],
    notices: [['news2-5', 45]],
  },
  {
    story: 'copd',
    gear: ['W'],
    more: { alarms: scale2 },
    alarms: [
      { rule: 'spo2-low', minute: 200, by: 'spo2' },
      { rule: 'spo2-high-o2', minute: 275, by: 'spo2' },
    ],
    notices: [
      ['news2-5', 140],
      ['news2-7', 245],
    ],
  },
  {
    story: 'haemorrhage',
    gear: ['W', 'A'],
    alarms: [
      { rule: 'hr-high', minute: 230, by: 'hr' },
      { rule: 'art-low', minute: 255, by: 'sys' },
      { rule: 'temp', minute: 255, by: 'temp' },
      { rule: 'rr-high', minute: 276, by: 'rr' },
      { rule: 'tachy-x', minute: 315, by: 'hr' },
    ],
    notices: [
      ['shock-index', 180],
      ['news2-5', 182],
    ],
  },
  {
    story: 'af',
    gear: ['W'],
    alarms: [
      { rule: 'tachy-x', minute: 53 / 60, by: null },
      { rule: 'af', minute: 0, by: null },
    ],
  },
  {
    story: 'stemi',
    gear: ['W', 'A'],
    alarms: [
      { rule: 'st', minute: 11.25, by: 'stII' },
      { rule: 'hr-low', minute: 28.57, by: 'hr' },
      { rule: 'art-low', minute: 37.5, by: 'sys' },
      { rule: 'brady-x', minute: 45, by: 'hr' },
      { rule: 'vf', minute: 55, by: null },
    ],
  },
  {
    story: 'hypoglycaemia',
    gear: ['W', 'G'],
    more: { readings: [meter] },
    alarms: [
      { rule: 'glucose', minute: 32, by: 'glucose', every: 5 },
      { rule: 'temp', minute: 76.67, by: 'temp' },
    ],
  },
]

const rowOf = ({ story, gear, more }: Story): BedRow => ({
  bed: 'T-1',
  person: ['Ann Example', 60, 'F', 'story'],
  days: 1,
  teaches: '',
  gear,
  cuff: null,
  course: { story, minute: 0 },
  ...more,
})
/** Played once, told to each test that asks. */
const known = new Map<Story, Promise<readonly Line[]>>()
const through = (story: Story): Promise<readonly Line[]> => {
  const lines = known.get(story) ?? play(story)
  known.set(story, lines)
  return lines
}
const play = async (story: Story): Promise<readonly Line[]> => {
  const wards = [{ ward: 'T', name: 'T', note: null, continuous: true, beds: [rowOf(story)] }]
  const { lines } = await played({ seed: 3, start, script: false, wards }, { to: lengthOf(story.story) / minutes(1), step: STEP })
  return lines.filter(({ rule }) => rule !== null && ruleOf(rule).kind !== 'technical')
}
/** How many minutes early or late noise makes a crossing, by its slope. */
function noiseOf(story: StoryKey, { minute, by }: Expected): number {
  if (by === null) return 0.25
  const of = (m: number): number => storyAt(story, ms(minutes(m)))[by] as number
  const slope = Math.abs(of(minute + 1) - of(minute - 1)) / 2
  const [sd, half] = NOISE[by]!
  return (2 * sd + half) / slope
}

test.each(STORIES)('$story: each alarm at its minute, and none before the first', { timeout: 300_000 }, async (story) => {
  const lines = await through(story)
  const all = lines.filter(({ what, minute }) => what === 'raised' && minute > 0)
  for (const [notice, minute] of story.notices ?? []) {
    const first = all.find(({ rule }) => rule === notice)
    expect(Math.abs((first?.minute ?? 0) - minute), `${notice} at ${minute}, and not at ${first?.minute}`).toBeLessThan(15)
  }
  const raised = all.filter(({ rule }) => ruleOf(rule!).kind === 'physiological')
  for (const expected of story.alarms) {
    const { rule, minute, every = 0 } = expected
    const first = raised.find((line) => line.rule === rule)
    const noise = noiseOf(story.story, expected)
    const delay = (ruleOf(rule).delay + 4 * STEP * 1000) / minutes(1)
    expect(first?.minute, `${rule} at ${minute} of ${JSON.stringify(raised.slice(0, 12))}`).toBeGreaterThan(minute - noise)
    expect(first!.minute, rule).toBeLessThan(minute + noise + delay + every + 0.25)
  }
  const [earliest] = raised
  const expected = Math.min(...story.alarms.map((one) => one.minute - noiseOf(story.story, one)))
  expect(earliest!.minute, `${earliest!.rule} came before all`).toBeGreaterThanOrEqual(Math.max(0, expected))
})

test('opioid on oxygen: slow breathing is told at least 20 min before the saturation', { timeout: 120_000 }, async () => {
  const lines = await through(STORIES[2]!)
  const at = (rule: RuleKey) => lines.find((line) => line.what === 'raised' && line.rule === rule)!.minute
  expect(at('spo2-low') - at('rr-low')).toBeGreaterThan(20)
})

test('COPD: the default limits are wrong both ways; the ordered target holds from 4 h 35 to 7 h 45', { timeout: 300_000 }, async () => {
  const own = await through(STORIES[3]!)
  const over = own.findLast(({ rule, what }) => rule === 'spo2-high-o2' && (what === 'ended' || what === 'over'))
  expect(Math.abs(over!.minute - 465)).toBeLessThan(15)
  const standard = await through({ ...STORIES[3]!, more: {} })
  const raised = standard.filter(({ rule, what }) => rule === 'spo2-low' && what === 'raised').map(({ minute }) => minute)
  expect(Math.min(...raised)).toBeLessThan(30)
  expect(Math.max(...raised)).toBeLessThan(265)
})

test('glucose below 3.0 is high', { timeout: 120_000 }, async () => {
  const lines = await through(STORIES[7]!)
  const worse = lines.find(({ rule, what }) => rule === 'glucose' && what === 'worse')
  expect(worse).toMatchObject({ priority: 'high' })
  expect(worse!.minute).toBeGreaterThan(54)
  expect(worse!.minute).toBeLessThan(61)
})

const STABLE = [...WARD_4B.beds, ...ICU.beds].filter(({ course, person }) => 'stable' in course && person !== null)
test(`${SOAK ? 'soak: ' : ''}stable patients raise none in ${SOAK ? 24 : 0.5} virtual hours`, { timeout: 3_600_000 }, async () => {
  expect(STABLE.length).toBeGreaterThanOrEqual(14)
  const wards = [{ ward: 'T', name: 'T', note: null, continuous: true, beds: STABLE }]
  const { lines } = await played({ seed: 11, start, script: false, wards }, { to: SOAK ? 24 * 60 : 30, step: STEP })
  // What a row has happen by the clock of the ward, the night before or each few minutes, is no stable patient's.
  const raised = lines.filter(({ what, rule }) => what === 'raised' && rule !== null && ruleOf(rule).kind === 'physiological')
  expect(raised).toEqual([])
})
