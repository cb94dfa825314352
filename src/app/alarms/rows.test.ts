// The banner: the worst first, what is said of each, nothing moved under a finger, nothing flooded, and what one touch asks.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AlarmAct } from '../../model/alarmacts.ts'
import { type AlarmShown, type BedAlarms, NO_ALARMS, NO_WARD_ALARMS, type WardAlarms } from '../../model/alarmshown.ts'
import { byPriority } from '../../model/priority.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { alarm, NOW } from '../gallery/makealarm.ts'
import { ANNOUNCED_EVERY, createAnnouncer } from './announce.ts'
import { placed } from './hold.ts'
import { type AlarmRow, askOf, bannerRows, countWords, hasItWords, rowsOf, standsFor } from './rows.ts'

const CARERS = new Map([['wren', { id: 'wren', initials: 'RW', name: 'R. Wren' }]])
const BEDS = ['03', '06', '09'].map((label) => ({
  id: `b${label}`,
  label,
  stay: { id: `s${label}`, population: 'adult' as const, age: 67, since: NOW },
}))
function rows(alarms: Readonly<Record<string, Partial<BedAlarms>>>, ward: Partial<WardAlarms> = {}): readonly AlarmRow[] {
  const map = new Map(Object.entries(alarms).map(([label, own]) => [`b${label}`, { ...NO_ALARMS, ...own }]))
  return rowsOf({
    beds: BEDS,
    alarms: map,
    ward: { ...NO_WARD_ALARMS, ...ward },
    when: { units: UNITS_OF_TABLE, zone: 'UTC', now: at(NOW), carers: CARERS },
  })
}
const tachy = (more: Partial<AlarmShown> = {}) =>
  alarm('tachy-x', { priority: 'high', vital: 'hr', side: 'high', value: 143, limit: 140, worst: 148, ...more })
const spo2 = (more: Partial<AlarmShown> = {}) => alarm('spo2-low', { vital: 'spo2', side: 'low', value: 84, limit: 90, ...more })
const claim = { by: 'wren', at: NOW - 40_000, until: NOW + 80_000 }
const keys = (all: readonly AlarmRow[]) => all.map(({ key }) => key)

test('the worst first; then what still is, a call, what waits', () => {
  const all = rows({
    '03': { alarms: [spo2(), alarm('battery', { priority: 'low' })], help: claim },
    '06': { alarms: [tachy({ claim, since: NOW })] },
    '09': { alarms: [tachy({ since: NOW - 90_000 }), spo2({ phase: 'unseen', since: NOW }), alarm('art-flush', { priority: 'none' })] },
  })
  expect(keys(all)).toEqual(['b03/help', 'b09/tachy-x@1', 'b06/tachy-x@1', 'b03/spo2-low@1', 'b09/spo2-low@1', 'b03/battery@1'])
  expect(countWords(all)).toBe('3 high, 2 medium, 1 low')
})

describe('of one priority', () => {
  const high = (rule: AlarmShown['rule'], more: Partial<AlarmShown> = {}) => alarm(rule, { priority: 'high', ...more })
  test('an arrest stays before what it brings with it, however new that is; a call stands beside it', () => {
    const all = rows({
      '03': { alarms: [high('art-x', { since: NOW }), high('apnoea', { since: NOW }), high('vf', { since: NOW - 90_000 })], help: claim },
    })
    expect(keys(all)).toEqual(['b03/vf@1', 'b03/apnoea@1', 'b03/help', 'b03/art-x@1'])
  })
  test('what stands before what ended, then this ward before another', () => {
    const elsewhere = (own: AlarmShown) => ({ ward: 'icu', name: 'ICU', bed: '1', why: 'untaken' as const, alarm: own, since: NOW })
    const all = rows(
      { '03': { alarms: [tachy({ phase: 'unseen' })] }, '06': { alarms: [tachy()] } },
      { elsewhere: [elsewhere(high('vf', { phase: 'latched' })), elsewhere(high('asystole'))] },
    )
    expect(keys(all)).toEqual(['b06/tachy-x@1', 'icu/1/asystole@1', 'b03/tachy-x@1', 'icu/1/vf@1'])
  })
})

test('a row says value against limit, worst, who and how long, and what is not as it should be', () => {
  const [row] = rows({ '06': { alarms: [tachy({ claim, evidence: 'pulse 126 by pleth', again: 1, recorded: false })] } })
  expect(row).toMatchObject({
    text: '*** HEART RATE 143 > 140 extreme',
    more: ['worst 148 bpm', 'pulse 126 by pleth', '2. time', 'done, not recorded'],
  })
  expect([hasItWords(row!, NOW), standsFor(row!.since, NOW), standsFor(NOW - 7_500_000, NOW)]).toEqual([
    'R. Wren has it, 1:20 left',
    '0:45',
    '2 h 05',
  ])
})

