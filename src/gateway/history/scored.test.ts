// A score of the past stands on what had come by then: what came late counts from when it came.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deviceId } from '../../model/ids.ts'
import type { Sample } from '../../model/sample.ts'
import { at, hours, minutes, ms } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { NOTHING_YET } from '../watch/earlykept.ts'
import { createPastScores } from './scored.ts'
import { STAY, type TestHistory, testHistory } from './testhistory.ts'

const BEGUN = 1_790_000_100_000
let one: TestHistory
beforeEach(async () => {
  one = await testHistory(null)
})
afterEach(() => one.close())

/** TABLE: a signal, minutes before the replayed moment at which it was measured and came, and whether its part is known then. */
test.each<[VitalKey, number, number, boolean]>([
  ['nibp-sys', 90, 90, true],
  ['nibp-sys', 90, 20, true],
  ['nibp-sys', 90, -20, false],
  ['temp', 90, 90, true],
  ['temp', 90, 20, false],
  ['temp', 90, -20, false],
])('%s measured %i min before, come %i min before: known is %s', async (signal, measured, came, isKnown) => {
  const now = at(Math.ceil((BEGUN + hours(3)) / minutes(5)) * minutes(5) + minutes(2))
  const source = deviceId('monitor')
  const samples = Array.from({ length: signal === 'temp' ? 60 : 1 }, (_, i): Sample => {
    const when = at(now - measured * 60_000 + i * 1000)
    const received = at(now - came * 60_000 + i * 1000)
    return {
      kind: 'number',
      signal,
      source,
      value: { is: 'known', value: signal === 'temp' ? 37 : 120 },
      at: when,
      received,
      quality: 0,
      seq: i,
    }
  })
  await one.history.append([{ stay: STAY, samples }])
  const stay = {
    id: STAY,
    since: at(BEGUN),
    trial: false,
    ended: null,
    population: 'adult',
    pregnant: 'no',
    age: 60,
    identity: null,
    beds: [],
  }
  const asked = {
    stay: stay as never,
    early: { ...NOTHING_YET, sets: [], orders: [] },
    frames: { from: now, step: ms(1000), count: 1 },
    first: 0,
    last: 0,
    since: BEGUN,
    begun: BEGUN,
    cadence: () => ms(1000),
  }
  const steps = await createPastScores(() => one.history).of(asked)
  const running = steps?.[0]?.score?.running
  const missing = running?.missing.find(({ part }) => part === (signal === 'temp' ? 'temp' : 'sys'))
  expect([running != null, missing === undefined]).toEqual([true, isKnown])
  // Where that, or anything newer, cannot be read, no score is known.
  const hole = { signal, from: at(now - 95 * 60_000), to: at(now - 80 * 60_000), why: 'damaged' } as const
  const damaged = { ...one.history, whole: async () => ({ numbers: [], holes: [hole] }) }
  expect(await createPastScores(() => damaged).of(asked)).toBeNull()
})
