// Rows of one kind: held in memory, which decides, and kept by the store. A change is in force at once and resolves once it is kept.
import type { At } from '../../model/units.ts'
import type { RowKind, Store } from '../store/store.ts'

export interface Kept<T extends { readonly id: string }> {
  readonly all: () => readonly T[]
  get(id: string): T | undefined
  set(row: T): Promise<void>
  remove(id: string): Promise<void>
}

/** Rows that do not parse are left where they are and not used: a newer gateway may know them. */
export async function loadKept<T extends { readonly id: string }>(
  store: Pick<Store, 'load' | 'write'>,
  kind: RowKind,
  real: () => At,
): Promise<Kept<T>> {
  const rows = new Map<string, T>()
  for (const { id, content } of await store.load(kind))
    if (content !== null && typeof content === 'object') rows.set(id, { ...(content as T), id })
  return {
    all: () => [...rows.values()],
    get: (id) => rows.get(id),
    set(row) {
      rows.set(row.id, row)
      return store.write([{ kind, id: row.id, content: row, changed: real() }])
    },
    async remove(id) {
      if (rows.delete(id)) await store.write([{ kind, id, content: null, changed: real() }])
    },
  }
}
