// The store of stays: what went in comes out, the same as from every sample in memory, whatever came in which order, how often, in which pieces.
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CodedTrack, EventTrack, NumberTrack, RawNumbers, Track, WavePiece, WaveTrack } from '../../model/history.ts'
import type { Sample } from '../../model/sample.ts'
import type { SignalKey } from '../../model/signals.ts'
import { type At, at, hz } from '../../model/units.ts'
import { planThin, thinNumbers, thinWaves } from '../store/blocks/blocks.ts'
import { thinCoded, thinEvents } from '../store/steps.ts'
import { type TestFolder, testFolder } from '../store/testfolder.ts'
import { createPlain } from './plain.ts'
import { madeUp, STAY, type TestHistory, testHistory } from './testhistory.ts'

// Threads and disks are shared: never gated on time.
vi.setConfig({ testTimeout: 120_000 })

let folder: TestFolder
let one: TestHistory | null = null
beforeEach(() => {
  folder = testFolder()
})
afterEach(async () => {
  await one?.close()
  one = null
  folder.remove()
})

const SOAK = process.env.WARDLIGHT_SOAK !== undefined
const FROM = 1_790_000_100_000
const NUMBERS = ['hr', 'spo2', 'temp', 'nibp-sys'] as const
const SIGNALS = [...NUMBERS, 'rhythm', 'beat', 'resp'] as const
const asText = (value: unknown): string =>
  JSON.stringify(value, (_, it) => (ArrayBuffer.isView(it) ? Array.from(it as Float64Array, (v) => (Number.isNaN(v) ? 'none' : v)) : it))
/** Where two answers part, short: whole ones are too long to print. */
function same(found: unknown, expected: unknown): void {
  const [a, b] = [asText(found), asText(expected)]
  if (a === b) return
  let i = 0
  while (a[i] === b[i]) i++
  expect(a.slice(Math.max(0, i - 200), i + 200)).toBe(b.slice(Math.max(0, i - 200), i + 200))
}

interface Asked {
  readonly from: At
  readonly to: At
}
/** Samples of every wave in one line: pieces may be cut in any way. */
const points = (pieces: readonly WavePiece[]) =>
  pieces
    .flatMap(({ at: first, rate, data, source, quality }) =>
      Array.from(data, (value, i) => [Math.round(first + (i * 1000) / rate), source, quality, value] as const),
    )
    .toSorted((a, b) => a[0] - b[0])
const inOrder = (raws: readonly RawNumbers[]) => raws.toSorted((a, b) => (`${a.signal} ${a.source}` < `${b.signal} ${b.source}` ? -1 : 1))

async function compare({ history }: TestHistory, samples: readonly Sample[], asked: Asked, width: number): Promise<void> {
  const plain = createPlain()
  await plain.append([{ stay: STAY, samples }])
  const raws = await plain.numbers({ ...asked, stay: STAY, signals: NUMBERS })
  same(inOrder(await history.numbers({ ...asked, stay: STAY, signals: NUMBERS })), inOrder(raws))
  same(
    points(await history.waves({ ...asked, stay: STAY, signals: ['resp'] })),
    points(await plain.waves({ ...asked, stay: STAY, signals: ['resp'] })),
  )
  const found = await history.window({ ...asked, stay: STAY, width, signals: SIGNALS })
  const ofKey = (signal: SignalKey): Track | undefined => found.find((track) => track.signal === signal)
  const { from, to } = asked
  for (const signal of NUMBERS) {
    const track = ofKey(signal) as NumberTrack | undefined
    const plan = planThin(from, to, width, [60_000, 900_000])
    const whole = thinNumbers(
      signal,
      { ...plan, rolled: null, raw: [asked] },
      { raws: raws.filter((raw) => raw.signal === signal), rolls: [] },
    )
    same(
      [signal, track?.at, track?.value, track?.count ?? 0],
      whole.source === null ? [signal, undefined, undefined, 0] : [signal, whole.at, whole.value, whole.count],
    )
    // A mark of a spot reading goes on to the next: what lies before the window only roll-ups know.
    const marks = (one: NumberTrack) => (signal === 'nibp-sys' ? [] : one.marked)
    if (track) same([track.source, track.gaps, marks(track)], [whole.source, whole.gaps, marks(whole)])
  }
  const merged = (await everything(plain)).filter((sample) => sample.at < to)
  same(
    ofKey('rhythm') ?? null,
    orNull(
      thinCoded(
        'rhythm',
        merged.filter(({ signal }) => signal === 'rhythm'),
        asked,
      ),
    ),
  )
  same(
    ofKey('beat') ?? null,
    orNull(
      thinEvents(
        'beat',
        merged.filter(({ signal }) => signal === 'beat'),
        asked,
      ),
    ),
  )

  async function everything(_: unknown): Promise<readonly Sample[]> {
    const seen = new Map<string, Sample>()
    for (const sample of samples) {
      const key = `${sample.source} ${sample.signal} ${sample.seq} ${sample.at}`
      seen.set(key, seen.get(key) ?? sample)
    }
    return [...seen.values()].toSorted((a, b) => a.at - b.at || (a.source < b.source ? -1 : 1))
  }
  const waves = merged.filter((sample) => sample.kind === 'wave')
  const plan = planThin(from, to, width, [1000])
  const wave = thinWaves('resp', { ...plan, rolled: null, raw: [asked] }, { samples: waves, rolls: [] })
  const track = ofKey('resp') as WaveTrack | undefined
  same(
    [track?.count ?? 0, track?.value, track?.gaps],
    wave.source === null ? [0, undefined, undefined] : [wave.count, wave.value, wave.gaps],
  )
}
const orNull = (track: CodedTrack | EventTrack) => (track.source === null ? null : track)

