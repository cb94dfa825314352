// Each rule of a limit: where it begins, its delay, its arming, how far and how long inside it must be, and its end.
import { describe, expect, test } from 'vitest'
import type { RuleKey } from '../rules.ts'
import { type NumberSample, QUALITY } from '../sample.ts'
import type { VitalKey } from '../vitals.ts'
import type { Around } from './around.ts'
import { bedside, coded, FACTS, inSeconds, number, type Told } from './harness.ts'

interface Row {
  readonly rule: RuleKey
  /** On its limit: inside. One step further: outside. Inside by less than it must be. Inside enough. */
  readonly on: number
  readonly out: number
  readonly edge: number | null
  readonly back: number
  /** Seconds. */
  readonly arming: number
  readonly delay: number
  readonly settle: number
  readonly source: string
  readonly tell: (value: number) => Told
  readonly usual?: number
  readonly around?: Partial<Around>
  /** Seconds between two. */
  readonly every?: number
}
const of =
  (vital: VitalKey) =>
  (value: number): Told => ({ [vital]: value })
const OXYGEN: Partial<Around> = { target: { low: 88, high: 92 } }

const ROWS: readonly Row[] = [
  { rule: 'hr-high', on: 120, out: 121, edge: 119, back: 118, arming: 30, delay: 10, settle: 5, source: 'TM80; DV', tell: of('hr') },
  { rule: 'hr-low', on: 50, out: 49, edge: 51, back: 52, arming: 30, delay: 10, settle: 5, source: 'TM80; DV', tell: of('hr') },
  // By pleth, where there is no ECG: as the probe settles.
  { rule: 'hr-high', on: 120, out: 121, edge: 119, back: 118, arming: 10, delay: 10, settle: 5, source: 'CMS8000', tell: of('pr') },
  { rule: 'brady-x', on: 40, out: 39, edge: 42, back: 43, arming: 30, delay: 4, settle: 5, source: 'FACTS §2.7 MP2', tell: of('hr') },
  { rule: 'tachy-x', on: 140, out: 141, edge: 136, back: 135, arming: 30, delay: 4, settle: 5, source: 'FACTS §2.7', tell: of('hr') },
  { rule: 'spo2-low', on: 90, out: 89, edge: 90, back: 91, arming: 10, delay: 15, settle: 5, source: 'TM80; RHEIN', tell: of('spo2') },
  { rule: 'desat', on: 80, out: 79, edge: 81, back: 82, arming: 10, delay: 20, settle: 10, source: 'TM80', tell: of('spo2') },
  {
    rule: 'spo2-high-o2',
    on: 92,
    out: 93,
    edge: null,
    back: 92,
    usual: 90,
    arming: 10,
    delay: 300,
    settle: 60,
    source: 'WARD §8.2',
    tell: of('spo2'),
    around: OXYGEN,
  },
  { rule: 'rr-high', on: 30, out: 31, edge: 30, back: 29, arming: 30, delay: 15, settle: 10, source: 'DV', tell: of('rr'), usual: 16 },
  { rule: 'rr-low', on: 8, out: 7, edge: 8, back: 9, arming: 30, delay: 15, settle: 10, source: 'DV', tell: of('rr'), usual: 16 },
  {
    rule: 'etco2-high',
    on: 50,
    out: 51,
    edge: 49,
    back: 48,
    arming: 0,
    delay: 15,
    settle: 10,
    source: 'WARD §8.2',
    tell: of('etco2'),
    usual: 38,
  },
  {
    rule: 'etco2-low',
    on: 25,
    out: 24,
    edge: 26,
    back: 27,
    arming: 0,
    delay: 15,
    settle: 10,
    source: 'WARD §8.2',
    tell: of('etco2'),
    usual: 38,
  },
  {
    rule: 'art-low',
    on: 60,
    out: 59,
    edge: 62,
    back: 63,
    usual: 85,
    arming: 30,
    delay: 4,
    settle: 10,
    source: 'DV',
    tell: (mean) => ({ 'art-sys': mean + 40, 'art-dia': Math.max(53, mean - 20), 'art-mean': mean }),
  },
  {
    rule: 'art-high',
    on: 160,
    out: 161,
    edge: 158,
    back: 157,
    usual: 120,
    arming: 30,
    delay: 10,
    settle: 10,
    source: 'DV',
    tell: (sys) => ({ 'art-sys': sys, 'art-dia': 66, 'art-mean': 88 }),
  },
  {
    rule: 'art-x',
    on: 50,
    out: 49,
    edge: 52,
    back: 53,
    usual: 85,
    arming: 30,
    delay: 4,
    settle: 10,
    source: 'DV',
    tell: (mean) => ({ 'art-sys': mean + 40, 'art-dia': mean - 20, 'art-mean': mean }),
  },
  {
    rule: 'temp',
    on: 39,
    out: 39.1,
    edge: 38.9,
    back: 38.8,
    arming: 0,
    delay: 60,
    settle: 0,
    source: 'WARD §8.2',
    tell: of('temp'),
    usual: 37,
    every: 10,
  },
  {
    rule: 'temp',
    on: 36,
    out: 35.9,
    edge: 36.1,
    back: 36.2,
    arming: 0,
    delay: 60,
    settle: 0,
    source: 'WARD §8.2',
    tell: of('temp'),
    usual: 37,
    every: 10,
  },
  {
    rule: 'st',
    on: 0.2,
    out: 0.21,
    edge: 0.16,
    back: 0.15,
    arming: 30,
    delay: 60,
    settle: 60,
    source: 'DV',
    tell: of('st-iii'),
    usual: 0.02,
    every: 10,
  },
]

