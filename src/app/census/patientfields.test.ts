// What is typed in, as it is asked; and that the contract takes it.
import { expect, test } from 'vitest'
import { Act } from '../../model/acts.ts'
import { at } from '../../model/units.ts'
import { blank, isUnfit, patientAsked, withBorn } from './patientfields.ts'

const whole = { ...blank('adult'), name: 'Amara Thistle', born: '1958-03-12' }

test('limits that are meant are said to be so, and no others', () => {
  const fields = { ...blank('adult'), name: 'Ada', record: 'W-1' }
  expect([patientAsked({ ...fields, meant: true })?.meant, patientAsked(fields)?.meant]).toEqual([true, undefined])
})
test('a name and one of date of birth or record number make a patient', () => {
  expect(patientAsked(blank('adult'))).toBe(null)
  expect(patientAsked({ ...whole, name: ' \u200b ' })).toBe(null)
  expect(patientAsked({ ...whole, born: '', record: ' ' })).toBe(null)
  expect(patientAsked({ ...whole, born: '', record: 'W-1' })?.identity).toMatchObject({ born: null, record: 'W-1' })
  expect(patientAsked(whole)?.identity).toMatchObject({ born: '1958-03-12', record: null, sex: 'unknown' })
})
test('the contract takes it as it is', () => {
  const ask = { act: 'admit', bed: '4B-14', stay: null, ...patientAsked(whole)! }
  expect(Act.safeParse(ask).success).toBe(true)
})
test('what is shown as chosen is what is asked', () => {
  expect(patientAsked({ ...whole, population: 'unknown', paced: 'yes' })).toMatchObject({
    population: 'unknown',
    paced: 'yes',
    pregnant: 'unknown',
  })
})

const NOW = at(Date.UTC(2026, 10, 25))
test.each([
  ['2026-11-20', 'neonate'],
  ['2019-03-01', 'paediatric'],
  ['1958-03-12', 'adult'],
  ['', 'unknown'],
])('born %s: the limits follow, %s', (born, population) => {
  const fields = withBorn(blank('unknown'), born, NOW, 'unknown')
  expect([fields.population, isUnfit(fields, NOW)]).toEqual([population, false])
})
test('limits that a person took stay, and are not asked for before they are said to be meant', () => {
  const fields = withBorn({ ...blank('adult'), chosen: true, meant: true }, '2019-03-01', NOW, 'adult')
  expect([fields.population, isUnfit(fields, NOW), isUnfit({ ...fields, meant: true }, NOW)]).toEqual(['adult', true, false])
})
