// A ward's own delays, as its row has them and as an act changes them.
import { expect, test } from 'vitest'
import { ms, seconds } from '../../model/units.ts'
import { CENSUS, device, openCore } from './coretest.ts'

const [WARD] = CENSUS.wards
const FORM = { act: 'change-ward', ward: 'S', name: 'S', zone: 'UTC', preset: 'adult' } as const

test.each([
  // [the ward's row, what it is changed to, seconds of 88 % until it alarms]
  ['the table’s', undefined, undefined, 15],
  ['its row’s', { 'spo2-low': seconds(10) }, undefined, 10],
  ['what it was changed to', { 'spo2-low': seconds(10) }, { 'spo2-low': 20_000 }, 20],
  ['an act that says nothing of them', { 'spo2-low': seconds(10) }, null, 10],
] as const)('SpO₂ low alarms after %s delay', async (_, delays, asked, after) => {
  const own = await openCore(undefined, undefined, { ...CENSUS, wards: [{ ...WARD!, delays }] })
  if (asked !== undefined) {
    const units = own.core.census.book().ward.get(WARD!.id)!.units
    expect(own.book({ ...FORM, units, ...(asked && { delays: asked }) })).toMatchObject({ is: 'done' })
  }
  own.announce(0, [device('m1', { cadence: { spo2: ms(1000) } })])
  const oxygen = (value: number) => (second: number) => ({ 0: [own.number('m1', 'spo2', value - (second % 2))] })
  own.pass(60, oxygen(97))
  const rules = () => own.shown().map(({ rule }) => rule)
  own.pass(after, oxygen(88))
  expect(rules()).toEqual([])
  own.pass(1, oxygen(88))
  expect(rules()).toEqual(['spo2-low'])
})

test('outside of what its rule permits it is refused', async () => {
  const own = await openCore()
  const { units } = own.core.census.book().ward.get(WARD!.id)!
  expect(() => own.book({ ...FORM, units, delays: { 'spo2-low': 601_000 } })).toThrow(/permits/)
  expect(() => own.book({ ...FORM, units, delays: { vf: 1000 } })).toThrow(/permits/)
})
