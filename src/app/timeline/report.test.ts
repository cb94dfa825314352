// The report's drawings, measured in the millimetres that they will have on paper.
import { expect, test } from 'vitest'
import type { NumberTrack, WavePiece } from '../../model/history.ts'
import { deviceId } from '../../model/ids.ts'
import { at, hz } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { GAIN, leadsIn, ROW, rowPath, SPEED } from './paperstrip.ts'
import { drawLane, gapWords, REPORT_LANES, timeMarks } from './reportlanes.ts'

const span = { from: at(0), to: at(100_000) }
const box = { width: 100, height: 20 }
const track = (value: readonly number[], over: Partial<NumberTrack> = {}): NumberTrack => ({
  kind: 'number',
  signal: 'hr',
  source: deviceId('wall'),
  at: Float64Array.from(value, (_, i) => i * 10_000),
  value: Float64Array.from(value),
  count: value.length,
  gaps: [],
  marked: [],
  ...over,
})
const [hr] = REPORT_LANES

test('a lane: the fixed scale, breaks where nothing is known, hatches with the reason', () => {
  const gaps = [
    { from: at(20_000), to: at(30_000), why: 'lead-off' as const },
    { from: at(50_000), to: at(50_100), why: 'noise' as const },
    { from: at(90_000), to: at(500_000), why: 'gateway-off' as const },
  ]
  const lane = drawLane(hr!, [track([40, 160, Number.NaN, 100, 100], { gaps })], span, box)!
  expect([lane.low, lane.high, lane.widened, lane.ticks]).toEqual([40, 160, false, [40, 80, 120, 160]])
  expect(lane.lines[0]!.path).toBe('M0 20L10 0M30 10L40 10')
  expect(lane.gaps).toEqual([
    { x: 20, width: 10, words: 'LEADS OFF' },
    { x: 90, width: 10, words: 'GATEWAY OFF' },
  ])
})

test('values beyond the scale widen it by whole steps, and it is said', () => {
  expect(drawLane(hr!, [track([30, 201])], span, box)).toMatchObject({ low: 0, high: 240, widened: true })
})

test('a lane without values is none; a cuff is points, never a line', () => {
  expect(drawLane(hr!, [track([Number.NaN])], span, box)).toBe(null)
  const cuff = REPORT_LANES.find(({ points }) => points)!
  const drawn = drawLane(cuff, [track([120, Number.NaN, 110], { signal: 'nibp-sys' })], span, box)!
  expect([drawn.lines[0]!.path, drawn.lines[0]!.points]).toEqual([
    '',
    [
      [0, 10],
      [20, 11.25],
    ],
  ])
})

test('every reason has words', () => {
  expect([gapWords('pruned'), gapWords('probe-off')]).toEqual(['NOT KEPT', 'PROBE OFF'])
})

test('marks of time lie on whole hours of the ward’s clock, and are few', () => {
  const day = { from: at(Date.UTC(2026, 10, 25, 20, 7)), to: at(Date.UTC(2026, 10, 26, 4, 7)) }
  const marks = timeMarks(day, () => 3_600_000)
  expect(marks.map((time) => new Date(time).toISOString().slice(11, 16))).toEqual([
    '21:00',
    '22:00',
    '23:00',
    '00:00',
    '01:00',
    '02:00',
    '03:00',
    '04:00',
  ])
  for (const hours of [0.1, 1, 7, 25, 72, 400])
    expect(timeMarks({ from: at(0), to: at(hours * 3_600_000) }, () => 0).length).toBeLessThanOrEqual(10)
})

const piece = (data: readonly number[], from: number, over: Partial<WavePiece> = {}): WavePiece => ({
  signal: 'ecg-ii',
  source: deviceId('wall'),
  at: at(from),
  quality: 0,
  rate: hz(250),
  gain: 200,
  baseline: 0,
  unit: 'mV',
  data: Int16Array.from(data),
  ...over,
})

test('one second is 25 mm and one millivolt 10 mm, whatever rate and gain the wave has', () => {
  // 1 mV at its beginning and one second later.
  const data = Array.from({ length: 251 }, (_, i) => (i % 250 === 0 ? 200 : 0))
  const first = rowPath([piece(data, 0)], 'ecg-ii', 0)
  expect(first.startsWith(`M0 ${ROW.height / 2 - GAIN}L${SPEED / 250} ${ROW.height / 2}`)).toBe(true)
  expect(first.endsWith(`L${SPEED} ${ROW.height / 2 - GAIN}`)).toBe(true)
  const other = piece([1000, 0], 0, { rate: hz(500), gain: 1, unit: 'uV' })
  expect(rowPath([other], 'ecg-ii', 0)).toBe(`M0 5L0.05 15`)
})

test('a row holds its seconds and no other, and joins nothing over a hole', () => {
  const all = piece(
    Array.from({ length: 5000 }, () => 0),
    0,
  )
  const count = (path: string): number => path.match(/[ML]/g)?.length ?? 0
  expect(count(rowPath([all], 'ecg-ii', 7000))).toBe(ROW.seconds * 250)
  expect(rowPath([piece([0, NO_SAMPLE, NO_SAMPLE, NO_SAMPLE, 0], 0)], 'ecg-ii', 0).match(/M/g)).toHaveLength(2)
  expect(rowPath([all], 'ecg-i', 0)).toBe('')
})

test('leads are those in a unit of voltage', () => {
  expect(
    leadsIn([
      piece([0], 0, { signal: 'ecg-v' }),
      piece([0], 0),
      piece([0], 0, { signal: 'pleth', unit: 'NU' }),
      piece([0], 0, { signal: 'ecg-i', unit: 'NU' }),
    ]),
  ).toEqual(['ecg-ii', 'ecg-v'])
})
