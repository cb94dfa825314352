// What bedside devices shout, through the core of a gateway: over a standby, a move, a discharge and an admission.
import { expect, test } from 'vitest'
import { deviceId, type StayId, stayId } from '../../model/ids.ts'
import { BEDS, device, openCore } from './coretest.ts'

async function bedside() {
  const own = await openCore()
  own.announce(0, [device('m1')])
  const said = (stay: StayId = stayId('one')) =>
    own.core.hub.shownOf(stay).alarms.map(({ rule, lastKnown }) => `${rule}${lastKnown ? ' last known' : ''}`)
  return {
    ...own,
    said,
    /** So many seconds with a rate at one bed, or with nothing. */
    on(count: number, at: { readonly bed: number; readonly source: string } | null = { bed: 0, source: 'm1' }) {
      own.pass(count, (second) => {
        own.core.census.tick()
        return at ? { [at.bed]: [own.number(at.source, 'hr', 80 + (second % 3))] } : {}
      })
    },
    shouts: (is: 'start' | 'end', code: string | null) =>
      own.core.take({
        bed: BEDS[0]!,
        samples: [],
        alarms: [{ is, device: deviceId('m1'), id: 'x', code, text: 'T', priority: 'high', at: own.clock.now() }],
      }),
    away: () => own.book({ act: 'standby', stay: 'one', bed: 'S-1', reason: 'CT', back: own.clock.now() + 600_000 }),
    back: () => own.book({ act: 'resume', stay: 'one', bed: 'S-1' }),
  }
}

test('what ends in a standby does not come back at the return', async () => {
  const own = await bedside()
  own.on(40)
  own.shouts('start', null)
  own.on(5)
  expect(own.said()).toEqual(['device-unknown'])
  own.away()
  own.on(20, null)
  own.shouts('end', null)
  own.back()
  own.on(60)
  expect(own.said()).toEqual([])
})

test('what begins in a standby and goes on is told at the return', async () => {
  const own = await bedside()
  own.on(40)
  own.away()
  own.on(20, null)
  own.shouts('start', 'vt')
  own.on(20, null)
  expect(own.said()).toEqual([])
  own.back()
  own.on(60)
  expect(own.said()).toEqual(['vt'])
})

test('what a monitor shouts that was left behind is known last', async () => {
  const own = await bedside()
  own.on(40)
  own.shouts('start', null)
  own.on(5)
  own.book({ act: 'move', stay: 'one', from: 'S-1', to: 'S-3' })
  own.announce(2, [device('m3')])
  own.on(20, { bed: 2, source: 'm3' })
  expect(own.said()).toEqual(['device-unknown last known'])
})

test('what a monitor shouts when somebody comes to it is told of them, and so is its end', async () => {
  const own = await bedside()
  own.on(40)
  own.book({ act: 'discharge', stay: 'one', bed: 'S-1' })
  own.on(5, null)
  own.shouts('start', 'vt')
  own.on(200)
  const next = own.core.census.book().lying.get(BEDS[0]!)!
  expect(next).not.toBe(stayId('one'))
  expect(own.said(next)).toContain('vt')
  own.shouts('end', 'vt')
  own.on(2)
  expect(own.core.hub.shownOf(next).alarms.filter(({ phase, priority }) => phase === 'active' && priority !== 'notice')).toEqual([])
})
