// The data folder is held by one gateway, and by none once its process is dead.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderError, holdFolder } from './lock.ts'

let base: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'wardlight-'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

test('is created for its owner alone, refused to a second, free after release', () => {
  const folder = join(base, 'a', 'kept')
  const release = holdFolder(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(() => holdFolder(folder)).toThrow(FolderError)
  expect(() => holdFolder(folder)).toThrow(`in use by another gateway (process ${process.pid})`)
  release()
  release()
  expect(existsSync(join(folder, 'gateway.pid'))).toBe(false)
  holdFolder(folder)()
})

test('a killed holder leaves no hold behind', async () => {
  const folder = join(base, 'kept')
  const script = `import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)}).then(({ holdFolder }) => { holdFolder(${JSON.stringify(folder)}); globalThis.gc(); process.send('held'); setInterval(() => {}, 1000) })`
  const child = spawn(process.execPath, ['--expose-gc', '-e', script], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const gone = once(child, 'exit')
  try {
    await once(child, 'message')
    expect(() => holdFolder(folder)).toThrow(`in use by another gateway (process ${child.pid})`)
  } finally {
    child.kill('SIGKILL')
  }
  await gone
  expect(existsSync(join(folder, 'gateway.pid'))).toBe(true)
  holdFolder(folder)()
})

test('what is no folder, or cannot be written, is named in one line', () => {
  const file = join(base, 'file')
  writeFileSync(file, '')
  expect(() => holdFolder(file)).toThrow(/^the data folder .*file cannot be used: ENOTDIR$/)
  const closed = join(base, 'closed')
  holdFolder(closed)()
  chmodSync(closed, 0o500)
  // The superuser may write anywhere.
  if (process.getuid?.() !== 0) expect(() => holdFolder(closed)).toThrow('cannot be used: EACCES')
  chmodSync(closed, 0o700)
})
