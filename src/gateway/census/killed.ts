// For a test: two patients swap their beds over and over, and a line is printed for each swap that was acknowledged, until it is killed.
import { randomBytes } from 'node:crypto'
import { systemClock } from '../clock.ts'
import { masterKey } from '../store/master.ts'
import { openStore } from '../store/openstore.ts'
import { createCensus } from './census.ts'
import { EMPTY_WARDS, NURSE } from './censustest.ts'
import { keepBook, loadBook } from './kept.ts'

const [folder = '', key = ''] = process.argv.slice(2)
const clock = systemClock()
const store = await openStore({
  folder,
  master: masterKey({ file: null, value: key, folder, demo: false }),
  log: { info: () => {}, warn: () => {}, error: () => {} },
  now: clock.real,
})
const census = createCensus({
  book: await loadBook(store),
  brought: [EMPTY_WARDS],
  now: clock.now,
  speed: 1,
  newId: () => randomBytes(16).toString('hex'),
  keep: keepBook(store, clock.real),
  failed: (place, error) => console.error(place, error),
  count: () => {},
})
const context = { by: NURSE, staff: () => null }
const lying = (bed: string) => census.book().lying.get(bed as never) ?? null
async function admit(bed: string, name: string): Promise<void> {
  if (lying(bed)) return
  const identity = { name, born: null, sex: 'unknown' as const, record: name, reason: '' }
  const answer = census.act({ act: 'admit', bed, stay: null, identity, population: null, paced: 'no', pregnant: 'no' }, context)
  if (answer.is === 'done') await answer.kept
}
await admit('A-1', 'Ada')
await admit('B-1', 'Ben')
process.stdout.write(`there ${lying('A-1')} ${lying('B-1')}\n`)
for (let swaps = 1; ; swaps++) {
  const answer = census.act({ act: 'swap', stay: lying('A-1')!, from: 'A-1', with: lying('B-1')!, to: 'B-1' }, context)
  if (answer.is !== 'done') throw new Error(answer.code)
  await answer.kept
  process.stdout.write(`swapped ${swaps}\n`)
}
