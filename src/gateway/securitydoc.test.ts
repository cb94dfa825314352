// SECURITY.md against the tests it names: each row names a test that is there by file and title, or says that it has none, and they are counted.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')
const text = read('SECURITY.md')
const rows = text
  .slice(text.indexOf('## OWASP'))
  .split('\n')
  .flatMap((line) => {
    const found = /^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+) \| (.+) \|$/.exec(line)
    return found ? [{ id: found[1]!, level: found[2]!, how: found[3]!, test: found[4]! }] : []
  })
/** File and words of a test's title, of a row that names one. */
const named = rows.flatMap(({ id, test: last }) => {
  const found = /^`([\w./-]+)`: (.+)$/.exec(last)
  return found ? [{ id, file: found[1]!, words: found[2]! }] : []
})
/** Titles as they stand in the source: the first text handed to `test`, to a table of tests, or to a story. */
function titlesOf(file: string): string[] {
  const source = read(file)
  return [...source.matchAll(/(?:\btest(?:\.\w+)?|\)|\bstory)\(\s*(['`])((?:\\.|(?!\1)[^\\])+)\1,/g)].map(([, , title]) => title!)
}

test('every requirement of levels 1 and 2 has one row: 70 and 183 (FACTS §8.6)', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  expect([rows.filter(({ level }) => level === '1').length, rows.filter(({ level }) => level === '2').length]).toEqual([70, 183])
})

test('each row names a test by file and title, or says "no test", or is not applicable and says why', () => {
  for (const { id, how, test: last } of rows) {
    if (last === '–') expect([id, how]).toEqual([id, expect.stringMatching(/^not applicable: .{5,}/)])
    else if (last !== 'no test') expect([id, named.some((one) => one.id === id)]).toEqual([id, true])
    if (last !== '–') expect([id, how]).not.toEqual([id, expect.stringMatching(/^not applicable/)])
  }
  const without = rows.filter(({ test: last }) => last === 'no test').length
  expect(/; (\d+) of them have no test yet/.exec(text)?.[1]).toBe(`${without}`)
})

test('the titles that are named are there', () => {
  const titles = new Map([...new Set(named.map(({ file }) => file))].map((file) => [file, titlesOf(file)]))
  for (const { id, file, words } of named) {
    const found = titles.get(file)!.filter((title) => title.includes(words))
    expect([id, file, words, found.length > 0]).toEqual([id, file, words, true])
  }
})

test('and the other way: every test that is there for this document is named by a row of it', () => {
  for (const file of ['src/gateway/security.test.ts', 'src/gateway/accounts.test.ts', 'src/sbom.test.ts']) {
    const titles = titlesOf(file)
    expect([file, titles.length]).toEqual([file, (read(file).match(/^test[.(]/gm) ?? []).length])
    for (const title of titles) expect([title, named.some((one) => one.file === file && title.includes(one.words))]).toEqual([title, true])
  }
  // A title may also carry ids: then the row of each names it.
  for (const file of new Set(named.map((one) => one.file)))
    for (const title of titlesOf(file))
      for (const [, id] of title.matchAll(/\[(\d+\.\d+\.\d+)\]/g))
        expect([id, named.some((one) => one.id === id && one.file === file && title.includes(one.words))]).toEqual([id, true])
})

test('files in backticks and sections that are pointed at are there', () => {
  const files = [...text.matchAll(/`((?:src|e2e|scripts|bench)\/[\w./-]+)`/g)].map(([, path]) => path!)
  expect(files.length).toBeGreaterThan(100)
  expect([...new Set(files)].filter((path) => !existsSync(fileURLToPath(new URL(path, ROOT))))).toEqual([])
  for (const { id, how } of rows) {
    const [, section] = /^here, under ([A-Z][\w ]+)/.exec(how) ?? []
    if (section !== undefined) expect([id, section, text.includes(`\n## ${section}\n`)]).toEqual([id, section, true])
  }
})
