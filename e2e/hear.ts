// Measures rendered sound as an ear with a ruler would: pulses, their edges, what lies between them, and their harmonics.

/** Seconds, and amplitude 0–1. By the definitions of FACTS §2.3: edges at 90 %, rise from 10 to 90 %. */
export interface HeardPulse {
  readonly at: number
  readonly long: number
  readonly rise: number
  readonly fall: number
  readonly level: number
  /** Peaks of its spectrum within 15 dB of the strongest, Hz and dB against the first. */
  readonly peaks: readonly { readonly hz: number; readonly dB: number }[]
}

export function samplesOf(base64: string): Float64Array {
  const bytes = Buffer.from(base64, 'base64')
  return Float64Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(at * 2) / 32_767)
}

/** The loudest within a window of the lowest tone's period around each sample. */
function envelopeOf(samples: Float64Array, rate: number): Float64Array {
  const half = Math.round(rate / 261 / 2)
  const envelope = new Float64Array(samples.length)
  // Indices of candidates, loudest first.
  const queue: number[] = []
  let head = 0
  for (let at = 0; at < samples.length + half; at++) {
    if (at < samples.length) {
      const now = Math.abs(samples[at]!)
      while (queue.length > head && Math.abs(samples[queue.at(-1)!]!) <= now) queue.pop()
      queue.push(at)
    }
    const middle = at - half
    if (middle < 0) continue
    while (queue[head]! < middle - half) head += 1
    envelope[middle] = Math.abs(samples[queue[head]!]!)
  }
  return envelope
}

/** Amplitude at a frequency, of a stretch under a Hann window. */
function amplitude(samples: Float64Array, from: number, to: number, hz: number, rate: number): number {
  let [re, im] = [0, 0]
  for (let at = from; at < to; at++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (at - from)) / (to - from))
    const angle = (2 * Math.PI * hz * at) / rate
    re += samples[at]! * window * Math.cos(angle)
    im += samples[at]! * window * Math.sin(angle)
  }
  return Math.hypot(re, im)
}

const dB = (ratio: number): number => 20 * Math.log10(ratio)
const STEP = 6
function peaksOf(samples: Float64Array, from: number, to: number, rate: number): HeardPulse['peaks'] {
  const found: { hz: number; size: number }[] = []
  const sizes = Array.from({ length: Math.floor((4100 - 120) / STEP) }, (_, at) => amplitude(samples, from, to, 120 + at * STEP, rate))
  const most = Math.max(...sizes)
  for (let at = 1; at < sizes.length - 1; at++) {
    const size = sizes[at]!
    if (size >= sizes[at - 1]! && size > sizes[at + 1]! && dB(size / most) >= -15) found.push({ hz: 120 + at * STEP, size })
  }
  return found.map(({ hz, size }) => ({ hz, dB: dB(size / found[0]!.size) }))
}

/** All pulses, in order. */
export function pulsesIn(samples: Float64Array, rate: number): readonly HeardPulse[] {
  const envelope = envelopeOf(samples, rate)
  const pulses: HeardPulse[] = []
  const silent = 0.005
  for (let at = 0; at < envelope.length; ) {
    if (envelope[at]! < silent) {
      at += 1
      continue
    }
    const from = at
    while (at < envelope.length && envelope[at]! >= silent) at += 1
    const part = envelope.subarray(from, at)
    let level = 0
    for (const one of part) level = Math.max(level, one)
    const over = (share: number): readonly [number, number] => [
      (from + part.findIndex((one) => one >= share * level)) / rate,
      (from + part.findLastIndex((one) => one >= share * level)) / rate,
    ]
    const [[low, last], [full, falls]] = [over(0.1), over(0.9)]
    const middle = (full + falls) / 2
    const around = Math.min(0.06, (falls - full) / 2)
    const stretch = [Math.round((middle - around) * rate), Math.round((middle + around) * rate)] as const
    pulses.push({ at: full, long: falls - full, rise: full - low, fall: last - falls, level, peaks: peaksOf(samples, ...stretch, rate) })
  }
  return pulses
}

/** Between pulses, s: from 90 % of a fall to 90 % of the next rise. */
export const gapsOf = (pulses: readonly HeardPulse[]): readonly number[] =>
  pulses.slice(1).map(({ at }, before) => at - pulses[before]!.at - pulses[before]!.long)
