// The worker that reads the audit: keeps an index of what stands in clear, opens only what may fit a question, and verifies.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { AUDIT_KINDS, AuditEvent, type AuditRecord } from '../../model/audit.ts'
import type { AuditQuery } from './audit.ts'
import { LOG, openRecord, readClear, tagOf } from './format.ts'
import { verifyAudit } from './verify.ts'

export interface ReaderData {
  readonly folder: string
  readonly key: Uint8Array
  readonly anchor: string | null
}
export type ToReader = { readonly id: number; readonly query: AuditQuery | null }
export type FromReader = { readonly id: number; readonly answer?: unknown; readonly failed?: string }

const port = parentPort
if (!port) throw new Error('this is a worker')
const { folder, key, anchor } = workerData as ReaderData
const file = join(folder, LOG.file)

interface Entry {
  readonly offset: number
  readonly length: number
  readonly time: number
  readonly kind: number
  readonly tags: readonly string[] | null
}
let entries: Entry[] = []
let end: number = LOG.header
let logId = ''
const CHUNK = 4 * 1024 * 1024

/** Takes up what was appended since the last question. */
function catchUp(handle: number, size: number): Buffer {
  const header = Buffer.alloc(LOG.header)
  readSync(handle, header, 0, LOG.header, 0)
  const id = header.subarray(8, 24)
  if (id.toString('hex') !== logId || size < end) {
    entries = []
    end = LOG.header
    logId = id.toString('hex')
  }
  let rest: Buffer = Buffer.alloc(0)
  for (let read = end; end < size; ) {
    const chunk = Buffer.alloc(Math.min(CHUNK, size - read))
    const got = chunk.length === 0 ? 0 : readSync(handle, chunk, 0, chunk.length, read)
    read += got
    rest = Buffer.concat([rest, chunk.subarray(0, got)])
    let taken = 0
    for (let clear = readClear(rest); clear; clear = readClear(rest.subarray(taken))) {
      entries.push({ offset: end, length: clear.length, time: clear.time, kind: clear.kind, tags: clear.tags })
      end += clear.length
      taken += clear.length
    }
    rest = rest.subarray(taken)
    if (got === 0) break
  }
  return id
}

function answer(query: AuditQuery): AuditRecord[] {
  if (!existsSync(file)) return []
  const handle = openSync(file, 'r')
  try {
    const id = catchUp(handle, statSync(file).size)
    const kinds = query.kinds && new Set<number>(query.kinds.map((kind) => AUDIT_KINDS[kind].number))
    const tag = query.stay === undefined ? null : tagOf(key, query.stay)
    const found: AuditRecord[] = []
    for (
      let index = Math.min(entries.length, (query.before ?? Number.POSITIVE_INFINITY) - 1) - 1;
      index >= 0 && found.length < query.limit;
      index--
    ) {
      const entry = entries[index]!
      if (kinds && !kinds.has(entry.kind)) continue
      if (tag !== null && entry.tags !== null && !entry.tags.includes(tag)) continue
      if (query.until !== undefined && entry.time >= query.until) continue
      if (query.from !== undefined && entry.time < query.from) continue
      const bytes = Buffer.alloc(entry.length)
      readSync(handle, bytes, 0, entry.length, entry.offset)
      const event = AuditEvent.parse(JSON.parse(openRecord(bytes, key, id).toString('utf8')))
      if (query.person !== undefined && event.actor.id !== query.person && event.person?.id !== query.person) continue
      if (query.stay !== undefined && !event.stays.includes(query.stay)) continue
      if (query.ward !== undefined && event.ward !== query.ward) continue
      if (query.emergencies && event.purpose !== 'emergency') continue
      found.push({ seq: index + 1, event })
    }
    return found
  } finally {
    closeSync(handle)
  }
}

port.on('message', ({ id, query }: ToReader) => {
  try {
    const said =
      query === null ? verifyAudit(folder, anchor !== null && existsSync(anchor) ? anchor : null, () => performance.now()) : answer(query)
    port.postMessage({ id, answer: said } satisfies FromReader)
  } catch (error) {
    port.postMessage({ id, failed: error instanceof Error ? error.message : String(error) } satisfies FromReader)
  }
})
