// The tables of signals hold together: no number twice on the wire, codes as in their sources, values shown as read.
import { expect, test } from 'vitest'
import { initials } from './census.ts'
import { plausible } from './sample.ts'
import { shownIn, shownUnit, typedIn } from './shownunits.ts'
import { isSignal, SIGNALS, signalAt, signalOf } from './signals.ts'
import { known, unknown, WHY_WORDS, WHYS } from './value.ts'
import { VITAL_KEYS, VITALS } from './vitals.ts'
import { WAVE_KEYS, WAVES } from './waves.ts'

test('each signal has one number on the wire, and is found by it', () => {
  expect(new Set(SIGNALS.map(({ wire }) => wire)).size).toBe(SIGNALS.length)
  for (const signal of SIGNALS) {
    expect(signalAt(signal.wire)).toBe(signal)
    expect(signalOf(signal.key)).toBe(signal)
    expect(signal.wire).toBeLessThan(128)
  }
  expect(new Set(SIGNALS.map(({ key }) => key)).size).toBe(SIGNALS.length)
  expect(isSignal('constructor')).toBe(false)
  expect(signalAt(127)).toBeUndefined()
})

// The bytes between an app and a gateway of the same protocol: these numbers may never change, only be added to.
test('numbers on the wire are what they were', () => {
  expect(
    Object.fromEntries(
      ['hr', 'spo2', 'nibp-sys', 'fio2', 'ecg-i', 'co2', 'rhythm', 'paced', 'beat', 'breath'].map((key) => [
        key,
        signalOf(key as 'hr').wire,
      ]),
    ),
  ).toEqual({
    hr: 0,
    spo2: 2,
    'nibp-sys': 4,
    fio2: 28,
    'ecg-i': 64,
    co2: 77,
    rhythm: 96,
    paced: 100,
    beat: 112,
    breath: 113,
  })
})

// [FACTS §3.1, §3.2]
test.each([
  ['hr', '8867-4', 147842],
  ['pr', '8889-8', 149530],
  ['spo2', '59408-5', 150456],
  ['rr', '9279-1', 151562],
  ['nibp-sys', '8480-6', 150021],
  ['nibp-dia', '8462-4', 150022],
  ['nibp-mean', '8478-0', 150023],
  ['art-sys', '76215-3', 150033],
  ['temp', '8310-5', 150344],
  ['etco2', '19891-1', 151708],
  ['cvp', '60985-9', 150087],
] as const)('%s: LOINC %s, MDC %s', (key, loinc, mdc) => {
  expect(VITALS[key]).toMatchObject({ loinc, mdc })
})

test('every row can be shown: a label, a unit, a range with room, a cadence', () => {
  for (const key of VITAL_KEYS) {
    const { plausible: range, cadence, label, unit } = VITALS[key]
    expect(range[1]).toBeGreaterThan(range[0])
    expect(cadence).toBeGreaterThan(0)
    expect(label.length).toBeLessThanOrEqual(6)
    expect(unit).not.toBe('')
  }
  for (const key of WAVE_KEYS) expect(WAVES[key].rate).toBeGreaterThan(0)
  for (const why of WHYS) expect(WHY_WORDS[why].length).toBeLessThanOrEqual(12)
})

test.each([
  ['temp', 38.04, '38.0'],
  ['temp', 38.05, '38.1'],
  ['hr', 71.5, '72'],
  ['hr', 0, '0'],
  ['cvp', -2.4, '−2'],
  ['cvp', -0.3, '0'],
  ['st-iii', -0.105, '−0.10'],
  ['st-iii', 0.235, '0.24'],
] as const)('%s %s reads %s', (key, value, text) => {
  expect(shownIn(key, value, undefined)).toBe(text)
})

const KPA = { pressure: 'kPa', temperature: '°F', glucose: 'mg/dL' } as const
test.each([
  ['nibp-sys', 162, '21.6', 'kPa'],
  ['cvp', -2, '−0.3', 'kPa'],
  ['cvp', -0.2, '0.0', 'kPa'],
  ['temp', 38.5, '101.3', '°F'],
  ['glucose', 7, '126', 'mg/dL'],
  ['st-ii', 0.12, '0.12', 'mV'],
  ['spo2', 97, '97', '%'],
] as const)('%s %s reads %s %s where the ward shows it so', (key, value, text, unit) => {
  expect([shownIn(key, value, KPA), shownUnit(key, KPA)]).toEqual([text, unit])
})

test.each([
  ['mmHg', 21.6, 162],
  ['°C', 101.3, 38.5],
  ['mmol/L', 126, 7],
  ['%', 97, 97],
] as const)('typed in a ward that shows other units: %s', (unit, typed, value) => {
  expect(typedIn(typed, unit, KPA)).toBeCloseTo(value, 1)
  expect(typedIn(typed, unit, undefined)).toBe(typed)
})

// [FACTS §1.5]
test.each([
  ['temp', 384.5],
  ['hr', 351],
  ['spo2', 100.5],
  ['etco2', -1],
] as const)('%s %s is implausible', (key, value) => {
  expect(plausible(key, known(value))).toEqual(unknown('implausible'))
})
test('what is plausible, or unknown already, passes', () => {
  expect(plausible('hr', known(350))).toEqual(known(350))
  expect(plausible('hr', unknown('lead-off'))).toEqual(unknown('lead-off'))
})

test.each([
  ['Amara Thistle', 'AT'],
  ['Suri', 'S'],
  ['Wilhelmina Featherstonehaugh-Goldenrod', 'WF'],
  ['Zoë Åkermarble', 'ZÅ'],
  ['P. Heron (demo staff)', 'PH'],
  ['(night) R. Wren', 'RW'],
  ['  ', ''],
  ['<img src=x onerror=alert(1)>', '<O'],
  ['e\u0301lan x\u0308', 'E\u0301X\u0308'],
])('initials of %j are %j', (name, short) => {
  expect(initials(name)).toBe(short)
})
