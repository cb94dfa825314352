// What is kept of the ward book: what a monitor calls a patient opens with the key of that patient's stay, and with none other.
import { randomBytes } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { type Book, EMPTY_BOOK, edited } from '../../model/book.ts'
import { bedId, deviceId, type StayId } from '../../model/ids.ts'
import { openStore } from '../store/openstore.ts'
import { MASTER, NOW, SILENT, testFolder } from '../store/testfolder.ts'
import { EMPTY_WARDS, T0, testCensus } from './censustest.ts'
import { keepBook, loadBook } from './kept.ts'

const folder = testFolder()
afterEach(() => folder.remove())

test('what the monitor says is sealed as the stay is that its values are held from', async () => {
  const store = await openStore({ folder: folder.path, master: MASTER, log: SILENT, now: () => NOW })
  const keep = keepBook(store, () => NOW)
  const keepAll = async (next: Book, before: Book): Promise<void> => {
    for (const section of ['ward', 'stay', 'device'] as const) {
      const rows = [...next[section]].map(([id, row]) => ({ section, id, row }) as never)
      await keep(rows, before)
    }
  }
  const says = `MRN-${randomBytes(8).toString('hex')}`
  const own = testCensus(EMPTY_BOOK, [EMPTY_WARDS])
  const ada = own.admit('A-1', 'Ada Lovage', 'W-1') as StayId
  own.hear('wall', 'A-1', { patient: 'W-1' })
  own.wait(1000)
  own.hear('wall', 'A-1', { patient: says })
  const held = own.census.book()
  expect(held.device.get(deviceId('wall'))?.hold?.says).toBe(says)
  await keepAll(held, EMPTY_BOOK)
  expect((await loadBook(store)).device).toEqual(held.device)
  expect(JSON.stringify(await store.load('device'))).not.toContain(says)

  // Moved away, the values are still held from that stay; nothing of it is written anew.
  own.act({ act: 'move', stay: ada, from: 'A-1', to: 'A-2' })
  await keepAll(own.census.book(), held)
  expect((await loadBook(store)).device).toEqual(own.census.book().device)

  await store.keys.destroy(ada)
  expect(await store.load('hold')).toEqual([])
  const after = await loadBook(store)
  expect(after.device.get(deviceId('wall'))?.hold).toMatchObject({ why: 'identity', since: T0 + 1000, says: null })
  expect(JSON.stringify([...after.device.values()])).not.toContain(says)
  // The device goes on being kept without that key, also by who knew it still.
  const device = own.census.book().device.get(deviceId('wall'))!
  const bed = { section: 'device' as const, id: device.id, row: { ...device, claims: bedId('A-3') } }
  await keep([bed], own.census.book())
  const free = { ...bed, row: { ...bed.row, hold: null } }
  await keep([free], edited(own.census.book(), [bed]))
  // And on whom it was, who is known no more, is nobody.
  const places = free.row.places.map((one) => ({ ...one, stay: one.stay === ada ? null : one.stay }))
  expect((await loadBook(store)).device.get(device.id)).toEqual({ ...free.row, places })
  await store.close()
})
