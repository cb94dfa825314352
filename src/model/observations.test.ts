// A set that is charted, the order of scale and target, and when the next set is due.
import { describe, expect, test } from 'vitest'
import { NURSE, T0 } from './booktest.ts'
import {
  chartedOf,
  dueAt,
  gasOf,
  lastTotal,
  Observations,
  ObservationsAsked,
  orderAt,
  ScaleAsked,
  type ScaleOrder,
  scaleAt,
} from './observations.ts'
import { setOf } from './observationstest.ts'
import { after, hours, minutes } from './units.ts'

const ADULT = { age: 74, pregnant: 'no' } as const
const SCALE_2: ScaleOrder = { scale: 2, target: { low: 88, high: 92 }, by: NURSE, at: after(T0, minutes(10)) }
const ENDED: ScaleOrder = { scale: 1, target: null, by: NURSE, at: after(T0, minutes(60)) }

describe('a set as it is charted', () => {
  test('rounds half up once, and stays as it is when read back', () => {
    const once = Observations.parse(setOf({ temp: { value: 38.05, from: 'typed' }, rr: { value: 20.5, from: 'monitor' } }))
    expect([once.temp?.value, once.rr?.value]).toEqual([38.1, 21])
    expect(Observations.parse(once)).toEqual(once)
  })
  const { by: _, ...asked } = setOf({})
  test.each([
    ['zero breaths', { rr: { value: 0, from: 'typed' } }],
    ['a temperature of 4', { temp: { value: 4, from: 'typed' } }],
    ['a pulse of 0.4', { pulse: { value: 0.4, from: 'monitor' } }],
    ['a saturation of 101', { spo2: { value: 101, from: 'typed' } }],
    ['no number', { sys: { value: Number.NaN, from: 'typed' } }],
    ['nobody knows whence', { sys: { value: 120 } }],
    ['air with a flow', { oxygen: { device: 'A', flow: 2, fio2: null } }],
    ['a mask without flow or share', { oxygen: { device: 'SM', flow: null, fio2: null } }],
    ['a device that there is not', { oxygen: { device: 'X', flow: 2, fio2: null } }],
    ['a consciousness that there is not', { consciousness: 'B' }],
    ['glucose of nothing', { glucose: 0 }],
    ['no time', { at: Number.POSITIVE_INFINITY }],
    ['more than a set holds', { name: 'Tomasz' }],
  ])('refused: %s', (_name, over) => {
    expect(ObservationsAsked.safeParse(asked).success).toBe(true)
    expect(ObservationsAsked.safeParse({ ...asked, ...over }).success).toBe(false)
  })
})

test.each([
  [{ device: 'A', flow: null, fio2: null }, 'air'],
  [{ device: 'N', flow: 2, fio2: null }, 'oxygen'],
  [{ device: 'IV', flow: null, fio2: 21 }, 'air'],
  [{ device: 'IV', flow: null, fio2: 30 }, 'oxygen'],
  [{ device: 'V', flow: 4, fio2: 21 }, 'oxygen'],
] as const)('%j is %s', (oxygen, gas) => {
  expect(gasOf(oxygen)).toBe(gas)
})

describe('the score of a set', () => {
  test('a full set has a total, its trigger and its points', () => {
    expect(chartedOf(setOf({ consciousness: 'C' }), ADULT, [])).toMatchObject({ is: 'total', total: 3, trigger: 'single', scale: 1 })
  })
  test('one part less: a range, and no total', () => {
    expect(chartedOf(setOf({ temp: null, rr: null }), ADULT, [])).toMatchObject({
      is: 'incomplete',
      missing: ['rr', 'temp'],
      low: 0,
      high: 6,
    })
  })
  test.each([
    [{ age: 9, pregnant: 'no' }, {}, 'under-16'],
    [{ age: null, pregnant: 'no' }, {}, 'age-unknown'],
    [{ age: 27, pregnant: 'yes' }, {}, 'pregnant'],
    [ADULT, { consciousness: 'not-assessable' }, 'sedated'],
  ] as const)('%j %j: none, %s', (patient, over, why) => {
    expect(chartedOf(setOf(over), patient, [])).toMatchObject({ is: 'refused', why })
  })
  test('by the scale that was ordered at its time, and no other', () => {
    const spo2 = { value: 90, from: 'monitor' } as const
    const total = (later: number) => {
      const score = chartedOf(setOf({ spo2, at: after(T0, minutes(later)) }), ADULT, [SCALE_2, ENDED])
      return score.is === 'total' ? [score.total, score.scale] : null
    }
    expect([total(0), total(10), total(59), total(60)]).toEqual([
      [3, 1],
      [0, 2],
      [0, 2],
      [3, 1],
    ])
  })
})

describe('an order', () => {
  test('the newest before an instant holds, whatever their order', () => {
    expect(scaleAt([ENDED, SCALE_2], after(T0, minutes(20)))).toBe(2)
    expect(scaleAt([ENDED, SCALE_2], after(T0, minutes(70)))).toBe(1)
    expect(orderAt([SCALE_2], T0)).toBeNull()
  })
  test.each([
    [2, { low: 88, high: 92 }, true],
    [2, null, false],
    [2, { low: 94, high: 98 }, false],
    [1, { low: 94, high: 98 }, true],
    [1, { low: 98, high: 94 }, false],
    [1, null, true],
  ])('scale %s for %j: %s', (scale, target, fine) => {
    expect(ScaleAsked.safeParse({ scale, target }).success).toBe(fine)
  })
})

describe('when the next set is due', () => {
  const full = setOf({})
  test.each([
    [{}, 12],
    [{ pulse: { value: 95, from: 'monitor' } }, 4],
    [{ consciousness: 'C' }, 1],
    [{ consciousness: 'C', pulse: { value: 115, from: 'monitor' } }, 1],
  ] as const)('%j: in %s h', (over, every) => {
    const total = lastTotal([setOf(over)], ADULT, [])
    expect(total && dueAt(total)).toBe(after(T0, hours(every)))
  })
  test('never, where the score asks for continuous watching', () => {
    const total = lastTotal(
      [setOf({ consciousness: 'U', rr: { value: 26, from: 'typed' }, pulse: { value: 95, from: 'monitor' } })],
      ADULT,
      [],
    )
    expect(total?.total).toBe(7)
    expect(total && dueAt(total)).toBeNull()
  })
  test('an incomplete or sedated set after it moves nothing', () => {
    const later = after(T0, hours(2))
    const sets = [full, setOf({ at: later, temp: null }), setOf({ at: later, consciousness: 'not-assessable' })]
    expect(lastTotal(sets, ADULT, [])?.at).toBe(T0)
    expect(lastTotal([...sets, setOf({ at: later })], ADULT, [])?.at).toBe(later)
    expect(lastTotal(sets.slice(1), ADULT, [])).toBeNull()
  })
  test('of two full sets the later measured counts, also where it was written first', () => {
    expect(lastTotal([setOf({ at: after(T0, hours(1)) }), full], ADULT, [])?.at).toBe(after(T0, hours(1)))
  })
})
