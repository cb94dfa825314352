// Making the counters starts nothing; what is started has its stop.
import { afterEach, expect, test, vi } from 'vitest'
import { createMetrics } from './metrics.ts'

afterEach(() => void vi.useRealTimers())

test('constructed, they run nothing; started, they watch the loop until stopped', () => {
  vi.useFakeTimers()
  const metrics = createMetrics()
  expect([vi.getTimerCount(), metrics.delay()]).toEqual([0, 0])
  const stop = metrics.start()
  expect(vi.getTimerCount()).toBe(1)
  stop()
  expect(vi.getTimerCount()).toBe(0)
})
