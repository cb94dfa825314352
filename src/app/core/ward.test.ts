// A snapshot replaces; frames keep up; nothing older overwrites anything newer; what is unreadable is skipped alone.
import { expect, test } from 'vitest'
import { EMPTY_BED } from '../../model/facts.ts'
import { encodeFrame, HELD, type Part } from '../../model/frame.ts'
import { encodeState, encodeWaves, type StateEntry } from '../../model/half.ts'
import { wardId } from '../../model/ids.ts'
import { QUALITY } from '../../model/sample.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import type { Snapshot } from '../../model/wire.ts'
import { fromSnapshot, heldOf, takeFrame } from './ward.ts'

const T = 1_790_000_000_000
const CHANNEL = { ch: 0, signal: 'ecg-ii', rate: 250, gain: 200, baseline: 0, unit: 'mV', source: 'm' }
const FACTS = { ...EMPTY_BED, presence: 'occupied' as const, channels: [CHANNEL] }
const hr = (value: number, when: number, received = when): StateEntry => ({
  kind: 'number',
  signal: 'hr',
  value: known(value),
  at: at(T + when),
  received: at(T + received),
  source: 0,
  quality: 0,
})
const state = (entries: readonly StateEntry[], facts: typeof FACTS | null = null) => encodeState({ entries, events: [], facts })
const waves = (first: number) => encodeWaves([{ ch: 0, at: at(T + first * 4), first, data: new Int16Array(50).fill(first), why: null }])
const part = (bed: number, half: Partial<Part>): Part => ({ bed, held: 0, state: null, waves: null, alarms: null, ...half })
const frame = (seq: number, parts: readonly Part[], more: Partial<Parameters<typeof encodeFrame>[0]> = {}) =>
  encodeFrame({ ward: wardId('w'), epoch: 1, seq, prev: seq - 1, rev: 0, now: at(T + seq), parts, ...more })
const snapshot = (parts: readonly Part[], stay = 's', more: Partial<Snapshot> = {}): Snapshot => ({
  is: 'snapshot',
  gateway: { protocol: 1, epoch: 1, now: T, speed: 1, demo: false, version: '' },
  ward: { id: 'w', name: 'W', note: null, continuous: true, zone: 'UTC', beds: 2, units: UNITS_OF_TABLE, preset: 'adult' },
  epoch: 1,
  seq: 10,
  rev: 0,
  beds: [
    { id: 'b0', label: '0', stay: { id: stay, population: 'adult', age: 60, since: T } },
    { id: 'b1', label: '1', stay: null },
  ],
  frame: frame(10, parts),
  ...more,
})
const start = () => fromSnapshot(snapshot([part(0, { state: state([hr(70, 0)], FACTS) })]), null, 0).ward
const shown = (ward: ReturnType<typeof start>) => {
  const value = ward.beds[0]!.numbers.get('hr')?.value
  return value?.is === 'known' ? value.value : null
}

test('an older measurement never overwrites a newer one, and none is newer than its arrival', () => {
  const ward = start()
  takeFrame(ward, frame(11, [part(0, { state: state([hr(80, 1000)]) })]), 5)
  takeFrame(ward, frame(12, [part(0, { state: state([hr(60, 500)]) })]), 6)
  expect(shown(ward)).toBe(80)
  expect(ward.beds[0]!.arrivals.get('hr')).toEqual({ seq: 11, arrived: 5 })
  takeFrame(ward, frame(13, [part(0, { state: state([hr(99, 24 * 60_000, 2000)]) })]), 7)
  expect(ward.beds[0]!.numbers.get('hr')!.at).toBe(T + 2000)
  takeFrame(ward, frame(14, [part(0, { state: state([hr(81, 3000)]) })]), 8)
  expect(shown(ward)).toBe(81)
})

test('a gap is not taken, a frame after held ones is; a frame sent again changes nothing', () => {
  const ward = start()
  const gap = frame(13, [part(0, { state: state([hr(80, 1000)]) })])
  expect(takeFrame(ward, gap, 0)).toEqual({ is: 'gap' })
  expect(shown(ward)).toBe(70)
  const after = frame(13, [part(0, { state: state([hr(80, 1000)]) })], { prev: 10 })
  expect(takeFrame(ward, after, 0)).toMatchObject({ is: 'applied', damaged: false, whole: true })
  const { version } = ward.beds[0]!
  expect(takeFrame(ward, frame(11, [part(0, { state: state([hr(75, 900)], { ...FACTS, notes: [] }) })]), 0)).toMatchObject({
    is: 'applied',
  })
  expect([shown(ward), ward.seq, ward.beds[0]!.version]).toEqual([80, 13, version + 1])
  const held = takeFrame(ward, frame(14, [part(0, { held: HELD.state | HELD.waves })]), 0)
  expect(held).toMatchObject({ is: 'applied', whole: false, damaged: false })
})

