// The format on disk: bytes written once are read for ever, what is written today is what was written then, and what no build wrote has a name.
import { zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { deviceId } from '../../../model/ids.ts'
import type { Sample, WaveSample } from '../../../model/sample.ts'
import { signalAt } from '../../../model/signals.ts'
import { at, hz } from '../../../model/units.ts'
import { NO_SAMPLE } from '../../../model/waves.ts'
import {
  BadBlock,
  CLOCK,
  codedSteps,
  openClock,
  packNumberRolls,
  packSamples,
  packSpan,
  packWaveRolls,
  packWaves,
  rollNumbers,
  rollWaves,
  unpackNumberRolls,
  unpackNumbers,
  unpackSamples,
  unpackSpan,
  unpackWaveRolls,
  unpackWaves,
  wavePieces,
} from './blocks.ts'
import { Sink } from './bytes.ts'
import { BLOCK_KINDS, close, openBoth } from './frame.ts'
import { GOLDEN } from './goldenbytes.ts'

const T0 = Date.UTC(2026, 9, 25)
const common = (second: number, seq: number, source = 'wall') => ({
  at: at(T0 + second * 1000),
  received: at(T0 + second * 1000 + 25),
  source: deviceId(source),
  seq,
  quality: second % 7 === 3 ? 10 : 8,
  ...(source === 'wall' ? { deviceTime: T0 + second * 1000 + 120_000 } : {}),
})
const span: Sample[] = Array.from({ length: 12 }, (_, i): Sample[] => [
  {
    kind: 'number',
    signal: 'hr',
    value: i === 4 ? { is: 'unknown', why: 'lead-off' } : { is: 'known', value: i === 5 ? 80.123456 : 80 + (i % 3) },
    ...common(i, 500 + i),
  },
  { kind: 'number', signal: 'temp', value: { is: 'known', value: 36.6 + (i % 2) / 10 }, ...common(i, 70 + i, 'patch') },
  {
    kind: 'coded',
    signal: 'rhythm',
    value: i === 9 ? { is: 'unknown', why: 'lead-off' } : { is: 'known', value: i < 6 ? 'sinus' : 'af' },
    ...common(i, 500 + i),
  },
  { kind: 'event', signal: 'beat', mark: i === 3 ? 'ventricular' : 'normal', ...common(i + 0.321, 900 + i) },
]).flat()
const chunk = (n: number, length: number): WaveSample => ({
  kind: 'wave',
  signal: 'ecg-ii',
  ...common(0, n),
  at: at(T0 + n * 4),
  received: at(T0 + (n + length) * 4 + 20),
  deviceTime: T0 + n * 4 + 120_000,
  rate: hz(250),
  gain: 1000,
  baseline: 0,
  unit: 'mV',
  data: Int16Array.from({ length }, (_, i) =>
    n + i === 100 ? NO_SAMPLE : Math.floor(((n + i) % 40) ** 2 / 4) - 60 + (((n + i) * 7919) % 23),
  ),
  ...(n <= 100 && n + length > 100 ? { why: 'lead-off' as const } : {}),
})
const waves = [chunk(0, 62), chunk(62, 63), chunk(125, 62), chunk(250, 62), chunk(312, 63), chunk(375, 62)]

const blocks = packSpan(span)
const clock = openClock(blocks.get(CLOCK)!)
const written: Record<string, Uint8Array> = {
  fresh: packSamples([...span, ...waves]),
  ...Object.fromEntries([...blocks].map(([wire, block]) => [signalAt(wire)?.key ?? 'clock', block])),
  'ecg-ii': packWaves(waves),
  'hr-rolls': packNumberRolls(rollNumbers('hr', unpackNumbers(clock, blocks.get(0)!), 5000)),
  'ecg-ii-rolls': packWaveRolls(rollWaves('ecg-ii', waves, 1000)),
}
const golden = (key: string): Uint8Array => Buffer.from(GOLDEN[key] ?? '', 'base64')
const plain = (block: Uint8Array): string[] => {
  const { tap, noise } = openBoth(BLOCK_KINDS[block[1]!]!, block)
  return [Buffer.from(tap.bytes).toString('hex'), Buffer.from(noise.bytes).toString('hex')]
}

describe('bytes written by format 1', () => {
  it.each(Object.keys(written))('%s is written as it was', (key) => {
    if (key === 'fresh') expect(Buffer.from(written[key]!).toString('base64')).toBe(GOLDEN[key])
    else expect(plain(written[key]!)).toEqual(plain(golden(key)))
  })
  it('are read', () => {
    expect(unpackSamples(golden('fresh'))).toEqual([...span, ...waves])
    const kept = new Map([...blocks.keys()].map((wire) => [wire, golden(signalAt(wire)?.key ?? 'clock')]))
    expect(unpackSpan(kept)).toEqual(unpackSpan(blocks))
    expect(unpackWaves(golden('ecg-ii'))).toEqual(waves)
    expect(unpackNumberRolls(golden('hr-rolls'))).toEqual(rollNumbers('hr', unpackNumbers(clock, blocks.get(0)!), 5000))
    expect(unpackWaveRolls(golden('ecg-ii-rolls'))).toEqual(rollWaves('ecg-ii', waves, 1000))
  })
})

describe('what is read for a screen', () => {
  it('numbers as columns', () => {
    const [raw] = unpackNumbers(clock, blocks.get(0)!)
    expect([...raw!.value].map((value) => (Number.isNaN(value) ? null : value))).toEqual([
      80,
      81,
      82,
      80,
      null,
      80.123456,
      80,
      81,
      82,
      80,
      81,
      82,
    ])
    expect(raw!.why[4]).toBe(2)
    expect(raw!.at[11]! - raw!.at[0]!).toBe(11_000)
    expect(raw!.received[3]! - raw!.at[3]!).toBe(25)
    expect([...raw!.quality.slice(0, 5)]).toEqual([8, 8, 8, 10, 8])
  })
  it('coded states as steps', () => {
    const steps = codedSteps(clock, blocks.get(96)!)
    const told = steps.map(({ at: from, until, value, quality }) => [
      (from - T0) / 1000,
      (until - T0) / 1000,
      value.is === 'known' ? value.value : value.why,
      quality,
    ])
    expect(told).toEqual([
      [0, 2, 'sinus', 8],
      [3, 3, 'sinus', 10],
      [4, 5, 'sinus', 8],
      [6, 8, 'af', 8],
      [9, 9, 'lead-off', 8],
      [10, 10, 'af', 10],
      [11, 11, 'af', 8],
    ])
  })
  it('waves as pieces without holes', () => {
    const pieces = wavePieces(written['ecg-ii']!)
    expect(pieces.map((piece) => [piece.at - T0, piece.data.length])).toEqual([
      [0, 187],
      [1000, 187],
    ])
    expect([...pieces[1]!.data]).toEqual(waves.slice(3).flatMap(({ data }) => [...data]))
  })
})

describe('what no build wrote', () => {
  const hr = blocks.get(0)!
  const changed = (place: number, to: number): Uint8Array => {
    const copy = hr.slice()
    copy[place] = to
    return copy
  }
  /** Of an even wave: before the bytes of all samples stand the count of their low bits and the predictor. */
  const otherPredictor = (): Uint8Array => {
    const body = openBoth('waves', packWaves([{ ...waves[0]!, data: new Int16Array(62) }])).tap.bytes.slice()
    body[body.length - 62 - 2] = 7
    const sink = new Sink()
    sink.raw(body)
    return close('waves', sink)
  }
  it.each([
    ['a newer format', () => unpackNumbers(clock, changed(0, 2)), 'format 2, 1 is known here'],
    ['another kind', () => unpackNumbers(clock, changed(1, 4)), 'a block of waves where numbers was asked for'],
    ['a newer format of fresh samples', () => unpackSamples(Uint8Array.of(9)), 'format 9'],
    ['nothing', () => unpackWaves(new Uint8Array(0)), '1 bytes asked at 0, 0 left'],
    [
      'a block that unpacks to more than it says',
      () => unpackNumbers(clock, Uint8Array.of(1, 1, 100, 0, ...zstdCompressSync(Buffer.alloc(1_000_000)))),
      'does not unpack',
    ],
    ['a block that says it is endless', () => unpackNumbers(clock, Uint8Array.of(1, 1, 255, 255, 255, 255, 15, 0)), 'a count of more than'],
    ['waves by another predictor', () => unpackWaves(otherPredictor()), 'no such predictor: 7'],
    ['rows that its clock does not have', () => unpackNumbers([], hr), 'of a source that its clock does not know'],
  ] as const)('%s', (_, read, message) => {
    expect(read).toThrow(BadBlock)
    expect(read).toThrow(message)
  })
  it('waves among the samples of a span are refused', () => {
    expect(() => packSpan(waves)).toThrow(RangeError)
  })
})
