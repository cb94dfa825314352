// A bed and its ward as tests of tiles need them, and a tile in one line.

import { NO_ALARMS, NO_WARD_ALARMS } from '../../model/alarmshown.ts'
import type { CodedKey } from '../../model/codes.ts'
import { type BedFacts, EMPTY_BED } from '../../model/facts.ts'
import { PROTOCOL } from '../../model/frame.ts'
import type { CodedEntry, NumberEntry } from '../../model/half.ts'
import { bedId, wardId } from '../../model/ids.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { known, type Value } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { RosterRow } from '../../model/wire.ts'
import { type TileContext, type TileView, tileView } from '../tile.ts'
import type { BedState, WardState } from './ward.ts'

/** 2026-11-22 14:17 UTC */
export const NOW = Date.UTC(2026, 10, 22, 14, 17)
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export const CONTEXT: TileContext = { link: 'live', silentFor: 0, privacy: false, zone: 'UTC', layout: 'L' }
export const WALL: BedFacts = { ...EMPTY_BED, presence: 'occupied', devices: [{ id: 'm', name: 'wall monitor', kind: 'wall', link: 'on' }] }
export const PATCH: BedFacts = {
  ...WALL,
  devices: [{ id: 'p', name: 'patch', kind: 'patch', link: 'on', cadence: { hr: MINUTE, rr: MINUTE } }],
}

export type Given = readonly [vital: VitalKey, value: number | Value<number>, age?: number, more?: Partial<NumberEntry>]
export function bedOf(facts: BedFacts, given: readonly Given[], coded: Partial<Record<CodedKey, string>> = {}): BedState {
  const numbers = new Map<VitalKey, NumberEntry>()
  for (const [signal, value, age = 0, more] of given) {
    const when = at(NOW - age)
    const what = typeof value === 'number' ? known(value) : value
    numbers.set(signal, { kind: 'number', signal, value: what, at: when, received: when, source: 0, quality: 0, ...more })
  }
  const states = Object.entries(coded).map(
    ([signal, code]) =>
      [signal, { kind: 'coded', signal, value: known(code), at: at(NOW), received: at(NOW), source: 0, quality: 0 }] as [
        CodedKey,
        CodedEntry,
      ],
  )
  return {
    index: 0,
    id: bedId('b'),
    label: '07',
    stay: { id: 's', population: 'adult', age: 67, since: NOW },
    facts,
    numbers,
    coded: new Map(states),
    seconds: new Map(),
    rings: new Map(),
    lastBeat: null,
    held: 'none',
    version: 1,
    arrivals: new Map(),
    factsSeq: 0,
    alarms: NO_ALARMS,
    alarmsSeq: 0,
  }
}
export const PERSON: RosterRow = {
  stay: 's',
  initials: 'AT',
  name: 'Amara Thistle',
  sex: 'F',
  born: '1959-03-01',
  record: '4711',
  reason: '',
  teaches: null,
}
export const wardOf = (bed: BedState, more: Partial<WardState> = {}): WardState => ({
  gateway: { protocol: PROTOCOL, epoch: 1, now: NOW, speed: 1, demo: false, version: '' },
  ward: { id: wardId('w'), name: '4B', note: null, continuous: true, zone: 'UTC', beds: 1, units: UNITS_OF_TABLE, preset: 'adult' },
  epoch: 1,
  seq: 1,
  rev: 0,
  beds: [bed],
  people: new Map([['s', PERSON]]),
  duties: new Map(),
  charge: null,
  trend: null,
  carers: new Map(),
  alarms: NO_WARD_ALARMS,
  alarmsSeq: 0,
  ...more,
})
export const tile = (bed: BedState, context: Partial<TileContext> = {}, ward = wardOf(bed)): TileView =>
  tileView(bed, ward, at(NOW), { ...CONTEXT, ...context })
/** "HR 72 live" or "HR -- PROBE OFF", with the note in brackets; dimmed ~, struck #. */
export function said(view: TileView, slot: string): string {
  const found = [...view.slots, ...view.others].find((one) => one.slot === slot)
  if (!found) return 'no place'
  const cells = found.cells
    .map(({ text, dim, doubtful, struck }) => `${text}${dim ? '~' : ''}${doubtful ? '?' : ''}${struck ? '#' : ''}`)
    .join('/')
  const note = found.notes.map(({ text }) => text).join(' · ')
  return [found.label, cells, found.why ?? found.cells[0]!.freshness, note && `(${note})`].filter(Boolean).join(' ')
}
