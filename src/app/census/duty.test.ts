// Beds that change hands.
import { expect, test } from 'vitest'
import type { DutyRow } from '../../model/wire.ts'
import { bedsWords, returnable, seenWith, takenFrom } from './duty.ts'

const duty = (bed: string, id: string, own: boolean): DutyRow => ({
  bed,
  nurse: { id, initials: id.slice(0, 2), name: id === 'ph' ? 'P. Heron' : null },
  buddy: null,
  until: 1,
  own,
})
const duties = new Map(
  [duty('1', 'rw', true), duty('2', 'ph', false), duty('3', 'ph', false), duty('4', 'lk', false)].map((row) => [row.bed, row]),
)
const label = (bed: string) => `4B-0${bed}`

test('from whom they are taken, but not from oneself', () => {
  expect(takenFrom(['1', '2', '3', '4', '5'], duties, 'rw', label)).toEqual(['P. Heron: 4B-02, 4B-03', 'lk: 4B-04'])
})
test('with whom each was seen goes with the act', () => {
  expect(seenWith(['1', '3', '5'], duties)).toEqual({ '1': 'rw', '3': 'ph', '5': null })
})
test('given back are one’s own; who is in charge gives back all', () => {
  expect(returnable(['1', '2', '5'], duties, false, 'rw')).toEqual(['1'])
  expect(returnable(['1', '2', '5'], duties, true, 'rw')).toEqual(['1', '2'])
  // A buddy has them for breaks, and does not give them back.
  expect(returnable(['1', '2', '5'], duties, false, null)).toEqual([])
})
test('many beds are counted', () => {
  expect(bedsWords(['01', '02'])).toBe('01, 02')
  expect(bedsWords(['01', '02', '03', '04', '05', '06'])).toBe('01, 02, 03 and 3 more')
})
