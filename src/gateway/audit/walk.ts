// Walks the two files of the audit from their first bytes, some at a time, so that neither need fit in memory.
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { HEADS, type Head, LINK, LOG, RECORD, readClear, readHead, sha } from './format.ts'

const CHUNK = 4 * 1024 * 1024
/** Heads read at once. */
const SOME = 4096

export interface Stopped {
  readonly what: string
  readonly offset: number
  readonly record: number
  /** The file is at its end. */
  readonly short: boolean
}
/** Told of every whole record with the link after it. */
export type Each = (count: number, end: number, link: Buffer, record: Buffer) => void

export interface Walk {
  readonly id: Buffer
  /** SHA-256 of the public key that the log belongs to. */
  readonly keyHash: Buffer
  /** Records seen, bytes of them with the header, and the link after the last. */
  now(): { readonly count: number; readonly length: number; readonly link: Buffer }
  /** Bytes of the file. */
  size(): number
  /** Goes on by whole records to this byte; tells why it could not. */
  to(end: number, each: Each): Stopped | null
  close(): void
}

/** null: the head of the file is not that of an audit. */
export function openWalk(file: string): Walk | null {
  const handle = openSync(file, 'r')
  const header = Buffer.alloc(LOG.header)
  if (readSync(handle, header, 0, LOG.header, 0) < LOG.header || header.toString('latin1', 0, 8) !== LOG.magic) {
    closeSync(handle)
    return null
  }
  let link = sha(header)
  let count = 0
  let at: number = LOG.header
  let read: number = LOG.header
  let rest: Buffer = Buffer.alloc(0)

  return {
    id: header.subarray(8, 24),
    keyHash: header.subarray(24),
    now: () => ({ count, length: at, link }),
    size: () => fstatSync(handle).size,
    to(end, each) {
      let short = false
      const stop = (what: string): Stopped => ({ what, offset: at, record: count + 1, short })
      while (at < end) {
        while (rest.length < 4 || rest.length < Math.min(rest.readUInt32BE(0), RECORD.most)) {
          const chunk = Buffer.alloc(Math.min(CHUNK, end - read))
          const more = chunk.length === 0 ? 0 : readSync(handle, chunk, 0, chunk.length, read)
          short = more === 0 && chunk.length > 0
          if (more === 0) break
          read += more
          rest = Buffer.concat([rest, chunk.subarray(0, more)])
        }
        const clear = readClear(rest)
        if (!clear) return stop('there is no whole record here')
        const record = rest.subarray(0, clear.length)
        const next = createHash('sha256')
          .update(link)
          .update(record.subarray(0, clear.length - LINK))
          .digest()
        if (!next.equals(record.subarray(clear.length - LINK))) return stop('the record is not the one that was linked here')
        if (clear.seq !== count + 1) return stop('a number is missing or twice')
        link = next
        count += 1
        at += clear.length
        rest = rest.subarray(clear.length)
        each(count, at, link, record)
      }
      return null
    },
    close: () => closeSync(handle),
  }
}

export interface ReadHead extends Head {
  readonly before: Buffer
  readonly bytes: Buffer
  /** Counts from 1. */
  readonly number: number
  readonly offset: number
}
/** Bytes of the heads' file that are whole heads. */
export const wholeHeads = (size: number): number => HEADS.header + Math.floor((size - HEADS.header) / HEADS.size) * HEADS.size

/** Heads from one byte to another, both at the edge of a head. */
export function* readHeads(handle: number, from: number, end: number): Generator<ReadHead> {
  for (let at = from; at < end; ) {
    const chunk = Buffer.alloc(Math.min(SOME * HEADS.size, end - at))
    const got = readSync(handle, chunk, 0, chunk.length, at)
    if (got < HEADS.size) return
    for (let place = 0; place + HEADS.size <= got; place += HEADS.size) {
      const bytes = chunk.subarray(place, place + HEADS.size)
      yield { ...readHead(bytes), bytes, number: (at - HEADS.header) / HEADS.size + 1, offset: at }
      at += HEADS.size
    }
  }
}
