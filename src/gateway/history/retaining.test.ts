// What is no longer kept is ended, told, and shown as pruned; all else stays.
import { afterEach, expect, test, vi } from 'vitest'
import { after, at, hours } from '../../model/units.ts'
import { overdue, RETENTION } from '../store/retention.ts'
import { type Pruned, startRetaining } from './retaining.ts'
import { madeUp, OTHER, STAY, type TestHistory, testHistory } from './testhistory.ts'

// Threads and disks are shared: never gated on time.
vi.setConfig({ testTimeout: 120_000 })

let one: TestHistory | null = null
afterEach(() => one?.close())
const FROM = 1_790_000_100_000

test.each([
  ['goes on', null, 200, [{ wave: true, before: 32 }]],
  ['ended a day ago', 176, 200, [{ wave: true, before: 32 }]],
  [
    'ended 31 days ago',
    0,
    24 * 31,
    [
      { wave: true, before: 24 * 31 },
      { wave: false, before: 24 * 31 },
    ],
  ],
] as const)('a stay that %s', (_, ended, now, expected) => {
  const hour = (count: number) => after(at(FROM), hours(count))
  expect(overdue(ended === null ? null : hour(ended), hour(now))).toEqual(
    expected.map(({ wave, before }) => ({ wave, before: hour(before) })),
  )
})

test('waves past their time are ended, numbers stay; of a stay that ended long ago nothing stays', async () => {
  one = await testHistory(null)
  const { history, clock } = one
  const samples = madeUp(FROM, 2000, 2)
  await history.append([STAY, OTHER].map((stay) => ({ stay, samples })))
  await one.seal(FROM + hours(168))
  clock.pass(hours(24))
  const told: Pruned[] = []
  const { look, stop } = startRetaining({
    prune: history.prune,
    stays: () => [
      { id: STAY, ended: null },
      { id: OTHER, ended: at(FROM) },
    ],
    clock,
    pruned: (what) => told.push(what),
    failed: (error) => {
      throw error
    },
    table: { ...RETENTION, slow: { during: null, afterEnd: hours(1) } },
  })
  await look()
  stop()
  const asked = { from: at(FROM), to: at(FROM + 2_000_000), width: 50, signals: ['hr', 'resp'] as const }
  const tracks = await history.window({ ...asked, stay: STAY })
  expect(tracks.find(({ signal }) => signal === 'hr')).toMatchObject({ kind: 'number', source: 'monitor-1' })
  expect(tracks.find(({ signal }) => signal === 'resp')?.gaps).toEqual([{ from: FROM, to: FROM + 2_000_000, why: 'pruned' }])
  expect(await history.waves({ ...asked, stay: STAY, signals: ['resp'] })).toEqual([])
  expect(told.map(({ stay, wave }) => [stay, wave])).toEqual([
    [STAY, true],
    [OTHER, true],
    [OTHER, false],
  ])
})
