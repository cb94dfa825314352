// The rooms beside the ward screen: own account, people, stations, audit. Each is loaded when it is entered, by whom may.
import { lazy, type ReactNode, Suspense } from 'react'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { leaveSeat } from '../page/doors.ts'
import { Page } from './parts.tsx'
import { useMay, useMe } from './use.ts'

const Account = lazy(() => import('./Account.tsx').then(({ Account }) => ({ default: Account })))
const People = lazy(() => import('./People.tsx').then(({ People }) => ({ default: People })))
const Stations = lazy(() => import('./Stations.tsx').then(({ Stations }) => ({ default: Stations })))
const Audit = lazy(() => import('./Audit.tsx').then(({ Audit }) => ({ default: Audit })))
const Patient = lazy(() => import('./Patient.tsx').then(({ Patient }) => ({ default: Patient })))
const Wards = lazy(() => import('../census/Wards.tsx').then(({ Wards }) => ({ default: Wards })))
const Begin = lazy(() => import('../census/Begin.tsx').then(({ Begin }) => ({ default: Begin })))

export const ROOMS = ['/account', '/people', '/stations', '/wards', '/begin', '/audit', '/audit/patient'] as const

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

export function Room() {
  const person = useMe((state) => state.me?.authority.is === 'person')
  if (!person) return <Redirect to="/" />
  return (
    <Suspense fallback={<Page title="Loading…">{null}</Page>}>
      <Switch>
        <Route path="/account">
          <Account />
        </Route>
        <Route path="/people">
          <People />
        </Route>
        <Route path="/stations">
          <Stations />
        </Route>
        <Route path="/wards">
          <Wards />
        </Route>
        <Route path="/begin">
          <Begin />
        </Route>
        <Route path="/audit/patient">
          <Patient />
        </Route>
        <Route path="/audit">
          <Audit />
        </Route>
      </Switch>
    </Suspense>
  )
}
