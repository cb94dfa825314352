// A ring never says anything but what was sent, or "hole"; whatever is dropped, doubled or replayed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceId } from '../../model/ids.ts'
import { at, hz } from '../../model/units.ts'
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

test('what was kept fills the holes of a cut and no others, changes nothing that came, and brings nothing newer', () => {
  const length = fc.integer({ min: 1, max: 900 })
  fc.assert(
    fc.property(length, length, length, length, fc.nat({ max: 9000 }), (before, lost, between, missing, start) => {
      const ring = createRing(CHANNEL, 20)
      let number = 1000
      ring.append(chunk(number, before))
      // A hole of the source's own.
      number += before + lost
      ring.append(chunk(number, between))
      number += between
      ring.cut()
      const cut = { from: number, to: number + missing }
      number = cut.to
      ring.append(chunk(number, 100))
      const kept = { signal: 'ecg-ii', source: deviceId('m'), rate: hz(250), gain: 200, baseline: 0, unit: 'mV', quality: 0 } as const
      expect(ring.cuts()).toEqual([cut])
      // A piece that begins anywhere, of other values than were sent.
      const piece = { ...kept, at: at(START + start * 4), data: new Int16Array(3000).fill(7) }
      ring.fill(piece)
      let filled = 0
      for (let sample = 1000; sample < ring.next; sample++) {
        const inCut = sample >= cut.from && sample < cut.to && sample >= start && sample < start + 3000
        expect(ring.filledAt(sample)).toBe(inCut)
        if (inCut) expect(ring.valueAt(sample)).toBe(7)
        filled += inCut ? 1 : 0
      }
      expect(ring.next).toBe(number + 100)
      expect(ring.fills).toBe(filled > 0 ? 1 : 0)
      expect(ring.cuts()).toEqual(filled === missing ? [] : [cut])
    }),
    { seed: 5, numRuns: 80 },
  )
})

test('a cut longer than the ring leaves a hole as long as the ring; another count of samples leaves none', () => {
  const ring = createRing(CHANNEL, 2)
  ring.append(chunk(0, 100))
  ring.cut()
  ring.append(chunk(5000, 100))
  expect(ring.cuts()).toEqual([{ from: 4600, to: 5000 }])
  expect([ring.first, ring.valueAt(4999), ring.valueAt(5000)]).toEqual([4600, NO_SAMPLE, sent(5000)])
  ring.append(chunk(5100, 450))
  expect(ring.cuts()).toEqual([])
  ring.cut()
  ring.append({ ...chunk(9, 100), at: at(START + 40_000_000) })
  expect([ring.cuts(), ring.first]).toEqual([[], 9])
})
