// What is refused before anything starts: one row a rule, with the line that is said.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseArgs } from './args.ts'
import { checkModes, ownFile, RULES, readTls } from './modes.ts'

const said = (line: string, keys = false): string | null => {
  try {
    checkModes(parseArgs(line.split(' ').filter(Boolean)), { keys })
    return null
  } catch (error) {
    return (error as Error).message
  }
}
const REAL = '--no-demo --data d --keys k'
const BROKEN: readonly (readonly [string, RegExp])[] = [
  ['--host 10.0.0.1', /demo is for this machine alone: not --host 10\.0\.0\.1/],
  ['--trust-proxy', /demo is for this machine alone: not --trust-proxy/],
  ['--oidc f', /--oidc wants --no-demo/],
  [`${REAL} --beds 16`, /--beds belongs to the demo/],
  [`${REAL} --speed 1`, /--speed belongs to the demo/],
  [`${REAL} --seed 1`, /--seed belongs to the demo/],
  [`${REAL} --replay r`, /--replay belongs to the demo/],
  [`${REAL} --no-staff`, /--no-staff belongs to the demo/],
  [`${REAL} --no-past`, /--no-past belongs to the demo/],
  ['--no-demo', /--no-demo wants --data/],
  ['--no-demo --data d', /wants a master key/],
  ['--keys k', /--keys wants --data/],
  [`${REAL} --tls-cert c`, /--tls-cert and --tls-key go together/],
  [`${REAL} --host 0.0.0.0`, /--host 0\.0\.0\.0 is reached by others/],
  [`${REAL} --host 0.0.0.0 --tls-cert c --tls-key k`, /--host 0\.0\.0\.0 wants --allow-origin: .* https:\/\/ward\.example/],
  [`${REAL} --allow-origin http://ward.example`, /--allow-origin beyond this machine wants https/],
]
test.each(BROKEN)('%s', (line, words) => {
  expect(said(line)).toMatch(words)
})
test('each rule but that of device ports, which has no option yet, has its row', () => {
  expect(BROKEN).toHaveLength(RULES.length - 1)
})
test.each([
  ['', false],
  ['--data d', false],
  ['--host localhost', false],
  [REAL, false],
  ['--no-demo --data d', true],
  [`${REAL} --host 0.0.0.0 --trust-proxy --allow-origin https://ward.example`, false],
  [`${REAL} --host 0.0.0.0 --tls-cert c --tls-key k --allow-origin https://ward.example`, false],
  [`${REAL} --allow-origin https://ward.example`, false],
])('allowed: %s', (line, keys) => {
  expect(said(line, keys)).toBe(null)
})
test('behind a proxy too it must know under which name browsers ask', () => {
  expect(said(`${REAL} --trust-proxy`)).toMatch(/--trust-proxy wants --allow-origin/)
})
test('a wildcard is no origin', () => {
  expect(() => parseArgs(['--allow-origin', '*'])).toThrow(/address of a site/)
})
test('a file with a secret that others can read, or that is not there, is refused', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'wardlight-modes-')), 'secret')
  expect(() => ownFile(path, 'the key')).toThrow(/the key .* cannot be read: ENOENT/)
  writeFileSync(path, 'x', { mode: 0o644 })
  expect(() => ownFile(path, 'the key')).toThrow(/can be read by others: chmod 600/)
  expect(() => readTls({ ...parseArgs([]), tlsCert: path, tlsKey: path })).toThrow(/can be read by others/)
})
