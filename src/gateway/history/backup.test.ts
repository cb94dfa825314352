// A copy of a store in use, put into an empty folder, reads the same; nothing is ever overwritten.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, copyFileSync, readdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { LOG } from '../audit/format.ts'
import { event, start } from '../audit/testaudit.ts'
import { verifyAudit } from '../audit/verify.ts'
import { NOW, type TestFolder, testFolder } from '../store/testfolder.ts'
import { madeUp, STAY, type TestHistory, testHistory } from './testhistory.ts'

const FROM = 1_790_000_100_000
const folders: TestFolder[] = []
const folder = (): TestFolder => {
  const one = testFolder()
  folders.push(one)
  return one
}
let one: TestHistory | null = null
afterEach(async () => {
  await one?.close()
  one = null
  for (const each of folders.splice(0)) each.remove()
})
function command(...args: string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, '../store/backup.ts'), ...args], { encoding: 'utf8' })
  return { status, said: stdout }
}

/** How often `act` was done before the backup had ended, with success. */
async function backedUpWhile(data: TestFolder, copy: TestFolder, act: (n: number) => Promise<unknown>): Promise<number> {
  let ended = false
  const copying = spawn(process.execPath, [
    join(import.meta.dirname, '../store/backup.ts'),
    'backup',
    '--data',
    data.path,
    '--to',
    copy.path,
  ])
  const exit = once(copying, 'exit').finally(() => {
    ended = true
  })
  let done = 0
  for (; !ended; done++) await act(done)
  expect(await exit).toEqual([0, null])
  return done
}

test('backed up while it is written to, restored, and read', { timeout: 120_000 }, async () => {
  const [data, copy, keys, fresh] = [folder(), folder(), folder(), folder()]
  one = await testHistory(data.path)
  await one.history.append([{ stay: STAY, samples: madeUp(FROM, 1200, 8) }])
  await one.seal(FROM + 10_000_000)
  await one.history.append([{ stay: STAY, samples: madeUp(FROM + 1_200_000, 60, 9) }])
  const asked = { stay: STAY, from: at(FROM), to: at(FROM + 1_300_000), signals: ['hr', 'spo2'] as const }
  const before = await one.history.numbers(asked)
  expect(command('backup', '--data', data.path, '--to', copy.path)).toMatchObject({ status: 0 })
  expect(Object.keys(copy.bytes())).toEqual(['house.db', 'stays.db'])
  expect(command('keys-backup', '--data', data.path, '--to', keys.path)).toMatchObject({ status: 0 })
  expect(Object.keys(keys.bytes())).toEqual(['keys.db'])
  await one.close()
  one = null

  expect(command('backup', '--data', data.path, '--to', copy.path)).toMatchObject({
    status: 1,
    said: expect.stringContaining('overwrites nothing'),
  })
  expect(command('restore', '--from', copy.path, '--from', keys.path, '--data', fresh.path)).toMatchObject({ status: 0 })
  expect(command('restore', '--from', copy.path, '--data', fresh.path)).toMatchObject({ status: 1 })
  one = await testHistory(fresh.path)
  expect(await one.history.numbers(asked)).toEqual(before)
  expect(before[0]?.at.length).toBeGreaterThan(900)
})

test('a copy ends, whole, however often the gateway commits meanwhile', { timeout: 120_000 }, async () => {
  const [data, copy] = [folder(), folder()]
  one = await testHistory(data.path)
  // Larger than what one step of the copy takes.
  await one.history.append([{ stay: STAY, samples: madeUp(FROM, 6000, 8) }])
  const commits = await backedUpWhile(data, copy, (n) =>
    one!.history.append([{ stay: STAY, samples: madeUp(FROM + 7_000_000 + n * 1000, 1, n) }]),
  )
  expect(commits).toBeGreaterThan(3)
  expect(readdirSync(copy.path).toSorted()).toEqual(['house.db', 'stays.db'])
  for (const name of readdirSync(copy.path)) expect(statSync(join(copy.path, name)).mode & 0o777).toBe(0o600)
})

test('what is torn, foreign or in use is not put back, and then nothing is; data and keys lie apart', { timeout: 120_000 }, async () => {
  const [data, copy, keys, fresh] = [folder(), folder(), folder(), folder()]
  one = await testHistory(data.path)
  await one.history.append([{ stay: STAY, samples: madeUp(FROM, 600, 8) }])
  expect(command('backup', '--data', data.path, '--to', copy.path).status).toBe(0)
  expect(command('keys-backup', '--data', data.path, '--to', copy.path)).toMatchObject({
    status: 1,
    said: expect.stringContaining('apart'),
  })
  expect(command('keys-backup', '--data', data.path, '--to', join(data.path, 'copies')).said).toContain('a copy lies elsewhere')
  symlinkSync(data.path, keys.file('link'))
  expect(command('keys-backup', '--data', data.path, '--to', join(keys.path, 'link', 'copies')).said).toContain('a copy lies elsewhere')
  expect(command('keys-backup', '--data', data.path, '--to', keys.path).status).toBe(0)
  const restore = () => command('restore', '--from', copy.path, '--from', keys.path, '--data', fresh.path)
  const refused = (words: string): void => {
    expect(restore()).toMatchObject({ status: 1, said: expect.stringContaining(words) })
    expect(readdirSync(fresh.path).filter((name) => !name.endsWith('-wal'))).toEqual([])
  }
  // Another gateway's journal where the copy is to lie would be played into it.
  copyFileSync(join(data.path, 'stays.db-wal'), join(fresh.path, 'stays.db-wal'))
  refused('holds stays.db-wal already')
  fresh.remove()
  // A backup that was ended midway.
  writeFileSync(join(copy.path, 'stays.db-journal'), 'half')
  refused('stays.db-journal lies beside')
  truncateSync(join(copy.path, 'house.db'), 8192)
  refused('the copy of house.db is not whole')
  writeFileSync(join(copy.path, 'house.db'), 'another file')
  refused('the copy of house.db is not whole')
})

