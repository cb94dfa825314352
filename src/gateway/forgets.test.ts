// Once the key of a stay is ended, nothing that was held of it in memory can be read any more: each holder is filled before, and asked after.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stayId } from '../model/ids.ts'
import { setOf } from '../model/observationstest.ts'
import { hours, minutes } from '../model/units.ts'
import { Refused } from './errors.ts'
import { fakeClock, START } from './harness.ts'
import { madeUp } from './history/testhistory.ts'
import { type RealHouse, startHouse } from './realhouse.ts'
import { testFolder } from './store/testfolder.ts'
import { nameOf } from './watch/kept.ts'

const STAY = stayId('stay-T-01')
const BY = { is: 'person', id: 'wren', name: 'R. Wren' } as const
const folder = testFolder()
const keys = randomBytes(32).toString('hex')
const down = async () => {
  throw new Refused('store-down')
}
const silence = ({ gateway }: RealHouse, on: boolean) =>
  gateway.alarms.act({ act: 'silence', stay: STAY, bed: 'T-01', on }, { by: BY, staff: () => null, nameOf: (id) => id })

/** TABLE: each holder by how it is filled, and how much it tells of the stay then: 0 is nothing. A newcomer adds a row. */
const HOLDERS: Readonly<Record<string, { fill?(real: RealHouse): unknown; tells(real: RealHouse): Promise<number> | number }>> = {
  'alarms as the start found them': { tells: ({ house }) => Number(house.alarms.loaded.has(nameOf({ stay: STAY }))) },
  'what was charted, as the start found it': { tells: ({ house }) => house.early.kept.get(STAY)?.sets.length ?? 0 },
  'what is charted': { tells: ({ gateway }) => gateway.early.kept(STAY).sets.length },
  'stretches that came late': {
    fill: ({ house }) => house.history.append([{ stay: STAY, samples: madeUp(START - hours(1), 60, 1) }]),
    tells: ({ house }) => house.history.late(STAY).length,
  },
  'what there is of it': {
    fill: ({ house }) => house.replays.extents(STAY),
    tells: ({ house }) =>
      house.replays.extents(STAY).then(
        (all) => all.length,
        () => 0,
      ),
  },
  'who looked when': {
    async fill({ gateway, clock }) {
      await gateway.notes.looked(STAY, 'wren')
      clock.pass(minutes(40))
    },
    tells: async ({ gateway }) => Number((await gateway.notes.looked(STAY, 'wren')) !== null),
  },
  'notes that wait to be kept': {
    async fill({ house, gateway }) {
      Object.assign(house.beside, { write: down })
      const note = await gateway.notes.note({ stay: STAY, kind: 'note', at: START, text: 'Seen.' }, BY)
      if (note.is === 'done') await note.kept.catch(() => {})
    },
    tells: async ({ gateway }) => (await gateway.notes.of(STAY)).notes.length,
  },
  'entries of the journal that wait to be kept': {
    async fill(real) {
      Object.assign(real.house.alarms, { write: down, state: () => 'down' })
      const done = silence(real, true)
      if (done.is === 'done') await expect(done.kept).rejects.toThrow('not recorded')
    },
    tells: async ({ gateway, clock }) => (await gateway.alarms.journal({ stay: STAY }, 0, clock.now() + 1)).length,
  },
  'samples that wait to be kept': {
    async fill({ house }) {
      Object.assign(house.store.stays, { write: down })
      await house.history.append([{ stay: STAY, samples: madeUp(START, 5, 2) }]).catch(() => {})
    },
    tells: ({ house }) => house.history.owes(),
  },
}

let real: RealHouse
const told: Record<string, { before: number; after: number }> = {}
const start = () => startHouse({ folder: folder.path, keys, clock: fakeClock() })
beforeAll(async () => {
  real = await start()
  const { by: _, ...set } = setOf({ at: START })
  for (const done of [real.gateway.early.act({ act: 'observe', stay: STAY, bed: 'T-01', set }, BY), silence(real, true)])
    if (done.is === 'done') await done.kept
  await real.close()
  // What a start finds is held from then on.
  real = await start()
  for (const { fill } of Object.values(HOLDERS)) await fill?.(real)
  for (const [name, { tells }] of Object.entries(HOLDERS)) told[name] = { before: await tells(real), after: Number.NaN }
  await real.house.store.keys.destroy(STAY)
  for (const [name, { tells }] of Object.entries(HOLDERS)) told[name]!.after = await tells(real)
}, 120_000)
afterAll(async () => {
  await real.close()
  folder.remove()
})

test.each(Object.keys(HOLDERS))('%s', (name) => {
  expect(told[name]!.before).toBeGreaterThan(0)
  expect(told[name]!.after).toBe(0)
})
