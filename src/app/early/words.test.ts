import { expect, test } from 'vitest'
import { NO_SCORE, type ScoreShown } from '../../model/alarmshown.ts'
import { after, at, hours, minutes } from '../../model/units.ts'
import { askedText, askText, badgeDue, badgeOf, byNeed, chartedText, dueWords, pressureTime, responseText, runningText } from './words.ts'

const T = at(Date.UTC(2026, 10, 25, 6, 40))
const charted = (total: number, every: number | null): ScoreShown['charted'] => ({
  total,
  at: T,
  scale: 1,
  trigger: total >= 7 ? 'high' : total >= 5 ? 'medium' : 'low',
  due: every === null ? null : after(T, hours(every)),
})
const running = (low: number, high = low): ScoreShown['running'] => ({
  low,
  high,
  trigger: low >= 5 ? 'medium' : 'low',
  missing: low === high ? [] : [{ part: 'consciousness', seen: T }],
  narrow: low === high ? null : 'consciousness',
})
const HOUR = after(T, hours(1))

test.each([
  ['nothing yet', NO_SCORE, undefined, false],
  ['running alone', { ...NO_SCORE, running: running(1, 4) }, 'NEWS2 now 1–4', false],
  ['both the same', { ...NO_SCORE, charted: charted(2, 4), running: running(2) }, 'NEWS2 2 · due 10:40', false],
  ['both, apart', { ...NO_SCORE, charted: charted(2, 4), running: running(5, 8) }, 'NEWS2 2 · now 5–8 · due 10:40', true],
  ['overdue', { ...NO_SCORE, charted: charted(5, 0.5), running: running(5) }, 'NEWS2 5 · due 30 min ago', true],
  ['continuous', { ...NO_SCORE, charted: charted(8, null), running: running(8) }, 'NEWS2 8 · continuous', true],
  ['scale 2', { ...NO_SCORE, charted: charted(1, 4), running: running(1), scale: 2 }, 'NEWS2 (scale 2) 1 · due 10:40', false],
  ['refused', { ...NO_SCORE, refused: 'under-16' }, 'NEWS2 not for under 16', false],
] as const)('badge, %s', (_, score, text, calls) => {
  const badge = badgeOf(score as ScoreShown, HOUR, 'UTC')
  expect([badge.forms[0], badge.calls]).toEqual([text, calls])
  // Each is shorter than the one before.
  for (const [index, form] of badge.forms.entries()) expect(form.length).toBeLessThanOrEqual((badge.forms[index - 1] ?? form).length)
})

test('a range and a total are never one figure', () => {
  const both = { ...NO_SCORE, charted: charted(2, 4), running: running(5, 8) }
  expect(badgeOf(both, HOUR, 'UTC').forms.slice(-2)).toEqual(['2 · 5–8', '5–8'])
})
test('a range says what it lacks, and what would be known by most', () => {
  const score = { ...NO_SCORE, running: running(5, 8) }
  expect(runningText(score, 'UTC')).toBe('5–8; consciousness last seen 06:40')
  expect(askText(score)).toBe('most would be known by: consciousness')
  expect([runningText(NO_SCORE, 'UTC'), askText({ running: running(3) }), chartedText(NO_SCORE, 'UTC')]).toEqual([
    'not scored',
    null,
    'none yet',
  ])
})
test('due: by the ward’s clock, then how long ago; unknown time says the time', () => {
  expect(dueWords(charted(2, 4), HOUR, 'Europe/Berlin')).toBe('due 11:40')
  expect(dueWords(charted(2, 4), null, 'UTC')).toBe('due 10:40')
  expect(dueWords(charted(2, 4), after(T, hours(4) + minutes(1)), 'UTC')).toBe('due 1 min ago')
  expect(dueWords(null, HOUR, 'UTC')).toBe('')
})
test('what a score asks for', () => {
  expect(responseText('medium')).toBe('tell the medical team now: urgent assessment, within 60 min')
  expect(responseText('high')).toContain('watch without a break')
})
test('in a list the worst stand first, and of equals who is due first', () => {
  const a = { ...NO_SCORE, charted: charted(2, 4) }
  const b = { ...NO_SCORE, running: running(5, 8) }
  const c = { ...NO_SCORE, charted: charted(2, 1) }
  expect([a, b, null, c].toSorted(byNeed)).toEqual([b, c, a, null])
})

test('a badge changes as the set falls due, and each minute after', () => {
  const score = { ...NO_SCORE, charted: charted(2, 4) }
  const due = after(T, hours(4))
  expect(badgeDue(score, T)).toBe(due)
  expect(badgeDue(score, after(due, 90_000))).toBeCloseTo(due + 120_000, 0)
  expect(badgeDue({ ...NO_SCORE, charted: charted(8, null) }, T)).toBe(Number.POSITIVE_INFINITY)
})

test('what is computed says of when its pressure is', () => {
  expect([pressureTime({ pressureAt: T }, 'Europe/Berlin'), pressureTime(NO_SCORE, 'UTC')]).toEqual(['of 07:40', ''])
})

test('who may need the team stands above who surely needs less', () => {
  const three = { ...NO_SCORE, charted: charted(4, 4) }
  const wide = { ...NO_SCORE, running: { ...running(3, 8)!, trigger: 'single' as const } }
  const refused = { ...NO_SCORE, refused: 'under-16' as const }
  expect([refused, three, NO_SCORE, wide].toSorted(byNeed)).toEqual([wide, three, NO_SCORE, refused])
})
test.each([
  ['nobody charted', NO_SCORE, 'take a full set'],
  ['a wide range, nobody charted', { ...NO_SCORE, running: { ...running(0, 12)!, trigger: 'zero' as const } }, 'take a full set'],
  ['charted, well', { ...NO_SCORE, charted: { ...charted(0, 12)!, trigger: 'zero' as const } }, 'go on as before'],
  ['charted 5', { ...NO_SCORE, charted: { ...charted(5, 1)!, trigger: 'medium' as const } }, responseText('medium')],
  [
    'charted 2, running 5',
    { ...NO_SCORE, charted: charted(2, 4), running: running(5, 8) },
    `take a full set now; if it stands: ${responseText('medium')}`,
  ],
] as const)('%s: what is asked for', (_, score, words) => {
  expect(askedText(score)).toBe(words)
})
