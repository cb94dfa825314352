// How the store of stays fails: a flipped bit, a full disk, a key that was ended, a wrong key, another's file: named, the rest reads, nothing is overwritten.
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { at } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import { KeyError, STAYS_FILE } from '../store/master.ts'
import { OTHER_MASTER, type TestFolder, testFolder } from '../store/testfolder.ts'
import { madeUp, OTHER, STAY, type TestHistory, testHistory } from './testhistory.ts'

// Threads and disks are shared: never gated on time.
vi.setConfig({ testTimeout: 120_000 })

let folder: TestFolder
let one: TestHistory | null = null
beforeEach(() => {
  folder = testFolder()
})
afterEach(async () => {
  await one?.close()
  one = null
  folder.remove()
})
const FROM = 1_790_000_100_000
const HOUR = { from: at(FROM), to: at(FROM + 3_600_000) }
const open = async (over = {}): Promise<TestHistory> => {
  await one?.close()
  one = null
  one = await testHistory(folder.path, over)
  return one
}
const closed = async (): Promise<void> => {
  await one?.close()
  one = null
}
function raw<T>(act: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(folder.file(STAYS_FILE))
  try {
    return act(db)
  } finally {
    db.close()
  }
}
const hr = async ({ history }: TestHistory, width = 4000) =>
  (await history.window({ ...HOUR, stay: STAY, signals: ['hr'], width })).find(({ signal }) => signal === 'hr')

test('a flipped bit in a block: that span is shown as damaged, the rest reads', async () => {
  const held = await open()
  await held.history.append([{ stay: STAY, samples: madeUp(FROM, 3500, 3) }])
  await held.seal(FROM + 10_000_000)
  const before = await hr(held)
  await closed()
  const start = raw((db) => {
    const row = db
      .prepare('SELECT number, start, content FROM block WHERE signal = 255 AND kind = 0 ORDER BY start LIMIT 1 OFFSET 1')
      .get()!
    const content = Buffer.from(row.content as Uint8Array)
    content[content.length >> 1]! ^= 4
    db.prepare('UPDATE block SET content = ? WHERE number = ?').run(content, Number(row.number))
    return Number(row.start)
  })
  const again = await open()
  const after = await hr(again)
  if (before?.kind !== 'number' || after?.kind !== 'number') throw new Error('no track')
  expect(after.gaps.filter(({ why }) => why === 'damaged')).toEqual([expect.objectContaining({ why: 'damaged' })])
  const gap = after.gaps.find(({ why }) => why === 'damaged')!
  expect([gap.from >= start - 15_000, gap.to <= start + 900_000 + 15_000]).toEqual([true, true])
  const rest = (track: typeof after) =>
    [...track.at].filter((time, i) => !Number.isNaN(track.value[i]) && (time < start || time >= start + 900_000))
  expect(rest(after).length).toBeGreaterThan(500)
  expect(rest(after)).toEqual(rest(before))
  const lost = { from: start, to: Math.min(HOUR.to, start + 900_000), why: 'damaged' }
  const whole = await again.history.whole({ ...HOUR, stay: STAY, signals: ['hr', 'temp'] })
  expect(whole.holes).toEqual([
    { ...lost, signal: 'hr' },
    { ...lost, signal: 'temp' },
  ])
  expect(whole.numbers.length).toBeGreaterThan(1)
  expect(whole.numbers).toEqual(await again.history.numbers({ ...HOUR, stay: STAY, signals: ['hr', 'temp'] }))
  // Late samples of the damaged span are kept beside it, and nothing is stuck.
  await again.history.append([{ stay: STAY, samples: madeUp(start, 30, 9).map((sample) => ({ ...sample, seq: sample.seq + 1e6 })) }])
  await again.seal(FROM + 20_000_000)
  expect(again.history.counts().samples).toBeGreaterThan(0)
})