test('other wards are told with their name; nothing of them can be taken here', () => {
  const [row] = rows({}, { elsewhere: [{ ward: 'icu', name: 'ICU', bed: '1', why: 'untaken', alarm: tachy(), since: NOW }] })
  expect(row).toMatchObject({ label: 'ICU 1', more: ['nobody took it', 'worst 148 bpm'], elsewhere: 'icu' })
  expect(askOf(row!, '4B')).toBeNull()
  const [own] = rows({}, { elsewhere: [{ ward: 'icu', name: 'ICU', bed: 'ICU-1', why: 'help', alarm: null, since: NOW }] })
  expect([own!.label, own!.text]).toEqual(['ICU-1', 'HELP CALLED'])
})

test('paused and off are in the list, not in the banner', () => {
  const all = rows({ '03': { alarms: [spo2({ silence: 'alarm-paused', sounds: false })] } })
  expect([all.length, bannerRows(all).length]).toEqual([1, 0])
})

test.each<[string, Partial<AlarmShown>, string | null]>([
  ['waits', {}, 'claim'],
  ['last known', { lastKnown: NOW }, 'claim'],
  ['taken', { claim }, null],
  ['ended', { phase: 'unseen' }, 'seen'],
  ['latched', { phase: 'latched' }, 'seen'],
])('one touch on what %s', (_, more, act) => {
  const [row] = rows({ '06': { alarms: [tachy(more)] } })
  const asked = askOf(row!, '4B')
  expect(asked?.ask.act ?? null).toBe(act)
  // The act names the alarm that was shown, as it was shown.
  if (asked) expect(AlarmAct.parse(asked.ask)).toMatchObject({ stay: 's06', bed: 'b06', alarm: 'tachy-x@1', priority: 'high' })
})

describe('nothing moves under the finger', () => {
  const row = (key: string, priority: AlarmRow['priority'] = 'medium'): AlarmRow => ({
    ...rows({ '03': { alarms: [spo2()] } })[0]!,
    key,
    priority,
  })
  const names = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 })

  test('held: every row keeps its place, the gone leave theirs empty, the new come behind', () => {
    fc.assert(
      fc.property(names, names, (first, second) => {
        const before = placed(
          [],
          first.map((key) => row(key)),
          false,
        )
        const after = placed(
          before,
          second.map((key) => row(key)),
          true,
        )
        expect(after.slice(0, first.length).map((one) => one.row.key)).toEqual(first)
        expect(new Set(after.filter(({ gone }) => !gone).map((one) => one.row.key))).toEqual(new Set(second))
        expect(after.filter(({ gone }) => gone).map((one) => one.row.key)).toEqual(first.filter((key) => !second.includes(key)))
      }),
    )
  })
  test('held: what was paused meanwhile says so, and is not over', () => {
    const before = placed([], [row('a'), row('b')], false)
    const quiet: AlarmRow = { ...row('a'), signals: false, more: ['paused for care'] }
    expect(placed(before, [row('b')], true, [quiet, row('b')])[0]).toEqual({ row: quiet, gone: true })
  })
  test('let go: the order of priority, and nothing that is gone', () => {
    const before = placed([], [row('a'), row('b')], false)
    expect(placed(before, [row('c', 'high'), row('a')], false).map(({ row: { key }, gone }) => `${key}${gone}`)).toEqual([
      'cfalse',
      'afalse',
    ])
  })
})

describe('a screen reader is not flooded', () => {
  const flood = Array.from({ length: 64 }, (_, index) => ({
    ...rows({ '06': { alarms: [index % 2 ? spo2() : tachy()] } })[0]!,
    key: `k${index}`,
  })).toSorted((a, b) => byPriority(a.priority, b.priority))

  test('the worst, then the rest as one message', () => {
    const announcer = createAnnouncer()
    const said = Array.from({ length: 100 }, (_, step) => announcer.offer(flood, step * 100)).flatMap((one) => one?.words ?? [])
    expect(said).toEqual(['high alarm, bed 06: HEART RATE 143 > 140 extreme', '63 more alarms: 31 high, 32 medium'])
  })

  test('whatever comes and goes: at most one message each two seconds, and no alarm that stays is left unsaid', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray(flood.slice(0, 6)), { maxLength: 60 }), (steps) => {
        const announcer = createAnnouncer()
        let last = Number.NEGATIVE_INFINITY
        for (const [index, some] of steps.entries()) {
          const said = announcer.offer(some, index * 300)
          if (!said) continue
          expect(index * 300 - last).toBeGreaterThanOrEqual(ANNOUNCED_EVERY)
          last = index * 300
        }
        // What stands at the end is all told before long.
        const standing = steps.at(-1) ?? []
        const from = steps.length * 300
        for (const wait of [1, 2, 3]) announcer.offer(standing, from + wait * ANNOUNCED_EVERY)
        expect(announcer.offer(standing, from + 9 * ANNOUNCED_EVERY)).toBeNull()
      }),
    )
  })
})
