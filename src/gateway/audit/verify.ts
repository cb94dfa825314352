// Holds log, heads and the operator's place against each other, and names the place where something is wrong. Needs no key but the public one.
import { createPublicKey, verify as verifySignature } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { type Anchor, anchorNames, readAnchors } from './anchors.ts'
import type { Verdict } from './audit.ts'
import { HEADS, LOG, PUBLIC, sha } from './format.ts'
import { openWalk, readHeads, type Walk, wholeHeads } from './walk.ts'

/** Heads whose signature is checked, beside the last: each is linked into the next, so that one signature holds all before it. */
const SPREAD = 500
/** Ms between two looks at whether a gateway goes on writing. */
const LOOK = 20

/** How far its writer had come: what comes after that is not looked at. */
export interface Mark {
  readonly length: number
  readonly headsLength: number
  /** Heads at the operator's place then; null where it could not be read. */
  readonly anchors: readonly string[] | null
}
type Broken = Extract<Verdict, { is: 'broken' }>
const broken = (file: string, what: string, record: number | null = null, offset: number | null = null): Broken => ({
  is: 'broken',
  what,
  record,
  offset,
  file,
})

/**
 * `anchors`: the operator's place. `mark`: of the gateway that writes these files. Without one they may still be written to meanwhile: what
 * was there at the first look must be covered by heads, for which it waits up to `patience` ms.
 */
export function verifyAudit(
  folder: string,
  anchors: string | null,
  mono: () => number,
  { mark = null, patience = 0 }: { readonly mark?: Mark | null; readonly patience?: number } = {},
): Verdict {
  const began = mono()
  for (const file of [LOG.file, HEADS.file, PUBLIC]) if (!existsSync(join(folder, file))) return broken(file, 'the file is missing')
  let key: ReturnType<typeof createPublicKey>
  try {
    key = createPublicKey(readFileSync(join(folder, PUBLIC)))
  } catch {
    return broken(PUBLIC, 'this is no public key')
  }
  const signed = (head: Buffer): boolean => verifySignature(null, head.subarray(0, HEADS.signed), key, head.subarray(HEADS.signed))

  // In this order, so that of a log that grows nothing is asked for that was not there yet: anchors, then heads, then the log.
  const read = anchorsOf(anchors, mark)
  const wanted = read ?? []
  const heads = openSync(join(folder, HEADS.file), 'r')
  let walk: Walk | null = null
  try {
    const headsSize = mark?.headsLength ?? fstatSync(heads).size
    const header = Buffer.alloc(HEADS.header)
    if (readSync(heads, header, 0, HEADS.header, 0) < HEADS.header || header.toString('latin1', 0, 8) !== HEADS.magic)
      return broken(HEADS.file, 'the head of the file is not that of heads', null, 0)
    walk = openWalk(join(folder, LOG.file))
    if (!walk) return broken(LOG.file, 'the head of the file is not that of an audit', null, 0)
    const logSize = mark?.length ?? walk.size()
    if (!walk.id.equals(header.subarray(8))) return broken(HEADS.file, 'these heads belong to another log', null, 8)
    if (!walk.keyHash.equals(sha(key.export({ type: 'spki', format: 'der' })))) return broken(PUBLIC, 'this is not the key of this log')

    const links = new Map<number, { end: number; link: Buffer }>()
    for (const { head } of wanted) if (head) links.set(head.count, { end: -1, link: header })
    const chain = createChain(heads, header, walk, signed, links)
    let wrong = chain.take(wholeHeads(headsSize))
    for (let tries = 0; !wrong && (chain.end() < headsSize || walk.now().length < logSize); tries++) {
      if (mark || tries > patience / LOOK) return left(chain.end(), headsSize, walk)
      if (tries > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK)
      wrong = chain.take(wholeHeads(fstatSync(heads).size))
    }
    if (wrong) return wrong
    const { count, link } = walk.now()
    // From its first record on the gateway has put one there.
    if (anchors !== null && count > 0 && wanted.length === 0)
      return broken(anchors, read === null ? 'the operator’s place cannot be read' : 'there is no head at the operator’s place')
    return (
      anchored(wanted, signed, links, count) ?? {
        is: 'whole',
        records: count,
        heads: (chain.end() - HEADS.header) / HEADS.size,
        head: link.toString('hex'),
        took: mono() - began,
      }
    )
  } finally {
    walk?.close()
    closeSync(heads)
  }
}

