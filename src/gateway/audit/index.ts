// What stands in clear in the log, held in memory by the reader: where each record lies, when, of which kind, and under which tags of stays.
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { AuditEvent, type ReadRecord } from '../../model/audit.ts'
import { LOG, type LogKeys, logKeys, openRecord, readClear } from './format.ts'

const CHUNK = 4 * 1024 * 1024

export interface Entry {
  readonly offset: number
  readonly length: number
  readonly time: number
  readonly kind: number
  /** null: too many to be named. The same array where the stays are the same. */
  readonly tags: readonly string[] | null
}
/** First and last record under a tag: their places in the index. */
export interface Span {
  readonly first: number
  last: number
}
export interface Look {
  readonly entries: readonly Entry[]
  readonly spans: ReadonlyMap<string, Span>
  readonly keys: LogKeys
  /** `event` null where it does not open, or is no record of this version. */
  read(place: number): ReadRecord
}

export interface Index {
  /** null where there is no log yet. `until`: bytes that are durable; what comes after may be taken back. */
  look<T>(until: number, act: (look: Look) => T): T | null
}

export function createIndex(file: string, key: Uint8Array): Index {
  let entries: Entry[] = []
  let spans = new Map<string, Span>()
  /** Sets of tags seen, so that each is held once. */
  let sets = new Map<string, readonly string[]>()
  let end: number = LOG.header
  let id = Buffer.alloc(0)
  let keys: LogKeys = logKeys(key, id)

  function begin(next: Buffer): void {
    entries = []
    spans = new Map()
    sets = new Map()
    end = LOG.header
    id = Buffer.from(next)
    keys = logKeys(key, id)
  }
  function take(bytes: Buffer): number {
    const clear = readClear(bytes)
    if (!clear) return 0
    const { length, time, kind } = clear
    const name = clear.tags?.join('') ?? ''
    const tags = clear.tags && (sets.get(name) ?? clear.tags)
    if (tags) sets.set(name, tags)
    for (const tag of tags ?? []) {
      const span = spans.get(tag)
      if (span) span.last = entries.length
      else spans.set(tag, { first: entries.length, last: entries.length })
    }
    entries.push({ offset: end, length, time, kind, tags })
    end += length
    return length
  }
  /** Takes up what was appended since the last question. */
  function catchUp(handle: number, until: number): void {
    let rest: Buffer = Buffer.alloc(0)
    for (let read = end; end < until; ) {
      const chunk = Buffer.alloc(Math.min(CHUNK, until - read))
      const got = chunk.length === 0 ? 0 : readSync(handle, chunk, 0, chunk.length, read)
      read += got
      rest = Buffer.concat([rest, chunk.subarray(0, got)])
      let taken = 0
      for (let length = take(rest); length > 0; length = take(rest.subarray(taken))) taken += length
      rest = rest.subarray(taken)
      if (got === 0) return
    }
  }

  return {
    look(until, act) {
      if (!existsSync(file)) return null
      const handle = openSync(file, 'r')
      try {
        const header = Buffer.alloc(LOG.header)
        readSync(handle, header, 0, LOG.header, 0)
        const size = Math.min(until, fstatSync(handle).size)
        const next = header.subarray(8, 24)
        if (!next.equals(id) || size < end) begin(next)
        catchUp(handle, size)
        const read = (place: number): ReadRecord => {
          const { offset, length, time } = entries[place]!
          const bytes = Buffer.alloc(length)
          readSync(handle, bytes, 0, length, offset)
          return { seq: place + 1, at: time, event: eventOf(bytes, keys, id) }
        }
        return act({ entries, spans, keys, read })
      } finally {
        closeSync(handle)
      }
    },
  }
}

function eventOf(bytes: Buffer, keys: LogKeys, id: Buffer): AuditEvent | null {
  try {
    return AuditEvent.parse(JSON.parse(openRecord(bytes, keys, id).toString('utf8')))
  } catch {
    return null
  }
}
