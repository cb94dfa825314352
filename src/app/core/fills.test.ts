// The bed in detail after a cut: what is asked, how often, and what becomes of the answer.
import { expect, test } from 'vitest'
import type { WavePiece } from '../../model/history.ts'
import { deviceId } from '../../model/ids.ts'
import { at, hz } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { createFills, FILL_AFTER, type WavesAsked } from './fills.ts'
import { createRing } from './ring.ts'
import { bedOf, WALL } from './testbed.ts'

const START = 1_790_000_000_000
const channelOf = (ch: number, signal: string) => ({ ch, signal, rate: 250, gain: 200, baseline: 0, unit: 'mV', source: 'm' })
const flat = (length: number, value = 1) => new Int16Array(length).fill(value)
const KEPT = { signal: 'ecg-ii', source: deviceId('m'), rate: hz(250), gain: 200, baseline: 0, unit: 'mV', quality: 0 } as const

/** A bed of two waves that lack four seconds. */
function cutBed() {
  const bed = bedOf(WALL, [])
  for (const [ch, signal] of ['ecg-ii', 'pleth'].entries()) {
    const ring = createRing(channelOf(ch, signal))
    ring.append({ at: at(START), first: 0, data: flat(500) })
    ring.cut()
    ring.append({ at: at(START + 6000), first: 1500, data: flat(250) })
    bed.rings.set(ch, ring)
  }
  return bed
}
const HOLE = { stay: 's', from: START + 2000, to: START + 6000, signals: ['ecg-ii', 'pleth'] }
const settled = (): Promise<void> => new Promise((done) => setImmediate(done))

/** Looks each 250 ms of made-up time. */
async function looked(answers: (asked: WavesAsked, nth: number) => readonly WavePiece[] | null, bed = cutBed(), until = 30_000) {
  const asked: { readonly mono: number; readonly what: WavesAsked }[] = []
  let now = 0
  const fills = createFills(async (what) => {
    asked.push({ mono: now, what })
    return answers(what, asked.length)
  })
  for (; now <= until; now += 250) {
    fills.look(bed, now)
    await settled()
  }
  return { bed, asked }
}

test('asked for once the line is back, and again for what had not been written; what came stays, and what means another thing is left out', async () => {
  const { bed, asked } = await looked((_, nth) => [
    { ...KEPT, at: at(START + 1000), data: flat(nth === 1 ? 750 : 1500, 5) },
    // Another gain: the same integers mean other values.
    { ...KEPT, signal: 'pleth', gain: 100, at: at(START), data: flat(2000, 5) },
  ])
  expect(asked[0]!.what).toEqual(HOLE)
  expect(asked.map(({ what }) => what.from)).toEqual([HOLE.from, HOLE.from, HOLE.from])
  expect(asked.map(({ mono }) => Math.floor(mono / 1000))).toEqual(FILL_AFTER.map((ms) => Math.floor(ms / 1000)))
  // The second answer had the rest of the first wave: only the other was asked for after it.
  expect(asked[2]!.what.signals).toEqual(['pleth'])
  const [ecg, pleth] = [bed.rings.get(0)!, bed.rings.get(1)!]
  expect([499, 500, 1499, 1500].map((sample) => [ecg.valueAt(sample), ecg.filledAt(sample)])).toEqual([
    [1, false],
    [5, true],
    [5, true],
    [1, false],
  ])
  expect(pleth.valueAt(700)).toBe(NO_SAMPLE)
})

test('refused, or nothing kept: a few asks, then none, and the hole stays', async () => {
  for (const answer of [null, []]) {
    const { bed, asked } = await looked(() => answer)
    expect(asked).toHaveLength(FILL_AFTER.length)
    expect(bed.rings.get(0)!.valueAt(700)).toBe(NO_SAMPLE)
    expect(bed.rings.get(0)!.fills).toBe(0)
  }
})

test('a bed without a hole, or without a stay, asks for nothing', async () => {
  const whole = bedOf(WALL, [])
  const ring = createRing(channelOf(0, 'ecg-ii'))
  // A hole of the source's own is none of the line's.
  ring.append({ at: at(START), first: 0, data: flat(500) })
  ring.append({ at: at(START + 4000), first: 1000, data: flat(500) })
  whole.rings.set(0, ring)
  for (const bed of [whole, { ...cutBed(), stay: null }]) expect((await looked(() => [], bed, 3000)).asked).toEqual([])
})

test('an answer for a stay that is not looked at any more is dropped', async () => {
  const bed = cutBed()
  let answer: (pieces: readonly WavePiece[]) => void = () => {}
  const fills = createFills(
    () =>
      new Promise((done) => {
        answer = done
      }),
  )
  fills.look(bed, 0)
  fills.look(bed, FILL_AFTER[0])
  fills.look({ ...cutBed(), stay: { ...bed.stay!, id: 'another' } }, 1000)
  answer([{ ...KEPT, at: at(START), data: flat(3000, 5) }])
  await settled()
  expect(bed.rings.get(0)!.fills).toBe(0)
})
