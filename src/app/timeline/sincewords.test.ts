// Lines of what happened since an hour: what calls for a look says so, and leads to its moment.
import { expect, test } from 'vitest'
import type { Since } from '../../model/since.ts'
import { goneWords, longWords, missingAll, missingWords, sinceLines } from './sincewords.ts'

test.each([
  [0, 'none'],
  [20_000, 'under 1 min'],
  [60_000, '1 min'],
  [42 * 60_000, '42 min'],
  [119 * 60_000, '119 min'],
  [185 * 60_000, '3 h 05 min'],
])('%i ms is %s', (ms, words) => expect(longWords(ms)).toBe(words))

test.each([
  [null, ''],
  [0.001, ''],
  [0.007, 'under 1 %'],
  [0.08, '8 %'],
  [0.998, 'over 99 %'],
  [1, '100 %'],
])('missing %s is "%s"', (missing, words) => expect(missingWords(missing)).toBe(words))

test.each([
  [0.08, [], '8 %'],
  [0.08, [{ why: 'damaged', share: 0.03 }], '8 % (record damaged 3 %)'],
  [1, [{ why: 'pruned', share: 1 }], '100 % (no longer kept 100 %)'],
  [null, [{ why: 'damaged', share: 0.001 }], 'record damaged under 1 %'],
  [0, [], ''],
] as const)('missing %s with %j lost is "%s"', (missing, lost, words) => expect(missingAll({ missing, lost: [...lost] })).toBe(words))

const QUIET: Since = {
  from: 0,
  to: 10,
  charted: null,
  running: null,
  spo2: null,
  oxygen: { went: 'unknown', before: null, now: null, at: null },
  alarms: { high: 0, medium: 0 },
  unseen: null,
  gone: [],
  notes: null,
}
const line = (since: Partial<Since>, key: string) => sinceLines({ ...QUIET, ...since }).find((one) => one.key === key)
test('of nothing no line calls, and none leads anywhere', () => {
  for (const one of sinceLines(QUIET)) expect([one.at, one.calls]).toEqual([null, false])
})
test.each([
  [{ charted: { total: 6, at: 5, sets: 3 } }, 'charted', '6', 5, true],
  [{ running: { low: 2, high: 5, at: 7 } }, 'running', '2–5', 7, false],
  [{ unseen: { count: 2, at: 3, id: 'a', words: 'ASYSTOLE' } }, 'unseen', '2', 3, true],
  [{ notes: { count: 1, at: 9, words: '<b>bold</b>' } }, 'notes', '1', 9, false],
] as const)('%j', (since, key, says, at, calls) => {
  expect(line(since, key)).toMatchObject({ says, at, calls })
})
test.each(['charted', 'alarm', 'note'] as const)('%s that is no longer kept is not none', (what) => {
  const says = sinceLines({ ...QUIET, gone: [what] }).filter((one) => one.says === 'no longer kept')
  expect(says.map(({ key }) => key)).toEqual([{ charted: 'charted', alarm: 'unseen', note: 'notes' }[what]])
})

test.each([
  [[], undefined, null],
  [['alarm'], undefined, 'No longer kept: alarms and limits.'],
  [['alarm', 'note'], ['note', 'charted'], 'No longer kept: notes and values by hand.'],
  [['alarm'], ['note'], null],
] as const)('of %j gone, %j is told as %s', (gone, of, words) => expect(goneWords(gone, of)).toBe(words))
