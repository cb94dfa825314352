import { expect, test } from 'vitest'
import { columnsOf, hourAround, ROW, rowsOf } from './rows.ts'
import { rowsOfStrip, stripAround } from './strips.ts'
import { flat, piece } from './wavestest.ts'

const T = 1_700_000_040_000

test('an hour is sixty whole minutes around the moment', () => {
  const hour = hourAround(T + 12_345)
  expect(hour.from % ROW).toBe(0)
  expect(hour.to - hour.from).toBe(60 * ROW)
  expect(rowsOf(hour, [])).toHaveLength(60)
})

test('an alarm is in every row that it stands in, and one without an end in its own', () => {
  const alarm = (from: number, to: number | null) => ({ id: `${from}`, from, to, priority: 'high' as const, words: 'APNOEA' })
  const rows = rowsOf({ from: 0, to: 5 * ROW }, [alarm(ROW - 1, 2 * ROW + 1), alarm(4 * ROW, null)])
  expect(rows.map(({ alarms }) => alarms.length)).toEqual([1, 1, 1, 0, 1])
})

test('a spike of one sample is in its column, however many lie in it; an empty column is not a number', () => {
  const data = flat(15_000)
  data[7501] = 400
  const { low, high } = columnsOf([piece('ecg-ii', T, data)], { from: T, to: T + 2 * ROW }, 200)
  expect(high[50]).toBe(2)
  expect(low[50]).toBe(0)
  expect(high[49]).toBe(0)
  expect(Number.isNaN(high[150])).toBe(true)
})

test('a strip of 20 s at 25 mm/s is two rows of A4 landscape, and more of a narrower paper; nothing is left out', () => {
  const strip = stripAround(T)
  expect(rowsOfStrip(strip, 25, 277)).toEqual([
    { from: T - 10_000, to: T },
    { from: T, to: T + 10_000 },
  ])
  expect(rowsOfStrip(strip, 25, 190).map(({ from, to }) => to - from)).toEqual([6000, 6000, 6000, 2000])
  expect(rowsOfStrip(strip, 50, 10)).toHaveLength(20)
})
