// The audit as it is used: written, read back, torn, away, down, killed; what was acknowledged is there.
import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { fakeClock, START } from '../harness.ts'
import type { Audit } from './audit.ts'
import { HEADS, LOG } from './format.ts'
import { event, folder, memoryQueue, secretsText, start } from './testaudit.ts'
import { verifyAudit } from './verify.ts'

const SOAK = process.env.WARDLIGHT_SOAK !== undefined

test('what was written is read back, newest first, by kind, stay, person, ward, time and page', async () => {
  const audit = await start(folder())
  const nurse = { ...event(0).actor, is: 'person' as const, id: 'p1', name: 'R. Wren' }
  await Promise.all([
    audit.write(event(1, { stays: ['a'], ward: 'T' })),
    audit.write(event(2, { kind: 'opened', stays: ['b'], actor: nurse })),
    audit.write(event(3, { stays: Array.from({ length: 40 }, (_, index) => `s${index}`).concat('a'), purpose: 'emergency' })),
    audit.write(event(4, { kind: 'grants-changed', person: { id: 'p1', name: 'R. Wren' } })),
  ])
  const seqs = async (query: Parameters<Audit['query']>[0]) => (await audit.query(query)).map(({ seq }) => seq)
  expect(await seqs({ limit: 10 })).toEqual([4, 3, 2, 1])
  expect(await seqs({ limit: 2, before: 4 })).toEqual([3, 2])
  expect(await seqs({ limit: 10, kinds: ['opened'] })).toEqual([2])
  expect(await seqs({ limit: 10, stay: 'a' })).toEqual([3, 1])
  expect(await seqs({ limit: 10, person: 'p1' })).toEqual([4, 2])
  expect(await seqs({ limit: 10, ward: 'T' })).toEqual([1])
  expect(await seqs({ limit: 10, emergencies: true })).toEqual([3])
  expect(await seqs({ limit: 10, from: at(START + 2000), until: at(START + 4000) })).toEqual([3, 2])
  expect((await audit.query({ limit: 1, kinds: ['opened'] }))[0]?.event).toEqual(event(2, { kind: 'opened', stays: ['b'], actor: nurse }))
  await audit.write(event(5))
  expect(await seqs({ limit: 1 })).toEqual([5])
  expect(await audit.verify()).toMatchObject({ is: 'whole', records: 5 })
})

test('a torn end is cut back, and said; whole records after the last head are kept', async () => {
  const where = folder()
  const audit = await start(where)
  for (let index = 0; index < 5; index++) await audit.write(event(index))
  await audit.close()
  // As if it was killed after the log was written and before the head was.
  const heads = join(where, HEADS.file)
  writeFileSync(heads, readFileSync(heads).subarray(0, statSync(heads).size - HEADS.size))
  appendFileSync(join(where, LOG.file), Buffer.from('torn'))
  const again = await start(where)
  await again.write(event(9))
  expect((await again.query({ limit: 10 })).map(({ event: one }) => `${one?.kind} ${one?.why}`)).toEqual([
    'watched r9',
    'audit-recovered 4 bytes of an unfinished record were cut',
    'watched r4',
    'watched r3',
    'watched r2',
    'watched r1',
    'watched r0',
  ])
  expect(await again.verify()).toMatchObject({ is: 'whole' })
})

test('a log that is shorter than its last head is not mended: the audit stays down and changes nothing', async () => {
  const where = folder()
  const audit = await start(where)
  for (let index = 0; index < 5; index++) await audit.write(event(index))
  await audit.close()
  const log = join(where, LOG.file)
  writeFileSync(log, readFileSync(log).subarray(0, statSync(log).size - 10))
  const before = readFileSync(log)
  const again = await start(where)
  expect(again.state()).toBe('down')
  await expect(again.write(event(6))).rejects.toMatchObject({ code: 'audit-down' })
  expect(readFileSync(log)).toEqual(before)
})

test('while it cannot be written reads are refused and what must go on is queued; then it is written late', async () => {
  const where = folder()
  const clock = fakeClock()
  const queue = memoryQueue()
  const audit = await start(where, { clock, queue })
  await audit.write(event(1))
  renameSync(join(where, LOG.file), join(where, 'away'))
  await expect(audit.write(event(2))).rejects.toMatchObject({ code: 'audit-down' })
  expect(audit.state()).toBe('down')
  await audit.note(event(3, { purpose: 'emergency' }))
  expect([audit.waiting(), queue.rows.size]).toEqual([1, 1])
  renameSync(join(where, 'away'), join(where, LOG.file))
  clock.pass(5000)
  await expect.poll(() => audit.state()).toBe('up')
  await expect.poll(() => audit.waiting()).toBe(0)
  expect(queue.rows.size).toBe(0)
  const [late, down] = await audit.query({ limit: 2 })
  expect(late?.event).toMatchObject({ why: 'r3', late: true, purpose: 'emergency' })
  expect(down?.event).toMatchObject({ kind: 'audit-down', at: START, until: START + 5000, why: expect.stringContaining('audit.log') })
  expect(await audit.verify()).toMatchObject({ is: 'whole', records: 3 })
})

test('a head goes to the operator’s place at the start, each hour and at the end', async () => {
  const [where, anchor] = [folder(), join(folder(), 'heads')]
  const clock = fakeClock()
  const audit = await start(where, { clock, anchor })
  await audit.write(event(1))
  clock.pass(3_600_000)
  await audit.write(event(2))
  await expect.poll(() => audit.head().anchored).toBe(START + 3_600_000)
  await audit.close()
  expect(verifyAudit(where, anchor, () => 0)).toMatchObject({ is: 'whole', records: 2 })
})

const KILLS = SOAK ? 100 : 4
test(`killed in the middle of an append ${KILLS} times: what was acknowledged is there, and the chain is whole (soak)`, {
  timeout: 600_000,
}, async () => {
  const where = folder()
  let acknowledged = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'killed.ts'), where, secretsText])
    await new Promise<void>((done) => {
      let own = 0
      const goal = 20 + ((kill * 37) % 60)
      child.stdout.on('data', (text: Buffer) => {
        own += text.toString().split('\n').length - 1
        if (own >= goal) child.kill('SIGKILL')
      })
      child.once('close', () => {
        acknowledged += own
        done()
      })
    })
    const audit = await start(where)
    expect(audit.state()).toBe('up')
    expect((await audit.query({ limit: 100_000, kinds: ['watched'] })).length).toBeGreaterThanOrEqual(acknowledged)
    expect(await audit.verify()).toMatchObject({ is: 'whole' })
    await audit.close()
  }
})
