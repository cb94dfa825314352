import { expect, test } from 'vitest'
import type { Report } from '../../model/sample.ts'
import { after, at, minutes, seconds } from '../../model/units.ts'
import { handClock } from '../handclock.ts'
import { createMock } from './mock.ts'
import { createWard } from './ward.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))

test('hands over what stands, then what is due, until it is stopped', () => {
  const { clock, pass, running } = handClock(start)
  const got: Report[] = []
  const stop = createMock({ seed: 7, start }).start((report) => got.push(report), clock)
  const ward = createWard({ seed: 7, start })
  const standing = ward.standing(start)
  expect(got).toEqual(standing)
  expect(got.filter((one) => one.facts?.devices).length).toBe(30)
  got.length = 0
  pass(2000)
  expect(got).toEqual(ward.reports(start, after(start, seconds(2))))
  got.length = 0
  stop()
  expect(running()).toBe(0)
  pass(1000)
  expect(got).toEqual([])
})

test('at × 60 no waves, few numbers, and every fact', () => {
  const { clock, pass } = handClock(start, 60)
  const got: Report[] = []
  const stop = createMock({ seed: 7, start }).start((report) => got.push(report), clock)
  got.length = 0
  pass(15_000) // a quarter of an hour
  stop()
  const samples = got.flatMap((one) => one.samples)
  expect(samples.some((one) => one.kind === 'wave')).toBe(false)
  const hr = samples.filter((one) => one.signal === 'hr' && one.source === '4B-01-wall')
  expect(hr.length).toBe(150)
  // Back at minute 6; connected at minute 12, by a monitor that knows nobody.
  const from = (bed: string) =>
    (Math.min(...got.flatMap((one) => (one.bed === bed ? one.samples.map(({ at }) => at) : []))) - start) / 60_000
  expect(from('4B-13')).toBeGreaterThanOrEqual(6)
  expect(from('4B-13')).toBeLessThan(6.2)
  expect(from('4B-14')).toBeGreaterThanOrEqual(12)
  expect(from('4B-14')).toBeLessThan(12.2)
  const on = got.filter((one) => one.bed === '4B-14' && one.facts?.devices)
  expect(on.map(({ facts }) => facts?.devices?.map(({ link }) => link))).toEqual([['on']])
  expect(new Set(got.filter((one) => one.bed === '4B-14' && one.samples.length > 0).map(({ patient }) => patient))).toEqual(new Set([null]))
})

test('after a standstill it goes on from now, with every fact and a number a minute of what lies between', () => {
  const { clock, jump } = handClock(start)
  const got: Report[] = []
  const stop = createMock({ seed: 7, start }).start((report) => got.push(report), clock)
  got.length = 0
  jump(minutes(30))
  stop()
  const samples = got.flatMap((one) => one.samples)
  for (const one of samples) if (one.kind === 'wave') expect(one.at).toBeGreaterThan(start + minutes(30) - seconds(11))
  expect(samples.filter((one) => one.signal === 'hr' && one.source === '4B-01-wall').length).toBeLessThan(45)
  expect(got.some((one) => one.bed === '4B-14' && one.facts?.devices?.some(({ link }) => link === 'on'))).toBe(true)
  expect(got.length).toBeLessThan(10_000)
})
