// The audit's bytes: which key seals what, and that tags and seals share none.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeRecord, logKeys, openRecord, readClear } from './format.ts'

const key = new Uint8Array(randomBytes(32))
const [id, other] = [randomBytes(16), randomBytes(16)]
const made = (seq: number, of = id): Buffer =>
  encodeRecord({ seq, time: 1, kind: 40, stays: ['a', 'b'], content: Buffer.from('content') }, logKeys(key, of), of, Buffer.alloc(32))

test('each block of records has a key of its own, no log shares one with another, and none is that of the tags', () => {
  const keys = logKeys(key, id)
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  expect(hex(keys.seal(1))).toBe(hex(keys.seal(2 ** 24 - 1)))
  const all = [keys.seal(1), keys.seal(2 ** 24), keys.seal(2 ** 25), logKeys(key, other).seal(1), key].map(hex)
  expect(new Set(all).size).toBe(all.length)
  expect(keys.tag('a')).not.toBe(logKeys(key, other).tag('a'))
  expect(keys.tag('a')).toHaveLength(16)
})

test.each([1, 2 ** 24 - 1, 2 ** 24, 2 ** 30])('record %i opens with the keys of its log alone', (seq) => {
  const record = made(seq)
  expect(openRecord(record, logKeys(key, id), id).toString()).toBe('content')
  expect(() => openRecord(record, logKeys(key, other), id)).toThrow()
  expect(() => openRecord(record, logKeys(key, id), other)).toThrow()
  expect(() => openRecord(record, logKeys(new Uint8Array(32), id), id)).toThrow()
})

test('the stays of a whole ward are named by tags; of more than fit, none', () => {
  const of = (count: number) => {
    const stays = Array.from({ length: count }, (_, index) => `s${index}`)
    const record = encodeRecord({ seq: 1, time: 1, kind: 40, stays, content: Buffer.from('x') }, logKeys(key, id), id, Buffer.alloc(32))
    expect(openRecord(record, logKeys(key, id), id).toString()).toBe('x')
    return readClear(record)?.tags?.length ?? null
  }
  expect([of(0), of(64), of(254), of(255)]).toEqual([0, 64, 254, null])
})
