// What passes the edge, what is set right, and what is refused under which name.
import { expect, test } from 'vitest'
import { bedId, deviceId } from '../model/ids.ts'
import { type NumberSample, QUALITY, type Report, type Sample } from '../model/sample.ts'
import { at, hz } from '../model/units.ts'
import { known, unknown } from '../model/value.ts'
import { createEdge } from './edge.ts'

const NOW = at(1_790_000_000_000)
function edge() {
  const refused: string[] = []
  let late = 0
  const one = createEdge({
    isBed: (bed) => bed === 'A',
    refused: (why) => void refused.push(why),
    late: () => late++,
    speed: 1,
  })
  const check = (samples: unknown[], over: object = {}, now = NOW) =>
    one.check({ bed: bedId('A'), samples: samples as Sample[], ...over } as Report, now)
  return { check, refused, late: () => late }
}
const hr = (over: object = {}): NumberSample => ({
  kind: 'number',
  signal: 'hr',
  value: known(70),
  at: NOW,
  received: NOW,
  source: deviceId('wall'),
  quality: 0,
  seq: 1,
  ...over,
})
const wave = (over: object = {}) => ({
  ...hr(),
  kind: 'wave',
  signal: 'pleth',
  rate: hz(125),
  gain: 100,
  baseline: 0,
  unit: 'NU',
  data: new Int16Array(4),
  ...over,
})

test('a plain sample passes as it is', () => {
  const { check, refused } = edge()
  expect(check([hr()])?.samples).toEqual([hr()])
  expect(
    check([
      wave(),
      { ...hr(), kind: 'event', signal: 'beat', mark: 'normal', value: undefined },
      { ...hr(), kind: 'coded', signal: 'rhythm', value: known('af') },
    ])?.samples,
  ).toHaveLength(3)
  expect(refused).toEqual([])
})

test('implausible and not finite: unknown, with the reason', () => {
  const { check } = edge()
  const values = (value: number, seq: number) => (check([hr({ value: known(value), seq })])?.samples[0] as NumberSample | undefined)?.value
  expect(values(351, 1)).toEqual(unknown('implausible'))
  expect(values(-1, 2)).toEqual(unknown('implausible'))
  expect(values(Number.NaN, 3)).toEqual(unknown('invalid'))
  expect(values(Number.POSITIVE_INFINITY, 4)).toEqual(unknown('invalid'))
  expect(values(0, 5)).toEqual(known(0))
})

test('a time that runs ahead is set back within 2 s, refused beyond', () => {
  const { check, refused } = edge()
  expect(check([hr({ at: at(NOW + 1500) })])?.samples[0]?.at).toBe(NOW)
  expect(check([hr({ seq: 2, at: at(NOW + 1500), received: at(NOW + 1500) })])?.samples[0]?.received).toBe(NOW)
  expect(
    check([hr({ seq: 3, at: at(NOW + 2001) }), hr({ seq: 4, received: at(NOW + 2001) }), hr({ seq: 5, at: Number.NaN })])?.samples,
  ).toEqual([])
  expect(refused).toEqual(['time', 'time', 'time'])
})

test('a duplicate by source, signal and sequence is dropped', () => {
  const { check, refused } = edge()
  expect(check([hr(), hr(), hr({ signal: 'pr' }), hr({ source: deviceId('patch') })])?.samples).toHaveLength(3)
  expect(check([hr({ at: at(NOW + 1000), received: at(NOW + 1000) })], {}, at(NOW + 1000))?.samples).toEqual([])
  expect(refused).toEqual(['duplicate', 'duplicate'])
})

test('a device that was switched on again and counts anew loses nothing', () => {
  const { check, refused } = edge()
  const second = (i: number, over: object = {}) => {
    const now = at(NOW + i * 1000)
    return check([hr({ at: now, received: now, ...over })], {}, now)?.samples.length
  }
  for (let i = 0; i < 50; i++) expect(second(i, { seq: i })).toBe(1)
  // It starts again at 0; each of its numbers is among the 64 remembered, measured 50 s before.
  for (let i = 50; i < 80; i++) expect(second(i, { seq: i - 50 })).toBe(1)
  // The same again is the same, as much as before.
  expect(second(80, { seq: 29, at: at(NOW + 79_000) })).toBe(0)
  const time = (seq: number, deviceTime: number) => second(81, { seq, deviceTime })
  expect([time(90, 5000), time(90, 5000), time(90, 1000)]).toEqual([1, 0, 1])
  expect(refused).toEqual(['duplicate', 'duplicate'])
})

