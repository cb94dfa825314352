import { expect, test } from 'vitest'
import type { Report } from '../../model/sample.ts'
import { type At, after, at, type Ms, minutes, seconds } from '../../model/units.ts'
import type { Clock, Stop } from '../source.ts'
import { createMock } from './mock.ts'
import { createWard } from './ward.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))

/** A clock that is moved by hand: `pass` lets real time go by in steps of the period. */
function handClock(speed = 1) {
  let now: At = start
  const acts = new Set<{ period: Ms; act: () => void }>()
  const clock: Clock = {
    now: () => now,
    real: () => now,
    speed,
    every(period, act): Stop {
      const one = { period, act }
      acts.add(one)
      return () => acts.delete(one)
    },
  }
  const pass = (real: number): void => {
    for (let gone = 0; gone < real; gone += 25) {
      now = after(now, 25 * speed)
      for (const { act } of acts) act()
    }
  }
  const jump = (virtual: number): void => {
    now = after(now, virtual)
    for (const { act } of acts) act()
  }
  return { clock, pass, jump, acts }
}

test('hands over what stands, then what is due, until it is stopped', () => {
  const { clock, pass, acts } = handClock()
  const got: Report[] = []
  const stop = createMock({ seed: 7, start }).start((report) => got.push(report), clock)
  const ward = createWard({ seed: 7, start })
  const standing = ward.standing(start)
  expect(got).toEqual(standing)
  expect(got.filter((one) => one.facts?.presence).length).toBe(30)
  got.length = 0
  pass(2000)
  expect(got).toEqual(ward.reports(start, after(start, seconds(2))))
  got.length = 0
  stop()
  expect(acts.size).toBe(0)
  pass(1000)
  expect(got).toEqual([])
})

test('at × 60 no waves, few numbers, and every fact', () => {
  const { clock, pass } = handClock(60)
  const got: Report[] = []
  const stop = createMock({ seed: 7, start }).start((report) => got.push(report), clock)
  got.length = 0
  pass(15_000) // a quarter of an hour
  stop()
  const samples = got.flatMap((one) => one.samples)
  expect(samples.some((one) => one.kind === 'wave')).toBe(false)
  const hr = samples.filter((one) => one.signal === 'hr' && one.source === '4B-01-wall')
  expect(hr.length).toBe(150)
  expect(got.some((one) => one.bed === '4B-13' && one.facts?.presence === 'occupied')).toBe(true)
  expect(got.some((one) => one.bed === '4B-14' && one.facts?.presence === 'occupied')).toBe(true)
})

test('after a standstill it goes on from now, with every fact and a number a minute of what lies between', () => {
  const { clock, jump } = handClock()
  const got: Report[] = []
  const stop = createMock({ seed: 7, start }).start((report) => got.push(report), clock)
  got.length = 0
  jump(minutes(30))
  stop()
  const samples = got.flatMap((one) => one.samples)
  for (const one of samples) if (one.kind === 'wave') expect(one.at).toBeGreaterThan(start + minutes(30) - seconds(11))
  expect(samples.filter((one) => one.signal === 'hr' && one.source === '4B-01-wall').length).toBeLessThan(45)
  expect(got.some((one) => one.bed === '4B-14' && one.facts?.presence === 'occupied')).toBe(true)
  expect(got.length).toBeLessThan(10_000)
})
