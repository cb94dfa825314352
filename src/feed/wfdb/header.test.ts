import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WfdbError } from './error.ts'
import { dateText, parseHeader, timeOfDay } from './header.ts'

const message = (text: string): string => {
  try {
    parseHeader(text, 'x.hea')
  } catch (error) {
    if (error instanceof WfdbError) return error.message
    throw error
  }
  return 'fine'
}

describe('the record line', () => {
  test('defaults', () => {
    expect(parseHeader('x 0\n', 'x.hea')).toMatchObject({
      name: 'x',
      fs: 250,
      counterFs: 250,
      baseCount: 0,
      frames: 0,
      time: null,
      date: null,
      segments: null,
    })
  })
  test('all fields', () => {
    const text = 'x 0 360/1000(-5) 650000 17:27:45.5 15/08/1994'
    expect(parseHeader(text, 'x.hea')).toMatchObject({ fs: 360, counterFs: 1000, baseCount: -5, frames: 650_000, time: 62_865_500 })
    expect(dateText(parseHeader(text, 'x.hea'))).toBe('15/08/1994 17:27:45')
  })
  test('with one colon the time is minutes and seconds', () => {
    expect(timeOfDay('31:25.894')).toBe(1_885_894)
    expect(timeOfDay('8:26:04')).toBe(30_364_000)
    expect(timeOfDay('12')).toBe(12_000)
    expect(['1:2:3:4', '10:61:00', '10:00:60', 'noon', ''].map(timeOfDay)).toEqual([null, null, null, null, null])
  })
  test.each([
    ['', 'x.hea line 1: no record line'],
    ['x', 'x.hea line 1, field 2 (number of signals): missing'],
    ['x y', 'x.hea line 1, field 2 (number of signals): not a whole number: "y"'],
    ['x 0 -5', 'x.hea line 1, field 3 (sampling frequency): not above 0: "-5"'],
    ['x 0 fast', 'x.hea line 1, field 3 (sampling frequency): not a number: "fast"'],
    ['x 0 250 1.5', 'x.hea line 1, field 4 (number of samples): not a whole number: "1.5"'],
    ['x 0 250 1 25:00:00', 'x.hea line 1, field 5 (time): not a time HH:MM:SS: "25:00:00"'],
    ['x 0 250 1 1:00:00 29/02/1900', 'x.hea line 1, field 6 (date): not a date DD/MM/YYYY: "29/02/1900"'],
    ['x 99999', 'x.hea line 1, field 2 (number of signals): out of range: "99999"'],
  ])('%j', (text, expected) => expect(message(text)).toBe(expected))
})

describe('signal lines', () => {
  const one = (line: string) => parseHeader(`x 1\n${line}`, 'x.hea').signals[0]
  test('defaults', () => {
    expect(one('x.dat 16')).toEqual({
      line: 2,
      file: 'x.dat',
      format: 16,
      spf: 1,
      skew: 0,
      offset: 0,
      gain: 200,
      calibrated: false,
      baseline: 0,
      units: null,
      adcres: 12,
      adczero: 0,
      initval: 0,
      checksum: null,
      blocksize: 0,
      description: '',
    })
    expect(one('x.dat 8')?.adcres).toBe(10)
    expect(one('x.dat 16 0 12 1024')).toMatchObject({ gain: 200, calibrated: false, baseline: 1024, initval: 1024 })
  })
  test('all fields, by spaces and tabs, with words in the description', () => {
    expect(one('x.dat\t212x4:3+24 12.84(-1605)/mmHg 12 -7 5 43172 0 ABP of  the day ')).toMatchObject({
      format: 212,
      spf: 4,
      skew: 3,
      offset: 24,
      gain: 12.84,
      baseline: -1605,
      units: 'mmHg',
      adczero: -7,
      initval: 5,
      checksum: 43172,
      description: 'ABP of the day',
    })
  })
  test.each([
    ['x.dat', 'x.hea line 2, field 2 (format): missing'],
    ['x.dat 16x0', 'x.hea line 2, field 2 (samples per frame): out of range: "0"'],
    ['x.dat 16:a', 'x.hea line 2, field 2 (skew): not a whole number: "a"'],
    ['x.dat 16 ten', 'x.hea line 2, field 3 (gain): not a number: "ten"'],
    ['x.dat 16 10(z)/mV', 'x.hea line 2, field 3 (baseline): not a whole number: "z"'],
    ['x.dat 16 10 x', 'x.hea line 2, field 4 (adcres): not a whole number: "x"'],
    ['x.dat 16 10 12 0 0 70000', 'x.hea line 2, field 7 (checksum): out of range: "70000"'],
    ['../x.dat 16', 'x.hea line 2, field 1 (file): not a file beside the header: "../x.dat"'],
  ])('%j', (line, expected) => expect(message(`x 1\n${line}`)).toBe(expected))
  test('too few and too many', () => {
    expect(message('x 2\na.dat 16\n')).toBe('x.hea line 3: ends too early: the record line announces 2 signals, 1 are described')
    expect(message('x 1\na.dat 16\nb.dat 16\n')).toBe('x.hea line 3: unexpected line after the last signal')
  })
})

test('segments, comments, info strings, carriage returns', () => {
  const header = parseHeader('# before\r\nx/2 3 125 9\r\na 5\r\n# among\r\n~ 4\r\n# <age>: 60 <sex>: F\r\n', 'x.hea')
  expect(header.segments).toEqual([
    { line: 3, name: 'a', frames: 5 },
    { line: 5, name: '~', frames: 4 },
  ])
  expect([header.comments, header.info]).toEqual([['before', 'among'], ['<age>: 60 <sex>: F']])
})

test('whatever is damaged, the answer is a header or an error that names the file', () => {
  const good =
    'v 2 250 75000 17:27:45 15/08/1994\nv.dat 212x4:1+2 2281(3)/mV 12 0 -26 -9286 0 II\nv.dat 212 1250/NU 12 0 -46 -11021 0 PLETH\n#False alarm\n'
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (at, code) => {
      const text = good.slice(0, at) + String.fromCharCode(code) + good.slice(at + 1)
      const said = message(text)
      expect(said === 'fine' || said.startsWith('x.hea line ')).toBe(true)
    }),
    { seed: 5, numRuns: 2000 },
  )
})
