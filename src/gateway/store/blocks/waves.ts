// Chunks of one wave over one span, of all sources: their times as deviations from an even run, their integers in one piece, NO_SAMPLE as stretches.
import type { WavePiece } from '../../../model/history.ts'
import { deviceId } from '../../../model/ids.ts'
import type { WaveSample, WaveScale } from '../../../model/sample.ts'
import { signalAt, signalOf } from '../../../model/signals.ts'
import { hz, at as instant } from '../../../model/units.ts'
import { WHYS } from '../../../model/value.ts'
import { NO_SAMPLE, WAVE_KEYS, type WaveKey } from '../../../model/waves.ts'
import { BadBlock, MOST_ROWS, Sink, type Tap } from './bytes.ts'
import { readWholes, writeWholes } from './columns.ts'
import { close, openBoth } from './frame.ts'
import { mergeOne } from './merge.ts'
import { readResidual, writeResidual } from './residual.ts'
import { type Run, readRuns, writeRuns } from './runs.ts'

interface Scale extends WaveScale {
  readonly wide: boolean
}
const scaleOf = ({ rate, gain, baseline, unit, data }: WaveSample): Scale => ({
  rate,
  gain,
  baseline,
  unit,
  wide: data instanceof Int32Array,
})
const same = (a: Scale, b: Scale): boolean =>
  a.rate === b.rate && Object.is(a.gain, b.gain) && Object.is(a.baseline, b.baseline) && a.unit === b.unit && a.wide === b.wide

/** Samples of one signal in any order, with or without duplicates. The same samples always give the same bytes. */
export function packWaves(samples: readonly WaveSample[]): Uint8Array {
  const merged = mergeOne(samples)
  const sink = new Sink(1 << 14)
  const noise = new Sink()
  sink.u8(signalOf(merged[0]!.signal).wire)
  const sources = [...new Set(merged.map(({ source }) => source))].sort()
  sink.count(sources.length)
  for (const source of sources) {
    const list = merged.filter((sample) => sample.source === source)
    const scales: Scale[] = []
    const which = list.map((sample) => {
      const scale = scaleOf(sample)
      const found = scales.findIndex((one) => same(one, scale))
      return found >= 0 ? found : scales.push(scale) - 1
    })
    sink.text(source)
    sink.count(scales.length)
    for (const { rate, gain, baseline, unit, wide } of scales) {
      sink.f64(rate)
      sink.f64(gain)
      sink.f64(baseline)
      sink.text(unit)
      sink.u8(wide ? 1 : 0)
    }
    const column = (of: (sample: WaveSample, i: number) => number) => Float64Array.from(list, of)
    sink.count(list.length)
    writeWholes(
      sink,
      column((_, i) => which[i]!),
    )
    writeWholes(
      sink,
      column(({ data }) => data.length),
    )
    writeRuns(
      sink,
      list.map((sample): Run => ({ ...sample, length: sample.data.length })),
    )
    writeWholes(
      sink,
      column(({ quality }) => quality),
    )
    writeWholes(
      sink,
      column(({ why }) => (why === undefined ? -1 : WHYS.indexOf(why))),
    )
    writeData(sink, noise, list)
  }
  return close('waves', sink, noise)
}

function writeData(sink: Sink, noise: Sink, list: readonly WaveSample[]): void {
  const total = list.reduce((sum, { data }) => sum + data.length, 0)
  const valid = new Float64Array(total)
  /** Lengths of valid and invalid stretches in turn, valid first. */
  const stretches: number[] = [0]
  let count = 0
  for (const { data } of list)
    for (let i = 0; i < data.length; i++) {
      const none = data[i] === NO_SAMPLE
      if (none !== (stretches.length % 2 === 0)) stretches.push(0)
      stretches[stretches.length - 1]!++
      if (!none) valid[count++] = data[i]!
    }
  sink.count(stretches.length)
  for (const length of stretches) sink.count(length)
  writeResidual(sink, noise, valid.subarray(0, count))
}
function readData(tap: Tap, noise: Tap, total: number): Float64Array {
  const all = new Float64Array(total).fill(NO_SAMPLE)
  const stretches = Array.from({ length: tap.count(tap.left) }, () => tap.count(total))
  let [sum, valid] = [0, 0]
  stretches.forEach((length, i) => {
    sum += length
    if (i % 2 === 0) valid += length
  })
  if (sum !== total) throw new BadBlock(`${sum} samples where ${total} are said to be`)
  const data = readResidual(tap, noise, valid)
  let [place, next] = [0, 0]
  stretches.forEach((length, i) => {
    if (i % 2 === 0) {
      all.set(data.subarray(next, next + length), place)
      next += length
    }
    place += length
  })
  return all
}

