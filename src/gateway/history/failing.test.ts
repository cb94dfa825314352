// The store fails under a ward that is watched: the disk is full, a file may only be read, a page is damaged, a key is not the right one. It is
// told by name and by an alarm, what waits is kept afterwards, monitoring goes on, and a store that is refused is not touched.
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { decodeAlarms } from '../../model/alarmbytes.ts'
import { decodeFrame } from '../../model/frame.ts'
import { decodeState } from '../../model/half.ts'
import { bedId, stayId } from '../../model/ids.ts'
import { at } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import { ask, bedName, START, taking, wallOf, watchT } from '../harness.ts'
import { type RealHouse, startHouse } from '../realhouse.ts'
import { HOUSE_FILE, KEY_STORE, KeyError, STAYS_FILE } from '../store/master.ts'
import { smallDisk } from '../store/smalldisk.ts'
import { MASTER, OTHER_MASTER, type TestFolder, testFolder } from '../store/testfolder.ts'
import { madeUp } from './testhistory.ts'

// Threads and disks are shared: never gated on time.
vi.setConfig({ testTimeout: 120_000 })

let folder: TestFolder
let real: RealHouse | null = null
beforeEach(() => {
  folder = testFolder()
})
afterEach(async () => {
  await real?.close()
  real = null
  folder.remove()
})
const KEYS = Buffer.from(MASTER.bytes).toString('hex')
const BED = bedName(0)
const STAY = stayId(`stay-${BED}`)
const open = async (over: Parameters<typeof startHouse>[0] = {}): Promise<RealHouse> => {
  real = await startHouse({ folder: folder.path, keys: KEYS, ...over })
  return real
}
const close = async (): Promise<void> => {
  await real?.close()
  real = null
}

/** A screen of the ward: the heart rate that it has, and the ward's own alarms. */
async function screen({ browser }: RealHouse) {
  const nurse = browser()
  await nurse.demo('nurse')
  const client = await nurse.connect()
  const taken = taking(client)
  await ask(client, 'watch', watchT)
  const parts = () =>
    [...taken.snapshots.map(({ frame }) => new Uint8Array(frame as Uint8Array)), ...taken.frames].flatMap(
      (bytes) => decodeFrame(bytes).parts,
    )
  return {
    hr: (): unknown =>
      parts()
        .flatMap(({ bed, state }) => (bed === 0 && state ? decodeState(state).entries : []))
        .flatMap((entry) => (entry.signal === 'hr' && entry.kind === 'number' && entry.value.is === 'known' ? [entry.value.value] : []))
        .at(-1),
    rules: (): readonly string[] => {
      const told = parts()
        .flatMap(({ alarms }) => (alarms ? [decodeAlarms(alarms)] : []))
        .findLast(({ of }) => of === 'ward')
      return told?.alarms.map(({ rule }) => rule) ?? []
    },
  }
}
let rate = 60
/** Seconds of the ward; the answers of the store come between. */
async function pass({ clock, source }: RealHouse, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    rate = 60 + ((rate + 1) % 40)
    source.number(BED, 'hr', rate)
    source.wave(BED, 250)
    clock.pass(1000)
    await new Promise((done) => setTimeout(done, 2))
  }
}
const until = async (house: RealHouse, is: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !is(); i++) await pass(house, 1)
  expect(is()).toBe(true)
}

test.each(['disk-full', 'read-only'] as const)(
  '%s: named, an alarm, monitoring goes on; once it is well again all of it is kept',
  async (fault) => {
    const disk = smallDisk()
    const house = await open({ spawn: disk.spawn })
    const seen = await screen(house)
    const { history, record, store } = house.house
    await pass(house, 5)
    expect(record()).toMatchObject({ state: 'up', fault: null })
    const acks: Promise<boolean>[] = []
    /** Who sends it is told, and then it is there. */
    const send = (hr: number): void => {
      const when = house.clock.now()
      const common = { at: when, received: when, source: wallOf(BED), quality: 0, seq: 1_000_000 + hr }
      const asked = { stay: STAY, from: when, to: at(when + 1), signals: ['hr'] as const }
      house.source.push({
        bed: bedId(BED),
        samples: [{ kind: 'number', signal: 'hr', value: known(hr), ...common }],
        kept: () => acks.push(history.numbers(asked).then((found) => found.some(({ value }) => value.includes(hr)))),
      })
    }
    send(201)
    expect(acks).toEqual([])
    await until(house, () => acks.length === 1)
    disk.is(fault)
    await until(house, () => record().state === 'down')
    for (let hr = 202; hr < 210; hr++) {
      send(hr)
      await pass(house, 1)
    }
    const from = house.clock.now()
    await expect(history.append([{ stay: STAY, samples: madeUp(START - 3_600_000, 300, 1) }])).rejects.toMatchObject({
      code: 'store-down',
    })
    expect(record()).toMatchObject({ state: 'down', fault })
    await until(house, () => seen.rules().includes('store'))
    await until(house, () => seen.hr() === rate)
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200)
    const kept = history.counts()
    expect(kept.lost).toBe(0)
    disk.is('well')
    await until(house, () => store.state() === 'up')
    await until(house, () => !seen.rules().includes('store'))
    expect(history.counts()).toMatchObject({ lost: 0, damaged: 0 })
    expect(history.counts().samples).toBeGreaterThan(kept.samples + 300)
    await until(house, () => acks.length === 9)
    expect(await Promise.all(acks)).toEqual(acks.map(() => true))
    const [hr] = await history.numbers({ stay: STAY, from, to: house.clock.now(), signals: ['hr'] })
    expect([...hr!.at]).toEqual([...hr!.at].map((_, i) => hr!.at[0]! + 1000 * i))
    expect(record()).toMatchObject({ state: 'up', fault: null })
  },
)

