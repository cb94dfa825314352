// Walks the audit's files from the first byte and names the place where something is wrong. Needs no key but the public one.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Verdict } from './audit.ts'
import { HEADS, LINK, LOG, PUBLIC, RECORD, readClear, readHead, sha } from './format.ts'

const CHUNK = 4 * 1024 * 1024
/** Heads whose signature is checked, beside the last: each is linked into the next, so that one signature holds all before it. */
const SPREAD = 500

export interface Walked {
  readonly id: Buffer
  readonly count: number
  /** Bytes of whole records, header included. */
  readonly length: number
  readonly link: Buffer
  /** Where the walk ended before the end of the file, and why. */
  readonly stopped: { readonly what: string; readonly offset: number; readonly record: number } | null
}

/** Walks the log. `each` is told of every whole record with the link after it. */
export function walkLog(file: string, each: (count: number, end: number, link: Buffer, record: Buffer) => void): Walked {
  const handle = openSync(file, 'r')
  try {
    const size = fstatSync(handle).size
    const header = Buffer.alloc(LOG.header)
    const got = readSync(handle, header, 0, LOG.header, 0)
    const id = header.subarray(8, 24)
    let link = sha(header)
    let count = 0
    let at: number = LOG.header
    const stop = (what: string): Walked => ({ id, count, length: at, link, stopped: { what, offset: at, record: count + 1 } })
    if (got < LOG.header || header.toString('latin1', 0, 8) !== LOG.magic) {
      at = 0
      return stop('the head of the file is not that of an audit')
    }
    let rest: Buffer = Buffer.alloc(0)
    let read: number = LOG.header
    while (at < size) {
      while (rest.length < 4 || (rest.length < Math.min(rest.readUInt32BE(0), RECORD.most) && read < size)) {
        const chunk = Buffer.alloc(Math.min(CHUNK, size - read))
        const more = chunk.length === 0 ? 0 : readSync(handle, chunk, 0, chunk.length, read)
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
    return { id, count, length: at, link, stopped: null }
  } finally {
    closeSync(handle)
  }
}

/** `anchors`: the operator's place. */
export function verifyAudit(folder: string, anchors: string | null, mono: () => number): Verdict {
  const began = mono()
  const broken = (file: string, what: string, record: number | null = null, offset: number | null = null): Verdict => ({
    is: 'broken',
    what,
    record,
    offset,
    file,
  })
  for (const file of [LOG.file, HEADS.file, PUBLIC]) if (!existsSync(join(folder, file))) return broken(file, 'the file is missing')
  const pem = readFileSync(join(folder, PUBLIC))
  let key: ReturnType<typeof createPublicKey>
  let hash: Buffer
  try {
    key = createPublicKey(pem)
    hash = sha(key.export({ type: 'spki', format: 'der' }))
  } catch {
    return broken(PUBLIC, 'this is no public key')
  }
  const signed = (head: Buffer): boolean => verifySignature(null, head.subarray(0, HEADS.signed), key, head.subarray(HEADS.signed))

  const bytes = readFileSync(join(folder, HEADS.file))
  const total = (bytes.length - HEADS.header) / HEADS.size
  if (bytes.length < HEADS.header || bytes.toString('latin1', 0, 8) !== HEADS.magic)
    return broken(HEADS.file, 'the head of the file is not that of heads', null, 0)
  if (!Number.isInteger(total)) return broken(HEADS.file, 'the last head is cut', null, bytes.length)
  const heads: { count: number; length: number; link: Buffer; index: number }[] = []
  let before: Buffer = sha(bytes.subarray(0, HEADS.header))
  for (let index = 0; index < total; index++) {
    const offset = HEADS.header + index * HEADS.size
    const one = bytes.subarray(offset, offset + HEADS.size)
    const head = readHead(one)
    if (!head.before.equals(before)) return broken(HEADS.file, `head ${index + 1} does not follow the one before`, null, offset)
    const last = heads.at(-1)
    if (last && (head.count < last.count || head.length < last.length))
      return broken(HEADS.file, `head ${index + 1} goes back`, null, offset)
    if ((index === total - 1 || index % Math.ceil(total / SPREAD) === 0) && !signed(one))
      return broken(HEADS.file, `head ${index + 1} is not signed by this gateway`, null, offset)
    heads.push({ ...head, index })
    before = sha(one)
  }

  let next = 0
  let differs: Verdict | null = null
  const check = (count: number, end: number, link: Buffer): void => {
    for (; next < heads.length && heads[next]!.count <= count; next++) {
      const head = heads[next]!
      if (!differs && (head.count !== count || head.length !== end || !head.link.equals(link)))
        differs = broken(LOG.file, `the log is not what head ${head.index + 1} signed`, count, end)
    }
  }
  const file = join(folder, LOG.file)
  const links = new Map<number, { end: number; link: Buffer }>()
  const wanted = anchorsOf(anchors)
  for (const { head } of wanted) links.set(head.count, { end: -1, link: Buffer.alloc(0) })
  const walked = walkLog(file, (count, end, link) => {
    check(count, end, link)
    if (links.has(count)) links.set(count, { end, link })
  })
  if (walked.stopped?.offset === 0) return broken(LOG.file, walked.stopped.what, null, 0)
  if (!walked.id.equals(bytes.subarray(8, 24))) return broken(HEADS.file, 'these heads belong to another log', null, 8)
  if (!keyOf(file).equals(hash)) return broken(PUBLIC, 'this is not the key of this log')
  if (differs) return differs
  if (walked.stopped) return broken(LOG.file, walked.stopped.what, walked.stopped.record, walked.stopped.offset)
  const last = heads.at(-1)
  if (!last) {
    if (walked.count > 0) return broken(HEADS.file, 'there is no head for these records')
  } else if (next < heads.length)
    return broken(LOG.file, `the log ends before head ${heads[next]!.index + 1}: its tail was cut`, walked.count + 1, walked.length)
  else if (last.count !== walked.count) return broken(LOG.file, 'there are records after the last head', last.count + 1, last.length)
  for (const { name, head, whole } of wanted) {
    if (!signed(whole)) return broken(name, 'the head at the operator’s place is not signed by this gateway')
    const here = links.get(head.count)
    if (!here || here.end !== head.length || !here.link.equals(head.link))
      return broken(
        LOG.file,
        `the log is not what ${name} signed: it was cut or written anew`,
        Math.min(head.count, walked.count + 1),
        null,
      )
  }
  return { is: 'whole', records: walked.count, heads: heads.length, head: walked.link.toString('hex'), took: mono() - began }
}

function keyOf(file: string): Buffer {
  const handle = openSync(file, 'r')
  const header = Buffer.alloc(LOG.header)
  readSync(handle, header, 0, LOG.header, 0)
  closeSync(handle)
  return header.subarray(24)
}

function anchorsOf(folder: string | null): { name: string; head: ReturnType<typeof readHead>; whole: Buffer }[] {
  if (folder === null) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.head'))
    .toSorted()
    .map((name) => ({ name, whole: readFileSync(join(folder, name)) }))
    .filter(({ whole }) => whole.length === HEADS.size)
    .map((one) => ({ ...one, head: readHead(one.whole) }))
}
