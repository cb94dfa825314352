// Between two runs no gateway ran: after a crash from its last sign of life on, after an orderly end from that on.
import { expect, test } from 'vitest'
import { at, seconds } from '../../model/units.ts'
import { fakeClock, START } from '../harness.ts'
import type { Change, Row } from '../store/store.ts'
import { openRuns } from './runs.ts'

function memory() {
  const rows = new Map<string, Row>()
  return {
    load: async () => [...rows.values()],
    write: async (changes: readonly Change[]) => {
      for (const { id, content, changed } of changes) rows.set(id, { id, content, changed, version: 1 })
    },
  }
}

test('runs and what lies between them', async () => {
  const store = memory()
  const clock = fakeClock()
  const first = await openRuns(store)
  expect([first.last(), first.downtimes()]).toEqual([null, []])
  await first.begin(clock)
  expect(first.downtimes()).toEqual([])
  // Cut off 20 s after a sign of life at 30 s.
  clock.pass(50_000)
  await Promise.resolve()
  const crashed = at(START + seconds(30))
  clock.pass(100_000)

  const clock2 = fakeClock()
  clock2.pass(300_000)
  const store2 = {
    ...store,
    load: async () => [{ id: String(START), content: { from: START, to: crashed, ended: false }, changed: START, version: 1 }],
  }
  const second = await openRuns(store2)
  expect(second.last()).toBe(crashed)
  await second.begin(clock2)
  expect(second.downtimes()).toEqual([{ from: crashed, to: at(START + seconds(300)), why: 'gateway-off' }])
  second.also([{ from: START, to: crashed, why: 'gateway-off' }])
  expect(second.downtimes()).toHaveLength(2)

  // Stopped by somebody: it says so to the millisecond.
  clock2.pass(7000)
  await second.close()
  const rows = await store.load()
  expect(rows.map(({ content }) => content)).toContainEqual({ from: START + seconds(300), to: START + seconds(307), ended: true })
})
