// A window as WFDB, read back with the reader of recordings, which proves every checksum: what was played in comes out, sample by sample.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { encode, FORMATS } from '../../feed/wfdb/formats.ts'
import { mapSignals } from '../../feed/wfdb/mapping.ts'
import { createPlayer } from '../../feed/wfdb/player.ts'
import { openRecord, type Recording } from '../../feed/wfdb/record.ts'
import { deviceId } from '../../model/ids.ts'
import type { NumberSample, Sample, WaveSample } from '../../model/sample.ts'
import { type At, at, hz } from '../../model/units.ts'
import { known, unknown } from '../../model/value.ts'
import { NO_SAMPLE, type WaveKey } from '../../model/waves.ts'
import { exporting, whole } from './exportingtest.ts'
import { wfdbOf } from './wfdb.ts'

const DATA = resolve(process.env.WARDLIGHT_DATA ?? resolve(import.meta.dirname, '../../../../shared/data'), 'wfdb')
const folder = mkdtempSync(join(tmpdir(), 'wardlight-export-'))
afterAll(() => rmSync(folder, { recursive: true }))
let made = 0

/** Exports the window, lets the machine's own tar unpack it, and opens what came. */
async function out(samples: readonly Sample[], from: number, to: number) {
  const own = mkdtempSync(join(folder, `${made++}-`))
  writeFileSync(join(own, 'x.tar'), await whole(wfdbOf, await exporting(samples, at(from), at(to), { name: 'DEMO 4B-07' })))
  execFileSync('tar', ['-xf', 'x.tar'], { cwd: own })
  const files = readdirSync(own).filter((name) => name !== 'x.tar')
  return {
    files,
    header: (name: string) => readFileSync(join(own, `${name}.hea`), 'utf8'),
    open: (name = 'DEMO_4B_07') => openRecord(join(own, name)),
  }
}
const START = at(Date.UTC(2026, 6, 1, 20, 0, 0, 0))
let seq = 0
const wave = (signal: WaveKey, time: number, rate: number, data: Int16Array | Int32Array, over: Partial<WaveSample> = {}): WaveSample => ({
  kind: 'wave',
  signal,
  at: at(time),
  received: at(time),
  source: deviceId('wall'),
  quality: 0,
  seq: seq++ * 10_000,
  rate: hz(rate),
  gain: 200,
  baseline: 0,
  unit: 'mV',
  data,
  ...over,
})
/** Seconds of a wave, each a sample of its own. */
const seconds = (
  signal: WaveKey,
  from: number,
  rate: number,
  count: number,
  of: (i: number) => number,
  over: Partial<WaveSample> = {},
): WaveSample[] =>
  Array.from({ length: count }, (_, second) => {
    const data = Int16Array.from({ length: rate }, (_, i) => of(second * rate + i))
    return wave(signal, from + second * 1000, rate, data, over)
  })
const list = (column: ArrayLike<number> | undefined): number[] => Array.from(column ?? [])
const sawtooth = (i: number): number => ((i * 37) % 4001) - 2000

/** All samples of a recording as the replay plays it from `base` on. */
function played(record: Recording, base: At): Sample[] {
  const player = createPlayer(record, mapSignals(record), 'recording-1')
  return player.play({ base, first: 0 }, 0, record.frames, base, true)
}
const sums = (record: Recording): (number | null)[] => record.header.signals.map(({ checksum }) => checksum)

test('a recording that was played comes out as it was: samples, scale, rates, checksums', async () => {
  const samples = Array.from({ length: 5 * 200 * 7 }, (_, i) => ((i * 7919) % 4000) - 2000)
  writeFileSync(join(folder, 'rec.dat'), encode(FORMATS.get(16)!, samples))
  const file = (spf: number, scale: string, sum: number, name: string) => `rec.dat 16x${spf} ${scale} 16 0 0 ${sum} 0 ${name}`
  const frames = samples.length / 7
  const sumOf = (from: number, count: number): number =>
    (samples.reduce((sum, value, i) => (i % 7 >= from && i % 7 < from + count ? sum + value : sum), 0) << 16) >> 16
  const lines = [
    file(4, '200(3)/mV', sumOf(0, 4), 'II'),
    file(2, '12.5/mmHg', sumOf(4, 2), 'ABP'),
    file(1, '1000/NU', sumOf(6, 1), 'PLETH'),
  ]
  writeFileSync(join(folder, 'rec.hea'), [`rec 3 62.5 ${frames}`, ...lines, ''].join('\n'))
  const original = openRecord(join(folder, 'rec'))
  const all = played(original, START)
  const back = (await out(all, START, START + 60_000)).open()
  expect(back.fs).toBe(62.5)
  expect(back.frames).toBe(frames)
  // In the order of the table of waves.
  const order = ['II', 'Pleth', 'ART'].map((name) => back.signals.findIndex(({ description }) => description === name))
  const [ii, pleth, art] = order as [number, number, number]
  const [before, after] = [original.read(0, frames), back.read(0, frames)]
  for (const [was, is] of [
    [0, ii],
    [1, art],
    [2, pleth],
  ] as const) {
    expect(list(after[is])).toEqual(list(before[was]))
    const { gain, baseline, rate } = original.signals[was]!
    expect(back.signals[is]).toMatchObject({ gain, baseline, rate })
    expect(sums(back)[is]).toBe(sums(original)[was])
  }
})

