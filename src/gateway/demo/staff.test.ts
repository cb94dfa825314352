import { expect, test } from 'vitest'
import { type AlarmShown, type BedAlarms, NO_ALARMS } from '../../model/alarmshown.ts'
import type { Priority } from '../../model/priority.ts'
import type { RuleKey } from '../../model/rules.ts'
import { type At, after, at, minutes, seconds } from '../../model/units.ts'
import { type BedSeen, consider, type Deed, NOTHING_SEEN } from './staff.ts'

const start = at(Date.UTC(2026, 10, 22, 14, 0))
const staff = new Set(['id-wren', 'id-heron'])
const alarm = (rule: RuleKey, more: Partial<AlarmShown> = {}): AlarmShown => ({
  id: `${rule}@1`,
  rev: 0,
  rule,
  priority: 'medium',
  phase: 'active',
  vital: null,
  side: null,
  value: null,
  limit: null,
  worst: null,
  say: {},
  evidence: null,
  since: start,
  raised: start,
  lastKnown: null,
  ended: null,
  claim: null,
  told: 'ward',
  again: 0,
  silence: 'none',
  sounds: true,
  recorded: true,
  ...more,
})
const bed = (label: string, alarms: readonly AlarmShown[], more: Partial<BedAlarms> = {}): BedSeen => ({
  bed: label,
  stay: `stay ${label}`,
  nurse: 'wren',
  alarms: { ...NO_ALARMS, alarms: [...alarms], ...more },
})
/** Lets them look each second from `from` on; what they did, each with its second. */
function look(beds: (second: number) => readonly BedSeen[], from: number, to: number): [second: number, deed: Deed][] {
  let memory = NOTHING_SEEN
  const found: [number, Deed][] = []
  for (let second = from; second <= to; second++) {
    const out = consider(memory, beds(second), { now: after(start, seconds(second)), start, staff })
    memory = out.memory
    for (const deed of out.deeds) found.push([second, deed])
  }
  return found
}
const shortly = (done: [number, Deed][]) => done.map(([second, { who, ask }]) => [second, who, ask.act, 'bed' in ask ? ask.bed : ''])
const claim = (by: string, now: At) => ({ by, at: now, until: after(now, minutes(2)) })

test.each(['high', 'medium'] as const)('a %s alarm is taken once no visitor did for 45 s', (priority: Priority) => {
  const done = look(() => [bed('4B-01', [alarm('hr-high', { priority })])], 100, 145)
  expect(shortly(done)).toEqual([[145, 'wren', 'claim', '4B-01']])
  expect(done[0]![1].ask).toMatchObject({ stay: 'stay 4B-01', alarm: 'hr-high@1', priority })
})

test.each(['low', 'notice', 'none'] as const)('what is %s waits for a person', (priority: Priority) => {
  expect(look(() => [bed('4B-01', [alarm('probe', { priority })])], 100, 400)).toEqual([])
})

test('what a visitor took is the visitor’s; after it lapsed the 45 s begin anew; after a claim of the staff’s it is 10 s', () => {
  const had = (by: string) => (second: number) => [
    bed('4B-01', [alarm('hr-high', { claim: second < 160 && second >= 110 ? claim(by, start) : null })]),
  ]
  expect(shortly(look(had('visitor'), 100, 204))).toEqual([])
  expect(shortly(look(had('visitor'), 100, 205))).toEqual([[205, 'wren', 'claim', '4B-01']])
  expect(shortly(look(had('id-wren'), 100, 170))).toEqual([[170, 'wren', 'claim', '4B-01']])
})

test('of more than one high and three medium the oldest are taken at once', () => {
  const from = (second: number) => [
    bed('4B-01', [alarm('hr-high')]),
    ...['4B-03', '4B-05'].map((label) => bed(label, second >= 105 ? [alarm('hr-high')] : [])),
    bed('4B-07', second >= 110 ? [alarm('rr-low')] : []),
    bed('4B-09', second >= 110 ? [alarm('desat', { priority: 'high' })] : []),
    bed('4B-11', second >= 112 ? [alarm('apnoea', { priority: 'high' })] : []),
  ]
  expect(shortly(look(from, 100, 112))).toEqual([
    [110, 'wren', 'claim', '4B-01'],
    [111, 'wren', 'claim', '4B-01'],
    [112, 'wren', 'claim', '4B-09'],
    [112, 'wren', 'claim', '4B-01'],
  ])
})

test('what has ended is looked at after four minutes', () => {
  const done = look(() => [bed('4B-10', [alarm('pause', { phase: 'unseen', sounds: false })])], 500, 740)
  expect(shortly(done)).toEqual([[740, 'wren', 'seen', '4B-10']])
})

test('P. Heron has what stands at ICU-1 at the start; in the arrest nobody takes it: the bed is quieted, help called, its latch stays', () => {
  expect(shortly(look(() => [bed('ICU-1', [alarm('brady-x', { priority: 'high' })])], 0, 0))).toEqual([[0, 'heron', 'claim', 'ICU-1']])
  const vf = (second: number) => {
    const quiet = second > 526 ? { silence: claim('id-heron', start), help: claim('id-heron', start) } : {}
    return [bed('ICU-1', [alarm('vf', { priority: 'high', sounds: second <= 526 })], quiet)]
  }
  expect(shortly(look(vf, 481, 660))).toEqual([
    [526, 'heron', 'help', 'ICU-1'],
    [526, 'heron', 'silence', 'ICU-1'],
  ])
  const latched = () => [bed('ICU-1', [alarm('vf', { priority: 'high', phase: 'latched', ended: start })])]
  expect(shortly(look(latched, 661, 661 + 360))).toEqual([[661 + 360, 'heron', 'seen', 'ICU-1']])
})

test('Dr A. Rook fits the limit of 4B-06 at minute 12, unless a visitor did', () => {
  const plain = () => [bed('4B-06', [])]
  expect(shortly(look(plain, 700, 800))).toEqual([[720, 'rook', 'limits', '4B-06']])
  const fitted = () => [bed('4B-06', [], { limits: [{ vital: 'hr', low: 50, high: 170, extreme: true }] })]
  expect(look(fitted, 700, 800)).toEqual([])
})

test('alarms off by order are nobody’s to take', () => {
  const order = claim('id-rook', start)
  const off = bed('4B-15', [alarm('rr-high')], { order: { by: order.by, at: order.at, review: order.until } })
  expect(look(() => [off], 100, 300)).toEqual([])
})
