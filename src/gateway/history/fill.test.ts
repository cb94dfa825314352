// Past that could not be kept is counted as lost where all else that was lost is.
import { expect, test } from 'vitest'
import { Refused } from '../errors.ts'
import { fakeClock } from '../harness.ts'
import type { StayThreads } from '../store/openstore.ts'
import { SILENT } from '../store/testfolder.ts'
import { openHistory } from './openhistory.ts'
import { packPast } from './past.ts'
import { madeUp, STAY } from './testhistory.ts'

test('a fill that fails is lost, sample by sample; one that is kept is not', async () => {
  let down = true
  const write = (async () => {
    if (down) throw new Refused('store-down')
    return null
  }) as unknown as StayThreads['write']
  const stays: StayThreads = { write, read: write, failing: () => {}, broken: () => {} }
  const history = openHistory({ stays, clock: fakeClock(), log: SILENT, downtimes: () => [] })
  const samples = madeUp(1_790_000_100_000, 20, 1).filter(({ kind }) => kind === 'number')
  await expect(history.fill(STAY, samples)).rejects.toMatchObject({ code: 'store-down' })
  expect(history.counts().lost).toBe(samples.length)
  await expect(history.fillPacked(STAY, packPast(samples))).rejects.toMatchObject({ code: 'store-down' })
  expect(history.counts().lost).toBe(2 * samples.length)
  down = false
  await history.fill(STAY, samples)
  expect(history.counts().lost).toBe(2 * samples.length)
})
