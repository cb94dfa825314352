// Log and heads as their writer holds them: opens them, mends what was torn, and adds records of which all is on disk, or nothing.
import { type KeyObject, randomBytes, sign } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { AUDIT_KINDS, type AuditEvent } from '../../model/audit.ts'
import { makeWhole, writeWhole } from './files.ts'
import { encodeHead, encodeRecord, HEADS, LOG, type LogKeys, logKeys, openRecord, PUBLIC, readHead, sha } from './format.ts'
import { openWalk, type Walk, wholeHeads } from './walk.ts'

/** The last head that the house knows of, kept apart from these files: without it they could be taken away together, and nobody would know. */
export interface Known {
  readonly log: string
  readonly count: number
  readonly link: string
}
export interface LogPlace {
  readonly folder: string
  readonly key: Uint8Array
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}
export interface Files {
  readonly log: number
  readonly heads: number
  readonly id: Buffer
  readonly keys: LogKeys
  seq: number
  length: number
  link: Buffer
  headsLength: number
  headBefore: Buffer
  lastHead: Buffer | null
}
/** Put there by the operator, this file accepts once what lies here, though the house knows of more. */
export const ACCEPT = 'audit.accept'

/**
 * A torn end is cut; what does not fit the last head, or the one the house knows, is left as it is: it throws then. `accepted`: the house
 * knew of more, and the operator took what there is.
 */
export function openFiles(place: LogPlace, known: Known | null, now: number): { files: Files; dropped: number; accepted: boolean } {
  const { folder } = place
  const accept = existsSync(join(folder, ACCEPT))
  const trusted = accept ? null : known
  const logFile = join(folder, LOG.file)
  if (!existsSync(logFile)) {
    if (trusted !== null && trusted.count > 0) throw gone(trusted, 'it is not there')
    fresh(place)
  }
  const walk = openWalk(logFile)
  if (!walk) throw new Error('the log has no head: put back what it was, or move it away with its heads')
  try {
    const opened = { ...taken(place, walk, trusted, now), accepted: accept && known !== null }
    rmSync(join(folder, ACCEPT), { force: true })
    return opened
  } finally {
    walk.close()
  }
}

const gone = ({ count }: Known, what: string): Error =>
  new Error(
    `this is not the audit that the house knows to have ${count} records: ${what}. Put it back; or, to go on with what lies here, ` +
      `make an empty file ${ACCEPT} beside it, which is written down`,
  )

/** Each of the three is whole or not there, whenever it is killed. The log last: where it is, the other two are. */
function fresh({ folder, publicKey }: LogPlace): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let id = randomBytes(16)
  const heads = join(folder, HEADS.file)
  if (existsSync(heads)) {
    if (statSync(heads).size > HEADS.header) throw new Error('the log is missing, yet there are heads of it')
    const handle = openSync(heads, 'r')
    const bytes = Buffer.alloc(HEADS.header)
    const whole = readSync(handle, bytes, 0, HEADS.header, 0) === HEADS.header
    closeSync(handle)
    if (!whole) throw new Error('the heads are cut: move audit.heads away to begin anew')
    id = Buffer.from(bytes.subarray(8))
  } else makeWhole(heads, Buffer.concat([Buffer.from(HEADS.magic, 'latin1'), id]))
  if (!existsSync(join(folder, PUBLIC))) makeWhole(join(folder, PUBLIC), Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })))
  const owner = sha(publicKey.export({ type: 'spki', format: 'der' }))
  makeWhole(join(folder, LOG.file), Buffer.concat([Buffer.from(LOG.magic, 'latin1'), id, owner]))
}

