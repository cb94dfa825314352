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

/** A stay whose key was ended is known no more: what was on it was on nobody. */
const withoutLost = (book: Book): readonly Changed[] =>
  [...book.device.values()].flatMap((row): Changed[] => {
    const lost = (stay: KeptStay['id'] | null): boolean => stay !== null && !book.stay.has(stay)
    if (!row.places.some(({ stay }) => lost(stay))) return []
    const places = row.places.map((place) => (lost(place.stay) ? { ...place, stay: null } : place))
    return [{ section: 'device', id: row.id, row: { ...row, places } }]
  })

/** Throws where a row does not fit: a book with a hole would pass for the truth. */
export async function loadBook(store: Pick<Store, 'load'>): Promise<Book> {
  const changes: Changed[] = []
  for (const section of SECTIONS)
    for (const { id, content } of await store.load(section)) {
      const parsed = SCHEMAS[section].safeParse(content)
      if (!parsed.success) throw new Error(`a row of the ward book (${section}) does not fit: ${parsed.error.issues[0]?.path.join('.')}`)
      changes.push({ section, id, row: parsed.data } as Changed)
    }
  const book = edited(EMPTY_BOOK, changes)
  return edited(book, withoutLost(book))
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
