// One bit of one row turns: the gateway starts, loads all other rows, tells of it by name and by an alarm, and touches none that does not open.
import { cpSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { decodeAlarms } from '../model/alarmbytes.ts'
import { decodeFrame } from '../model/frame.ts'
import { stayId } from '../model/ids.ts'
import { ask, bedName, taking, watchT } from './harness.ts'
import { type RealHouse, startHouse } from './realhouse.ts'
import { HOUSE_FILE } from './store/master.ts'
import { type OpenedStore, openStore } from './store/openstore.ts'
import { ROW_KINDS, type RowKind } from './store/store.ts'
import { MASTER, NOW, SILENT, type TestFolder, testFolder } from './store/testfolder.ts'
import { openKept } from './watch/kept.ts'

// Threads are shared: never gated on time.
vi.setConfig({ testTimeout: 60_000 })

const KEYS = Buffer.from(MASTER.bytes).toString('hex')
const STAY = stayId(`stay-${bedName(0)}`)
let sound: TestFolder
let folder: TestFolder
let real: RealHouse | null = null
let store: OpenedStore | null = null

const close = async (): Promise<void> => {
  await real?.close()
  await store?.close()
  real = null
  store = null
}
const inHouse = <T>(act: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(folder.file(HOUSE_FILE))
  try {
    return act(db)
  } finally {
    db.close()
  }
}
const contents = (): readonly string[] =>
  inHouse((db) =>
    db
      .prepare('SELECT content FROM row')
      .all()
      .map(({ content }) => Buffer.from(content as Uint8Array).toString('hex')),
  )
/** Turns one bit of the sealed content of the rows of a kind that are chosen; answered with what they are then. */
const turn = (kind: RowKind, byte = (length: number): number => length >> 1, most = 1): readonly string[] =>
  inHouse((db) =>
    db
      .prepare('SELECT id, content FROM row WHERE kind = ? ORDER BY changed, id LIMIT ?')
      .all(ROW_KINDS[kind], most)
      .map(({ id, content }) => {
        const bytes = Buffer.from(content as Uint8Array)
        bytes[byte(bytes.length)]! ^= 1
        db.prepare('UPDATE row SET content = ? WHERE kind = ? AND id = ?').run(bytes, ROW_KINDS[kind], id as Uint8Array)
        return bytes.toString('hex')
      }),
  )
const openAlone = async (): Promise<OpenedStore> => {
  store = await openStore({ folder: folder.path, master: MASTER, log: SILENT, now: () => NOW })
  return store
}
const copied = (): void => {
  folder = testFolder()
  rmSync(folder.path, { recursive: true })
  cpSync(sound.path, folder.path, { recursive: true })
}

beforeAll(async () => {
  sound = testFolder()
  real = await startHouse({ folder: sound.path, keys: KEYS })
  const nurse = real.browser()
  await nurse.demo('nurse')
  await real.gateway.census.settled()
  await close()
})
afterEach(async () => {
  await close()
  folder.remove()
})
afterAll(() => sound.remove())

const kinds = (Object.keys(ROW_KINDS) as readonly RowKind[]).filter((kind) => kind !== 'setting')
/** The others one by one are many starts: npm run soak. */
const alone: readonly RowKind[] = process.env.WARDLIGHT_SOAK ? kinds : ['ward', 'stay']
test.each([kinds, ...alone.map((kind) => [kind])])('a damaged row of kind %s: it starts, counts it and keeps its bytes', async (...own) => {
  copied()
  // One that is opened all the same, where there is none of its own.
  const none = own.filter(
    (kind) => inHouse((db) => db.prepare('SELECT 1 FROM row WHERE kind = ?').get(ROW_KINDS[kind as RowKind])) === undefined,
  )
  await (await openAlone()).write(none.map((kind) => ({ kind: kind as RowKind, id: `${STAY} 1`, content: {}, changed: NOW })))
  await close()
  const bad = own.flatMap((kind) => turn(kind as RowKind))
  const told: unknown[] = []
  const log = { info: () => {}, warn: () => {}, error: (details: object) => void told.push(details) }
  real = await startHouse({ folder: folder.path, keys: KEYS, log: log as never })
  // Some kinds are read when they are asked for.
  for (const kind of own) await real.house.store.load(kind as RowKind)
  expect(real.house.record()).toMatchObject({ state: 'up', damaged: own.length })
  for (const kind of own)
    expect(told).toContainEqual(expect.objectContaining({ kind, fault: 'damaged', row: expect.stringMatching(/^[0-9a-f]{32}$/) }))
  await close()
  expect(contents()).toEqual(expect.arrayContaining([...bad]))
})

test('of a stay whose alarm does not open somebody must look; and no number of an entry is given twice', async () => {
  const entry = { n: 3 * 2 ** 32 + 7, at: NOW, what: 'raised', by: null, why: null, alarm: null, gone: false, care: null }
  const kept = await openKept(
    {
      load: async (kind) => (kind === 'journal' ? [{ id: 'x', version: 1, changed: NOW, content: { whose: { stay: STAY }, entry } }] : []),
      write: async () => {},
      state: () => 'up',
      dropped: () => 0,
      unopened: (kind) => (kind === 'alarm' || kind === 'setting' ? [{ stay: kind === 'alarm' ? STAY : null }] : []),
    },
    () => NOW,
  )
  expect([...kept.unreadable]).toEqual([[`stay ${STAY}`, []]])
  expect(kept.loaded.has(`stay ${STAY}`)).toBe(true)
  expect(kept.first).toBe(4 * 2 ** 32)
})

test('RECORD DAMAGED stands on the ward', async () => {
  copied()
  turn('stay')
  real = await startHouse({ folder: folder.path, keys: KEYS })
  const nurse = real.browser()
  await nurse.demo('nurse')
  const client = await nurse.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  const rules = (): readonly string[] =>
    [...taken.snapshots.map(({ frame }) => new Uint8Array(frame as Uint8Array)), ...taken.frames]
      .flatMap((bytes) => decodeFrame(bytes).parts)
      .flatMap(({ alarms }) => (alarms ? [decodeAlarms(alarms)] : []))
      .filter(({ of }) => of === 'ward')
      .flatMap(({ alarms }) => alarms.map(({ rule }) => rule))
  for (let i = 0; i < 200 && !rules().includes('store-damaged'); i++) {
    real.clock.pass(1000)
    await new Promise((done) => setTimeout(done, 2))
  }
  expect(rules()).toContain('store-damaged')
})

test('the mode of the folder does not open: refused by a line that names file, kind and the way out', async () => {
  copied()
  const all = turn('setting', undefined, 100)
  await expect(startHouse({ folder: folder.path, keys: KEYS })).rejects.toThrow(/house\.db in .* row of kind "setting".*npm run restore/)
  expect(contents()).toEqual(expect.arrayContaining([...all]))
})

test.each([
  ['its format', () => 0],
  ['the number of its key', () => 4],
  ['its nonce', () => 8],
  ['its seal', (length: number) => length - 1],
])(
  'whatever part of a row is damaged (%s): it is no row whose key was ended, and another in its place is not taken for it',
  async (_, byte) => {
    copied()
    const first = await openAlone()
    const row = (id: string, content: unknown) => ({ kind: 'hand', id, content, changed: NOW, stay: STAY }) as const
    await first.write([row('a', 1), row('b', 2)])
    await close()
    const [bad = ''] = turn('hand', byte)
    const again = await openAlone()
    const [left] = await again.load('hand')
    expect([(await again.load('hand')).length, again.unopenedRows(), again.damaged()]).toEqual([1, 1, true])
    expect(again.unopened('hand')).toMatchObject([{ stay: STAY }])
    // Both places are written, and one of them taken out again.
    await again.write([row('a', 3), row('b', 4)])
    await again.write([row('a', null)])
    expect((await again.load('hand')).map(({ id, content }) => [id, content])).toEqual([['b', 4]])
    expect([again.unopenedRows(), left?.version]).toEqual([1, 1])
    await close()
    expect(contents()).toContain(bad)
    // Also of the next start it is told, until the key of its stay is ended.
    const third = await openAlone()
    await third.load('hand')
    expect(third.unopenedRows()).toBe(1)
    await third.keys.destroy(STAY)
    await close()
    const last = await openAlone()
    expect([await last.load('hand'), last.unopenedRows()]).toEqual([[], 0])
  },
)