test('a file that is gone: the store is down, monitoring goes on', async () => {
  const house = await open()
  const seen = await screen(house)
  await pass(house, 3)
  renameSync(folder.file(STAYS_FILE), folder.file('away.db'))
  await until(house, () => house.house.record().state === 'down' && seen.rules().includes('store'))
  await until(house, () => seen.hr() === rate)
  await expect(house.house.history.append([{ stay: STAY, samples: madeUp(START, 3, 1) }])).rejects.toMatchObject({ code: 'store-down' })
  renameSync(folder.file('away.db'), folder.file(STAYS_FILE))
  await until(house, () => house.house.record().state === 'up' && !seen.rules().includes('store'))
  expect(house.house.history.counts().lost).toBe(0)
})

/** Blocks of an hour of two signals, and the house closed. */
async function filled(): Promise<void> {
  const house = await open({ deaf: true })
  await house.house.history.fill(STAY, madeUp(START - 7_200_000, 3600, 4))
  await close()
}
function inStays<T>(act: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(folder.file(STAYS_FILE))
  try {
    return act(db)
  } finally {
    db.close()
  }
}

test('a damaged page: found after the start, told by an alarm and to health, and the ward is watched', async () => {
  await filled()
  const page = inStays((db) => {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const { root } = db.prepare("SELECT rootpage AS root FROM sqlite_schema WHERE name = 'block_place'").get()!
    return { size: Number(db.prepare('PRAGMA page_size').get()?.page_size), root: Number(root) }
  })
  const file = openSync(folder.file(STAYS_FILE), 'r+')
  writeSync(file, randomBytes(page.size), 0, page.size, page.size * (page.root - 1))
  closeSync(file)
  const house = await open()
  const seen = await screen(house)
  await until(house, () => house.house.record().files === 'damaged')
  await until(house, () => seen.rules().includes('store-damaged'))
  await until(house, () => seen.hr() === rate)
  const health = (await (await fetch(`${house.url}/healthz`)).json()) as { status: string; record: object }
  expect(health).toMatchObject({ status: 'ok', record: { files: 'damaged' } })
})

test('a block that does not open: counted once however often it is read, an alarm; whole files raise none', async () => {
  await filled()
  const house = await open()
  const seen = await screen(house)
  const { history, record } = house.house
  const asked = { stay: STAY, from: at(START - 7_200_000), to: at(START - 3_600_000), signals: ['hr'] as const, width: 4000 }
  await history.window(asked)
  await until(house, () => record().files === 'ok')
  await pass(house, 15)
  expect([seen.rules(), history.counts().damaged]).toEqual([[], 0])
  await close()
  inStays((db) => {
    const { number, content } = db
      .prepare('SELECT number, content FROM block WHERE signal = 255 AND kind = 0 ORDER BY start LIMIT 1')
      .get()!
    const bytes = Buffer.from(content as Uint8Array)
    bytes[bytes.length >> 1]! ^= 1
    db.prepare('UPDATE block SET content = ? WHERE number = ?').run(bytes, Number(number))
  })
  const again = await open()
  const own = await screen(again)
  for (let i = 0; i < 3; i++) {
    const [track] = await again.house.history.window(asked)
    expect(track?.gaps.some(({ why }) => why === 'damaged')).toBe(true)
  }
  await until(again, () => own.rules().includes('store-damaged'))
  expect(again.house.history.counts().damaged).toBe(1)
  expect(again.house.record()).toMatchObject({ state: 'up', damaged: 1, files: 'ok' })
})

/** Every file of the folder, also below, with a hash of its bytes. The spent journal of the key store is overwritten at each start, and is none of it. */
const allBytes = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(folder.file(name)).isFile() && !name.endsWith('-journal'))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(folder.file(name)))
          .digest('hex'),
      ]),
  )

/** TABLE: what is wrong with a folder, and how it is refused. */
const REFUSED: readonly (readonly [string, () => void, string | undefined, RegExp])[] = [
  ['a wrong master key', () => {}, Buffer.from(OTHER_MASTER.bytes).toString('hex'), /does not open this key store/],
  ['no key store', () => rmSync(folder.file(KEY_STORE)), undefined, /the key store that opens it is gone/],
  ...[HOUSE_FILE, STAYS_FILE, KEY_STORE].flatMap((name) => [
    [`${name} of a newer program`, () => pragma(name, 'user_version = 99'), undefined, /has schema 99.*start the newer one/] as const,
    [`another file in the place of ${name}`, () => pragma(name, 'application_id = 7'), undefined, /is not one of Wardlight/] as const,
  ]),
]
function pragma(name: string, words: string): void {
  const db = new DatabaseSync(folder.file(name))
  db.exec(`PRAGMA ${words}`)
  db.close()
}
test.each(REFUSED)('%s is refused by name at the start, and no byte is written', async (_, spoil, keys, words) => {
  await open({ deaf: true })
  await close()
  spoil()
  const before = allBytes()
  const error = await open({ ...(keys !== undefined && { keys }) }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(KeyError)
  expect(String(error)).toMatch(words)
  expect(allBytes()).toEqual(before)
  expect(statSync(folder.file(STAYS_FILE)).size).toBeGreaterThan(0)
})

test('a store of an older program is brought forward, and holds what it held', async () => {
  await filled()
  // As the program before the list of copies left it.
  pragma(HOUSE_FILE, 'user_version = 2; DROP TABLE copy; DROP TABLE pruned; DROP INDEX row_stay')
  const { house } = await open({ deaf: true })
  expect((await house.history.extents(STAY)).length).toBeGreaterThan(3)
  await close()
  const db = new DatabaseSync(folder.file(HOUSE_FILE), { readOnly: true })
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 4 })
  db.close()
})
