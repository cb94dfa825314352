// What a lane is hatched with: one gap where nothing is known, and no cuff reading beneath the gaps of a line that was not there.
import { expect, test } from 'vitest'
import type { Gap } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import { lineGaps, offGaps, rangeGaps } from './lanegaps.ts'
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

const scene = { from: 0, to: 200 }

test('where nothing is known in sight its gaps are told with their reasons, once all in sight was answered, from the stay to now', () => {
  const off = [gap(100, 120, 'gateway-off'), gap(120, 180, 'nothing-came')]
  expect(lineGaps([[piece(100, 200, {}, off)]], scene, 100, 180)).toEqual(off)
  expect(lineGaps([[piece(100, 200, {}, off)]], scene, 20, 180)).toEqual([])
  expect(lineGaps([[piece(0, 50, {}, [gap(0, 50)])]], scene, 0, 200)).toEqual([])
  expect(lineGaps([[]], scene, 0, 180)).toEqual([])
})

test('a lane of what is charted is hatched where no gateway ran, and nowhere else', () => {
  const off = gap(100, 120, 'gateway-off')
  expect(
    offGaps([[], [piece(0, 200, { 10: 80 }, [gap(20, 40, 'lead-off'), off])], [piece(0, 200, {}, [gap(5, 6, 'gateway-off')])]]),
  ).toEqual([off])
  expect(offGaps([[], []])).toEqual([])
})

test('the gaps are those of the first line of which anything is known', () => {
  const own = [gap(120, 150)]
  expect(lineGaps([[piece(0, 100, { 10: 60 }), piece(100, 200, {}, own)]], scene, 0, 180)).toEqual(own)
  expect(lineGaps([[piece(0, 200, {}, [gap(0, 200)])], [piece(0, 200, { 10: 60 }, own)]], scene, 0, 180)).toEqual(own)
})

test('an arterial line is hatched from its first value on where a cuff measures beside it, else wherever it is missing', () => {
  const art = [piece(0, 100, { 40: 120, 50: Number.NaN, 80: 118 }, [gap(0, 40), gap(50, 70), gap(80, 100)])]
  const cuff = [piece(0, 100, { 5: 120 })]
  expect(rangeGaps(art, cuff)).toEqual([gap(50, 70), gap(80, 100)])
  expect(rangeGaps(art, [piece(0, 100, {})])).toEqual([gap(0, 40), gap(50, 70), gap(80, 100)])
  expect(rangeGaps([piece(0, 100, {}, [gap(0, 100)])], cuff)).toEqual([])
  expect(rangeGaps([piece(0, 100, {}, [gap(0, 100)])], [])).toEqual([gap(0, 100)])
})
