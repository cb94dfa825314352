// The command that copies the store of a gateway that runs, or puts a copy into an empty folder. Data and keys are copied apart: whoever has one has nothing.
import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { copyAudit, hasAudit } from '../audit/copy.ts'
import { ACCEPT } from '../audit/logfiles.ts'
import { beginCopy, dropCopy, endCopy, type KeyCopy, listCopies } from './copies.ts'
import { HOUSE_FILE, inside, KEY_STORE, STAYS_FILE } from './master.ts'
import { HOUSE, KEYS, STAYS, schemaVersion } from './migrations.ts'

/** TABLE: what each command copies; the first copies the audit's folder as well. */
const FILES = { backup: [HOUSE_FILE, STAYS_FILE], 'keys-backup': [KEY_STORE] } as const
type What = keyof typeof FILES
const NAMES: readonly string[] = Object.values(FILES).flat()
const SCHEMAS = { [HOUSE_FILE]: HOUSE, [STAYS_FILE]: STAYS, [KEY_STORE]: KEYS }
/** A copy that is being made: under its name it stands only once it is whole. */
const PART = '.part'
/** What SQLite keeps beside a file: with it the file alone is not whole, and of another file it is poison. */
const BESIDE = ['-wal', '-shm', '-journal']
const besides = (path: string): readonly string[] => BESIDE.map((end) => path + end).filter((one) => existsSync(one))
const AUDIT = 'audit'
const isAudit = (name: string): boolean => name === AUDIT || name === AUDIT + PART
const isOurs = (name: string): boolean => isAudit(name) || NAMES.some((known) => name.startsWith(known))

