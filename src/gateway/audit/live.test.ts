// The audit while something happens to it: written to during a look, a disk that takes no more, workers that end, files that are taken away.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { fakeClock } from '../harness.ts'
import { HEADS, LOG, PUBLIC } from './format.ts'
import { event, folder, memoryQueue, secretsText, start } from './testaudit.ts'
import { verifyAudit } from './verify.ts'

/** Three writers that never rest, until told. */
function writing(audit: { write(one: ReturnType<typeof event>): Promise<void> }): () => Promise<number> {
  let on = true
  let count = 0
  const line = async (): Promise<void> => {
    while (on) {
      await audit.write(event(count++))
    }
  }
  const lines = Promise.all([line(), line(), line()])
  return async () => {
    on = false
    await lines
    return count
  }
}

test('verified from within and from beside while it is written to without a pause, it is whole each time', async () => {
  const [where, anchor] = [folder(), join(folder(), 'heads')]
  const clock = fakeClock()
  const audit = await start(where, { anchor, clock })
  await audit.write(event(0))
  const stop = writing(audit)
  let before = 0
  for (let look = 0; look < 25; look++) {
    if (look % 5 === 0) clock.pass(3_600_000)
    const within = await audit.verify()
    expect([look, within]).toMatchObject([look, { is: 'whole' }])
    const beside = verifyAudit(where, anchor, () => 0, { patience: 2000 })
    expect([look, beside]).toMatchObject([look, { is: 'whole' }])
    if (within.is !== 'whole' || beside.is !== 'whole') return
    expect(within.records).toBeGreaterThanOrEqual(before)
    expect(beside.records).toBeGreaterThanOrEqual(within.records)
    before = within.records
  }
  const count = await stop()
  expect(await audit.verify()).toMatchObject({ is: 'whole', records: count + 1 })
  expect(verifyAudit(where, anchor, () => 0)).toMatchObject({ is: 'whole', records: count + 1 })
})

test('a tail that nobody signs within patience is found, from within at once', async () => {
  const where = folder()
  const audit = await start(where)
  await audit.write(event(1))
  await audit.write(event(2))
  await audit.close()
  const heads = readFileSync(join(where, HEADS.file))
  writeFileSync(join(where, HEADS.file), heads.subarray(0, heads.length - HEADS.size))
  expect(verifyAudit(where, null, () => 0, { patience: 60 })).toMatchObject({ is: 'broken', what: 'there are records after the last head' })
  writeFileSync(join(where, HEADS.file), heads.subarray(0, heads.length - 7))
  expect(verifyAudit(where, null, () => 0, { patience: 60 })).toMatchObject({ is: 'broken', what: 'the last head is cut' })
  const mark = { length: statSync(join(where, LOG.file)).size, headsLength: heads.length - HEADS.size, anchors: [] }
  expect(verifyAudit(where, null, () => 0, { mark })).toMatchObject({ is: 'broken', file: LOG.file, record: 2 })
})

/** Blocks of 1024 bytes that a file may have: the log meets the limit first, or the heads do. */
test.each([
  ['log', 24, 'x'.repeat(300)],
  ['heads', 12, ''],
])(
  'a disk that takes no more, as the %s is written: nothing that was acknowledged is lost, and it goes on afterwards',
  async (_, blocks, more) => {
    const where = folder()
    const node = process.execPath
    const child = spawn('bash', [
      '-c',
      `ulimit -f ${blocks}; exec "$0" "$@"`,
      node,
      join(import.meta.dirname, 'killed.ts'),
      where,
      secretsText,
      more,
    ])
    let acknowledged = 0
    child.stdout.on('data', (text: Buffer) => {
      acknowledged += text.toString().split('\n').length - 1
    })
    await new Promise((done) => child.once('close', done))
    expect(acknowledged).toBeGreaterThan(20)
    // It was cut back to what its last head signed.
    expect(verifyAudit(where, null, () => 0)).toMatchObject({ is: 'whole', records: acknowledged })
    const audit = await start(where)
    expect(audit.state()).toBe('up')
    await audit.write(event(1))
    expect((await audit.query({ limit: 10_000 })).every((one) => one.event !== null)).toBe(true)
    expect(await audit.verify()).toMatchObject({ is: 'whole', records: acknowledged + 1 })
  },
)

test('workers that end are begun anew: what was asked of them is answered as failed, nothing waits for ever', async () => {
  const made = new Map<string, Worker>()
  const clock = fakeClock()
  const audit = await start(folder(), {
    clock,
    spawn(url: URL, options: WorkerOptions) {
      const worker = new Worker(url, options)
      made.set(options.name ?? '', worker)
      return worker
    },
  })
  await audit.write(event(1))
  expect(await audit.query({ limit: 5 })).toHaveLength(1)
  const reader = made.get('reader')!
  void reader.terminate()
  const lost = audit.query({ limit: 5 })
  await expect(lost).rejects.toThrow('the reader of the audit ended')
  expect(await audit.query({ limit: 5 })).toHaveLength(1)
  expect(made.get('reader')).not.toBe(reader)

  const writer = made.get('writer')!
  void writer.terminate()
  const unwritten = audit.write(event(2))
  await expect(unwritten).rejects.toMatchObject({ code: 'audit-down' })
  expect([audit.state(), audit.why()]).toEqual(['down', 'the writer of the audit ended: it ended'])
  await audit.note(event(3, { purpose: 'emergency' }))
  clock.pass(5000)
  await expect.poll(() => audit.state()).toBe('up')
  await audit.write(event(4))
  await expect.poll(() => audit.waiting()).toBe(0)
  expect(await audit.verify()).toMatchObject({ is: 'whole' })
  expect((await audit.query({ limit: 9 })).map((one) => one.event?.kind)).toContain('audit-down')
  void made.get('writer')!.terminate()
  await expect.poll(() => audit.state()).toBe('down')
  await audit.close()
})

