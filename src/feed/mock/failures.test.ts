import { expect, test } from 'vitest'
import { bedId, deviceId } from '../../model/ids.ts'
import type { NumberSample, Sample, WaveSample } from '../../model/sample.ts'
import { QUALITY } from '../../model/sample.ts'
import { at, hz } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { type Due, delayOf, FAILURE_KEYS, type Failing, type FailureKey, failed } from './failures.ts'

const FROM = at(1_000_000)
const TO = at(1_600_000)
const failing = (failure: FailureKey, more: Partial<Failing> = {}): Failing => ({
  failure,
  from: FROM,
  to: TO,
  seed: 3,
  number: () => known(42),
  wave: (_signal, _t, count) => new Int16Array(count).fill(5),
  ...more,
})

const common = (t: number, seq: number) => ({
  at: at(t),
  received: at(t + 20),
  deviceTime: t,
  source: deviceId('d'),
  seq,
  quality: QUALITY.demo,
})
const number = (signal: VitalKey, value: number, t: number, seq = 1): NumberSample => ({
  kind: 'number',
  signal,
  value: known(value),
  ...common(t, seq),
})
const wave = (t: number): WaveSample => ({
  kind: 'wave',
  signal: 'ecg-ii',
  rate: hz(250),
  gain: 200,
  baseline: 0,
  unit: 'mV',
  data: Int16Array.from({ length: 50 }, (_, i) => i),
  ...common(t, 0),
})
const due = (samples: Sample[]): Due => ({
  received: samples[0]!.received,
  report: { bed: bedId('b'), samples },
})
const T = FROM + 60_000
const plain = due([number('hr', 80, T), number('spo2', 97, T), number('temp', 38.45, T), number('nibp-sys', 120, T), wave(T)])
const by = (failure: FailureKey, more?: Partial<Failing>) => failed(plain, [failing(failure, more)])
const samplesOf = (dues: readonly Due[]) => dues.flatMap((one) => one.report.samples)
const value = (dues: readonly Due[], signal: VitalKey) =>
  samplesOf(dues).find((one): one is NumberSample => one.kind === 'number' && one.signal === signal)?.value

test.each(FAILURE_KEYS)('%s leaves what lies outside its window as it is', (key) => {
  for (const t of [FROM - 21, TO]) {
    const one = due([number('hr', 80, t)])
    expect(failed(one, [failing(key)])).toEqual([one])
  }
})

test('missing-metric: one signal is left out', () => {
  expect(samplesOf(by('missing-metric')).map((one) => one.signal)).toEqual(['hr', 'temp', 'nibp-sys', 'ecg-ii'])
})
test('stale-repeat: the old value with its old time', () => {
  expect(samplesOf(by('stale-repeat'))[0]).toMatchObject({ value: known(42), at: FROM, deviceTime: FROM, received: T + 20 })
})
test('frozen: the old value and wave with new times', () => {
  const samples = samplesOf(by('frozen'))
  expect(samples[0]).toMatchObject({ value: known(42), at: T })
  expect(samples[4]).toMatchObject({ kind: 'wave', at: T, data: new Int16Array(50).fill(5) })
})
test('implausible: T 384.5', () => {
  expect(value(by('implausible'), 'temp')).toEqual(known(384.5))
  expect(value(by('implausible', { signal: 'spo2', amount: 0 }), 'spo2')).toEqual(known(0))
})
test.each([
  ['clock-skew', T + 3_600_000],
  ['clock-drift', T + (60_020 / 3_600_000) * 2000],
  ['clock-back', T - 3_600_000],
  ['clock-epoch', T - FROM],
] as const)('%s moves the device time alone', (key, deviceTime) => {
  for (const sample of samplesOf(by(key))) {
    expect(sample.at).toBe(T)
    expect(sample.deviceTime).toBeCloseTo(deviceTime, 6)
  }
})
test('duplicate: the same again; duplicate-new-id: the same content under another number', () => {
  expect(by('duplicate')).toEqual([plain, plain])
  const [one, two] = by('duplicate-new-id')
  expect(one).toEqual(plain)
  expect(two!.report.samples.map((sample) => ({ ...sample, seq: 0 }))).toEqual(
    plain.report.samples.map((sample) => ({ ...sample, seq: 0 })),
  )
  expect(two!.report.samples[0]!.seq).not.toBe(plain.report.samples[0]!.seq)
})
test('out-of-order: about one in four comes 1–30 s late and says so', () => {
  const many = Array.from({ length: 400 }, (_, i) => due([number('hr', 80, FROM + i * 1000, i)]))
  const out = many.flatMap((one) => failed(one, [failing('out-of-order')]))
  expect(out).toHaveLength(400)
  const late = out.filter((one, i) => one.received > many[i]!.received)
  expect(late.length).toBeGreaterThan(60)
  expect(late.length).toBeLessThan(140)
  for (const one of late) {
    const wait = one.received - one.report.samples[0]!.at - 20
    expect(wait).toBeGreaterThanOrEqual(1000)
    expect(wait).toBeLessThanOrEqual(30_000)
    expect(one.report.samples[0]!.quality & QUALITY.late).toBe(QUALITY.late)
  }
  expect(delayOf([failing('out-of-order')])).toBe(30_000)
})
test('burst: all at once after the reconnect', () => {
  const out = by('burst')
  expect(out[0]!.received).toBe(TO)
  expect(samplesOf(out)[0]).toMatchObject({ at: T, received: TO })
  expect(delayOf([failing('burst')])).toBe(TO - FROM)
})
test('gap and offline: nothing', () => {
  expect(by('gap')).toEqual([])
  expect(by('offline')).toEqual([])
})
test('unit-change: °F and kPa, unsaid', () => {
  expect(value(by('unit-change'), 'temp')).toEqual(known(38.45 * 1.8 + 32))
  const kpa = value(by('unit-change', { signal: 'nibp-sys' }), 'nibp-sys')
  expect(kpa?.is === 'known' && kpa.value).toBeCloseTo(16, 2)
})
test('two-devices: the same signals from a second source', () => {
  expect(by('two-devices').map((one) => one.report.samples[0]!.source)).toEqual(['d', 'd-2'])
})
test('rate-lie: 24 of 25 samples arrive under the rate that is said', () => {
  const sample = samplesOf(by('rate-lie'))[4] as WaveSample
  expect(sample.data.length).toBe(48)
  expect(sample.rate).toBe(250)
})
test('failures add up', () => {
  expect(failed(plain, [failing('duplicate'), failing('duplicate-new-id')])).toHaveLength(4)
})
