// Recordings made here into a temp folder, and real ones where they exist.
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { NO_SAMPLE } from '../../model/waves.ts'
import { WfdbError } from './error.ts'
import { bytesFor, decode, encode, FORMATS } from './formats.ts'
import { openRecord } from './record.ts'

const DATA = resolve(process.env.WARDLIGHT_DATA ?? resolve(import.meta.dirname, '../../../../shared/data'), 'wfdb')
const folder = mkdtempSync(join(tmpdir(), 'wardlight-wfdb-'))
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content)
const signals = (name: string, format: number, samples: readonly number[]): void => put(name, encode(FORMATS.get(format)!, samples))
const at = (name: string): string => join(folder, name)
const sum = (samples: readonly number[]): number => (samples.reduce((total, value) => total + value, 0) << 16) >> 16
const failure = (name: string): WfdbError => {
  try {
    openRecord(at(name)).close()
  } catch (error) {
    if (error instanceof WfdbError) return error
    throw error
  }
  throw new Error(`${name} opened`)
}
const list = (column: ArrayLike<number> | undefined): number[] => Array.from(column ?? [])

describe('the ten formats', () => {
  test.each([...FORMATS.entries()])('%i: what is written is read, whatever the length', (_, format) => {
    const [min, max] = format.range
    fc.assert(
      fc.property(fc.array(fc.integer({ min, max }), { maxLength: 40 }), (samples) => {
        const bytes = encode(format, samples)
        expect(bytes.byteLength).toBe(bytesFor(format, samples.length))
        expect(list(decode(format, bytes, samples.length))).toEqual(samples)
      }),
      { seed: 212, numRuns: 200 },
    )
  })

  test.each([...FORMATS.entries()])('%i: any window of a file equals the same window of the whole', (name, format) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: Math.max(format.range[0] + 1, -500), max: Math.min(format.range[1], 500) }), {
          minLength: 9,
          maxLength: 60,
        }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 3 }),
        (values, a, b, skew) => {
          // Three samples a frame (1 + 2): windows begin in the midst of groups.
          const frames = Math.floor(values.length / 3)
          const used = values.slice(0, frames * 3)
          signals(`f${name}.dat`, name, used)
          put(`f${name}.hea`, `f${name} 2 100 ${frames}\nf${name}.dat ${name} 1 0 0 0\nf${name}.dat ${name}x2:${skew} 1 0 0 0\n`)
          const record = openRecord(at(`f${name}`))
          const whole = record.read(0, frames)
          const one = used.filter((_, index) => index % 3 === 0)
          const two = used.filter((_, index) => index % 3 !== 0)
          const summed = (list: number[]): number[] => {
            let total = 0
            return format.differences ? list.map((value) => (total += value)) : list
          }
          expect(list(whole[0])).toEqual(summed(one))
          expect(list(whole[1])).toEqual([...summed(two).slice(skew), ...Array(skew).fill(NO_SAMPLE)])
          for (const from of [a % frames, b % frames, 0]) {
            const count = 1 + (b % (frames - from))
            const [first, second] = record.read(from, count)
            expect(list(first)).toEqual(list(whole[0]).slice(from, from + count))
            expect(list(second)).toEqual(list(whole[1]).slice(from * 2, (from + count) * 2))
          }
          record.close()
        },
      ),
      { seed: 8, numRuns: 60 },
    )
  })

  test('an invalid sample is no sample, in every format that has one', () => {
    for (const [name, { invalid }] of FORMATS) {
      if (invalid === null) continue
      signals('inv.dat', name, [1, invalid, 2])
      put('inv.hea', `inv 1 100 3\ninv.dat ${name} 1 0 0 1 ${(sum([1, 2, 0]) + (invalid & 0xffff)) & 0xffff}\n`)
      expect(list(openRecord(at('inv')).read(0, 3)[0])).toEqual([1, NO_SAMPLE, 2])
    }
  })

  test('a true -32768 in a wide format stays a value', () => {
    signals('wide.dat', 24, [-32768, 70_000])
    put('wide.hea', 'wide 1 100 2\nwide.dat 24 1 0 0 0\n')
    expect(list(openRecord(at('wide')).read(0, 2)[0])).toEqual([-32767, 70_000])
  })

  test('bytes before the samples are skipped', () => {
    put('off.dat', new Uint8Array([9, 9, 9, 9, ...encode(FORMATS.get(16)!, [5, -6])]))
    put('off.hea', 'off 1 100 2\noff.dat 16+4 1 0 0 5 -1\n')
    expect(list(openRecord(at('off')).read(0, 2)[0])).toEqual([5, -6])
  })

  test('without a length all of the file is read, and no sum is tested', () => {
    signals('long.dat', 16, [1, 2, 3, 4])
    put('long.hea', 'long 1\nlong.dat 16 1 0 0 0 777\n')
    expect(openRecord(at('long'))).toMatchObject({ frames: 4, fs: 250 })
  })
})

