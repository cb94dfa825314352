// The ward book in the store: each row by its kind, a stay's under its own key, all rows of one change in one transaction.
import {
  type Book,
  type Changed,
  Charge,
  Duty,
  EMPTY_BOOK,
  edited,
  heldFrom,
  KeptDevice,
  KeptStay,
  KeptWard,
  type Section,
} from '../../model/book.ts'
import type { At } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
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
/** What the monitor calls the patient since values of a device are held: an identifier, and so sealed as the stay is that it is held from. */
const Said = z.string().max(80)

/** Throws where a row does not fit: a book with a hole would pass for the truth. */
export async function loadBook(store: Pick<Store, 'load'>): Promise<Book> {
  const changes: Changed[] = []
  const said = new Map((await store.load('hold')).map(({ id, content }) => [id, Said.parse(content)]))
  for (const section of SECTIONS)
    for (const { id, content } of await store.load(section)) {
      const parsed = SCHEMAS[section].safeParse(content)
      if (!parsed.success) throw new Error(`a row of the ward book (${section}) does not fit: ${parsed.error.issues[0]?.path.join('.')}`)
      const row = section === 'device' ? heard(parsed.data as KeptDevice, said.get(id)) : parsed.data
      changes.push({ section, id, row } as Changed)
    }
  const book = edited(EMPTY_BOOK, changes)
  return edited(book, withoutLost(book))
}

/** Gone with the key of the stay: then the monitor called the patient by no name that is known. */
const heard = (device: KeptDevice, says: string | undefined): KeptDevice =>
  device.hold && says !== undefined ? { ...device, hold: { ...device.hold, says } } : device
const unsaid = (device: KeptDevice): KeptDevice => (device.hold ? { ...device, hold: { ...device.hold, says: null } } : device)

/** The row of what a monitor says, where it is another than before: written once, because the stay's key may end before the hold does. */
function saidOf({ section, id, row }: Changed, before: Book, changed: At): Change[] {
  if (section !== 'device') return []
  const was = before.device.get(id as KeptDevice['id'])?.hold ?? null
  const is = row?.hold ?? null
  if (was?.says === is?.says && was?.since === is?.since) return []
  const stay = row && heldFrom(row)
  if (is?.says != null && stay) return [{ kind: 'hold', id, content: is.says, changed, stay }]
  return was?.says != null ? [{ kind: 'hold', id, content: null, changed }] : []
}

const rowOf = ({ section, id, row }: Changed, changed: At): Change => ({
  kind: section,
  id,
  content: section === 'device' && row ? unsaid(row) : row,
  changed,
  ...(section === 'stay' && { stay: id as KeptStay['id'] }),
})

/** Resolves once the rows are on the disk, all or none of them. */
export const keepBook =
  (store: Pick<Store, 'write'>, real: () => At) =>
  (changes: readonly Changed[], before: Book): Promise<void> =>
    changes.length === 0
      ? Promise.resolve()
      : store.write(changes.flatMap((change) => [rowOf(change, real()), ...saidOf(change, before, real())]))
