import { expect, test } from 'vitest'
import { AskedDelays, KeptDelays } from './warddelays.ts'

const S = 1000
test.each([
  // [delays asked, taken]
  [{ 'spo2-low': 10 * S }, true],
  [{ 'spo2-low': 0, 'hr-high': 600 * S }, true],
  [{ 'spo2-low': 600 * S + 1 }, false],
  [{ 'spo2-low': -1 }, false],
  // High alarms, technical ones and notices wait as the table says.
  [{ vf: 1 * S }, false],
  [{ desat: 10 * S }, false],
  [{ leads: 10 * S }, false],
  [{ 'not-a-rule': 10 * S }, false],
] as const)('%o: %s', (asked, taken) => {
  expect(AskedDelays.safeParse(asked).success).toBe(taken)
})

test('what was kept and is not permitted any more is the table’s again, and the rest holds', () => {
  expect(KeptDelays.parse({ 'spo2-low': 10 * S, vf: 60 * S, gone: 1 })).toEqual({ 'spo2-low': 10 * S })
})
