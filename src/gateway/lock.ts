// The data folder: made, checked and held by one gateway at a time. The operating system frees the hold of a dead process.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** What is wrong with the folder, in one line for the person who started the gateway. */
export class FolderError extends Error {}

/** Holds of this process. What nobody refers to is collected as garbage, and its hold would go with it. */
const holds = new Set<DatabaseSync>()

const why = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error))

/**
 * Creates `folder` where it is missing (readable by its owner alone) and holds it until the returned release is called. Throws a FolderError.
 * The hold is an exclusive transaction on a small SQLite file: it goes with the process, so no stale hold is left, whatever its number was.
 */
export function holdFolder(folder: string): () => void {
  const path = resolve(folder)
  const pidFile = join(path, 'gateway.pid')
  try {
    makeFolder(path)
    if (!statSync(path).isDirectory()) throw new Error('not a folder')
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new FolderError(`the data folder ${path} cannot be used: ${why(error)}`)
  }
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(join(path, 'gateway.lock'), { timeout: 0 })
    db.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;')
  } catch (error) {
    db?.close()
    if (/locked|busy/i.test(String(error))) throw new FolderError(`the data folder ${path} is in use by another gateway${holder(pidFile)}`)
    throw new FolderError(`the data folder ${path} cannot be locked: ${why(error)}`)
  }
  try {
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 })
  } catch {
    // Only for the words of another that is refused: the disk may be full.
  }
  let held: DatabaseSync | undefined = db
  holds.add(db)
  return () => {
    if (!held) return
    rmSync(pidFile, { force: true })
    held.close()
    holds.delete(held)
    held = undefined
  }
}

/** Step by step from the nearest folder that is there: told to make all at once, Node never returns below a folder like /proc. */
function makeFolder(path: string): void {
  const missing: string[] = []
  let parent = path
  while (!existsSync(parent)) {
    missing.push(parent)
    parent = dirname(parent)
  }
  if (!statSync(parent).isDirectory()) throw Object.assign(new Error(`${parent} is not a folder`), { code: 'ENOTDIR' })
  if (missing.length > 0) accessSync(parent, constants.W_OK | constants.X_OK)
  for (const folder of missing.toReversed()) mkdirSync(folder, { mode: 0o700 })
}

function holder(pidFile: string): string {
  try {
    return ` (process ${Number.parseInt(readFileSync(pidFile, 'utf8'), 10)})`
  } catch {
    return ''
  }
}
