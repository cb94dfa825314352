// What a tile says of the bed's alarms, and when it says something else by itself.
import { expect, test } from 'vitest'
import { type AlarmShown, type BedAlarms, NO_ALARMS } from '../../model/alarmshown.ts'
import { at } from '../../model/units.ts'
import { alarm } from '../gallery/makealarm.ts'
import { tileDue } from '../tile.ts'
import { bedOf, CONTEXT, MINUTE, NOW, SECOND, tile, WALL, wardOf } from './testbed.ts'

const CARERS = new Map([['wren', { id: 'wren', initials: 'RW', name: 'R. Wren' }]])
const bedWith = (alarms: Partial<BedAlarms>, hr = 148) => ({
  ...bedOf(WALL, [
    ['hr', hr],
    ['spo2', 84],
  ]),
  alarms: { ...NO_ALARMS, ...alarms },
})
const told = (alarms: Partial<BedAlarms>) => {
  const bed = bedWith(alarms)
  return tile(bed, {}, wardOf(bed, { carers: CARERS }))
}
const tachy = (more: Partial<AlarmShown> = {}): AlarmShown =>
  alarm('tachy-x', { priority: 'high', vital: 'hr', side: 'high', value: 148, limit: 140, ...more })
const spo2 = (more: Partial<AlarmShown> = {}): AlarmShown =>
  alarm('spo2-low', { vital: 'spo2', side: 'low', value: 84, limit: 90, ...more })
const taken: Partial<AlarmShown> = {
  claim: { by: 'wren', at: NOW - SECOND, until: NOW + 80 * SECOND },
  silence: 'acknowledged',
  sounds: false,
}

test('the worst speaks, the others are counted, and the violated number stands filled with its limit', () => {
  const view = told({ alarms: [tachy(), spo2(), alarm('af'), alarm('obs-due', { priority: 'notice' })] })
  expect(view).toMatchObject({ line: '*** EXTREME TACHY 148', lineShort: ['EXTREME TACHY 148'], lineKind: 'high' })
  // A notice is no alarm: it is not among them.
  expect(view.alarm).toMatchObject({ more: 2, flashes: true, ended: false })
  expect(view.slots.map(({ alarm: own }) => own?.limit ?? null)).toEqual(['> 140', '< 90', null, null, null])
})

test.each<[string, Partial<AlarmShown>, { state: string; flashes: boolean; aside: string | null; filled: boolean }]>([
  ['waits', {}, { state: 'active', flashes: true, aside: null, filled: true }],
  ['claimed', taken, { state: 'active', flashes: false, aside: 'RW 1:20', filled: true }],
  ['silenced, not claimed', { silence: 'audio-paused', sounds: false }, { state: 'active', flashes: true, aside: null, filled: true }],
  ['last known', { lastKnown: NOW }, { state: 'active', flashes: true, aside: 'last known', filled: false }],
  [
    'latched with its sound',
    { phase: 'latched', ended: NOW },
    { state: 'latched', flashes: true, aside: 'ended, not seen', filled: false },
  ],
  [
    'latched, silent',
    { phase: 'latched', ended: NOW, sounds: false },
    { state: 'latched', flashes: false, aside: 'ended, not seen', filled: false },
  ],
  [
    'ended, not seen',
    { phase: 'unseen', ended: NOW, sounds: false },
    { state: 'ended', flashes: false, aside: 'ended, not seen', filled: false },
  ],
])('%s', (_, more, expected) => {
  const view = told({ alarms: [tachy(more)] })
  const { state } = view.alarms[0]!
  expect({ state, flashes: view.alarm!.flashes, aside: view.alarm!.aside, filled: view.slots[0]!.alarm !== undefined }).toEqual(expected)
})

test('what somebody has does not hide what nobody has, of the same priority', () => {
  const view = told({ alarms: [tachy(taken), tachy({ id: 'vf@1', rule: 'vf', vital: null, limit: null })] })
  expect(view.alarm).toMatchObject({ forms: ['*** VENT FIB', 'VENT FIB'], aside: null, flashes: true, more: 1 })
})

