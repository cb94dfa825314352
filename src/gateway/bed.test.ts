// One bed: what is present, what is new, and what a device's place and a wave's channel become.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BedFacts, EMPTY_BED } from '../model/facts.ts'
import { decodeState, decodeWaves, type StateHalf, type WaveChunk } from '../model/half.ts'
import { bedId, deviceId, stayId } from '../model/ids.ts'
import { QUALITY, type Sample } from '../model/sample.ts'
import { at, hz } from '../model/units.ts'
import { known, unknown } from '../model/value.ts'
import { createBed, joined } from './bed.ts'
import { OCCUPIED, START } from './harness.ts'

const counted: string[] = []
const bed = () => createBed(0, null, OCCUPIED, { encoded: () => {}, dropped: (what) => void counted.push(what) })
const common = { at: START, received: START, source: deviceId('wall'), quality: 0, seq: 0 }
const hr = (value: number, over: object = {}): Sample => ({ kind: 'number', signal: 'hr', value: known(value), ...common, ...over })
const wave = (over: object = {}): Sample => ({
  kind: 'wave',
  signal: 'ecg-ii',
  rate: hz(250),
  gain: 200,
  baseline: 0,
  unit: 'mV',
  data: new Int16Array(10),
  ...common,
  ...over,
})
const cut = (one: ReturnType<typeof bed>): StateHalf | null => {
  const part = one.cut()
  return part?.state ? decodeState(part.state) : null
}

test('only the newest of what changed is said, once', () => {
  const one = bed()
  one.take([hr(70), hr(71, { at: at(START + 1000) })], undefined)
  expect(cut(one)?.entries.map(({ value }) => value)).toEqual([known(71)])
  expect(one.cut()).toBeNull()
})

test('an older value never becomes the present one; one that came late but is the newest of its signal does', () => {
  const one = bed()
  one.take([hr(70)], undefined)
  one.take([hr(60, { at: at(START - 1), quality: QUALITY.late })], undefined)
  expect(cut(one)?.entries.map(({ value }) => value)).toEqual([known(70)])
  one.take([hr(61, { at: at(START + 5000), quality: QUALITY.late })], undefined)
  expect(cut(one)?.entries.map(({ value, quality }) => [value, quality])).toEqual([[known(61), QUALITY.late]])
})

test('what cannot wait: known ↔ unknown, another reason, another code, facts; not a mere number', () => {
  const one = bed()
  const rhythm = (code: 'sinus' | 'af'): Sample => ({ kind: 'coded', signal: 'rhythm', value: known(code), ...common })
  expect(one.take([hr(70), rhythm('sinus')], undefined)).toBe(false)
  expect(one.take([hr(90), rhythm('sinus')], { presence: 'occupied' })).toBe(false)
  expect(one.take([hr(90, { value: unknown('lead-off') })], undefined)).toBe(true)
  expect(one.take([hr(90, { value: unknown('lead-off') })], undefined)).toBe(false)
  expect(one.take([hr(90, { value: unknown('noise') })], undefined)).toBe(true)
  expect(one.take([hr(90)], undefined)).toBe(true)
  expect(one.take([rhythm('af')], undefined)).toBe(true)
  expect(one.take([], { notes: ['x'] })).toBe(true)
  expect(one.take([], { notes: ['x'] })).toBe(false)
})

test('a device is named by its place; where places change, every value is said again', () => {
  const one = bed()
  one.take([hr(70), hr(72, { signal: 'pr', source: deviceId('patch') })], undefined)
  expect(cut(one)?.entries.map(({ source }) => source)).toEqual([0, 255])
  const patch = { id: 'patch', name: 'patch', kind: 'patch' as const, link: 'on' as const }
  one.take([], { devices: [patch, ...OCCUPIED.devices] })
  expect(cut(one)?.entries.map(({ source }) => source)).toEqual([1, 0])
})

test('a wave nobody announced gets a channel, and a scale that changes is said before the samples are', () => {
  const one = bed()
  expect(one.take([wave()], undefined)).toBe(false)
  expect(one.take([wave({ signal: 'pleth', unit: 'NU' })], undefined)).toBe(true)
  const part = one.cut()!
  expect(decodeState(part.state!).facts?.channels).toMatchObject([
    { ch: 0, signal: 'ecg-ii' },
    { ch: 1, signal: 'pleth', unit: 'NU' },
  ])
  expect(decodeWaves(part.waves!).map(({ ch }) => ch)).toEqual([0, 1])
  expect(one.take([wave({ gain: 100, seq: 10 })], undefined)).toBe(true)
  expect(cut(one)?.facts?.channels[0]).toMatchObject({ ch: 0, gain: 100 })
})

