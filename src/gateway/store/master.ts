// The master key, which opens the key store: from a file readable by its owner alone, or from a value handed in; refused where it is weak.
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { KEY_BYTES } from './seal.ts'

/** Why the gateway does not start with these keys or this database: one line for the person who started it. Nothing was overwritten. */
export class KeyError extends Error {}

export const KEY_STORE = 'keys.db'
export const HOUSE_FILE = 'house.db'
export const STAYS_FILE = 'stays.db'
const OWN_KEY = 'master.key'

export interface MasterKey {
  readonly bytes: Uint8Array
  /** Where it is from, in words. */
  readonly from: string
}

export interface MasterAsk {
  /** `--keys PATH`. */
  readonly file: string | null
  /** The environment's value. */
  readonly value: string | null
  /** The data folder; null keeps everything in memory. */
  readonly folder: string | null
  readonly demo: boolean
}

export function masterKey({ file, value, folder, demo }: MasterAsk): MasterKey {
  if (file !== null && value !== null) throw new KeyError('two master keys were given, by file and by environment: give one')
  if (value !== null) return key(parseKey(value, 'the master key of the environment'), 'the environment')
  if (file !== null) return fromFile(resolve(file), folder, demo)
  if (!demo) throw new KeyError('there is no master key: name its file with --keys PATH (it is made where it is missing)')
  return folder === null ? key(randomBytes(KEY_BYTES), 'memory') : fromFile(join(resolve(folder), OWN_KEY), folder, true)
}

/** Its bytes are not enumerable: a log that is handed the object by mistake shows where the key is from and no more. */
function key(bytes: Uint8Array, from: string): MasterKey {
  return Object.defineProperty({ from } as MasterKey, 'bytes', { value: bytes, enumerable: false })
}

function fromFile(path: string, folder: string | null, demo: boolean): MasterKey {
  if (!demo && folder !== null && inside(path, folder))
    throw new KeyError(`the master key ${path} lies in the data folder, where a thief finds both: keep it elsewhere`)
  if (!existsSync(path)) {
    if (folder !== null && existsSync(join(folder, KEY_STORE)))
      throw new KeyError(`the master key ${path} is missing, but ${folder} holds a key store: put its key back. Nothing was overwritten`)
    make(path)
  }
  return key(parseKey(readOwn(path), `the master key ${path}`), path)
}

/** Links are followed, also those of a folder above; a path that is not there yet is judged by the folder it would lie in. */
export function inside(path: string, folder: string): boolean {
  const real = (place: string): string => {
    if (existsSync(place)) return realpathSync(place)
    return dirname(place) === place ? place : join(real(dirname(place)), basename(place))
  }
  return `${real(path)}${sep}`.startsWith(`${real(resolve(folder))}${sep}`)
}

/** Judged by what was opened, so that nothing can be put in its place between the look and the read. */
function readOwn(path: string): string {
  let fd: number | undefined
  try {
    // Does not wait for a writer where somebody put a pipe.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const stat = fstatSync(fd)
    if (!stat.isFile()) throw new KeyError(`the master key ${path} is not a file`)
    if ((stat.mode & 0o077) !== 0) throw new KeyError(`the master key ${path} can be read by others: chmod 600 ${path}`)
    if (stat.size > 4096) throw new KeyError(`the master key ${path} is not 32 bytes written as hex or base64`)
    return readFileSync(fd, 'utf8')
  } catch (error) {
    throw error instanceof KeyError ? error : new KeyError(`the master key ${path} cannot be read: ${code(error)}`)
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** Whole or not there at all, whenever the power fails: written beside, then linked, which never overwrites. */
function make(path: string): void {
  const beside = `${path}.${randomBytes(4).toString('hex')}`
  try {
    write(beside, `${randomBytes(KEY_BYTES).toString('hex')}\n`)
    linkSync(beside, path)
  } catch (error) {
    throw new KeyError(`the master key ${path} cannot be made: ${code(error)}`)
  } finally {
    rmSync(beside, { force: true })
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function write(path: string, text: string): void {
  const fd = openSync(path, 'wx', 0o600)
  try {
    writeSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

const code = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown'

/** Never says what it read: the line stands in logs. */
export function parseKey(text: string, what: string): Uint8Array {
  const word = text.trim()
  const hex = /^[0-9a-f]{64}$/i.test(word)
  if (!hex && !/^[\w+/-]{43}=?$/.test(word)) throw new KeyError(`${what} is not 32 bytes written as 64 hex digits or as base64`)
  const bytes = hex ? Buffer.from(word, 'hex') : Buffer.from(word, 'base64url')
  if (bytes.length !== KEY_BYTES) throw new KeyError(`${what} is not 32 bytes written as 64 hex digits or as base64`)
  if (isWeak(bytes)) throw new KeyError(`${what} is not random: make one with "openssl rand -hex 32"`)
  return bytes
}

/** Patterns that chance does not make: of 32 random bytes fewer than 16 differ once in 10^15 keys, all are letters once in 10^13. */
function isWeak(bytes: Uint8Array): boolean {
  const few = new Set(bytes).size < 16
  const words = bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
  const step = (bytes[1]! - bytes[0]!) & 0xff
  const counts = bytes.every((byte, i) => i === 0 || ((byte - bytes[i - 1]!) & 0xff) === step)
  const twice = bytes.subarray(0, 16).every((byte, i) => byte === bytes[i + 16])
  return few || words || counts || twice
}
