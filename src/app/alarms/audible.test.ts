// What is handed to the sound: what the gateway says sounds, calls, other wards, and the link that this screen lost by itself.
import { expect, test } from 'vitest'
import { type BedAlarms, NO_ALARMS, NO_WARD_ALARMS, type WardAlarms } from '../../model/alarmshown.ts'
import { alarm, NOW } from '../gallery/makealarm.ts'
import { audible } from './audible.ts'

const heard = (own: Partial<BedAlarms>, ward: Partial<WardAlarms> = {}, link: 'live' | 'lost' = 'live') =>
  audible({
    id: '4B',
    beds: new Map([['b06', { ...NO_ALARMS, ...own }]]),
    ward: { ...NO_WARD_ALARMS, ...ward },
    link: { is: link, since: NOW },
  }).map(({ id, ward: place, priority, category, hushed }) => `${place} ${id} ${priority} ${category}${hushed ? ' hushed' : ''}`)

test('only what the gateway says; what a person quieted is named so that it ends at once', () => {
  const alarms = [
    alarm('tachy-x', { priority: 'high' }),
    alarm('spo2-low', { sounds: false, silence: 'acknowledged' }),
    alarm('temp', { sounds: false }),
    alarm('art-flush', { priority: 'none' }),
    alarm('obs-due', { priority: 'notice' }),
  ]
  expect(heard({ alarms })).toEqual([
    '4B b06/tachy-x@1 high cardiovascular',
    '4B b06/spo2-low@1 medium oxygenation hushed',
    '4B b06/obs-due@1 notice general',
  ])
})

test('calls, the ward’s own alarms, other wards', () => {
  const help = { by: 'wren', at: NOW, until: NOW + 1000 }
  const elsewhere = [
    { ward: 'icu', name: 'ICU', bed: '1', why: 'untaken' as const, alarm: alarm('vf', { priority: 'high', sounds: false }), since: NOW },
    { ward: 'icu', name: 'ICU', bed: '2', why: 'help' as const, alarm: null, since: NOW },
  ]
  expect(heard({ help }, { alarms: [alarm('feed', { priority: 'high' })], elsewhere })).toEqual([
    '4B ward/feed@1 high power',
    '4B b06/help medium general',
    'icu 1/vf@1 high cardiovascular',
    'icu 2/help medium general',
  ])
})

test('a lost link is heard, and what was not answered before goes on; without a ward nothing is', () => {
  expect(heard({ alarms: [alarm('tachy-x', { priority: 'high' })] }, {}, 'lost')).toEqual([
    '4B b06/tachy-x@1 high cardiovascular',
    '4B link medium power',
  ])
  expect(audible({ id: null, beds: new Map(), ward: NO_WARD_ALARMS, link: { is: 'lost', since: NOW } })).toEqual([])
})