test('any part of it is that part', async () => {
  const data = seconds('ecg-ii', START, 250, 20, sawtooth)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 19_000 }), fc.integer({ min: 100, max: 9000 }), async (begin, long) => {
      const back = (await out(data, START + begin, START + begin + long)).open()
      const first = Math.ceil((begin * 250) / 1000)
      const last = Math.min(5000, Math.ceil(((begin + long) * 250) / 1000))
      expect(list(back.read(0, back.frames)[0])).toEqual(Array.from({ length: last - first }, (_, i) => sawtooth(first + i)))
    }),
    { seed: 5, numRuns: 25 },
  )
})

test('a short gap is invalid samples; a long one, or another scale, makes segments on one axis of time', async () => {
  const other = { gain: 100, baseline: 10 }
  const samples = [
    ...seconds('ecg-ii', START, 250, 10, sawtooth),
    ...seconds('ecg-ii', START + 12_000, 250, 10, sawtooth),
    ...seconds('pleth', START, 125, 22, (i) => i, { unit: 'NU' }),
    ...seconds('ecg-ii', START + 600_000, 250, 10, sawtooth),
    ...seconds('ecg-ii', START + 610_000, 250, 10, (i) => 10 + Math.round(sawtooth(i) / 20), other),
  ]
  const { files, header, open } = await out(samples, START, START + 700_000)
  expect(files.filter((name) => name.endsWith('.hea')).toSorted()).toEqual(
    ['DEMO_4B_07.hea', 'DEMO_4B_07_0001.hea', 'DEMO_4B_07_0003.hea', 'DEMO_4B_07_0004.hea', 'DEMO_4B_07_layout.hea'].toSorted(),
  )
  expect(header('DEMO_4B_07').split('\n').slice(0, 6)).toEqual([
    'DEMO_4B_07/5 2 125 77500 22:00:00.000 01/07/2026',
    'DEMO_4B_07_layout 0',
    'DEMO_4B_07_0001 2750',
    '~ 72250',
    'DEMO_4B_07_0003 1250',
    'DEMO_4B_07_0004 1250',
  ])
  const back = open()
  const [ii, pleth] = back.read(0, back.frames).map(list)
  expect(ii!.slice(0, 2500)).toEqual(Array.from({ length: 2500 }, (_, i) => sawtooth(i)))
  expect(new Set(ii!.slice(2500, 3000))).toEqual(new Set([NO_SAMPLE]))
  expect(ii![3000]).toBe(sawtooth(0))
  expect(new Set(ii!.slice(5500, 150_000))).toEqual(new Set([NO_SAMPLE]))
  expect(ii![150_000 + 7]).toBe(sawtooth(7))
  // In the scale of the whole.
  expect(ii![152_500 + 7]).toBe(Math.round(sawtooth(7) / 20) * 2)
  expect(pleth!.slice(0, 2750)).toEqual(Array.from({ length: 2750 }, (_, i) => i))
})

test('a source that fell silent lengthens nothing: the sums stay those of what was played', async () => {
  const played_ = seconds('ecg-ii', START, 250, 4, sawtooth)
  const silence = seconds('ecg-ii', START + 4000, 250, 300, () => NO_SAMPLE)
  const alone = (await out(played_, START, START + 400_000)).open()
  const back = (await out([...played_, ...silence], START, START + 400_000)).open()
  expect([back.frames, ...sums(back)]).toEqual([1000, ...sums(alone)])
})

test('what needs 32 bits has a file of its own, and what is none is none there too', async () => {
  const wide = Int32Array.from({ length: 250 }, (_, i) => (i === 9 ? NO_SAMPLE : i * 1000 - 100_000))
  const { files, open } = await out([wave('ecg-i', START, 250, wide), ...seconds('pleth', START, 125, 1, (i) => i)], START, START + 1000)
  expect(files.filter((name) => name.endsWith('.dat'))).toHaveLength(2)
  const back = open()
  expect(list(back.read(0, back.frames)[1])).toEqual(list(wide))
})

