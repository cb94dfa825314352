// The life of an alarm: each story as lines of sample time. Delays and hysteresis as in the table of rules [WARD §8].
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Life, type LifeEvent, newLife, phaseOf, step, type Verdict } from './alarm.ts'
import { POLICY } from './alarmpolicy.ts'
import { type RuleKey, ruleOf } from './rules.ts'
import { type At, at, ms } from './units.ts'

const T0 = 1_790_000_000_000
const when = (second: number): At => at(T0 + second * 1000)
const verdict = (second: number, is: Verdict['is'], over: Partial<Verdict> = {}): Verdict => ({
  at: when(second),
  is,
  armed: true,
  delay: ms(10_000),
  settle: ms(5000),
  priority: 'medium',
  vital: 'hr',
  side: 'high',
  value: 130,
  limit: 120,
  say: {},
  evidence: null,
  ...over,
})

/** A line: [second, what]: 'out' | 'edge' | 'in' | 'unknown' | 'unarmed', a number (out with this value), or an event. */
type Line = readonly [
  second: number,
  what: 'out' | 'edge' | 'in' | 'unknown' | 'unarmed' | number | LifeEvent,
  priority?: Verdict['priority'],
]
function play(rule: RuleKey, lines: readonly Line[], from: Life = newLife(rule)): Life {
  let life = from
  for (const [second, what, priority = ruleOf(rule).priority] of lines) {
    let event: LifeEvent
    if (typeof what === 'object') event = what
    else if (what === 'unarmed') event = { is: 'judged', verdict: verdict(second, 'in', { armed: false, priority }) }
    else if (typeof what === 'number') event = { is: 'judged', verdict: verdict(second, 'out', { value: what, priority }) }
    else event = { is: 'judged', verdict: verdict(second, what, { priority }) }
    life = step(life, event, when(second))
  }
  return life
}
const CLAIM: LifeEvent = { is: 'claim', by: 'wren' }
const SEEN: LifeEvent = { is: 'seen', by: 'wren' }
const TIME: LifeEvent = { is: 'time' }
const out = (from: number, to: number): Line[] => Array.from({ length: to - from + 1 }, (_, i) => [from + i, 'out'])

/** Rule, what happens, and the phase it ends in. */
const STORIES: readonly (readonly [words: string, rule: RuleKey, lines: readonly Line[], phase: ReturnType<typeof phaseOf>])[] = [
  ['before the signal has settled nothing is watched', 'hr-high', [[0, 'unarmed']], 'arming'],
  ['settled', 'hr-high', [[0, 'in']], 'quiet'],
  ['out, for less than its delay', 'hr-high', out(0, 9), 'pending'],
  ['out for its delay', 'hr-high', out(0, 10), 'active'],
  ['one value inside in between begins the delay anew', 'hr-high', [...out(0, 9), [10, 'in'], ...out(11, 20)], 'pending'],
  ['back at the limit, not settled inside', 'hr-high', [...out(0, 10), [11, 'edge'], [20, 'edge']], 'active'],
  ['inside for less than it takes', 'hr-high', [...out(0, 10), [11, 'in'], [15, 'in']], 'active'],
  [
    'out again in between: as if it had never been inside',
    'hr-high',
    [...out(0, 10), [11, 'in'], [15, 'edge'], [16, 'in'], [20, 'in']],
    'active',
  ],
  ['inside for long enough, and nobody saw it', 'hr-high', [...out(0, 10), [11, 'in'], [16, 'in']], 'unseen'],
  ['the same, taken before', 'hr-high', [...out(0, 10), [10, CLAIM], [11, 'in'], [16, 'in']], 'quiet'],
  ['ended, and then seen', 'hr-high', [...out(0, 10), [11, 'in'], [16, 'in'], [60, SEEN]], 'quiet'],
  ['claiming what has ended marks it seen', 'hr-high', [...out(0, 10), [11, 'in'], [16, 'in'], [60, CLAIM]], 'quiet'],
  ['high: its sight latches', 'tachy-x', [...out(0, 10), [11, 'in'], [16, 'in']], 'latched'],
  ['asystole latches', 'asystole', [...out(0, 10), [11, 'in'], [16, 'in']], 'latched'],
  ['technical never latches', 'probe', [...out(0, 10), [11, 'in'], [16, 'in']], 'quiet'],
  ['a technical condition that is unknown is none', 'probe', [...out(0, 10), [11, 'unknown']], 'arming'],
  ['unknown never ends a physiological alarm', 'hr-high', [...out(0, 10), [11, 'unknown'], [3600, 'unknown']], 'active'],
  ['nor does it while not armed', 'hr-high', [...out(0, 10), [11, 'unknown'], [60, 'unarmed']], 'active'],
  ['a valid value inside does, once it has settled', 'hr-high', [...out(0, 10), [11, 'unknown'], [60, 'in'], [65, 'in']], 'unseen'],
  ['or a reset by somebody', 'hr-high', [...out(0, 10), [11, 'unknown'], [60, SEEN]], 'arming'],
  ['seen while it stands: it stands', 'hr-high', [...out(0, 10), [11, SEEN]], 'active'],
  ['what is pending ends with its signal', 'hr-high', [...out(0, 5), [6, 'unknown']], 'quiet'],
  ['standby or discharge ends all of it', 'asystole', [...out(0, 10), [11, { is: 'stop' }]], 'arming'],
  ['latched, and it happens again', 'tachy-x', [...out(0, 10), [11, 'in'], [16, 'in'], ...out(20, 30)], 'active'],
]
test.each(STORIES)('%s', (_, rule, lines, phase) => {
  expect(phaseOf(play(rule, lines))).toBe(phase)
})

