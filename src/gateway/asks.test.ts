// Reading the last half hour is reading a record: written down first, refused while that cannot be, asked again after the wait.
import { afterEach, expect, test } from 'vitest'
import { ask, type House, house, inWard, taking, testAccess, testAudit, watchT, whoHas } from './harness.ts'

let here: House
afterEach(() => here.close())
const nurse = whoHas([inWard('nurse')], { id: 'nurse' })

test('a trend is written down for each stay it shows, of whoever asks', async () => {
  const wall = whoHas([inWard('wall-display')], { is: 'station', id: 'wall' })
  here = await house(2, { access: testAccess(nurse, { wall }), empty: true })
  expect(await ask(await here.connect({ cookie: 'wall' }), 'trend', { ward: 'T' })).toMatchObject({ is: 'trend' })
  expect(await ask(await here.connect(), 'trend', { ward: 'T' })).toMatchObject({ is: 'trend' })
  expect(here.audit.events.filter(({ kind }) => kind === 'trend-read')).toMatchObject([
    { actor: { id: 'wall' }, ward: 'T', stays: ['stay-T-01'], names: false },
    { actor: { id: 'nurse' }, ward: 'T', stays: ['stay-T-01'], purpose: 'treatment' },
  ])
})

test('while the audit is down no trend is shown, values go on, and an emergency reads it, written later', async () => {
  const glass = whoHas([inWard('nurse', 'T', { id: 'e', purpose: 'emergency' })], { id: 'glass' })
  here = await house(1, { access: testAccess(nurse, { glass }) })
  here.audit.down = true
  const client = await here.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  expect(await ask(client, 'trend', { ward: 'T' })).toMatchObject({ is: 'refused', code: 'audit-down' })
  here.clock.pass(250)
  await taken.until(1)
  expect(await ask(await here.connect({ cookie: 'glass' }), 'trend', { ward: 'T' })).toMatchObject({ is: 'trend' })
  expect(here.audit.events.filter(({ kind }) => kind === 'trend-read')).toMatchObject([{ late: true, purpose: 'emergency' }])
})

test('who lost the right while the record was written is shown nothing of it', async () => {
  const access = testAccess(nurse, { going: nurse })
  const audit = testAudit()
  here = await house(1, { access, audit })
  here.source.number('T-01', 'hr', 70)
  const client = await here.connect({ cookie: 'going' })
  expect((await ask(client, 'trend', { ward: 'T' })).rows).toHaveLength(1)
  const { write } = audit
  audit.write = async (event) => {
    await write(event)
    if (event.kind === 'trend-read') access.set('going', whoHas([inWard('nurse', 'U')], { id: 'going' }))
  }
  const after = await ask(client, 'trend', { ward: 'T' }).catch(() => ({ rows: [] }))
  expect(after.rows ?? []).toEqual([])
})
