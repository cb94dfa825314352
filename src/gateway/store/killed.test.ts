// Killed while keys are written and while a file is migrated: what was acknowledged is there, nothing is half, and it goes on.
import { spawn } from 'node:child_process'
import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refused } from '../errors.ts'
import { seeded } from '../harness.ts'
import { MIGRATED, nextOf } from './killed.ts'
import { HOUSE_FILE, KEY_STORE, KeyError } from './master.ts'
import { openMigrated, schemaVersion } from './migrations.ts'
import { type OpenedStore, openStore } from './openstore.ts'
import { MASTER, NOW, SILENT, type TestFolder, testFolder } from './testfolder.ts'

const KILLS = process.env.WARDLIGHT_SOAK ? 100 : 10
let folder: TestFolder
let store: OpenedStore | null = null
beforeEach(() => {
  folder = testFolder()
})
afterEach(async () => {
  await store?.close()
  store = null
  folder.remove()
})
const open = async (): Promise<OpenedStore> => {
  store = await openStore({ folder: folder.path, master: MASTER, log: SILENT, now: () => NOW })
  return store
}
const close = async (): Promise<void> => {
  await store?.close()
  store = null
}

/** Kills it so many ms after the line that `when` waits for; resolves with its lines. `killed`: false where it had ended by itself. */
function killing(
  args: readonly string[],
  when: (lines: number, last: string) => boolean,
  wait: number,
): Promise<{ lines: string[]; killed: boolean; took: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed.ts'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  let from: number | null = null
  let took = 0
  child.stdout.on('data', (piece: Buffer) => {
    text += piece.toString()
    const lines = text.split('\n')
    if (from === null && when(lines.length - 1, lines.at(-2) ?? '')) {
      from = performance.now()
      if (Number.isFinite(wait)) setTimeout(() => child.kill('SIGKILL'), wait)
    }
    if (from !== null) took = performance.now() - from
  })
  // A line without its end was not said: the child was killed while it spoke.
  return new Promise((done) =>
    child.once('close', (_, signal) => done({ lines: text.split('\n').slice(0, -1), killed: signal === 'SIGKILL', took })),
  )
}
const sound = (file: string): void => {
  const db = new DatabaseSync(file)
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  db.close()
}

test(`killed ${KILLS} times while keys and rows are written: each acknowledged one is there, and no change by half (soak)`, {
  timeout: 600_000,
}, async () => {
  const random = seeded(11)
  await open()
  await close()
  const made = new Map<string, Buffer>()
  const wrote = new Set<string>()
  const ended = new Set<string>()
  for (let kill = 0; kill < KILLS; kill++) {
    const goal = 1 + Math.floor(random() * 40)
    const { lines, killed } = await killing(['work', folder.path, String(1000 * kill)], (count) => count >= goal, random() * 6)
    expect([killed, lines.length >= goal]).toEqual([true, true])
    for (const line of lines) {
      const [what, stay = '', sealed = ''] = line.split(' ')
      if (what === 'made') made.set(stay, Buffer.from(sealed, 'base64'))
      else if (what === 'wrote') wrote.add(stay)
      else ended.add(stay)
    }
    sound(folder.file(HOUSE_FILE))
    sound(folder.file(KEY_STORE))
    const { keys, load } = await open()
    const rows = new Map((await load('setting')).map(({ id, content }) => [id, content]))
    for (const stay of wrote) expect([stay, rows.get(`${stay}-1`)]).toEqual([stay, Number(stay.slice(2))])
    for (const id of rows.keys()) expect([id, rows.has(id.replace(/.$/, (half) => (half === '1' ? '2' : '1')))]).toEqual([id, true])
    for (const [stay, sealed] of made) {
      const opened = keys.open(stay as never, sealed, 'about').then((bytes) => Buffer.from(bytes).toString())
      // Ended and not yet said so may be either; said so is for ever.
      if (ended.has(stay)) await expect(opened).rejects.toEqual(new Refused('key-gone'))
      else if (Number(stay.slice(2)) % 3 !== 0) expect(await opened).toBe(`plain ${stay}`)
      else expect(await opened.catch(({ code }: Refused) => code)).toMatch(/^(plain |key-gone)/)
      if (ended.has(stay)) await expect(keys.ensure(stay as never)).rejects.toEqual(new Refused('key-gone'))
    }
    await close()
  }
  for (const seen of [made, wrote, ended]) expect(seen.size).toBeGreaterThanOrEqual(KILLS)
})

/** All of every table that there is, as text to compare. */
function contents(file: string): Record<string, string> {
  const db = new DatabaseSync(file, { readOnly: true })
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const all = tables.map(({ name }) => [
    String(name),
    JSON.stringify(db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all(), (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  ])
  db.close()
  return Object.fromEntries(all)
}

test.each(['house', 'keys'] as const)(
  `killed ${KILLS} times while %s is migrated: it is whole in the old version or the new (soak)`,
  {
    timeout: 600_000,
  },
  async (which) => {
    const [schema, journal] = MIGRATED[which]
    const [older, next] = [schema.steps.length, schema.steps.length + 1]
    const name = which === 'house' ? HOUSE_FILE : KEY_STORE
    const { keys, write } = await open()
    for (let index = 0; index < 50; index++) await keys.ensure(`stay-${index}` as never)
    await write(
      Array.from({ length: 400 }, (_, index) => ({ kind: 'setting', id: `row-${index}`, content: 'x'.repeat(200), changed: NOW })),
    )
    await close()
    const old = contents(folder.file(name))
    const version = (): number => {
      const db = new DatabaseSync(folder.file(name), { readOnly: true })
      const found = schemaVersion(db, nextOf(schema))
      db.close()
      return found
    }
    const place = testFolder()
    for (const file of readdirSync(folder.path)) copyFileSync(folder.file(file), place.file(file))
    const restore = (): void => {
      for (const file of readdirSync(folder.path)) rmSync(folder.file(file))
      for (const file of readdirSync(place.path)) copyFileSync(place.file(file), folder.file(file))
    }
    const args = ['migrate', folder.file(name), which]
    const { took } = await killing(args, (_, last) => last === 'begins', Number.POSITIVE_INFINITY)
    expect(version()).toBe(next)
    const random = seeded(which === 'house' ? 21 : 22)
    const seen = { inside: 0, old: 0 }
    for (let kill = 0; kill < KILLS; kill++) {
      restore()
      const { lines, killed } = await killing(args, (_, last) => last === 'begins', random() * took * 1.1)
      if (killed && lines.at(-1) === 'begins') seen.inside++
      sound(folder.file(name))
      const now = version()
      if (lines.at(-1) === 'done') expect(now).toBe(next)
      const { more, ...rest } = contents(folder.file(name))
      expect(rest).toEqual(old)
      if (now === older) {
        seen.old++
        expect(more).toBeUndefined()
      } else {
        expect([now, JSON.parse(more ?? '[]').length]).toEqual([next, 20_000])
      }
      // The next start goes on from there.
      openMigrated(folder.file(name), nextOf(schema), journal).close()
      expect([version(), JSON.parse(contents(folder.file(name)).more ?? '[]').length]).toEqual([next, 20_000])
    }
    expect(seen.inside).toBeGreaterThanOrEqual(KILLS / 3)
    expect(seen.old).toBeGreaterThan(0)
    // The program of before does not touch the newer file, and says so.
    const before = folder.bytes()[name]
    expect(() => openMigrated(folder.file(name), schema, journal)).toThrow(KeyError)
    expect(folder.bytes()[name]).toEqual(before)
    place.remove()
  },
)
