// Refuses a data folder that others on the machine can read, and names the command that helps.
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { FolderError } from '../lock.ts'

const OTHERS = 0o077

/** Everything below is looked at, links followed. An empty file tells nothing and passes (the lock is one). A missing folder passes. */
export function checkFolder(folder: string): void {
  const path = resolve(folder)
  const own = statSync(path, { throwIfNoEntry: false })
  if (!own) return
  if ((own.mode & OTHERS) !== 0) throw new FolderError(`the data folder ${path} can be read by others: chmod 700 ${path}`)
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const entry = join(path, name)
    const stat = statSync(entry, { throwIfNoEntry: false })
    if (!stat || (stat.mode & OTHERS) === 0 || (stat.isFile() && stat.size === 0)) continue
    throw new FolderError(`${entry} in the data folder can be read by others: chmod ${stat.isDirectory() ? 700 : 600} ${entry}`)
  }
}
