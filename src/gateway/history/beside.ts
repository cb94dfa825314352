// What is kept of a stay beside its signals: notes, values by hand, and when who looked: rows under the stay's own key, read when they are
// asked for, so that what its key ended is gone at once.
import type { GoneKey } from '../../model/history.ts'
import type { StayId } from '../../model/ids.ts'
import type { At } from '../../model/units.ts'
import type { Change, RowKind, Store } from '../store/store.ts'
import { type EarlyOfStay, loadEarly, NOTHING_YET } from '../watch/earlykept.ts'

export type BesideKind = Extract<RowKind, 'note' | 'hand' | 'look'>

export interface KeptBeside {
  /** Contents of all rows of a kind of one stay, by id. */
  rows(kind: BesideKind, stay: StayId): Promise<ReadonlyMap<string, unknown>>
  /** Resolves once it is kept; rejects with 'store-down' where it cannot be: then it is written later. */
  write(kind: BesideKind, stay: StayId, id: string, content: unknown): Promise<void>
  /** What was charted of a stay, also of one that is over. */
  early(stay: StayId): Promise<EarlyOfStay>
  /** What of a stay was ended by the policy of retention. */
  gone(stay: StayId): readonly GoneKey[]
}

const ALL = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER } as const
const idIn = (stay: StayId, id: string): string => `${stay} ${id}`

export const keptBeside = (store: Pick<Store, 'load' | 'write'>, real: () => At, gone: KeptBeside['gone'] = () => []): KeptBeside => ({
  gone,
  async rows(kind, stay) {
    const rows = await store.load(kind, { stay, ...ALL })
    return new Map(rows.flatMap(({ id, content }) => (id.startsWith(`${stay} `) ? [[id.slice(stay.length + 1), content] as const] : [])))
  },
  write: (kind, stay, id, content) => store.write([{ kind, id: idIn(stay, id), content, changed: real(), stay } satisfies Change]),
  async early(stay) {
    const found = await loadEarly({ load: (kind) => store.load(kind, { stay, ...ALL }) }, (one) => one === stay, ALL.to)
    return found.get(stay) ?? NOTHING_YET
  },
})

/** For a gateway without a store: kept for as long as it lives. */
export function besideInMemory(): KeptBeside {
  const kept = new Map<string, Map<string, unknown>>()
  const of = (kind: BesideKind, stay: StayId): Map<string, unknown> => {
    const found = kept.get(idIn(stay, kind)) ?? new Map<string, unknown>()
    kept.set(idIn(stay, kind), found)
    return found
  }
  return {
    rows: async (kind, stay) => new Map(of(kind, stay)),
    write: async (kind, stay, id, content) => void of(kind, stay).set(id, content),
    early: async () => NOTHING_YET,
    gone: () => [],
  }
}
