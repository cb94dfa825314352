// A start on a disk that takes nothing: the ward is watched, it is told by name, and once there is room all that waited is kept, also that it started.
import { renameSync, writeFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { type RealHouse, startHouse } from './realhouse.ts'
import { smallDisk } from './store/smalldisk.ts'
import { MASTER, type TestFolder, testFolder } from './store/testfolder.ts'

// Threads are shared: never gated on time.
vi.setConfig({ testTimeout: 60_000 })

let folder: TestFolder
let real: RealHouse | null = null
afterEach(async () => {
  await real?.close()
  real = null
  folder.remove()
})
const keys = Buffer.from(MASTER.bytes).toString('hex')
const until = async ({ clock }: RealHouse, is: () => boolean): Promise<void> => {
  for (let i = 0; i < 2000 && !is(); i++) {
    clock.pass(1000)
    await new Promise((done) => setTimeout(done, 5))
  }
  expect(is()).toBe(true)
}
const starts = async ({ house }: RealHouse): Promise<number> => (await house.audit.query({ kinds: ['started'], limit: 100 })).length

test('neither store nor audit can be written as it starts: it goes on, and recovers by itself', async () => {
  folder = testFolder()
  real = await startHouse({ folder: folder.path, keys })
  await real.close()
  const disk = smallDisk()
  // Small rows may yet fit into a file that cannot grow: as one that takes nothing at all.
  disk.is('read-only')
  renameSync(folder.file('audit'), folder.file('aside'))
  writeFileSync(folder.file('audit'), '')
  real = await startHouse({ folder: folder.path, keys, spawn: disk.spawn })
  const { house, url } = real
  expect(house.record()).toMatchObject({ state: 'down', fault: 'read-only' })
  expect(house.audit.state()).toBe('down')
  expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok', unwatched: [], record: { state: 'down' } })
  renameSync(folder.file('audit'), folder.file('nothing'))
  renameSync(folder.file('aside'), folder.file('audit'))
  disk.is('well')
  await until(real, () => house.store.state() === 'up' && house.audit.state() === 'up' && house.audit.waiting() === 0)
  expect(house.record()).toMatchObject({ state: 'up', fault: null })
  for (let i = 0; i < 200 && (await starts(real)) < 2; i++) real.clock.pass(5000)
  expect(await starts(real)).toBe(2)
})
