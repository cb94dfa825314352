// The pure parts of the timeline: tiles and what they lack, links, ticks in the nights in which clocks are set, lanes and gaps.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Gap, NumberTrack, Span } from '../../model/history.ts'
import { deviceId } from '../../model/ids.ts'
import { KeptLanes } from '../../model/lanesapi.ts'
import { thin } from '../../model/series.ts'
import { at, hours } from '../../model/units.ts'
import { VITAL_KEYS } from '../../model/vitals.ts'
import { autoScale, LANE_KEYS, LANES, scaleTicks } from './lanes.ts'
import { parseLink, printLink } from './link.ts'
import { atEnd, broughtIn, PRESETS, panned, preset, type View, zoomed } from './moves.ts'
import { clusters } from './paintevents.ts'
import { eachPoint, gapRect } from './paintlane.ts'
import { nearest } from './reading.ts'
import { oxygenSteps, oxygenWords, scoreCells } from './steps.ts'
import { ticksOf } from './ticks.ts'
import { COLUMNS, edged, grown, holesIn, levelOf, pieceOf, runsOf, tileSpan, tilesOf } from './tiles.ts'
import { keptOf, linked, moved, resized, taken, toggled, WISH, wishOf } from './wish.ts'

const T = Date.UTC(2026, 9, 24, 12)
const span = (from: number, to: number): Span => ({ from: at(from), to: at(to) })
const track = (points: readonly (readonly [number, number])[], gaps: readonly Gap[] = []): NumberTrack => ({
  kind: 'number',
  signal: 'hr',
  source: deviceId('one'),
  gaps,
  marked: [],
  at: Float64Array.from(points, ([time]) => time),
  value: Float64Array.from(points, ([, value]) => value),
  count: points.length,
})

describe('the table of lanes', () => {
  it('has the order that is read at a bed', () => {
    expect(LANE_KEYS.filter((key) => LANES[key].always)).toEqual(['hr', 'spo2', 'oxygen', 'rr', 'pressure', 'temp', 'news2'])
  })
  it('has a place for every number but those of no lane', () => {
    const shown = LANE_KEYS.flatMap((key) => LANES[key].signals)
    expect(VITAL_KEYS.filter((key) => !shown.includes(key))).toEqual([])
    expect(new Set(shown).size).toBe(shown.length)
  })
  it('puts at most four ticks inside each scale, and an automatic scale around its values', () => {
    for (const key of LANE_KEYS) {
      const { scale } = LANES[key]
      if (!scale) continue
      const ticks = scaleTicks(scale)
      expect(ticks.length).toBeGreaterThan(1)
      expect(ticks.length).toBeLessThanOrEqual(6)
      for (const tick of ticks) expect(tick >= scale[0] && tick <= scale[1]).toBe(true)
    }
    const [low, high] = autoScale([72, 74], [20, 220])
    expect(low).toBeLessThanOrEqual(72)
    expect(high).toBeGreaterThanOrEqual(74)
    expect(high - low).toBeGreaterThanOrEqual(20)
  })
})

