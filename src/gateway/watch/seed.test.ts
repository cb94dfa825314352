import { expect, test } from 'vitest'
import { createWard } from '../../feed/mock/ward.ts'
import { at, hours } from '../../model/units.ts'
import { broughtAlarms } from './seed.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const { census } = createWard({ seed: 1, start })
const of = (bed: string) => broughtAlarms(census, start).get(census.stays.find((stay) => stay.bed === bed)!.id)

test('limits, target and order of the demo [WARD §2, §3] become what a stay keeps, each with who and why', () => {
  expect(of('4B-01')).toBeUndefined()
  expect(of('4B-04')).toMatchObject({
    overrides: [{ vital: 'spo2', low: 86, high: 92, by: { name: 'Dr A. Rook' } }],
    target: { low: 88, high: 92 },
    order: null,
    confirmed: null,
  })
  expect(of('4B-15')).toMatchObject({ overrides: [], order: { review: start + hours(12), why: 'comfort care' } })
  expect(of('4B-16')?.overrides).toMatchObject([{ low: 38, high: 120, why: 'athlete, well' }])
  expect(of('ICU-8')?.confirmed?.by.name).toBe('Dr A. Rook')
})

test.each([
  [{ vital: 'hr', low: 130, high: 120 }, 'limit-low-above-high'],
  [{ vital: 'spo2', low: 900, high: null }, 'limit-implausible'],
  [{ vital: 'temp', low: Number.NaN, high: 39 }, 'limit-not-a-number'],
] as const)('a limit that is none is refused: %j', (limit, why) => {
  const stay = { ...census.stays[0]!, alarms: { by: 'Dr A. Rook', why: 'a slip', limits: [limit] } }
  expect(() => broughtAlarms({ stays: [stay] }, start)).toThrow(why)
})
