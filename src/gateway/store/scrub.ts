// Overwrites what a rollback journal still holds of pages as they were: old copies of wrapped keys, which SQLite leaves in the file.
import { closeSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs'

/**
 * Only between transactions: the journal is then void. Overwritten in place and not cut off or removed, because the file system would hand
 * back its blocks as they are (therefore PERSIST, and not TRUNCATE or DELETE). What a file system that copies on write, or the spare blocks
 * of a flash disk, keep of overwritten bytes is out of reach from here.
 */
export function scrub(journal: string): void {
  let fd: number
  try {
    fd = openSync(journal, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    const zeros = new Uint8Array(65_536)
    const { size } = fstatSync(fd)
    for (let place = 0; place < size; ) place += writeSync(fd, zeros, 0, Math.min(zeros.length, size - place), place)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
