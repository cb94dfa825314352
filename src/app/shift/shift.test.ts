// Words of the pages about a shift: handover, meter, history, downtime sheet.
import { expect, test } from 'vitest'
import { NO_ALARMS, NO_SCORE } from '../../model/alarmshown.ts'
import { PRIORITIES } from '../../model/priority.ts'
import { HandoverRow } from '../../model/shiftapi.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import type { LastBed } from '../messages.ts'
import { DOWNTIME_COLUMNS } from './downtime.ts'
import { deviceWords, type HandoverWords, patientWords, raisedWords, scoreWords, setLines, standingLines, storyOf } from './handover.ts'
import { HISTORY_START, historyBody, lineWords, toldWords } from './history.ts'
import { longWords, rateWords, shareWords } from './quietwords.ts'

const AT = Date.UTC(2026, 2, 3, 14, 5)
const MIN = 60_000
const words: HandoverWords = {
  units: UNITS_OF_TABLE,
  zone: 'UTC',
  now: at(AT),
  when: (at) => new Date(at).toISOString().slice(11, 16),
  who: (id) => ({ r: 'R. Wren', k: 'L. Kestrel' })[id] ?? 'somebody',
}
const row = (over: Partial<HandoverRow> = {}): HandoverRow =>
  HandoverRow.parse({
    bed: 'b',
    label: '4B-05',
    patient: null,
    until: null,
    alarms: NO_ALARMS,
    limits: [],
    raised: { high: 0, medium: 0, low: 0 },
    story: [],
    more: 0,
    gone: [],
    devices: [],
    ...over,
  })
type Alarm = HandoverRow['alarms']['alarms'][number]
const alarm = (over: Partial<Alarm> = {}): Alarm => ({
  id: 'a',
  rev: 0,
  rule: 'spo2-low',
  priority: 'medium',
  phase: 'active',
  vital: 'spo2',
  side: 'low',
  value: 87,
  limit: 90,
  worst: 85,
  say: {},
  evidence: null,
  since: AT - 5 * MIN,
  raised: AT - 5 * MIN,
  lastKnown: null,
  ended: null,
  claim: null,
  told: 'ward',
  again: 0,
  silence: 'none',
  sounds: true,
  recorded: true,
  ...over,
})
const texts = (lines: readonly { readonly text: string }[]): readonly string[] => lines.map(({ text }) => text)

test('what stands comes before what ended unseen, then notices; each says who has it and since when', () => {
  const claim = { by: 'r', at: AT, until: AT + 5 * MIN }
  const alarms = {
    ...NO_ALARMS,
    hidden: 2,
    alarms: [
      alarm({ phase: 'unseen', ended: AT - MIN }),
      alarm({ claim }),
      alarm({ rule: 'news2-5', priority: 'notice', vital: null, say: { text: '5', more: '' } }),
      alarm({ lastKnown: AT, recorded: false }),
    ],
  }
  const lines = standingLines(row({ alarms }), words)
  const low = '** OXYGEN SATURATION 87 % < 90, lowest 85'
  expect(texts(lines)).toEqual([
    `${low} · since 14:00 · R. Wren has it until 14:10`,
    `${low} · since 14:00 · last known · nobody has it · NOT RECORDED`,
    '2 more beneath',
    `${low} · ended 14:04, not seen`,
    'NEWS2 5 · since 14:00 · not answered',
  ])
  expect(lines.map(({ kind }) => kind)).toEqual(['standing', 'standing', 'standing', 'unseen', 'notice'])
})

test('what was set says who, until when and why; what is off or extreme is loud', () => {
  const by = { by: 'k', at: AT, until: AT + 2 * MIN }
  const alarms = {
    ...NO_ALARMS,
    off: [{ vital: 'rr' as const, by: 'k', at: AT, review: AT + 60 * MIN }],
    order: { by: 'x', at: AT, review: AT + 60 * MIN },
    silence: by,
    target: { low: 88, high: 92 },
    limits: [{ vital: 'hr' as const, low: 38, high: 120, extreme: true }],
    confirmAge: true,
    notWatched: ['rhythm not watched'],
  }
  const change = { by: 'Dr A. Rook', at: AT, why: 'athlete, well' }
  const lines = setLines(
    row({
      alarms,
      limits: [
        { vital: 'hr', low: 38, high: 120, ...change },
        { vital: 'temp', low: 35.5, high: 38.5, ...change },
        { vital: 'spo2', low: null, high: null, ...change },
      ],
    }),
    words,
  )
  expect(lines.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'off: ALARMS OFF BY ORDER of somebody, review 15:05',
    'off: ALARM OFF RR by L. Kestrel, review 15:05',
    'off: EXTREME limits HR 38–120 bpm by Dr A. Rook 14:05: athlete, well',
    'set: limits T 35.5–38.5 °C by Dr A. Rook 14:05: athlete, well',
    'off: limits SpO₂ off–off % by Dr A. Rook 14:05: athlete, well',
    'set: oxygen target 88–92 %',
    'off: limits not confirmed for this age',
    'set: silenced by L. Kestrel until 14:07',
    'off: not watched: rhythm not watched',
  ])
})

