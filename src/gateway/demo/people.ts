// TABLE: the demo's staff. Their names say what they are wherever they stand; nobody signs in as one of them.
import type { By } from '../../model/book.ts'
import type { Role } from '../../model/may.ts'
import type { Login } from './script.ts'

export const PEOPLE: Readonly<Record<Login, { readonly name: string; readonly role: Role }>> = {
  wren: { name: 'R. Wren (demo staff)', role: 'nurse' },
  heron: { name: 'P. Heron (demo staff)', role: 'nurse' },
  kestrel: { name: 'L. Kestrel (demo staff)', role: 'charge-nurse' },
  rook: { name: 'Dr A. Rook (demo staff)', role: 'physician' },
}
export const LOGINS = Object.keys(PEOPLE) as readonly Login[]
export const idOf = (login: Login): string => `demo-staff-${login}`
export const byOf = (login: Login): By => ({ is: 'person', id: idOf(login), name: PEOPLE[login].name })
