// The ward book in the store: each row by its kind, a stay's under its own key, all rows of one change in one transaction.
import {
  type Book,
  type Changed,
  Charge,
  Duty,
  EMPTY_BOOK,
  edited,
  KeptDevice,
  KeptStay,
  KeptWard,
  type Section,
} from '../../model/book.ts'
import type { At } from '../../model/units.ts'
import type { z } from '../../model/zod.ts'
import type { Change, Store } from '../store/store.ts'

const SCHEMAS = { ward: KeptWard, stay: KeptStay, device: KeptDevice, duty: Duty, charge: Charge } as const satisfies Record<
  Section,
  z.ZodType
>
const SECTIONS = Object.keys(SCHEMAS) as readonly Section[]

/** Throws where a row does not fit: a book with a hole would pass for the truth. */
export async function loadBook(store: Pick<Store, 'load'>): Promise<Book> {
  const changes: Changed[] = []
  for (const section of SECTIONS)
    for (const { id, content } of await store.load(section)) {
      const parsed = SCHEMAS[section].safeParse(content)
      if (!parsed.success) throw new Error(`a row of the ward book (${section}) does not fit: ${parsed.error.issues[0]?.path.join('.')}`)
      changes.push({ section, id, row: parsed.data } as Changed)
    }
  return edited(EMPTY_BOOK, changes)
}

const rowOf = ({ section, id, row }: Changed, changed: At): Change => ({
  kind: section,
  id,
  content: row,
  changed,
  ...(section === 'stay' && { stay: id as KeptStay['id'] }),
})

/** Resolves once the rows are on the disk, all or none of them. */
export const keepBook =
  (store: Pick<Store, 'write'>, real: () => At) =>
  (changes: readonly Changed[]): Promise<void> =>
    changes.length === 0 ? Promise.resolve() : store.write(changes.map((change) => rowOf(change, real())))