describe('segments', () => {
  test('variable layout: subsets, other order, other gains, gaps', () => {
    put('lay.hea', 'lay 3 100 0\n~ 0 100/mV 12 0 0 0 0 II\n~ 0 200 12 0 0 0 0 PLETH\n~ 0 10/mmHg 12 0 0 0 0 ABP\n')
    signals('a.dat', 16, [1, 10, 2, 20])
    put('a.hea', `a 2 100 2\na.dat 16 100/mV 12 0 1 ${sum([1, 2])} 0 II\na.dat 16 200 12 0 10 ${sum([10, 20])} 0 PLETH\n`)
    signals('b.dat', 16, [100, 30, 200, 60, 300, -32768])
    put('b.hea', 'b 2 100 3\nb.dat 16 5(10)/mmHg 12 0 0 600 0 ABP\nb.dat 16 50(2)/mV 12 0 0 -32678 0 II\n')
    put('var.hea', 'var/4 3 100 7 31:25.894 10/10/2896\nlay 0\na 2\n~ 2\nb 3\n')
    const record = openRecord(at('var'))
    const no = NO_SAMPLE
    expect(record.read(0, 7).map(list)).toEqual([
      [1, 2, no, no, 56, 116, no],
      [10, 20, no, no, no, no, no],
      [no, no, no, no, 180, 380, 580],
    ])
    expect(list(record.read(3, 2)[2])).toEqual([no, 180])
    expect(record.date).toBe('10/10/2896 00:31:25')
    record.close()
  })

  test('what does not fit together names file, line and field', () => {
    signals('s.dat', 16, [1, 2])
    put('s.hea', 's 1 100 2\ns.dat 16 100 12 0 1 3 0 II\n')
    put('gone.hea', 'gone/2 1 100 4\ns 2\nnowhere 2\n')
    expect(failure('gone').message).toBe('gone.hea line 3, field 1 (segment): cannot read nowhere.hea (ENOENT)')
    put('len.hea', 'len/2 1 100 4\ns 2\ns 3\n')
    expect(failure('len').message).toBe('len.hea line 3, field 2 (number of samples): 3, but s.hea says 2')
    put('tot.hea', 'tot/2 1 100 5\ns 2\ns 2\n')
    expect(failure('tot').message).toBe('tot.hea line 1, field 4 (number of samples): 5, but the segments hold 4')
    put('nest.hea', 'nest/1 1 100 4\ntot 4\n')
    expect(failure('nest').message).toContain('nest.hea line 2, field 1 (segment)')
  })
})

