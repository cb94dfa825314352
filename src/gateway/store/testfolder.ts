// For tests: a folder of its own, the bytes of all its files, a search through them, and a master key.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at } from '../../model/units.ts'
import { type MasterKey, parseKey } from './master.ts'
import type { Log } from './thread.ts'

export const MASTER: MasterKey = {
  bytes: parseKey('8f3b5c1d9e27460ab2c4d6e8f01325476a8bacdeef103254769881a3b5c7d9eb', 'test'),
  from: 'a test',
}
export const OTHER_MASTER: MasterKey = {
  bytes: parseKey('1e3b5c1d9e27460ab2c4d6e8f01325476a8bacdeef103254769881a3b5c7d9eb', 'test'),
  from: 'a test',
}
export const NOW = at(1_790_000_000_000)
export const SILENT = { info: () => {}, warn: () => {}, error: () => {} } as unknown as Log

export interface TestFolder {
  readonly path: string
  file(name: string): string
  /** File → its bytes. */
  bytes(): Record<string, Buffer>
  /** Files that hold these bytes, somewhere. */
  holding(bytes: Uint8Array | string): string[]
  remove(): void
}

export function testFolder(): TestFolder {
  const base = mkdtempSync(join(tmpdir(), 'wardlight-'))
  const path = join(base, 'data')
  mkdirSync(path, { mode: 0o700 })
  const bytes = () =>
    Object.fromEntries(
      readdirSync(path)
        .toSorted()
        .flatMap((name) => {
          try {
            return [[name, readFileSync(join(path, name))] as const]
          } catch (error) {
            // A thread that looks through the files brings a file of its own, and takes it away again.
            if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
            throw error
          }
        }),
    )
  return {
    path,
    file: (name) => join(path, name),
    bytes,
    holding: (wanted) =>
      Object.entries(bytes())
        .filter(([, all]) => all.includes(typeof wanted === 'string' ? wanted : Buffer.from(wanted)))
        .map(([name]) => name),
    remove: () => rmSync(base, { recursive: true, force: true }),
  }
}
