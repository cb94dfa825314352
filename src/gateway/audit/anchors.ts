// Heads at the operator's place: out of reach of who can write the data folder, they tell whether log and heads were cut back together.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { putWhole } from './files.ts'
import { HEADS, type Head, readHead } from './format.ts'

const ENDING = '.head'

/** Names of the heads there. Throws where the place cannot be read. */
export const anchorNames = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .toSorted()

export function putAnchor(folder: string, head: Buffer, seq: number, now: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  putWhole(join(folder, `${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}-${seq}${ENDING}`), head)
}

export interface Anchor {
  readonly name: string
  readonly bytes: Buffer
  /** null: it has not the size of a head. */
  readonly head: Head | null
}
/** Throws where one cannot be read. */
export const readAnchors = (folder: string, names: readonly string[]): Anchor[] =>
  names.map((name) => {
    const bytes = readFileSync(join(folder, name))
    return { name, bytes, head: bytes.length === HEADS.size ? readHead(bytes) : null }
  })
