// The one-time code with which the first administrator is made: printed on the console, kept as a hash in memory alone.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Random } from './chance.ts'

/** No letters that are mistaken for each other. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
const plain = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

export interface SetUp {
  /** "ABCD-EFGH-JKLM-NPQR": 80 bits; null where there is nothing to set up. */
  readonly code: string | null
  right(code: string): boolean
  /** From now on no code is right. */
  used(): void
}
export function createSetUp(random: Random, needed: boolean): SetUp {
  const letters = [...random(16)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  const code = needed ? (letters.match(/.{4}/g) ?? []).join('-') : null
  let wanted = code === null ? null : hash(plain(code))
  return {
    code,
    right: (given) => wanted !== null && timingSafeEqual(hash(plain(given)), wanted),
    used() {
      wanted = null
    },
  }
}