test.each([
  [null, 'NEWS2 not known'],
  [{ ...NO_SCORE, refused: 'under-16' as const }, 'NEWS2 not for under 16'],
  [
    { ...NO_SCORE, charted: { total: 5, at: AT, scale: 2 as const, trigger: 'medium' as const, due: AT + 60 * MIN } },
    'NEWS2 5 (scale 2) charted 14:05, due 15:05',
  ],
  [
    {
      ...NO_SCORE,
      running: {
        low: 2,
        high: 5,
        trigger: 'low' as const,
        missing: [{ part: 'consciousness' as const, seen: AT }],
        narrow: 'consciousness' as const,
      },
    },
    'NEWS2 not charted · running 2–5; consciousness last seen 14:05',
  ],
])('early warning in words: %#', (given, text) => {
  expect(scoreWords(row({ alarms: { ...NO_ALARMS, score: given } }), words)).toBe(text)
})

test('devices with battery and link, counts of alarms, an empty bed', () => {
  const devices = [
    { id: 'w', name: 'wall monitor', kind: 'wall' as const, link: 'on' as const },
    { id: 't', name: 'telemetry', kind: 'telemetry' as const, link: 'off' as const, battery: 17.6 },
  ]
  expect(deviceWords(row({ devices }))).toBe('wall monitor · telemetry 18 %, OFFLINE')
  expect(deviceWords(row())).toBe('no device')
  expect(raisedWords(row({ raised: { high: 1, medium: 3, low: 0 } }))).toBe('4 alarms, 1 of them high')
  expect(raisedWords(row({ raised: { high: 1, medium: 0, low: 0 } }))).toBe('1 alarm, all high')
  expect(raisedWords(row())).toBe('no alarm')
  // None that is kept is not none.
  expect(raisedWords(row({ gone: ['alarm'] }))).toBe('alarms no longer kept')
  const score = { ...NO_SCORE, charted: null, running: null }
  expect(scoreWords(row({ alarms: { ...NO_ALARMS, score } }), words)).toBe('NEWS2 not charted')
  expect(scoreWords(row({ alarms: { ...NO_ALARMS, score }, gone: ['charted'] }), words)).toBe('NEWS2 no longer kept')
  expect(patientWords(row())).toEqual({ name: 'empty', rest: '' })
})

const line = (at: number, over: Partial<HandoverRow['story'][number]> = {}) => ({
  stay: 's',
  bed: '1',
  at,
  what: 'raised',
  rule: 'hr-high' as const,
  priority: 'medium' as const,
  words: 'HEART RATE 124 > 120',
  by: null,
  why: null,
  ...over,
})
const storyRow = (...lines: readonly HandoverRow['story'][number][]) => row({ story: lines.toReversed() })

test('an alarm is one line of the story: who took it how often, and how it ended; again raised it is another', () => {
  const { told, left } = storyOf(
    storyRow(
      line(1),
      line(2, { what: 'taken', by: 'R. Wren' }),
      line(3, { what: 'the claim lapsed' }),
      line(4, { what: 'told to more, untaken' }),
      line(5, { what: 'taken', by: 'P. Heron', words: 'HEART RATE 131 > 120' }),
      line(6, { what: 'over, after 11 min', words: 'HEART RATE 117 > 120' }),
      line(7, { what: 'limits changed', rule: null, priority: null, words: 'HR 50–165 bpm', by: 'Dr A. Rook', why: 'known' }),
      line(8),
      line(9, { what: 'ended, not seen, after 5 s' }),
      line(10, { what: 'seen', by: 'R. Wren' }),
      line(11, { rule: 'vf', priority: 'high', words: 'VENTRICULAR FIBRILLATION' }),
    ),
    9,
  )
  expect(told.map(({ at: when, text }) => `${when} ${text}`)).toEqual([
    '1 ** HEART RATE 117 > 120: taken 2 times, last by P. Heron; told to more; over, after 11 min',
    '7 HR 50–165 bpm: limits changed, by Dr A. Rook, known',
    '8 ** HEART RATE 124 > 120: seen by R. Wren; ended, not seen, after 5 s',
    '11 *** VENTRICULAR FIBRILLATION: stands',
  ])
  expect(left).toBe(0)
})

