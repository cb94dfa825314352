// A data folder that others can read is refused, and the line names what to do.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderError, holdFolder } from '../lock.ts'
import { checkFolder } from './folder.ts'
import { openStore } from './openstore.ts'
import { MASTER, NOW, SILENT, type TestFolder, testFolder } from './testfolder.ts'

let folder: TestFolder
beforeEach(() => {
  folder = testFolder()
})
afterEach(() => folder.remove())

test('what the gateway itself makes passes, whatever the umask', async () => {
  const umask = process.umask(0)
  const release = holdFolder(folder.path)
  const store = await openStore({ folder: folder.path, master: MASTER, log: SILENT, now: () => NOW })
  await store.write([{ kind: 'person', id: 'a', content: 1, changed: NOW }])
  expect(() => checkFolder(folder.path)).not.toThrow()
  await store.close()
  release()
  process.umask(umask)
  expect(() => checkFolder(folder.path)).not.toThrow()
})

test.each([0o750, 0o705, 0o711, 0o777])('folder of mode %o', (mode) => {
  chmodSync(folder.path, mode)
  expect(() => checkFolder(folder.path)).toThrow(
    new FolderError(`the data folder ${folder.path} can be read by others: chmod 700 ${folder.path}`),
  )
})

test.each([0o640, 0o604, 0o644, 0o660])('file of mode %o, also below', (mode) => {
  mkdirSync(folder.file('below'), { mode: 0o700 })
  const file = folder.file('below/audit.log')
  writeFileSync(file, 'x')
  chmodSync(file, mode)
  expect(() => checkFolder(folder.path)).toThrow(`${file} in the data folder can be read by others: chmod 600 ${file}`)
  chmodSync(file, 0o600)
  expect(() => checkFolder(folder.path)).not.toThrow()
  chmodSync(folder.file('below'), 0o755)
  expect(() => checkFolder(folder.path)).toThrow('chmod 700')
})

test('one that is not there yet passes', () => {
  expect(() => checkFolder(folder.file('not/yet'))).not.toThrow()
})
