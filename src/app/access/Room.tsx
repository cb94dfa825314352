// The rooms beside the ward screen: own account, people, stations, audit. Each is loaded when it is entered, by whom may.
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Page } from './parts.tsx'
import { useMe } from './use.ts'

const Account = lazy(() => import('./Account.tsx').then(({ Account }) => ({ default: Account })))
const People = lazy(() => import('./People.tsx').then(({ People }) => ({ default: People })))
const Stations = lazy(() => import('./Stations.tsx').then(({ Stations }) => ({ default: Stations })))
const Audit = lazy(() => import('./Audit.tsx').then(({ Audit }) => ({ default: Audit })))
const Patient = lazy(() => import('./Patient.tsx').then(({ Patient }) => ({ default: Patient })))
const Wards = lazy(() => import('../census/Wards.tsx').then(({ Wards }) => ({ default: Wards })))
const Begin = lazy(() => import('../census/Begin.tsx').then(({ Begin }) => ({ default: Begin })))

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
