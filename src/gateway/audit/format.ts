// The audit's two files as bytes. The log: sealed records, each linked to all before it. The heads: signed, each linked to the one before.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Log: magic, random id of 16 bytes, SHA-256 of the public key. Then records: length of all of it (u32), number (f64), time (f64, UTC ms),
 * kind (u16), count of tags (u8, 255: more than fit), tags of 8 bytes, nonce of 12, sealed content and its tag of 16, link of 32 bytes:
 * SHA-256 of the link before and of every byte of the record before the link. The first link before is the SHA-256 of the header.
 * In clear stand numbers, times, kinds, sizes, and keyed tags of stays (HMAC, cut to 8 bytes): who has no key learns how busy it was, and
 * which records share a stay, but not whose.
 */
export const LOG = { file: 'audit.log', magic: 'WLAUDIT2', header: 8 + 16 + 32 } as const
/** Heads: magic, the log's id. Then of each: count (f64), length (f64), link (32), time (f64), SHA-256 of the head before (32), Ed25519 (64). */
export const HEADS = {
  file: 'audit.heads',
  magic: 'WLHEADS1',
  header: 8 + 16,
  size: 8 + 8 + 32 + 8 + 32 + 64,
  signed: 8 + 8 + 32 + 8 + 32,
} as const
export const PUBLIC = 'audit.pub'

const BEFORE_TAGS = 4 + 8 + 8 + 2 + 1
const TAG = 8
/** Stays of a record that are named by tags: those of the largest ward but for a few, so that a stay is found without opening all. */
const TAGS = 254
export const MANY = 255
const NONCE = 12
const SEAL = 16
export const LINK = 32
/** Least and most bytes of a record. */
export const RECORD = { least: BEFORE_TAGS + NONCE + SEAL + LINK, most: 256 * 1024 } as const

export const sha = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** So many records are sealed under one key: two of their random nonces are then alike with a probability below 2^-49. */
const BLOCK = 2 ** 24
/** What a log is sealed and tagged with. */
export interface LogKeys {
  /** Of a record by its number, which counts the seals: each block of records has a key of its own. */
  seal(seq: number): Uint8Array
  tag(stay: string): string
}
/** The audit's key seals nothing itself: keys for sealing and for tags are made from it, and are others for each log. */
export function logKeys(key: Uint8Array, id: Uint8Array): LogKeys {
  const derived = (what: string): Uint8Array => new Uint8Array(hkdfSync('sha256', key, id, `wardlight audit ${what}`, 32))
  const tagging = derived('tags')
  let held = { block: -1, key: tagging }
  return {
    seal(seq) {
      const block = Math.floor(seq / BLOCK)
      if (block !== held.block) held = { block, key: derived(`records ${block}`) }
      return held.key
    },
    tag: (stay) =>
      createHmac('sha256', tagging)
        .update(`stay:${stay}`)
        .digest('hex')
        .slice(0, TAG * 2),
  }
}

export interface Clear {
  readonly length: number
  readonly seq: number
  readonly time: number
  readonly kind: number
  /** null: too many to be named; the content must be opened to know. */
  readonly tags: readonly string[] | null
}

/** A record with its link. `content` is sealed; what stands in clear and the log's id are authenticated with it. */
export function encodeRecord(
  given: {
    readonly seq: number
    readonly time: number
    readonly kind: number
    readonly stays: readonly string[]
    readonly content: Uint8Array
  },
  keys: LogKeys,
  id: Uint8Array,
  before: Uint8Array,
): Buffer {
  const many = given.stays.length > TAGS
  const tags = many ? [] : given.stays.map((stay) => Buffer.from(keys.tag(stay), 'hex'))
  const start = BEFORE_TAGS + tags.length * TAG
  const out = Buffer.alloc(start + NONCE + given.content.length + SEAL + LINK)
  out.writeUInt32BE(out.length, 0)
  out.writeDoubleBE(given.seq, 4)
  out.writeDoubleBE(given.time, 12)
  out.writeUInt16BE(given.kind, 20)
  out.writeUInt8(many ? MANY : tags.length, 22)
  for (const [index, tag] of tags.entries()) tag.copy(out, BEFORE_TAGS + index * TAG)
  const nonce = randomBytes(NONCE)
  nonce.copy(out, start)
  const cipher = createCipheriv('aes-256-gcm', keys.seal(given.seq), nonce)
  cipher.setAAD(Buffer.concat([id, out.subarray(0, start)]))
  cipher.update(given.content).copy(out, start + NONCE)
  cipher.final()
  cipher.getAuthTag().copy(out, start + NONCE + given.content.length)
  sha(before, out.subarray(0, out.length - LINK)).copy(out, out.length - LINK)
  return out
}

/** What stands in clear; null where the bytes are no record. `bytes` may go on beyond it. */
export function readClear(bytes: Buffer): Clear | null {
  if (bytes.length < RECORD.least) return null
  const length = bytes.readUInt32BE(0)
  const count = bytes.readUInt8(22)
  const many = count === MANY
  if (!many && count > TAGS) return null
  const least = RECORD.least + (many ? 0 : count * TAG)
  if (length < least || length > RECORD.most || length > bytes.length) return null
  const tags = many
    ? null
    : Array.from({ length: count }, (_, index) => bytes.toString('hex', BEFORE_TAGS + index * TAG, BEFORE_TAGS + (index + 1) * TAG))
  return { length, seq: bytes.readDoubleBE(4), time: bytes.readDoubleBE(12), kind: bytes.readUInt16BE(20), tags }
}

/** The content of a whole record. Throws where it does not open. */
export function openRecord(record: Buffer, keys: LogKeys, id: Uint8Array): Buffer {
  const count = record.readUInt8(22)
  const start = BEFORE_TAGS + (count === MANY ? 0 : count * TAG)
  const end = record.length - LINK
  const cipher = createDecipheriv('aes-256-gcm', keys.seal(record.readDoubleBE(4)), record.subarray(start, start + NONCE))
  cipher.setAAD(Buffer.concat([id, record.subarray(0, start)]))
  cipher.setAuthTag(record.subarray(end - SEAL, end))
  return Buffer.concat([cipher.update(record.subarray(start + NONCE, end - SEAL)), cipher.final()])
}

export interface Head {
  readonly count: number
  readonly length: number
  readonly link: Buffer
  readonly time: number
}
export function encodeHead({ count, length, link, time }: Head, before: Uint8Array, sign: (bytes: Buffer) => Uint8Array): Buffer {
  const out = Buffer.alloc(HEADS.size)
  out.writeDoubleBE(count, 0)
  out.writeDoubleBE(length, 8)
  link.copy(out, 16)
  out.writeDoubleBE(time, 48)
  out.set(before, 56)
  out.set(sign(out.subarray(0, HEADS.signed)), HEADS.signed)
  return out
}
export const readHead = (bytes: Buffer): Head & { readonly before: Buffer } => ({
  count: bytes.readDoubleBE(0),
  length: bytes.readDoubleBE(8),
  link: bytes.subarray(16, 48),
  time: bytes.readDoubleBE(48),
  before: bytes.subarray(56, 88),
})
