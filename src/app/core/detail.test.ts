// Detail rows name age, source and quality; what nobody watches is said.
import { expect, test } from 'vitest'
import { NO_ALARMS, NO_WARD_ALARMS } from '../../model/alarmshown.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { QUALITY } from '../../model/sample.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { known, unknown } from '../../model/value.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { detailOf, detailRows, notWatched } from './detail.ts'
import type { BedView, WardView, WaveRing } from './view.ts'
import { counter, every, often, span } from './words.ts'

const NOW = at(1_790_000_000_000)
const WHEN = { now: NOW, speed: 1, zone: 'UTC', units: UNITS_OF_TABLE }
const entry = { at: at(NOW - 2500), received: at(NOW - 2500), source: 0, quality: 1 }
const bed: BedView = {
  index: 0,
  id: 'b',
  label: '1',
  stay: null,
  facts: { ...EMPTY_BED, presence: 'occupied', devices: [{ id: 'm', name: 'wall monitor', kind: 'wall', link: 'on' }] },
  numbers: new Map([
    ['hr', { ...entry, kind: 'number', signal: 'hr', value: known(72) }],
    ['spo2', { ...entry, kind: 'number', signal: 'spo2', value: unknown('probe-off'), source: 255 }],
  ]),
  coded: new Map([['rhythm', { ...entry, kind: 'coded', signal: 'rhythm', value: known('sinus') }]]),
  seconds: new Map(),
  rings: new Map(),
  lastBeat: null,
  held: 'none',
  alarms: NO_ALARMS,
}

test('each signal has a row with age, source and quality', () => {
  expect(detailRows(bed, WHEN)).toEqual([
    {
      signal: 'hr',
      second: false,
      name: 'heart rate',
      text: '72',
      unit: 'bpm',
      freshness: 'live',
      age: '0:02',
      expected: 'each 1 s',
      source: 'wall monitor',
      quality: 'derived',
    },
    {
      signal: 'spo2',
      second: false,
      name: 'oxygen saturation',
      text: '--',
      unit: '%',
      freshness: 'none',
      age: '0:02',
      expected: 'each 1 s',
      source: 'unknown device',
      quality: 'probe off, derived',
    },
    {
      signal: 'rhythm',
      second: false,
      name: 'rhythm',
      text: 'sinus rhythm',
      unit: '',
      freshness: 'live',
      age: '0:02',
      expected: 'each 1 s',
      source: 'wall monitor',
      quality: 'derived',
    },
  ])
})

test('a second device has a row of its own under the one that leads, and units are the ward’s', () => {
  const devices = [bed.facts.devices[0]!, { id: 't', name: 'telemetry', kind: 'telemetry', link: 'on' }] as const
  const second = { ...entry, source: 1, kind: 'number', signal: 'hr', value: known(126), quality: QUALITY.second } as const
  const art = { ...entry, kind: 'number', signal: 'art-sys', value: known(162) } as const
  const row: BedView = {
    ...bed,
    facts: { ...bed.facts, devices: [...devices] },
    numbers: new Map([...bed.numbers, ['art-sys', art]]),
    seconds: new Map([['hr', second]]),
  }
  const rows = detailRows(row, { ...WHEN, units: { ...UNITS_OF_TABLE, pressure: 'kPa' } })
  expect(rows.slice(0, 2).map(({ name, text, unit, freshness }) => [name, text, unit, freshness])).toEqual([
    ['heart rate', '72', 'bpm', 'live'],
    ['second: telemetry', '126', 'bpm', 'live'],
  ])
  expect(rows.filter((one) => one.second).map(({ signal }) => signal)).toEqual(['hr'])
  expect(rows.find(({ signal }) => signal === 'art-sys')).toMatchObject({ text: '21.6', unit: 'kPa' })
})

test('a reading now and then has its time, one that came late both, and an announced cadence is said', () => {
  const at12 = at(NOW - 12 * 60_000)
  const devices = [{ id: 'h', name: 'patch', kind: 'patch', link: 'on', cadence: { hr: 60_000 } }] as const
  const numbers: BedView['numbers'] = new Map([
    ['hr', { ...entry, kind: 'number', signal: 'hr', value: known(72) }],
    ['nibp-sys', { ...entry, at: at12, received: at12, kind: 'number', signal: 'nibp-sys', value: known(120) }],
    ['spo2', { ...entry, at: at(NOW - 80 * 60_000), kind: 'number', signal: 'spo2', value: known(84), quality: QUALITY.late }],
  ])
  const rows = detailRows({ ...bed, facts: { ...bed.facts, devices: [...devices] }, numbers, coded: new Map() }, WHEN)
  expect(rows.map(({ signal, age, expected }) => [signal, age, expected])).toEqual([
    ['hr', '0:02', 'each 1 min'],
    ['spo2', 'taken 12:53 · received 14:13', 'each 1 s'],
    ['nibp-sys', '14:01 · 12 min', 'each 30 min'],
  ])
})

