// What is exported as CSV, read back by a reader of RFC 4180 that knows nothing of the writer.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceId } from '../../model/ids.ts'
import { type NumberSample, QUALITY, type Sample } from '../../model/sample.ts'
import { at } from '../../model/units.ts'
import { known, unknown } from '../../model/value.ts'
import { csvOf, textCell } from './csv.ts'
import { exporting, textOf } from './exportingtest.ts'

/** RFC 4180, letter by letter. */
function parse(text: string): string[][] {
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === ',') {
      row.push(cell)
      cell = ''
    } else if (letter === '\r' && text[i + 1] === '\n') {
      rows.push([...row, cell])
      ;[row, cell] = [[], '']
      i++
    } else cell += letter
  }
  if (row.length > 0 || cell !== '') throw new Error('the last line does not end')
  return rows
}

// 2026-10-25, 02:59:58 in Berlin, two seconds before the clock is put back.
const NIGHT = at(Date.UTC(2026, 9, 25, 0, 59, 58))
let seq = 0
const number = (
  time: number,
  signal: NumberSample['signal'],
  value: NumberSample['value'],
  over: Partial<NumberSample> = {},
): NumberSample => ({
  kind: 'number',
  signal,
  value,
  at: at(time),
  received: at(time + 20),
  source: deviceId('wall'),
  quality: 0,
  seq: seq++,
  ...over,
})

test('a row a sample: time by the ward’s clock, also in the hour that comes twice, value, unit, quality, why unknown, source', async () => {
  const samples: Sample[] = [
    number(NIGHT, 'hr', known(72)),
    number(NIGHT + 1000, 'hr', unknown('lead-off'), { quality: QUALITY.demo }),
    number(NIGHT + 2250, 'hr', known(71), { quality: QUALITY.questionable | QUALITY.motion }),
    number(NIGHT + 2000, 'cvp', known(-3), { source: deviceId('=cmd|x') }),
    { kind: 'coded', signal: 'o2-device', value: known('N'), at: NIGHT, received: NIGHT, source: deviceId('chart'), quality: 0, seq: 1 },
  ]
  const text = await textOf(csvOf, await exporting(samples, NIGHT, at(NIGHT + 3000)))
  expect(parse(text)).toEqual([
    ['time', 'gateway_ms', 'signal', 'value', 'unit', 'quality', 'unknown', 'source', 'until_ms', 'entry'],
    ['2026-10-25T02:59:58.000+02:00', `${NIGHT}`, 'o2-device', 'nasal cannula', '', '', '', 'chart', '', ''],
    ['2026-10-25T02:59:58.000+02:00', `${NIGHT}`, 'hr', '72', '/min', '', '', 'wall', '', ''],
    ['2026-10-25T02:59:59.000+02:00', `${NIGHT + 1000}`, 'hr', '', '/min', 'invented', 'lead-off', 'wall', '', ''],
    ['2026-10-25T02:00:00.000+01:00', `${NIGHT + 2000}`, 'cvp', '-3', 'mm[Hg]', '', '', "'=cmd|x", '', ''],
    ['2026-10-25T02:00:00.250+01:00', `${NIGHT + 2250}`, 'hr', '71', '/min', 'questionable; motion', '', 'wall', '', ''],
  ])
})

test('a stretch of which nothing is known is a row with its end', async () => {
  const seconds = (from: number, count: number): Sample[] =>
    Array.from({ length: count }, (_, i) => number(NIGHT + from * 1000 + i * 1000, 'spo2', known(95)))
  const text = await textOf(csvOf, await exporting([...seconds(0, 60), ...seconds(600, 60)], NIGHT, at(NIGHT + 660_000)))
  const gaps = parse(text).filter((row) => row[6] !== '' && row[0] !== 'time')
  expect(gaps).toHaveLength(1)
  expect(gaps[0]).toMatchObject({ 2: 'spo2', 3: '', 6: 'nothing-came' })
  expect(Number(gaps[0]![8]) - Number(gaps[0]![1])).toBeGreaterThan(500_000)
})