describe('tiles', () => {
  it('give a thousand columns or more, unless the finest do not', () => {
    for (const hour of [1, 4, 12, 24, 72, 24 * 30]) {
      const columns = hours(hour) / COLUMNS[levelOf(hours(hour))]!
      expect(columns).toBeGreaterThanOrEqual(1000)
      expect(columns).toBeLessThanOrEqual(3000)
    }
  })
  it('cover a window, and no tile beside it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: COLUMNS.length - 1 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 1, max: 1e9 }),
        (level, from, long) => {
          const [first, last] = tilesOf(level, span(T + from, T + from + long))
          expect(first * tileSpan(level)).toBeLessThanOrEqual(T + from)
          expect((last + 1) * tileSpan(level)).toBeGreaterThanOrEqual(T + from + long)
          expect((first + 1) * tileSpan(level)).toBeGreaterThan(T + from)
          expect(last * tileSpan(level)).toBeLessThan(T + from + long)
        },
      ),
    )
  })
  it('that grow at the live edge are as if asked in one go', () => {
    const points = Array.from({ length: 100 }, (_, i) => [T + i * 1000, 60 + (i % 7)] as const)
    const whole = pieceOf(track(points), span(T, T + 200_000), at(T + 100_000))
    const early = pieceOf(track(points.slice(0, 55)), span(T, T + 200_000), at(T + 55_000))
    const late = pieceOf(track(points.slice(50)), span(T + 50_000, T + 200_000), at(T + 100_000))
    const joined = grown(early, late)
    expect([...joined.at]).toEqual([...whole.at])
    expect([...joined.value]).toEqual([...whole.value].map(Math.fround))
  })
  it('say what is missing at their edges, and nothing before the stay', () => {
    const piece = pieceOf(
      track([
        [T + 60_000, 70],
        [T + 61_000, 71],
        [T + 62_000, 71],
      ]),
      span(T, T + 600_000),
      at(T + 300_000),
    )
    expect(edged(piece, T + 20_000, 1000, 15_000).gaps).toEqual([
      { from: T + 20_000, to: T + 60_000, why: 'nothing-came' },
      { from: T + 62_000, to: T + 300_000, why: 'nothing-came' },
    ])
  })
  it('miss nothing in the last moments, however far ahead of now an answer reaches; longer silence is missing', () => {
    const answered = (until: number) => {
      const one = pieceOf(
        track([
          [T, 70],
          [T + 60_000, 71],
        ]),
        span(T, T + 600_000),
        at(T + until),
      )
      // The store says so of all until the end of the column.
      const ahead = { ...one, gaps: [{ from: at(T + 60_000), to: at(T + 180_000), why: 'nothing-came' as const }] }
      return edged(ahead, T, 120_000, 15_000).gaps
    }
    expect(answered(62_000)).toEqual([])
    expect(answered(80_000)).toEqual([{ from: T + 60_000, to: T + 80_000, why: 'nothing-came' }])
  })
  it('are asked for in runs, holes are what is between', () => {
    expect(runsOf([7, 3, 4, 5, 6], 3)).toEqual([
      [3, 5],
      [6, 7],
    ])
    expect(holesIn(span(0, 10), [span(2, 4), span(3, 6)])).toEqual([span(0, 2), span(6, 10)])
  })
})

describe('lines', () => {
  const lines = (gaps: readonly Gap[], points: readonly (readonly [number, number])[]): readonly boolean[] => {
    const out: boolean[] = []
    eachPoint([pieceOf(track(points, gaps), span(T, T + 1e6), at(T + 1e6))], span(T, T + 1e6), (_, __, line) => out.push(line))
    return out
  }
  it('begin anew after what is unknown', () => {
    expect(
      lines(
        [],
        [
          [T, 1],
          [T + 1000, Number.NaN],
          [T + 2000, 2],
          [T + 3000, 3],
        ],
      ),
    ).toEqual([false, false, true])
  })
  it('keep lowest and highest of every column at every zoom', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 20, max: 220 }), { minLength: 50, maxLength: 400 }),
        fc.integer({ min: 3, max: 60 }),
        (values, width) => {
          const end = T + values.length * 1000
          const columns = { at: Float64Array.from(values, (_, i) => T + i * 1000), value: Float64Array.from(values) }
          const thinned = thin(columns, at(T), at(end), width)
          const seen: number[] = []
          eachPoint([pieceOf({ ...track([]), ...thinned }, span(T, end), at(end))], span(T, end), (_, value) => seen.push(value))
          expect(Math.min(...seen)).toBe(Math.min(...values))
          expect(Math.max(...seen)).toBe(Math.max(...values))
        },
      ),
      { numRuns: 40 },
    )
  })
  it('leave a gap at least two pixels, and none outside', () => {
    const scene = { x: (time: number) => (time - T) / 1000, width: 500 }
    expect(gapRect({ from: T + 10_000, to: T + 10_100 }, scene)).toEqual([10, 2])
    expect(gapRect({ from: T - 50_000, to: T + 50_000 }, scene)).toEqual([0, 50])
    expect(gapRect({ from: T - 50_000, to: T }, scene)).toBeNull()
  })
  it('are read at the nearest known value, not beyond reach', () => {
    const pieces = [
      pieceOf(
        track([
          [T, 60],
          [T + 1000, Number.NaN],
          [T + 2000, 62],
        ]),
        span(T, T + 9000),
        at(T + 9000),
      ),
    ]
    expect(nearest(pieces, T + 1400, 5000)).toEqual({ at: T + 2000, value: 62 })
    expect(nearest(pieces, T + 8000, 5000)).toBeNull()
  })
})