test('one reading of a sparse signal is enough', () => {
  const life = step(newLife('nibp'), { is: 'judged', verdict: verdict(0, 'out', { delay: ms(0) }) }, when(0))
  expect(phaseOf(life)).toBe('active')
})

test('the delay counts in sample time, whatever the clock says', () => {
  let life = newLife('hr-high')
  for (let second = 0; second <= 10; second++) life = step(life, { is: 'judged', verdict: verdict(second, 'out') }, when(500))
  expect(life.alarm).toMatchObject({ since: when(0), due: when(10), raised: when(500) })
})

test('a claim lapses and sounds again; an untaken one is told to more, and keeps its priority', () => {
  const active = play('tachy-x', out(0, 10))
  const taken = step(active, CLAIM, when(10))
  const lapse = 10 + POLICY['claim-high'].default / 1000
  expect(taken.alarm?.claim).toEqual({ by: 'wren', at: when(10), until: when(lapse) })
  expect(step(taken, TIME, when(lapse - 1))).toBe(taken)
  const lapsed = step(taken, TIME, when(lapse))
  expect(lapsed.alarm).toMatchObject({ claim: null, waits: when(lapse), told: 'ward', priority: 'high', seen: { by: 'wren' } })
  const told = [29, 30, 59, 60, 119, 120].map((waited) => step(active, TIME, when(10 + waited)).alarm!)
  expect(told.map((one) => [one.told, one.priority])).toEqual([
    ['ward', 'high'],
    ['buddy', 'high'],
    ['buddy', 'high'],
    ['charge', 'high'],
    ['charge', 'high'],
    ['every', 'high'],
  ])
})

/** Rule, seconds it waits, and who is told then [WARD §9]. */
test.each([
  ['vf', 14, 'ward'],
  ['vf', 15, 'every'],
  ['apnoea', 15, 'every'],
  ['hr-high', 149, 'ward'],
  ['hr-high', 150, 'buddy'],
  ['hr-high', 299, 'buddy'],
  ['hr-high', 300, 'charge'],
  ['hr-high', 36_000, 'charge'],
  ['no-data', 29, 'ward'],
  ['no-data', 59, 'buddy'],
  ['no-data', 60, 'charge'],
  ['probe', 36_000, 'ward'],
] as const)('%s, not taken for %i s: %s', (rule, waited, told) => {
  const active = play(rule, out(0, 10))
  expect(step(active, TIME, when(10 + waited)).alarm?.told).toBe(told)
})

test('worse: the worst is kept, a claim holds; a higher priority ends the claim', () => {
  const taken = play('hr-high', [...out(0, 10), [10, CLAIM], [11, 150], [12, 141]])
  expect(taken.alarm).toMatchObject({ value: 141, worst: 150, claim: { by: 'wren' } })
  const risen = play('glucose', [...out(0, 10), [10, CLAIM], [11, 2.8, 'high']])
  expect(risen.alarm).toMatchObject({ priority: 'high', claim: null, told: 'ward', waits: when(11) })
  // It does not sink again while it stands.
  expect(play('glucose', [[12, 3.4, 'medium']], risen).alarm?.priority).toBe('high')
})

test('it comes and goes unseen: one alarm that says how often', () => {
  const once: Line[] = [...out(0, 10), [11, 'in'], [16, 'in']]
  const again = once.map(([second, ...rest]): Line => [second + 100, ...rest])
  expect(play('hr-high', [...once, ...again]).alarm).toMatchObject({ phase: 'unseen', again: 1 })
})

test('after the gateway was away: what stood stands, what was pending begins anew', () => {
  const pending = step(play('hr-high', out(0, 9)), { is: 'again' }, when(9))
  expect(phaseOf(pending)).toBe('arming')
  expect(phaseOf(step(play('hr-high', out(0, 10)), { is: 'again' }, when(60)))).toBe('active')
})

test('whatever happens: an id is one life, rev only grows, an active alarm has begun before it was raised, and nobody has what has ended', () => {
  const event = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom<LifeEvent['is'] | Verdict['is'] | 'unarmed'>('out', 'out', 'edge', 'in', 'unknown', 'unarmed'),
    },
    { weight: 2, arbitrary: fc.constantFrom<LifeEvent['is']>('claim', 'seen', 'time', 'again', 'stop') },
  )
  fc.assert(
    fc.property(fc.constantFrom<RuleKey>('hr-high', 'tachy-x', 'asystole', 'probe'), fc.array(event, { maxLength: 80 }), (rule, events) => {
      let life = newLife(rule)
      events.forEach((what, second) => {
        const before = life
        const known = ['out', 'edge', 'in', 'unknown', 'unarmed'].includes(what)
        life = play(rule, [[second, known ? (what as 'out') : ({ is: what, by: 'wren' } as LifeEvent)]], life)
        const { alarm } = life
        if (alarm && before.alarm?.id === alarm.id) expect(alarm.rev).toBeGreaterThanOrEqual(before.alarm.rev)
        if (alarm?.phase === 'active') expect(alarm.due).toBeLessThanOrEqual(alarm.raised)
        if (alarm && alarm.phase !== 'active') expect([alarm.claim, alarm.seen]).toEqual([null, null])
        if (what === 'unknown' && ruleOf(rule).kind === 'physiological' && before.alarm) expect(alarm).not.toBeNull()
      })
    }),
  )
})