test('roll-ups that do not open: read raw meanwhile, and made anew of all their blocks when their span is sealed again', async () => {
  const held = await open()
  await held.history.append([{ stay: STAY, samples: madeUp(FROM, 3500, 3) }])
  await held.seal(FROM + 10_000_000)
  const wide = { stay: STAY, from: at(FROM - 3_600_000), to: at(FROM + 7_200_000), signals: ['hr', 'resp'] as const, width: 30 }
  const before = await held.history.window(wide)
  await closed()
  const spoilt = raw((db) => {
    const rows = db.prepare('SELECT number, content FROM block WHERE kind <> 0').all()
    for (const { number, content } of rows) {
      const bytes = Buffer.from(content as Uint8Array)
      bytes[bytes.length >> 1]! ^= 4
      db.prepare('UPDATE block SET content = ? WHERE number = ?').run(bytes, Number(number))
    }
    return rows.length
  })
  expect(spoilt).toBeGreaterThan(3)
  const again = await open()
  expect(await again.history.window(wide)).toEqual(before)
  expect(await again.store.stays.read('broken', {})).toBeGreaterThan(0)
  // What comes late is sealed into them, and nothing waits for ever.
  const late = madeUp(FROM + 3_500_000, 5, 9).map((sample) => ({ ...sample, seq: sample.seq + 1e6 }))
  await again.history.append([{ stay: STAY, samples: late }])
  await again.seal(FROM + 20_000_000)
  expect(again.history.counts().samples).toBe(late.length)
  expect((await again.store.stays.write('settle', { now: FROM + 20_000_000, at: FROM })).damaged).toBe(0)
  const mended = await again.history.window(wide)
  const third = await open()
  // Of numbers the one roll-up was that of the late ones too; of the waves only those of the late minute were made anew.
  const [hr] = await third.history.window({ ...wide, signals: ['hr'] })
  expect(hr?.kind === 'number' && hr.at.length).toBeGreaterThan(10)
  expect(await third.store.stays.read('broken', {})).toBe(0)
  expect(await third.history.window(wide)).toEqual(mended)
})

test('a stay whose key was ended: its reads say so, nothing of it waits, all else goes on', async () => {
  const held = await open()
  const samples = madeUp(FROM, 1500, 4)
  await held.history.append([STAY, OTHER].map((stay) => ({ stay, samples })))
  await held.store.keys.destroy(STAY)
  await expect(hr(held)).rejects.toEqual(new Refused('key-gone'))
  await held.history.append([STAY, OTHER].map((stay) => ({ stay, samples: madeUp(FROM + 2_000_000, 10, 5) })))
  expect(held.history.counts().lost).toBeGreaterThan(0)
  await held.seal(FROM + 10_000_000)
  await expect(hr(held)).rejects.toEqual(new Refused('key-gone'))
  expect(await held.history.window({ ...HOUR, stay: OTHER, signals: ['hr'], width: 100 })).toHaveLength(1)
})

test('a wrong master key is refused, and no byte is written', async () => {
  const held = await open()
  await held.history.append([{ stay: STAY, samples: madeUp(FROM, 10, 4) }])
  await closed()
  const before = folder.bytes()
  await expect(open({ master: OTHER_MASTER })).rejects.toThrow(KeyError)
  expect(folder.bytes()).toEqual(before)
})

test('a store of stays of a newer program, or another file in its place, is refused by name', async () => {
  await open()
  await closed()
  raw((db) => db.exec('PRAGMA user_version = 99'))
  await expect(open()).rejects.toThrow('the store of stays has schema 99')
  raw((db) => db.exec('PRAGMA user_version = 1; PRAGMA application_id = 1'))
  await expect(open()).rejects.toThrow('is not one of Wardlight')
})

test('of a stay no value, source or name stands in clear in any file', async () => {
  const held = await open()
  const samples = madeUp(FROM, 1200, 6).map((sample) => ({ ...sample, source: 'canary-device' as never }))
  await held.history.append([{ stay: STAY, samples }])
  expect(folder.holding('canary-device')).toEqual([])
  await held.seal(FROM + 10_000_000)
  await closed()
  expect(folder.holding('canary-device')).toEqual([])
  expect(folder.holding(STAY).length).toBeGreaterThan(0)
})
