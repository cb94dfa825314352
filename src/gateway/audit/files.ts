// Writing that is whole or did not happen: a system may take less than it was given, where a disk is full or a limit is reached.
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Throws where not all of it was taken; what was taken then is the caller's to cut off. */
export function writeWhole(handle: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const wrote = writeSync(handle, bytes, done, bytes.length - done, position + done)
    if (wrote <= 0) throw new Error('the disk takes no more')
    done += wrote
  }
}

function beside(path: string, bytes: Uint8Array, settle: (made: string) => void): void {
  const made = `${path}.${randomBytes(4).toString('hex')}`
  try {
    const handle = openSync(made, 'wx', 0o600)
    try {
      writeWhole(handle, bytes, 0)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    settle(made)
  } finally {
    rmSync(made, { force: true })
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Whole or not there at all, whenever the power fails: written beside, then linked, which never overwrites. */
export const makeWhole = (path: string, bytes: Uint8Array): void => beside(path, bytes, (made) => linkSync(made, path))
/** The same where links may not be had (the operator's place can be anything): what is there is replaced. */
export const putWhole = (path: string, bytes: Uint8Array): void => beside(path, bytes, (made) => renameSync(made, path))
