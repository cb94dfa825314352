// The policy of retention as the house runs it: what it ended is on record, of whom and up to when, and by nobody but the gateway.
import { expect, test } from 'vitest'
import { stayId } from '../../model/ids.ts'
import { hours } from '../../model/units.ts'
import { START } from '../harness.ts'
import { startHouse } from '../realhouse.ts'
import { testFolder } from '../store/testfolder.ts'
import { madeUp } from './testhistory.ts'

test('waves past their time are ended within the hour, and that is on record', { timeout: 120_000 }, async () => {
  const folder = testFolder()
  const real = await startHouse({ folder: folder.path, deaf: true })
  const stay = stayId('stay-T-01')
  await real.house.history.fill(stay, madeUp(START - hours(200), 120, 1))
  real.clock.pass(hours(1))
  const records = async () => real.house.audit.query({ kinds: ['pruned'], limit: 10 })
  await expect.poll(async () => (await records()).length, { timeout: 60_000 }).toBe(1)
  expect((await records())[0]?.event).toMatchObject({
    kind: 'pruned',
    actor: { is: 'gateway' },
    outcome: 'done',
    stays: [stay],
    why: expect.stringMatching(/^waves before 20\d\d-\d\d-\d\dT.*: \d+ blocks$/),
  })
  await real.close()
  folder.remove()
})