function readScales(tap: Tap): Scale[] {
  return Array.from({ length: tap.count(255) }, (): Scale => {
    const [rate, gain, baseline] = [tap.f64(), tap.f64(), tap.f64()]
    return { rate: hz(rate), gain, baseline, unit: tap.text(), wide: tap.u8() === 1 }
  })
}

/** By time, source and running number. Throws BadBlock. */
export function unpackWaves(block: Uint8Array): WaveSample[] {
  const { tap, noise } = openBoth('waves', block)
  const wire = tap.u8()
  const signal = signalAt(wire)?.key as WaveKey
  if (!WAVE_KEYS.includes(signal)) throw new BadBlock(`no such wave: ${wire}`)
  const samples: WaveSample[] = []
  for (let left = tap.count(255); left > 0; left--) {
    const source = deviceId(tap.text())
    const scales = readScales(tap)
    const count = tap.count(MOST_ROWS)
    const which = readWholes(tap, count)
    const lengths = readWholes(tap, count)
    let total = 0
    for (const length of lengths) {
      if (!(Number.isInteger(length) && length >= 0)) throw new BadBlock('a chunk without a length')
      total += length
    }
    if (total > MOST_ROWS * 4) throw new BadBlock(`${total} samples`)
    const chunkScales = Array.from(which, (index) => {
      const scale = scales[index]
      if (!scale) throw new BadBlock(`no such scale: ${index}`)
      return scale
    })
    const runs = readRuns(
      tap,
      chunkScales.map(({ rate }, i) => ({ rate, length: lengths[i]! })),
    )
    const qualities = readWholes(tap, count)
    const whys = readWholes(tap, count)
    const data = readData(tap, noise, total)
    let place = 0
    for (let i = 0; i < count; i++) {
      const { wide, ...scale } = chunkScales[i]!
      const why = whys[i] === -1 ? null : WHYS[whys[i]!]
      if (why === undefined) throw new BadBlock(`no such reason: ${whys[i]}`)
      const piece = data.subarray(place, place + lengths[i]!)
      place += lengths[i]!
      const { at, received, seq, deviceTime } = runs[i]!
      samples.push({
        kind: 'wave',
        signal,
        ...scale,
        at: instant(at),
        received: instant(received),
        ...(deviceTime === undefined ? {} : { deviceTime }),
        source,
        seq,
        quality: qualities[i]!,
        data: wide ? Int32Array.from(piece) : Int16Array.from(piece),
        ...(why === null ? {} : { why }),
      })
    }
  }
  tap.end()
  noise.end()
  return samples.sort((a, b) => a.at - b.at || (a.source < b.source ? -1 : a.source > b.source ? 1 : a.seq - b.seq))
}

/** Pieces without holes: chunks that follow each other by number, of one scale and quality, in one. Of each source, oldest first. */
export function wavePieces(block: Uint8Array): WavePiece[] {
  const open = new Map<string, { first: WaveSample; next: number; parts: WaveSample[] }>()
  const found: { first: WaveSample; parts: WaveSample[] }[] = []
  for (const sample of unpackWaves(block)) {
    const last = open.get(sample.source)
    if (last && last.next === sample.seq && last.first.quality === sample.quality && same(scaleOf(last.first), scaleOf(sample))) {
      last.parts.push(sample)
      last.next += sample.data.length
      continue
    }
    const one = { first: sample, next: sample.seq + sample.data.length, parts: [sample] }
    open.set(sample.source, one)
    found.push(one)
  }
  return found.map(({ first, parts }) => {
    const { signal, source, at, quality, rate, gain, baseline, unit } = first
    const total = parts.reduce((sum, { data }) => sum + data.length, 0)
    const data = first.data instanceof Int32Array ? new Int32Array(total) : new Int16Array(total)
    let place = 0
    for (const part of parts) {
      data.set(part.data, place)
      place += part.data.length
    }
    return { signal, source, at, quality, rate, gain, baseline, unit, data }
  })
}