test('a swap of stays without a discharge: the next patient inherits no value, and only the facts that are told', () => {
  const old: BedFacts = {
    ...OCCUPIED,
    presence: 'away',
    away: { reason: 'CT', with: 'nurse', since: START, back: START },
    marks: ['alarms-off-by-order', 'limit-changed', 'paced'],
    valuesOnRequest: true,
    notes: ['HR low 38 by order'],
    recording: { name: 'r', date: null, length: 1, ended: false, loop: false },
  }
  const one = createBed(0, null, old, { encoded: () => {}, dropped: () => {} })
  one.take([hr(70), wave(), { kind: 'event', signal: 'beat', mark: 'normal', ...common }], undefined)
  const left: BedFacts = { ...EMPTY_BED, presence: 'occupied', devices: OCCUPIED.devices, channels: OCCUPIED.channels }
  one.settle({ id: stayId('next'), bed: bedId('T-01'), population: 'unknown', age: null, since: START }, left)
  expect(one.facts()).toEqual(left)
  expect(decodeState(one.whole())).toMatchObject({ entries: [], events: [], facts: left })
  const part = one.cut()!
  expect(part.waves).toBeNull()
  expect(decodeState(part.state!)).toMatchObject({ entries: [], events: [], facts: left })
})

test('a stay that is moved brings what it showed; what a device brought may be disowned', () => {
  const one = bed()
  one.take([hr(70), { ...hr(71), quality: QUALITY.second, source: deviceId('patch') }], undefined)
  const other = bed()
  other.settle({ id: stayId('next'), bed: bedId('T-02'), population: 'adult', age: null, since: START }, OCCUPIED, one.present())
  one.settle(null, EMPTY_BED)
  expect(decodeState(one.whole()).entries).toEqual([])
  const shown = () => decodeState(other.whole()).entries.map(({ quality, value }) => [quality & QUALITY.second, value])
  expect(shown()).toEqual([
    [0, known(70)],
    [QUALITY.second, known(71)],
  ])
  expect(decodeState(other.cut()!.state!).entries).toHaveLength(2)
  other.disown('patch', 'held', at(START + 5))
  expect(shown()).toEqual([
    [0, known(70)],
    [QUALITY.second, unknown('held')],
  ])
  expect(decodeState(other.cut()!.state!).entries).toHaveLength(1)
})

test('once it is answered whose values are, what was shown before stands again, or that nothing comes; never the question', () => {
  const one = bed()
  const shown = () => decodeState(one.whole()).entries.map(({ value, at: measured }) => [value, measured])
  one.take([hr(70)], undefined)
  one.disown('wall', 'held', at(START + 5))
  one.answered('patch', true)
  expect(shown()).toEqual([[unknown('held'), START + 5]])
  one.answered('wall', true)
  expect(shown()).toEqual([[known(70), START]])
  one.disown('wall', 'held', at(START + 6))
  one.answered('wall', false)
  expect(shown()).toEqual([[unknown('no-data'), START + 6]])
})

test('what waits is bounded, drops the oldest and counts it', () => {
  counted.length = 0
  const one = bed()
  for (let i = 0; i < 40; i++) one.take([wave({ data: new Int16Array(1000), seq: i * 1000 })], undefined)
  for (let i = 0; i < 300; i++) one.take([{ kind: 'event', signal: 'beat', mark: 'normal', ...common, at: at(START + i) }], undefined)
  const part = one.cut()!
  const chunks = decodeWaves(part.waves!)
  expect(chunks.reduce((sum, { data }) => sum + data.length, 0)).toBe(32_000)
  expect(chunks.at(-1)!.first + chunks.at(-1)!.data.length).toBe(40_000)
  expect(decodeState(part.state!).events).toHaveLength(256)
  expect(decodeState(part.state!).events.at(-1)?.at).toBe(START + 299)
  expect(counted.filter((what) => what === 'wave')).toHaveLength(8)
  expect(counted.filter((what) => what === 'event')).toHaveLength(44)
})

test('joined chunks hold the same samples at the same numbers, and never bridge a hole', () => {
  const chunk = fc.record({
    ch: fc.nat(2),
    gap: fc.constantFrom(0, 0, 0, 5),
    length: fc.integer({ min: 1, max: 20_000 }),
    wide: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 30 }), (steps) => {
      const next = [0, 0, 0]
      const chunks = steps.map(({ ch, gap, length, wide }): WaveChunk => {
        const first = next[ch]! + gap
        next[ch] = first + length
        const data = new (wide ? Int32Array : Int16Array)(length).map((_, i) => (first + i) % 30_000)
        return { ch, at: at(START + first), first, data, why: null }
      })
      const all = (list: readonly WaveChunk[]) => {
        const samples = new Map<string, number>()
        for (const { ch, first, data } of list) data.forEach((value, i) => void samples.set(`${ch} ${first + i}`, value))
        return samples
      }
      const out = joined(chunks)
      expect(all(out)).toEqual(all(chunks))
      expect(out.length).toBeLessThanOrEqual(chunks.length)
      for (const { at: start, first, data } of out) {
        expect(start).toBe(START + first)
        expect(data.length).toBeLessThanOrEqual(0xffff)
      }
    }),
    { seed: 9, numRuns: 30 },
  )
})
