// What happened since an hour: presets by the ward's clock, also in the nights in which it is set, and each figure by a table.
import { expect, test } from 'vitest'
import type { Oxygen } from './observations.ts'
import { oxygenStep, type SinceAsk, sinceOf, sinceSpan } from './since.ts'
import type { AlarmBar, Note } from './story.ts'
import { at } from './units.ts'

const utc = (text: string) => at(Date.parse(`${text}:00Z`))

test.each([
  // [preset, zone, now (UTC), looked (UTC), from (UTC), to (UTC)]
  ['night', 'Europe/London', '2026-01-15T07:30', null, '2026-01-14T20:00', '2026-01-15T07:00'],
  ['night', 'Europe/London', '2026-01-15T03:00', null, '2026-01-14T20:00', '2026-01-15T03:00'],
  ['night', 'Europe/London', '2026-01-15T15:00', null, '2026-01-14T20:00', '2026-01-15T07:00'],
  ['evening', 'Europe/London', '2026-01-15T07:30', null, '2026-01-14T20:00', '2026-01-15T07:30'],
  // Clocks forward: a night of ten hours. Back: one of twelve.
  ['night', 'Europe/London', '2026-03-29T07:30', null, '2026-03-28T20:00', '2026-03-29T06:00'],
  ['night', 'Europe/London', '2026-10-25T08:30', null, '2026-10-24T19:00', '2026-10-25T07:00'],
  ['night', 'America/New_York', '2026-03-08T13:00', null, '2026-03-08T01:00', '2026-03-08T11:00'],
  ['night', 'America/New_York', '2026-11-01T13:00', null, '2026-11-01T00:00', '2026-11-01T12:00'],
  ['night', 'Australia/Lord_Howe', '2026-10-03T23:00', null, '2026-10-03T09:30', '2026-10-03T20:00'],
  ['night', 'Asia/Kolkata', '2026-01-15T03:00', null, '2026-01-14T14:30', '2026-01-15T01:30'],
  ['looked', 'Europe/London', '2026-01-15T07:30', '2026-01-14T18:12', '2026-01-14T18:12', '2026-01-15T07:30'],
] as const)('%s in %s at %s', (key, zone, now, looked, from, to) => {
  expect(sinceSpan(key, zone, utc(now), looked && utc(looked))).toEqual({ from: utc(from), to: utc(to) })
})
test('who never looked has no such span', () => {
  expect(sinceSpan('looked', 'UTC', at(1000), null)).toBeNull()
})

const NOTHING: SinceAsk = {
  from: 0,
  to: 10_000,
  sets: [],
  running: [],
  spo2: [],
  holes: [],
  limits: [],
  targets: [],
  oxygen: [],
  alarms: [],
  notes: [],
  gone: [],
}
const air: Oxygen = { device: 'A', flow: null, fio2: null }
const nasal = (flow: number): Oxygen => ({ device: 'N', flow, fio2: null })
const venturi = (fio2: number): Oxygen => ({ device: 'V', flow: null, fio2 })

test.each([
  [air, nasal(2), 'up'],
  [nasal(2), air, 'down'],
  [nasal(2), nasal(4), 'up'],
  [nasal(4), nasal(4), 'same'],
  [venturi(28), venturi(24), 'down'],
  [nasal(2), venturi(28), 'other'],
  [air, air, 'same'],
] as const)('oxygen from %j to %j went %s', (before, now, went) => {
  expect(oxygenStep(before, now)).toBe(went)
})

const bar = (over: Partial<AlarmBar>): AlarmBar => ({
  id: 'a',
  rule: 'asystole',
  priority: 'high',
  from: 10,
  to: 20,
  words: 'ASYSTOLE',
  takenAt: null,
  takenBy: null,
  unseen: true,
  ...over,
})
const note = (over: Partial<Note>): Note => ({
  id: 'n',
  kind: 'note',
  at: 10,
  written: 10,
  text: 'seen',
  by: null,
  corrects: null,
  corrected: null,
  ...over,
})

test.each<[string, Partial<SinceAsk>, object]>([
  ['nothing at all', {}, { charted: null, running: null, spo2: null, unseen: null, notes: null, oxygen: { went: 'unknown' } }],
  [
    'the highest charted, the first of two alike, none without a total',
    { sets: [3, 7, 7, null].map((total, i) => ({ set: { at: at(100 * i) }, total })) },
    { charted: { total: 7, at: 100, sets: 3 } },
  ],
  ['sets of before do not count', { from: 50, sets: [{ set: { at: at(10) }, total: 9 }] }, { charted: null }],
  [
    'the running score by what it is at least, of two the one that is known better',
    {
      running: [
        { at: 1, low: 2, high: 20 },
        { at: 2, low: 5, high: 5 },
        { at: 3, low: 5, high: 8 },
      ],
    },
    { running: { at: 2, low: 5, high: 5 } },
  ],
  [
    'oxygen up, since when it is as it is',
    {
      from: 5,
      oxygen: [
        { at: 1, oxygen: air },
        { at: 20, oxygen: nasal(2) },
        { at: 30, oxygen: nasal(4) },
        { at: 40, oxygen: nasal(4) },
      ],
    },
    { oxygen: { went: 'up', before: air, now: nasal(4), at: 30 } },
  ],
  [
    'alarms by priority, those of notices not, and the first that nobody saw',
    {
      alarms: [
        bar({ id: 'a', unseen: false }),
        bar({ id: 'b', from: 30 }),
        bar({ id: 'c', from: 40 }),
        bar({ priority: 'medium' }),
        bar({ priority: 'notice' }),
      ],
    },
    { alarms: { high: 3, medium: 1 }, unseen: { count: 2, at: 30, id: 'b' } },
  ],
  [
    'one raised before that ended in it and nobody saw, and one that stands with nobody at it',
    {
      from: 50,
      alarms: [
        bar({ id: 'a', from: 40, to: 60 }),
        bar({ id: 'b', from: 45, to: null, unseen: false }),
        bar({ id: 'c', from: 46, to: null, unseen: false, takenAt: 47 }),
        bar({ id: 'd', from: 10, to: 20 }),
      ],
    },
    { alarms: { high: 0, medium: 0 }, unseen: { count: 2, at: 40, id: 'a' } },
  ],
  [
    'notes that hold, not those that were corrected',
    { notes: [note({ corrected: 'm' }), note({ id: 'm', at: 11, text: 'better' })] },
    { notes: { count: 1, at: 11, words: 'better' } },
  ],
  [
    'seconds below target and limit in force',
    {
      spo2: Array.from({ length: 10 }, (_, i) => ({ at: i * 1000, value: i < 4 ? 95 : 89 })),
      limits: [{ vital: 'spo2', from: 0, low: 90, high: null, by: null, why: null }],
      targets: [{ from: 0, low: 94 }],
    },
    { spo2: { below: 6000, belowTarget: 6000, missing: 0, longest: { from: 4000, to: 10_000, lowest: 89 } } },
  ],
])('%s', (_, ask, since) => {
  expect(sinceOf({ ...NOTHING, ...ask })).toMatchObject(since)
})
