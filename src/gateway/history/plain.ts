// A history in memory that does everything the plain way, sample by sample: for gateways that keep nothing, and to compare the store with.
import type { Extent, Gap, Marked, NumberTrack, RawNumbers, Span, Track, WavePiece, WindowAsked } from '../../model/history.ts'
import { GAP_WHYS } from '../../model/history.ts'
import type { DeviceId, StayId } from '../../model/ids.ts'
import { identityOf, type NumberSample, QUALITY, type Sample, type WaveSample } from '../../model/sample.ts'
import { thin } from '../../model/series.ts'
import { type SignalKey, signalOf } from '../../model/signals.ts'
import { type At, at } from '../../model/units.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { unpackAll } from '../store/spans.ts'
import type { History } from './history.ts'

/** Samples of all stays together; beyond, the first that came are dropped. */
const MOST_KEPT = 4_000_000
/** A stretch without samples longer than so many usual distances is a gap. */
const FACTOR = 3
const FLOOR = 5000

const inOrder = (a: Sample, b: Sample): number => a.at - b.at || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0) || a.seq - b.seq

/** Clips, and joins what touches and says the same. */
function joined<T extends Span>(spans: readonly T[], { from, to }: Span, same: (a: T, b: T) => boolean): readonly T[] {
  const out: T[] = []
  for (const span of spans) {
    const clipped = { ...span, from: at(Math.max(span.from, from)), to: at(Math.min(span.to, to)) }
    if (clipped.to <= clipped.from) continue
    const last = out.at(-1)
    if (last && last.to >= clipped.from && same(last, clipped)) out[out.length - 1] = { ...last, to: at(Math.max(last.to, clipped.to)) }
    else out.push(clipped)
  }
  return out
}
/** The distance that half of the samples keep to the next. */
function usual(times: readonly number[]): number {
  const steps = times.slice(1).map((time, i) => time - times[i]!)
  return steps.length === 0 ? FLOOR : steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)]!
}

