import { expect, test } from 'vitest'
import type { Verdict } from './alarm.ts'
import { alarmsOf, newStayAlarms } from './stayalarms.ts'
import { type Found, judgedStay } from './staystep.ts'
import { after, at, seconds } from './units.ts'

const start = at(1_790_000_000_000)
/** Saturations of a report, each [second, value], as they are judged against 90. */
const found = (...list: readonly (readonly [second: number, value: number])[]): Found[] =>
  list.map(([second, value]) => ({
    rule: 'spo2-low',
    of: '',
    verdict: {
      at: after(start, seconds(second)),
      is: value < 90 ? 'out' : 'in',
      armed: true,
      delay: seconds(15),
      settle: seconds(5),
      priority: 'medium',
      vital: 'spo2',
      side: 'low',
      value,
      limit: 90,
      say: {},
      evidence: null,
    } satisfies Verdict,
  }))
const through = (...reports: readonly Found[][]) =>
  reports.reduce((state, report, index) => judgedStay(state, report, after(start, seconds(40 + index))).state, newStayAlarms(1))
const stands = (...reports: readonly Found[][]) => alarmsOf(through(...reports)).map(({ phase }) => phase)

test.each([
  ['it stands where the newest bears it out', [found([0, 86]), found([16, 86], [20, 86])], ['active']],
  ['it has ended where the newest does not', [found([0, 86]), found([16, 86], [20, 96])], ['unseen']],
  ['it stands where it was inside only between', [found([0, 86]), found([16, 86], [20, 96], [24, 86])], ['active']],
  ['what stood before ends as ever, once it settled', [found([0, 86]), found([16, 86]), found([20, 86], [24, 96])], ['active']],
] as const)('of several values that come at once the newest is judged as now: %s', (_, reports, phases) => {
  expect(stands(...(reports as readonly Found[][]))).toEqual(phases)
})
