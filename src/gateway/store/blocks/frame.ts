// The first bytes of every block: which format, what is in it, how long it is plain; then its body, by zstd where that makes it smaller and
// the block stands by itself.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { BadBlock, MOST_BYTES, Sink, Tap } from './bytes.ts'

/** Raised with every change of what the bytes mean; older ones go on being read. */
export const FORMAT = 1
/** TABLE: what a block is, in its second byte. Append only. */
export const BLOCK_KINDS = ['clock', 'numbers', 'coded', 'events', 'waves', 'number-rolls', 'wave-rolls', 'span'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

/** TABLE: how hard zstd tries. What is not here lies within a span, and is packed with all of it: together they are smaller, and opened at once. */
const LEVELS: Readonly<Partial<Record<BlockKind, number>>> = { waves: 1, 'number-rolls': 1, 'wave-rolls': 1, span: 3 }
/** Shorter ones are not tried. */
const SHORT = 24

/** `noise`: bytes that nothing makes smaller; among others they would spoil the coder's table. */
export function close(kind: BlockKind, sink: Sink, noise?: Sink): Uint8Array {
  const body = sink.done()
  const level = LEVELS[kind]
  const packed =
    level !== undefined && body.length > SHORT ? zstdCompressSync(body, { params: { [constants.ZSTD_c_compressionLevel]: level } }) : body
  const small = packed.length < body.length
  const out = new Sink(packed.length + 32 + (noise?.length ?? 0))
  out.u8(FORMAT)
  out.u8(BLOCK_KINDS.indexOf(kind))
  out.count(small ? body.length : 0)
  out.count(noise?.length ?? 0)
  if (noise) out.raw(noise.done())
  out.raw(small ? packed : body)
  return out.done()
}

export interface Opened {
  readonly tap: Tap
  readonly noise: Tap
}

/** Throws BadBlock for another kind, a newer format or bytes that are none. */
export function openBoth(kind: BlockKind, bytes: Uint8Array): Opened {
  const tap = new Tap(bytes)
  const format = tap.u8()
  if (format !== FORMAT) throw new BadBlock(`format ${format}, ${FORMAT} is known here`)
  const found = BLOCK_KINDS[tap.u8()]
  if (found !== kind) throw new BadBlock(`a block of ${found ?? 'no kind'} where ${kind} was asked for`)
  const length = tap.count(MOST_BYTES)
  const noise = new Tap(tap.raw(tap.count(MOST_BYTES)))
  const rest = tap.raw(tap.left)
  return { tap: new Tap(length === 0 ? rest : unpacked(rest, length)), noise }
}

/** Of a block without noise. */
export function open(kind: BlockKind, bytes: Uint8Array): Tap {
  const { tap, noise } = openBoth(kind, bytes)
  noise.end()
  return tap
}

function unpacked(bytes: Uint8Array, length: number): Uint8Array {
  let body: Uint8Array
  try {
    body = zstdDecompressSync(bytes, { maxOutputLength: length, chunkSize: Math.max(64, length) })
  } catch (error) {
    throw new BadBlock(`does not unpack: ${error instanceof Error ? error.message : error}`)
  }
  if (body.length !== length) throw new BadBlock('is shorter than it says')
  return body
}
