import { expect, test } from 'vitest'
import { ANNOTATION_CODES, readAnnotations } from './annotations.ts'

const words = (...list: readonly number[]): Uint8Array => Uint8Array.from(list.flatMap((word) => [word & 255, (word >> 8) & 255]))
const word = (code: number, interval: number): number => (code << 10) | (interval & 1023)

test('beats, a rhythm with its remark, sticky channel and number, subtype of one only', () => {
  const bytes = words(word(28, 18), word(63, 2), 0x4e28, word(1, 59), word(61, -1), word(62, -1), word(60, 3), word(5, 293), 0)
  const found = [...readAnnotations(bytes, 'x.atr')]
  expect(found).toEqual([
    { sample: 18, code: 28, subtype: 0, channel: 0, num: 0, aux: '(N' },
    { sample: 77, code: 1, subtype: -1, channel: -1, num: 3, aux: '' },
    { sample: 370, code: 5, subtype: 0, channel: -1, num: 3, aux: '' },
  ])
  expect(found.map(({ code }) => ANNOTATION_CODES[code])).toEqual(['+', 'N', 'V'])
})

test('skips add up beyond 2^31', () => {
  const step = 2_000_000_000
  const skip = [word(59, 0), step >>> 16, step & 0xffff]
  const bytes = words(...skip, ...skip, ...skip, ...skip, ...skip, word(1, 0), 0)
  expect([...readAnnotations(bytes, 'huge.qrs')].map(({ sample }) => sample)).toEqual([10_000_000_000])
})

test('a remark of odd length is padded; a file that ends early says so', () => {
  const bytes = Uint8Array.from([...words(word(22, 5), word(63, 3)), 97, 98, 99, 0, ...words(word(1, 5), 0)])
  expect([...readAnnotations(bytes, 'x.atr')].map(({ sample, aux }) => [sample, aux])).toEqual([
    [5, 'abc'],
    [10, ''],
  ])
  expect(() => [...readAnnotations(bytes.subarray(0, 6), 'x.atr')]).toThrow('x.atr: ends at byte 6, too early')
})
