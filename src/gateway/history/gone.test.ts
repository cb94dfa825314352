// Rows of a stay that are no longer kept: ended in bounded portions, each counted as it goes, and told again where nobody heard it.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { type OpenedStore, openStore } from '../store/openstore.ts'
import type { Change, RowKind } from '../store/store.ts'
import { MASTER, NOW, SILENT, type TestFolder, testFolder } from '../store/testfolder.ts'
import { openGone } from './gone.ts'
import { OTHER, STAY } from './testhistory.ts'

let folder: TestFolder
let store: OpenedStore
beforeEach(async () => {
  folder = testFolder()
  store = await open()
})
afterEach(async () => {
  await store.close()
  folder.remove()
})
const open = (): Promise<OpenedStore> => openStore({ folder: folder.path, master: MASTER, log: SILENT, now: () => NOW })
const rows = (kind: RowKind, count: number, stay = STAY): readonly Change[] =>
  Array.from({ length: count }, (_, i) => ({ kind, id: `${stay} ${i}`, content: { i }, changed: at(NOW + i), stay }))
const left = async (kind: RowKind): Promise<readonly string[]> => (await store.load(kind)).map(({ id }) => id.split(' ')[0]!)

test('a portion at a time, of that stay and those kinds alone', async () => {
  await store.write([...rows('journal', 450), ...rows('journal', 2, OTHER), ...rows('note', 3)])
  let portions = 0
  const write: typeof store.stays.write = (is, bring, moved) => {
    if (is === 'prune-rows') portions++
    return store.stays.write(is, bring, moved)
  }
  const gone = await openGone({ write }, () => NOW)
  expect(gone.of(STAY)).toEqual([])
  expect(await gone.prune(STAY, 'alarm')).toBe(450)
  expect(portions).toBe(3)
  expect([await left('journal'), await left('note')]).toEqual([
    [OTHER, OTHER],
    [STAY, STAY, STAY],
  ])
  expect([gone.of(STAY), gone.of(OTHER)]).toEqual([['alarm'], []])
})

test('of a stay with an alarm that stands nothing that is told of it is ended', async () => {
  await store.write([...rows('journal', 5), ...rows('alarm', 1), ...rows('note', 1)])
  const gone = await openGone(store.stays, () => NOW)
  expect([await gone.prune(STAY, 'alarm'), await gone.prune(STAY, 'note')]).toEqual([0, 0])
  expect([await left('journal'), await left('alarm'), gone.of(STAY)]).toEqual([Array(5).fill(STAY), [STAY], []])
  await store.write([{ ...rows('alarm', 1)[0]!, content: null }])
  expect(await gone.prune(STAY, 'alarm')).toBe(5)
})

test('a gateway that ended before the audit knew is followed by one that tells it, and by none that tells it twice', async () => {
  await store.write(rows('observations', 7))
  expect(await (await openGone(store.stays, () => NOW)).prune(STAY, 'charted')).toBe(7)
  await store.close()
  store = await open()
  const gone = await openGone(store.stays, () => NOW)
  expect(gone.of(STAY)).toEqual(['charted'])
  expect(await gone.prune(STAY, 'charted')).toBe(7)
  await gone.told(STAY, 'charted', 7)
  expect(await gone.prune(STAY, 'charted')).toBe(0)
  // What came into the store late is ended too, and counted by itself.
  await store.write(rows('notice-answer', 2))
  expect(await gone.prune(STAY, 'charted')).toBe(2)
})
