// The estimate of gateway time is never before the truth, and close to it; sleep is noticed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGatewayClock, createSleepWatch } from './gatewayclock.ts'

test('whatever the way there and back takes, the estimate is never too early, and late by a round trip at most', () => {
  const ask = fc.record({ wait: fc.nat({ max: 20_000 }), there: fc.nat({ max: 900 }), back: fc.nat({ max: 900 }) })
  fc.assert(
    fc.property(fc.array(ask, { minLength: 1, maxLength: 30 }), fc.constantFrom(1, 10, 60), (asks, speed) => {
      const truth = (mono: number): number => 1_790_000_000_000 + mono * speed
      const clock = createGatewayClock()
      let mono = 1000
      for (const { wait, there, back } of asks) {
        const got = mono + there + back
        clock.answer(mono, got, truth(mono + there), speed)
        const late = clock.at(got)! - truth(got)
        expect(late).toBeGreaterThanOrEqual(-1e-3)
        expect(late).toBeLessThanOrEqual((there + back) * speed * 1.001 + 1e-3)
        mono = got + wait
        expect(clock.at(mono)! - truth(mono)).toBeGreaterThanOrEqual(-1e-3)
      }
    }),
    { seed: 2 },
  )
})

test('a shorter round trip rules; drop forgets; a frame from beyond the estimate voids it', () => {
  const clock = createGatewayClock()
  expect(clock.at(0)).toBeNull()
  clock.answer(0, 800, 10_400, 1)
  clock.answer(1000, 1010, 11_005, 1)
  expect(clock.roundTrip).toBe(10)
  expect(clock.at(2000)! - 12_000).toBeLessThan(6)
  clock.seen(50_000, 2000)
  expect(clock.at(2000)).toBe(50_000)
  clock.drop()
  expect(clock.at(2000)).toBeNull()
})

test('wall and monotonic time drifting apart, or a tick long overdue, is sleep; a wrong but steady wall clock is not', () => {
  const minutes = 60_000
  for (const [monos, walls, slept] of [
    [[0, 250, 500], [0, 250, 500], false],
    [[0, 250, 500], [24 * minutes, 24 * minutes + 250, 24 * minutes + 500], false],
    [[0, 250], [0, 60_250], true],
    [[0, 250], [0, -3000], true],
    [[0, 1900], [0, 1900], false],
    [[0, 60_000], [0, 60_000], true],
  ] as const) {
    const watch = createSleepWatch(250)
    expect(monos.map((mono, i) => watch.tick(mono, walls[i]!)).at(-1)).toBe(slept)
  }
})
