// Random verdicts, acts and time at one stay: nothing sounds that somebody quieted, nothing that goes on is quiet without a name for it, and
// the journal, folded, gives what stands.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Alarm } from './alarm.ts'
import { type RuleKey, ruleOf } from './rules.ts'
import { alarmsOf, keyOf, replayed } from './stayalarms.ts'
import { awayStay, endedStay, resumedStay } from './staystep.ts'
import { HERON, type TestStay, testStay, WREN } from './staytest.ts'

const RULES = [
  'vf',
  'tachy-x',
  'hr-high',
  'desat',
  'spo2-low',
  'glucose',
  'no-data',
  'probe',
  'call',
  'late',
] as const satisfies readonly RuleKey[]
type Move = (stay: TestStay) => void

const rule = fc.constantFrom(...RULES)
const by = fc.constantFrom(WREN, HERON)
const judged = fc
  .record({
    rule,
    is: fc.constantFrom('out', 'out', 'out', 'in', 'in', 'edge', 'unknown'),
    of: fc.constantFrom('', '', '', '', 'a'),
    value: fc.integer({ min: 1, max: 9 }),
    armed: fc.constantFrom(true, true, true, true, true, false),
    delay: fc.constantFrom(0, 0, 0, 2000),
    settle: fc.constantFrom(0, 0, 2000),
    high: fc.boolean(),
  })
  .map(
    ({ rule: of, high, ...over }): Move =>
      (stay) =>
        stay.judge(of, { ...over, ...(high && of === 'glucose' && { priority: 'high' }) } as never),
  )
const onAlarm = fc.record({ which: fc.nat(20), by, act: fc.constantFrom('claim', 'claim', 'release', 'seen', 'give', 'over') }).map(
  ({ which, by: who, act }): Move =>
    (stay) => {
      const all = alarmsOf(stay.state)
      const one = all[which % Math.max(1, all.length)]
      if (!one) return
      const { id, priority } = one
      if (act === 'give') stay.act({ act, alarm: id, priority, to: 'heron' }, who)
      else stay.act(act === 'over' ? { act: 'claim', alarm: id, priority, over: true } : { act, alarm: id, priority }, who)
    },
)
const onStay = fc
  .record({
    by,
    asked: fc.constantFrom(
      { act: 'silence', on: true },
      { act: 'silence', on: false },
      { act: 'pause', on: true },
      { act: 'pause', on: false },
      { act: 'off', vital: 'spo2', reason: 'r' },
      { act: 'on', vital: 'spo2' },
      { act: 'order-on' },
      { act: 'help', on: true },
      { act: 'limits', vital: 'hr', low: 40, high: 150, reason: 'r' },
      { act: 'target', low: 88, high: 92, reason: 'r' },
      { act: 'confirm-age' },
    ),
  })
  .map(
    ({ by: who, asked }): Move =>
      (stay) =>
        void stay.act(asked as never, who),
  )
const waits = fc.constantFrom(500, 1000, 4000, 31_000, 130_000, 4_000_000).map(
  (time): Move =>
    (stay) =>
      stay.wait(time),
)
const turns = fc.constantFrom<Move>(
  (stay) => void stay.act({ act: 'order-off', reason: 'r', hours: 1 }),
  (stay) => stay.took(resumedStay(stay.state, stay.now)),
  (stay) => stay.took(awayStay(stay.state, stay.now)),
)
const moves = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: judged },
    { weight: 4, arbitrary: onAlarm },
    { weight: 3, arbitrary: onStay },
    { weight: 3, arbitrary: waits },
    { weight: 1, arbitrary: turns },
  ),
  { minLength: 20, maxLength: 80 },
)

/** What another value alone changes is no entry. */
const lasting = ({ value: _, say: __, evidence: ___, ...alarm }: Alarm): object => alarm

/** Whether anybody, by name, or a row of the tables, keeps this alarm quiet now: written apart from what decides it. */
function quieted({ state, now }: TestStay, alarm: Alarm): boolean {
  const { arrest } = ruleOf(alarm.rule)
  const beyond = alarm.rule === 'patient' || alarm.rule === 'call'
  const { silence, pause, order, off } = state.care
  if (alarm.claim && now < alarm.claim.until) return true
  if (silence && now < silence.until && silence.covers.some(({ id, priority }) => id === alarm.id && priority === alarm.priority))
    return true
  if (pause && now < pause.until && !arrest && !beyond) return true
  if (order && !beyond) return true
  return off.some(({ vital }) => ruleOf(alarm.rule).vitals.includes(vital)) && !arrest
}
const UNDER: Readonly<Partial<Record<RuleKey, readonly RuleKey[]>>> = {
  'tachy-x': ['vf'],
  'hr-high': ['vf', 'tachy-x'],
  'spo2-low': ['desat'],
  probe: ['no-data'],
}

function holds(stay: TestStay): void {
  const all = alarmsOf(stay.state)
  const shown = stay.shown()
  for (const one of shown.alarms) {
    const alarm = all.find(({ id }) => id === one.id)!
    // Nothing sounds that is claimed, silenced or paused …
    if (one.sounds) expect([one.rule, quieted(stay, alarm)]).toEqual([one.rule, false])
    if (one.sounds) expect(['active', 'latched']).toContain(one.phase)
  }
  for (const alarm of all) {
    if (alarm.phase !== 'active' || quieted(stay, alarm)) continue
    if (all.some(({ rule: over, phase }) => phase === 'active' && UNDER[alarm.rule]?.includes(over))) continue
    // … and what goes on and is not quieted by name is shown and sounding.
    expect([alarm.rule, shown.alarms.find(({ id }) => id === alarm.id)?.sounds]).toEqual([alarm.rule, true])
  }
}
function replays(stay: TestStay): void {
  const all = alarmsOf(stay.state)
  const again = replayed(stay.entries)
  const half = stay.entries.length >> 1
  expect(replayed(stay.entries.slice(half), replayed(stay.entries.slice(0, half)))).toEqual(again)
  expect(Object.fromEntries([...again.alarms].map(([key, alarm]) => [key, lasting(alarm)]))).toEqual(
    Object.fromEntries(all.map((alarm) => [keyOf(alarm), lasting(alarm)])),
  )
  expect(again.care).toEqual(stay.state.care)
  expect(stay.entries.map(({ n }) => n)).toEqual(stay.entries.map((_, index) => index + 1))
}

test('random stays keep their promises, and are what their journal says', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(moves, (list) => {
      const stay = testStay()
      for (const [index, move] of list.entries()) {
        move(stay)
        holds(stay)
        if (index % 8 === 0) replays(stay)
      }
      replays(stay)
      stay.took(endedStay(stay.state, stay.now))
      expect(stay.shown().alarms).toEqual([])
      expect(replayed(stay.entries).alarms.size).toBe(0)
    }),
    { numRuns: 500, seed: 20_261_125 },
  )
})