test('a half that is unreadable is skipped alone; a frame of another list of beds, run or ward is not taken', () => {
  const ward = start()
  const bad = part(0, { state: new Uint8Array([1, 2, 3]), waves: waves(100) })
  expect(takeFrame(ward, frame(11, [bad]), 0)).toMatchObject({ is: 'applied', damaged: true })
  expect([shown(ward), ward.beds[0]!.rings.get(0)!.next]).toEqual([70, 150])
  expect(takeFrame(ward, frame(12, [part(9, { state: state([]) })]), 0)).toMatchObject({ is: 'applied', damaged: true })
  expect(takeFrame(ward, frame(13, [], { rev: 1 }), 0)).toEqual({ is: 'relaid' })
  expect(takeFrame(ward, frame(13, [], { epoch: 2 }), 0)).toEqual({ is: 'other-run' })
  expect(takeFrame(ward, frame(13, [], { ward: wardId('v') }), 0)).toEqual({ is: 'useless' })
  expect(takeFrame(ward, 'frame', 0)).toEqual({ is: 'malformed' })
})

test('waves outlive a snapshot only for the same run, stay and channel', () => {
  const ringAfter = (next: Snapshot) => {
    const ward = start()
    takeFrame(ward, frame(11, [part(0, { waves: waves(100) })]), 0)
    expect(ward.beds[0]!.rings.size).toBe(1)
    return fromSnapshot(next, ward, 0).ward.beds[0]!.rings.size
  }
  const same = [part(0, { state: state([hr(71, 10)], FACTS) })]
  expect(ringAfter(snapshot(same))).toBe(1)
  expect(ringAfter(snapshot(same, 'another'))).toBe(0)
  expect(ringAfter(snapshot(same, 's', { epoch: 2 }))).toBe(0)
  expect(ringAfter(snapshot([part(0, { state: state([], { ...FACTS, channels: [{ ...CHANNEL, gain: 100 }] }) })]))).toBe(0)
})

test('what is held is known of each bed: waves until any wave comes, values until a snapshot', () => {
  const ward = start()
  const held = () => [...ward.beds.map((bed) => bed.held), heldOf(ward)]
  const { version } = ward.beds[0]!
  expect(takeFrame(ward, frame(11, [part(0, { held: HELD.waves })]), 0)).toMatchObject({ beds: [ward.beds[0]] })
  expect(held()).toEqual(['waves', 'none', 'waves'])
  expect(ward.beds[0]!.version).toBe(version + 1)
  takeFrame(ward, frame(12, [part(0, { state: state([hr(80, 1000)]) })]), 0)
  expect(held()).toEqual(['waves', 'none', 'waves'])
  takeFrame(ward, frame(13, [part(0, { waves: waves(100) })]), 0)
  expect(held()).toEqual(['none', 'none', 'none'])
  // An old frame, sent again, holds nothing now.
  takeFrame(ward, frame(12, [part(0, { held: HELD.waves })]), 0)
  expect(held()).toEqual(['none', 'none', 'none'])
  takeFrame(
    ward,
    frame(
      14,
      [0, 1].map((bed) => part(bed, { held: HELD.state | HELD.waves })),
    ),
    0,
  )
  takeFrame(ward, frame(15, [part(0, { waves: waves(150) })]), 0)
  expect(held()).toEqual(['state', 'state', 'state'])
  const after = fromSnapshot(snapshot([part(0, { state: state([hr(71, 10)], FACTS) })]), ward, 0).ward
  expect(after.beds.map((bed) => bed.held)).toEqual(['waves', 'none'])
})

test('a trend outlives a snapshot only for the stays that are still there', () => {
  const ward = start()
  const row = (stay: string) => ({ stay, vital: 'hr', from: 0, low: [60], high: [61] })
  ward.trend = { is: 'trend', step: 15_000, rows: [row('s'), row('gone')] }
  const next = fromSnapshot(snapshot([part(0, { state: state([], FACTS) })]), ward, 0).ward
  expect(next.trend?.rows.map(({ stay }) => stay)).toEqual(['s'])
  expect(fromSnapshot(snapshot([], 'another'), next, 0).ward.trend?.rows).toEqual([])
})

test('what a second device brings is kept apart, until it leads', () => {
  const ward = start()
  const of = (value: number, when: number, source: number, quality = 0): StateEntry =>
    ({ ...hr(value, when), source, quality }) as StateEntry
  const bed = () => ward.beds[0]!
  const send = (seq: number, ...entries: StateEntry[]) => takeFrame(ward, frame(seq, [part(0, { state: state(entries) })]), seq)
  send(11, of(126, 2000, 1, QUALITY.second))
  expect([shown(ward), bed().seconds.get('hr')?.value]).toEqual([70, known(126)])
  // Newer than what leads, and still not in its place; older than itself, and not taken.
  send(12, of(71, 1000, 0), of(99, 1500, 1, QUALITY.second))
  expect([shown(ward), bed().seconds.get('hr')?.value]).toEqual([71, known(126)])
  send(13, of(127, 4000, 1))
  expect([shown(ward), bed().seconds.size]).toEqual([127, 0])
  send(14, of(72, 5000, 0), of(128, 5000, 1, QUALITY.second))
  expect([shown(ward), bed().seconds.get('hr')?.source]).toEqual([72, 1])
})