test('the whole of a bed is told: waves with their state, all notes, every mark', () => {
  const channel = { ch: 3, signal: 'ecg-ii', rate: 250, gain: 200, baseline: 0, unit: 'mV', source: 'm' }
  const ring = (newest: number, value: number): WaveRing => ({
    channel,
    first: 0,
    next: 10,
    valueAt: () => value,
    timeOf: () => at(newest),
    sampleAt: () => 0,
    fills: 0,
    filledAt: () => false,
  })
  const facts: BedView['facts'] = {
    ...bed.facts,
    channels: [channel],
    notes: ['one', 'two'],
    marks: ['paced', 'not-admitted', 'name-alert', 'limit-changed', 'alarms-off-by-order', 'no-bedside-alarm', 'rhythm-not-watched'],
  }
  const gateway = { protocol: 1, epoch: 1, now: NOW, speed: 1, demo: true, version: '' }
  const about = { id: 'w', name: 'W', note: null, continuous: true, zone: 'UTC', beds: 1, units: UNITS_OF_TABLE, preset: 'adult' as const }
  const ward: WardView = {
    gateway,
    ward: about,
    epoch: 1,
    seq: 0,
    rev: 0,
    beds: [],
    people: new Map(),
    duties: new Map(),
    charge: null,
    carers: new Map(),
    alarms: NO_WARD_ALARMS,
    trend: null,
  }
  const told = (rings: BedView['rings']) => detailOf({ ...bed, facts, rings }, ward, NOW)
  expect(told(new Map()).facts.notes).toEqual(['one', 'two'])
  const said = 'nobody watches these values as they come'
  expect(told(new Map()).notWatched).not.toContain(said)
  expect(detailOf(bed, { ...ward, ward: { ...about, continuous: false } }, NOW).notWatched[0]).toBe(said)
  expect(told(new Map()).marks.length).toBeGreaterThan(6)
  const stateOf = (rings: BedView['rings']) => told(rings).waves.map(({ name, source, state }) => [name, source, state])
  expect(stateOf(new Map([[3, ring(NOW - 500, 7)]]))).toEqual([['ECG lead II', 'wall monitor', 'live']])
  expect(stateOf(new Map([[3, ring(NOW - 2500, 7)]]))).toEqual([['ECG lead II', 'wall monitor', 'gap']])
  expect(stateOf(new Map([[3, ring(NOW - 500, NO_SAMPLE)]]))[0]?.[2]).toBe('gap')
  expect(stateOf(new Map())[0]?.[2]).toBe('gap')
})

test('what is not watched is named, and grows as values age', () => {
  const others = ['blood pressure not measured', 'breathing not measured', 'temperature not measured']
  expect(notWatched(bed, NOW, 1)).toEqual(['SpO₂ not measured', ...others])
  const later = ['rhythm not watched', 'heart rate not measured', 'SpO₂ not measured', ...others]
  expect(notWatched(bed, at(NOW + 60_000), 1)).toEqual(later)
  expect(notWatched({ ...bed, facts: EMPTY_BED }, NOW, 1)).toEqual([])
})

test('times are said in whole steps', () => {
  expect([0, 8400, 61_000, 3_723_000].map(counter)).toEqual(['0:00', '0:08', '1:01', '1:02:03'])
  expect([59_000, 12 * 60_000, 185 * 60_000, 50 * 3_600_000].map(span)).toEqual(['0 min', '12 min', '3 h 05', '2 d'])
  expect([1000, 2000, 5000, 60_000, 30_000, 8 * 3_600_000, 86_400_000].map(often)).toEqual([
    null,
    '30/min',
    '12/min',
    '1/min',
    '2/min',
    '3/d',
    '1/d',
  ])
  expect([1000, 2500, 60_000, 30 * 60_000, 8 * 3_600_000, 3 * 86_400_000].map(every)).toEqual([
    'each 1 s',
    'each 2.5 s',
    'each 1 min',
    'each 30 min',
    'each 8 h',
    'each 3 d',
  ])
})