describe('the window', () => {
  const bounds = span(T, T + hours(100))
  const view: View = { ...span(T + hours(10), T + hours(14)), live: false }
  it('never leaves the stay, keeps its length, and follows at its end', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 0.01, max: 50, noNaN: true }), (by, factor) => {
        for (const next of [panned(view, by, bounds), zoomed(view, factor, view.from + hours(1), bounds)]) {
          expect(next.from).toBeGreaterThanOrEqual(bounds.from)
          expect(next.to).toBeLessThanOrEqual(bounds.to + 1)
          expect(next.live).toBe(next.to >= bounds.to)
        }
        expect(panned(view, by, bounds).to - panned(view, by, bounds).from).toBeCloseTo(hours(4), -1)
      }),
    )
  })
  it('is zoomed about the pointer', () => {
    const next = zoomed(view, 0.5, T + hours(11), bounds)
    expect((T + hours(11) - next.from) / (next.to - next.from)).toBeCloseTo(0.25)
  })
  it('has presets, a way home, and brings a moment into sight', () => {
    expect(preset(atEnd(view, bounds), PRESETS[0], bounds)).toEqual({ from: T + hours(99), to: T + hours(100), live: true })
    expect(preset(view, PRESETS[5], bounds)).toEqual({ ...bounds, live: true })
    expect(broughtIn(view, at(T + hours(50)), bounds)).toEqual({ ...span(T + hours(48), T + hours(52)), live: false })
    expect(broughtIn(view, at(T + hours(12)), bounds)).toBe(view)
  })
  it('is told by its link and read from it', () => {
    const text = printLink('?probe', { window: view, beside: { ...view, live: true }, lanes: ['spo2', 'hr'], cursor: view.from + 500 })
    expect(text).toBe('?probe=&window=2026-10-24T22:00:00Z..2026-10-25T02:00:00Z&beside=4h&lanes=spo2,hr&cursor=2026-10-24T22:00:00.500Z')
    expect(parseLink(text)).toEqual({
      window: { from: view.from, to: view.to },
      beside: { last: hours(4) },
      lanes: ['spo2', 'hr'],
      cursor: view.from + 500,
    })
  })
  it.each([
    '?window=b..a',
    '?window=2026-10-25T02:00:00Z..2026-10-24T02:00:00Z',
    '?window=2016-01-01T00:00:00Z..2026-01-01T00:00:00Z',
    '?window=1e9h',
    '?lanes=<b>',
    '?cursor=now',
  ])('%s asks for nothing', (text) => expect(parseLink(text)).toEqual({ window: null, beside: null, lanes: null, cursor: null }))
})

// Nights of both changes of 2026 in five zones; Lord Howe sets its clock by half an hour, Kathmandu never.
const NIGHTS = [
  ['Europe/London', Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)],
  ['America/New_York', Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15), Date.UTC(2026, 9, 3, 15, 30)],
  ['America/St_Johns', Date.UTC(2026, 2, 8, 5, 30), Date.UTC(2026, 10, 1, 4, 30)],
  ['Asia/Kathmandu', Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)],
] as const
describe('ticks', () => {
  it.each(NIGHTS.flatMap(([zone, spring, autumn]) => [[zone, spring] as const, [zone, autumn] as const]))(
    '%s around %i keep order, and no label stands twice',
    (zone, change) => {
      for (const hour of [1, 4, 12, 24, 72])
        for (const shift of [0, 0.3, -0.4]) {
          const from = change - hours(hour) * (0.5 + shift)
          const ticks = ticksOf(zone, from, from + hours(hour), 12)
          expect(ticks.length).toBeGreaterThan(2)
          for (const [i, tick] of ticks.entries()) {
            if (i > 0) expect(tick.at).toBeGreaterThan(ticks[i - 1]!.at)
            expect(tick.at >= from && tick.at <= from + hours(hour)).toBe(true)
            const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
              tick.at,
            )
            expect(tick.label.startsWith(clock)).toBe(true)
          }
          const whole = ticks.map(
            ({ at: time, label }) => `${new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short' }).format(time)} ${label}`,
          )
          expect(new Set(whole).size).toBe(whole.length)
        }
    },
  )
  it('name the zone where 01:30 comes twice', () => {
    const labels = ticksOf('Europe/London', Date.UTC(2026, 9, 25, 0), Date.UTC(2026, 9, 25, 2), 8).map(({ label }) => label)
    expect(labels).toEqual([
      '01:00 BST',
      '01:15 BST',
      '01:30 BST',
      '01:45 BST',
      '01:00 GMT',
      '01:15 GMT',
      '01:30 GMT',
      '01:45 GMT',
      '02:00 GMT',
    ])
  })
})

