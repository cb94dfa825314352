// What came long after its time is told by stretch and number; who missed one can see it.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MOST } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import { type TestFolder, testFolder } from '../store/testfolder.ts'
import { createLate, IN_TIME } from './late.ts'
import { madeUp, OTHER, STAY, testHistory } from './testhistory.ts'

const MINUTE = 60_000
let folder: TestFolder
beforeEach(() => {
  folder = testFolder()
})
afterEach(() => folder.remove())

test('neighbours are told as one under a new number, up to an hour; others apart; the list is bounded', () => {
  let now = 0
  const late = createLate(() => now)
  const note = (from: number, to: number): void => late.note(STAY, { from: at(from), to: at(to) })
  note(10, 20)
  note(20, 30)
  expect(late.of(STAY)).toEqual([{ n: 2, from: 10, to: 30 }])
  note(5, 12)
  note(500, 500)
  expect(late.of(STAY)).toEqual([{ n: 3, from: 5, to: 30 }])
  note(20, 20 + 60 * MINUTE)
  expect(late.of(STAY).map(({ n }) => n)).toEqual([3, 4])
  expect(late.of(OTHER)).toEqual([])
  for (let i = 0; i < 2 * MOST.late; i++) note(i * 1000 + 1e9, i * 1000 + 1e9 + 1)
  expect(late.of(STAY)).toHaveLength(MOST.late)
  expect(late.of(STAY).at(-1)!.n).toBe(4 + 2 * MOST.late)
  // By the clock: a gateway that begins anew goes on with greater numbers.
  now = 1e6
  note(2e9, 2e9 + 1)
  expect(late.of(STAY).at(-1)!.n).toBe(1e6)
})

test('what comes as it should is not late; what is filled in, or was held back by its device, is', async () => {
  const { history, clock, close } = await testHistory(folder.path)
  const now = clock.now()
  const fresh = madeUp(now - 3000, 3, 1)
  await history.append([{ stay: STAY, samples: fresh }])
  expect(history.late(STAY)).toEqual([])
  const held = madeUp(now - 10 * MINUTE, 60, 2).filter(({ kind }) => kind === 'number')
  await history.append([{ stay: STAY, samples: [...held, ...madeUp(now - 2000, 2, 3)] }])
  const times = held.map((sample) => sample.at)
  expect(history.late(STAY)).toEqual([{ n: now, from: Math.min(...times), to: Math.max(...times) + 1 }])
  expect(Math.max(...times)).toBeLessThan(now - IN_TIME)
  await history.fill(STAY, madeUp(now - 300 * MINUTE, 30, 4))
  const [, filled] = history.late(STAY)
  expect(filled!.n).toBe(now + 1)
  expect(filled!.from).toBeLessThanOrEqual(now - 300 * MINUTE)
  expect(filled!.to).toBeGreaterThanOrEqual(now - 299.5 * MINUTE)
  expect(history.late(OTHER)).toEqual([])
  await close()
})