function taken(place: LogPlace, walk: Walk, known: Known | null, now: number): { files: Files; dropped: number } {
  const { folder } = place
  const keys = logKeys(place.key, walk.id)
  const heads = openSync(join(folder, HEADS.file), 'r+')
  let log: number | null = null
  try {
    const size = fstatSync(heads).size
    const headsLength = wholeHeads(size)
    if (headsLength < HEADS.header) throw new Error('the heads are cut: npm run audit verify names the place')
    const signedAny = headsLength > HEADS.header
    const last = Buffer.alloc(signedAny ? HEADS.size : HEADS.header)
    readSync(heads, last, 0, last.length, headsLength - last.length)
    const head = signedAny ? readHead(last) : null
    let fits = head === null
    let familiar = known === null || known.count === 0
    let good = walk.now()
    walk.to(walk.size(), (count, length, link, record) => {
      if (head && count === head.count) fits = length === head.length && link.equals(head.link)
      // After the last head only what was sealed with our key was ours, and only as far as it does not break off.
      if (count > (head?.count ?? 0) && (good.count !== count - 1 || !opens(record, keys, walk.id))) return
      if (known && count === known.count) familiar = link.toString('hex') === known.link
      good = { count, length, link: Buffer.from(link) }
    })
    if (!fits) throw new Error('the log does not fit its last signed head: npm run audit verify names the place')
    if (known && (!familiar || walk.id.toString('hex') !== known.log)) throw gone(known, `its record ${known.count} is another, or gone`)
    // Only now is anything changed.
    if (size > headsLength) ftruncateSync(heads, headsLength)
    log = openSync(join(folder, LOG.file), 'r+')
    const dropped = fstatSync(log).size - good.length
    if (dropped > 0) {
      ftruncateSync(log, good.length)
      fsyncSync(log)
    }
    const files: Files = {
      log,
      heads,
      id: walk.id,
      keys,
      seq: good.count,
      length: good.length,
      link: good.link,
      headsLength,
      headBefore: sha(last),
      lastHead: signedAny ? last : null,
    }
    if (files.seq > (head?.count ?? 0)) signHead(files, place, now)
    return { files, dropped }
  } catch (error) {
    closeSync(heads)
    if (log !== null) closeSync(log)
    throw error
  }
}

function opens(record: Buffer, keys: LogKeys, id: Buffer): boolean {
  try {
    openRecord(record, keys, id)
    return true
  } catch {
    return false
  }
}

function signHead(files: Files, { privateKey }: LogPlace, now: number): void {
  const { seq: count, length, link } = files
  const head = encodeHead({ count, length, link, time: now }, files.headBefore, (bytes) => sign(null, bytes, privateKey))
  writeWhole(files.heads, head, files.headsLength)
  fdatasyncSync(files.heads)
  files.headsLength += head.length
  files.headBefore = sha(head)
  files.lastHead = head
}

/** Written elsewhere, or moved away, a record would go into the void. */
function assertThere(files: Files, folder: string): void {
  for (const [name, handle, length] of [
    [LOG.file, files.log, files.length],
    [HEADS.file, files.heads, files.headsLength],
  ] as const) {
    const there = statSync(join(folder, name))
    const own = fstatSync(handle)
    if (there.ino !== own.ino || there.dev !== own.dev || own.size !== length) throw new Error('the audit is not as it was left')
  }
}

/** All of them under one head, durable when it returns. Throws where they cannot be: then none of them is there. */
export function append(files: Files, place: LogPlace, events: readonly AuditEvent[]): void {
  assertThere(files, place.folder)
  const before = { ...files }
  try {
    const records = events.map((event) => {
      const content = Buffer.from(JSON.stringify(event), 'utf8')
      const record = encodeRecord(
        { seq: files.seq + 1, time: event.at, kind: AUDIT_KINDS[event.kind].number, stays: event.stays, content },
        files.keys,
        files.id,
        files.link,
      )
      files.seq += 1
      files.link = record.subarray(record.length - 32)
      return record
    })
    const bytes = Buffer.concat(records)
    writeWhole(files.log, bytes, files.length)
    fdatasyncSync(files.log)
    files.length += bytes.length
    signHead(files, place, events.at(-1)!.at)
  } catch (error) {
    Object.assign(files, before)
    cutBack(files)
    throw error
  }
}

/** The head first: a log that ends before its head could not be told from one that was cut. */
function cutBack(files: Files): void {
  try {
    ftruncateSync(files.heads, files.headsLength)
    fdatasyncSync(files.heads)
    ftruncateSync(files.log, files.length)
    fdatasyncSync(files.log)
  } catch {
    // Then what is left over is judged when they are opened again.
  }
}

export function closeFiles(files: Files): void {
  for (const handle of [files.log, files.heads])
    try {
      closeSync(handle)
    } catch {
      // It is gone either way.
    }
}
