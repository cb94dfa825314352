// What a lane reads at the cursor: of this moment, or why not.
import { describe, expect, test } from 'vitest'
import type { Gap } from '../../model/history.ts'
import type { HandPoint, Story } from '../../model/story.ts'
import { at, hours, minutes } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { readingOf } from './reading.ts'
import type { Source } from './source.ts'
import { type Piece, pieceOf } from './tiles.ts'

const T = Date.UTC(2026, 9, 24, 12)
const SPAN = { from: at(T), to: at(T + hours(12)) }
/** Values a minute apart in [from, to), and what is missing. */
const known = (from: number, to: number, value: number, gaps: readonly Gap[] = []): Piece => {
  const times = Array.from({ length: Math.max(0, (to - from) / minutes(1)) }, (_, i) => from + minutes(i))
  const columns = { at: Float64Array.from(times), value: Float64Array.from(times, () => value) }
  return { ...pieceOf(undefined, SPAN, SPAN.to), ...columns, gaps }
}
const gap = (from: number, to: number, why: Gap['why'] = 'nothing-came'): Gap => ({ from: at(from), to: at(to), why })

function source(pieces: Partial<Record<VitalKey, Piece>>, hand: readonly Partial<HandPoint>[] = []): Source & { asked: number } {
  const own = {
    asked: 0,
    windows: {
      pieces(signal: VitalKey, span: { from: number; to: number }) {
        own.asked = Math.max(own.asked, span.to - span.from)
        return pieces[signal] ? [pieces[signal]] : []
      },
    },
    story: { hand } as unknown as Story,
    oxygen: [],
    zone: 'UTC',
    units: undefined,
    now: () => SPAN.to,
  }
  return own as unknown as Source & { asked: number }
}

describe('at the cursor', () => {
  const when = T + hours(6)
  const hole = gap(when - minutes(5), when + minutes(5), 'lead-off')
  const holed = known(T, when - minutes(5), 80, [hole])
  test.each<[name: string, pieces: Partial<Record<VitalKey, Piece>>, lane: 'hr' | 'pressure', text: RegExp]>([
    ['a value', { hr: known(T, SPAN.to, 80) }, 'hr', /^80$/],
    ['in a gap its reason, though a value is near', { hr: holed }, 'hr', /lead/i],
    ['the same beside a second rate that was known', { hr: holed, pr: known(T, SPAN.to, 78) }, 'hr', /lead/i],
    ['a second rate where the first has none', { pr: known(T, SPAN.to, 78) }, 'hr', /^78$/],
    [
      'of a pressure in a gap the cuff’s, where there is one',
      {
        'art-sys': known(T, T + hours(1), 120, [gap(T + hours(1), SPAN.to)]),
        'nibp-sys': known(when - minutes(3), when, 131),
        'nibp-dia': known(when - minutes(3), when, 80),
        'nibp-mean': known(when - minutes(3), when, 97),
      },
      'pressure',
      /^131\/80$/,
    ],
    ['of a pressure in a gap its reason', { 'art-sys': known(T, T + hours(1), 120, [gap(T + hours(1), SPAN.to)]) }, 'pressure', /nothing/i],
  ])('%s', (_, pieces, lane, text) => {
    expect(readingOf(lane, source(pieces), SPAN, when).text).toMatch(text)
  })

  test('a pulse rate that stands in for a heart rate says what it is', () => {
    expect(readingOf('hr', source({ pr: known(T, SPAN.to, 78) }), SPAN, when).unit).toMatch(/^PR /)
    expect(readingOf('hr', source({ hr: known(T, SPAN.to, 80) }), SPAN, when).unit).not.toMatch(/PR/)
  })

  test('a gap that runs at the last answer runs on: an old value is not of now', () => {
    const until = when - 20_000
    const hole = gap(when - minutes(5), until)
    const piece = { ...known(T, when - minutes(5), 72, [hole]), until: at(until), to: at(when + hours(1)) }
    expect(readingOf('hr', source({ hr: piece }), SPAN, when).text).toMatch(/nothing/i)
    // Where values came up to the last answer, the newest stands.
    const fresh = { ...known(T, until, 72), until: at(until), to: at(when + hours(1)) }
    expect(readingOf('hr', source({ hr: fresh }), SPAN, when).text).toBe('72')
  })

  test('a diastolic in its own gap is not read beside a systolic that is known', () => {
    const pressures = {
      'art-sys': known(T, SPAN.to, 120),
      'art-dia': known(T, when - minutes(1), 45, [gap(when - minutes(1), when + minutes(9), 'implausible')]),
      'art-mean': known(T, SPAN.to, 90),
    }
    expect(readingOf('pressure', source(pressures), SPAN, when).text).toBe('120/--')
  })

  test('what was measured after the cursor is not read at it', () => {
    const hand = source({}, [{ value: 'lactate', at: T + hours(8), number: 4.8, corrected: null }])
    expect(readingOf('lactate', hand, SPAN, T + hours(2)).text).toBe('--')
    const cuff = { 'nibp-sys': known(when + minutes(30), when + minutes(31), 131) }
    expect(readingOf('pressure', source(cuff), SPAN, when).text).toBe('--')
  })

  test('only what is near is gone through', () => {
    const one = source({ hr: known(T, SPAN.to, 80) })
    readingOf('hr', one, { from: SPAN.from, to: at(T + hours(72)) }, when)
    expect(one.asked).toBeLessThan(hours(2))
  })

  test('a value by hand stands for half a day, no longer', () => {
    const one = source({}, [{ value: 'lactate', at: T, number: 2.44, corrected: null }])
    expect(readingOf('lactate', one, SPAN, T + hours(3))).toEqual({ text: '2.4', unit: 'mmol/L', at: T })
    expect(readingOf('lactate', one, SPAN, T + hours(13)).text).toBe('--')
  })
})
