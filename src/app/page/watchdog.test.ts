import { expect, test } from 'vitest'
import { isDead, SILENCE, STARTING, slept } from './watchdog.ts'

const tick = (wall: number, mono: number) => ({ wall, mono })

test('a tick that comes late was slept through, by whichever clock', () => {
  expect(slept(tick(0, 0), tick(500, 500), 500)).toBe(false)
  expect(slept(tick(0, 0), tick(1900, 1900), 500)).toBe(false)
  // The page was stopped: both clocks went on.
  expect(slept(tick(0, 0), tick(60_000, 60_000), 500)).toBe(true)
  // The computer was suspended: the monotonic clock stood still.
  expect(slept(tick(0, 0), tick(60_000, 500), 500)).toBe(true)
  // The wall clock was set back.
  expect(slept(tick(60_000, 0), tick(0, 500), 500)).toBe(true)
})

test('a wall clock that is wrong by a constant day is no sleep', () => {
  expect(slept(tick(86_400_000, 1000), tick(86_400_500, 1500), 500)).toBe(false)
})

test('a worker is dead after 3 s of silence, one that never spoke only after its start', () => {
  expect(isDead(1000, 0, 1000 + SILENCE)).toBe(false)
  expect(isDead(1000, 0, 1001 + SILENCE)).toBe(true)
  expect(isDead(null, 500, 500 + STARTING)).toBe(false)
  expect(isDead(null, 500, 501 + STARTING)).toBe(true)
})
