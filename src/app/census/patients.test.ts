// Who lies in a bed, in words: admitted, NOT ADMITTED, invented, away, nobody; and what an act rests on.
import { expect, test } from 'vitest'
import type { RosterRow, SnapshotBed } from '../../model/wire.ts'
import type { TileFacts } from '../stores/ward.ts'
import { called, identifiers, lyingIn, lyingWords, standing } from './patients.ts'

const stay = { id: 's', population: 'adult', age: 67.4, since: 0 } as const
const bed = (own: SnapshotBed['stay'] = stay): SnapshotBed => ({ id: 'b', label: '01', stay: own })
const tile = (presence: TileFacts['presence'], ...notices: TileFacts['notices']): TileFacts => ({
  presence,
  notices,
  lineKind: 'quiet',
  silent: false,
  marks: [],
  veiled: false,
  waves: [],
})
const amara = {
  stay: 's',
  initials: 'AT',
  name: 'Amara Thistle',
  sex: 'F',
  born: '1958-03-12',
  record: null,
  reason: null,
  teaches: null,
} satisfies RosterRow
const nameless = { ...amara, name: null, sex: null, born: null }

test.each([
  ['admitted', lyingIn(bed(), amara, tile('occupied')), 'Amara Thistle', 'Amara Thistle'],
  ['away', lyingIn(bed(), amara, tile('away')), 'Amara Thistle', 'Amara Thistle, away'],
  ['at a station', lyingIn(bed(), nameless, tile('occupied')), 'AT', 'AT'],
  ['no roster yet', lyingIn(bed(), undefined, undefined), 'the patient in 01', 'name not known'],
  ['NOT ADMITTED', lyingIn(bed(), undefined, tile('occupied', 'not-admitted')), 'the patient who is NOT ADMITTED', 'NOT ADMITTED'],
  ['a trial feed', lyingIn(bed(), undefined, tile('occupied', 'trial')), 'the trial feed', 'trial feed'],
  ['empty', lyingIn(bed(null), undefined, tile('empty')), 'nobody', 'empty'],
] as const)('%s', (_, one, name, words) => expect([called(one), lyingWords(one)]).toEqual([name, words]))

test('what identifies beside the name is said also where it is not known', () => {
  expect(identifiers(lyingIn(bed(), amara, tile('occupied')))).toEqual(['born 1958-03-12', 'no record number', '67 y, female'])
  expect(identifiers(lyingIn(bed(), undefined, tile('occupied', 'not-admitted')))).toEqual([])
})

test('an act rests on bed, stay, admission and absence, not on what is known of the name', () => {
  const seen = standing(lyingIn(bed(), amara, tile('occupied')))
  expect(standing(lyingIn(bed(), undefined, tile('occupied', 'preset-differs')))).toBe(seen)
  for (const other of [tile('away'), tile('occupied', 'not-admitted')]) expect(standing(lyingIn(bed(), amara, other))).not.toBe(seen)
  expect(standing(lyingIn(bed({ ...stay, id: 't' }), amara, tile('occupied')))).not.toBe(seen)
  expect(standing(lyingIn(bed(null), undefined, tile('empty')))).not.toBe(seen)
})
