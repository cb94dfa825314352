// The worker that writes the audit: takes what waits, makes it durable under a signed head, and only then says so. Alone with its files.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { AuditEvent, fitEvent } from '../../model/audit.ts'
import { anchorNames, putAnchor } from './anchors.ts'
import { append, closeFiles, type Files, type Known, type LogPlace, openFiles } from './logfiles.ts'
import type { Mark } from './verify.ts'

export interface WriterData {
  readonly folder: string
  readonly key: Uint8Array
  readonly signPrivate: Uint8Array
  readonly signPublic: Uint8Array
  readonly anchor: string | null
}
export type ToWriter =
  | { readonly is: 'write'; readonly id: number; readonly event: AuditEvent }
  | { readonly is: 'reopen'; readonly now: number; readonly known: Known | null }
  | { readonly is: 'anchor'; readonly now: number }
  | { readonly is: 'mark'; readonly id: number }
  | { readonly is: 'close'; readonly now: number }
/** How far it came; `length`: bytes of the log that are durable under a head. */
export interface Reached extends Known {
  readonly length: number
}
export type FromWriter =
  | { readonly is: 'open'; readonly reached: Reached; readonly dropped: number; readonly accepted: boolean }
  | { readonly is: 'failed'; readonly why: string; readonly ids: readonly number[] }
  | { readonly is: 'unfit'; readonly why: string; readonly id: number }
  | { readonly is: 'written'; readonly ids: readonly number[]; readonly reached: Reached }
  | { readonly is: 'marked'; readonly id: number; readonly mark: Mark | null }
  | { readonly is: 'anchored'; readonly at: number }
  | { readonly is: 'not-anchored'; readonly why: string }
  | { readonly is: 'closed' }

const port = parentPort
if (!port) throw new Error('this is a worker')
const { folder, key, signPrivate, signPublic, anchor } = workerData as WriterData
const place: LogPlace = {
  folder,
  key,
  privateKey: createPrivateKey({ key: Buffer.from(signPrivate), format: 'der', type: 'pkcs8' }),
  publicKey: createPublicKey({ key: Buffer.from(signPublic), format: 'der', type: 'spki' }),
}
const say = (message: FromWriter): void => port.postMessage(message)
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

let files: Files | null = null
let waiting: { id: number; event: AuditEvent }[] = []
let flushing = false
/** A head of these files went to the operator's place since they were opened. */
let isAnchored = false

const reached = ({ id, seq, length, link }: Files): Reached => ({ log: id.toString('hex'), count: seq, link: link.toString('hex'), length })

function shut(): void {
  if (files) closeFiles(files)
  files = null
}

function flush(): void {
  flushing = false
  const batch = waiting
  waiting = []
  if (batch.length === 0) return
  const ids = batch.map(({ id }) => id)
  try {
    if (!files) throw new Error('the audit is not open')
    append(
      files,
      place,
      batch.map(({ event }) => event),
    )
    say({ is: 'written', ids, reached: reached(files) })
    // From the first head on there is one that nobody here can take back.
    if (!isAnchored) anchorNow(batch.at(-1)!.event.at)
  } catch (error) {
    shut()
    say({ is: 'failed', why: words(error), ids })
  }
}

function anchorNow(now: number): void {
  if (!anchor || !files?.lastHead) return
  isAnchored = true
  try {
    putAnchor(anchor, files.lastHead, files.seq, now)
    say({ is: 'anchored', at: now })
  } catch (error) {
    say({ is: 'not-anchored', why: words(error) })
  }
}

/** What could never be read again is not written, and brings down nothing else. */
function take(id: number, given: AuditEvent): void {
  try {
    waiting.push({ id, event: AuditEvent.parse(fitEvent(given)) })
  } catch (error) {
    say({ is: 'unfit', id, why: words(error) })
  }
  if (flushing) return
  flushing = true
  setImmediate(flush)
}

function mark(): Mark | null {
  if (!files) return null
  let anchors: readonly string[] | null = []
  try {
    if (anchor) anchors = anchorNames(anchor)
  } catch {
    anchors = null
  }
  return { length: files.length, headsLength: files.headsLength, anchors }
}

port.on('message', (message: ToWriter) => {
  switch (message.is) {
    case 'write':
      return take(message.id, message.event)
    case 'reopen':
      try {
        shut()
        isAnchored = false
        const opened = openFiles(place, message.known, message.now)
        files = opened.files
        say({ is: 'open', reached: reached(files), dropped: opened.dropped, accepted: opened.accepted })
      } catch (error) {
        say({ is: 'failed', why: words(error), ids: [] })
      }
      return
    case 'anchor':
      return anchorNow(message.now)
    case 'mark':
      return say({ is: 'marked', id: message.id, mark: mark() })
    case 'close':
      flush()
      anchorNow(message.now)
      shut()
      say({ is: 'closed' })
      port.close()
      return
    default:
      message satisfies never
  }
})
