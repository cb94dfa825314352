import { expect, test } from 'vitest'
import type { BroughtAlarms } from '../../model/census.ts'
import { badLimit, presetLimit } from '../../model/limits.ts'
import { isRule } from '../../model/rules.ts'
import { after, at, minutes, seconds } from '../../model/units.ts'
import { createWard } from './ward.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const ward = createWard({ seed: 1, start })

/** [second, start or end, code, text, id] of a bed's own alarms. */
const said = (bed: string, from: number, to: number, step = 7) => {
  const found: [number, string, string | null, string][] = []
  for (let t = from * 60; t < to * 60; t += step)
    for (const { alarms = [] } of ward.reports(after(start, seconds(t)), after(start, seconds(Math.min(t + step, to * 60))), {
      waves: false,
      bed,
    }))
      for (const one of alarms) found.push([Math.round((one.at - start) / 1000), one.is, one.code, one.id])
  return found
}

test.each([
  ['4B-02', 'call', 17 * 60, 30],
  ['ICU-1', 'vf', 8 * 60, 180],
  ['ICU-7', 'vt', 14 * 60, 20],
  ['ICU-2', null, 19 * 60, 150],
] as const)('%s raises %s by itself at second %d for %d s, and its end names its start', (bed, code, second, lasts) => {
  const around = said(bed, second / 60 - 2, (second + lasts) / 60 + 2)
  expect(around.map(([, is, which]) => [is, which])).toEqual([
    ['start', code],
    ['end', code],
  ])
  const [[from, , , id], [to, , , same]] = around as [(typeof around)[0], (typeof around)[0]]
  expect(same).toBe(id)
  expect(Math.abs(from - second)).toBeLessThanOrEqual(1)
  expect(Math.abs(to - second - lasts)).toBeLessThanOrEqual(1)
})

test('alarms of devices are the same however the time is cut, and are raised by nobody else', () => {
  const of = (step: number) => said('ICU-7', 13, 16, step)
  expect(of(1)).toEqual(of(60))
  const others = ward.census.beds.map(({ id }) => id).filter((bed) => !['4B-02', 'ICU-1', 'ICU-2', 'ICU-7'].includes(bed))
  const hour = ward.reports(start, after(start, minutes(20)), { waves: false, events: false })
  expect(new Set(hour.filter(({ alarms, bed }) => alarms && others.includes(bed)).map(({ bed }) => bed))).toEqual(new Set())
})

test('known codes are rules, or the call', () => {
  for (const { alarms = [] } of ward.reports(start, after(start, minutes(20)), { waves: false, events: false }))
    for (const { code } of alarms) expect(code === null || isRule(code)).toBe(true)
})

test('what a source brings of limits, target and orders is what may be set', () => {
  const brought = new Map(ward.census.stays.flatMap(({ bed, alarms }) => (alarms ? [[bed as string, alarms] as const] : [])))
  expect([...brought.keys()]).toEqual(['4B-04', '4B-15', '4B-16', 'ICU-2', 'ICU-4', 'ICU-7', 'ICU-8', 'H2'])
  const limits = (bed: string): NonNullable<BroughtAlarms['limits']> => brought.get(bed)?.limits ?? []
  for (const bed of brought.keys())
    for (const one of limits(bed)) {
      expect(badLimit(one.vital, one)).toBeNull()
      expect(one, bed).not.toMatchObject(presetLimit('adult', one.vital))
    }
  // WARD §2, §3.
  expect(brought.get('4B-04')).toMatchObject({ target: { low: 88, high: 92 }, limits: [{ vital: 'spo2', low: 86, high: 92 }] })
  expect(limits('4B-16')).toMatchObject([{ vital: 'hr', low: 38 }])
  expect(limits('ICU-4')).toMatchObject([{ vital: 'etco2', high: 60 }])
  expect(limits('ICU-7')).toMatchObject([{ vital: 'temp', low: 35, high: 36.6 }])
  expect(brought.get('ICU-8')?.ageConfirmed).toBe(true)
  expect(brought.get('4B-15')?.offHours).toBe(12)
})