function dropPart(part: string): void {
  for (const end of ['', ...BESIDE]) rmSync(part + end, { force: true, recursive: true })
}
/** One file, whole and one of ours, with nothing beside it: the gateway that opens it chooses its journal again. Throws where it is not. */
function judge(path: string, name: string): void {
  const copy = new DatabaseSync(path)
  try {
    copy.exec('PRAGMA journal_mode = DELETE')
    const found = copy.prepare('PRAGMA quick_check').get()?.quick_check
    if (found !== 'ok') throw new Error(String(found))
    if (schemaVersion(copy, SCHEMAS[name as keyof typeof SCHEMAS]) === 0) throw new Error('it holds nothing')
  } catch (error) {
    throw new Error(`the copy of ${name} is not whole: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    copy.close()
  }
}
function settled(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
function named(folder: string, names: readonly string[]): void {
  for (const name of names) renameSync(join(folder, name + PART), join(folder, name))
  settled(folder)
}

async function copyOne(from: string, part: string): Promise<void> {
  // Nobody else's from its first byte.
  closeSync(openSync(part, 'wx', 0o600))
  const source = new DatabaseSync(from, { readOnly: true })
  try {
    // One state is read: else the copy begins anew with each second that the gateway writes, and never ends.
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get()
    await backup(source, part)
  } finally {
    source.close()
  }
}

/** One state of each file, whatever the gateway writes meanwhile. Throws where something is there already. */
async function copyOut(
  from: string,
  to: string,
  what: What,
): Promise<{ readonly names: readonly string[]; readonly without: string | null }> {
  const files = FILES[what].filter((name) => existsSync(join(from, name)))
  if (files.length === 0) throw new Error(`${from} holds no store`)
  if (inside(to, from)) throw new Error(`${to} is in the folder that is copied: a copy lies elsewhere`)
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const there = readdirSync(to).filter(isOurs)
  for (const name of there) {
    if (what === 'backup' ? name.startsWith(KEY_STORE) : !name.startsWith(KEY_STORE))
      throw new Error(`${to} holds ${name}: data and keys are kept apart`)
    throw new Error(`${join(to, name)} is there already: a backup overwrites nothing`)
  }
  const names: string[] = [...files]
  let without: string | null = null
  try {
    for (const name of files) {
      const part = join(to, name + PART)
      await copyOne(join(from, name), part)
      judge(part, name)
      settled(part)
    }
    // Last: the house must know of no record that its audit has not.
    if (what === 'backup' && hasAudit(join(from, AUDIT))) {
      without = auditOut(from, to)
      if (without === null) names.push(AUDIT)
    }
    named(to, names)
  } catch (error) {
    for (const name of [...files, AUDIT]) dropPart(join(to, name + PART))
    throw error
  }
  return { names, without }
}

/** Why it could not be: an audit that is broken keeps no record from being copied. */
function auditOut(from: string, to: string): string | null {
  const part = join(to, AUDIT + PART)
  try {
    copyAudit(join(from, AUDIT), part, false)
    return null
  } catch (error) {
    dropPart(part)
    return error instanceof Error ? error.message : String(error)
  }
}

/** As copyOut, and written down before it is made: what is on no list nobody would end. */
async function copyKeys(from: string, to: string): Promise<string> {
  const number = beginCopy(from, resolve(to), Date.now())
  try {
    await copyOut(from, to, 'keys-backup')
  } catch (error) {
    dropCopy(from, number)
    throw error
  }
  return `copied ${KEY_STORE} to ${to}: copy ${number}, ${endCopy(from, number, join(to, KEY_STORE)).slice(0, SHOWN)}`
}
const SHOWN = 16
const told = ({ number, made, place, by, fingerprint }: KeyCopy): string =>
  `${number}  ${new Date(made).toISOString()}  ${fingerprint?.slice(0, SHOWN) ?? 'was begun: look whether it is there'}  ${by}  ${place}`

/** From any folders with copies into one that holds no store: all of them, or nothing. */
function putBack(from: readonly string[], to: string): readonly string[] {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const there = readdirSync(to).filter(isOurs)
  if (there.length > 0) throw new Error(`${to} holds ${there.join(', ')} already: restore into an empty folder`)
  const found = from.flatMap((folder) => NAMES.filter((name) => existsSync(join(folder, name))).map((name) => ({ folder, name })))
  const [audit, ...more] = from.filter((folder) => hasAudit(join(folder, AUDIT)))
  if (found.length === 0) throw new Error('there is no copy of a store in what was given')
  if (more.length > 0) throw new Error('there are two copies of an audit in what was given')
  const names = [...found.map(({ name }) => name), ...(audit === undefined ? [] : [AUDIT])]
  try {
    for (const { folder, name } of found) {
      const [torn] = besides(join(folder, name))
      if (torn !== undefined) throw new Error(`${torn} lies beside the copy of ${name}: it is not whole, or in use`)
      const part = join(to, name + PART)
      closeSync(openSync(part, 'wx', 0o600))
      copyFileSync(join(folder, name), part)
      chmodSync(part, 0o600)
      judge(part, name)
      settled(part)
    }
    if (audit !== undefined) copyAudit(join(audit, AUDIT), join(to, AUDIT + PART), true)
    named(to, names)
  } catch (error) {
    for (const name of names) dropPart(join(to, name + PART))
    throw error
  }
  return names
}

const USAGE = `npm run backup -- --data DIR --to DIR        copies records, stays and the audit
npm run keys-backup -- --data DIR --to DIR   copies the key store: keep it elsewhere; the master key opens it
npm run keys-backup -- --data DIR --list     copies of the key store that were made, and where they are
npm run restore -- --from DIR [--from KEYS-DIR] --data DIR`

async function main(): Promise<number> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`)
  try {
    const { values, positionals } = parseArgs({
      options: { data: { type: 'string' }, to: { type: 'string' }, list: { type: 'boolean' }, from: { type: 'string', multiple: true } },
      allowPositionals: true,
    })
    const [what = ''] = positionals
    const { data, to, from, list = false } = values
    if (what === 'keys-backup' && data !== undefined && list) for (const copy of listCopies(data)) say(told(copy))
    else if (what === 'keys-backup' && data !== undefined && to !== undefined) say(await copyKeys(data, to))
    else if (what === 'backup' && data !== undefined && to !== undefined) {
      const { names, without } = await copyOut(data, to, what)
      say(`copied ${names.join(', ')} to ${to}`)
      if (without !== null) {
        say(`without the audit: ${without}`)
        return 1
      }
    } else if (what === 'restore' && data !== undefined && from !== undefined) {
      const names = putBack(from, data)
      say(`put ${names.join(', ')} into ${data}`)
      if (names.includes(HOUSE_FILE) && !names.includes(AUDIT))
        say(`no audit was there: the gateway writes none before an empty file ${join(data, AUDIT, ACCEPT)} is made, to begin another`)
    } else {
      say(USAGE)
      return 2
    }
    return 0
  } catch (error) {
    say(`nothing was done: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}
process.exitCode = await main()