describe.each(ROWS)('$rule at $out [$source]', (row) => {
  const { rule, on, out, edge, back, arming, delay, settle, tell, every = 1 } = row
  const usual = row.usual ?? (rule === 'desat' || rule === 'spo2-low' ? 97 : 80)
  const fresh = () => {
    const bed = bedside(row.around)
    if (row.around?.target) bed.hear([coded('o2-device', 'V', 0), number('o2-flow', 8, 0)], 0)
    return bed
  }
  const told = (value: number) => (s: number) => (s % every === 0 ? tell(value) : {})
  const LONG = 60 + delay + settle - ((delay + settle) % 10)

  test('is not raised on its limit', () => {
    const bed = fresh()
    bed.pass(0, 2 * LONG, told(on))
    expect(bed.at(rule)).toEqual([])
  })
  test('begins once it was outside for its delay, in sample time', () => {
    const bed = fresh()
    bed.pass(0, LONG, told(usual))
    bed.pass(LONG, LONG + delay + 30, told(out))
    expect(bed.at(rule)).toEqual([LONG + delay])
    expect(bed.alarm(rule)).toMatchObject({ since: bed.happened[0]!.alarm.since, value: out })
  })
  test('does not begin where it was outside for less', () => {
    const bed = fresh()
    bed.pass(0, LONG, told(usual))
    bed.pass(LONG, LONG + Math.max(0, delay - every + 1), told(out))
    bed.pass(LONG + delay, 2 * LONG, told(usual))
    expect(bed.at(rule)).toEqual([])
  })
  test('is armed after its signal settled, says so until then, and counts from there', () => {
    const bed = fresh()
    bed.pass(0, Math.max(1, arming), told(out))
    expect(bed.judge.arming().includes(rule)).toBe(arming > 0)
    bed.pass(Math.max(1, arming), arming + delay + 20, told(out))
    expect(bed.judge.arming()).not.toContain(rule)
    expect(bed.at(rule)).toEqual([arming + delay])
  })
  test('stands while it is barely inside, and ends once it was inside for long enough', () => {
    const bed = fresh()
    bed.pass(0, LONG, told(usual))
    bed.pass(LONG, 2 * LONG, told(out))
    if (edge !== null) bed.pass(2 * LONG, 3 * LONG, told(edge))
    expect(bed.alarm(rule)).not.toBeNull()
    bed.pass(3 * LONG, 3 * LONG + settle + 30, told(back))
    expect(bed.at(rule, 'ended')).toEqual([3 * LONG + settle])
  })
  test('stands as last known while its value is unknown, and arms anew when it returns', () => {
    const bed = fresh()
    bed.pass(0, LONG, told(usual))
    bed.pass(LONG, 2 * LONG, told(out))
    const none = Object.fromEntries(Object.keys(tell(out)).map((vital) => [vital, 'invalid' as const]))
    bed.pass(2 * LONG, 2 * LONG + 20, (s) => (s % every === 0 ? none : {}))
    expect(bed.alarm(rule)?.lastKnown).not.toBeNull()
    expect(bed.at(rule, 'ended')).toEqual([])
    bed.pass(2 * LONG + 20, 3 * LONG, told(usual))
    expect(bed.at(rule, 'ended')).toHaveLength(1)
  })
})