describe('damage', () => {
  test('a wrong sum, a short file, a missing file, a compressed file', () => {
    signals('d.dat', 212, [1, 2, 3])
    put('d.hea', 'd 1 100 3\nd.dat 212 100 12 0 1 7 0 II\n')
    expect(failure('d').message).toBe('d.hea line 2, field 7 (checksum): d.dat is damaged: II sums to 6, not 7')
    put('d.hea', 'd 1 100 4\nd.dat 212 100 12 0 1 6 0 II\n')
    expect(failure('d').message).toBe('d.hea line 2, field 1 (file): d.dat holds 3 of the 4 samples of the record line')
    put('d.hea', 'd 1 100 3\nnone.dat 212 100 12 0 1 6 0 II\n')
    expect(failure('d').message).toBe('d.hea line 2, field 1 (file): cannot open none.dat (ENOENT)')
    put('d.hea', 'd 1 100 3\nd.dat 516 100 12 0 1 6 0 II\n')
    expect(failure('d').message).toBe('d.hea line 2, field 2 (format): FLAC signals (format 516) are not read')
    expect(failure('nothing').message).toMatch(/^nothing\.hea: cannot read it in .* \(ENOENT\)$/)
  })

  test('every single damaged bit of a small file is noticed by its sum', () => {
    const bytes = encode(FORMATS.get(16)!, [5, -700, 3000, 12])
    put('bit.hea', `bit 1 100 4\nbit.dat 16 100 12 0 5 ${sum([5, -700, 3000, 12])} 0 II\n`)
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const bad = Uint8Array.from(bytes, (byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      put('bit.dat', bad)
      expect(failure('bit').code).toBe('checksum')
    }
  })
})

// [FACTS §5.2, golden values]: record, signal, raw first five, first, min, max, mean physical, invalid, n.
const GOLDEN = [
  ['v102s', 'II', [-26, -18, 13, 55, 105], -0.0114, -0.897, 0.897, 0.0241, 3, 75_000],
  ['v102s', 'PLETH', [-46, 1410, 1545, 1074, 841], -0.0368, -1.638, 1.638, 0.01, 17, 75_000],
  ['03700181', 'MCL1', [67, 67, 67, 23, 23], 0.0226, -0.48, 0.259, 0, 0, 300_000],
  ['03700181', 'ABP', [-943, -946, -951, -958, -968], 51.5576, 17.056, 64.174, 33.4428, 0, 75_000],
  ['041s01', 'ABP', [-242, -188, -134, -78, -18], 67.9, 41.25, 88.35, 56.1187, 0, 1000],
  ['041s01', 'PAP', [706, 743, 781, 809, 837], 28.825, 6.15, 32.688, 20.7525, 0, 1000],
  ['041s02', 'I', [-64, -86, -86, -64, -64], -0.032, -0.997, 1.024, 0.0021, 1, 4000],
] as const

describe.skipIf(!existsSync(DATA))(`real recordings (skipped where ${DATA} is absent)`, () => {
  test.each(GOLDEN)('%s %s', (name, description, first, phys, min, max, mean, invalid, n) => {
    const record = openRecord(join(DATA, name))
    const index = record.signals.findIndex((signal) => signal.description === description)
    const { gain, baseline } = record.signals[index]!
    const raw = list(record.read(0, record.frames)[index])
    const good = raw.filter((value) => value !== NO_SAMPLE).map((value) => (value - baseline) / gain)
    expect(raw.length).toBe(n)
    expect(raw.slice(0, 5)).toEqual(first)
    expect(good[0]).toBeCloseTo(phys, 3)
    expect(Math.min(...good.slice(0, 75_000))).toBeGreaterThanOrEqual(min - 0.0006)
    expect(good.reduce((low, value) => Math.min(low, value))).toBeCloseTo(min, 2)
    expect(good.reduce((high, value) => Math.max(high, value))).toBeCloseTo(max, 2)
    expect(good.reduce((total, value) => total + value, 0) / good.length).toBeCloseTo(mean, 3)
    expect(raw.length - good.length).toBe(invalid)
    record.close()
  })

  test('two segments are one recording', () => {
    const record = openRecord(join(DATA, '041s.hea'))
    expect(record).toMatchObject({ frames: 2000, fs: 125, date: '26/10/1994 08:26:04' })
    const first = openRecord(join(DATA, '041s01'))
    const second = openRecord(join(DATA, '041s02'))
    expect(list(record.read(990, 20)[3])).toEqual([...list(first.read(990, 10)[3]), ...list(second.read(0, 10)[3])])
    for (const one of [record, first, second]) one.close()
  })

  test('one damaged byte of a real file is named by its signal', () => {
    for (const name of ['v102s.hea', 'v102s.dat']) copyFileSync(join(DATA, name), at(name))
    chmodSync(at('v102s.dat'), 0o644)
    const bytes = readFileSync(at('v102s.dat'))
    bytes[300_000] = (bytes[300_000] ?? 0) ^ 0x10
    put('v102s.dat', bytes)
    expect(failure('v102s').message).toBe('v102s.hea line 2, field 7 (checksum): v102s.dat is damaged: II sums to -9302, not -9286')
    put('v102s.dat', bytes.subarray(0, 449_999))
    expect(failure('v102s').message).toBe('v102s.hea line 2, field 1 (file): v102s.dat holds 74999 of the 75000 samples of the record line')
  })

  test('a missing segment of a real recording is named by its line', () => {
    for (const name of ['041s.hea', '041s01.hea', '041s01.dat']) copyFileSync(join(DATA, name), at(name))
    expect(failure('041s').message).toBe('041s.hea line 3, field 1 (segment): cannot read 041s02.hea (ENOENT)')
  })

  test('numerics: 1936 minutes, cuff pressure in 152 of them', () => {
    const record = openRecord(join(DATA, 's00001-2896-10-10-00-31n'))
    expect(record).toMatchObject({ frames: 1936, date: '10/10/2896 00:31:25' })
    const cuff = record.signals.findIndex((signal) => signal.description === 'NBPSys')
    const values = list(record.read(0, 1936)[cuff]).filter((value) => value !== NO_SAMPLE)
    expect([values.length, Math.min(...values), Math.max(...values)]).toEqual([152, 108, 167])
    record.close()
  })
})
