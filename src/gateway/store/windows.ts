// Answers what is asked of the history of a stay: thinned tracks, every number, waves as measured, and what there is.
import type { Extent, Gap, RawNumbers, Span, Track, WavePiece, WindowAsked } from '../../model/history.ts'
import type { DeviceId } from '../../model/ids.ts'
import { QUALITY, type Sample } from '../../model/sample.ts'
import { thin } from '../../model/series.ts'
import { SIGNALS, type SignalKey, signalOf } from '../../model/signals.ts'
import { at } from '../../model/units.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import type { RawAsked } from './asks.ts'
import { bySource, lineOf } from './columns.ts'
import { type Finder, findIn } from './found.ts'
import type { StaysReader } from './stays.ts'
import { joined, longest, pointsOf, type Stretches, stretchesOf } from './stretches.ts'

const isVital = (signal: SignalKey): signal is VitalKey => signalOf(signal).kind === 'number'
const leads = ({ quality }: Sample): boolean => (quality & QUALITY.second) === 0

function mostOf(found: readonly Sample[]): DeviceId | null {
  const counts = new Map<DeviceId, number>()
  for (const { source } of found) counts.set(source, (counts.get(source) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** Points of a line, with a break where nothing came for long. */
function broken(times: ArrayLike<number>, values: ArrayLike<number>, long: number | null): { at: Float64Array; value: Float64Array } {
  let breaks = 0
  if (long !== null) for (let i = 1; i < times.length; i++) if (times[i]! - times[i - 1]! > long) breaks++
  const out = { at: new Float64Array(times.length + breaks), value: new Float64Array(times.length + breaks) }
  for (let i = 0, place = 0; i < times.length; i++, place++) {
    if (long !== null && i > 0 && times[i]! - times[i - 1]! > long) {
      out.at[place] = times[i - 1]! + 1
      out.value[place++] = Number.NaN
    }
    out.at[place] = times[i]!
    out.value[place] = values[i]!
  }
  return out
}

function waveLine(found: readonly Sample[]): { at: Float64Array; value: Float64Array } {
  const waves = found.filter((sample) => sample.kind === 'wave')
  const total = waves.reduce((sum, { data }) => sum + data.length, 0)
  const line = { at: new Float64Array(total), value: new Float64Array(total) }
  let place = 0
  for (const { at: first, data, rate, gain, baseline } of waves)
    for (let i = 0; i < data.length; i++, place++) {
      line.at[place] = first + (i * 1000) / rate
      line.value[place] = data[i] === NO_SAMPLE ? Number.NaN : (data[i]! - baseline) / gain
    }
  return line
}

function known(values: Float64Array): number {
  let count = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) count++
  return count
}

/** Damage stands among the gaps whether or not there is anything beside it. */
function withDamage({ gaps, marked }: Stretches, damage: readonly Gap[], window: WindowAsked): Stretches {
  return damage.length === 0 ? { gaps, marked } : { gaps: joined([...gaps, ...damage], window, (a, b) => a.why === b.why), marked }
}
const gapsOf = (damaged: readonly Span[], { from, to }: WindowAsked): readonly Gap[] =>
  damaged.filter((span) => span.to > from && span.from < to).map((span): Gap => ({ ...span, why: 'damaged' }))

function numberTrack(finder: Finder, signal: VitalKey, asked: WindowAsked, downtimes: readonly Gap[]): Track | null {
  const { parts, damaged } = finder.numbers(signal)
  const damage = gapsOf(damaged, asked)
  const line = lineOf(parts, asked)
  if (line.at.length === 0 && damage.length === 0) return null
  const long = VITALS[signal].clock === 'spot' ? null : longest(line.at)
  const stretches = withDamage(stretchesOf({ ...line, end: line.at }, asked, long, reasonsOf(damage, downtimes)), damage, asked)
  const columns = thin(broken(line.at, line.value, long), asked.from, asked.to, asked.width)
  return { kind: 'number', signal, source: line.sources[mostIn(line.source)] ?? null, ...stretches, ...columns, count: known(line.value) }
}
const reasonsOf = (damage: readonly Gap[], downtimes: readonly Gap[]): readonly Gap[] =>
  [...damage, ...downtimes].toSorted((a, b) => a.from - b.from)
function mostIn(indices: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (let i = 0; i < indices.length; i++) counts[indices[i]!]!++
  return counts.indexOf(Math.max(...counts))
}

function otherTrack(finder: Finder, signal: Exclude<SignalKey, VitalKey>, asked: WindowAsked, downtimes: readonly Gap[]): Track | null {
  const { kind } = signalOf(signal)
  const { parts, damaged } = finder.samples(signal)
  const damage = gapsOf(damaged, asked)
  const inside = parts.flat().filter((sample) => leads(sample) && sample.at >= asked.from && sample.at < asked.to)
  if (inside.length === 0 && damage.length === 0) return null
  const points = pointsOf(inside)
  const long = kind === 'event' ? null : longest(points.at)
  const shared = {
    signal,
    source: mostOf(inside),
    ...withDamage(stretchesOf(points, asked, long, reasonsOf(damage, downtimes)), damage, asked),
  }
  if (kind === 'event') {
    const events = inside.flatMap((sample) => (sample.kind === 'event' ? [{ at: sample.at, mark: sample.mark }] : []))
    return { kind, ...shared, events } as Track
  }
  if (kind === 'coded') {
    const steps = inside.flatMap((sample) =>
      sample.kind === 'coded' ? [{ at: sample.at, code: sample.value.is === 'known' ? sample.value.value : null }] : [],
    )
    return { kind, ...shared, steps: steps.filter(({ code }, i) => i === 0 || code !== steps[i - 1]!.code) } as Track
  }
  const line = waveLine(inside)
  const columns = thin(broken(line.at, line.value, long), asked.from, asked.to, asked.width)
  return { kind: 'wave', ...shared, ...columns, count: known(line.value) } as Track
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
      const finder = findIn(stays, asked.stay, asked, failed)
      return asked.signals.flatMap(
        (signal) => (isVital(signal) ? numberTrack(finder, signal, asked, downtimes) : otherTrack(finder, signal, asked, downtimes)) ?? [],
      )
    },
    numbers(asked) {
      const finder = findIn(stays, asked.stay, asked, failed)
      return asked.signals.filter(isVital).flatMap((signal) => bySource(finder.numbers(signal).parts, asked))
    },
    waves(asked) {
      const finder = findIn(stays, asked.stay, asked, failed)
      return asked.signals.flatMap((signal) =>
        finder
          .samples(signal)
          .parts.flat()
          .flatMap((one) => pieceOf(one, asked)),
      )
    },
    extents(stay) {
      const finder = findIn(stays, stay, { from: at(0), to: at(Number.MAX_SAFE_INTEGER) }, failed)
      return SIGNALS.flatMap(({ key }): Extent[] => {
        const samples = finder.samples(key).parts.flat()
        if (samples.length === 0) return []
        const sources = [...new Set(samples.map(({ source }) => source))]
        return [{ signal: key, sources, from: samples[0]!.at, to: samples.at(-1)!.at, count: samples.length }]
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