test('paused or off is no signal, and never a secret: a line, a mark, the alarm in the mirror', () => {
  const until = { by: 'wren', at: NOW, until: NOW + 74 * SECOND }
  const paused = told({ alarms: [spo2({ silence: 'alarm-paused', sounds: false })], pause: until })
  expect(paused).toMatchObject({ line: 'ALARMS PAUSED 1:14', lineKind: 'notice', alarm: null })
  // What was violated before is still seen: framed, with its limit.
  expect(paused.slots[1]!.alarm).toEqual({ priority: 'medium', flashes: false, limit: '< 90', paused: true })
  expect(paused.alarms).toMatchObject([{ rule: 'spo2-low', silence: 'alarm-paused', signals: false }])
  expect(paused.marks).toContainEqual({ mark: 'pause', text: '1:14' })
  // An arrest goes through a pause: the gateway says that it signals.
  expect(told({ alarms: [tachy({ rule: 'vf' })], pause: until }).line).toBe('*** VENT FIB')
  const off = told({ off: [{ vital: 'spo2', by: 'wren', at: NOW, review: NOW + MINUTE }] })
  expect(off.slots[1]!.notes[0]!.text).toBe('alarm off')
  expect(off.marks).toContainEqual({ mark: 'alarm-off', text: 'SpO₂' })
  expect(told({ order: { by: 'wren', at: NOW, review: NOW + MINUTE } }).line).toBe('ALARMS OFF BY ORDER')
})

test('a limit in seconds is no limit of the rate that it stands on', () => {
  const apnoea = alarm('apnoea', { priority: 'high', vital: 'rr', side: 'high', value: 20, limit: 20, since: NOW - 46 * SECOND })
  const bed = { ...bedOf(WALL, [['rr', 3]]), alarms: { ...NO_ALARMS, alarms: [apnoea] } }
  const view = tile(bed, {}, wardOf(bed))
  expect(view.slots.find(({ slot }) => slot === 'rr')?.alarm).toMatchObject({ priority: 'high', limit: '' })
  expect(view.line).toBe('*** APNOEA 0:46')
  // What it says goes on with the clock.
  expect(tileDue(bed, wardOf(bed), at(NOW + 300), CONTEXT) - NOW).toBeLessThan(SECOND)
})

test('arming is said where the number stands, and limits that are off or extreme all the time', () => {
  const arming = told({ arming: ['hr-high', 'hr-low'] })
  expect(arming.slots.map(({ notes }) => notes.some(({ text }) => text === 'arming'))).toEqual([true, false, false, false, false])
  expect(arming.marks.map(({ mark }) => mark)).toContain('arming')
  const limit = (more: Partial<BedAlarms['limits'][number]>) =>
    told({ limits: [{ vital: 'hr', low: 50, high: 130, extreme: false, ...more }] }).marks.find(({ mark }) => mark === 'limit-changed')
      ?.text
  expect([limit({}), limit({ extreme: true }), limit({ low: null, high: null })]).toEqual([null, 'HR extreme', 'HR off'])
})

test('the link goes first: what nobody vouches for is not an alarm that is so now', () => {
  const bed = bedWith({ alarms: [tachy()] })
  expect(tile(bed, { link: 'lost', silentFor: 8000 })).toMatchObject({ line: 'LINK LOST 0:08', lineKind: 'technical' })
})

test('a tile with a timer is due each second, one without only as before', () => {
  const due = (alarms: Partial<BedAlarms>): number => {
    const bed = bedWith(alarms)
    return tileDue(bed, wardOf(bed), at(NOW + 300), CONTEXT) - NOW
  }
  expect(due({ alarms: [tachy(taken)] })).toBeLessThan(SECOND)
  expect(due({ silence: { by: 'wren', at: NOW, until: NOW + MINUTE } })).toBeLessThan(SECOND)
  expect(due({ alarms: [tachy()] })).toBe(due({}))
})
