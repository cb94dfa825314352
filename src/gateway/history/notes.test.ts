// Notes where they are kept: under the stay's key, gone with it, and told while the store is down.
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { stayId } from '../../model/ids.ts'
import { at } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import { HOUSE_FILE } from '../store/master.ts'
import { openStore } from '../store/openstore.ts'
import { ROW_KINDS } from '../store/store.ts'
import { MASTER, NOW, SILENT, type TestFolder, testFolder } from '../store/testfolder.ts'
import { besideInMemory, type KeptBeside, keptBeside } from './beside.ts'
import { createNotes } from './notes.ts'

let folder: TestFolder | null = null
afterEach(() => folder?.remove())

const STAY = stayId('stay-1')
const BY = { is: 'person', id: 'wren', name: 'R. Wren' } as const
const CANARY = 'Kanarienvogel notierte Lakritz'

function notesOn(kept: KeptBeside, now = () => NOW) {
  let n = 0
  return createNotes({
    kept,
    now,
    newId: () => `n${++n}`,
    stayOf: (stay) => (stay === STAY ? ({ since: at(NOW - 3_600_000), ended: null } as never) : null),
    failed: (_, error) => {
      throw error
    },
  })
}
const written = async (own: ReturnType<typeof notesOn>) => {
  const answer = await own.note({ stay: STAY, kind: 'note', at: NOW, text: CANARY }, BY)
  if (answer.is === 'refused') throw new Error(answer.code)
  return answer.kept
}

test('no file holds a note in clear, and with the key of its stay it is gone', async () => {
  folder = testFolder()
  const store = await openStore({ folder: folder.path, master: MASTER, log: SILENT, now: () => NOW })
  const own = notesOn(keptBeside(store, () => NOW))
  await written(own)
  const hand = await own.hand({ stay: STAY, value: 'lactate', at: NOW, number: 2.1 }, BY)
  if (hand.is === 'done') await hand.kept
  expect(await own.of(STAY)).toMatchObject({ notes: [{ text: CANARY }], hand: [{ number: 2.1 }] })
  expect(folder.holding(CANARY)).toEqual([])
  await store.keys.destroy(STAY)
  expect(await own.of(STAY)).toEqual({ notes: [], hand: [] })
  // One that was on its way is refused, and is not here either.
  const late = await own.hand({ stay: STAY, value: 'lactate', at: NOW, number: 2.2 }, BY)
  if (late.is === 'done') await expect(late.kept).rejects.toMatchObject({ code: 'key-gone' })
  expect(await own.of(STAY)).toEqual({ notes: [], hand: [] })
  await store.close()
})

test('a note that does not open takes none of the others along: it is counted once, told, and kept', async () => {
  folder = testFolder()
  const open = () => openStore({ folder: folder!.path, master: MASTER, log: SILENT, now: () => NOW })
  let store = await open()
  const before = notesOn(keptBeside(store, () => NOW))
  for (let i = 0; i < 3; i++) await written(before)
  await store.close()
  const db = new DatabaseSync(folder.file(HOUSE_FILE))
  const { id, content } = db.prepare('SELECT id, content FROM row WHERE kind = ? LIMIT 1').get(ROW_KINDS.note)!
  const bytes = Buffer.from(content as Uint8Array)
  bytes[bytes.length >> 1]! ^= 1
  db.prepare('UPDATE row SET content = ? WHERE kind = ? AND id = ?').run(bytes, ROW_KINDS.note, id as Uint8Array)
  db.close()
  store = await open()
  const own = notesOn(keptBeside(store, () => NOW))
  expect([store.damaged(), store.unopenedRows()]).toEqual([false, 0])
  for (let i = 0; i < 2; i++) expect((await own.of(STAY)).notes.map(({ text }) => text)).toEqual([CANARY, CANARY])
  expect([store.damaged(), store.unopenedRows()]).toEqual([true, 1])
  await store.close()
  expect(folder.holding(bytes)).not.toEqual([])
})

test('what could not be kept is said so, and told all the same', async () => {
  const own = notesOn({
    ...besideInMemory(),
    write: async () => {
      throw new Refused('store-down')
    },
  })
  await expect(written(own)).rejects.toMatchObject({ code: 'store-down' })
  expect((await own.of(STAY)).notes).toMatchObject([{ text: CANARY }])
})

test('when this person looked before is told: one opening is one look, also after a restart, and of nobody else', async () => {
  const kept = besideInMemory()
  let now = NOW
  const minute = (many: number): void => {
    now = at(now + many * 60_000)
  }
  let own = notesOn(kept, () => now)
  const looked = (person: string) => own.looked(STAY, person)
  expect(await looked('wren')).toBeNull()
  minute(10)
  expect(await looked('wren')).toBeNull()
  const left = now
  minute(120)
  expect(await looked('rook')).toBeNull()
  own = notesOn(kept, () => now)
  expect(await looked('wren')).toBe(left)
  minute(5)
  expect(await looked('wren')).toBe(left)
})
