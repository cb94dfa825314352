// Rounds of the demo's staff fit the chart; a visitor answers first.
import { expect, test } from 'vitest'
import { createMock } from '../../feed/mock/mock.ts'
import { NO_ALARMS } from '../../model/alarmshown.ts'
import { chartedOf, Observations } from '../../model/observations.ts'
import { after, at, hours, minutes } from '../../model/units.ts'
import { answersTo, charted } from './rounds.ts'
import type { BedSeen } from './staff.ts'

const START = at(Date.UTC(2026, 10, 25, 19, 0))
const mock = createMock({ seed: 7, start: START })
const rounds = mock.rounds!(after(START, -hours(12)), after(START, hours(6)))
const of = (bed: string) => mock.census.stays.find((stay) => stay.bed === bed)!

test('every round of the demo fits the chart', () => {
  expect(rounds.length).toBeGreaterThan(20)
  for (const round of rounds) expect(charted(round, 'bed').act).toBe('observe')
})
// [WARD §2, §3]
test.each([
  ['4B-01', 'total', 0],
  ['4B-11', 'total', 3],
  ['ICU-3', 'refused', null],
  ['ICU-8', 'refused', null],
] as const)('%s: %s %s', (bed, is, total) => {
  const ask = charted(rounds.find(({ stay }) => stay === of(bed).id)!, bed)
  const set = Observations.parse({ ...(ask.act === 'observe' ? ask.set : null), by: { is: 'person', id: 'w', name: 'R. Wren' } })
  const score = chartedOf(set, { age: of(bed).age, pregnant: 'no' }, [])
  expect([score.is, score.is === 'total' ? score.total : null]).toEqual([is, total])
})

const notice = { rule: 'news2-5' as const, raised: START } as unknown as BedSeen['alarms']['alarms'][number]
test.each([
  [2, false, 0],
  [3, false, 1],
  [0, true, 1],
])('%s min after a notice, at the start %s: %s answers', (minute, all, count) => {
  const seen: BedSeen = { bed: 'b', stay: 's', nurse: 'wren', alarms: { ...NO_ALARMS, alarms: [notice, { ...notice, rule: 'hr-high' }] } }
  expect(answersTo(seen, after(START, minutes(minute)), all)).toHaveLength(count)
})