/** What no head covers. */
function left(end: number, headsSize: number, walk: Walk): Broken {
  const { count, length } = walk.now()
  if (end < headsSize) return broken(HEADS.file, 'the last head is cut', null, headsSize)
  if (count === 0) return broken(HEADS.file, 'there is no head for these records')
  return broken(LOG.file, 'there are records after the last head', count + 1, length)
}

/** Takes heads as far as it is told, and walks the log as far as they signed. */
function createChain(
  handle: number,
  header: Buffer,
  walk: Walk,
  signed: (head: Buffer) => boolean,
  links: Map<number, { end: number; link: Buffer }>,
): { take(end: number): Broken | null; end(): number } {
  let from: number = HEADS.header
  let before: Buffer = sha(header)
  let last = { count: 0, length: LOG.header as number }

  /** The heads alone, first: what is wrong with one of them is not blamed on the log. */
  function heads(end: number): Broken | null {
    const total = (end - from) / HEADS.size
    const wrong = (number: number, what: string, offset: number) => broken(HEADS.file, `head ${number} ${what}`, null, offset)
    let index = 0
    for (const head of readHeads(handle, from, end)) {
      const { number, offset, bytes } = head
      if (!head.before.equals(before)) return wrong(number, 'does not follow the one before', offset)
      if (head.count < last.count || head.length < last.length) return wrong(number, 'goes back', offset)
      if ((index === total - 1 || index % Math.ceil(total / SPREAD) === 0) && !signed(bytes))
        return wrong(number, 'is not signed by this gateway', offset)
      before = sha(bytes)
      last = head
      index += 1
    }
    return index === total ? null : broken(HEADS.file, 'the last head is cut', null, from + index * HEADS.size)
  }
  const each = (count: number, end: number, link: Buffer): void => {
    if (links.has(count)) links.set(count, { end, link })
  }
  function log(end: number): Broken | null {
    for (const { number, count, length, link } of readHeads(handle, from, end)) {
      const stopped = walk.to(length, each)
      if (stopped) {
        const what = stopped.short ? `the log ends before head ${number}: its tail was cut` : stopped.what
        return broken(LOG.file, what, stopped.record, stopped.offset)
      }
      const now = walk.now()
      if (now.count !== count || now.length !== length || !now.link.equals(link))
        return broken(LOG.file, `the log is not what head ${number} signed`, now.count, now.length)
    }
    return null
  }
  return {
    take(end) {
      if (end <= from) return null
      const wrong = heads(end) ?? log(end)
      from = end
      return wrong
    },
    end: () => from,
  }
}

/** null: the place, or a head in it, cannot be read. */
function anchorsOf(folder: string | null, mark: Mark | null): readonly Anchor[] | null {
  if (folder === null) return []
  if (mark?.anchors === null) return null
  try {
    return readAnchors(folder, mark?.anchors ?? anchorNames(folder))
  } catch {
    return null
  }
}

function anchored(
  wanted: readonly Anchor[],
  signed: (head: Buffer) => boolean,
  links: ReadonlyMap<number, { end: number; link: Buffer }>,
  count: number,
): Broken | null {
  for (const { name, head, bytes } of wanted) {
    if (!head) return broken(name, 'the head at the operator’s place is cut')
    if (!signed(bytes)) return broken(name, 'the head at the operator’s place is not signed by this gateway')
    const here = links.get(head.count)
    if (here?.end !== head.length || !here.link.equals(head.link))
      return broken(LOG.file, `the log is not what ${name} signed: it was cut or written anew`, Math.min(head.count, count + 1))
  }
  return null
}
