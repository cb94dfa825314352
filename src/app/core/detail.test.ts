// Detail rows name age, source and quality; what nobody watches is said.
import { expect, test } from 'vitest'
import { EMPTY_BED } from '../../model/facts.ts'
import { at } from '../../model/units.ts'
import { known, unknown } from '../../model/value.ts'
import { detailRows, notWatched } from './detail.ts'
import type { BedView } from './view.ts'
import { counter, often, span } from './words.ts'

const NOW = at(1_790_000_000_000)
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
  rings: new Map(),
  lastBeat: null,
}

test('each signal has a row with age, source and quality', () => {
  expect(detailRows(bed, NOW, 1)).toEqual([
    {
      signal: 'hr',
      name: 'heart rate',
      text: '72',
      unit: 'bpm',
      freshness: 'live',
      age: '0:02',
      source: 'wall monitor',
      quality: 'derived',
    },
    {
      signal: 'spo2',
      name: 'oxygen saturation',
      text: '--',
      unit: '%',
      freshness: 'none',
      age: '0:02',
      source: 'unknown device',
      quality: 'probe off, derived',
    },
    {
      signal: 'rhythm',
      name: 'rhythm',
      text: 'sinus rhythm',
      unit: '',
      freshness: 'live',
      age: '0:02',
      source: 'wall monitor',
      quality: 'derived',
    },
  ])
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
})