describe('lanes of a person', () => {
  it('go through the door of the gateway and come back as they were', () => {
    const all = LANE_KEYS.reduce((wish, key) => toggled(resized(toggled(wish, 'hidden', key), key, 100), 'auto', key), WISH)
    const wish = resized(toggled(toggled(WISH, 'hidden', 'rr'), 'auto', 'hr'), 'spo2', 1000)
    for (const one of [WISH, wish, all]) expect(wishOf(KeptLanes.parse(JSON.parse(JSON.stringify(keptOf(one)))))).toEqual(one)
    expect(wish.heights.spo2).toBe(320)
  })
  it('of another table are left out, and no height is beyond a hand', () => {
    const other = { order: ['mars', 'rr', 'rr'], hidden: ['mars', 'hr'], auto: ['mars'], heights: { mars: 90, hr: 1, rr: 2000 } }
    const wish = wishOf(KeptLanes.parse(other))
    expect([wish.hidden, wish.auto, wish.heights]).toEqual([['hr'], [], { hr: 48, rr: 320 }])
    expect(wish.order.toSorted()).toEqual(LANE_KEYS.toSorted())
  })
  it('have new lanes at their place, and those of a link first', () => {
    const kept = wishOf({ ...keptOf(WISH), order: ['temp', 'hr'] })
    expect(kept.order.toSorted()).toEqual(LANE_KEYS.toSorted())
    expect(kept.order.indexOf('spo2')).toBe(kept.order.indexOf('hr') + 1)
    expect(linked(WISH, ['rr', 'hr']).order.slice(0, 2)).toEqual(['rr', 'hr'])
    expect(linked(WISH, ['rr', 'hr']).hidden).not.toContain('hr')
  })
  it('of a link are taken as far as there is something of them here', () => {
    const own = toggled(WISH, 'hidden', 'temp')
    const mine = taken(own, linked(own, ['rr', 'hr']), ['hr', 'spo2', 'rr'])
    expect(mine.order.slice(0, 2)).toEqual(['rr', 'hr'])
    // Hidden here by the link, and what was hidden before; a lane that nothing came for stays shown for the next patient.
    expect(mine.hidden).toEqual(['spo2', 'temp'])
  })
  it('are moved among those that are shown', () => {
    expect(moved(WISH, 'temp', -1, ['hr', 'spo2', 'temp']).order.slice(0, 3)).toEqual(['hr', 'temp', 'spo2'])
    expect(moved(WISH, 'hr', -1, ['hr', 'spo2'])).toBe(WISH)
    expect(moved(WISH, 'hr', 1, ['hr', 'rr']).order.slice(0, 4)).toEqual(['spo2', 'oxygen', 'rr', 'hr'])
  })
})

describe('strips and marks', () => {
  it('tell oxygen by what each said last', () => {
    const steps = oxygenSteps([
      {
        kind: 'coded',
        signal: 'o2-device',
        source: null,
        gaps: [],
        marked: [],
        steps: [
          { at: at(T), code: 'N' },
          { at: at(T + 9000), code: 'A' },
        ],
      },
      {
        ...track([
          [T, 2],
          [T + 5000, 4],
        ]),
        signal: 'o2-flow',
      },
    ])
    expect(steps.map((step) => [step.from - T, oxygenWords(step)])).toEqual([
      [0, '2 L/min nasal cannula'],
      [5000, '4 L/min nasal cannula'],
      [9000, 'air'],
    ])
  })
  it('give the worst of the quarter hours that share a cell: a threshold reached in one is told at every zoom', () => {
    const running = [1, 7, 3, 2].map((low, i) => ({ at: hours(100) + i * 900_000, low, high: low + 2 }))
    expect(scoreCells(running, span(hours(100), hours(101)), 3_000_000)).toEqual([{ from: hours(100), to: hours(101), low: 7, high: 9 }])
  })
  it('are one with a count where they would cover each other', () => {
    const marks = [0, 5, 9, 100].map((x) => ({ is: 'note' as const, id: String(x), at: x, to: null, words: '', by: null }))
    expect(clusters(marks, (time) => time, 500).map(({ marks: all }) => all.length)).toEqual([3, 1])
  })
})
