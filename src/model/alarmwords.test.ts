// The words of every alarm fit their tile with usual values, every hole of a template is known, and units and clocks are the ward's.
import { describe, expect, test } from 'vitest'
import { type AlarmTold, alarmWords, isHole, longDuration, shortDuration, TILE_CHARACTERS } from './alarmwords.ts'
import { RULE_KEYS, type RuleKey, ruleOf } from './rules.ts'
import { UNITS_OF_TABLE } from './shownunits.ts'
import { at } from './units.ts'

/** 14:05 in Berlin. */
const NOW = at(Date.UTC(2026, 2, 3, 13, 5))
const HOW = { zone: 'Europe/Berlin', now: NOW, bed: '4B-07', ward: '4B' }
const told = (rule: RuleKey, over: Partial<AlarmTold> = {}): AlarmTold => ({
  rule,
  vital: ruleOf(rule).vitals[0] ?? null,
  side: null,
  value: null,
  limit: null,
  worst: null,
  say: {},
  since: NOW - 74_000,
  ended: null,
  ...over,
})

const TAKEN = String(NOW - 60_000)
/** Usual values at their longest, and what stands on tile and banner. */
const ROWS: readonly (readonly [RuleKey, Partial<AlarmTold>, string, string])[] = [
  ['vf', {}, 'VENT FIB', 'VENTRICULAR FIBRILLATION'],
  ['asystole', { value: 16 }, 'ASYSTOLE', 'ASYSTOLE, no beats for 16 s'],
  ['vt', { value: 172 }, 'VENT TACHY 172', 'VENTRICULAR TACHYCARDIA 172/min'],
  ['apnoea', { value: 20, say: { by: 'chest' } }, 'APNOEA 1:14', 'NO BREATH for 74 s · by chest'],
  ['art-lost', { vital: 'art-mean', value: 24 }, 'ART NO PULSE', 'ARTERIAL PRESSURE 24 mmHg, no pulsation: line or patient?'],
  ['brady-x', { value: 34, limit: 40 }, 'EXTREME BRADY 34', 'HEART RATE 34 < 40 extreme'],
  ['tachy-x', { value: 148, limit: 140 }, 'EXTREME TACHY 148', 'HEART RATE 148 > 140 extreme'],
  ['desat', { value: 78, limit: 80, worst: 76 }, 'DESATURATION 78', 'SpO₂ 78 % < 80, lowest 76'],
  ['art-x', { value: 44, limit: 50 }, 'ART MEAN 44', 'ARTERIAL MEAN 44 < 50 extreme'],
  ['hr-high', { value: 124, limit: 120, say: { by: 'ECG' } }, 'HR 124 > 120', 'HEART RATE 124 > 120, by ECG'],
  ['hr-low', { value: 44, limit: 50, say: { by: 'pleth' } }, 'HR 44 < 50', 'HEART RATE 44 < 50, by pleth'],
  ['pause', { value: 3.1, say: { more: ', paced: spikes without beats' } }, 'PAUSE 3.1 s', 'PAUSE 3.1 s, paced: spikes without beats'],
  ['af', { value: 120, say: { since: TAKEN } }, 'AFIB NEW', 'ATRIAL FIBRILLATION since 14:04'],
  ['st', { vital: 'st-iii', value: 0.24, limit: 0.2, say: { lead: 'aVR' } }, 'ST aVR +0.24', 'ST ELEVATION aVR 0.24 > 0.20 mV'],
  [
    'spo2-low',
    { value: 87, limit: 90, worst: 85, say: { on: ', on 2 L' } },
    'SpO₂ 87 < 90',
    'OXYGEN SATURATION 87 % < 90, lowest 85, on 2 L',
  ],
  [
    'spo2-high-o2',
    { value: 97, limit: 92, say: { target: '88–92' } },
    'SpO₂ 97 ON O₂',
    'SATURATION 97 % ABOVE TARGET 88–92 ON OXYGEN: reduce oxygen?',
  ],
  ['rr-high', { value: 31, limit: 30, say: { by: 'chest' } }, 'RESP 31 > 30', 'BREATHING 31/min > 30, by chest'],
  ['rr-low', { value: 7, limit: 8, say: { by: 'CO₂' } }, 'RESP 7 < 8', 'BREATHING 7/min < 8, by CO₂'],
  ['etco2-high', { value: 56, limit: 50 }, 'EtCO₂ 56 > 50', 'END-TIDAL CO₂ 56 > 50 mmHg'],
  ['etco2-low', { value: 21, limit: 25 }, 'EtCO₂ 21 < 25', 'END-TIDAL CO₂ 21 < 25 mmHg'],
  [
    'nibp',
    { say: { text: '82/40 (54)', which: 'S < 90, M < 60', taken: TAKEN } },
    'NIBP 82/40 (54)',
    'CUFF PRESSURE 82/40 (54) at 14:04: S < 90, M < 60 · measure again?',
  ],
  ['art-high', { say: { text: '182/104 (134)', which: 'S > 160' } }, 'ART 182/104 (134)', 'ARTERIAL 182/104 (134): S > 160'],
  ['art-low', { say: { text: '84/44 (57)', which: '' } }, 'ART 84/44 (57)', 'ARTERIAL 84/44 (57)'],
  ['temp', { value: 39.2, limit: 39, side: 'high' }, 'TEMP 39.2 > 39.0', 'TEMPERATURE 39.2 > 39.0 °C'],
  ['glucose', { value: 3.2, limit: 3.9, side: 'low', say: { taken: TAKEN } }, 'GLUCOSE 3.2', 'GLUCOSE 3.2 < 3.9 mmol/L at 14:04'],
  ['pacer', { value: 3, say: { more: ', 3' } }, 'NOT CAPTURING', 'PACEMAKER: spikes without beats, 3'],
  ['device-unknown', { say: { text: 'PUMP <1>' } }, 'CHECK MONITOR', 'BEDSIDE ALARM "PUMP <1>"'],
  ['patient', {}, 'PATIENT?', 'Monitor says another identity: values held apart until confirmed'],
  ['call', {}, 'PATIENT CALLS', 'Patient pressed the call button'],
  ['feed', { value: 16 }, 'FEED STOPPED', 'NO DATA FROM 16 BEDS: watch the bedside monitors'],
  ['no-data', {}, 'NO DATA 1:14', 'NO DATA from bed 4B-07 for 74 s: look at the bedside'],
  ['not-watched', {}, '', 'WARD 4B IS ON NO SCREEN for 74 s'],
  ['not-heard', {}, '', 'SOUND OFF on every screen of WARD 4B for 74 s'],
  [
    'leads',
    { say: { leads: 'ECG LEADS OFF', more: ': rhythm not watched, rate from pleth' } },
    'ECG LEADS OFF',
    'ECG LEADS OFF: rhythm not watched, rate from pleth',
  ],
  ['ecg-noise', {}, 'ECG UNREADABLE', 'CANNOT READ ECG for 74 s: asystole not watched'],
  ['probe', {}, 'SpO₂ PROBE OFF', 'SpO₂ PROBE OFF 74 s'],
  ['perf', { value: 0.2 }, 'SpO₂ LOW PERFUSION', 'WEAK PULSE AT PROBE, PI 0.2: move the probe'],
  ['cuff-arm', {}, 'SpO₂ CUFF SAME ARM', 'SpO₂: cuff on same arm, 74 s'],
  ['nibp-failed', { say: { more: ': motion, last good 112/64, 47 min' } }, 'NIBP FAILED', 'CUFF FAILED: motion, last good 112/64, 47 min'],
  ['nibp-due', { value: 162, say: { every: '30' } }, 'NIBP 162 min OLD', 'CUFF PRESSURE OVERDUE, every 30 min ordered'],
  ['art-damped', {}, 'ART DAMPED?', 'ARTERIAL WAVE ROUNDED: trust the mean, flush the line'],
  ['art-flush', {}, 'ART FLUSH', 'flush or sample, 74 s'],
  ['co2-line', {}, 'CO₂ LINE?', 'CO₂ IS 0 WHILE THE CHEST MOVES: check the line'],
  [
    'frozen',
    { since: NOW - 660_000, say: { name: 'patch' } },
    'VALUES UNCHANGED',
    'SAME VALUES for 11 min with new times: check the patch',
  ],
  ['implausible', { say: { name: 'ST aVR' } }, 'ST aVR IMPLAUSIBLE', 'ST aVR REJECTED: not plausible'],
  ['disagree', { value: 148, say: { other: '126', by: '22' } }, 'HR 148 / PR 126', 'RATES DIFFER BY 22 for 74 s'],
  [
    'battery',
    { value: 6, say: { text: 'EMPTY SOON', more: ': 6 %, about 14 min' } },
    'BATTERY EMPTY SOON',
    'BATTERY EMPTY SOON: 6 %, about 14 min',
  ],
  ['device-off', { say: { name: 'patch' } }, 'DEVICE OFFLINE', 'DEVICE OFFLINE: patch'],
  ['clock', { say: { text: '+24 min', more: '24 MIN AHEAD' } }, 'CLOCK +24 min', 'DEVICE CLOCK 24 MIN AHEAD: corrected, shown'],
  ['store', { say: { taken: TAKEN } }, '', 'NOT RECORDED: alarms go on, nothing is kept since 14:04'],
  ['store-damaged', {}, '', 'RECORD DAMAGED: alarms go on, a part of the history does not open'],
  ['canary', { say: { taken: TAKEN } }, '', 'ALARM PATH NOT PROVEN since 14:04'],
  [
    'news2-7',
    { say: { total: '12', text: '12 charted 06:40', more: 'tell the medical team now' } },
    'NEWS2 12',
    'NEWS2 12 charted 06:40: tell the medical team now',
  ],
  ['news2-5', { say: { total: '5–8', text: '5–8 running', more: 'take a full set' } }, 'NEWS2 5–8', 'NEWS2 5–8 running: take a full set'],
  [
    'news2-3',
    { say: { total: '3', text: '3 charted 06:40', more: 'tell the medical team' } },
    'NEWS2 3',
    'NEWS2 3 charted 06:40, 3 in one part: tell the medical team',
  ],
  [
    'obs-due',
    { say: { text: '06:40', every: '1 h', total: '5' } },
    'OBSERVATIONS DUE',
    'OBSERVATIONS DUE since 06:40, every 1 h at NEWS2 5',
  ],
  [
    'shock-index',
    { value: 1, say: { index: '1.0', text: '30' } },
    'SHOCK INDEX 1.0',
    'SHOCK INDEX 1.0, pulse pressure 30: look for bleeding',
  ],
  [
    'late',
    { vital: 'spo2', value: 84, say: { name: 'SpO₂', taken: TAKEN, received: String(NOW) } },
    'FOUND LATE',
    'FOUND LATE: SpO₂ 84 at 14:04, received 14:05',
  ],
  ['standby-over', { say: { text: 'CT', taken: TAKEN } }, 'AWAY TOO LONG', 'AWAY LONGER THAN PLANNED: CT, back expected 14:04'],
  ['not-admitted', { say: { text: 'adult default' } }, 'NOT ADMITTED', 'NOT ADMITTED: adult default limits, alarms on'],
  ['name-alert', {}, 'NAME ALERT', 'NAME ALERT: two names of this ward are alike'],
  [
    'limits-differ',
    { vital: 'spo2', value: 90, say: { name: 'SpO₂', other: '88' } },
    'LIMITS DIFFER',
    'LIMITS DIFFER FROM BEDSIDE: SpO₂ 90 here, 88 there',
  ],
]

