// Samples as they come, put into bytes at once: lossless and quick, not small; sealed blocks take their place within minutes.
import type { Code, EventMark } from '../../../model/codes.ts'
import { type DeviceId, deviceId } from '../../../model/ids.ts'
import type { Sample } from '../../../model/sample.ts'
import { signalAt, signalOf } from '../../../model/signals.ts'
import type { At, Hz } from '../../../model/units.ts'
import { WHYS } from '../../../model/value.ts'
import { BadBlock, MOST_ROWS, Sink, Tap } from './bytes.ts'

/** Apart from that of sealed blocks. */
const HEAD_FORMAT = 1

/** TABLE: bits before a sample. What is not said again is as in the sample before it. */
const SAYS = {
  /** Source, times, running number. */
  report: 1,
  quality: 2,
  /** Of a wave: rate, gain, baseline, unit, width. */
  scale: 4,
  /** It is not known why, or a wave holds what is not valid. */
  why: 8,
} as const

interface Before {
  source: string
  at: number
  received: number
  deviceTime: number | undefined
  seq: number
  quality: number
  rate: number
  gain: number
  baseline: number
  unit: string
}
const nothing = (): Before => ({
  source: '',
  at: 0,
  received: 0,
  deviceTime: undefined,
  seq: 0,
  quality: 0,
  rate: 0,
  gain: 0,
  baseline: 0,
  unit: '',
})

const whyIndex = (sample: Sample): number => {
  if (sample.kind === 'wave') return sample.why === undefined ? -1 : WHYS.indexOf(sample.why)
  return sample.kind !== 'event' && sample.value.is === 'unknown' ? WHYS.indexOf(sample.value.why) : -1
}

/** Any samples, in any order; they come back in this order. */
export function packSamples(samples: readonly Sample[]): Uint8Array {
  const sink = new Sink(256 + samples.length * 64)
  const texts = new Map<string, number>()
  /** A text in full the first time, by its number after. */
  const text = (value: string): void => {
    const known = texts.get(value)
    sink.count(known ?? texts.size)
    if (known !== undefined) return
    texts.set(value, texts.size)
    sink.text(value)
  }
  const before = nothing()
  sink.u8(HEAD_FORMAT)
  sink.count(samples.length)
  for (const sample of samples) {
    const { at, received, deviceTime, source, seq, quality } = sample
    const why = whyIndex(sample)
    const report =
      source !== before.source ||
      !Object.is(at, before.at) ||
      received !== before.received ||
      deviceTime !== before.deviceTime ||
      seq !== before.seq
    const scale =
      sample.kind === 'wave' &&
      (sample.rate !== before.rate ||
        sample.gain !== before.gain ||
        !Object.is(sample.baseline, before.baseline) ||
        sample.unit !== before.unit)
    sink.u8(signalOf(sample.signal).wire)
    sink.u8(
      (report ? SAYS.report : 0) | (quality !== before.quality ? SAYS.quality : 0) | (scale ? SAYS.scale : 0) | (why >= 0 ? SAYS.why : 0),
    )
    if (report) {
      text(source)
      sink.f64(at)
      sink.f64(received)
      sink.f64(seq)
      sink.u8(deviceTime === undefined ? 0 : 1)
      if (deviceTime !== undefined) sink.f64(deviceTime)
      Object.assign(before, { source, at, received, deviceTime, seq })
    }
    if (quality !== before.quality) {
      sink.f64(quality)
      before.quality = quality
    }
    if (why >= 0) sink.u8(why)
    if (sample.kind === 'wave') {
      if (scale) {
        const { rate, gain, baseline, unit } = sample
        sink.f64(rate)
        sink.f64(gain)
        sink.f64(baseline)
        text(unit)
        Object.assign(before, { rate, gain, baseline, unit })
      }
      sink.u8(sample.data instanceof Int32Array ? 1 : 0)
      sink.count(sample.data.length)
      sink.array(sample.data)
    } else if (sample.kind === 'event') text(sample.mark)
    else if (sample.value.is === 'known') {
      if (sample.kind === 'number') sink.f64(sample.value.value)
      else text(sample.value.value as string)
    }
  }
  return sink.done()
}

/** Throws BadBlock. */
export function unpackSamples(bytes: Uint8Array): Sample[] {
  const tap = new Tap(bytes)
  const format = tap.u8()
  if (format !== HEAD_FORMAT) throw new BadBlock(`format ${format} of fresh samples, ${HEAD_FORMAT} is known here`)
  const texts: string[] = []
  const text = (): string => {
    const index = tap.count(texts.length)
    if (index === texts.length) texts.push(tap.text())
    return texts[index]!
  }
  const before = nothing()
  const count = tap.count(MOST_ROWS)
  const samples: Sample[] = []
  for (let i = 0; i < count; i++) {
    const wire = tap.u8()
    const signal = signalAt(wire)
    if (!signal) throw new BadBlock(`no such signal: ${wire}`)
    const says = tap.u8()
    if (says & SAYS.report) {
      before.source = text()
      before.at = tap.f64()
      before.received = tap.f64()
      before.seq = tap.f64()
      before.deviceTime = tap.u8() === 1 ? tap.f64() : undefined
    }
    if (says & SAYS.quality) before.quality = tap.f64()
    const why = says & SAYS.why ? WHYS[tap.u8()] : null
    if (why === undefined) throw new BadBlock('no such reason')
    const { deviceTime } = before
    const common = {
      at: before.at as At,
      received: before.received as At,
      source: deviceId(before.source) as DeviceId,
      seq: before.seq,
      quality: before.quality,
      ...(deviceTime === undefined ? {} : { deviceTime }),
    }
    const { kind, key } = signal
    if (kind === 'wave') {
      if (says & SAYS.scale) {
        before.rate = tap.f64()
        before.gain = tap.f64()
        before.baseline = tap.f64()
        before.unit = text()
      }
      const { rate, gain, baseline, unit } = before
      const wide = tap.u8() === 1
      const length = tap.count(tap.left)
      const data = wide ? tap.int32(length) : tap.int16(length)
      samples.push({
        kind,
        signal: key,
        data,
        rate: rate as Hz,
        gain,
        baseline,
        unit,
        ...common,
        ...(why === null ? {} : { why }),
      } as Sample)
    } else if (kind === 'event') samples.push({ kind, signal: key, mark: text() as EventMark, ...common } as Sample)
    else {
      const value = why !== null ? { is: 'unknown', why } : { is: 'known', value: kind === 'number' ? tap.f64() : (text() as Code) }
      samples.push({ kind, signal: key, value, ...common } as Sample)
    }
  }
  tap.end()
  return samples
}
