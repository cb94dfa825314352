// The life of an alarm: each story as lines of sample time. Delays and hysteresis as in the table of rules [WARD §8].
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Alarm, type Life, type LifeEvent, newLife, phaseOf, step, type Verdict } from './alarm.ts'
import { POLICY, toldAfter } from './alarmpolicy.ts'
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
  ['seen while it stands: it stands, and is to be taken', 'hr-high', [...out(0, 10), [11, SEEN], [12, 'in'], [17, 'in']], 'unseen'],
  ['a medium one that had risen to high latches', 'glucose', [...out(0, 10), [11, 2.5, 'high'], [12, 'in'], [17, 'in']], 'latched'],
  ['a claim that lapsed has not seen the end', 'hr-high', [...out(0, 10), [10, CLAIM], [311, TIME], [312, 'in'], [317, 'in']], 'unseen'],
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
  expect(lapsed.alarm).toMatchObject({ claim: null, waits: when(lapse), told: 'ward', priority: 'high', seen: null })
  // Whoever comes next has to see it.
  expect(
    phaseOf(
      play(
        'tachy-x',
        [
          [lapse + 1, 'in'],
          [lapse + 6, 'in'],
        ],
        lapsed,
      ),
    ),
  ).toBe('latched')
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
test('one signal less that is missed at low priority is told to nobody else', () => {
  expect([toldAfter('no-data', 'low', 36_000_000), toldAfter('no-data', 'medium', 60_000)]).toEqual(['ward', 'charge'])
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

test('whatever happens: an id is one life, rev only grows, an active alarm has begun before it was raised, and nobody has what has ended', () => {
  const event = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom<LifeEvent['is'] | Verdict['is'] | 'unarmed'>('out', 'out', 'edge', 'in', 'unknown', 'unarmed'),
    },
    { weight: 2, arbitrary: fc.constantFrom<LifeEvent['is']>('claim', 'seen', 'time', 'stop') },
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

test('out at the other side is a new alarm; of another number of the line the worst is its own', () => {
  const low = step(
    newLife('nibp'),
    { is: 'judged', verdict: verdict(0, 'out', { delay: ms(0), side: 'low', vital: 'nibp-sys', value: 82 }) },
    when(0),
  )
  const taken = step(low, CLAIM, when(1))
  const high = step(
    taken,
    { is: 'judged', verdict: verdict(60, 'out', { delay: ms(0), side: 'high', vital: 'nibp-sys', value: 210 }) },
    when(60),
  )
  expect(high.alarm).toMatchObject({ side: 'high', value: 210, worst: 210, claim: null, seen: null, waits: when(60) })
  expect(high.alarm?.id).not.toBe(low.alarm?.id)
  const other = step(taken, { is: 'judged', verdict: verdict(60, 'out', { side: 'low', vital: 'nibp-mean', value: 58 }) }, when(60))
  expect(other.alarm).toMatchObject({ id: low.alarm?.id, vital: 'nibp-mean', value: 58, worst: 58, claim: { by: 'wren' } })
})

test('whatever a device calls itself, its words fit a row and a frame', () => {
  const life = step(
    newLife('device-unknown'),
    { is: 'judged', verdict: verdict(0, 'out', { delay: ms(0), say: { text: 'x'.repeat(900) }, evidence: 'y'.repeat(900) }) },
    when(0),
  )
  expect(Alarm.safeParse(life.alarm).success).toBe(true)
})
