// SECURITY.md is true at least in this: the tests it names exist, and no requirement is named twice or left without a word.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const text = readFileSync(new URL('SECURITY.md', ROOT), 'utf8')
const rows = text
  .slice(text.indexOf('## OWASP'))
  .split('\n')
  .flatMap((line) => {
    const found = /^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+) \| (.+) \|$/.exec(line)
    return found ? [{ id: found[1]!, level: found[2]!, how: found[3]!, test: found[4]! }] : []
  })

test('every requirement of levels 1 and 2 has one row: 70 and 183 (FACTS §8.6)', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  expect([rows.filter(({ level }) => level === '1').length, rows.filter(({ level }) => level === '2').length]).toEqual([70, 183])
})

test('a row without a test says why', () => {
  for (const { id, how, test: named } of rows)
    if (named === '–') expect([id, how]).toEqual([id, expect.stringMatching(/not applicable: |not met|^here, under|[a-z]{3,}/)])
})

test('files named in backticks are there', () => {
  const named = [...text.matchAll(/`((?:src|e2e|scripts|bench)\/[\w./-]+)`/g)].map(([, path]) => path!)
  expect(named.length).toBeGreaterThan(100)
  expect([...new Set(named)].filter((path) => !existsSync(fileURLToPath(new URL(path, ROOT))))).toEqual([])
})