test('each rule has a row', () => expect(ROWS.map(([rule]) => rule).toSorted()).toEqual(RULE_KEYS.toSorted()))

test('a signal that is missed is named; a rhythm that was found late has no number', () => {
  const how = { zone: 'UTC', now: NOW }
  const spo2 = told('no-data', { say: { on: ' SpO₂', more: ' (SpO₂)' } })
  expect(alarmWords(spo2, 'tile', how)).toBe('NO DATA SpO₂ 1:14')
  expect(alarmWords(spo2, 'banner', how)).toBe('NO DATA from this bed (SpO₂) for 74 s: look at the bedside')
  const late = told('late', { say: { name: 'VENT FIB', taken: TAKEN, received: String(NOW) } })
  expect(alarmWords(late, 'banner', how)).toMatch(/^FOUND LATE: VENT FIB at \d\d:\d\d, received \d\d:\d\d$/)
})

test.each(ROWS)('%s', (rule, over, tile, banner) => {
  const alarm = told(rule, over)
  expect(alarmWords(alarm, 'tile', HOW)).toBe(tile)
  expect(alarmWords(alarm, 'banner', HOW)).toBe(banner)
  expect(tile.length, tile).toBeLessThanOrEqual(TILE_CHARACTERS)
})

test.each(RULE_KEYS)('every hole of %s is known', (rule) => {
  const { tile, banner } = ruleOf(rule)
  for (const [, hole] of `${tile} ${banner}`.matchAll(/\{([^}]*)\}/g)) expect(isHole(hole!), hole).toBe(true)
})

