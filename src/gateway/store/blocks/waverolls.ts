// Roll-ups of waves: second by second, in the integers of the wave; a scale of its own makes a roll-up of its own.
import { GAP_WHYS } from '../../../model/history.ts'
import type { DeviceId } from '../../../model/ids.ts'
import { QUALITY, type WaveSample, type WaveScale } from '../../../model/sample.ts'
import { WHYS } from '../../../model/value.ts'
import { NO_SAMPLE, type WaveKey } from '../../../model/waves.ts'
import { KNOWN } from './decimals.ts'
import { gapsOf, type Line, marksOf } from './lines.ts'
import { type Rolls, rollLine } from './rolls.ts'

export interface WaveRolls extends Rolls, WaveScale {
  readonly signal: WaveKey
}

/** A hole of more ms breaks the trace: chunks that came by arrival time lie apart by as much. */
export const WAVE_SILENCE = 100
/** A hundredth of an integer. */
const FINE = 100
const INVALID = WHYS.indexOf('invalid')

/** Chunks of one scale as a line of integers, those of leading sources alone, within [from, to). Sorted by time. */
export function waveLine(samples: readonly WaveSample[], from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): Line {
  const list = samples.filter(({ quality }) => (quality & QUALITY.second) === 0)
  const sources = [...new Set(list.map(({ source }) => source))].sort()
  const places = new Map<DeviceId, number>(sources.map((source, place) => [source, place]))
  const total = list.reduce((sum, { data }) => sum + data.length, 0)
  const line = {
    at: new Float64Array(total),
    value: new Float64Array(total),
    why: new Uint8Array(total),
    quality: new Uint8Array(total),
    source: new Uint8Array(total),
    sources,
  }
  let count = 0
  for (const sample of list.toSorted((a, b) => a.at - b.at)) {
    const { at, rate, data, quality, source } = sample
    const place = places.get(source)!
    const why = sample.why === undefined ? INVALID : WHYS.indexOf(sample.why)
    for (let i = 0; i < data.length; i++) {
      const when = at + (i * 1000) / rate
      if (when < from || when >= to) continue
      const none = data[i] === NO_SAMPLE
      line.at[count] = when
      line.value[count] = none ? Number.NaN : data[i]!
      line.why[count] = none ? why : KNOWN
      line.quality[count] = quality
      line.source[count] = place
      count++
    }
  }
  const cut = <A extends Float64Array | Uint8Array>(column: A): A => column.subarray(0, count) as A
  return { at: cut(line.at), value: cut(line.value), why: cut(line.why), quality: cut(line.quality), source: cut(line.source), sources }
}

/** Chunks of each scale, in the order in which the scales first came. */
export function byScale(samples: readonly WaveSample[]): (readonly [WaveScale, readonly WaveSample[]])[] {
  const found: { readonly scale: WaveScale; readonly list: WaveSample[] }[] = []
  for (const sample of samples.toSorted((a, b) => a.at - b.at)) {
    const { rate, gain, baseline, unit } = sample
    const same = found.find(({ scale }) => scale.rate === rate && scale.gain === gain && scale.baseline === baseline && scale.unit === unit)
    if (same) same.list.push(sample)
    else found.push({ scale: { rate, gain, baseline, unit }, list: [sample] })
  }
  return found.map(({ scale, list }) => [scale, list] as const)
}

/** One roll-up a scale; mostly one. */
export function rollWaves(signal: WaveKey, samples: readonly WaveSample[], step: number): WaveRolls[] {
  return byScale(samples).map(([scale, list]) => {
    const line = waveLine(list)
    return {
      signal,
      step,
      ...scale,
      ...rollLine(line, step, FINE),
      gaps: gapsOf(line, (index) => GAP_WHYS[index]!, WAVE_SILENCE),
      marked: marksOf(line, WAVE_SILENCE),
      sources: line.sources,
    }
  })
}
