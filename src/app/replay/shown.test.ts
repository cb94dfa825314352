// A frame of the replay in the words of the live tiles; where the scrubber goes; windows that are asked for.
import { expect, test } from 'vitest'
import { NO_ALARMS } from '../../model/alarmshown.ts'
import type { Replayed, ReplayedBed } from '../../model/replayapi.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { WHYS } from '../../model/value.ts'
import { VITAL_KEYS } from '../../model/vitals.ts'
import { agoWords, frameOf, momentIn } from './shown.ts'
import { density, jump, momentOf, put, windowOf, within } from './windows.ts'

const FROM = Date.UTC(2026, 0, 15, 2, 14, 0)
const hr = VITAL_KEYS.indexOf('hr')
const sys = VITAL_KEYS.indexOf('nibp-sys')
const stay = { id: 's', population: 'adult', age: 67, since: FROM - 1e7 } as const

const told: ReplayedBed['told'][number] = {
  k: 0,
  population: 'adult',
  age: 67,
  who: { initials: 'AT', sex: 'F' },
  facts: { presence: 'occupied', away: null, marks: [], notices: [], notes: [], valuesOnRequest: false },
}
const answer = (bed: Partial<ReplayedBed>, over: Partial<Replayed> = {}): Replayed => ({
  ward: { id: '4B', name: '4B', zone: 'UTC', units: UNITS_OF_TABLE },
  speed: 1,
  from: FROM,
  step: 1000,
  count: 61,
  off: [],
  carers: [],
  beds: [
    {
      bed: '05',
      label: '05',
      lies: [{ k: 0, stay, hidden: false }],
      told: [told],
      nurses: [{ k: 0, nurse: null, known: true }],
      numbers: [[0, hr, FROM, 0, 72, 255, 0, 0]],
      coded: [],
      alarms: [{ k: 0, alarms: NO_ALARMS }],
      scores: [],
      devices: [{ id: 'w', name: 'wall monitor', kind: 'wall', link: 'on' }],
      ...bed,
    },
  ],
  ...over,
})
const cellAt = (of: Replayed, k: number, vital = 'hr') =>
  frameOf(of, k, false)
    .tiles[0]!.slots.flatMap(({ cells }) => cells)
    .find((cell) => cell.vital === vital)

test.each([
  [0, '72', 'live', false],
  [4, '72', 'late', false],
  [6, '72', 'stale', true],
  [20, '--', 'none', false],
] as const)('one sample at frame 0, %i s later: %s, %s', (k, text, freshness, struck) => {
  expect(cellAt(answer({}), k)).toMatchObject({ text, freshness, struck })
})

test('an unknown says why; a cuff pressure its age then; initials and age; nothing of another stay stays', () => {
  const unknown = answer({ numbers: [[0, hr, FROM, 0, null, WHYS.indexOf('lead-off'), 0, 0]] })
  expect(frameOf(unknown, 0, false).tiles[0]!.slots[0]).toMatchObject({ why: 'LEADS OFF' })
  const cuff = answer({ numbers: [[0, sys, FROM - 720_000, 0, 120, 255, 0, 0]] })
  const place = frameOf(cuff, 0, false).tiles[0]!.slots.find(({ slot }) => slot === 'pressure')!
  expect(place.notes.map(({ text }) => text)).toContain('02:02 · 12 min')
  expect(frameOf(cuff, 0, false).tiles[0]!.patient).toBe('AT 67 F · adult')
  expect(frameOf(cuff, 0, true).tiles[0]!.patient).toBe('')
  const moved = answer({
    lies: [
      { k: 0, stay, hidden: false },
      { k: 5, stay: { ...stay, id: 't' }, hidden: false },
    ],
  })
  expect(cellAt(moved, 4)).toMatchObject({ text: '72' })
  expect(cellAt(moved, 5)).toMatchObject({ text: '--' })
})

test('each moment has its own nurse, marks and age; what is not known of then is said so, and never what is so now', () => {
  const nurse = { id: 'n', initials: 'RW', name: 'R. Wren' }
  const facts = { ...told.facts, marks: ['name-alert' as const] }
  const turned = answer({
    told: [
      { ...told, who: null, age: null },
      { ...told, k: 5 },
      { ...told, k: 9, facts },
    ],
    nurses: [
      { k: 0, nurse: null, known: false },
      { k: 3, nurse, known: true },
    ],
  })
  const tile = (k: number) => frameOf(turned, k, false).tiles[0]!
  expect([2, 3].map((k) => [tile(k).nurse, frameOf(turned, k, false).unknown])).toEqual([
    ['?', 'who had which bed is not known of then'],
    ['RW', null],
  ])
  expect([4, 5].map((k) => tile(k).patient)).toEqual(['age unknown', 'AT 67 F · adult'])
  expect(
    [8, 9].map((k) =>
      tile(k)
        .marks.map(({ mark }) => mark)
        .includes('name-alert'),
    ),
  ).toEqual([false, true])
})

test('empty, hidden, and no gateway', () => {
  const empty = answer({ lies: [{ k: 0, stay: null, hidden: false }] })
  expect(frameOf(empty, 0, false).tiles[0]).toMatchObject({ presence: 'empty', line: 'empty' })
  // Before anything of a bed is known, nobody knows that it was.
  const before = answer({ lies: [{ k: 0, stay: null, hidden: false }], nurses: [{ k: 0, nurse: null, known: false }] })
  expect(frameOf(before, 0, false).tiles[0]).toMatchObject({ presence: 'empty', line: 'not known of then' })
  const off = answer({}, { off: [{ from: FROM + 10_000, to: FROM + 730_000 }] })
  expect(frameOf(off, 9, false).off).toBeNull()
  expect(frameOf(off, 10, false)).toMatchObject({ off: 'NO GATEWAY 02:14–02:26', tiles: [] })
})

test('moments in words and addresses', () => {
  expect(momentIn('UTC', FROM + 10_000)).toBe('Thu 15 Jan 02:14:10')
  expect([45_000, 900_000, 18_960_000, 3 * 86_400_000].map(agoWords)).toEqual(['45 s ago', '15 min ago', '5 h 16 min ago', '3 d ago'])
  expect([momentOf('?at=1000'), momentOf('?at=2026-01-15T02:14:00Z'), momentOf('?at=x'), momentOf('')]).toEqual([1000, FROM, null, null])
  expect([within(5e9, 1e9), within(-5, 1e9)]).toEqual([1e9 - 3000, 1e9 - 72 * 3_600_000])
})

test('windows, jumps from alarm to alarm, and alarms by parts of the time', () => {
  expect(windowOf(125_500, 1000)).toEqual({ window: { at: 120_000, step: 1000, count: 60 }, k: 5 })
  const alarms = [
    { at: 1500, high: true },
    { at: 9000, high: false },
  ]
  expect([jump(alarms, 0, 'after'), jump(alarms, 2000, 'after'), jump(alarms, 2000, 'before'), jump(alarms, 9500, 'before')]).toEqual([
    2000,
    9000,
    null,
    9000,
  ])
  expect(density(alarms, 0, 10_000, 2)).toEqual([
    { all: 1, high: 1 },
    { all: 1, high: 0 },
  ])
  const kept = new Map<string, number>()
  for (let i = 0; i < 20; i++) put(kept, `${i}`, i)
  expect([kept.size, kept.has('0'), kept.has('19')]).toEqual([12, false, true])
})
