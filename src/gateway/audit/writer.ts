// The worker that writes the audit: seals, links, appends, makes it durable, signs a head, and only then says so. Alone with its files.
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { AUDIT_KINDS, type AuditEvent } from '../../model/audit.ts'
import { encodeHead, encodeRecord, HEADS, LOG, openRecord, PUBLIC, readHead, sha } from './format.ts'
import { walkLog } from './verify.ts'

export interface WriterData {
  readonly folder: string
  readonly key: Uint8Array
  readonly signPrivate: Uint8Array
  readonly signPublic: Uint8Array
  readonly anchor: string | null
}
export type ToWriter =
  | { readonly is: 'write'; readonly id: number; readonly event: AuditEvent }
  | { readonly is: 'reopen'; readonly now: number }
  | { readonly is: 'anchor'; readonly now: number }
  | { readonly is: 'close'; readonly now: number }
export type FromWriter =
  | { readonly is: 'open'; readonly seq: number; readonly hash: string; readonly dropped: number }
  | { readonly is: 'failed'; readonly why: string; readonly ids: readonly number[] }
  | { readonly is: 'written'; readonly ids: readonly number[]; readonly seq: number; readonly hash: string }
  | { readonly is: 'anchored'; readonly at: number }
  | { readonly is: 'not-anchored'; readonly why: string }
  | { readonly is: 'closed' }

const port = parentPort
if (!port) throw new Error('this is a worker')
const { folder, key, signPrivate, signPublic, anchor } = workerData as WriterData
const privateKey = createPrivateKey({ key: Buffer.from(signPrivate), format: 'der', type: 'pkcs8' })
const publicKey = createPublicKey({ key: Buffer.from(signPublic), format: 'der', type: 'spki' })
const say = (message: FromWriter): void => port.postMessage(message)

interface Open {
  readonly log: number
  readonly heads: number
  readonly id: Buffer
  seq: number
  length: number
  link: Buffer
  headsLength: number
  headBefore: Buffer
  lastHead: Buffer | null
}
let files: Open | null = null
let waiting: { id: number; event: AuditEvent }[] = []
let flushing = false

function fresh(): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const id = randomBytes(16)
  const made = (file: string, bytes: Buffer): void => {
    const handle = openSync(join(folder, file), 'wx', 0o600)
    writeSync(handle, bytes)
    fsyncSync(handle)
    closeSync(handle)
  }
  // The log last: where it is, the other two are.
  if (!existsSync(join(folder, PUBLIC))) made(PUBLIC, Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }) as string))
  const heads = join(folder, HEADS.file)
  if (existsSync(heads)) {
    const size = statSync(heads).size
    if (size > HEADS.header) throw new Error('the log is missing, yet there are heads of it')
    const handle = openSync(heads, 'r')
    const bytes = Buffer.alloc(HEADS.header)
    const whole = readSync(handle, bytes, 0, HEADS.header, 0) === HEADS.header
    closeSync(handle)
    if (whole) bytes.copy(id, 0, 8, 24)
    else writeFileSync(heads, Buffer.concat([Buffer.from(HEADS.magic, 'latin1'), id]), { mode: 0o600 })
  } else made(HEADS.file, Buffer.concat([Buffer.from(HEADS.magic, 'latin1'), id]))
  made(LOG.file, Buffer.concat([Buffer.from(LOG.magic, 'latin1'), id, sha(publicKey.export({ type: 'spki', format: 'der' }))]))
}

