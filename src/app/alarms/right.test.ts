// Who is offered what: by role, and by PIN where nobody is signed in; at a wall display nothing.
import { expect, test } from 'vitest'
import { ALARM_ACT_KEYS, type AlarmActKey } from '../../model/alarmacts.ts'
import { alarmRight } from './right.ts'

type Asker = Parameters<typeof alarmRight>[0]
const offered = (who: Asker, as: 'yes' | 'by-pin'): readonly AlarmActKey[] => ALARM_ACT_KEYS.filter((act) => alarmRight(who, act) === as)
const person = (...roles: string[]): Asker => ({ is: 'person', roles })
const ORDERS: readonly AlarmActKey[] = ['order-off', 'order-on', 'target']

test('a physician may do all; a charge nurse all but orders; a nurse switches no alarm off', () => {
  expect(offered(person('physician'), 'yes')).toEqual(ALARM_ACT_KEYS)
  expect(offered(person('charge-nurse'), 'yes')).toEqual(ALARM_ACT_KEYS.filter((act) => !ORDERS.includes(act)))
  expect(offered(person('nurse'), 'yes')).toEqual(ALARM_ACT_KEYS.filter((act) => !ORDERS.includes(act) && act !== 'off' && act !== 'on'))
})

test('a locked station silences, calls and proves by itself; for all else somebody says who they are', () => {
  const station: Asker = { is: 'station', roles: ['station'] }
  expect(offered(station, 'yes')).toEqual(['help', 'silence', 'prove'])
  expect(offered(station, 'by-pin')).toEqual(ALARM_ACT_KEYS.filter((act) => !['help', 'silence', 'prove'].includes(act)))
})

test.each<[string, Asker]>([
  ['a wall display', { is: 'wall-display', roles: ['wall-display'] }],
  ['an administrator', person('administrator')],
  ['nobody yet', null],
])('%s is offered nothing', (_, who) => {
  expect([...offered(who, 'yes'), ...offered(who, 'by-pin')]).toEqual([])
})
