// The night behind the demo [WARD §6], row by row, as it is made; minutes there are reckoned without noise and the rules' own delay.
import { expect, test, vi } from 'vitest'
import { columnsScanned, linesOf } from '../../../feed/mock/hot.ts'
import { createWard } from '../../../feed/mock/ward.ts'
import type { RuleKey } from '../../../model/rules.ts'
import { QUALITY } from '../../../model/sample.ts'
import type { What } from '../../../model/stayalarms.ts'
import { after, at, hours, minutes, seconds } from '../../../model/units.ts'
import { WHYS } from '../../../model/value.ts'
import type { VitalKey } from '../../../model/vitals.ts'
import { hourIn } from '../../../model/zone.ts'
import { pastAlarms } from './alarms.ts'
import { notesThen } from './charted.ts'

vi.setConfig({ testTimeout: 180_000 })

const ZONE = 'Europe/London'
const start = at(Date.UTC(2026, 10, 25, 7, 30))
const ward = createWard({ seed: 1, start, zone: ZONE })
const night = (hour: number, minute: number) => at(Date.UTC(2026, 10, 25, hour, minute))
const evening = (hour: number, minute: number) => at(Date.UTC(2026, 10, 24, hour, minute))
const stayOf = (bed: string) => ward.census.stays.find((stay) => stay.bed === bed)!

interface Point {
  readonly at: number
  readonly value: number
  readonly why: number
  readonly quality: number
}
function points(bed: string, signal: VitalKey, from: number, to: number): Point[] {
  return ward
    .columns(bed, at(from), at(to))
    .flatMap(({ at: times, numbers }) =>
      numbers
        .filter((one) => one.signal === signal)
        .flatMap(({ rows, value, why, quality }) =>
          Array.from(value, (is, i) => ({ at: times[rows[i]!]!, value: is, why: why[i]!, quality: quality[i]! })),
        ),
    )
}
/** Stretches of points for which it holds, s. */
function runs(list: readonly Point[], holds: (point: Point) => boolean): number[] {
  const found: number[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const point of list) {
    if (!holds(point)) continue
    if (point.at - last > 1500) found.push(0)
    found[found.length - 1]!++
    last = point.at
  }
  return found
}
async function alarms(bed: string, from: number, to: number) {
  const hot = columnsScanned(ward.columns(bed, at(from), at(to)), linesOf(stayOf(bed)))
  const { entries } = await pastAlarms(ward, bed, hot, { from: at(from), to: at(to) })
  const of = (what: What, rule: RuleKey) => entries.filter((one) => one.what === what && one.alarm?.rule === rule)
  return { entries, of }
}
const minutesApart = (a: number, b: number): number => Math.abs(a - b) / minutes(1)

test('01:30–01:42 nobody listened at any bed: there is nothing of it', () => {
  expect(ward.gap).toEqual({ from: night(1, 30), to: night(1, 42) })
  for (const { bed } of ward.census.stays) {
    expect(ward.columns(bed, night(1, 30), at(night(1, 42) - 1000))).toEqual([])
    expect(ward.readings(bed, night(1, 30), night(1, 42))).toEqual([])
  }
  expect(points('4B-01', 'hr', night(1, 20), night(1, 50)).filter((point) => point.at > night(1, 30) && point.at < night(1, 41))).toEqual(
    [],
  )
})

test('02:14, 4B-10: 4.6 s without capture, ASYSTOLE, ended by itself, seen by R. Wren after 2 min 10', async () => {
  const { of, entries } = await alarms('4B-10', night(2, 5), night(2, 30))
  const [raised] = of('raised', 'asystole')
  expect(minutesApart(raised!.at, night(2, 14))).toBeLessThan(0.5)
  const [seen] = of('seen', 'asystole')
  expect(seen?.by?.name).toBe('R. Wren (demo staff)')
  expect(Math.abs(seen!.at - raised!.at - seconds(130))).toBeLessThan(seconds(20))
  // Nothing of it stands any more.
  expect(entries.filter(({ alarm }) => alarm?.rule === 'asystole').at(-1)?.gone).toBe(true)
})

