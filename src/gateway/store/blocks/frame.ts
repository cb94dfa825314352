// The first bytes of every block: which format, what is in it, how long it is plain; then its body, by zstd where that makes it smaller.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { BadBlock, MOST_BYTES, type Sink, Tap } from './bytes.ts'

/** Raised with every change of what the bytes mean; older ones go on being read. */
export const FORMAT = 1
/** TABLE: what a block is, in its second byte. Append only. */
export const BLOCK_KINDS = ['clock', 'numbers', 'coded', 'events', 'waves', 'number-rolls', 'wave-rolls'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

export function close(kind: BlockKind, sink: Sink): Uint8Array {
  const body = sink.done()
  const packed = body.length > 24 ? zstdCompressSync(body, OPTIONS) : body
  const small = packed.length < body.length
  const length = small ? body.length : 0
  const head = [FORMAT, BLOCK_KINDS.indexOf(kind)]
  for (let left = length; ; left = Math.floor(left / 128)) {
    head.push(left >= 128 ? (left % 128) | 128 : left)
    if (left < 128) break
  }
  const bytes = new Uint8Array(head.length + (small ? packed : body).length)
  bytes.set(head)
  bytes.set(small ? packed : body, head.length)
  return bytes
}

/** Throws BadBlock for another kind, a newer format or bytes that are none. */
export function open(kind: BlockKind, bytes: Uint8Array): Tap {
  const tap = new Tap(bytes)
  const format = tap.u8()
  if (format !== FORMAT) throw new BadBlock(`format ${format}, ${FORMAT} is known here`)
  const found = BLOCK_KINDS[tap.u8()]
  if (found !== kind) throw new BadBlock(`a block of ${found ?? 'no kind'} where ${kind} was asked for`)
  const length = tap.count(MOST_BYTES)
  const rest = tap.raw(tap.left)
  if (length === 0) return new Tap(rest)
  try {
    const body = zstdDecompressSync(rest, { maxOutputLength: length, chunkSize: Math.max(64, length) })
    if (body.length === length) return new Tap(body)
  } catch (error) {
    throw new BadBlock(`does not unpack: ${error instanceof Error ? error.message : error}`)
  }
  throw new BadBlock('is shorter than it says')
}
