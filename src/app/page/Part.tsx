// A part of a page that is loaded when it is wanted: what it cannot be, it says in its place, and nothing beside it goes.
import { type ReactNode, Suspense } from 'react'
import { Boundary } from './Boundary.tsx'

/** `quiet`: nothing is said while it loads. */
export const Part = ({ children, quiet = false }: { readonly children: ReactNode; readonly quiet?: boolean }) => (
  <Boundary instead={(said) => <p role="alert">This part could not be shown: {said}</p>}>
    <Suspense fallback={quiet ? null : <p role="status">Loading…</p>}>{children}</Suspense>
  </Boundary>
)
