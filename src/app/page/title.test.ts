// What a tab says of alarms to who looks at another one.
import { expect, test } from 'vitest'
import { alarm, NOW } from '../gallery/makealarm.ts'
import { waitingMark } from './title.ts'

const NOBODYS = alarm('tachy-x', { priority: 'high' })
const TAKEN = alarm('spo2-low', { claim: { by: 'wren', at: NOW, until: NOW + 1 } })
const QUIET = alarm('spo2-low', { silence: 'alarm-paused' })
const LOW = alarm('battery', { priority: 'low' })

test.each([
  ['none', [], [], null],
  ['what somebody has, what is paused, what is low', [TAKEN, QUIET, LOW], [], null],
  ['a bed and the ward', [NOBODYS, TAKEN], [alarm('feed', { priority: 'high' })], '▲ 2'],
])('%s', (_, own, ward, expected) => expect(waitingMark(new Map([['b06', { alarms: own }]]), { alarms: ward })).toBe(expected))
