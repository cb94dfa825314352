// The two halves of a bed's part in a ward frame: state (absolute values, events, facts) and waves. Each is encoded once.
import { FrameError, Reader, Writer } from './bytes.ts'
import { CODED_KEYS, type Code, type CodedKey, codesOf, EVENT_KEYS, EVENT_MARKS, type EventKey, type EventMark } from './codes.ts'
import { BedFacts } from './facts.ts'
import { signalAt, signalOf } from './signals.ts'
import { type At, at } from './units.ts'
import { known, unknown, type Value, WHYS, type Why } from './value.ts'
import type { VitalKey } from './vitals.ts'

/** A number's or coded state's present value on the wire. `source` is the place of its device in the bed's facts. */
interface Present {
  readonly at: At
  readonly received: At
  readonly source: number
  readonly quality: number
}
export type NumberEntry = Present & { readonly kind: 'number'; readonly signal: VitalKey; readonly value: Value<number> }
export type CodedEntry = Present & { readonly kind: 'coded'; readonly signal: CodedKey; readonly value: Value<Code> }
export type StateEntry = NumberEntry | CodedEntry
export interface WireEvent {
  readonly signal: EventKey
  readonly mark: EventMark
  readonly at: At
}
export interface StateHalf {
  readonly entries: readonly StateEntry[]
  readonly events: readonly WireEvent[]
  /** Whole and absolute, or null where nothing changed. */
  readonly facts: BedFacts | null
}
export interface WaveChunk {
  /** The channel's number in the bed's facts. */
  readonly ch: number
  /** Instant and running number of `data[0]`. */
  readonly at: At
  readonly first: number
  readonly data: Int16Array | Int32Array
  readonly why: Why | null
}

const UNKNOWN = 1
const KNOWN = 0
const NO_WHY = 255
const codeLists = new Map<CodedKey, readonly string[]>(CODED_KEYS.map((key) => [key, codesOf(key)]))

export function encodeState(half: StateHalf): Uint8Array<ArrayBuffer> {
  const out = new Writer()
  out.u16(half.entries.length)
  for (const entry of half.entries) {
    out.u8(signalOf(entry.signal).wire)
    out.u8(entry.source)
    out.u8(entry.quality)
    out.f64(entry.at)
    out.f64(entry.received)
    out.u8(entry.value.is === 'known' ? KNOWN : UNKNOWN)
    if (entry.value.is === 'unknown') out.u8(WHYS.indexOf(entry.value.why))
    else if (entry.kind === 'number') out.f64(entry.value.value as number)
    else out.u8(codeLists.get(entry.signal)!.indexOf(entry.value.value as string))
  }
  out.u16(half.events.length)
  for (const event of half.events) {
    out.u8(EVENT_KEYS.indexOf(event.signal))
    out.u8(EVENT_MARKS.indexOf(event.mark))
    out.f64(event.at)
  }
  out.u8(half.facts ? 1 : 0)
  if (half.facts) out.text(JSON.stringify(half.facts))
  return out.done()
}

function picked<T>(list: readonly T[], index: number, what: string): T {
  const found = list[index]
  if (found === undefined) throw new FrameError('frame-code', `no ${what} numbered ${index}`)
  return found
}

function decodeEntry(from: Reader): StateEntry {
  const wire = from.u8()
  const signal = signalAt(wire)
  if (!signal || (signal.kind !== 'number' && signal.kind !== 'coded'))
    throw new FrameError('frame-signal', `no number or state numbered ${wire}`)
  const source = from.u8()
  const quality = from.u8()
  const present = { source, quality, at: at(from.f64()), received: at(from.f64()) }
  const tag = from.u8()
  if (tag !== KNOWN && tag !== UNKNOWN) throw new FrameError('frame-tag', `tag ${tag}`)
  if (signal.kind === 'number') {
    const value = tag === UNKNOWN ? unknown(picked(WHYS, from.u8(), 'reason')) : known(from.f64())
    return { kind: 'number', signal: signal.key as VitalKey, value, ...present }
  }
  const key = signal.key as CodedKey
  const value = tag === UNKNOWN ? unknown(picked(WHYS, from.u8(), 'reason')) : known(picked(codeLists.get(key)!, from.u8(), key) as Code)
  return { kind: 'coded', signal: key, value, ...present }
}

/** Throws a FrameError where the bytes are not a state half. */
export function decodeState(bytes: Uint8Array): StateHalf {
  const from = new Reader(bytes)
  const entries: StateEntry[] = []
  for (let left = from.u16(); left > 0; left--) entries.push(decodeEntry(from))
  const events: WireEvent[] = []
  for (let left = from.u16(); left > 0; left--) {
    const signal = picked(EVENT_KEYS, from.u8(), 'event')
    const mark = picked(EVENT_MARKS, from.u8(), 'mark')
    events.push({ signal, mark, at: at(from.f64()) })
  }
  return { entries, events, facts: from.u8() === 1 ? decodeFacts(from.text()) : null }
}

function decodeFacts(text: string): BedFacts {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new FrameError('frame-facts', 'facts are not JSON')
  }
  const parsed = BedFacts.safeParse(json)
  if (!parsed.success) throw new FrameError('frame-facts', parsed.error.issues[0]?.message ?? 'facts do not fit their schema')
  return parsed.data
}

export function encodeWaves(chunks: readonly WaveChunk[]): Uint8Array<ArrayBuffer> {
  const out = new Writer(1024)
  out.u8(chunks.length)
  for (const chunk of chunks) {
    out.u8(chunk.ch)
    out.u8(chunk.data.BYTES_PER_ELEMENT)
    out.u8(chunk.why === null ? NO_WHY : WHYS.indexOf(chunk.why))
    out.f64(chunk.at)
    out.f64(chunk.first)
    out.u16(chunk.data.length)
    out.samples(chunk.data)
  }
  return out.done()
}

/** Throws a FrameError where the bytes are not a wave half. */
export function decodeWaves(bytes: Uint8Array): readonly WaveChunk[] {
  const from = new Reader(bytes)
  const chunks: WaveChunk[] = []
  for (let left = from.u8(); left > 0; left--) {
    const ch = from.u8()
    const width = from.u8()
    const why = from.u8()
    const start = at(from.f64())
    const first = from.f64()
    const count = from.u16()
    if (width !== 2 && width !== 4) throw new FrameError('frame-tag', `samples of ${width} bytes`)
    const data = width === 2 ? from.samples16(count) : from.samples32(count)
    chunks.push({ ch, at: start, first, data, why: why === NO_WHY ? null : picked(WHYS, why, 'reason') })
  }
  return chunks
}
