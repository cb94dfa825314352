import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DELAY, LONGEST, type Playhead, startPlayhead, stepPlayhead } from './playhead.ts'

const FRAME = 16
/** Plays `seconds` in which the newest sample is `age(elapsed)` real ms old. */
function play(seconds: number, age: (elapsed: number) => number, speed = 1): Playhead[] {
  let head = startPlayhead(0, speed, 0)
  const heads = [head]
  for (let mono = FRAME; mono < seconds * 1000; mono += FRAME) {
    const now = mono * speed
    head = stepPlayhead(head, now, now - age(mono) * speed, speed, mono, FRAME)
    heads.push(head)
  }
  return heads
}

test('with chunks of 250 ms in frames of 250 ms the delay stays', () => {
  const heads = play(60, (elapsed) => 20 + (elapsed % 500))
  expect(new Set(heads.map(({ delay }) => delay))).toEqual(new Set([DELAY]))
})

test('late chunks lengthen the delay until they are there in time, smoothly, and it shrinks back', () => {
  const heads = play(120, (elapsed) => (elapsed > 5000 && elapsed < 30_000 ? 400 + (elapsed % 800) : 20 + (elapsed % 500)))
  const longest = Math.max(...heads.map(({ delay }) => delay))
  expect(longest).toBeGreaterThan(1150)
  expect(longest).toBeLessThanOrEqual(1200 + 200)
  for (const [index, head] of heads.entries()) {
    if (index === 0) continue
    const step = head.time - (heads[index - 1] as Playhead).time
    if (step < 0 || step > FRAME * 20) throw new Error(`a step of ${step} ms`)
  }
  expect((heads.at(-1) as Playhead).delay).toBeLessThan(longest)
})

test('the head never steps back and never waits longer than it may', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6000 }), { minLength: 10, maxLength: 60 }), fc.constantFrom(1, 2, 4), (ages, speed) => {
      const heads = play(ages.length / 2, (elapsed) => ages[Math.floor(elapsed / 500)] ?? 0, speed)
      for (const [index, head] of heads.entries()) {
        const before = heads[index - 1]
        if (head.delay > LONGEST || (before && head.time < before.time))
          throw new Error(`${JSON.stringify(before)} then ${JSON.stringify(head)}`)
      }
    }),
    { numRuns: 30, seed: 4 },
  )
})

test('a jump of gateway time is followed at once', () => {
  const head = stepPlayhead(startPlayhead(0, 1, 0), 3_600_000, null, 1, 16, 16)
  expect(head.time).toBe(3_600_000 - DELAY)
})
