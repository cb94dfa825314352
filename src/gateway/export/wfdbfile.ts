// Writes one WFDB segment: its header with checksums, and its signal files in formats 16 and 32 [FACTS §5.1, §5.2: WFDB header.5, signal.5].
import { isoIn } from '../../model/isotime.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { bytesOf } from './exporting.ts'
import { tarHeader, tarPadding } from './tar.ts'

export interface Lane {
  readonly description: string
  /** Samples a frame. */
  readonly spf: number
  readonly gain: number
  readonly baseline: number
  readonly unit: string
  /** Needs more than 16 bits. */
  readonly wide: boolean
}
export interface SegmentAsked {
  /** Letters, digits, underscores. */
  readonly name: string
  /** Frames a second. */
  readonly fs: number
  readonly frames: number
  /** Instant of frame 0. */
  readonly at: number
  readonly zone: string
  readonly made: number
  /** Those in 16 bits first: signals of one file stand together. */
  readonly lanes: readonly Lane[]
  /** Samples of the lanes in frames [from, from + count), NO_SAMPLE where there is none. */
  readonly read: (from: number, count: number) => Promise<readonly Int32Array[]>
  readonly info: readonly string[]
}

/** "none" as each format has it. */
const INVALID = { 16: NO_SAMPLE, 32: -2147483648 } as const
type Bits = keyof typeof INVALID
/** Samples made between two looks at the clock of others. */
const STEP = 16_000

/** A header is ASCII: what our tables write otherwise is said in letters. */
const SAID: Readonly<Record<string, string>> = { '₂': '2', Ω: 'Ohm', µ: 'u', μ: 'u', '°': 'deg' }
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, (letter) => SAID[letter] ?? '?')
const word = (text: string): string => text.replace(/\s+/g, '_') || '1'
/** A line of a header has at most 255 letters, and is one line. */
const line = (text: string): string => ascii(text.replace(/[\r\n]+/g, ' ')).slice(0, 250)

/** `HH:MM:SS.sss DD/MM/YYYY` by the clock of the zone. */
function baseTime(zone: string, at: number): string {
  const text = isoIn(zone, at)
  return `${text.slice(11, 23)} ${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}`
}
export const recordLine = (name: string, nsig: number, fs: number, frames: number, zone: string, at: number): string =>
  `${name} ${nsig} ${Number(fs.toPrecision(12))} ${frames} ${baseTime(zone, at)}`
export const signalLine = (file: string, format: number, lane: Lane, initial: number, sum: number): string =>
  line(
    `${file} ${format}${lane.spf === 1 ? '' : `x${lane.spf}`} ${lane.gain}(${Math.round(lane.baseline)})/${word(lane.unit)} ` +
      `${format === 0 ? 0 : format} 0 ${initial} ${sum} 0 ${lane.description}`,
  )
export const headerOf = (lines: readonly string[], info: readonly string[]): Uint8Array =>
  bytesOf([...lines, ...info.map((one) => line(`# ${one}`)), ''].join('\n'))

export function* tarred(name: string, bytes: Uint8Array, made: number): Generator<Uint8Array> {
  yield tarHeader(name, bytes.length, made)
  yield bytes
  yield tarPadding(bytes.length)
}

/** The files of a segment as parts of a tar archive, and how many frames of it are behind. */
export async function* segmentFiles(asked: SegmentAsked): AsyncGenerator<{ readonly bytes: Uint8Array; readonly share: number }> {
  const { name, fs, frames, at, zone, made, lanes, read, info } = asked
  const initial = lanes.map(() => 0)
  const sums = lanes.map(() => 0)
  const formats = ([16, 32] as const).filter((bits) => lanes.some(({ wide }) => wide === (bits === 32)))
  const fileOf = (bits: Bits): string => `${name}${bits === 32 ? '_wide' : ''}.dat`
  for (const [nth, bits] of formats.entries()) {
    const own = lanes.flatMap((lane, index) => (lane.wide === (bits === 32) ? [index] : []))
    const width = own.reduce((sum, index) => sum + lanes[index]!.spf, 0)
    const size = frames * width * (bits / 8)
    yield { bytes: tarHeader(fileOf(bits), size, made), share: nth / formats.length }
    const each = Math.max(1, Math.floor(STEP / width))
    for (let from = 0; from < frames; from += each) {
      const count = Math.min(each, frames - from)
      const columns = await read(from, count)
      const out = bits === 32 ? new Int32Array(count * width) : new Int16Array(count * width)
      let place = 0
      for (const index of own) {
        const { spf } = lanes[index]!
        const column = columns[index]!
        let sum = sums[index]!
        for (let frame = 0; frame < count; frame++)
          for (let part = 0; part < spf; part++) {
            const raw = column[frame * spf + part]!
            const value = raw === NO_SAMPLE ? INVALID[bits] : raw
            out[frame * width + place + part] = value
            sum = (sum + value) | 0
          }
        sums[index] = sum
        if (from === 0) initial[index] = out[place] ?? 0
        place += spf
      }
      yield { bytes: new Uint8Array(out.buffer), share: (nth + (from + count) / frames) / formats.length }
    }
    yield { bytes: tarPadding(size), share: (nth + 1) / formats.length }
  }
  const lines = lanes.map((lane, index) => {
    const bits = lane.wide ? 32 : 16
    // The low 16 bits of the sum, signed.
    return signalLine(fileOf(bits), bits, lane, initial[index]!, (sums[index]! << 16) >> 16)
  })
  const header = headerOf([recordLine(name, lanes.length, fs, frames, zone, at), ...lines], info)
  for (const bytes of tarred(`${name}.hea`, header, made)) yield { bytes, share: 1 }
}
