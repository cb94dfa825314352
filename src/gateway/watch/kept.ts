// Alarms in the store: what stands, one row an alarm; what persons set, one row a stay; and the journal. All of one change in one
// transaction, so that what stands is what the journal folds to, whatever ended the process. A stay's under its own key.
import { Alarm } from '../../model/alarm.ts'
import { type StayId, stayId, type WardId, wardId } from '../../model/ids.ts'
import { Care, Entry, keyOf, NO_CARE, type StayAlarms } from '../../model/stayalarms.ts'
import type { At } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
import type { Change, RowKind, Store } from '../store/store.ts'

/** Whose alarms they are: a stay's, or a ward's as a whole. */
export type Whose = { readonly stay: StayId } | { readonly ward: WardId }
const Proven = z.object({ at: z.number(), took: z.number() })
export type Proven = z.infer<typeof Proven>

/** Of a ward as a whole, what no alarm row holds: since when its path is not proven; and sources that are silent, with their beds. */
const Whole = z.object({
  missed: z.number().nullable(),
  silent: z.array(z.object({ source: z.string(), since: z.number(), beds: z.array(z.string()) })),
})
export type Whole = z.infer<typeof Whole>

const OfStay = z.object({ stay: z.string().min(1).max(64) })
const OfWard = z.object({ ward: z.string().min(1).max(64) })
const AlarmRow = z.object({ whose: z.union([OfStay, OfWard]), alarm: Alarm })
const CareRow = z.object({ whose: z.union([OfStay, OfWard]), care: Care, proven: Proven.nullable(), whole: Whole.optional() })
const EntryRow = z.object({ whose: z.union([OfStay, OfWard]), entry: Entry })

export interface Loaded {
  readonly alarms: readonly Alarm[]
  readonly care: Care
  readonly proven: Proven | null
  readonly whole?: Whole | undefined
}
export interface Told {
  readonly whose: Whose
  readonly entry: Entry
}
export interface KeptAlarms {
  /** Number of the first entry of this run: greater than any of the runs before, whatever their clocks said. */
  readonly first: number
  /** As they were kept when this run began, by `nameOf`. */
  readonly loaded: ReadonlyMap<string, Loaded>
  /** Rows of which nothing could be read, by `nameOf` of whose they are: told there, and taken out by this once it was told. */
  readonly unreadable: ReadonlyMap<string, readonly Change[]>
  /** Resolves once it is on the disk; rejects with 'store-down' where it cannot be: then it is written later. */
  write(changes: readonly Change[]): Promise<void>
  /** Entries in [from, to), in order. */
  journal(whose: Whose, from: number, to: number): Promise<readonly Told[]>
  state(): 'up' | 'down'
  /** Whether a part of what was kept does not open. */
  damaged(): boolean
  /** Rows that waited to be kept and were dropped, or that were kept and could not be read. */
  lost(): number
}

export interface OpenKept extends KeptAlarms {
  /** What the start found of it: with its key. */
  forget(stay: StayId): void
}

export const nameOf = (whose: Whose): string => ('stay' in whose ? `stay ${whose.stay}` : `ward ${whose.ward}`)
const sealedBy = (whose: Whose): Pick<Change, 'stay'> => ('stay' in whose ? { stay: whose.stay } : {})

/** The rows of one step. Only what differs is written. `changed`: real time; of entries their own. */
export function rowsOf(whose: Whose, before: StayAlarms, after: StayAlarms, entries: readonly Entry[], changed: At): readonly Change[] {
  const name = nameOf(whose)
  const owner = sealedBy(whose)
  // As its last entry has it: a value that changed after that is no entry, and is not what the journal folds to.
  const touched = new Map(entries.flatMap(({ alarm, gone }) => (alarm ? [[keyOf(alarm), gone ? null : alarm] as const] : [])))
  const alarms = [...touched].map(([key, alarm]): Change => {
    return { kind: 'alarm', id: `${name} ${key}`, content: alarm && { whose, alarm }, changed, ...owner }
  })
  const care: Change[] = before.care === after.care ? [] : [careRow(whose, after.care, null, changed)]
  const journal = entries.map(
    (entry): Change => ({ kind: 'journal', id: `${name} ${entry.n}`, content: { whose, entry }, changed: entry.at, ...owner }),
  )
  return [...alarms, ...care, ...journal]
}
export const careRow = (whose: Whose, care: Care, proven: Proven | null, changed: At, whole?: Whole): Change => ({
  kind: 'watch',
  id: nameOf(whose),
  content: { whose, care, proven, ...(whole && { whole }) },
  changed,
  ...sealedBy(whose),
})
/** A stay that is over stands nowhere; its journal stays. */
export const endedRows = (stay: StayId, changed: At): readonly Change[] => [
  { kind: 'watch', id: nameOf({ stay }), content: null, changed, stay },
]

