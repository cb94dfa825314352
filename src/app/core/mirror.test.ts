// The mirror gets what changed and nothing else.
import { expect, test } from 'vitest'
import type { Freshness } from '../../model/freshness.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import type { Slot, TileView } from '../tile.ts'
import { createMirror } from './mirror.ts'

const slot = (vital: 'hr' | 'pr', text: string, freshness: Freshness = 'live'): Slot => ({
  slot: 'hr',
  label: vital.toUpperCase(),
  unit: 'bpm',
  colour: 'ecg',
  cells: [{ vital, text, freshness, struck: false, dim: false, doubtful: false }],
  why: null,
  notes: [],
  absent: false,
})
const tile = (more: Partial<TileView>): TileView => ({
  bed: 'b',
  label: '1',
  presence: 'occupied',
  patient: 'AT',
  patientShort: 'AT',
  nurse: null,
  line: null,
  lineShort: [],
  lineKind: 'quiet',
  alarm: null,
  alarms: [],
  notices: [],
  silent: false,
  units: UNITS_OF_TABLE,
  slots: [slot('hr', '72')],
  others: [],
  waves: [],
  marks: [],
  veiled: false,
  score: null,
  stay: 's',
  onRequest: false,
  ...more,
})

test('first all, then only what changed; a vital that left its place is sent empty', () => {
  const mirror = createMirror()
  mirror.take(tile({}))
  const first = mirror.flush()
  expect(first.rows).toContainEqual(['b', 'hr', '72', 'live'])
  expect(first.tiles).toHaveLength(1)
  mirror.take(tile({}))
  expect(mirror.flush()).toEqual({ rows: [], alarms: [], tiles: [] })
  mirror.take(tile({ slots: [slot('hr', '73')] }))
  mirror.take(tile({ slots: [slot('hr', '73', 'late')] }))
  expect(mirror.flush()).toEqual({ alarms: [], rows: [['b', 'hr', '73', 'late']], tiles: [] })
  mirror.take(tile({ slots: [slot('pr', '81')], veiled: true }))
  const last = mirror.flush()
  expect(last.rows).toEqual([
    ['b', 'pr', '81', 'live'],
    ['b', 'hr', '', null],
  ])
  expect(last.tiles).toMatchObject([{ bed: 'b', veiled: true }])
  mirror.clear()
  mirror.take(tile({}))
  expect(mirror.flush().rows.length).toBe(first.rows.length)
})
