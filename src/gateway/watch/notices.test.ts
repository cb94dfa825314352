// Notices of the ward book in the hub: once, in the history, and over by themselves.
import { expect, test } from 'vitest'
import { stayId } from '../../model/ids.ts'
import { CENSUS, device, openCore } from './coretest.ts'

const MINUTE = 60_000

test('away longer than planned is a notice until the patient is back', async () => {
  const own = await openCore()
  own.announce(0, [device('m1')])
  const back = own.clock.now() + 10 * MINUTE
  expect(own.book({ act: 'standby', stay: 'one', bed: 'S-1', reason: 'CT', back })).toMatchObject({ is: 'done' })
  own.pass(60)
  expect(own.shown()).toEqual([])
  own.pass(10 * 60)
  expect(own.shown()).toMatchObject([{ rule: 'standby-over', priority: 'notice', sounds: true, since: back, say: { taken: String(back) } }])
  expect(own.book({ act: 'resume', stay: 'one', bed: 'S-1' })).toMatchObject({ is: 'done' })
  own.pass(1)
  expect(own.shown()).toEqual([])
  await new Promise((done) => setImmediate(done))
  own.disk.flush()
  const told = await own.core.hub.journal({ stay: stayId('one') }, 0, own.clock.now() + 1)
  expect(told.map(({ entry }) => `${entry.what} ${entry.alarm?.rule}`)).toEqual(['raised standby-over', 'over standby-over'])
})

test('who is not admitted is a notice, once', async () => {
  const own = await openCore(undefined, undefined, { ...CENSUS, people: CENSUS.people.slice(1) })
  own.pass(5)
  const [notice] = own.shown()
  expect(notice).toMatchObject({ rule: 'not-admitted', priority: 'notice', say: { text: 'adult' } })
  own.pass(60)
  expect(own.shown()).toMatchObject([{ id: notice!.id, rev: notice!.rev }])
  expect(own.shown('two')).toEqual([])
})
