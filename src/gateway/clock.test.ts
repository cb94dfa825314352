// Gateway time against a wall clock that is put forward, put back, or asleep.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemClock } from './clock.ts'

function hands(start = 1_790_000_000_000) {
  let wall = start
  let mono = 5000
  return {
    wall: () => wall,
    mono: () => mono,
    pass(ms: number) {
      wall += ms
      mono += ms
    },
    put(ms: number) {
      wall += ms
    },
  }
}

test('starts at the wall clock and runs at its speed', () => {
  const h = hands()
  const clock = systemClock({ speed: 60, hands: h })
  expect(clock.now()).toBe(1_790_000_000_000)
  h.pass(1000)
  expect(clock.now()).toBe(1_790_000_060_000)
})

test('a wall clock put forward is followed at once, as after a sleep', () => {
  const h = hands()
  const clock = systemClock({ hands: h })
  h.pass(1000)
  h.put(600_000)
  expect(clock.now()).toBe(h.wall())
})

test('a wall clock put back is waited for at half pace', () => {
  const h = hands()
  const clock = systemClock({ hands: h })
  h.pass(1000)
  const before = clock.now()
  h.put(-10_000)
  expect(clock.now()).toBe(before)
  h.pass(10_000)
  expect(clock.now()).toBe(before + 5000)
  h.pass(10_000)
  expect(clock.now()).toBe(before + 10_000)
  expect(clock.now()).toBe(h.wall())
  h.pass(1000)
  expect(clock.now()).toBe(h.wall())
})

test.each([1, 60])('real time goes on while the wall clock is a day behind, and says by how much, at speed %i', (speed) => {
  const h = hands()
  const clock = systemClock({ speed, hands: h })
  h.pass(1000)
  const before = clock.real()
  expect(clock.ahead?.()).toBe(0)
  h.put(-86_400_000)
  expect([clock.real(), clock.ahead?.()]).toEqual([before, 86_400_000])
  h.pass(3_600_000)
  expect([clock.real(), clock.ahead?.()]).toEqual([before + 1_800_000, 86_400_000 - 1_800_000])
  h.put(86_400_000)
  expect([clock.real(), clock.ahead?.()]).toEqual([h.wall(), 0])
})

test('goes on from an earlier run’s time where the wall clock was set back since, and waits for it', () => {
  const h = hands()
  const clock = systemClock({ hands: h })
  const start = clock.now()
  clock.notBefore(start - 1000)
  expect(clock.now()).toBe(start)
  clock.notBefore(start + 10_000)
  expect(clock.now()).toBe(start + 10_000)
  h.pass(10_000)
  expect(clock.now()).toBe(start + 15_000)
  h.pass(20_000)
  expect(clock.now()).toBe(h.wall())
})

test('never steps back, and ends within the tolerance of the wall clock', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ pass: fc.nat(5000), put: fc.integer({ min: -20_000, max: 20_000 }) }), { maxLength: 50 }), (steps) => {
      const h = hands()
      const clock = systemClock({ hands: h })
      let last = clock.now()
      for (const { pass, put } of steps) {
        h.pass(pass)
        h.put(put)
        const now = clock.now()
        expect(now).toBeGreaterThanOrEqual(last)
        last = now
      }
      for (let i = 0; i < 600; i++) {
        h.pass(5000)
        clock.now()
      }
      expect(Math.abs(clock.now() - h.wall())).toBeLessThanOrEqual(50)
    }),
    { seed: 3, numRuns: 100 },
  )
})