test('numbers are a record of their own, as fine as they were measured; what is unknown is invalid', async () => {
  const number = (second: number, signal: NumberSample['signal'], value: NumberSample['value']): NumberSample => ({
    kind: 'number',
    signal,
    value,
    at: at(START + second * 1000),
    received: at(START + second * 1000),
    source: deviceId('wall'),
    quality: 0,
    seq: seq++,
  })
  const samples = Array.from({ length: 100 }, (_, i) => [
    number(i, 'hr', i === 5 ? unknown('lead-off') : known(60 + i)),
    number(i, 'temp', known(36 + i / 100)),
  ]).flat()
  const { open, header } = await out([...samples, number(30, 'nibp-sys', known(118))], START, START + 100_000)
  const back = open('DEMO_4B_07n')
  expect([back.fs, back.frames]).toEqual([1, 100])
  const physical = back
    .read(0, 100)
    .map((column, i) => list(column).map((raw) => (raw === NO_SAMPLE ? null : (raw - back.signals[i]!.baseline) / back.signals[i]!.gain)))
  expect(physical[0]).toEqual(Array.from({ length: 100 }, (_, i) => (i === 5 ? null : 60 + i)))
  expect(physical[2]).toEqual(Array.from({ length: 100 }, (_, i) => (3600 + i) / 100))
  expect(physical[1]!.flatMap((value, i) => (value === null ? [] : [[i, value]]))).toEqual([[30, 118]])
  expect(mapSignals(back).numbers.map(({ key }) => key)).toEqual(['hr', 'nibp-sys', 'temp'])
  for (const name of ['Robin', 'A. Rook']) expect(header('DEMO_4B_07n')).not.toContain(name)
})

test('numbers once a minute, then each second: none is lost; and a header is ASCII', async () => {
  const one = (time: number, value: number): NumberSample => ({
    kind: 'number',
    signal: 'o2-flow',
    value: known(value),
    at: at(time),
    received: at(time),
    source: deviceId('wall'),
    quality: 0,
    seq: seq++,
  })
  const heart = (time: number, value: number): NumberSample => ({ ...one(time, value), signal: 'hr' })
  const samples = [
    ...Array.from({ length: 300 }, (_, i) => heart(START + i * 60_000, 50 + (i % 90))),
    ...Array.from({ length: 60 }, (_, i) => heart(START + 300 * 60_000 + i * 1000 + (i % 3), 100 + i)),
    one(START, 2),
    ...seconds('resp', START, 125, 1, (i) => i, { unit: 'Ω' }),
  ]
  const { open, header } = await out(samples, START, START + 310 * 60_000)
  const back = open('DEMO_4B_07n')
  expect(back.fs).toBe(1)
  const values = list(back.read(0, back.frames)[0]).filter((value) => value !== NO_SAMPLE)
  expect(values).toEqual(
    samples
      .filter(({ signal }) => signal === 'hr')
      .map((sample) => (sample as NumberSample).value)
      .map((value) => (value.is === 'known' ? value.value : 0)),
  )
  for (const name of ['DEMO_4B_07', 'DEMO_4B_07n']) expect(header(name)).toMatch(/^[\x20-\x7e\n]+$/)
  expect(header('DEMO_4B_07')).toContain('/Ohm ')
})

test('a stay of which nothing was kept is an empty archive', async () => {
  expect((await out([], START, START + 1000)).files).toEqual([])
})

describe.skipIf(!existsSync(DATA))(`real recordings (skipped where ${DATA} is absent)`, () => {
  test.each(['03700181', 'v102s'])('%s comes out as it was played, sample by sample', async (name) => {
    const original = openRecord(join(DATA, name))
    const all = played(original, START)
    const back = (await out(all, START, START + original.duration)).open()
    const { waves } = mapSignals(original)
    expect(waves.length).toBeGreaterThan(1)
    const [before, after] = [original.read(0, original.frames), back.read(0, back.frames)]
    expect(back.frames / back.fs).toBeCloseTo(original.frames / original.fs, 6)
    for (const [index, { rate, gain, baseline, unit }] of original.signals.entries()) {
      const key = waves.find((one) => one.index === index)?.key
      if (!key) continue
      const at_ = back.signals.findIndex(
        (signal, i) => signal.rate === rate && signal.gain === gain && list(after[i]).join() === list(before[index]).join(),
      )
      expect([key, at_ >= 0]).toEqual([key, true])
      expect(back.signals[at_]).toMatchObject({ baseline, unit: unit ?? 'mV' })
      if (!before[index]!.includes(NO_SAMPLE)) expect(sums(back)[at_]).toBe(sums(original)[index])
    }
  })

  test('a record of numbers of 32 hours comes out with the same values', async () => {
    const original = openRecord(join(DATA, 's00001-2896-10-10-00-31n'))
    const { numbers } = mapSignals(original)
    const back = (await out(played(original, START), START, START + original.duration + 1)).open('DEMO_4B_07n')
    const mapped = mapSignals(back).numbers
    const valuesOf = (record: Recording, index: number): (number | null)[] => {
      const { gain, baseline } = record.signals[index]!
      // 0 is "no value" there.
      return list(record.read(0, record.frames)[index]).map((raw) =>
        raw === NO_SAMPLE || raw === baseline ? null : (raw - baseline) / gain,
      )
    }
    expect(mapped.map(({ key }) => key).toSorted()).toEqual(numbers.map(({ key }) => key).toSorted())
    for (const { key, index } of mapped) {
      const was = valuesOf(original, numbers.find((one) => one.key === key)!.index)
      const is = valuesOf(back, index)
      expect([key, is.length]).toEqual([key, was.length])
      for (const [i, value] of is.entries()) expect([key, i, value?.toFixed(4)]).toEqual([key, i, was[i]?.toFixed(4)])
    }
  })
})
