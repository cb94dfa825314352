import { expect, test } from 'vitest'
import { BedFacts } from '../model/facts.ts'
import { QUALITY, type Report } from '../model/sample.ts'
import { at, minutes } from '../model/units.ts'
import { handClock } from './handclock.ts'
import { createTrial, TRIAL_PATIENT } from './trial.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const OPTIONS = { bed: 'b3f1', zone: 'Europe/Berlin', seed: 5, start }

function running(speed = 1) {
  const source = createTrial(OPTIONS)
  const hand = handClock(start, speed)
  const got: Report[] = []
  const stop = source.start((report) => got.push(report), hand.clock)
  return { source, got, stop, ...hand }
}

test('it brings nobody: no ward, no bed, no stay, no name', () => {
  const { census } = createTrial(OPTIONS)
  expect([census.wards, census.beds, census.stays, census.people, [...census.facts]]).toEqual([[], [], [], [], []])
})

test('waves and numbers come from one monitor in just this bed, all of them marked as invented', () => {
  const { got, pass } = running()
  pass(3000)
  expect(new Set(got.map(({ bed }) => bed))).toEqual(new Set(['b3f1']))
  expect(new Set(got.map(({ patient }) => patient))).toEqual(new Set([TRIAL_PATIENT]))
  const samples = got.flatMap((report) => report.samples)
  expect(new Set(samples.map(({ source }) => source))).toEqual(new Set(['trial-b3f1']))
  for (const { quality } of samples) expect(quality & QUALITY.demo).toBe(QUALITY.demo)
  expect(new Set(samples.flatMap((one) => (one.kind === 'wave' ? [one.signal] : [])))).toEqual(
    new Set(['ecg-i', 'ecg-ii', 'ecg-v', 'pleth', 'resp']),
  )
  const [first] = got.flatMap(({ facts }) => facts ?? [])
  expect(BedFacts.pick({ devices: true, channels: true, recording: true, notes: true }).parse(first)).toEqual(first)
  expect(first?.devices).toMatchObject([{ id: 'trial-b3f1', kind: 'wall', link: 'on' }])
  expect(new Set(first?.channels?.map(({ source }) => source))).toEqual(new Set(['trial-b3f1']))
})

test('the patient is well for a day, and the cuff is taken each ten minutes', () => {
  const { got, pass } = running(600)
  pass(144_000)
  const numbers = (signal: string) =>
    got.flatMap(({ samples }) =>
      samples.flatMap((one) => (one.kind === 'number' && one.signal === signal && one.value.is === 'known' ? [one.value.value] : [])),
    )
  for (const [signal, low, high] of [
    ['hr', 50, 120],
    ['spo2', 90, 101],
    ['rr', 8, 30],
    ['temp', 36, 39],
  ] as const) {
    const values = numbers(signal)
    expect(values.length, signal).toBeGreaterThan(500)
    expect(Math.min(...values), signal).toBeGreaterThan(low)
    expect(Math.max(...values), signal).toBeLessThan(high)
  }
  expect(numbers('nibp-sys').length).toBeGreaterThanOrEqual((24 * 60) / 10)
})

test('stopped, its monitor is off, and nothing more comes; where patients are moved to is nothing to it', () => {
  const { source, got, stop, pass, running: left } = running()
  expect(source.follow).toBeUndefined()
  pass(1000)
  stop()
  expect(got.at(-1)).toMatchObject({ bed: 'b3f1', samples: [], facts: { devices: [{ id: 'trial-b3f1', link: 'off' }] } })
  expect(left()).toBe(0)
  const count = got.length
  pass(minutes(1))
  expect(got).toHaveLength(count)
})

test('the same seed and start bring the same', () => {
  const [one, two] = [running(), running()]
  one.pass(1000)
  two.pass(1000)
  expect(one.got).toEqual(two.got)
})