test.each(['folder', 'memory'])('samples kept in a %s are read back, before and after they are sealed', async (where) => {
  one = await testHistory(where === 'folder' ? folder.path : null)
  const samples = madeUp(FROM, 2400, 1)
  await one.history.append([{ stay: STAY, samples }])
  const asked = { from: at(FROM + 60_500), to: at(FROM + 2_000_000) }
  await compare(one, samples, asked, 300)
  await compare(one, samples, asked, 12)
  await one.seal(FROM + 10_000_000)
  await compare(one, samples, asked, 300)
  await compare(one, samples, asked, 12)
  await compare(one, samples, { from: at(FROM - 5_000_000), to: at(FROM + 5_000_000) }, 9)
})

test('a device that counts anew within a span, as after it was switched on again, loses nothing of it', async () => {
  one = await testHistory(folder.path)
  const first = madeUp(FROM, 200, 1)
  const later = 210_000
  // The same numbers once more, of other instants: with a clock of its own that began anew, too, and without one.
  const again = first.map((sample) => ({ ...sample, at: at(sample.at + later), received: at(sample.received + later) }))
  await one.history.append([{ stay: STAY, samples: first }])
  await one.history.append([{ stay: STAY, samples: again }])
  const asked = { stay: STAY, from: at(FROM - 1e6), to: at(FROM + 2e6) }
  const waves = [...new Set(first.filter(({ kind }) => kind === 'wave').map(({ signal }) => signal))] as 'resp'[]
  const sent = (kind: Sample['kind']): number =>
    [...first, ...again].reduce((sum, one) => sum + (one.kind !== kind ? 0 : one.kind === 'wave' ? one.data.length : 1), 0)
  const kept = async (): Promise<readonly number[]> => [
    (await one!.history.numbers({ ...asked, signals: NUMBERS })).reduce((sum, { at: times }) => sum + times.length, 0),
    (await one!.history.waves({ ...asked, signals: waves })).reduce((sum, { data }) => sum + data.length, 0),
  ]
  const all = [sent('number'), sent('wave')]
  expect(Math.min(...all)).toBeGreaterThan(0)
  expect(await kept()).toEqual(all)
  await one.seal(FROM + 10_000_000)
  expect(await kept()).toEqual(all)
  // Sent a second time it is none the less the same.
  await one.history.append([{ stay: STAY, samples: again }])
  expect(await kept()).toEqual(all)
})

test('what can be kept in no way costs nothing else of its second; a long piece of a slow wave is cut, however many spans it takes', async () => {
  one = await testHistory(folder.path)
  const samples = madeUp(FROM, 60, 1)
  const wave = samples.find((sample) => sample.kind === 'wave')!
  // 12,000 spans, 100 s from sample to sample.
  const slow = { ...wave, rate: hz(0.01), data: new Int16Array(12_000), seq: 9e9 }
  const odd = { ...samples[0]!, signal: 'no-such' } as unknown as Sample
  await one.history.append([{ stay: STAY, samples: [...samples.slice(0, 50), odd, ...samples.slice(50)] }])
  await one.history.append([{ stay: STAY, samples: [slow] }])
  expect([one.history.counts().lost, one.history.owes()]).toEqual([1, 0])
  const hr = await one.history.numbers({ stay: STAY, from: at(FROM - 1e6), to: at(FROM + 1e6), signals: ['hr'] })
  expect(hr.reduce((sum, { at: times }) => sum + times.length, 0)).toBe(samples.filter(({ signal }) => signal === 'hr').length)
})

test('after any order, repetition and cutting into batches, some of them late, the store answers the same (more under soak)', async () => {
  const samples = madeUp(FROM, 1100, 7)
  const how = fc.record({
    seed: fc.nat(),
    batches: fc.integer({ min: 1, max: 12 }),
    twice: fc.integer({ min: 0, max: 300 }),
    sealedAfter: fc.array(fc.nat(11), { maxLength: 3 }),
    filled: fc.boolean(),
    window: fc.tuple(fc.integer({ min: -500, max: 1300 }), fc.integer({ min: 1, max: 1800 })),
    width: fc.constantFrom(1, 7, 20, 200, 1500),
  })
  await fc.assert(
    fc.asyncProperty(how, async ({ seed, batches, twice, sealedAfter, filled, window: [begin, length], width }) => {
      const order = shuffled([...samples, ...shuffled(samples, seed + 1).slice(0, twice)], seed)
      const own = testFolder()
      const held = await testHistory(own.path)
      try {
        const size = Math.ceil(order.length / batches)
        for (let i = 0; i < batches; i++) {
          const batch = order.slice(i * size, (i + 1) * size)
          if (filled && i % 2 === 1) await held.history.fill(STAY, batch)
          else await held.history.append([{ stay: STAY, samples: batch }])
          if (sealedAfter.includes(i)) await held.seal(held.clock.now() + 5_000_000)
        }
        const from = FROM + begin * 1000 + 137
        await compare(held, samples, { from: at(from), to: at(from + length * 1000) }, width)
      } finally {
        await held.close()
        own.remove()
      }
    }),
    { numRuns: SOAK ? 150 : 4 },
  )
}, 600_000)

function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed + 1
  const random = (): number => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  return list
    .map((value) => ({ value, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value)
}