const whoseOf = (row: { stay: string } | { ward: string }): Whose =>
  'stay' in row ? { stay: stayId(row.stay) } : { ward: wardId(row.ward) }
/** The row that counts runs, and entries of one run. */
const RUNS = 'alarm-runs'
const OF_RUN = 2 ** 32

/** Where the count of runs cannot be read: by the numbers of what was told. */
async function runsTold(store: Pick<Store, 'load'>): Promise<number> {
  const numbers = (await store.load('journal')).map(({ content }) => EntryRow.safeParse(content).data?.entry.n ?? 0)
  return Math.floor(numbers.reduce((most, n) => Math.max(most, n), 0) / OF_RUN)
}

/** A row that cannot be read ends nothing else: whose it is stands in its name. What cannot be written now goes on as not recorded. */
export async function openKept(
  store: Pick<Store, 'load' | 'write' | 'state' | 'dropped'> & {
    damaged?(): boolean
    unopened?(kind: RowKind): readonly { readonly stay: string | null }[]
  },
  real: () => At,
): Promise<OpenKept> {
  const unopened = (kind: RowKind): readonly { readonly stay: string | null }[] => store.unopened?.(kind) ?? []
  const kept = (await store.load('setting')).find(({ id }) => id === RUNS)?.content
  const before = Number(kept ?? (unopened('setting').length > 0 ? await runsTold(store) : 0))
  const runs = (Number.isSafeInteger(before) ? before : 0) + 1
  // The store owes it from then on, as all that is not recorded.
  await store.write([{ kind: 'setting', id: RUNS, content: runs, changed: real() }]).catch(() => {})
  const loaded = new Map<string, Loaded>()
  const unreadable = new Map<string, Change[]>()
  const of = (name: string): Loaded => loaded.get(name) ?? { alarms: [], care: NO_CARE, proven: null }
  async function* rows<T>(kind: 'watch' | 'alarm', schema: z.ZodType<T>): AsyncIterable<T> {
    for (const { id, content } of await store.load(kind)) {
      const found = schema.safeParse(content)
      if (found.success) yield found.data
      else {
        const [is, whose = ''] = id.split(' ')
        const name = `${is} ${whose}`
        const owner = is === 'stay' ? { stay: stayId(whose) } : {}
        unreadable.set(name, [...(unreadable.get(name) ?? []), { kind, id, content: null, changed: real(), ...owner }])
      }
    }
  }
  for await (const { whose, care, proven, whole } of rows('watch', CareRow))
    loaded.set(nameOf(whoseOf(whose)), { alarms: [], care, proven, whole })
  for await (const { whose, alarm } of rows('alarm', AlarmRow)) {
    const name = nameOf(whoseOf(whose))
    loaded.set(name, { ...of(name), alarms: [...of(name).alarms, alarm] })
  }
  // Of one that does not open no more is known than whose it is; it is left where it is.
  for (const { stay } of [...unopened('watch'), ...unopened('alarm')]) {
    const name = stay === null ? null : nameOf({ stay: stayId(stay) })
    if (name !== null && !unreadable.has(name)) unreadable.set(name, [])
  }
  // Something stood there, whatever it was: nothing is brought anew, and what was measured before is not judged again.
  for (const name of unreadable.keys()) loaded.set(name, of(name))
  const misread = new Set<string>()
  return {
    first: runs * OF_RUN,
    loaded,
    unreadable,
    write: store.write,
    async journal(whose, from, to) {
      const rows = await store.load('journal', { stay: 'stay' in whose ? whose.stay : null, from, to })
      return rows
        .flatMap(({ id, content }) => {
          const found = EntryRow.safeParse(content)
          if (!found.success) misread.add(id)
          return found.success ? [found.data] : []
        })
        .map((row) => ({ whose: whoseOf(row.whose), entry: row.entry }))
        .filter((row) => nameOf(row.whose) === nameOf(whose))
        .toSorted((a, b) => a.entry.n - b.entry.n)
    },
    state: store.state,
    damaged: () => store.damaged?.() ?? false,
    lost: () => store.dropped() + misread.size,
    forget(stay) {
      loaded.delete(nameOf({ stay }))
      unreadable.delete(nameOf({ stay }))
    },
  }
}

/** For a gateway without a store: kept for as long as it lives. */
export function keptInMemory(): KeptAlarms {
  const journal: Told[] = []
  return {
    first: 1,
    loaded: new Map(),
    unreadable: new Map(),
    async write(changes) {
      for (const { kind, content } of changes) if (kind === 'journal' && content) journal.push(content as Told)
      journal.splice(0, journal.length - 10_000)
    },
    journal: async (whose, from, to) =>
      journal.filter(({ whose: own, entry }) => nameOf(own) === nameOf(whose) && entry.at >= from && entry.at < to),
    state: () => 'up',
    damaged: () => false,
    lost: () => 0,
  }
}
