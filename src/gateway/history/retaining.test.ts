// What is no longer kept is ended, told, and shown as pruned; all else stays.
import { afterEach, expect, test, vi } from 'vitest'
import { after, at, hours } from '../../model/units.ts'
import { isRows, overdue, RETENTION } from '../store/retention.ts'
import { type Pruned, startRetaining } from './retaining.ts'
import { madeUp, OTHER, STAY, type TestHistory, testHistory } from './testhistory.ts'

// Threads and disks are shared: never gated on time.
vi.setConfig({ testTimeout: 120_000 })

let one: TestHistory | null = null
afterEach(() => one?.close())
const FROM = 1_790_000_100_000

test.each([
  ['goes on', null, 200, [{ what: 'wave', before: 32 }]],
  ['ended a day ago', 176, 200, [{ what: 'wave', before: 32 }]],
  ['ended 31 days ago', 0, 24 * 31, (['wave', 'slow', 'alarm', 'note', 'charted'] as const).map((what) => ({ what, before: 24 * 31 }))],
] as const)('a stay that %s', (_, ended, now, expected) => {
  const hour = (count: number) => after(at(FROM), hours(count))
  expect(overdue(ended === null ? null : hour(ended), hour(now))).toEqual(
    expected.map(({ what, before }) => ({ what, before: hour(before) })),
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
    prune: async (stay, { what, before }) => (isRows(what) ? 0 : history.prune(stay, { wave: what === 'wave', before })),
    stays: () => [
      { id: STAY, ended: null },
      { id: OTHER, ended: at(FROM) },
    ],
    clock,
    pruned: async (what) => {
      told.push(what)
      // A crash before the record: the next look tells it again.
      if (told.length > 1) await history.pruned(what.stay, what.what === 'wave')
    },
    failed: (error) => {
      throw error
    },
    table: { ...RETENTION, slow: { during: null, afterEnd: hours(1) } },
  })
  await look()
  await look()
  await look()
  stop()
  const asked = { from: at(FROM), to: at(FROM + 2_000_000), width: 50, signals: ['hr', 'resp'] as const }
  const tracks = await history.window({ ...asked, stay: STAY })
  expect(tracks.find(({ signal }) => signal === 'hr')).toMatchObject({ kind: 'number', source: 'monitor-1' })
  expect(tracks.find(({ signal }) => signal === 'resp')?.gaps).toEqual([{ from: FROM, to: FROM + 2_000_000, why: 'pruned' }])
  expect((await history.whole({ ...asked, stay: STAY, signals: ['hr'] })).holes).toEqual([])
  const { holes } = await history.whole({ ...asked, stay: OTHER, signals: ['hr'] })
  expect(holes[0]).toMatchObject({ signal: 'hr', why: 'pruned', to: asked.to })
  expect(await history.waves({ ...asked, stay: STAY, signals: ['resp'] })).toEqual([])
  expect(told.map(({ stay, what }) => [stay, what])).toEqual([
    [STAY, 'wave'],
    [OTHER, 'wave'],
    [OTHER, 'slow'],
    // Told once more, since nobody said that it was on record.
    [STAY, 'wave'],
  ])
  expect(told.at(-1)!.count).toBe(told[0]!.count)
})
