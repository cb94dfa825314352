// Seeds of the simulation; `npm run simulate` runs ten thousand. A failing one is run again by `npm run simulate -- --seed N`.
import { expect, test } from 'vitest'
import { createScreen } from '../../../simulate/screens.ts'
import { createOracle } from './oracle.ts'
import { run } from './run.ts'

const SEEDS = 200

test(`${SEEDS} seeds of four beds over half an hour: what must sound does, what is claimed does not, nothing is lost`, {
  timeout: 600_000,
}, async () => {
  const totals: Record<string, number> = {}
  const failed: string[] = []
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { wrong, counts } = await run({ seed, screens: createScreen })
    for (const [what, count] of Object.entries(counts)) totals[what] = (totals[what] ?? 0) + count
    if (wrong.length > 0) failed.push(`npm run simulate -- --seed ${seed}: ${wrong[0]?.slice(0, 400)}`)
  }
  expect(failed).toEqual([])
  // Something of everything happened.
  for (const what of ['restarts', 'clock steps', 'cuts', 'compared', 'sounding', 'act claim', 'act discharge', 'act move', 'act standby'])
    expect(totals[what] ?? 0, what).toBeGreaterThan(SEEDS / 10)
})

test('the same seed is the same run', async () => {
  const once = await run({ seed: 4, screens: createScreen, length: 300 })
  expect(await run({ seed: 4, screens: createScreen, length: 300 })).toEqual(once)
})

test('an engine that shows nothing, and one that shows what is not, are found out', () => {
  const now = 1_790_000_000_000
  const oracle = createOracle(() => 2)
  const nothing = { alarms: [] } as never
  const sample = (at: number, value: number) =>
    oracle.hear(
      { kind: 'number', signal: 'hr', value: { is: 'known', value }, at, received: at, source: 'm', quality: 0, seq: at } as never,
      at as never,
    )
  for (let s = 0; s <= 40; s += 2) sample(now + 1000 * s, 80)
  expect(oracle.check(nothing, (now + 40_000) as never, () => false)).toEqual([])
  for (let s = 42; s <= 60; s += 2) sample(now + 1000 * s, 130)
  expect(oracle.check(nothing, (now + 60_000) as never, () => false)).toEqual([`hr-high does not stand, though out since ${now + 42_000}`])
  expect(oracle.check(nothing, (now + 60_000) as never, () => true)).toEqual([])
  const alarm = { id: 'spo2-low@1', rule: 'spo2-low', phase: 'active', vital: 'spo2', lastKnown: null, raised: now + 60_000 }
  const shown = { alarms: [alarm, { ...alarm, id: 'hr-high@1', rule: 'hr-high', vital: 'hr' }] } as never
  expect(oracle.check(shown, (now + 60_000) as never, () => false)).toEqual(['spo2-low@1 was raised by nothing that is out'])
})
