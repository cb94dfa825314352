// Notices of early warning: when one is called, what answers it, and that none vanishes unanswered.
import { describe, expect, test } from 'vitest'
import { T0 } from './booktest.ts'
import { answered, type CallAsk, called, type EarlyNotice, NOTHING_CALLED, standing } from './earlynotices.ts'
import type { Total } from './observations.ts'
import type { Running } from './running.ts'
import { PART_KEYS, type TriggerKey, triggerOf } from './scores.ts'
import { type At, after, minutes } from './units.ts'

const later = (min: number): At => after(T0, minutes(min))
const NO_POINTS = Object.fromEntries(PART_KEYS.map((part) => [part, null])) as Total['points']
const set = (total: number, at: At, trigger: TriggerKey = triggerOf(total, false)): Total => ({
  is: 'total',
  at,
  total,
  trigger,
  scale: 1,
  points: NO_POINTS,
})
const live = (low: number, trigger: TriggerKey = triggerOf(low, false)): Running => ({
  is: 'score',
  low,
  high: low + 3,
  trigger,
  scale: 1,
  points: NO_POINTS,
  missing: [],
  narrow: 'consciousness',
})
const REFUSED: Running = { is: 'refused', why: 'under-16' }

/** Plays looks at (minute, ask) and answers in between; what stands after the last. */
type Step = readonly [minute: number, ask: Partial<CallAsk> | EarlyNotice]
function play(...steps: readonly Step[]): string {
  let state = NOTHING_CALLED
  let ask: CallAsk = { now: T0, charted: null, running: live(0), shock: null }
  for (const [minute, what] of steps) {
    const now = later(minute)
    if (typeof what === 'string') state = answered(state, what, now)
    else {
      ask = { ...ask, ...what, now }
      state = called(state, ask)
    }
    ask = { ...ask, now }
  }
  return standing(state, ask.charted, ask.now)
    .map(({ notice, since }) => `${notice} +${(since - T0) / 60_000}`)
    .join(', ')
}

describe('of the score', () => {
  test.each([
    [live(4), ''],
    [live(3, 'single'), 'news2-3 +0'],
    [live(5), 'news2-5 +0'],
    [live(7), 'news2-7 +0'],
    [REFUSED, ''],
  ])('a running score %# calls by its trigger', (running, words) => {
    expect(play([0, { running }])).toBe(words)
  })
  test('with most of its parts missing it calls nobody: alarms of what is there do', () => {
    const missing = (['temp', 'sys', 'spo2', 'consciousness'] as const).map((part) => ({ part, seen: null }))
    const of = (count: number): Running => ({ ...(live(3, 'single') as Running & { is: 'score' }), missing: missing.slice(0, count) })
    expect([play([0, { running: of(3) }]), play([0, { running: of(4) }])]).toEqual(['news2-3 +0', ''])
  })
  test('a charted one calls as well, and the worse of the two says which', () => {
    expect(play([0, { charted: set(5, T0), running: live(2) }])).toBe('news2-5 +0')
    expect(play([0, { charted: set(5, T0), running: live(8) }])).toBe('news2-7 +0')
  })
  test('it stands though the value comes back, until somebody answers', () => {
    expect(play([0, { running: live(5) }], [10, { running: live(1) }], [200, {}])).toBe('news2-5 +0')
    expect(play([0, { running: live(5) }], [10, { running: live(1) }], [20, 'news2-5'], [60, {}])).toBe('')
  })
  test('the full set that it asks for, with less, ends it; an incomplete one is none', () => {
    expect(play([0, { running: live(5) }], [10, { running: live(1), charted: set(1, later(9)) }])).toBe('')
    expect(play([10, { running: live(5), charted: set(1, later(9)) }], [20, { running: live(1) }])).toBe('news2-5 +10')
  })
  test('a full set that says the same is the same notice', () => {
    expect(play([0, { running: live(5) }], [10, { running: live(5), charted: set(6, later(9)) }])).toBe('news2-5 +0')
  })
  test('answered, it is quiet for this band, and calls again when it is worse', () => {
    expect(play([0, { running: live(5) }], [1, 'news2-5'], [30, { running: live(6) }])).toBe('')
    expect(play([0, { running: live(5) }], [1, 'news2-5'], [30, { running: live(7) }])).toBe('news2-7 +30')
  })
  test('up and down between two bands within half an hour is one event; after it, another', () => {
    const start: readonly Step[] = [
      [0, { running: live(5) }],
      [1, 'news2-5'],
      [2, { running: live(4) }],
    ]
    expect(play(...start, [31, { running: live(5) }])).toBe('')
    expect(play(...start, [32, {}], [40, { running: live(5) }])).toBe('news2-5 +40')
  })
  test('less, but still calling: a later rise is a rise', () => {
    expect(play([0, { running: live(7) }], [1, 'news2-7'], [2, { running: live(5) }], [40, {}], [41, { running: live(7) }])).toBe(
      'news2-7 +41',
    )
  })
})

describe('observations due', () => {
  const charted = set(2, T0)
  test('from the end of the interval on, not before', () => {
    expect(play([240, { charted }])).toBe('')
    expect(play([241, { charted }])).toBe('obs-due +240')
  })
  test('nobody is called at 7 or more: watching is continuous', () => {
    expect(play([600, { charted: set(7, T0) }], [601, 'news2-7'])).toBe('')
  })
  test('an answer holds half an hour; a full set ends it', () => {
    expect(play([241, { charted }], [242, 'obs-due'], [271, {}])).toBe('')
    expect(play([241, { charted }], [242, 'obs-due'], [272, {}])).toBe('obs-due +240')
    expect(play([241, { charted }], [250, { charted: set(2, later(250)) }])).toBe('')
  })
})

describe('shock index', () => {
  const shock = (index: number) => ({ shock: { index, pressure: 30 } })
  test.each([
    [0.99, ''],
    [1, 'shock-index +0'],
  ])('%s: %j', (index, words) => {
    expect(play([0, shock(index)])).toBe(words)
  })
  test('stands until answered, is quiet until it has passed, and calls anew after', () => {
    expect(play([0, shock(1.1)], [5, shock(0.6)], [50, { shock: null }])).toBe('shock-index +0')
    expect(play([0, shock(1.1)], [5, 'shock-index'], [6, shock(1.2)])).toBe('')
    expect(play([0, shock(1.1)], [5, 'shock-index'], [6, shock(0.95)], [7, shock(1.1)])).toBe('')
    expect(play([0, shock(1.1)], [5, 'shock-index'], [6, shock(0.89)], [7, shock(1)])).toBe('shock-index +7')
  })
})

test('all that wait stand beside each other, at most one of the score', () => {
  expect(play([300, { charted: set(3, T0, 'low'), running: live(8), shock: { index: 1.2, pressure: 20 } }])).toBe(
    'news2-7 +300, obs-due +240, shock-index +300',
  )
})
