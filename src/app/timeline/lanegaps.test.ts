// What a lane is hatched with: one gap where nothing is known, and no cuff reading beneath the gaps of a line that was not there.
import { expect, test } from 'vitest'
import type { Gap } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import { lineGaps, rangeGaps } from './lanegaps.ts'
import type { Piece } from './tiles.ts'

const gap = (from: number, to: number, why: Gap['why'] = 'no-data'): Gap => ({ from: at(from), to: at(to), why })
const piece = (from: number, to: number, values: Readonly<Record<number, number>>, gaps: readonly Gap[] = []): Piece => ({
  from: at(from),
  to: at(to),
  until: at(to),
  at: Float64Array.from(Object.keys(values), Number),
  value: Float32Array.from(Object.values(values)),
  gaps,
  marked: [],
})

test('a line of which nothing is known in sight is one gap, from the beginning of the stay to now', () => {
  const scene = { from: 0, to: 200 }
  // What lies before was never asked for.
  const pieces = [piece(100, 200, {}, [gap(100, 150, 'nothing-came')])]
  expect(lineGaps(pieces, scene, 20, 180)).toEqual([gap(20, 180, 'nothing-came')])
  expect(lineGaps(pieces, scene, 300, 180)).toEqual([])
  expect(lineGaps([], scene, 0, 180)).toEqual([])
})

test('one of which something is known keeps its own gaps', () => {
  const own = [gap(120, 150)]
  expect(lineGaps([piece(0, 100, { 10: 60 }), piece(100, 200, {}, own)], { from: 0, to: 200 }, 0, 180)).toEqual(own)
})

test('an arterial line is hatched between its first and last value where a cuff measures beside it, else wherever it is missing', () => {
  const art = [piece(0, 100, { 40: 120, 50: Number.NaN, 80: 118 }, [gap(0, 40), gap(50, 70), gap(80, 100)])]
  const cuff = [piece(0, 100, { 5: 120 })]
  expect(rangeGaps(art, cuff)).toEqual([gap(50, 70)])
  expect(rangeGaps(art, [piece(0, 100, {})])).toEqual([gap(0, 40), gap(50, 70), gap(80, 100)])
  expect(rangeGaps([piece(0, 100, {}, [gap(0, 100)])], cuff)).toEqual([])
})
