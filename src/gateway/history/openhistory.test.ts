// The store of stays: what went in comes out, the same as from a history that keeps every sample in memory.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at } from '../../model/units.ts'
import { type TestFolder, testFolder } from '../store/testfolder.ts'
import { createPlain } from './plain.ts'
import { madeUp, STAY, type TestHistory, testHistory } from './testhistory.ts'

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
const SIGNALS = ['hr', 'spo2', 'temp', 'nibp-sys', 'rhythm', 'beat', 'resp'] as const

test.each(['folder', 'memory'])('samples kept in a %s are read back, before and after they are sealed', async (where) => {
  one = await testHistory(where === 'folder' ? folder.path : null)
  const { history } = one
  const plain = createPlain()
  const samples = madeUp(FROM, 2400, 1)
  await history.append([{ stay: STAY, samples }])
  await plain.append([{ stay: STAY, samples }])
  const asked = { stay: STAY, from: at(FROM + 60_500), to: at(FROM + 2_000_000), signals: SIGNALS, width: 300 }
  expect(await history.window(asked)).toEqual(await plain.window(asked))
  await one.seal(FROM + 10_000_000)
  expect(await history.window(asked)).toEqual(await plain.window(asked))
})
