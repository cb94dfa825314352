// Answers what is asked of the history of a stay: thinned tracks, every number, waves as measured, and what there is.
import {
  type Extent,
  GAP_WHYS,
  type Gap,
  type NumberTrack,
  type RawNumbers,
  type Track,
  type WavePiece,
  type WindowAsked,
} from '../../model/history.ts'
import type { DeviceId } from '../../model/ids.ts'
import { type NumberSample, QUALITY, type Sample } from '../../model/sample.ts'
import { thin } from '../../model/series.ts'
import { type SignalKey, signalAt, signalOf } from '../../model/signals.ts'
import { at } from '../../model/units.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import type { RawAsked } from './asks.ts'
import { type Found, findSamples } from './found.ts'
import type { StaysReader } from './stays.ts'
import { longest, stretchesOf } from './stretches.ts'

const leads = ({ quality }: Sample): boolean => (quality & QUALITY.second) === 0

function mostOf(found: readonly Sample[]): DeviceId | null {
  const counts = new Map<DeviceId, number>()
  for (const { source } of found) counts.set(source, (counts.get(source) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** Every point of numbers and waves, with a break where nothing came for long. */
function pointsOf(found: readonly Sample[], long: number | null): { at: Float64Array; value: Float64Array; count: number } {
  const times: number[] = []
  const values: number[] = []
  let count = 0
  let last = Number.POSITIVE_INFINITY
  const add = (time: number, value: number): void => {
    if (long !== null && time - last > long) {
      times.push(last + 1)
      values.push(Number.NaN)
    }
    times.push(time)
    values.push(value)
    if (!Number.isNaN(value)) count++
    last = time
  }
  for (const sample of found) {
    if (sample.kind === 'number') add(sample.at, sample.value.is === 'known' ? sample.value.value : Number.NaN)
    if (sample.kind !== 'wave') continue
    const { at: first, data, rate, gain, baseline } = sample
    for (let i = 0; i < data.length; i++)
      add(first + (i * 1000) / rate, data[i] === NO_SAMPLE ? Number.NaN : (data[i]! - baseline) / gain)
  }
  return { at: Float64Array.from(times), value: Float64Array.from(values), count }
}

function trackOf(signal: SignalKey, { samples, damaged }: Found, asked: WindowAsked, downtimes: readonly Gap[]): Track | null {
  const { from, to, width } = asked
  const { kind } = signalOf(signal)
  const inside = samples.filter((sample) => leads(sample) && sample.at >= from && sample.at < to)
  if (inside.length === 0 && damaged.length === 0) return null
  const spot = kind === 'event' || (kind === 'number' && VITALS[signal as VitalKey].clock === 'spot')
  const long = spot ? null : longest(inside.map((sample) => sample.at))
  const broken = damaged.map((span): Gap => ({ ...span, why: 'damaged' }))
  const reasons = [...broken, ...downtimes].toSorted((a, b) => a.from - b.from)
  const shared = { source: mostOf(inside), ...stretchesOf(inside, asked, long, reasons) }
  if (kind === 'event') {
    const events = inside.flatMap((sample) => (sample.kind === 'event' ? [{ at: sample.at, mark: sample.mark }] : []))
    return { kind, signal, ...shared, events } as Track
  }
  if (kind === 'coded') {
    const steps = inside.flatMap((sample) =>
      sample.kind === 'coded' ? [{ at: sample.at, code: sample.value.is === 'known' ? sample.value.value : null }] : [],
    )
    return { kind, signal, ...shared, steps: steps.filter(({ code }, i) => i === 0 || code !== steps[i - 1]!.code) } as Track
  }
  const { count, ...columns } = pointsOf(inside, long)
  return { kind, signal, ...shared, ...thin(columns, from, to, width), count } as NumberTrack
}

export interface Windows {
  window(asked: WindowAsked, downtimes: readonly Gap[]): readonly Track[]
  numbers(asked: RawAsked): readonly RawNumbers[]
  waves(asked: RawAsked): readonly WavePiece[]
  extents(stay: string): readonly Extent[]
  forget(stay: string): void
}

/** `failed`: called for each row that does not open. */
export function createWindows(stays: StaysReader, failed: () => void): Windows {
  return {
    window(asked, downtimes) {
      const found = findSamples(stays, asked.stay, asked.signals, asked, failed)
      return asked.signals.flatMap((signal) => trackOf(signal, found.get(signal)!, asked, downtimes) ?? [])
    },
    numbers(asked) {
      const found = findSamples(stays, asked.stay, asked.signals, asked, failed)
      return asked.signals.flatMap((signal) => {
        const own = found
          .get(signal)!
          .samples.filter((one): one is NumberSample => one.kind === 'number' && one.at >= asked.from && one.at < asked.to)
        return [...Map.groupBy(own, ({ source }) => source)].map(
          ([source, of]): RawNumbers => ({
            signal: signal as VitalKey,
            source,
            at: Float64Array.from(of, (one) => one.at),
            received: Float64Array.from(of, ({ received }) => received),
            value: Float64Array.from(of, ({ value }) => (value.is === 'known' ? value.value : Number.NaN)),
            why: Uint8Array.from(of, ({ value }) => (value.is === 'known' ? 255 : GAP_WHYS.indexOf(value.why))),
            quality: Uint8Array.from(of, ({ quality }) => quality),
          }),
        )
      })
    },
    waves(asked) {
      const found = findSamples(stays, asked.stay, asked.signals, asked, failed)
      return asked.signals.flatMap((signal) => found.get(signal)!.samples.flatMap((one) => pieceOf(one, asked)))
    },
    extents(stay) {
      const everything = { from: at(0), to: at(Number.MAX_SAFE_INTEGER) }
      const keys = [...Array(128).keys()].flatMap((wire) => signalAt(wire)?.key ?? [])
      return [...findSamples(stays, stay, keys, everything, failed)].flatMap(([signal, { samples }]): Extent[] => {
        if (samples.length === 0) return []
        const sources = [...new Set(samples.map(({ source }) => source))]
        return [{ signal, sources, from: samples[0]!.at, to: samples.at(-1)!.at, count: samples.length }]
      })
    },
    forget() {},
  }
}

function pieceOf(sample: Sample, { from, to }: RawAsked): WavePiece[] {
  if (sample.kind !== 'wave' || !leads(sample)) return []
  const { signal, source, quality, rate, gain, baseline, unit, data } = sample
  const begin = Math.max(0, Math.ceil(((from - sample.at) * rate) / 1000))
  const end = Math.min(data.length, Math.ceil(((to - sample.at) * rate) / 1000))
  if (end <= begin) return []
  const first = at(sample.at + (begin * 1000) / rate)
  return [{ signal, source, at: first, rate, gain, baseline, unit, quality, data: data.slice(begin, end) }]
}
