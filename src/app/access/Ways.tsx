// Ways between the rooms beside the ward screen.
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { leaveSeat } from '../page/doors.ts'
import type { ROOMS } from '../page/paths.ts'
import { useMay, useMe } from './use.ts'

function Way({ href, children }: { readonly href: (typeof ROOMS)[number]; readonly children: ReactNode }) {
  const [here] = useLocation()
  return (
    <Link href={href} aria-current={here === href ? 'page' : undefined}>
      {children}
    </Link>
  )
}

/** Ways between the rooms, as far as this person may go. */
export function Ways() {
  const [people, stations, audit] = [useMay('manage-people'), useMay('manage-stations'), useMay('read-audit')]
  const wards = useMay('manage-wards')
  const person = useMe((state) => state.me?.authority.is === 'person')
  const waits = useMe((state) => state.me?.toReview ?? 0)
  const station = useMe((state) => state.me?.authority.station != null)
  const [here] = useLocation()
  if (!person) return null
  return (
    <nav aria-label="Rooms" className="no-print">
      <Link href="/?list" aria-current={here === '/' ? 'page' : undefined}>
        Wards
      </Link>
      <Way href="/account">My account</Way>
      {people && <Way href="/people">People</Way>}
      {wards && <Way href="/wards">Wards and beds</Way>}
      {stations && <Way href="/stations">Stations</Way>}
      {audit && <Way href="/audit">Audit{waits > 0 && ` (${waits} to review)`}</Way>}
      {audit && <Way href="/audit/patient">Who looked at a patient</Way>}
      <button type="button" className="button nav-leave" onClick={() => void leaveSeat(station)}>
        {station ? 'Lock this station' : 'Sign out'}
      </button>
    </nav>
  )
}
