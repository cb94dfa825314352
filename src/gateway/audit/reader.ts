// The worker that reads the audit: opens only what may fit a question, folds, exports and verifies, and answers large things as bytes.
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { AUDIT_KINDS, type ReadRecord } from '../../model/audit.ts'
import { auditBundle } from '../../model/fhiraudit.ts'
import type { Asked, AuditQuery, KnownStay } from './audit.ts'
import { LOG } from './format.ts'
import { createIndex, type Entry, type Look, type Span } from './index.ts'
import { createReport } from './report.ts'
import { verifyAudit } from './verify.ts'

export interface ReaderData {
  readonly folder: string
  readonly key: Uint8Array
  readonly anchor: string | null
}
/** `until`: bytes of the log that are durable. */
export type ToReader = { readonly id: number; readonly asked: Asked; readonly until: number }
export type FromReader = { readonly id: number; readonly answer?: unknown; readonly failed?: string }

const port = parentPort
if (!port) throw new Error('this is a worker')
const { folder, key, anchor } = workerData as ReaderData
const index = createIndex(join(folder, LOG.file), key)
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

/** Newest first, until there are enough. What cannot be read is answered as such wherever what stands in clear fits. */
function found(look: Look, query: AuditQuery): ReadRecord[] {
  const { entries, keys, read } = look
  const kinds = query.kinds && new Set<number>(query.kinds.map((kind) => AUDIT_KINDS[kind].number))
  const tag = query.stay === undefined ? null : keys.tag(query.stay)
  const fits = ({ kind, tags, time }: Entry): boolean =>
    (!kinds || kinds.has(kind)) &&
    (tag === null || tags === null || tags.includes(tag)) &&
    (query.until === undefined || time < query.until) &&
    (query.from === undefined || time >= query.from)
  const opened = ({ event }: ReadRecord): boolean =>
    event === null ||
    ((query.person === undefined || event.actor.id === query.person || event.person?.id === query.person) &&
      (query.stay === undefined || event.stays.includes(query.stay)) &&
      (query.ward === undefined || event.ward === query.ward) &&
      (!query.emergencies || event.purpose === 'emergency'))
  const records: ReadRecord[] = []
  const newest = Math.min(entries.length, (query.before ?? Number.POSITIVE_INFINITY) - 1) - 1
  for (let place = newest; place >= 0 && records.length < query.limit; place--) {
    if (!fits(entries[place]!)) continue
    const record = read(place)
    if (opened(record)) records.push(record)
  }
  return records
}

/** Every viewer of a stay: all records of it, oldest first, and the reasons of emergency access. */
function looked(look: Look, stay: string, most: number) {
  const report = createReport(stay)
  const begun: number = AUDIT_KINDS['emergency-begun'].number
  const tag = look.keys.tag(stay)
  let unreadable = 0
  for (const [place, { kind, tags }] of look.entries.entries()) {
    const tagged = tags === null || tags.includes(tag)
    if (!tagged && kind !== begun) continue
    const { seq, event } = look.read(place)
    if (event) report.take({ seq, event })
    else if (tagged) unreadable += 1
  }
  const lines = report.lines()
  return { lines: bytesOf(lines.slice(-most)), more: lines.length > most, unreadable }
}

const named = new Map<string, { readonly stay: string; readonly ward: string | null }>()
/** One record is opened, the first of it, to learn whose tag it is, and of others in it. */
function known({ entries, keys, read }: Look, tag: string, { first, last }: Span): KnownStay[] {
  if (!named.has(tag)) {
    const { event } = read(first)
    for (const stay of event?.stays ?? []) named.set(keys.tag(stay), { stay, ward: event?.ward ?? null })
  }
  const one = named.get(tag)
  return one ? [{ ...one, first: entries[first]!.time, last: entries[last]!.time }] : []
}
/** Those that the audit last told of first. */
function stays(look: Look, most: number): { stays: KnownStay[]; more: boolean } {
  const newest = [...look.spans].toSorted(([, a], [, b]) => b.last - a.last)
  return { stays: newest.slice(0, most).flatMap(([tag, span]) => known(look, tag, span)), more: newest.length > most }
}
function oneStay(look: Look, stay: string): KnownStay | null {
  const tag = look.keys.tag(stay)
  const span = look.spans.get(tag)
  return (span && known(look, tag, span)[0]) ?? null
}

function answer(asked: Asked, until: number): unknown {
  switch (asked.is) {
    case 'query':
      return index.look(until, (look) => found(look, asked.query)) ?? []
    case 'looked':
      return index.look(until, (look) => looked(look, asked.stay, asked.most)) ?? { lines: bytesOf([]), more: false, unreadable: 0 }
    case 'stays':
      return index.look(until, (look) => stays(look, asked.most)) ?? { stays: [], more: false }
    case 'stay':
      return index.look(until, (look) => oneStay(look, asked.stay))
    case 'fhir': {
      const { limit } = asked.query
      const records = index.look(until, (look) => found(look, { ...asked.query, limit: limit + 1 })) ?? []
      const page = records.slice(0, limit)
      return bytesOf(auditBundle(page, { source: asked.source, next: records.length > limit ? page.at(-1)!.seq : null }))
    }
    case 'verify':
      return verifyAudit(folder, anchor, () => performance.now(), { mark: asked.mark })
    default:
      return asked satisfies never
  }
}

port.on('message', ({ id, asked, until }: ToReader) => {
  try {
    port.postMessage({ id, answer: answer(asked, until) } satisfies FromReader)
  } catch (error) {
    port.postMessage({ id, failed: error instanceof Error ? error.message : String(error) } satisfies FromReader)
  }
})