test('what persons wrote is a row at its time: by whom, what it corrects, that it was corrected; a correction behind the window comes last', async () => {
  const entry = { by: 'R. Wren', corrects: null, corrected: null }
  const late = at(NIGHT + 60_000)
  const of = await exporting([number(NIGHT, 'hr', known(72)), number(NIGHT + 2000, 'hr', known(74))], NIGHT, at(NIGHT + 3000), {
    demo: true,
    notes: [
      { ...entry, id: 'a', kind: 'note', at: NIGHT + 1000, written: NIGHT + 1500, text: '=SUM(A1), "he" said', corrected: 'b' },
      { ...entry, id: 'b', kind: 'intervention', at: late, written: late + 500, text: 'Turned', by: null, corrects: 'a' },
    ],
    hand: [{ ...entry, id: 'c', value: 'lactate', at: NIGHT + 2000, written: NIGHT + 2000, number: 2.4 }],
  })
  const rows = parse(await textOf(csvOf, of)).slice(1)
  const wrote = '2026-10-25T02:00:58.500+01:00'
  expect(rows.map((row) => [row[0]!.slice(11, 19), row[2], row[3], row[4], row[5], row[9]])).toEqual([
    ['02:59:58', 'hr', '72', '/min', '', ''],
    [
      '02:59:59',
      'note',
      `'=SUM(A1), "he" said`,
      '',
      'invented',
      `entry a by R. Wren, written 2026-10-25T02:59:59.500+02:00; CORRECTED by entry b, written ${wrote}`,
    ],
    ['02:00:00', 'lactate', '2.4', 'mmol/L', 'invented', 'entry c by R. Wren, written 2026-10-25T02:00:00.000+01:00'],
    ['02:00:00', 'hr', '74', '/min', '', ''],
    ['02:00:58', 'intervention', 'Turned', '', 'invented', `entry b, written ${wrote}; corrects entry a, of 2026-10-25T02:59:59.000+02:00`],
  ])
})

test('whatever a text cell holds, it is read back as it was, and none begins as a formula does', () => {
  const letters = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', 'a', ' ', "'", 'é'), maxLength: 8 })
  fc.assert(
    fc.property(fc.array(letters, { minLength: 2, maxLength: 5 }), (cells) => {
      const [row] = parse(`${cells.map(textCell).join(',')}\r\n`)
      expect(row).toHaveLength(cells.length)
      for (const [i, cell] of cells.entries()) {
        expect(row![i]!.replace(/^'/, '')).toBe(cell.replace(/^'/, ''))
        expect(row![i]).not.toMatch(/^[=+\-@\t\r\n]/)
      }
    }),
    { seed: 4180, numRuns: 300 },
  )
})

test('property: every sample is a row, in order of time, with the value it had', async () => {
  const one = fc.record({
    time: fc.integer({ min: 0, max: 4_000_000 }),
    signal: fc.constantFrom('hr' as const, 'temp' as const, 'cvp' as const),
    tenths: fc.integer({ min: -199, max: 3000 }),
    isKnown: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 60 }), async (list) => {
      const samples = list.map(({ time, signal, tenths, isKnown }) =>
        number(NIGHT + time, signal, isKnown ? known(tenths / 10) : unknown('noise')),
      )
      const text = await textOf(csvOf, await exporting(samples, NIGHT, at(NIGHT + 4_000_001)))
      const rows = parse(text).slice(1)
      const times = rows.map((row) => Number(row[1]))
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      for (const row of rows) expect(Date.parse(row[0]!)).toBe(Number(row[1]))
      const told = rows.filter((row) => row[8] === '').map((row) => `${row[1]} ${row[2]} ${row[3]} ${row[6]}`)
      const meant = samples.map(
        ({ at: time, signal, value }) =>
          `${time} ${signal} ${value.is === 'known' ? value.value : ''} ${value.is === 'known' ? '' : value.why}`,
      )
      expect(told.toSorted()).toEqual(meant.toSorted())
    }),
    { seed: 36, numRuns: 60 },
  )
})
