// The master key: made once, for its owner alone; whatever is missing, readable by others or weak is refused, and nothing is overwritten.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KEY_STORE, KeyError, masterKey, parseKey } from './master.ts'
import { type TestFolder, testFolder } from './testfolder.ts'

let folder: TestFolder
let file: string
beforeEach(() => {
  folder = testFolder()
  file = join(dirname(folder.path), 'wardlight.key')
})
afterEach(() => folder.remove())

const ask =
  (over: Partial<Parameters<typeof masterKey>[0]> = {}) =>
  () =>
    masterKey({ file, value: null, folder: folder.path, demo: false, ...over })
const GOOD = '8f3b5c1d9e27460ab2c4d6e8f01325476a8bacdeef103254769881a3b5c7d9eb'
const put = (text: string, mode = 0o600): void => {
  writeFileSync(file, text)
  chmodSync(file, mode)
}

test('is made where there is neither key nor key store, for its owner alone, and read back the same', () => {
  const made = ask()()
  expect(made.bytes).toHaveLength(32)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  writeFileSync(folder.file(KEY_STORE), 'sealed')
  expect(Buffer.from(ask()().bytes)).toEqual(Buffer.from(made.bytes))
  expect(folder.bytes()).toEqual({ [KEY_STORE]: Buffer.from('sealed') })
})

test('is not shown by what shows objects', () => {
  const made = ask()()
  const shown = inspect(made) + JSON.stringify(made)
  expect(shown).not.toContain(Buffer.from(made.bytes).toString('hex'))
  expect(shown).not.toMatch(/bytes|Uint8Array|Buffer/)
})

test('a missing one is not made anew where a key store stands', () => {
  writeFileSync(folder.file(KEY_STORE), 'sealed')
  const before = folder.bytes()
  expect(ask()).toThrow(KeyError)
  expect(ask()).toThrow('is missing, but')
  expect(existsSync(file)).toBe(false)
  expect(folder.bytes()).toEqual(before)
})

test.each([0o640, 0o604, 0o644, 0o660, 0o620, 0o610, 0o666])('mode %o is refused, and the line says what helps', (mode) => {
  put(GOOD, mode)
  expect(ask()).toThrow(new KeyError(`the master key ${file} can be read by others: chmod 600 ${file}`))
  expect(readFileSync(file, 'utf8')).toBe(GOOD)
})

const hexOf = (make: (i: number) => number): string => Buffer.from(Uint8Array.from({ length: 32 }, (_, i) => make(i))).toString('hex')
test.each([
  ['nothing', '', 'is not 32 bytes'],
  ['too short', GOOD.slice(2), 'is not 32 bytes'],
  ['too long', `${GOOD}00`, 'is not 32 bytes'],
  ['two lines', `${GOOD}\n${GOOD}`, 'is not 32 bytes'],
  ['no hex', GOOD.replace('8', 'x'), 'is not 32 bytes'],
  ['raw bytes', Buffer.from(GOOD, 'hex').toString('latin1'), 'is not 32 bytes'],
  ['a password', 'correct horse battery staple', 'is not 32 bytes'],
  ['a large file', GOOD.repeat(100), 'is not 32 bytes'],
  ['zeros', hexOf(() => 0), 'is not random'],
  ['one byte', hexOf(() => 0xa7), 'is not random'],
  ['counting', hexOf((i) => i), 'is not random'],
  ['counting down', hexOf((i) => 255 - 3 * i), 'is not random'],
  ['eight bytes again and again', '0123456789abcdef'.repeat(4), 'is not random'],
  ['sixteen bytes twice', GOOD.slice(0, 32).repeat(2), 'is not random'],
  ['words', Buffer.from('please change this key before use').subarray(0, 32).toString('base64'), 'is not random'],
])('weak or malformed is refused: %s', (_, text, why) => {
  put(text)
  expect(ask()).toThrow(KeyError)
  expect(ask()).toThrow(why)
  if (text.length > 8) expect(() => ask()()).not.toThrow(text)
  expect(readFileSync(file, 'utf8')).toBe(text)
  expect(() => masterKey({ file: null, value: text, folder: null, demo: false })).toThrow(why)
})

test('hex, base64 and base64url of random bytes are all read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      fc.pre(new Set(bytes).size >= 24)
      const key = Buffer.from(bytes)
      for (const text of [key.toString('hex'), key.toString('hex').toUpperCase(), key.toString('base64'), key.toString('base64url')])
        expect(Buffer.from(parseKey(`${text}\n`, 'it'))).toEqual(key)
    }),
  )
})

test('lies not in the data folder, also not by a link, except in the demo', () => {
  expect(ask({ file: folder.file('k') })).toThrow('lies in the data folder')
  const link = join(dirname(folder.path), 'elsewhere')
  symlinkSync(folder.path, link)
  expect(ask({ file: join(link, 'k') })).toThrow('lies in the data folder')
  writeFileSync(folder.file('k'), GOOD, { mode: 0o600 })
  symlinkSync(folder.file('k'), file)
  expect(ask()).toThrow('lies in the data folder')
  rmSync(file)
  const beside = join(dirname(folder.path), 'data-keys')
  mkdirSync(beside)
  expect(ask({ file: join(beside, 'k') })).not.toThrow()
  expect(ask({ file: folder.file('k'), demo: true })).not.toThrow()
})

test('the demo needs none: kept in its folder, or in memory', () => {
  const kept = ask({ file: null, demo: true })()
  expect(kept.from).toBe(folder.file('master.key'))
  expect(Buffer.from(ask({ file: null, demo: true })().bytes)).toEqual(Buffer.from(kept.bytes))
  const first = ask({ file: null, folder: null, demo: true })().bytes
  expect(Buffer.from(first)).not.toEqual(Buffer.from(ask({ file: null, folder: null, demo: true })().bytes))
})

test.each([
  ['none given', { file: null }, 'there is no master key'],
  ['two given', { value: GOOD }, 'two master keys'],
  ['a folder', { file: '/' }, 'is not a file'],
  ['no folder to make it in', { file: '/proc/nowhere/key' }, 'cannot be made: ENOENT'],
])('%s', (_, over, why) => {
  expect(ask(over)).toThrow(KeyError)
  expect(ask(over)).toThrow(why)
})
