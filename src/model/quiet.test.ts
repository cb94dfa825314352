// The meter: rates of a ward, its noisiest pairs and what would help them; floods by the ward's own rate.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Flood, floodOf, folded, NO_FLOOD } from './flood.ts'
import { isAlarm, PRIORITIES } from './priority.ts'
import { isShort, type PausedSpan, quietOf, type Sounded, signalOf } from './quiet.ts'
import { type FIXES, fixFor } from './quietfixes.ts'
import { RULE_NAMES } from './rulenames.ts'
import { RULE_KEYS } from './rules.ts'
import { at, hours, minutes, ms, seconds } from './units.ts'
import { VITAL_KEYS } from './vitals.ts'

const FROM = at(0)
const TO = at(hours(24))
const alarm = (over: Partial<Sounded> = {}): Sounded => ({
  stay: 's1',
  bed: '4B-01',
  rule: 'spo2-low',
  vital: 'spo2',
  priority: 'medium',
  raised: at(minutes(10)),
  ended: at(minutes(11)),
  claimed: null,
  beyond: 6,
  motion: false,
  ...over,
})
const meter = (alarms: readonly Sounded[], pauses: readonly PausedSpan[] = [], bedTime = hours(48), nurseTime = hours(24)) =>
  quietOf({ alarms, pauses, from: FROM, to: TO, bedTime, nurses: { since: FROM, time: nurseTime } })

test('two alarms of two bed-days are one a bed-day; notices and what is only shown are none', () => {
  const quiet = meter([alarm(), alarm({ raised: at(minutes(20)) }), alarm({ priority: 'notice' }), alarm({ priority: 'none' })])
  expect(quiet).toMatchObject({ alarms: 2, perBedDay: 1, perNurseHour: 2 / 24, high: 0 })
})

test('a rate over too little time is not known, and says so by null', () => {
  expect(meter([alarm()], [], minutes(59), minutes(14))).toMatchObject({ perBedDay: null, perNurseHour: null })
  expect(meter([], [], hours(1), minutes(15))).toMatchObject({ perBedDay: 0, perNurseHour: 0, short: null, toClaim: null })
})

test('nurses are counted since the gateway runs: alarms from before are not in their rate', () => {
  const nurses = { since: at(minutes(15)), time: hours(2) }
  const alarms = [alarm(), alarm({ raised: at(minutes(20)) })]
  expect(quietOf({ alarms, pauses: [], from: FROM, to: TO, bedTime: hours(24), nurses })).toMatchObject({ perBedDay: 2, perNurseHour: 0.5 })
})

test.each([
  [4999, true],
  [5000, false],
])('an alarm of %i ms is short: %s', (long, short) => {
  const one = alarm({ ended: at(minutes(10) + long) })
  expect(isShort(one)).toBe(short)
  expect(meter([one, alarm({ ended: null })]).short).toBe(short ? 1 : 0)
})

test('the time to a claim is the median of those taken, and says of how many', () => {
  const taken = [10, 20, 90].map((s) => alarm({ claimed: at(minutes(10) + seconds(s)) }))
  expect(meter([...taken, alarm()])).toMatchObject({ toClaim: seconds(20), taken: 3, alarms: 4 })
})

test('paused time of a bed counts once where pauses overlap, and only within the window', () => {
  const pauses = [
    { bed: 'a', from: at(-seconds(60)), to: at(seconds(60)) },
    { bed: 'a', from: at(seconds(30)), to: at(seconds(90)) },
    { bed: 'b', from: at(seconds(30)), to: at(seconds(90)) },
    { bed: 'b', from: at(TO - seconds(10)), to: null },
  ]
  expect(meter([], pauses).paused).toBe(seconds(90 + 60 + 10))
})

/** TABLE: why its alarms came → what would help. */
const end = (s: number) => at(minutes(10) + seconds(s))
const FIX_ROWS = [
  ['short and marked as moved', 'probe', { ended: end(4), motion: true }],
  ['probe off', 'probe', { rule: 'probe', vital: 'spo2', priority: 'low', beyond: null }],
  ['leads off', 'lead', { rule: 'leads', vital: 'hr', beyond: null }],
  ['near its limit', 'limit', { beyond: 2, ended: end(300) }],
  ['near its limit, short and still', 'limit', { beyond: 1, ended: end(4) }],
  ['far, over in 12 s', 'delay', { ended: end(12) }],
  ['far and lasting', 'patient', { ended: end(600) }],
  ['high and short: no longer delay for it', 'patient', { rule: 'desat', priority: 'high', ended: end(4) }],
  ['far, moved but lasting', 'patient', { ended: end(600), motion: true }],
] as const satisfies readonly (readonly [string, keyof typeof FIXES, Partial<Sounded>])[]
test.each(FIX_ROWS)('%s → %s', (_, fix, over) => {
  expect(fixFor([1, 2, 3].map(() => alarm(over)))).toBe(fix)
  expect(fixFor([alarm(over)])).toBe('few')
})

test('each rule has a name of its own, without a number left open', () => {
  const names = RULE_NAMES.map(([, name]) => name)
  for (const name of names) expect(name).toMatch(/^[^{}<>]*\p{L}[^{}<>]*$/u)
  expect(new Set(names).size).toBe(names.length)
})

