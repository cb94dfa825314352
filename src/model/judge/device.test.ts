// Alarms that a bedside device raised itself: how they begin, end, come late and outlive what is known of the patient.
import { expect, test } from 'vitest'
import { deviceId } from '../ids.ts'
import type { DeviceAlarm } from '../sample.ts'
import { bedside, FACTS, inSeconds, number } from './harness.ts'

const told = (is: 'start' | 'end', id: string, code: string | null, s: number, over: Partial<DeviceAlarm> = {}): DeviceAlarm => ({
  is,
  device: deviceId('wall'),
  id,
  code,
  text: `text ${id}`,
  priority: 'high',
  at: inSeconds(s),
  ...over,
})
const CODES = ['vt', 'apnoea', 'asystole', 'leads', 'battery', 'hr-high', 'nibp-failed'] as const

test.each(CODES)('%s ends when its device ends it, though nothing else tells of it here', (code) => {
  const bed = bedside()
  bed.pass(0, 40, () => ({ spo2: 97 }))
  bed.hear([], 40, [told('start', 'a', code, 40)])
  expect(bed.at(code)).toEqual([40])
  bed.pass(40, 45, () => ({ spo2: 97 }))
  bed.hear([], 45, [told('end', 'a', code, 45)])
  expect(bed.at(code, 'ended')).toEqual([45])
})
test('of two that say the same the first end ends nothing', () => {
  const bed = bedside()
  bed.hear([], 0, [told('start', 'a', 'vt', 0), told('start', 'b', 'vt', 0)])
  bed.hear([], 5, [told('end', 'a', 'vt', 5)])
  expect(bed.alarm('vt')).not.toBeNull()
  bed.hear([], 6, [told('end', 'b', 'vt', 6)])
  expect(bed.alarm('vt')).toBeNull()
})
test('what began and ended within one report was there', () => {
  const bed = bedside()
  bed.hear([], 40, [told('start', 'a', 'vt', 38), told('end', 'a', 'vt', 39), told('start', 'b', null, 38), told('end', 'b', null, 39)])
  expect(bed.raised().sort()).toEqual(['device-unknown', 'vt'])
  expect([bed.at('vt', 'ended'), bed.at('device-unknown', 'ended')]).toEqual([[40], [40]])
})
test('more than a device can have at once are known last, the least first: none is said to have ended', () => {
  const bed = bedside()
  for (let i = 0; i < 70; i++) bed.hear([], i, [told('start', `${i}`, null, i, { priority: i === 5 ? 'medium' : 'high' })])
  expect(bed.at('device-unknown', 'ended')).toEqual([])
  expect(bed.at('device-unknown', 'known-last')).toHaveLength(6)
  expect(bed.alarm('device-unknown', 'wall:5')?.lastKnown).not.toBeNull()
  expect(bed.alarm('device-unknown', 'wall:69')?.lastKnown).toBeNull()
})
test('one that was without a row of ours, and has one now, is one alarm', () => {
  const bed = bedside()
  bed.hear([], 0, [told('start', 'a', null, 0)])
  bed.hear([], 1, [told('start', 'a', 'vt', 1)])
  expect([bed.alarm('device-unknown', 'wall:a'), bed.alarm('vt')?.phase]).toEqual([null, 'active'])
})

test('what began while the patient was away goes on at the return, and what ended then does not', () => {
  const bed = bedside()
  bed.pass(0, 40, () => ({ hr: 80 }))
  bed.hear([], 40, [told('start', 'old', null, 40)])
  const away = { facts: { ...FACTS, presence: 'away' as const } }
  bed.set(away)
  bed.judge.reset()
  bed.hear([], 100, [told('end', 'old', null, 100), told('start', 'new', 'vt', 100)])
  bed.happened.length = 0
  bed.set({ facts: FACTS })
  bed.pass(200, 260, () => ({ hr: 80 }))
  expect(bed.raised()).toEqual(['vt'])
})
test('of a monitor that the patient left are known last', () => {
  const bed = bedside()
  bed.pass(0, 40, () => ({ hr: 80 }))
  bed.hear([], 40, [told('start', 'a', null, 40), told('start', 'b', 'battery', 40)])
  bed.set({ facts: { ...FACTS, devices: [{ ...FACTS.devices[0]!, id: 'other' }] } })
  const source = deviceId('other')
  bed.pass(41, 100, (s) => [number('hr', 80 + (s % 3), s, { source })])
  expect(bed.alarm('device-unknown', 'wall:a')?.lastKnown).not.toBeNull()
  expect(bed.alarm('battery')).toBeNull()
})

test('one that comes long after it began is found late; it sounds as now only where no end follows', () => {
  const over = bedside()
  over.pass(3590, 3600, () => ({ hr: 80 }))
  over.hear([], 3600, [told('start', 'a', 'vt', 10)])
  over.hear([], 3601, [told('end', 'a', 'vt', 60)])
  over.pass(3601, 3700, () => ({ hr: 80 }))
  expect(over.raised()).toEqual([])
  expect(over.judge.late()).toEqual([{ rule: 'vt', at: inSeconds(10), received: inSeconds(3600) }])
  const on = bedside()
  on.pass(3590, 3600, () => ({ hr: 80 }))
  on.hear([], 3600, [told('start', 'a', 'vt', 10)])
  on.pass(3600, 3700, () => ({ hr: 80 }))
  expect(on.at('vt')).toEqual([3610])
})