test('the audit comes with the records while it is written to: it verifies, and the gateway goes on with it', {
  timeout: 120_000,
}, async () => {
  const [data, copy, fresh] = [folder(), folder(), folder()]
  one = await testHistory(data.path)
  const kept: unknown[] = []
  const audit = await start(join(data.path, 'audit'), { last: { load: async () => null, keep: async (head) => void kept.push(head) } })
  await audit.write(event(0))
  expect(kept).toMatchObject([{ count: 1 }])
  const written = 1 + (await backedUpWhile(data, copy, (n) => audit.write(event(1 + n))))
  const within = join(copy.path, 'audit')
  const whole = verifyAudit(within, null, () => 0)
  expect(whole).toMatchObject({ is: 'whole' })
  expect(readdirSync(within).toSorted()).toEqual(['audit.heads', 'audit.log', 'audit.pub'])
  for (const name of readdirSync(within)) expect(statSync(join(within, name)).mode & 0o777).toBe(0o600)

  const restore = () => command('restore', '--from', copy.path, '--data', fresh.path)
  const log = join(within, LOG.file)
  const size = statSync(log).size
  appendFileSync(log, 'more')
  expect(restore()).toMatchObject({ status: 1, said: expect.stringContaining('the copy of the audit is not whole') })
  expect(readdirSync(fresh.path)).toEqual([])
  truncateSync(log, size)
  expect(restore()).toMatchObject({ status: 0, said: expect.stringContaining('house.db, stays.db, audit into') })
  expect(verifyAudit(join(fresh.path, 'audit'), null, () => 0)).toEqual(whole)
  // The house knew of a record when it was copied, and the audit has it.
  const again = await start(join(fresh.path, 'audit'), { last: { load: async () => kept[0], keep: async () => {} } })
  expect(again.why()).toBeNull()
  await again.write(event(written))
})

test('records are copied though the audit is broken, and that is said', { timeout: 120_000 }, async () => {
  const [data, copy] = [folder(), folder()]
  one = await testHistory(data.path)
  const audit = await start(join(data.path, 'audit'))
  await audit.write(event(0))
  await audit.close()
  truncateSync(join(data.path, 'audit', LOG.file), LOG.header + 9)
  expect(command('backup', '--data', data.path, '--to', copy.path)).toMatchObject({
    status: 1,
    said: expect.stringMatching(/^copied house.db, stays.db to .*\nwithout the audit: .*tail was cut/),
  })
  expect(readdirSync(copy.path).toSorted()).toEqual(['house.db', 'stays.db'])
})

test('a restore without an audit says what to do', { timeout: 120_000 }, async () => {
  const [data, copy, fresh] = [folder(), folder(), folder()]
  one = await testHistory(data.path)
  expect(command('backup', '--data', data.path, '--to', copy.path).status).toBe(0)
  expect(command('restore', '--from', copy.path, '--data', fresh.path)).toMatchObject({
    status: 0,
    said: expect.stringContaining(join(fresh.path, 'audit', 'audit.accept')),
  })
})

test('each copy of the keys is on a list, with its place, who made it and what it holds; one that failed is not', {
  timeout: 120_000,
}, async () => {
  const [data, first, second] = [folder(), folder(), folder()]
  one = await testHistory(data.path)
  const listed = () => command('keys-backup', '--data', data.path, '--list').said.split('\n').filter(Boolean)
  expect(listed()).toEqual([])
  for (const { path } of [first, second]) expect(command('keys-backup', '--data', data.path, '--to', path)).toMatchObject({ status: 0 })
  expect(command('keys-backup', '--data', data.path, '--to', first.path)).toMatchObject({ status: 1 })
  const made = [first, second].map((copy) => createHash('sha256').update(copy.bytes()['keys.db']!).digest('hex').slice(0, 16))
  expect(listed()).toEqual(
    [first, second].map(({ path }, i) =>
      expect.stringMatching(new RegExp(`^${i + 1}  \\d{4}-\\d\\d-\\d\\dT\\S+Z  ${made[i]}  ${userInfo().username}@\\S+  ${path}$`)),
    ),
  )
  // The gateway that runs goes on.
  await one.history.append([{ stay: STAY, samples: madeUp(FROM, 10, 8) }])
  await one.store.write([{ kind: 'setting', id: 'a', content: 1, changed: NOW }])
  expect(command('keys-backup', '--data', first.path, '--list')).toMatchObject({ status: 1 })
  expect(Object.keys(first.bytes())).toEqual(['keys.db'])
})