describe('in the units of the ward', () => {
  const units = { ...UNITS_OF_TABLE, pressure: 'kPa', temperature: '°F', glucose: 'mg/dL' } as const
  test.each([
    ['temp', { value: 39.2, limit: 39, side: 'high' }, 'TEMP 102.6 > 102.2', 'TEMPERATURE 102.6 > 102.2 °F'],
    ['glucose', { value: 3.2, limit: 3.9, side: 'low', say: { taken: TAKEN } }, 'GLUCOSE 58', 'GLUCOSE 58 < 70 mg/dL at 14:04'],
    ['etco2-high', { value: 56, limit: 50 }, 'EtCO₂ 7.5 > 6.7', 'END-TIDAL CO₂ 7.5 > 6.7 kPa'],
    // The mean gives way on the tile.
    [
      'nibp',
      { say: { text: '82/40 (54)', which: 'S < 90', taken: TAKEN } },
      'NIBP 10.9/5.3',
      'CUFF PRESSURE 10.9/5.3 (7.2) at 14:04: S < 12.0 · measure again?',
    ],
    ['hr-high', { value: 124, limit: 120, say: { by: 'ECG' } }, 'HR 124 > 120', 'HEART RATE 124 > 120, by ECG'],
  ] as const)('%s', (rule, over, tile, banner) => {
    expect(alarmWords(told(rule, over), 'tile', { ...HOW, units })).toBe(tile)
    expect(alarmWords(told(rule, over), 'banner', { ...HOW, units })).toBe(banner)
  })
})