export function createPlain(downtimes: readonly Gap[] = []): History {
  const stays = new Map<StayId, Map<string, Sample>>()
  let kept = 0
  let commits = 0
  let lost = 0

  const put = (stay: StayId, samples: Iterable<Sample>): void => {
    const own = stays.get(stay) ?? new Map<string, Sample>()
    stays.set(stay, own)
    for (const sample of samples) {
      const key = `${sample.source} ${sample.signal} ${identityOf(sample)}`
      if (own.has(key)) continue
      own.set(key, sample)
      kept++
    }
    while (kept > MOST_KEPT) {
      const oldest = own.keys().next().value
      if (oldest === undefined) break
      own.delete(oldest)
      kept--
      lost++
    }
  }
  const all = (stay: StayId, signal: SignalKey): Sample[] =>
    [...(stays.get(stay)?.values() ?? [])].filter((sample) => sample.signal === signal).toSorted(inOrder)
  const led = (stay: StayId, signal: SignalKey): Sample[] => all(stay, signal).filter(({ quality }) => !(quality & QUALITY.second))

  /** Stretches of the window in which nothing was known, and those with a mark. `long` null: a spot reading leaves no gap. */
  function stretches(found: readonly Sample[], window: Span, long: number | null): { gaps: readonly Gap[]; marked: readonly Marked[] } {
    const gaps: Gap[] = []
    const marked: Marked[] = []
    const missing = (from: At, to: At): void => {
      let done = from
      for (const off of downtimes) {
        if (off.to <= done || off.from >= to) continue
        if (off.from > done) gaps.push({ from: done, to: off.from, why: 'nothing-came' })
        gaps.push({ from: at(Math.max(done, off.from)), to: at(Math.min(to, off.to)), why: 'gateway-off' })
        done = at(Math.min(to, off.to))
      }
      if (done < to) gaps.push({ from: done, to, why: 'nothing-came' })
    }
    let before: At | null = null
    for (const [i, sample] of found.entries()) {
      const end = at(sample.kind === 'wave' ? sample.at + (sample.data.length * 1000) / sample.rate : sample.at)
      const next = found[i + 1]?.at ?? null
      const step = long === null ? 0 : long / FACTOR
      const until = at(next !== null && (long === null || next - end <= long) ? next : end + step)
      if (long !== null && before !== null && sample.at - before > long) missing(at(before + step), sample.at)
      if (sample.kind !== 'event' && sample.kind !== 'wave' && sample.value.is === 'unknown' && until > sample.at)
        gaps.push({ from: sample.at, to: until, why: sample.value.why })
      if (sample.quality && until > sample.at) marked.push({ from: sample.at, to: until, quality: sample.quality })
      before = end
    }
    return {
      gaps: joined(
        gaps.toSorted((a, b) => a.from - b.from),
        window,
        (a, b) => a.why === b.why,
      ),
      marked: joined(marked, window, (a, b) => a.quality === b.quality),
    }
  }

  function mostOf(found: readonly Sample[]): DeviceId | null {
    const counts = new Map<DeviceId, number>()
    for (const { source } of found) counts.set(source, (counts.get(source) ?? 0) + 1)
    return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
  }

  function trackOf(signal: SignalKey, { stay, from, to, width }: WindowAsked): readonly Track[] {
    const every = led(stay, signal)
    const inside = every.filter((sample) => sample.at >= from && sample.at < to)
    if (inside.length === 0) return []
    const { kind } = signalOf(signal)
    const spot = kind === 'number' && VITALS[signal as VitalKey].clock === 'spot'
    const long = spot || kind === 'event' ? null : Math.max(FLOOR, FACTOR * usual(inside.map((sample) => sample.at)))
    const shared = { source: mostOf(inside), ...stretches(inside, { from, to }, long) }
    if (kind === 'event')
      return [
        {
          kind,
          signal,
          ...shared,
          events: inside.flatMap((sample) => (sample.kind === 'event' ? [{ at: sample.at, mark: sample.mark }] : [])),
        } as Track,
      ]
    if (kind === 'coded') {
      const steps = inside.map((sample) => ({
        at: sample.at,
        code: sample.kind === 'coded' && sample.value.is === 'known' ? sample.value.value : null,
      }))
      return [{ kind, signal, ...shared, steps: steps.filter((step, i) => step.code !== steps[i - 1]?.code || i === 0) } as Track]
    }
    const times: number[] = []
    const values: number[] = []
    let count = 0
    const add = (time: number, value: number): void => {
      const last = times.at(-1)
      // A break where nothing came for long: no line is joined across it.
      if (long !== null && last !== undefined && time - last > long) {
        times.push(last + 1)
        values.push(Number.NaN)
      }
      times.push(time)
      values.push(value)
      if (!Number.isNaN(value)) count++
    }
    for (const sample of inside) {
      if (sample.kind === 'number') add(sample.at, sample.value.is === 'known' ? sample.value.value : Number.NaN)
      if (sample.kind === 'wave')
        for (const [i, raw] of sample.data.entries())
          add(sample.at + (i * 1000) / sample.rate, raw === NO_SAMPLE ? Number.NaN : (raw - sample.baseline) / sample.gain)
    }
    const columns = { at: Float64Array.from(times), value: Float64Array.from(values) }
    return [{ kind, signal, ...shared, ...thin(columns, from, to, width), count } as NumberTrack]
  }

  function numbers({ stay, from, to, signals }: Span & { readonly stay: StayId; readonly signals: readonly VitalKey[] }): RawNumbers[] {
    return signals.flatMap((signal) => {
      const found = all(stay, signal).filter(
        (sample): sample is NumberSample => sample.kind === 'number' && sample.at >= from && sample.at < to,
      )
      return [...Map.groupBy(found, ({ source }) => source)].map(
        ([source, own]): RawNumbers => ({
          signal,
          source,
          at: Float64Array.from(own, (sample) => sample.at),
          received: Float64Array.from(own, ({ received }) => received),
          value: Float64Array.from(own, ({ value }) => (value.is === 'known' ? value.value : Number.NaN)),
          why: Uint8Array.from(own, ({ value }) => (value.is === 'known' ? 255 : GAP_WHYS.indexOf(value.why))),
          quality: Uint8Array.from(own, ({ quality }) => quality),
        }),
      )
    })
  }

  return {
    async append(batches) {
      for (const { stay, samples } of batches) put(stay, samples)
      commits++
    },
    async fill(stay, samples) {
      put(stay, samples)
    },
    async fillPacked(stay, packed) {
      for (const { wave, blocks } of packed) put(stay, unpackAll(blocks, wave))
    },
    window: async (asked) => asked.signals.flatMap((signal) => trackOf(signal, asked)),
    numbers: async (asked) => numbers(asked),
    whole: async (asked) => ({ numbers: numbers(asked), holes: [] }),
    async waves({ stay, from, to, signals }) {
      return signals.flatMap((signal) =>
        led(stay, signal)
          .filter((sample): sample is WaveSample => sample.kind === 'wave')
          .flatMap(({ at: first, data, rate, gain, baseline, unit, source, quality }): WavePiece[] => {
            const begin = Math.max(0, Math.ceil(((from - first) * rate) / 1000))
            const end = Math.min(data.length, Math.ceil(((to - first) * rate) / 1000))
            if (end <= begin) return []
            return [
              { signal, source, at: at(first + (begin * 1000) / rate), rate, gain, baseline, unit, quality, data: data.slice(begin, end) },
            ]
          }),
      )
    },
    async extents(stay) {
      return [...Map.groupBy(stays.get(stay)?.values() ?? [], ({ signal }) => signal)].map(([signal, own]): Extent => {
        const times = own.map((sample) => sample.at)
        const min = times.reduce((low, time) => Math.min(low, time), Number.POSITIVE_INFINITY)
        const max = times.reduce((high, time) => Math.max(high, time), Number.NEGATIVE_INFINITY)
        return { signal, sources: [...new Set(own.map(({ source }) => source))], from: at(min), to: at(max), count: own.length }
      })
    },
    downtimes: () => downtimes,
    late: () => [],
    owes: () => 0,
    counts: () => ({ samples: kept, commits, lost, damaged: 0 }),
    close: async () => {},
  }
}