test('leads that are off are not the heart rate’s noise', () => {
  expect(signalOf({ rule: 'leads', vital: 'hr' })).toBe('ECG LEADS')
  expect(signalOf({ rule: 'hr-low', vital: 'pr' })).toBe('PR')
  expect(signalOf({ rule: 'apnoea', vital: null })).toBe('RR')
  expect(signalOf({ rule: 'vf', vital: null })).toBe('VENT FIB')
})

const sounded: fc.Arbitrary<Sounded> = fc.record({
  stay: fc.constantFrom('s1', 's2', 's3'),
  bed: fc.constantFrom('1', '2'),
  rule: fc.constantFrom(...RULE_KEYS),
  vital: fc.option(fc.constantFrom(...VITAL_KEYS)),
  priority: fc.constantFrom(...PRIORITIES),
  raised: fc.integer({ min: -1000, max: TO + 1000 }).map(at),
  ended: fc.option(fc.integer({ min: 0, max: TO }).map(at)),
  claimed: fc.option(fc.integer({ min: 0, max: TO }).map(at)),
  beyond: fc.option(fc.double({ min: 0, max: 50, noNaN: true })),
  motion: fc.boolean(),
})

test('whatever came: pairs add up to no more than all, are in order, and none says a person', () => {
  fc.assert(
    fc.property(fc.array(sounded, { maxLength: 60 }), (rows) => {
      const { alarms, pairs, short, high } = meter(rows)
      expect(alarms).toBe(rows.filter((one) => isAlarm(one.priority) && one.raised >= FROM && one.raised < TO).length)
      expect(pairs.reduce((sum, one) => sum + one.alarms, 0)).toBeLessThanOrEqual(alarms)
      if (new Set(rows.map((one) => `${one.stay} ${signalOf(one)}`)).size <= 10)
        expect(pairs.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(alarms > 0 ? 1 : 0)
      for (let i = 1; i < pairs.length; i++) expect(pairs[i]!.alarms).toBeLessThanOrEqual(pairs[i - 1]!.alarms)
      expect(high).toBeLessThanOrEqual(alarms)
      if (short !== null) expect(short >= 0 && short <= 1).toBe(true)
    }),
  )
})

test('the order of rows does not matter, and paused time is never more than the window of each bed', () => {
  const span = fc.record({
    bed: fc.constantFrom('1', '2'),
    from: fc.integer({ min: -1000, max: 2000 }).map(at),
    to: fc.option(fc.integer({ min: -1000, max: 3000 }).map(at)),
  })
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (pauses) => {
      const of = (given: readonly PausedSpan[]) =>
        quietOf({ alarms: [], pauses: given, from: at(0), to: at(1000), bedTime: ms(0), nurses: { since: at(0), time: ms(0) } }).paused
      expect(of(pauses)).toBe(of(pauses.toReversed()))
      // Counted the slow way: each ms of each bed.
      let slow = 0
      for (const bed of ['1', '2'])
        for (let t = 0; t < 1000; t++) if (pauses.some((one) => one.bed === bed && one.from <= t && t < (one.to ?? 1000))) slow++
      expect(of(pauses)).toBe(slow)
    }),
    { numRuns: 50 },
  )
})

const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => at(from + i * step))
const NOW = at(hours(30))
test.each([
  [
    '12 in ten minutes on a ward that has two',
    [...every(minutes(5), 0, NOW - minutes(10)), ...every(seconds(50), NOW - minutes(10), NOW)],
    true,
  ],
  ['12 in ten minutes where 12 are usual', every(seconds(50), 0, NOW), false],
  ['nine where there are none', every(seconds(66), NOW - minutes(10), NOW), false],
  ['eleven where there are none', every(seconds(55), NOW - minutes(10) + 1, NOW), true],
])('%s: a flood is %3$s', (_, raised, on) => {
  expect(floodOf(raised, at(0), NOW, NO_FLOOD).on).toBe(on)
})

test('a flood that ebbs does not flicker: it ends lower than it began', () => {
  const usual = every(minutes(5), 0, NOW - minutes(10))
  const eight = [...usual, ...every(seconds(70), NOW - minutes(10) + 1, NOW)]
  const began: Flood = { on: true, count: 12, usual: 2 }
  expect(floodOf(eight, at(0), NOW, NO_FLOOD).on).toBe(false)
  expect(floodOf(eight, at(0), NOW, began).on).toBe(true)
  expect(floodOf(usual, at(0), NOW, began).on).toBe(false)
})

test('high alarms are never folded, order stays, and nothing is lost without a count', () => {
  const row = fc.record({ priority: fc.constantFrom(...PRIORITIES), id: fc.nat() })
  fc.assert(
    fc.property(fc.array(row), fc.boolean(), (rows, on) => {
      const { shown, folded: counts } = folded(rows, { on })
      expect(shown.filter(({ priority }) => priority === 'high')).toEqual(rows.filter(({ priority }) => priority === 'high'))
      expect(shown).toEqual(rows.filter((one) => shown.includes(one)))
      expect(shown.length + [...counts.values()].reduce((a, b) => a + b, 0)).toBe(rows.length)
      if (!on) expect(shown).toEqual(rows)
    }),
  )
})