test('03:05–04:50, 4B-09: the opioid story, each alarm at its minute, taken by P. Heron; what was noted', async () => {
  const { of } = await alarms('4B-09', night(3, 0), night(5, 30))
  // Noise, an average of a minute and the delay of the rule; a breathing rate is whole, and below 8 only once its line is below 7.5.
  for (const [rule, hour, minute, within] of [
    ['rr-low', 3, 55, 7],
    ['spo2-low', 4, 9, 4],
    ['desat', 4, 40, 3],
    ['apnoea', 4, 45, 1],
  ] as const)
    expect([rule, minutesApart(of('raised', rule)[0]?.at ?? 0, night(hour, minute)) <= within]).toEqual([rule, true])
  expect(of('claimed', 'spo2-low')[0]?.by?.name).toBe('P. Heron (demo staff)')
  const notes = notesThen(ward).map(({ content }) => content as { at: number; text: string })
  expect(notes.filter(({ text }) => text.includes('Naloxone')).map((note) => hourIn(ZONE, note.at))).toEqual(['04:50'])
  expect(notes.some(({ text }) => text.startsWith('Morphine pump'))).toBe(true)
})

test('20:00–06:00, 4B-08: 41 dips of SpO2, 38 under 15 s, and 3 alarms', async () => {
  const dips = runs(points('4B-08', 'pi', evening(20, 0), night(6, 0)), ({ quality }) => (quality & QUALITY.motion) !== 0)
  expect([dips.length, dips.filter((long) => long < 15).length]).toEqual([41, 38])
  const { of } = await alarms('4B-08', evening(20, 0), night(6, 0))
  expect(of('raised', 'spo2-low')).toHaveLength(3)
})

test('4B-11: the pleth is gone for 40 s at each cuff, every 30 min', () => {
  const gone = runs(points('4B-11', 'spo2', night(4, 0), night(6, 0)), ({ why }) => WHYS[why] === 'cuff-arm')
  expect(gone).toHaveLength(4)
  for (const long of gone) expect(Math.abs(long - 40)).toBeLessThanOrEqual(1)
})

test('since 3 h 25 before the start, 4B-02: HR, RR and T rise together, no limit is crossed', () => {
  const mean = (signal: VitalKey, from: number): number => {
    const own = points('4B-02', signal, from, from + minutes(20)).filter(({ value }) => !Number.isNaN(value))
    return own.reduce((sum, { value }) => sum + value, 0) / own.length
  }
  for (const signal of ['hr', 'rr', 'temp'] as const) {
    const [before, third, last] = [start - hours(3.7), start - hours(2), start - minutes(20)].map((from) => mean(signal, from))
    expect([signal, third! > before!, last! > third!]).toEqual([signal, true, true])
  }
  expect(columnsScanned(ward.columns('4B-02', after(start, -minutes(205)), start), linesOf(stayOf('4B-02')))).toEqual([])
})

test('yesterday 16:20, 4B-13: one stay, first in 4B-03, and no break in its numbers', () => {
  const { before, since } = stayOf('4B-13')
  expect(before).toEqual({ bed: '4B-03', until: evening(16, 20) })
  expect(since).toBeLessThan(evening(16, 20))
  expect(stayOf('4B-03').since).toBeGreaterThan(evening(16, 20))
  expect(points('4B-13', 'hr', evening(16, 10), evening(16, 30))).toHaveLength(1200)
})

test('yesterday 18:05, ICU-6: a limit is changed, and later put back', async () => {
  const { entries } = await alarms('ICU-6', evening(18, 0), evening(23, 0))
  const limits = entries.filter(({ care }) => care !== null)
  expect(limits.map((one) => [hourIn(ZONE, one.at), one.care?.overrides.map(({ vital, high }) => [vital, high])])).toEqual([
    ['18:05', [['hr', 140]]],
    ['22:40', []],
  ])
})

test.each([3, 8, 12, 18, 23])('a start at %s o’clock: the whole night of each bed lies behind it', (hour) => {
  const now = at(Date.UTC(2026, 10, 25, hour, 30))
  const then = createWard({ seed: 1, start: now, zone: ZONE })
  expect(then.gap.to).toBeLessThanOrEqual(now)
  expect(now - then.gap.from).toBeLessThan(hours(25))
  expect(hourIn(ZONE, then.night('4B-09') - minutes(30))).toBe('05:20')
  expect(then.night('4B-09')).toBeLessThanOrEqual(now + minutes(30))
  const moved = then.census.stays.find(({ bed }) => bed === '4B-13')!
  expect(moved.since).toBeLessThan(moved.before!.until)
})
