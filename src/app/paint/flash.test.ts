// One flash clock: measured as an eye would, over ten seconds.
import { expect, test } from 'vitest'
import { flashAt, isOn, sameFlash } from './flash.ts'

const STEP = 5
const SPAN = 10_000
const from = 1_790_000_000_123
const times = Array.from({ length: SPAN / STEP }, (_, index) => from + index * STEP)

/** Times at which it turns on, and the share of time that it is on. */
function watched(on: (time: number) => boolean): { readonly flashes: number; readonly duty: number } {
  const seen = times.map(on)
  const flashes = seen.filter((is, index) => is && index > 0 && !seen[index - 1]).length
  return { flashes, duty: seen.filter(Boolean).length / seen.length }
}

test('high 1.5 Hz, medium 0.5 Hz, each on for 20–60 % [FACTS §2.2]', () => {
  const high = watched((time) => flashAt(time).high)
  const medium = watched((time) => flashAt(time).medium)
  expect([high.flashes, medium.flashes]).toEqual([15, 5])
  for (const { duty } of [high, medium]) {
    expect(duty).toBeGreaterThanOrEqual(0.2)
    expect(duty).toBeLessThanOrEqual(0.6)
  }
})

test('whatever stands, the page changes at most three times a second: medium changes with high', () => {
  const changes = times.filter((time, index) => index > 0 && !sameFlash(flashAt(time), flashAt(times[index - 1]!)))
  expect(changes).toHaveLength((SPAN / 1000) * 3)
  for (const [index, time] of changes.entries()) {
    if (index >= 3) expect(time - changes[index - 3]!).toBeGreaterThanOrEqual(1000 - STEP)
  }
})

test('low, and what somebody has, is steady', () => {
  const off = { high: false, medium: false }
  expect([isOn(off, 'low', true), isOn(off, 'high', false), isOn(off, 'high', true), isOn(off, 'medium', true)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})
