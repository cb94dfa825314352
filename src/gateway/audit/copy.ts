// Copies the audit, also one that is written to meanwhile: as far as a head has signed, so that the copy verifies.
import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from './files.ts'
import { HEADS, LOG, PUBLIC, readHead } from './format.ts'
import { verifyAudit } from './verify.ts'
import { wholeHeads } from './walk.ts'

const CHUNK = 4 * 1024 * 1024

/** Of one that is only begun there is nothing to copy. */
export const hasAudit = (folder: string): boolean => existsSync(join(folder, LOG.file))

/** Into a folder that it makes. `asItIs`: a copy, to its last byte, not a log that grows. Throws where what was copied does not verify. */
export function copyAudit(from: string, to: string, asItIs: boolean): void {
  mkdirSync(to, { mode: 0o700 })
  // Heads first: what they sign is in the log already.
  let signed: number = LOG.header
  copyStart(from, to, HEADS.file, (size, handle) => {
    const end = wholeHeads(size)
    const last = Buffer.alloc(HEADS.size)
    if (end > HEADS.header && readSync(handle, last, 0, HEADS.size, end - HEADS.size) === HEADS.size) signed = readHead(last).length
    return asItIs ? size : end
  })
  copyStart(from, to, LOG.file, (size) => (asItIs ? size : Math.min(size, signed)))
  copyStart(from, to, PUBLIC, (size) => size)
  const verdict = verifyAudit(to, null, () => 0)
  if (verdict.is === 'broken') throw new Error(`the copy of the audit is not whole: ${verdict.what} (${verdict.file})`)
  settle(to)
}

/** The first bytes of a file, as many as `until` says; nobody else's from the first one. */
function copyStart(from: string, to: string, name: string, until: (size: number, handle: number) => number): void {
  const source = openSync(join(from, name), 'r')
  const copy = openSync(join(to, name), 'wx', 0o600)
  try {
    const end = until(fstatSync(source).size, source)
    const chunk = Buffer.alloc(CHUNK)
    for (let at = 0; at < end; ) {
      const got = readSync(source, chunk, 0, Math.min(CHUNK, end - at), at)
      if (got === 0) return
      writeWhole(copy, chunk.subarray(0, got), at)
      at += got
    }
    fsyncSync(copy)
  } finally {
    closeSync(source)
    closeSync(copy)
  }
}

function settle(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
