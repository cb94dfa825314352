// A ring never says anything but what was sent, or "hole"; whatever is dropped, doubled or replayed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { createRing } from './ring.ts'

const CHANNEL = { ch: 0, signal: 'ecg-ii', rate: 250, gain: 200, baseline: 0, unit: 'mV', source: 'm' }
const START = 1_790_000_000_000
const sent = (sample: number): number => ((sample * 7919) % 4001) - 2000
const chunk = (first: number, length: number) => ({
  at: at(START + first * 4),
  first,
  data: Int16Array.from({ length }, (_, i) => sent(first + i)),
})

test('with chunks dropped and doubled, each sample reads back as sent or as a hole', () => {
  const step = fc.record({ length: fc.integer({ min: 1, max: 400 }), fate: fc.constantFrom('sent', 'sent', 'sent', 'dropped', 'doubled') })
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), fc.array(step, { minLength: 1, maxLength: 60 }), (begin, steps) => {
      const ring = createRing(CHANNEL, 20)
      const arrived = new Set<number>()
      let number = begin
      let newest = -1
      for (const { length, fate } of steps) {
        if (fate !== 'dropped') {
          ring.append(chunk(number, length))
          if (fate === 'doubled') ring.append(chunk(number, length))
          for (let i = 0; i < length; i++) arrived.add(number + i)
          newest = number + length
        }
        number += length
      }
      if (newest < 0) return
      expect(ring.next).toBe(newest)
      expect(ring.next - ring.first).toBeLessThanOrEqual(20 * 250)
      for (let sample = ring.first; sample < ring.next; sample++) {
        expect(ring.valueAt(sample)).toBe(arrived.has(sample) ? sent(sample) : NO_SAMPLE)
        expect(ring.timeOf(sample)).toBeCloseTo(START + sample * 4, 3)
      }
      for (const outside of [ring.first - 1, ring.next, ring.next + 5000]) expect(ring.valueAt(outside)).toBe(NO_SAMPLE)
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('a replay fills the hole it left, before and between what is there', () => {
  const ring = createRing(CHANNEL)
  ring.append(chunk(500, 100))
  ring.append(chunk(700, 100))
  expect(ring.valueAt(650)).toBe(NO_SAMPLE)
  ring.append(chunk(550, 200))
  expect(ring.valueAt(650)).toBe(sent(650))
  ring.append(chunk(300, 100))
  expect(ring.first).toBe(300)
  expect([ring.valueAt(350), ring.valueAt(450), ring.valueAt(799)]).toEqual([sent(350), NO_SAMPLE, sent(799)])
})

test('a jump over the whole ring empties it, a nonsense number is refused, and time finds its sample', () => {
  const ring = createRing(CHANNEL)
  ring.append(chunk(0, 250))
  expect(ring.sampleAt(at(START + 400))).toBe(100)
  expect(ring.sampleAt(at(START + 401))).toBe(101)
  expect(ring.append({ ...chunk(0, 10), first: 0.5 })).toBe(false)
  expect(ring.append({ ...chunk(0, 10), first: 2 ** 53 })).toBe(false)
  ring.append(chunk(1_000_000, 250))
  expect([ring.first, ring.next, ring.valueAt(1_000_010)]).toEqual([1_000_000, 1_000_250, sent(1_000_010)])
})

test('a source that counts anew replaces the old count; an old chunk out of the past does nothing', () => {
  const ring = createRing(CHANNEL)
  ring.append(chunk(10_000, 250))
  expect(ring.append({ ...chunk(0, 250), at: at(START + 41_000) })).toBe(true)
  expect([ring.first, ring.next]).toEqual([0, 250])
  expect(ring.append({ ...chunk(20_000, 250), at: at(START) })).toBe(false)
  expect(ring.next).toBe(250)
})