test.each([
  // Low limit less ten, never beneath 30; of children their own limit.
  ['adult', 50, 39],
  ['adult', 38, 29],
  ['paediatric', 75, 64],
  ['neonate', 100, 89],
] as const)('extreme bradycardia of %s with a low limit of %d begins at %d', (population, low, out) => {
  const by = { id: 'x', name: 'X' } as never
  const overrides = [{ vital: 'hr', low, high: 200, by, at: 0, why: 'test' }] as never
  for (const [value, times] of [
    [out + 1, 0],
    [out, 1],
  ] as const) {
    const bed = bedside({ population, overrides })
    bed.pass(0, 60, () => ({ hr: value }))
    expect(bed.at('brady-x')).toHaveLength(times)
  }
})

test('a desaturation is never above the low limit', () => {
  const overrides = [{ vital: 'spo2', low: 75, high: null }] as never
  const bed = bedside({ overrides })
  bed.pass(0, 60, () => ({ spo2: 78 }))
  expect(bed.raised()).toEqual([])
  bed.pass(60, 120, () => ({ spo2: 74 }))
  expect(bed.raised()).toEqual(['spo2-low', 'desat'])
})

test('a limit that is off raises nothing, and no extreme of it', () => {
  const overrides = [{ vital: 'hr', low: null, high: null }] as never
  const bed = bedside({ overrides })
  bed.pass(0, 60, () => ({ hr: 30 }))
  bed.pass(60, 120, () => ({ hr: 190 }))
  expect(bed.raised()).toEqual([])
})

test('the pulse rate is watched only while the ECG rate is unknown, and says by what', () => {
  const bed = bedside()
  bed.pass(0, 60, () => ({ hr: 80, pr: 150 }))
  expect(bed.at('hr-high')).toEqual([])
  bed.pass(60, 90, () => ({ hr: 'lead-off', pr: 150 }))
  expect(bed.alarm('hr-high')).toMatchObject({ vital: 'pr', say: { by: 'pleth' } })
  expect(bed.at('tachy-x')).toEqual([64])
})

test('a limit that was set for the heart rate holds for the pulse in its place', () => {
  const overrides = [{ vital: 'hr', low: 38, high: 165 }] as never
  const bed = bedside({ overrides })
  bed.pass(0, 60, () => ({ hr: 'lead-off', pr: 150 }))
  expect(bed.at('hr-high')).toEqual([])
  bed.pass(60, 90, () => ({ hr: 'lead-off', pr: 166 }))
  expect(bed.alarm('hr-high')).toMatchObject({ value: 166, limit: 165 })
})

test('a ward may have its own delay, within what is permitted', () => {
  for (const [asked, raised] of [
    [10_000, 110],
    [-5, 100],
  ] as const) {
    const bed = bedside({ delays: { 'spo2-low': asked as never } })
    bed.pass(0, 100, () => ({ spo2: 97 }))
    bed.pass(100, 130, () => ({ spo2: 88 }))
    expect(bed.at('spo2-low')).toEqual([raised])
  }
})

test('one reading of a patch that brings one a minute is enough', () => {
  const facts = { ...FACTS, devices: [{ ...FACTS.devices[0]!, kind: 'patch' as const, cadence: { hr: 60_000, rr: 60_000, temp: 60_000 } }] }
  const bed = bedside({ facts })
  bed.hear([number('hr', 44, 0), number('rr', 16, 0), number('temp', 39.4, 0)], 0)
  expect(bed.raised()).toEqual(['hr-low', 'temp'])
  bed.hear([number('hr', 60, 60), number('rr', 16, 60), number('temp', 38, 60)], 60)
  expect(bed.at('hr-low', 'ended')).toEqual([60])
})

