// Whatever is put into a frame comes out again; whatever is not a frame is refused by code.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameError } from './bytes.ts'
import { CODED_KEYS, codesOf, EVENT_KEYS, EVENT_MARKS } from './codes.ts'
import { EMPTY_BED } from './facts.ts'
import { decodeFrame, encodeFrame } from './frame.ts'
import { decodeState, decodeWaves, encodeState, encodeWaves, type StateEntry } from './half.ts'
import { wardId } from './ids.ts'
import { at } from './units.ts'
import { known, unknown, WHYS } from './value.ts'
import { VITAL_KEYS } from './vitals.ts'

const BASE = 1_790_000_000_000
const instant = fc.integer({ min: -86_400_000, max: 86_400_000 }).map((delta) => at(BASE + delta))
const u8 = fc.integer({ min: 0, max: 255 })
const u32 = fc.integer({ min: 0, max: 0xffffffff })
const why = fc.constantFrom(...WHYS).map(unknown)
const present = { at: instant, received: instant, source: u8, quality: u8 }
const number = fc.record({
  kind: fc.constant('number' as const),
  signal: fc.constantFrom(...VITAL_KEYS),
  value: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map(known), why),
  ...present,
})
const coded = fc.constantFrom(...CODED_KEYS).chain((signal) =>
  fc.record({
    kind: fc.constant('coded' as const),
    signal: fc.constant(signal),
    value: fc.oneof(fc.constantFrom(...codesOf(signal)).map(known), why),
    ...present,
  }),
)
const state = fc.record({
  entries: fc.array(fc.oneof(number, coded) as fc.Arbitrary<StateEntry>, { maxLength: 40 }),
  events: fc.array(fc.record({ signal: fc.constantFrom(...EVENT_KEYS), mark: fc.constantFrom(...EVENT_MARKS), at: instant }), {
    maxLength: 20,
  }),
  facts: fc.oneof(
    fc.constant(null),
    fc.string({ unit: 'grapheme', maxLength: 80 }).map((note) => ({ ...EMPTY_BED, notes: [note] })),
  ),
})
const waves = fc.array(
  fc.record({
    ch: u8,
    at: fc.double({ min: BASE, max: BASE * 2, noNaN: true }).map(at),
    first: fc.maxSafeInteger(),
    data: fc.oneof(fc.int16Array({ maxLength: 300 }), fc.int32Array({ maxLength: 300 })),
    why: fc.oneof(fc.constant(null), fc.constantFrom(...WHYS)),
  }),
  { maxLength: 8 },
)
const bytes = fc.uint8Array({ maxLength: 64 })
const frame = fc.record({
  ward: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map(wardId),
  epoch: u32,
  seq: u32,
  prev: u32,
  rev: u32,
  now: instant,
  parts: fc.array(
    fc.record({
      bed: fc.integer({ min: 0, max: 65535 }),
      held: u8,
      state: fc.oneof(fc.constant(null), bytes),
      waves: fc.oneof(fc.constant(null), bytes),
      alarms: fc.oneof(fc.constant(null), bytes),
    }),
    {
      maxLength: 12,
    },
  ),
})

test('a state half comes out as it went in', () => {
  fc.assert(
    fc.property(state, (half) => {
      expect(decodeState(encodeState(half))).toEqual(half)
    }),
  )
})

test('a wave half comes out as it went in', () => {
  fc.assert(
    fc.property(waves, (half) => {
      expect(decodeWaves(encodeWaves(half))).toEqual(half)
    }),
  )
})

test('a frame comes out as it went in', () => {
  fc.assert(
    fc.property(frame, (whole) => {
      const out = decodeFrame(encodeFrame(whole))
      expect({
        ...out,
        parts: out.parts.map((part) => ({
          ...part,
          state: part.state && Uint8Array.from(part.state),
          waves: part.waves && Uint8Array.from(part.waves),
        })),
      }).toEqual(whole)
    }),
  )
})

test('cut short or flipped, bytes are decoded or refused with a FrameError, never anything else', () => {
  fc.assert(
    fc.property(state, waves, frame, fc.nat(), fc.nat(), u8, (stateHalf, waveHalf, whole, cut, place, flip) => {
      for (const [encoded, decode] of [
        [encodeState(stateHalf), decodeState],
        [encodeWaves(waveHalf), decodeWaves],
        [encodeFrame(whole), decodeFrame],
      ] as const) {
        const damaged = encoded.slice(0, cut % (encoded.length + 1))
        if (damaged.length > 0) damaged[place % damaged.length]! ^= flip
        try {
          decode(damaged)
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError)
        }
      }
    }),
  )
})
