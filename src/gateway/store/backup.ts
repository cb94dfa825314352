// The command that copies the store of a gateway that runs, or puts a copy into an empty folder. Data and keys are copied apart: whoever has one has nothing.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { beginCopy, dropCopy, endCopy, type KeyCopy, listCopies } from './copies.ts'
import { HOUSE_FILE, KEY_STORE, STAYS_FILE } from './master.ts'

/** TABLE: what each command copies. */
const FILES = { backup: [HOUSE_FILE, STAYS_FILE], 'keys-backup': [KEY_STORE] } as const
type What = keyof typeof FILES

/** One state of each file, whatever the gateway writes meanwhile. Throws where something is there already. */
async function copyOut(from: string, to: string, what: What): Promise<readonly string[]> {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const files = FILES[what].filter((name) => existsSync(join(from, name)))
  if (files.length === 0) throw new Error(`${from} holds no store`)
  for (const name of files) {
    const target = join(to, name)
    if (existsSync(target)) throw new Error(`${target} is there already: a backup overwrites nothing`)
    const source = new DatabaseSync(join(from, name), { readOnly: true })
    try {
      await backup(source, target)
    } finally {
      source.close()
    }
    chmodSync(target, 0o600)
    const copy = new DatabaseSync(target)
    // One file, with nothing beside it: the gateway that opens it chooses its journal again.
    copy.exec('PRAGMA journal_mode = DELETE')
    const found = copy.prepare('PRAGMA quick_check').get()?.quick_check
    copy.close()
    if (found !== 'ok') throw new Error(`the copy of ${name} is not whole: ${String(found)}`)
  }
  return files
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

/** From any folders with copies into one that holds no store. */
function putBack(from: readonly string[], to: string): readonly string[] {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const known: readonly string[] = Object.values(FILES).flat()
  const there = readdirSync(to).filter((name) => known.includes(name))
  if (there.length > 0) throw new Error(`${to} holds ${there.join(', ')} already: restore into an empty folder`)
  const done: string[] = []
  for (const folder of from)
    for (const name of known.filter((one) => existsSync(join(folder, one)))) {
      copyFileSync(join(folder, name), join(to, name))
      chmodSync(join(to, name), 0o600)
      done.push(name)
    }
  if (done.length === 0) throw new Error('there is no copy of a store in what was given')
  return done
}

const USAGE = `npm run backup -- --data DIR --to DIR        copies records and stays
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
    else if (what in FILES && data !== undefined && to !== undefined)
      say(`copied ${(await copyOut(data, to, what as What)).join(', ')} to ${to}`)
    else if (what === 'restore' && data !== undefined && from !== undefined) say(`put ${putBack(from, data).join(', ')} into ${data}`)
    else {
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