test('where readings are tasks there is no delay, no arming, and nothing to settle', () => {
  const bed = bedside({ continuous: false })
  bed.hear([number('spo2', 84, 0)], 0)
  expect(bed.raised()).toEqual(['spo2-low'])
  bed.hear([number('spo2', 95, 60)], 60)
  expect(bed.at('spo2-low', 'ended')).toEqual([60])
})

test('too much oxygen is an alarm only by order or in a newborn, and only on oxygen', () => {
  const over = (around: Partial<Around>, device: string, flow: number) => {
    const bed = bedside(around)
    bed.hear([coded('o2-device', device, 0), number('o2-flow', flow, 0)], 0)
    bed.pass(1, 400, () => ({ spo2: 97 }))
    return bed.raised()
  }
  expect(over({ target: null }, 'V', 8)).toEqual([])
  expect(over(OXYGEN, 'A', 0)).toEqual([])
  expect(over(OXYGEN, 'N', 0)).toEqual([])
  expect(over(OXYGEN, 'V', 8)).toEqual(['spo2-high-o2'])
  expect(over({ population: 'neonate' }, 'N', 0.5)).toEqual(['spo2-high-o2'])
})

test('what is shown is what is judged: 120.4 is read as 120', () => {
  const bed = bedside()
  bed.pass(0, 100, () => ({ hr: 120.4 }))
  expect(bed.raised()).toEqual([])
  bed.pass(100, 130, () => ({ hr: 120.5 }))
  expect(bed.alarm('hr-high')).toMatchObject({ value: 121, limit: 120, side: 'high' })
})

test('a saturation that moves is judged as any: delays do the work, and the doubt stands beside', () => {
  const moves = 32
  const bed = bedside()
  bed.pass(0, 60, () => ({ spo2: 97 }))
  bed.pass(60, 72, (s) => [number('spo2', 86, s, { quality: moves })])
  bed.pass(72, 100, () => ({ spo2: 97 }))
  expect(bed.raised()).toEqual([])
  bed.pass(100, 125, (s) => [number('spo2', 86, s, { quality: moves })])
  expect(bed.alarm('spo2-low')?.evidence).toBe('the hand moves')
})

test('of two devices the one that is second is not judged', () => {
  const bed = bedside()
  bed.pass(0, 100, (s) => [number('hr', 80, s), number('hr', 150, s + 0.5, { quality: 128 })])
  expect(bed.raised()).toEqual([])
})

test('an extreme rate by the pulse where there is no ECG, but not of a hand that moves', () => {
  const pulse = (value: number, over: Partial<NumberSample> = {}) => {
    const bed = bedside()
    bed.pass(0, 60, () => ({ spo2: 97, pr: 80 }))
    bed.pass(60, 90, (s) => [number('pr', value, s, over), number('spo2', 97, s)])
    return bed.raised()
  }
  expect(pulse(25)).toContain('brady-x')
  expect(pulse(200)).toContain('tachy-x')
  expect(pulse(25, { quality: QUALITY.motion })).toEqual(['hr-low'])
})

test('an extreme is never less far out than the limit that was set', () => {
  const by = { is: 'person', id: 'a', name: 'a' } as const
  const bed = bedside({ overrides: [{ vital: 'hr', low: 25, high: 120, by, at: inSeconds(0), why: 'x' }] })
  bed.pass(0, 60, (s) => ({ hr: 60 + (s % 2) }))
  bed.pass(60, 100, () => ({ hr: 27 }))
  expect(bed.raised()).toEqual([])
  bed.pass(100, 120, () => ({ hr: 24 }))
  expect(bed.raised()).toContain('brady-x')
  expect(bed.alarm('brady-x')?.limit).toBe(25)
})

test('a lead whose alarm is off is left out', () => {
  const st = (off: Around['off']) => {
    const bed = bedside({ ...(off && { off }) })
    bed.pass(0, 200, (s) => ({ hr: 80 + (s % 2), 'st-iii': 0.4, 'st-ii': 0.1 }))
    return bed.raised()
  }
  expect(st([])).toEqual(['st'])
  expect(st(['st-iii'])).toEqual([])
})
