// What persons do about alarms, as a table of what is asked and what comes of it; who wins of two; what a silence, a pause, an order cover.
import { beforeEach, expect, test } from 'vitest'
import { awayStay } from './staystep.ts'
import { HERON, type TestStay, testStay, WREN } from './staytest.ts'
import { seconds } from './units.ts'

let stay: TestStay
beforeEach(() => {
  stay = testStay()
})
const S = (count: number): number => seconds(count)

test.each([
  ['an alarm that there is none', { act: 'claim', alarm: 'x', priority: 'high' }, 'no-such-alarm'],
  ['seen, of none', { act: 'seen', alarm: 'x', priority: 'high' }, 'no-such-alarm'],
  ['a pause of four minutes', { act: 'pause', on: true, minutes: 4 }, 'pause-too-long'],
  ['a pause of nothing', { act: 'pause', on: true, minutes: 0 }, 'bad-time'],
  ['a pause that is no number', { act: 'pause', on: true, minutes: -1 }, 'bad-time'],
  ['off for two days', { act: 'off', vital: 'hr', reason: 'r', hours: 48 }, 'review-too-long'],
  ['off for no time', { act: 'off', vital: 'hr', reason: 'r', hours: 0 }, 'bad-time'],
  ['off of what no rule watches', { act: 'off', vital: 'cvp', reason: 'r' }, 'no-such-alarm'],
  ['an order for two days', { act: 'order-off', reason: 'r', hours: 25 }, 'review-too-long'],
  ['limits that cross', { act: 'limits', vital: 'hr', low: 90, high: 80, reason: 'r' }, 'limit-low-above-high'],
  ['limits beyond what can be', { act: 'limits', vital: 'hr', low: 50, high: 5000, reason: 'r' }, 'limit-implausible'],
  ['both limits off', { act: 'limits', vital: 'hr', low: null, high: null, reason: 'r' }, 'limit-both-off'],
  ['both limits at the end of what can be', { act: 'limits', vital: 'hr', low: 0, high: 350, reason: 'r' }, 'limit-both-off'],
  ['the only limit off', { act: 'limits', vital: 'spo2', low: null, high: 100, reason: 'r' }, 'limit-both-off'],
  ['one off, the other too far out', { act: 'limits', vital: 'rr', low: null, high: 90, reason: 'r' }, 'limit-both-off'],
  ['a target of 20 to 30 %', { act: 'target', low: 20, high: 30, reason: 'r' }, 'limit-implausible'],
  ['a target with one end', { act: 'target', low: 88, high: null, reason: 'r' }, 'limit-not-a-number'],
  ['a target that crosses', { act: 'target', low: 95, high: 90, reason: 'r' }, 'limit-low-above-high'],
] as const)('%s is refused', (_, asked, code) => {
  expect(stay.act(asked as never)).toMatchObject({ is: 'refused', code })
  expect(stay.entries).toEqual([])
})

test('a claim quiets one alarm, with a name and a timer, and lapses', () => {
  stay.judge('hr-high')
  stay.judge('spo2-low')
  stay.claim('hr-high')
  expect(stay.alarm('hr-high')).toMatchObject({ silence: 'acknowledged', sounds: false, claim: { by: 'wren', until: stay.now + S(300) } })
  expect(stay.sounding()).toEqual(['spo2-low'])
  stay.wait(S(299))
  expect(stay.sounding()).toEqual(['spo2-low'])
  stay.wait(S(1))
  expect(stay.sounding()).toContain('hr-high')
  expect(stay.entries.map(({ what }) => what)).toContain('lapsed')
})

test('of two nurses one wins and the other is told who; who insists takes it over', () => {
  stay.judge('hr-high')
  const { id, priority } = stay.alarm('hr-high')!
  stay.claim('hr-high', WREN)
  expect(stay.claim('hr-high', HERON)).toEqual({ is: 'refused', code: 'alarm-taken', detail: 'R. Wren' })
  expect(stay.act({ act: 'release', alarm: id, priority }, HERON)).toMatchObject({ code: 'not-yours', detail: 'R. Wren' })
  expect(stay.act({ act: 'give', alarm: id, priority, to: 'heron' }, HERON)).toMatchObject({ code: 'not-yours' })
  expect(stay.claim('hr-high', HERON, true)).toMatchObject({ is: 'done' })
  expect(stay.alarm('hr-high')?.claim?.by).toBe('heron')
})

test('a claim is given to who cares here, and given back', () => {
  stay.judge('hr-high')
  const { id, priority } = stay.alarm('hr-high')!
  expect(stay.act({ act: 'give', alarm: id, priority, to: 'stranger' })).toMatchObject({ code: 'no-such-person' })
  stay.act({ act: 'give', alarm: id, priority, to: 'heron' })
  expect(stay.alarm('hr-high')?.claim?.by).toBe('heron')
  expect(stay.entries.at(-1)).toMatchObject({ what: 'given', by: WREN, why: 'P. Heron' })
  stay.act({ act: 'release', alarm: id, priority }, HERON)
  expect(stay.sounding()).toEqual(['hr-high'])
})