test('an alarm that ended stood as long as it stood, and what is not said is left out', () => {
  const ended = told('no-data', { ended: NOW - 60_000 })
  expect(alarmWords(ended, 'tile', HOW)).toBe('NO DATA 0:14')
  expect(alarmWords(told('no-data'), 'banner', { zone: 'UTC', now: NOW })).toBe('NO DATA from this bed for 74 s: look at the bedside')
  expect(alarmWords(told('hr-high', { value: null }), 'tile', HOW)).toBe('HR – > –')
})

test.each([
  [0, '0:00', '0 s'],
  [80_000, '1:20', '80 s'],
  [119_999, '1:59', '119 s'],
  [120_000, '2:00', '2 min'],
  [3_900_000, '1 h 05', '65 min'],
  [-1, '0:00', '0 s'],
  [7_260_000, '2 h 01', '2 h 01 min'],
])('%d ms is %s, or %s', (duration, short, long) => {
  expect([shortDuration(duration), longDuration(duration)]).toEqual([short, long])
})

test('a value just beyond its limit is never shown as that limit', () => {
  const etco2 = { vital: 'etco2', side: 'high', value: 50.4, limit: 50 } as const
  expect(alarmWords(told('etco2-high', etco2), 'tile', HOW)).toBe('EtCO₂ 50.4 > 50')
  expect(alarmWords(told('etco2-high', { ...etco2, value: 51.2 }), 'tile', HOW)).toBe('EtCO₂ 51 > 50')
})
