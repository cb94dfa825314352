// What can be done about the alarms of one bed now.
import { expect, test } from 'vitest'
import { NO_ALARMS } from '../../model/alarmshown.ts'
import { dialogsAt, touchesAt } from './bedacts.ts'

test('alarms are off by order once: while it stands it is ended, by a dialog and never by one touch', () => {
  const order = { by: 'rook', at: 0, review: 1 }
  const orders = (of: Parameters<typeof dialogsAt>[0]) => dialogsAt(of).filter((key) => key.startsWith('order'))
  expect([orders(NO_ALARMS), orders({ order })]).toEqual([['order-off'], ['order-on']])
  expect(touchesAt({ stay: 's', bed: 'b' }, { ...NO_ALARMS, order }).map(({ act }) => act)).toEqual(['help', 'silence', 'pause'])
})