/** Opens the files. A torn end is cut; what does not fit the last head is left as it is, and the audit stays down. */
function open(now: number): { dropped: number } {
  const logFile = join(folder, LOG.file)
  const whole = existsSync(logFile) && statSync(logFile).size >= LOG.header
  if (!whole) {
    if (existsSync(logFile) && statSync(join(folder, HEADS.file)).size > HEADS.header) throw new Error('the log was cut to nothing')
    if (existsSync(logFile)) throw new Error('the log has no head: move audit.log away to begin anew')
    fresh()
  }
  const heads = openSync(join(folder, HEADS.file), 'r+')
  const size = statSync(join(folder, HEADS.file)).size
  const count = Math.floor((size - HEADS.header) / HEADS.size)
  const headsLength = HEADS.header + count * HEADS.size
  if (size > headsLength) ftruncateSync(heads, headsLength)
  const last = Buffer.alloc(count > 0 ? HEADS.size : HEADS.header)
  readSync(heads, last, 0, last.length, count > 0 ? headsLength - HEADS.size : 0)
  const head = count > 0 ? readHead(last) : null
  let fits = head === null
  let good = { count: 0, end: LOG.header as number, link: null as Buffer | null }
  const id = Buffer.alloc(16)
  const peek = openSync(logFile, 'r')
  readSync(peek, id, 0, 16, 8)
  closeSync(peek)
  const walked = walkLog(logFile, (seen, end, link, record) => {
    if (head && seen === head.count) fits = end === head.length && link.equals(head.link)
    // After the last head only what was sealed with our key was ours, and only as far as it does not break off.
    if (seen > (head?.count ?? 0)) {
      if (good.count !== seen - 1) return
      try {
        openRecord(record, key, id)
      } catch {
        return
      }
    }
    good = { count: seen, end, link }
  })
  if (!fits || (head && walked.count < head.count)) {
    closeSync(heads)
    throw new Error('the log does not fit its last signed head: npm run audit verify names the place')
  }
  const log = openSync(logFile, 'r+')
  const dropped = statSync(logFile).size - good.end
  if (dropped > 0) {
    ftruncateSync(log, good.end)
    fsyncSync(log)
  }
  const header = Buffer.alloc(LOG.header)
  readSync(log, header, 0, LOG.header, 0)
  files = {
    log,
    heads,
    id: header.subarray(8, 24),
    seq: good.count,
    length: good.end,
    link: good.link ?? sha(header),
    headsLength,
    headBefore: sha(last),
    lastHead: count > 0 ? last : null,
  }
  if (good.count > (head?.count ?? 0)) signHead(files, now)
  return { dropped }
}

function signHead(state: Open, now: number): void {
  const { seq: count, length, link } = state
  const head = encodeHead({ count, length, link, time: now }, state.headBefore, (bytes) => sign(null, bytes, privateKey))
  writeSync(state.heads, head, 0, head.length, state.headsLength)
  fdatasyncSync(state.heads)
  state.headsLength += head.length
  state.headBefore = sha(head)
  state.lastHead = head
}

function flush(): void {
  flushing = false
  const batch = waiting
  waiting = []
  if (batch.length === 0) return
  const ids = batch.map(({ id }) => id)
  const state = files
  if (!state) {
    say({ is: 'failed', why: 'the audit is not open', ids })
    return
  }
  const before = { seq: state.seq, length: state.length, link: state.link }
  try {
    // Gone from its folder, it would be written into the void.
    if (statSync(join(folder, LOG.file)).size !== state.length || !existsSync(join(folder, HEADS.file)))
      throw new Error('the log is not as it was left')
    const records = batch.map(({ event }) => {
      const content = Buffer.from(JSON.stringify(event), 'utf8')
      const record = encodeRecord(
        { seq: state.seq + 1, time: event.at, kind: AUDIT_KINDS[event.kind].number, stays: event.stays, content },
        key,
        state.id,
        state.link,
      )
      state.seq += 1
      state.link = record.subarray(record.length - 32)
      return record
    })
    const bytes = Buffer.concat(records)
    writeSync(state.log, bytes, 0, bytes.length, state.length)
    fdatasyncSync(state.log)
    state.length += bytes.length
    signHead(state, batch.at(-1)!.event.at)
    say({ is: 'written', ids, seq: state.seq, hash: state.link.toString('hex') })
  } catch (error) {
    Object.assign(state, before)
    shut()
    say({ is: 'failed', why: error instanceof Error ? error.message : String(error), ids })
  }
}

function shut(): void {
  if (!files) return
  for (const handle of [files.log, files.heads])
    try {
      closeSync(handle)
    } catch {
      // It is gone either way.
    }
  files = null
}

function putAnchor(now: number): void {
  if (!anchor || !files?.lastHead) return
  try {
    mkdirSync(anchor, { recursive: true, mode: 0o700 })
    const name = `${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}-${files.seq}.head`
    if (!existsSync(join(anchor, name))) writeFileSync(join(anchor, name), files.lastHead, { mode: 0o600, flush: true })
    say({ is: 'anchored', at: now })
  } catch (error) {
    say({ is: 'not-anchored', why: error instanceof Error ? error.message : String(error) })
  }
}

port.on('message', (message: ToWriter) => {
  switch (message.is) {
    case 'write':
      waiting.push(message)
      if (!flushing) {
        flushing = true
        setImmediate(flush)
      }
      return
    case 'reopen':
      try {
        shut()
        const { dropped } = open(message.now)
        const state = files as Open | null
        say({ is: 'open', seq: state?.seq ?? 0, hash: state?.link.toString('hex') ?? '', dropped })
      } catch (error) {
        say({ is: 'failed', why: error instanceof Error ? error.message : String(error), ids: [] })
      }
      return
    case 'anchor':
      return putAnchor(message.now)
    case 'close':
      flush()
      putAnchor(message.now)
      shut()
      say({ is: 'closed' })
      port.close()
      return
    default:
      message satisfies never
  }
})