test('one that became worse since it was shown is not hit, and breaks through a claim', () => {
  stay.judge('glucose')
  const { id } = stay.alarm('glucose')!
  stay.claim('glucose')
  stay.judge('glucose', { priority: 'high' })
  expect(stay.sounding()).toEqual(['glucose'])
  expect(stay.act({ act: 'claim', alarm: id, priority: 'medium' })).toMatchObject({ code: 'alarm-worse' })
  expect(stay.act({ act: 'claim', alarm: id, priority: 'high' })).toMatchObject({ is: 'done' })
})

test('a claim of what has ended marks it seen', () => {
  stay.judge('hr-high')
  stay.judge('hr-high', { is: 'in' })
  expect(stay.alarm('hr-high')).toMatchObject({ phase: 'unseen', sounds: false })
  expect(stay.claim('hr-high')).toMatchObject({ is: 'done' })
  expect(stay.shown().alarms).toEqual([])
  expect(stay.entries.at(-1)).toMatchObject({ what: 'seen', by: WREN, gone: true })
})

test('latched: asystole is seen and heard after it ended, extreme bradycardia seen', () => {
  for (const rule of ['asystole', 'art-lost'] as const) {
    stay.judge(rule)
    stay.judge(rule, { is: 'in' })
  }
  expect(stay.alarm('asystole')).toMatchObject({ phase: 'latched', sounds: true })
  expect(stay.alarm('art-lost')).toMatchObject({ phase: 'latched', sounds: false })
})

test('the worse hides the lesser through and through; its claim covers what it hides, also what begins beneath it', () => {
  stay.judge('tachy-x')
  stay.judge('vf')
  expect(stay.shown()).toMatchObject({ alarms: [{ rule: 'vf' }], hidden: 1 })
  stay.claim('vf')
  stay.judge('hr-high')
  stay.judge('vf', { is: 'in' })
  expect(stay.shown().alarms.map(({ rule, sounds }) => [rule, sounds])).toEqual([['tachy-x', false]])
  stay.judge('tachy-x', { is: 'in' })
  expect(stay.shown().alarms.map(({ rule, sounds }) => [rule, sounds])).toEqual([['hr-high', false]])
  stay.wait(S(60))
  expect(stay.sounding()).toEqual(['hr-high'])
})

test('what has ended hides nothing that goes on', () => {
  stay.judge('tachy-x')
  stay.judge('hr-high')
  stay.judge('tachy-x', { is: 'in' })
  expect(stay.shown().alarms.map(({ rule }) => rule)).toEqual(['tachy-x', 'hr-high'])
  expect(stay.sounding()).toEqual(['hr-high'])
})

test('a silence covers what stood, as it stood: nothing new, nothing higher, for two minutes', () => {
  stay.judge('glucose')
  stay.act({ act: 'silence', on: true })
  expect(stay.shown()).toMatchObject({
    silence: { by: 'wren', until: stay.now + S(120) },
    alarms: [{ silence: 'audio-paused', sounds: false }],
  })
  stay.judge('spo2-low')
  expect(stay.sounding()).toEqual(['spo2-low'])
  stay.judge('glucose', { priority: 'high' })
  expect(stay.sounding()).toEqual(['glucose', 'spo2-low'])
  stay.act({ act: 'silence', on: true })
  expect(stay.sounding()).toEqual([])
  stay.wait(S(120))
  expect(stay.sounding()).toEqual(['glucose', 'spo2-low'])
  expect(stay.shown().silence).toBeNull()
})

test('a silence does not cover the same rule when it begins anew', () => {
  stay.judge('spo2-low')
  stay.act({ act: 'silence', on: true })
  stay.judge('spo2-low', { is: 'in' })
  stay.wait(S(1))
  stay.judge('spo2-low')
  expect(stay.sounding()).toEqual(['spo2-low'])
})

test('during a pause for care only arrests signal; afterwards what stands waits anew', () => {
  stay.judge('brady-x')
  stay.act({ act: 'pause', on: true, minutes: 3 })
  stay.judge('spo2-low')
  // What stands is told on, as paused, and neither flashes nor sounds.
  expect(stay.shown()).toMatchObject({ hidden: 0, pause: { until: stay.now + S(180) } })
  expect(stay.shown().alarms.map(({ rule, silence, sounds }) => [rule, silence, sounds])).toEqual([
    ['brady-x', 'alarm-paused', false],
    ['spo2-low', 'alarm-paused', false],
  ])
  stay.judge('vt')
  expect(stay.sounding()).toEqual(['vt'])
  stay.judge('vt', { is: 'in' })
  stay.claim('vt')
  stay.wait(S(180))
  expect(stay.sounding()).toEqual(['brady-x', 'spo2-low'])
  // Nobody could take it meanwhile.
  expect(stay.alarm('brady-x')?.told).toBe('ward')
  stay.wait(S(60))
  expect(stay.alarm('brady-x')?.told).toBe('charge')
})

