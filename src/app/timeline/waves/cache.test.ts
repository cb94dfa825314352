import { expect, test } from 'vitest'
import { createWaveCache, cut, TILE } from './cache.ts'
import { type Loaded, NOTHING } from './load.ts'
import { trace } from './trace.ts'
import { flat, piece } from './wavestest.ts'

/** A gateway with a minute of one lead a minute; asks are answered by hand. */
function gateway(most?: number) {
  let time = 100 * TILE
  const asks: { from: number; to: number; signal: AbortSignal; answer(): Promise<void>; fail(): Promise<void> }[] = []
  const cache = createWaveCache({
    now: () => time,
    ...(most !== undefined && { most }),
    load: ({ from, to }, signal) =>
      new Promise<Loaded>((done, failed) => {
        const whole: Loaded = { ...NOTHING, pieces: [piece('ecg-ii', from, flat(((to - from) * 250) / 1000))] }
        const settle = async (act: () => void): Promise<void> => {
          act()
          await new Promise((next) => setTimeout(next))
        }
        asks.push({ from, to, signal, answer: () => settle(() => done(whole)), fail: () => settle(() => failed(new Error('no line'))) })
      }),
  })
  return {
    cache,
    asks,
    wait: (ms: number) => {
      time += ms
    },
  }
}
const minutes = (from: number, to: number) => ({ from: from * TILE, to: to * TILE })

test('asks only for what it lacks, in one ask where it is one stretch', async () => {
  const { cache, asks } = gateway()
  cache.want(minutes(10, 12))
  expect(asks.map(({ from, to }) => [from / TILE, to / TILE])).toEqual([[10, 12]])
  await asks[0]!.answer()
  cache.want(minutes(9.5, 13))
  expect(asks.slice(1).map(({ from, to }) => [from / TILE, to / TILE])).toEqual([
    [9, 10],
    [12, 13],
  ])
  cache.want(minutes(9.5, 13))
  expect(asks).toHaveLength(3)
})

test('what is no longer looked at is aborted, and asked again when it is', () => {
  const { cache, asks } = gateway()
  cache.want(minutes(10, 11))
  cache.want(minutes(50, 51))
  expect(asks.map(({ signal }) => signal.aborted)).toEqual([true, false])
  cache.want(minutes(10, 11))
  expect(asks).toHaveLength(3)
  cache.close()
  expect(asks[2]!.signal.aborted).toBe(true)
})

test('bounded: the minutes used longest ago go first, never one that is seen', async () => {
  const { cache, asks } = gateway(150_000)
  for (const minute of [1, 2, 3, 4, 5, 6]) {
    cache.want(minutes(minute, minute + 1))
    await asks.at(-1)!.answer()
    expect(cache.bytes()).toBeLessThanOrEqual(150_000)
  }
  expect(cache.read(minutes(6, 7)).pieces).toHaveLength(1)
  expect(cache.read(minutes(1, 2)).pieces).toHaveLength(0)
})

test('the minute that runs is asked again, one that is over and settled is not, the future never', async () => {
  const { cache, asks, wait } = gateway()
  wait(10_000)
  cache.want(minutes(98, 102))
  expect(asks.map(({ from, to }) => [from / TILE, to / TILE])).toEqual([[98, 101]])
  await asks[0]!.answer()
  cache.want(minutes(98, 102))
  expect(asks).toHaveLength(1)
  wait(3000)
  cache.want(minutes(98, 102))
  // Minute 99 ended ten seconds before it was asked for: what is late may be missing.
  expect(asks.slice(1).map(({ from, to }) => [from / TILE, to / TILE])).toEqual([[99, 101]])
})

test('a failure is told and asked again by hand only', async () => {
  const { cache, asks } = gateway()
  cache.want(minutes(10, 11))
  await asks[0]!.fail()
  expect(cache.read(minutes(10, 11)).failed).toBe('no line')
  cache.want(minutes(10, 11))
  expect(asks).toHaveLength(1)
  cache.again()
  expect(asks).toHaveLength(2)
  expect(cache.read(minutes(10, 11))).toMatchObject({ failed: null, asking: true })
})

test('pieces cut at minutes are one line again', () => {
  const whole = piece('ecg-ii', TILE - 10, flat(2000))
  const parts = [cut(whole, minutes(0, 1)), cut(whole, minutes(1, 2))].flatMap((one) => one ?? [])
  expect(parts.map(({ data }) => data.length)).toEqual([3, 1997])
  let moves = 0
  trace(parts, { from: TILE - 10, to: TILE + 4000 }, { move: () => void moves++, line: () => {}, hole: () => expect.fail('a hole') })
  expect(moves).toBe(1)
  expect(cut(whole, minutes(5, 6))).toBeNull()
})
