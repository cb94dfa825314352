// A copy of a store in use, put into an empty folder, reads the same; nothing is ever overwritten.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { at } from '../../model/units.ts'
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