test('an alarm that is off: of one vital, with a reason, not an arrest; on again by itself when it is to be looked at', () => {
  stay.judge('spo2-low')
  stay.judge('desat')
  stay.act({ act: 'off', vital: 'spo2', reason: 'probe does not fit' })
  expect(stay.shown()).toMatchObject({ alarms: [], off: [{ vital: 'spo2', by: 'wren', review: stay.now + 12 * 3_600_000 }] })
  stay.judge('desat')
  expect(stay.shown().alarms).toEqual([])
  stay.act({ act: 'off', vital: 'rr', reason: 'reads the pump', hours: 1 })
  stay.judge('rr-low')
  stay.judge('apnoea')
  expect(stay.sounding()).toEqual(['apnoea'])
  stay.wait(3_600_000)
  stay.judge('rr-high')
  expect(stay.shown().off.map(({ vital }) => vital)).toEqual(['spo2'])
  expect(stay.entries.some(({ what, by }) => what === 'off-ended' && by?.is === 'gateway')).toBe(true)
  stay.act({ act: 'on', vital: 'spo2' })
  stay.judge('spo2-low')
  expect(stay.alarm('spo2-low')).toMatchObject({ sounds: true })
})

test('by order all is off but who lies there and the call of the patient', () => {
  stay.judge('asystole')
  stay.act({ act: 'order-off', reason: 'comfort care' })
  for (const rule of ['vf', 'no-data', 'call', 'patient'] as const) stay.judge(rule)
  expect(stay.sounding().toSorted()).toEqual(['call', 'patient'])
  expect(stay.shown().order).toMatchObject({ by: 'wren', review: stay.now + 12 * 3_600_000 })
  stay.wait(12 * 3_600_000)
  expect(stay.shown().order).toBeNull()
  stay.judge('vf')
  expect(stay.sounding()).toContain('vf')
})

test('limits, target, age and help are set by name, seen, and put back', () => {
  stay.population = 'paediatric'
  stay.age = 9
  expect(stay.shown().confirmAge).toBe(true)
  stay.act({ act: 'confirm-age' })
  expect(stay.shown().confirmAge).toBe(false)
  stay.age = 0.5
  expect(stay.shown().confirmAge).toBe(true)
  stay.act({ act: 'limits', vital: 'hr', low: 30, high: 165, reason: 'athlete' })
  expect(stay.shown().limits).toEqual([{ vital: 'hr', low: 30, high: 165, extreme: true }])
  stay.act({ act: 'limits', vital: 'hr', low: null, high: null, preset: true, reason: 'back' })
  expect(stay.shown().limits).toEqual([])
  stay.act({ act: 'target', low: 88, high: 92, reason: 'COPD' })
  expect(stay.shown().target).toEqual({ low: 88, high: 92 })
  stay.act({ act: 'help', on: true })
  expect(stay.shown().help).toMatchObject({ by: 'wren' })
  stay.wait(S(300))
  expect(stay.shown().help).toBeNull()
})

test('what nobody takes is told to more; its priority stays', () => {
  stay.judge('vf')
  stay.judge('art-x')
  stay.judge('temp')
  stay.wait(S(15))
  expect(stay.alarm('vf')?.told).toBe('every')
  stay.wait(S(45))
  expect(stay.alarm('art-x')?.told).toBe('charge')
  stay.wait(S(60))
  expect(stay.alarm('art-x')).toMatchObject({ told: 'every', priority: 'high' })
  stay.wait(S(180))
  expect(stay.alarm('temp')).toMatchObject({ told: 'charge', priority: 'medium' })
})

test('the feed’s own alarm hides what is technical of a bed, and nothing else', () => {
  stay.judge('probe')
  stay.judge('spo2-low')
  stay.judge('no-data')
  expect(stay.shown('soon')).toMatchObject({ alarms: [{ rule: 'spo2-low' }], hidden: 2 })
  expect(stay.shown('gone').alarms.map(({ rule }) => rule)).toEqual(['spo2-low'])
  expect(stay.shown('gone').hidden).toBe(2)
})

test('who is away has no alarms; what was set for the stay stays', () => {
  stay.judge('hr-high')
  stay.act({ act: 'limits', vital: 'hr', low: 40, high: 150, reason: 'athlete' })
  stay.act({ act: 'pause', on: true })
  stay.took(awayStay(stay.state, stay.now))
  stay.away = true
  stay.judge('vf')
  expect(stay.shown()).toMatchObject({ alarms: [], pause: null, limits: [{ vital: 'hr', low: 40, high: 150 }] })
})

test('limits that do not fit the age are not confirmed by a touch: somebody says that they are meant', () => {
  stay.population = 'adult'
  stay.age = 7
  expect(stay.act({ act: 'confirm-age' })).toMatchObject({ is: 'refused', code: 'preset-not-of-age' })
  expect(stay.shown().confirmAge).toBe(true)
  stay.act({ act: 'confirm-age', meant: true })
  expect(stay.shown().confirmAge).toBe(false)
})

test('who ends an order says why, and it is kept', () => {
  stay.act({ act: 'order-off', reason: 'comfort care' })
  stay.act({ act: 'order-on', reason: 'ordered by mistake' })
  expect(stay.shown().order).toBeNull()
  expect(stay.entries.at(-1)).toMatchObject({ what: 'order-ended', why: 'ordered by mistake' })
})
