// What came is kept by the second, and who sent it is told after the commit and never before.
import { expect, test } from 'vitest'
import { type DeviceId, deviceId, type StayId, stayId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import { at } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import { fakeClock } from '../harness.ts'
import type { Batch } from './history.ts'
import { createRecorder } from './recorder.ts'

const MONITOR: DeviceId = deviceId('monitor')
const [ONE, TRIAL]: StayId[] = [stayId('one'), stayId('trial')]
const sample = (seq: number): Sample => ({
  kind: 'number',
  signal: 'hr',
  value: { is: 'known', value: 70 },
  at: at(seq),
  received: at(seq),
  source: MONITOR,
  quality: 0,
  seq,
})

function recording() {
  const clock = fakeClock()
  const appended: (readonly Batch[])[] = []
  const commits: { done(): void; fail(): void }[] = []
  const failures: unknown[] = []
  const store = { owes: 0, lost: 0 }
  const recorder = createRecorder({
    history: {
      append: (batches) => {
        appended.push(batches)
        return new Promise((done, fail) => commits.push({ done, fail: () => fail(new Refused('store-down')) }))
      },
      owes: () => store.owes,
      counts: () => ({ samples: 0, commits: 0, damaged: 0, lost: store.lost }),
    },
    clock,
    wanted: (stay) => stay !== TRIAL,
    failed: (error) => failures.push(error),
  })
  return { clock, appended, commits, failures, store, recorder, stop: recorder.start() }
}
const settled = (): Promise<void> => new Promise((done) => setImmediate(done))

test('a batch a second of all stays together; a trial feed is not kept', () => {
  const { clock, appended, recorder, stop } = recording()
  recorder.take({ stay: ONE!, samples: [sample(1)] })
  recorder.take({ stay: TRIAL!, samples: [sample(2)] })
  recorder.take({ stay: ONE!, samples: [sample(3)] })
  expect(appended).toEqual([])
  clock.pass(1000)
  expect(appended).toEqual([[{ stay: ONE, samples: [sample(1), sample(3)] }]])
  clock.pass(1000)
  expect(appended).toHaveLength(1)
  stop()
})

test('who sent it is told after the commit', async () => {
  const { clock, commits, recorder, stop } = recording()
  const told: string[] = []
  recorder.take({ stay: ONE!, samples: [sample(1)] })
  recorder.kept(() => told.push('first'))
  clock.pass(1000)
  await settled()
  expect(told).toEqual([])
  commits[0]!.done()
  await settled()
  expect(told).toEqual(['first'])
  stop()
})

test.each([
  { waited: 'was kept after all', lost: 0, told: ['first', 'second'] },
  { waited: 'was lost in part', lost: 1, told: ['second'] },
])('what the store refused waits with it; it $waited', async ({ lost, told: expected }) => {
  const { clock, commits, failures, store, recorder, stop } = recording()
  const told: string[] = []
  recorder.take({ stay: ONE!, samples: [sample(1)] })
  recorder.kept(() => told.push('first'))
  store.owes = 1
  clock.pass(1000)
  commits[0]!.fail()
  await settled()
  expect(failures).toEqual([new Refused('store-down')])
  clock.pass(5000)
  await settled()
  expect(told).toEqual([])
  store.lost = lost
  store.owes = 0
  recorder.take({ stay: ONE!, samples: [sample(2)] })
  recorder.kept(() => told.push('second'))
  clock.pass(1000)
  commits[1]!.done()
  await settled()
  expect(told.toSorted()).toEqual(expected)
  clock.pass(5000)
  await settled()
  expect(told.toSorted()).toEqual(expected)
  stop()
})
