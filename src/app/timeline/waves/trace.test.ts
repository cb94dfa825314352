import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WavePiece } from '../../../model/history.ts'
import { NO_SAMPLE } from '../../../model/waves.ts'
import { holesOf } from './holes.ts'
import { type Stretch, seenOf, trace } from './trace.ts'
import { flat, piece } from './wavestest.ts'

const T = 1_700_000_000_000
/** Lines as lists of times since T, and holes. */
function drawn(pieces: readonly WavePiece[], stretch: Stretch) {
  const lines: number[][] = []
  const holes: [number, number][] = []
  trace(pieces, stretch, {
    move: (time) => void lines.push([time - T]),
    line: (time) => void lines.at(-1)!.push(time - T),
    hole: (from, to) => void holes.push([from - T, to - T]),
  })
  return { lines, holes }
}

test('pieces that follow each other are one line, from edge to edge', () => {
  const { lines, holes } = drawn([piece('ecg-ii', T - 8, flat(4)), piece('ecg-ii', T + 8, flat(3))], { from: T, to: T + 20 })
  expect(lines).toEqual([[0, 4, 8, 12, 16]])
  expect(holes).toEqual([])
})

test('one invalid sample breaks the line, and so does time without a piece', () => {
  const { lines, holes } = drawn([piece('ecg-ii', T, [0, NO_SAMPLE, 0]), piece('ecg-ii', T + 100, [0, 0])], { from: T, to: T + 120 })
  expect(lines).toEqual([[0], [8], [100, 104]])
  expect(holes).toEqual([
    [4, 8],
    [12, 100],
    [108, 120],
  ])
})

test('a stretch of which nothing is kept is one hole', () => {
  expect(drawn([], { from: T, to: T + 50 }).holes).toEqual([[0, 50]])
})

test('no line is ever joined across a missing sample, whatever the pieces; lines and holes fill the window', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(40), fc.array(fc.constantFrom(1, 2, NO_SAMPLE), { minLength: 1, maxLength: 12 })), { maxLength: 8 }),
      (parts) => {
        let from = T
        const known = new Set<number>()
        const pieces = parts.map(([skipped, data]) => {
          from += skipped * 4
          const own = piece('ecg-ii', from, data)
          for (const [i, raw] of data.entries()) if (raw !== NO_SAMPLE) known.add(from + i * 4 - T)
          from += data.length * 4
          return own
        })
        const { lines, holes } = drawn(pieces, { from: T, to: from + 4 })
        expect(lines.flat().filter((time) => time < from + 4 - T)).toEqual([...known])
        // A single sample left out between two pieces is jitter; within one it is a hole.
        for (const line of lines) for (const [i, time] of line.entries()) if (i > 0) expect(time - line[i - 1]!).toBeLessThanOrEqual(8)
        for (const [low, high] of holes) for (const time of known) expect(time >= low && time < high).toBe(false)
      },
    ),
    { numRuns: 200 },
  )
})

test('a hole has the reason that covers most of it; without one nothing came', () => {
  const pieces = [piece('ecg-ii', T, flat(250)), piece('ecg-ii', T + 3000, flat(250))]
  const stretch = { from: T, to: T + 4000 }
  const gap = (from: number, to: number, why: 'lead-off' | 'gateway-off') => ({ from: (T + from) as never, to: (T + to) as never, why })
  expect(holesOf(pieces, [gap(900, 1200, 'gateway-off'), gap(1200, 3000, 'lead-off')], stretch)).toEqual([
    { from: T + 1000, to: T + 3000, why: 'lead-off' },
  ])
  expect(holesOf(pieces, [], stretch)[0]!.why).toBe('nothing-came')
})

test('what is seen: lowest, highest, median; nothing where nothing is known', () => {
  expect(seenOf([piece('ecg-ii', T, [-20, 0, 0, 200])], { from: T, to: T + 16 })).toEqual({ low: -0.1, high: 1, middle: 0 })
  expect(seenOf([piece('ecg-ii', T, flat(4, NO_SAMPLE))], { from: T, to: T + 16 })).toBeNull()
})