test('the operator’s place that is away, empty or holds a cut head is broken, never whole', async () => {
  const [where, anchor] = [folder(), join(folder(), 'heads')]
  const audit = await start(where, { anchor })
  await audit.write(event(1))
  await expect.poll(() => existsSync(anchor) && readdirSync(anchor).length).toBe(1)
  expect(await audit.verify()).toMatchObject({ is: 'whole' })
  renameSync(anchor, `${anchor}.away`)
  const away = { is: 'broken', what: 'the operator’s place cannot be read', file: anchor }
  expect(await audit.verify()).toEqual(expect.objectContaining(away))
  expect(verifyAudit(where, anchor, () => 0)).toMatchObject(away)
  mkdirSync(anchor)
  const empty = { is: 'broken', what: 'there is no head at the operator’s place' }
  expect(await audit.verify()).toMatchObject(empty)
  expect(verifyAudit(where, anchor, () => 0)).toMatchObject(empty)
  const [name = ''] = readdirSync(`${anchor}.away`)
  writeFileSync(join(anchor, name), readFileSync(join(`${anchor}.away`, name)).subarray(0, 90))
  const cut = { is: 'broken', what: 'the head at the operator’s place is cut', file: name }
  expect(await audit.verify()).toMatchObject(cut)
  expect(verifyAudit(where, anchor, () => 0)).toMatchObject(cut)
})

/** What the house keeps apart. */
function row(): { load(): Promise<unknown>; keep(head: unknown): Promise<void>; head: unknown } {
  const kept = {
    head: undefined as unknown,
    load: async () => kept.head,
    keep: async (head: unknown) => {
      kept.head = head
    },
  }
  return kept
}
test('log and heads taken away together, or put back older, are missed; only the operator can go on without them', async () => {
  const where = folder()
  const last = row()
  const audit = await start(where, { last })
  await audit.write(event(1))
  await expect.poll(() => last.head).toMatchObject({ count: 1 })
  const [log, heads] = [LOG.file, HEADS.file].map((name) => readFileSync(join(where, name)))
  await audit.write(event(2))
  await audit.close()
  expect(last.head).toMatchObject({ count: 2 })

  for (const file of [LOG.file, HEADS.file, PUBLIC]) rmSync(join(where, file))
  const without = await start(where, { last })
  expect([without.state(), without.why()]).toEqual(['down', expect.stringContaining('the house knows to have 2 records: it is not there')])
  expect(existsSync(join(where, LOG.file))).toBe(false)
  await without.close()

  writeFileSync(join(where, LOG.file), log!)
  writeFileSync(join(where, HEADS.file), heads!)
  const older = await start(where, { last })
  expect([older.state(), older.why()]).toEqual(['down', expect.stringContaining('its record 2 is another, or gone')])
  await older.close()

  rmSync(join(where, LOG.file))
  rmSync(join(where, HEADS.file))
  writeFileSync(join(where, 'audit.accept'), '')
  const anew = await start(where, { last })
  expect(anew.state()).toBe('up')
  await anew.write(event(5))
  expect((await anew.query({ limit: 9 })).map((one) => one.event?.why)).toEqual([
    'r5',
    'accepted by the operator in place of one of 2 records',
  ])
  expect(existsSync(join(where, 'audit.accept'))).toBe(false)
})

test('killed between any two steps of making the files, it begins again', async () => {
  const whole = folder()
  await (await start(whole)).close()
  const files = [HEADS.file, PUBLIC, LOG.file]
  for (let made = 0; made <= files.length; made++) {
    const where = folder()
    for (const file of files.slice(0, made)) writeFileSync(join(where, file), readFileSync(join(whole, file)))
    writeFileSync(join(where, `${LOG.file}.1a2b3c4d`), 'WLAU')
    const audit = await start(where)
    expect([made, audit.state()]).toEqual([made, 'up'])
    await audit.write(event(1))
    expect(await audit.verify()).toMatchObject({ is: 'whole', records: 1 })
    await audit.close()
  }
})

test('words that are too long are cut, what is no record is refused alone, and one that does not open hides no other', async () => {
  const where = folder()
  const queue = memoryQueue()
  const audit = await start(where, { queue })
  const long = 'nurse T, '.repeat(400)
  await audit.write(event(1, { kind: 'person-made', why: long, person: { id: 'p', name: long } }))
  const none = audit.write({ ...event(2), stays: ['s'.repeat(65)] })
  const fine = audit.write(event(3))
  await expect(none).rejects.toThrow(/no record of the audit/)
  await expect(audit.note({ ...event(4), ward: '' })).rejects.toThrow(/no record of the audit/)
  await fine
  expect([audit.state(), queue.rows.size]).toEqual(['up', 0])
  const [, first] = await audit.query({ limit: 5 })
  expect(first?.event?.why).toMatch(/^nurse T.{390,}…$/)
  expect(first?.event?.why).toHaveLength(400)
  await audit.close()
  const bytes = readFileSync(join(where, LOG.file))
  bytes[LOG.header + 60]! ^= 1
  writeFileSync(join(where, LOG.file), bytes)
  const down = await start(where)
  expect((await down.query({ limit: 5 })).map((one) => [one.seq, one.event === null])).toEqual([
    [2, false],
    [1, true],
  ])
})
