// The policy of retention as the house runs it: what it ended is on record, of whom and up to when, and by nobody but the gateway.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { stayId } from '../../model/ids.ts'
import { type At, after, hours } from '../../model/units.ts'
import { discharge, fakeClock, START } from '../harness.ts'
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

test('30 days after its end alarms, notes and observations of a stay are ended, on record, and told as no longer kept', {
  timeout: 120_000,
}, async () => {
  const folder = testFolder()
  const keys = randomBytes(32).toString('hex')
  let clock = fakeClock()
  let real = await startHouse({ folder: folder.path, keys, deaf: true, clock })
  /** Nobody ran it meanwhile: begun again so many days after its first start. */
  const on = async (days: number): Promise<void> => {
    await real.close()
    const fresh = fakeClock()
    const later = (time: At): At => after(time, hours(24 * days))
    clock = { ...fresh, now: () => later(fresh.now()), real: () => later(fresh.real()) }
    real = await startHouse({ folder: folder.path, keys, deaf: true, clock })
    clock.pass(hours(1))
  }
  const ended = stayId('stay-T-01')
  const stays = [ended, stayId('stay-T-02')]
  const by = { is: 'person', id: 'x', name: 'L. Kestrel' } as const
  for (const stay of stays) {
    // As a hub that hears keeps them.
    await real.house.store.write([{ kind: 'journal', id: `stay ${stay} 1`, content: { any: 1 }, changed: START, stay }])
    const note = await real.gateway.notes.note({ stay, kind: 'note', at: START, text: 'Seen.' }, by)
    if (note.is === 'done') await note.kept
  }
  discharge(real, 'T-01')
  const asked = async (path: string, over: object = {}) => {
    const browser = real.browser()
    await browser.demo('physician')
    return (await browser.post(path, { stay: ended, from: START - hours(1), to: START + hours(1), ...over })).body
  }
  const notes = async () => Promise.all(stays.map(async (stay) => (await real.gateway.notes.of(stay)).notes.length))
  const entries = async () => {
    const ids = (await real.house.store.load('journal')).map(({ id }) => id)
    return stays.map((stay) => ids.includes(`stay ${stay} 1`))
  }
  await on(29)
  expect(await real.house.audit.query({ kinds: ['pruned'], limit: 10 })).toEqual([])
  expect([await notes(), await entries()]).toEqual([
    [1, 1],
    [true, true],
  ])
  await on(31)
  const records = async () =>
    (await real.house.audit.query({ kinds: ['pruned'], limit: 10 })).map(({ event }) => [event?.stays, event?.why]).toSorted()
  await expect.poll(async () => (await records()).length, { timeout: 60_000 }).toBe(2)
  expect(await records()).toEqual([
    [[ended], expect.stringMatching(/^alarms and limits: \d rows$/)],
    [[ended], 'notes and values by hand: 1 rows'],
  ])
  expect([await notes(), await entries()]).toEqual([
    [0, 1],
    [false, true],
  ])
  expect(await asked('/api/stay/story')).toMatchObject({ gone: ['alarm', 'note'], notes: [], limits: expect.anything() })
  expect(await asked('/api/stay/since')).toMatchObject({ gone: ['alarm', 'note'], notes: null, unseen: null })
  // The history of the ward names the bed, of a time in which that stay was; of the stay alone, too.
  expect(await asked('/api/alarms/history', { ward: 'T', stay: null })).toMatchObject({ gone: ['T-01'] })
  expect(await asked('/api/alarms/history', { ward: 'T' })).toMatchObject({ lines: [], gone: ['T-01'] })
  const later = { from: START + hours(24 * 10), to: START + hours(24 * 11) }
  expect(await asked('/api/alarms/history', { ward: 'T', stay: null, ...later })).toMatchObject({ gone: [] })
  await real.close()
  folder.remove()
})
