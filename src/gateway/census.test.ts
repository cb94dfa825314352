// Where stays begin and end, and what a report's stay means for its bed.
import { expect, test } from 'vitest'
import { EMPTY_BED } from '../model/facts.ts'
import { bedId, stayId, wardId } from '../model/ids.ts'
import { createRegister } from './census.ts'
import { START, testCensus } from './harness.ts'

const [A, B] = [bedId('T-01'), bedId('T-02')]
const register = () => createRegister([testCensus(2, { empty: true })])

test('two sources may share a ward, never a bed', () => {
  const one = testCensus(2)
  const rename = (text: string) => bedId(`R${text.slice(1)}`)
  const two = {
    ...one,
    wards: one.wards.map((ward) => ({ ...ward, beds: ward.beds.map(rename) })),
    beds: one.beds.map((bed) => ({ ...bed, id: rename(bed.id) })),
    stays: [],
    people: [],
    facts: new Map(),
  }
  expect(createRegister([one, two]).wards).toMatchObject([{ id: 'T', beds: ['T-01', 'T-02', 'R-01', 'R-02'] }])
  expect(() => createRegister([one, one])).toThrow('two sources bring bed T-01')
  const [ward] = one.wards
  expect(() => createRegister([{ ...one, wards: [{ ...ward!, beds: [bedId('X')] }] }])).toThrow('lists bed X')
})

test('what no screen would take is no start', () => {
  const one = testCensus(1)
  const [bed] = one.beds
  expect(() => createRegister([{ ...one, beds: [{ ...bed!, label: 'x'.repeat(25) }] }])).toThrow(/^bed T-01 does not fit the wire: label /)
  const facts = new Map([[A, { ...EMPTY_BED, notes: ['x'.repeat(121)] }]])
  expect(() => createRegister([{ ...one, facts }])).toThrow('bed T-01 does not fit the wire: notes 0')
  expect(() => createRegister([{ ...one, people: [{ ...one.people[0]!, name: 'x'.repeat(401) }] }])).toThrow('the roster does not fit')
  const notes = (list: readonly string[]) => () => createRegister([{ ...one, people: [{ ...one.people[0]!, notes: list }] }])
  for (const list of [['x'.repeat(161)], ['1', '2', '3', '4', '5']])
    expect(notes(list)).toThrow('the roster does not fit the wire: 0 notes')
  const kept = ['HR low 38 by Dr A. Rook: athlete, well']
  expect(notes(kept)().peopleOf(wardId('T'))[0]?.notes).toEqual(kept)
})

test('what a report says of its stay', () => {
  const { claim } = register()
  const own = stayId('stay-T-01')
  expect(claim(A, own, undefined)).toBe('same')
  expect(claim(A, own, 'away')).toBe('same')
  expect(claim(A, own, 'empty')).toBe('gone')
  expect(claim(A, null, 'empty')).toBe('gone')
  expect(claim(A, null, undefined)).toBe('stranger')
  expect(claim(A, stayId('other'), undefined)).toBe('stranger')
  expect(claim(A, stayId('other'), 'occupied')).toBe('new')
  expect(claim(B, null, undefined)).toBe('same')
  expect(claim(B, stayId('new'), 'occupied')).toBe('new')
})

test('an ended stay is not taken for a new one; names go with their stay', () => {
  const { admit, discharge, claim, described, peopleOf, stayOf } = register()
  const ward = wardId('T')
  expect(peopleOf(ward)).toHaveLength(1)
  discharge(A)
  expect(stayOf(A)).toBeNull()
  expect(peopleOf(ward)).toEqual([])
  expect(claim(A, stayId('stay-T-01'), 'occupied')).toBe('stranger')
  admit(described(stayId('new'), A, START))
  expect(stayOf(A)).toEqual({ id: 'new', bed: A, population: 'unknown', age: null, since: START })
  expect(claim(A, stayId('new'), undefined)).toBe('same')
})
