// What a page holds of a stay: asked once, and once more where something came of a time that had been read.
import { expect, test } from 'vitest'
import type { NumberTrack, Span, Track } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import { createWindows } from './windows.ts'

const NOW = 1_790_000_000_000
const HOUR = 3_600_000
const WINDOW = { from: at(NOW - 2 * HOUR), to: at(NOW - HOUR) }

/** A gateway that holds `values`, one a minute, and writes down what was asked. */
function world() {
  const asked: Span[] = []
  let values = 0
  const track = ({ from, to }: Span): Track => {
    const times = Array.from({ length: Math.floor((to - from) / 60_000) }, (_, i) => from + i * 60_000).slice(0, values)
    const columns = { at: Float64Array.from(times), value: Float64Array.from(times, () => 80) }
    return { kind: 'number', signal: 'hr', source: null, count: times.length, gaps: [], marked: [], ...columns } as unknown as NumberTrack
  }
  let answered = Promise.resolve()
  const windows = createWindows({
    ask: (span) => {
      asked.push(span)
      const answer = Promise.resolve(values === 0 ? [] : [track(span)])
      answered = answer.then(() => {})
      return answer
    },
    now: () => NOW,
    since: () => NOW - 24 * HOUR,
    told: () => {},
    later: () => () => {},
  })
  return {
    windows,
    asked,
    holds(count: number) {
      values = count
    },
    /** All that was asked is answered, and what follows from it. */
    async settled() {
      for (let before = -1; before !== asked.length; ) {
        before = asked.length
        await answered
        await new Promise((done) => setImmediate(done))
      }
    },
  }
}
const points = ({ windows }: ReturnType<typeof world>): number =>
  windows.pieces('hr', WINDOW).reduce((sum, piece) => sum + piece.at.length, 0)

test('what came late is read again, is drawn as it was until then, and only where it lies', async () => {
  const one = world()
  one.windows.want(WINDOW, ['hr'])
  await one.settled()
  const before = one.asked.length
  expect(points(one)).toBe(0)
  expect(one.windows.whole()).toBe(true)

  one.windows.want(WINDOW, ['hr'])
  await one.settled()
  expect(one.asked).toHaveLength(before)

  one.holds(1000)
  one.windows.forget({ from: NOW - 20 * HOUR, to: NOW - 18 * HOUR })
  await one.settled()
  expect(one.asked).toHaveLength(before)

  one.windows.forget({ from: NOW - 90 * 60_000, to: NOW - 89 * 60_000 })
  expect(one.windows.whole()).toBe(true)
  expect(points(one)).toBe(0)
  await one.settled()
  expect(points(one)).toBeGreaterThan(0)
  const again = one.asked.slice(before)
  expect(again.length).toBeGreaterThan(0)
  for (const span of again) expect(span.from <= NOW - 89 * 60_000 && span.to >= NOW - 90 * 60_000).toBe(true)
})

test('what came late while an ask was under way is read again after it', async () => {
  const one = world()
  one.windows.want(WINDOW, ['hr'])
  // Asked, and not answered: what it brings may have been read before.
  one.holds(1000)
  one.windows.forget({ from: NOW - 90 * 60_000, to: NOW - 89 * 60_000 })
  const first = one.asked.length
  await one.settled()
  expect(points(one)).toBeGreaterThan(0)
  const again = one.asked.slice(first).filter(({ from, to }) => from <= NOW - 90 * 60_000 && to >= NOW - 89 * 60_000)
  expect(again.length).toBeGreaterThan(0)
})
