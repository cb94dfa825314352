// Who lies in a ward and who cares there, as a screen may see them: initials, or names too.
import type { By } from '../model/book.ts'
import { initials, type Person } from '../model/census.ts'
import type { WardId } from '../model/ids.ts'
import type { Who } from '../model/may.ts'
import type { Roster, RosterRow } from '../model/wire.ts'
import type { Register } from './census/register.ts'
import type { Doors } from './doors.ts'

/** Who has which bed in this shift, and who is in charge: initials for screens, names for who may see them. */
export function shiftOf(
  id: WardId,
  who: Who,
  {
    doors,
    register,
    carers,
  }: {
    readonly doors: Doors
    readonly register: Pick<Register, 'chargeOf' | 'dutiesOf'>
    /** All who care on a ward. */
    readonly carers: (ward: WardId) => readonly { readonly id: string; readonly name: string }[]
  },
): Pick<Roster, 'duties' | 'charge' | 'carers'> {
  const named = doors.open('own:name', who, { of: 'ward', ward: id })
  const seen = named || doors.open('own:initials', who, { of: 'ward', ward: id })
  if (!seen) return { duties: [], charge: null, carers: [] }
  const carer = ({ id: own, name }: Pick<By, 'id' | 'name'>) => ({ id: own, initials: initials(name), name: named ? name : null })
  const charge = register.chargeOf(id)
  return {
    carers: carers(id).slice(0, 500).map(carer),
    duties: register.dutiesOf(id).map(({ bed, nurse, buddy, until }) => ({
      bed,
      until,
      nurse: carer(nurse),
      buddy: buddy && carer(buddy),
      own: nurse.id === who.id || buddy?.id === who.id,
    })),
    charge: charge && { nurse: carer(charge.nurse), until: charge.until },
  }
}

/** `whole`: the name and what else the person is known by, not only initials. */
export function rowOf({ stay, name, sex, born, record, reason, teaches, notes, alike }: Person, whole: boolean): RosterRow {
  const short = initials(name)
  if (!whole) return { stay, initials: short, name: null, sex: null, born: null, record: null, reason: null, teaches: null }
  return {
    stay,
    initials: short,
    name,
    sex,
    born: born ?? null,
    record: record ?? null,
    reason,
    teaches,
    ...(notes && { notes: [...notes] }),
    ...(alike && { alike: [...alike] }),
  }
}