test('a cuff that counts anew is believed at its next reading', () => {
  const { check, refused } = edge()
  const cuff = (minute: number) =>
    hr({ signal: 'nibp-sys', value: known(120), at: at(NOW + minute * 60_000), received: NOW + minute * 60_000 })
  for (const minute of [0, 15, 15]) check([cuff(minute)], {}, at(NOW + minute * 60_000))
  expect(refused).toEqual(['duplicate'])
})

test('older than one known before: kept, marked late', () => {
  const { check, late } = edge()
  check([hr({ seq: 2 })])
  expect(check([hr({ seq: 1, at: at(NOW - 1000) })])?.samples[0]?.quality).toBe(QUALITY.late)
  expect(late()).toBe(1)
})

test.each([
  ['signal', hr({ signal: 'pulse' })],
  ['signal', hr({ signal: 'constructor' })],
  ['signal', hr({ signal: 'pleth' })],
  ['signal', hr({ seq: Number.NaN })],
  ['time', hr({ deviceTime: Number.NaN })],
  ['signal', { ...hr(), kind: 'coded', signal: 'rhythm', value: known('waltz') }],
  ['signal', { ...hr(), kind: 'event', signal: 'beat', mark: 'odd' }],
  ['wave', wave({ rate: 0 })],
  ['wave', wave({ rate: 0.01 })],
  ['wave', wave({ rate: 1, data: new Int16Array(601) })],
  ['wave', wave({ gain: 0 })],
  ['wave', wave({ gain: Number.NaN })],
  ['wave', wave({ data: [] })],
  ['wave', wave({ data: new Int16Array(40_000) })],
  ['wave', wave({ unit: null })],
  ['report', hr({ source: 'x'.repeat(65) })],
  ['report', null],
  ['report', hr({ value: null })],
])('%s: %#', (why, sample) => {
  const { check, refused } = edge()
  expect(check([sample, hr({ seq: 99 })])?.samples).toHaveLength(1)
  expect(refused).toEqual([why])
})

test('a report of an unknown bed, or that is none, is refused whole; facts that do not fit are left out', () => {
  const { check, refused } = edge()
  expect(check([hr()], { bed: 'B' })).toBeNull()
  expect(check([hr()], { samples: 'many' })).toBeNull()
  const left = check([hr()], { facts: { notes: [7] } })
  expect(left?.samples).toHaveLength(1)
  expect(left).not.toHaveProperty('facts')
  // What is the ward book's to say is not taken from a source.
  expect(check([], { facts: { notes: ['x'], presence: 'occupied', marks: ['paced'] } })?.facts).toEqual({ notes: ['x'] })
  expect(check([hr({ quality: 0xff, seq: 2 })])?.samples[0]?.quality).toBe(0x7f)
  expect(check([], { patient: 7 })).not.toHaveProperty('patient')
  expect([check([], { patient: ' W-7 ' })?.patient, check([], { patient: ' ' })?.patient]).toEqual(['W-7', null])
  expect(refused).toEqual(['bed', 'report', 'facts'])
})

test('a long name of a patient is cut, and differs from another that begins alike', () => {
  const called = (patient: string) => edge().check([], { patient })?.patient
  const long = 'x'.repeat(90)
  const names = [long, `${long}y`, `${long}z`, `${'x'.repeat(62)}${'😀'.repeat(20)}`].map(called)
  expect(new Set(names).size).toBe(4)
  for (const name of names) expect([name?.length, name?.isWellFormed()]).toEqual([80, true])
  expect([called(long), called(` ${'y'.repeat(80)} `)]).toEqual([names[0], 'y'.repeat(80)])
})
