// Words of the pages about a shift: handover, meter, history, downtime sheet.
import { expect, test } from 'vitest'
import { NO_ALARMS, type ScoreShown } from '../../model/alarmshown.ts'
import { PRIORITIES } from '../../model/priority.ts'
import { HandoverRow } from '../../model/shiftapi.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import type { LastBed } from '../messages.ts'
import { DOWNTIME_COLUMNS } from './downtime.ts'
import { deviceWords, type HandoverWords, patientWords, raisedWords, scoreWords, setLines, standingLines, storyOf } from './handover.ts'
import { HISTORY_START, historyBody, lineWords } from './history.ts'
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

const score: ScoreShown = { charted: null, running: null, scale: 1, refused: null, shockIndex: null, map: null, pulsePressure: null }
test.each([
  [null, 'NEWS2 not known'],
  [{ ...score, refused: 'under-16' as const }, 'NEWS2 not for under 16'],
  [
    { ...score, charted: { total: 5, at: AT, scale: 2 as const, trigger: 'medium' as const, due: AT + 60 * MIN } },
    'NEWS2 5 (scale 2) charted 14:05, due 15:05',
  ],
  [
    {
      ...score,
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
  expect(patientWords(row())).toEqual({ name: 'empty', rest: '' })
})

test('a story too long keeps high alarms and acts, in order of time', () => {
  const line = (at: number, priority: 'high' | 'medium' | null, by: string | null) => ({
    stay: 's',
    bed: '1',
    at,
    what: '',
    rule: null,
    priority,
    words: String(at),
    by,
    why: null,
  })
  const story = [line(5, 'medium', null), line(4, 'medium', null), line(3, null, 'R. Wren'), line(2, 'medium', null), line(1, 'high', null)]
  expect(storyOf(row({ story }), 3).map(({ at }) => at)).toEqual([1, 3, 5])
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