test('what stands is told above the story, not in it again', () => {
  const stands = { ...NO_ALARMS, alarms: [alarm({ rule: 'hr-high' })] }
  expect(storyOf({ ...storyRow(line(1), line(2, { what: 'over, after 1 s' }), line(3)), alarms: stands }, 9)).toMatchObject({
    told: [{ at: 1 }],
    left: 0,
  })
})

test('a story too long keeps high alarms, then what was set, then the newest, in order of time; the rest is counted', () => {
  const set = { rule: null, priority: null, words: '', what: 'alarm off', by: 'R. Wren' }
  const story = storyRow(
    line(1, { priority: 'high', rule: 'vt' }),
    line(2, { rule: 'rr-low' }),
    line(3, set),
    line(4, { rule: 'temp' }),
    line(5, { rule: 'probe', priority: 'low' }),
  )
  expect(storyOf(story, 3)).toMatchObject({ told: [{ at: 1 }, { at: 3 }, { at: 5 }], left: 2 })
})

test.each([
  [0.84, '0.8'],
  [9.96, '10.0'],
  [12.4, '12'],
  [null, 'not known yet'],
])('a rate of %s is "%s"', (rate, text) => expect(rateWords(rate)).toBe(text))
test.each([
  [0, '0 %'],
  [0.004, 'under 1 %'],
  [0.996, '99 %'],
  [1, '100 %'],
  [null, 'none ended'],
])('a share of %s is "%s"', (share, text) => expect(shareWords(share)).toBe(text))
test.each([
  [0, '0 s'],
  [300, 'under 1 s'],
  [38_000, '38 s'],
  [125_000, '2 min 05 s'],
  [120_000, '2 min'],
  [4_800_000, '1 h 20 min'],
])('%d ms are "%s"', (ms, text) => expect(longWords(ms)).toBe(text))

test.each([
  [0, [], 'Nothing in this time.'],
  [1, [], '1 line, newest first.'],
  [0, ['4B-05'], 'No line. No longer kept: alarms and limits of ended stays in 4B-05.'],
  [12, ['4B-05', '4B-06'], '12 lines, newest first. No longer kept: alarms and limits of ended stays in 4B-05, 4B-06.'],
] as const)('the history of %i lines, no longer kept of %j', (lines, gone, told) => {
  expect(toldWords(lines, gone)).toBe(told)
})

test('what is asked of the history: only the filters that are set, and the stretch before the oldest line shown', () => {
  expect(historyBody('w', HISTORY_START, AT, null)).toEqual({ ward: 'w', stay: null, from: AT - 12 * 60 * MIN, to: AT })
  expect(historyBody('w', { hours: 1, priority: 'high', rule: 'vf', stay: 's' }, AT, AT - MIN)).toEqual({
    ward: 'w',
    stay: 's',
    from: AT - 60 * MIN,
    to: AT - MIN,
    rules: ['vf'],
    priorities: ['high'],
  })
})
test('a line begins with the mark of its priority', () => {
  const line = { stay: 's', bed: '1', at: 0, what: '', rule: null, words: 'ASYSTOLE', by: null, why: null }
  expect(PRIORITIES.map((priority) => lineWords({ ...line, priority }))).toEqual([
    '*** ASYSTOLE',
    '** ASYSTOLE',
    '* ASYSTOLE',
    'ASYSTOLE',
    'ASYSTOLE',
  ])
})

const bed = (rows: LastBed['rows']): LastBed => ({ bed: 'b', label: '1', stay: 's', presence: 'occupied', onRequest: false, rows })
const last = (signal: string, text: string, over: Partial<LastBed['rows'][number]> = {}) => ({
  signal,
  text,
  known: true,
  unit: '',
  at: AT,
  ...over,
})
const cells = (rows: LastBed['rows']) =>
  Object.fromEntries(
    DOWNTIME_COLUMNS.flatMap(({ words: name, of }) => {
      const { text, taken } = of(bed(rows), words.when)
      return text === '' ? [] : [[name, `${text} @${taken}`]]
    }),
  )
test('the downtime sheet: each number with its time, a pressure as one, a rate by pleth said so, unknown with its reason', () => {
  expect(
    cells([
      last('hr', 'LEADS OFF', { known: false }),
      last('pr', '72', { at: AT - MIN }),
      last('nibp-sys', '118'),
      last('nibp-dia', '64'),
      last('nibp-mean', '82'),
      last('o2-flow', '2', { unit: 'L/min' }),
      last('o2-device', 'nasal cannula', { at: AT - MIN }),
    ]),
  ).toEqual({
    'HR, bpm': '72 (PR) @14:04',
    Pressure: 'NIBP 118/64 (82) @14:05',
    Oxygen: '2 L/min, nasal cannula @14:05',
  })
  expect(cells([last('hr', 'LEADS OFF', { known: false })])).toEqual({ 'HR, bpm': 'LEADS OFF @14:05' })
})
